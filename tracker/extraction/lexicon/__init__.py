"""The words of a language, as data: one TOML file per subject and language, `SUBJECT.LANGUAGE.toml`."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(subject: str, language: str) -> dict[str, Any]:
    """The lexicon of a subject ("acts", "dates", "names") in a language ("de", "en"), read once.

    Raises FileNotFoundError where the language has no such lexicon.
    """
    path = resources.files(__name__) / f"{subject}.{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
