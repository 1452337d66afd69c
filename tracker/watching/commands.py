"""Running a command of the user's for what is new."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from tracker.store.rows.watches import Notice, WatchRow
from tracker.views.records import json_line
from tracker.views.watches import notice_record
from tracker.watching.errors import DeliveryError

SECONDS = 60.0  # until a command counts as stuck


def run(watch: WatchRow, notices: Sequence[Notice]) -> None:
    """Run the watch's command in the shell, with the notices on its standard input as JSON Lines.

    What it prints goes to standard error. Raises DeliveryError where it fails or takes too long.
    """
    lines = "".join(json_line(notice_record(watch, notice)) for notice in notices)
    running = subprocess.Popen(
        watch.target,
        shell=True,  # the command is the user's own; what articles say is on its standard input alone
        stdin=subprocess.PIPE,
        stdout=2,
        start_new_session=True,
    )
    try:
        running.communicate(lines.encode(), timeout=SECONDS)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise DeliveryError(f"not done after {SECONDS:g} seconds, and ended") from error
        raise
    if running.returncode:
        raise DeliveryError(f"ended with exit code {running.returncode}")
