"""A printed name to its words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tracker.spelling import folded, loosely_folded

DASHES = re.compile(r"[‐‑‒–—−]")
APOSTROPHES = re.compile(r"[’‘`´ʼʹ′]")
GENITIVE_MARK = re.compile(r"'s?$|(?<=[a-zA-Zäöüß])'s$")
SEPARATORS = re.compile(r"[\s.,;:()/\"„“”»«|*…!?]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: in lower case with its accents, folded, and folded with umlauts as their plain vowels."""

    lower: str
    folded: str
    loose: str
    capitals: bool  # all of it in capitals


def plain(name: str) -> str:
    """The name with plain dashes and apostrophes, without a genitive's apostrophe: Scholz’, Blinken's."""
    if not name.isascii() or "`" in name:
        name = APOSTROPHES.sub("'", DASHES.sub("-", unicodedata.normalize("NFC", name)))
    composed = " ".join(name.split())
    return GENITIVE_MARK.sub("", composed) if "'" in composed else composed


@lru_cache(maxsize=2**15)
def word_of(printed: str) -> Word:
    """One word, without its apostrophes (O'Neill, Zelens'kyj)."""
    lower = printed.lower().replace("'", "")
    bare = folded(lower)
    return Word(lower, bare, loosely_folded(lower) if not lower.isascii() else bare, printed.isupper())


def split(name: str) -> list[str]:
    """The printed words of a name that `plain` gave, without punctuation."""
    return [word for printed in SEPARATORS.split(name) if (word := printed.strip("-'"))]
