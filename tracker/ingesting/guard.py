"""A reading process, as the main process sees it."""

import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any, cast

from tracker.ingesting.messages import Ready

STARTING = 60.0  # seconds that the process may take to say its first word, on a machine that is busy
# The path to the modules is handed on, so that the process finds what this one found; `-c` keeps it from importing
# whatever this one's main module is.
PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from tracker.ingesting.worker import main; main()"


class ProcessEndedError(Exception):
    """The reading process is gone; the message says why, to follow a name and a colon."""


class ReadingProcess:
    """One process that reads, and the pipes to it. Only one thread talks with it; any may `kill` it."""

    def __init__(self) -> None:
        """Start it and wait until it is ready. Raises ProcessEndedError where that fails."""
        self._deadline: float | None = None
        self._seconds = STARTING
        self._over_time = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what libraries complain of may come from the input
            )
        except OSError as error:
            raise ProcessEndedError(f"no process could be started to read it ({error.strerror})") from error

    def say(self, message: object) -> None:
        """Send a message. Raises ProcessEndedError."""
        try:
            pipe = self._pipe("stdin")
            pipe.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            pipe.flush()
        except (OSError, ValueError) as error:
            raise self._ended() from error

    def hear(self, seconds: float) -> Any:
        """The next message. Raises ProcessEndedError where none comes in so many seconds, or ever."""
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        try:
            return pickle.load(self._pipe("stdout"))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._ended() from error
        finally:
            self._deadline = None

    def hear_ready(self) -> None:
        """Wait for its first word. Raises ProcessEndedError."""
        if not isinstance(self.hear(STARTING), Ready):
            raise self._ended()

    def kill_if_over_time(self) -> None:
        """End the process if its answer is overdue."""
        deadline = self._deadline
        if deadline is not None and time.monotonic() > deadline:
            self._over_time = True
            self.kill()

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """End the process and forget it."""
        self.kill()
        self._process.wait()
        for name in ("stdin", "stdout"):
            with suppress(OSError, ValueError):  # what was still to be sent has nowhere to go
                self._pipe(name).close()

    def _pipe(self, name: str) -> Any:
        return cast(Any, getattr(self._process, name))

    def _ended(self) -> ProcessEndedError:
        """Why the process is gone, or as good as gone."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._over_time:
            return ProcessEndedError(f"reading it took longer than {self._seconds:.0f} s and was given up")
        code = self._process.returncode
        if code is not None and code < 0:
            return ProcessEndedError(f"reading it ended in a crash (signal {-code})")
        return ProcessEndedError("the process that read it ended before it was done")


class Watch:
    """Ends processes whose answers are overdue."""

    def __init__(self) -> None:
        self._watched: set[ReadingProcess] = set()
        self._closed = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def add(self, process: ReadingProcess) -> None:
        """Watch a process from now on."""
        self._watched.add(process)

    def remove(self, process: ReadingProcess) -> None:
        """Watch it no longer."""
        self._watched.discard(process)

    def close(self) -> None:
        """Watch nothing more, and kill what is left."""
        self._closed.set()
        for process in tuple(self._watched):
            process.kill()

    def _look(self) -> None:
        while not self._closed.wait(0.2):
            for process in tuple(self._watched):
                process.kill_if_over_time()
