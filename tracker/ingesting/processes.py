"""Worker processes that may be lost: started, asked with a deadline, killed; both ends of the pipes.

A worker is light and has limits, so that an input that hangs, crashes a library or exhausts the memory takes the
worker down and nothing else.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

STARTING = 60.0  # seconds that a worker may take to start on a busy machine
LARGEST_MEMORY = 900_000_000  # bytes of a worker's own data
LARGEST_WHEN_IDLE = 400_000_000  # bytes: a worker that once took more is replaced, since memory is seldom given back
LONGEST_COMPUTING = 30  # processor seconds from one message to the next
SECONDS_TO_PASS_OVER = 0.01  # a record that was read before, at most: it is found, but not read


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first message: it has started."""


class ProcessEndedError(Exception):
    """The worker is gone. The message says why, to follow a name and a colon."""


def program(module: str) -> str:
    """The Python program of a worker: the `main` of a module. Run it by `command`."""
    return f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"


def command(python_program: str) -> list[str]:
    """The command line that runs a worker's program.

    The path to the modules is handed on, so that the worker finds the same ones; `-c` keeps it from importing this
    process's main module.
    """
    return [sys.executable, "-c", python_program, *sys.path]


class WorkerProcess:
    """A worker and the pipes to it. Only one thread sends and receives; any thread may `kill` it."""

    def __init__(self, python_program: str) -> None:
        """Start the worker. Raises ProcessEndedError where that fails."""
        self._deadline: float | None = None
        self._seconds = STARTING
        self._over_time = False
        try:
            self._process = subprocess.Popen(
                command(python_program),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what libraries complain of may come from the input
            )
        except OSError as error:
            raise ProcessEndedError(f"no process could be started to read it ({error.strerror})") from error

    def send(self, message: object) -> None:
        """Send a message. Raises ProcessEndedError."""
        try:
            pipe = self._pipe("stdin")
            pipe.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            pipe.flush()
        except (OSError, ValueError) as error:
            raise self._ended() from error

    def receive(self, seconds: float) -> Any:
        """The next message. Raises ProcessEndedError where the worker ends, or a `Watchdog` finds it overdue."""
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        try:
            return pickle.load(self._pipe("stdout"))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._ended() from error
        finally:
            self._deadline = None

    def wait_until_ready(self) -> None:
        """Wait for the worker to start. Raises ProcessEndedError."""
        if not isinstance(self.receive(STARTING), Ready):
            raise self._ended()

    def kill_if_overdue(self) -> None:
        """Kill the process if its answer is overdue."""
        deadline = self._deadline
        if deadline is not None and time.monotonic() > deadline:
            self._over_time = True
            self.kill()

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Kill the process and close the pipes."""
        self.kill()
        self._process.wait()
        for name in ("stdin", "stdout"):
            with suppress(OSError, ValueError):  # what was still to be sent has nowhere to go
                self._pipe(name).close()

    def _pipe(self, name: str) -> Any:
        return cast(Any, getattr(self._process, name))

    def _ended(self) -> ProcessEndedError:
        """Why the process has ended, or is about to."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._over_time:
            return ProcessEndedError(f"reading it took longer than {self._seconds:.0f} s and was given up")
        code = self._process.returncode
        if code is not None and code < 0:
            return ProcessEndedError(f"reading it ended in a crash (signal {-code})")
        return ProcessEndedError("the process that read it ended before it was done")


class Watchdog:
    """Kills workers whose answers are overdue."""

    def __init__(self) -> None:
        self._watched: set[WorkerProcess] = set()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def add(self, process: WorkerProcess) -> None:
        """Watch a worker from now on."""
        self._watched.add(process)

    def remove(self, process: WorkerProcess) -> None:
        """Stop watching a worker."""
        self._watched.discard(process)

    def close(self) -> None:
        """Stop watching, and kill the workers that are left."""
        self._closed.set()
        for process in tuple(self._watched):
            process.kill()

    def _watch(self) -> None:
        while not self._closed.wait(0.2):
            for process in tuple(self._watched):
                process.kill_if_overdue()


class MainProcess:
    """The main process, as a worker sees it: the pipes to and from it."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._outgoing = outgoing
        self._received: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=self._listen, args=[incoming], daemon=True).start()

    def send(self, message: object) -> None:
        """Send a message, waiting while the pipe is full."""
        try:
            self._outgoing.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            self._outgoing.flush()
        except OSError:  # the main process is gone
            os._exit(0)
        allow_more_computing()

    def receive(self) -> Any:
        """The next message, waiting for it."""
        return self._received.get()

    def ask(self, question: object) -> Any:
        """The answer to a question."""
        self.send(question)
        return self.receive()

    def _listen(self, incoming: BinaryIO) -> None:
        """Collect the messages. When the main process ends, so does this one, whatever it is doing."""
        try:
            while True:
                self._received.put(pickle.load(incoming))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


def connect_to_main_process() -> MainProcess:
    """The main process at the other end of standard input and output, which from then on lead nowhere.

    Libraries may print, and must not print into the messages.
    """
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return MainProcess(incoming, outgoing)


def be_worker() -> None:
    """Make this process a worker: its memory is limited, and Ctrl-C doesn't end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it reaches every process of the terminal; the main one decides
    try:
        import resource
    except ImportError:  # Windows
        return
    # On Linux, RLIMIT_DATA counts what a process has for itself. RLIMIT_AS also counts what its threads and libraries
    # merely reserve; on other systems it is what comes nearest.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    for limit, size in ((kind, LARGEST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
        try:
            resource.setrlimit(limit, (wanted, hard))
        except (OSError, ValueError):  # macOS refuses some
            continue


def allow_more_computing(passing_over: int = 0) -> None:
    """Allow this process `LONGEST_COMPUTING` more seconds of processor time, after which the system ends it.

    Passing over so many records takes some more.
    The main process ends it much earlier; this is for one that was left behind in a loop that nothing interrupts.
    """
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(time.process_time() + LONGEST_COMPUTING + passing_over * SECONDS_TO_PASS_OVER)
    if hard == resource.RLIM_INFINITY or seconds < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


def took_much_memory() -> bool:
    """Whether this process's memory once grew beyond `LARGEST_WHEN_IDLE`."""
    return _largest_memory() > LARGEST_WHEN_IDLE


def _largest_memory() -> int:
    """How many bytes this process had at most; 0 where the system doesn't say."""
    # Linux's getrusage counts what the process had that started this one, which is more where that has the model.
    if sys.platform == "linux":
        with suppress(OSError):
            status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:")), 0)
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
