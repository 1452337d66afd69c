"""What is known about names, as data: one TOML file per subject."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(subject: str) -> dict[str, Any]:
    """The lexicon of a subject ("people", "organisations", "countries"), read once.

    Raises FileNotFoundError where there is none.
    """
    path = resources.files(__name__) / f"{subject}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
