"""How a site is served."""

from dataclasses import dataclass
from pathlib import Path

from tracker.serving.passwords import Password


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """Which database is served, whether it can be edited, in whose name, and under which names it is reached.

    `hosts` are names without port, in lower case; `any_address` also takes every IP address for its own: a page that
    was sent to another site's name can't have one. With a `password` whoever signs in says in whose name they decide.
    """

    database: Path
    edit: bool = False
    editor: str = ""
    hosts: frozenset[str] = frozenset()
    any_address: bool = False
    password: Password | None = None
