"""The command line: parses options, calls the library, and hands rows to the views."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use

if TYPE_CHECKING:
    from tracker.cli.application import app

__all__ = ["app", "main"]


# `main` has something to do before the application is imported.
__getattr__ = imported_on_first_use(__name__, {"app": "application"})


def main() -> None:
    """Run `tracker`.

    The process ends with 0, with 1 for a bad input or a name that nobody has, with 2 for wrong usage, and
    with 130 after Ctrl-C.
    """
    # What is imported stays until the end: to look for garbage in it takes a tenth of the time of a question. The
    # application has garbage collected from when a command runs on.
    gc.disable()
    from tracker.cli.application import app

    _open_closed_outputs()
    app(prog_name="tracker")


def _open_closed_outputs() -> None:
    """Give the process the outputs that it was started without (`tracker quotes >&-`); they lead nowhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open until the process ends
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
