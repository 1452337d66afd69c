"""Which watches may run commands and send things away: those that were added by this user on this machine.

A database can be handed on. Whoever reads articles into one that somebody else has made must not run commands that
stand in it.
"""

import hashlib
from pathlib import Path

from platformdirs import user_data_path

from tracker.store.rows.watches import Channel, WatchRow


def is_allowed(watch: WatchRow) -> bool:
    """Whether a watch may do what it does."""
    if watch.channel == Channel.TERMINAL:
        return True
    file = _file()
    return file.exists() and _digest(watch) in file.read_text(encoding="ascii").split()


def allow(watch: WatchRow) -> None:
    """Let a watch do exactly what it does now."""
    if is_allowed(watch):
        return
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{_digest(watch)}\n")


def _file() -> Path:
    return user_data_path("tracker", appauthor=False) / "watches-allowed"


def _digest(watch: WatchRow) -> str:
    what = f"{watch.key}\0{watch.channel}\0{watch.target}\0{watch.allow_private}"
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
