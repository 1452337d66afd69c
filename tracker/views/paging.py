"""A pager for what is longer than the terminal, as git has it."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper

from tracker.views.console import on_terminal

VARIABLE = "TRACKER_PAGER"  # before PAGER; empty or cat: none
NONE = ("", "cat")
LESS_OPTIONS = "FRX"  # end at once where all fits, let colours through, leave the text on the screen


@contextmanager
def paged() -> Iterator[None]:
    """What is printed to a terminal inside goes through the user's pager, unless there is none."""
    command = _pager()
    if command is None or not on_terminal():
        yield
        return
    import subprocess

    sys.stdout.flush()
    environment = {"LESS": LESS_OPTIONS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        yield
        return
    assert pager.stdin is not None
    terminal = sys.stdout
    sys.stdout = _Paged(pager.stdin, encoding="utf-8", errors="replace")
    try:
        with suppress(BrokenPipeError):  # who has read enough quits
            yield
    finally:
        with suppress(BrokenPipeError):
            sys.stdout.close()
        sys.stdout = terminal
        while pager.poll() is None:
            with suppress(KeyboardInterrupt):  # which the pager takes for its own
                pager.wait()


class _Paged(TextIOWrapper):
    """A pipe to the pager, which a person reads on a terminal."""

    def isatty(self) -> bool:
        """It is read by a person."""
        return True


def _pager() -> list[str] | None:
    """The command of the user's pager; None where there is none to use."""
    if os.environ.get("TERM", "dumb") == "dumb":
        return None
    chosen = os.environ.get(VARIABLE, os.environ.get("PAGER"))
    if chosen is None:
        less = shutil.which("less")
        return [less] if less else None
    try:
        words = shlex.split(chosen)
    except ValueError:
        return None
    return words if words and words[0] not in NONE else None
