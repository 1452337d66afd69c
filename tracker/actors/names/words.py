"""A printed name to its words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.spelling import folded, loosely_folded

DASHES = re.compile(r"[‐‑‒–—−]")
APOSTROPHES = re.compile(r"[’‘`´ʼʹ′]")
GENITIVE_MARK = re.compile(r"'s?$|(?<=[a-zA-Zäöüß])'s$")
SEPARATORS = re.compile(r"[\s.,;:()/\"„“”»«|*…!?]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: in lower case with its accents, folded, and folded with umlauts as plain vowels."""

    lower: str
    folded: str
    loose: str
    capitals: bool  # all of it in capitals


def plain(name: str) -> str:
    """The name with plain dashes and apostrophes, and without the ending of a genitive: Scholz’, Blinken's."""
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


CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџќѓѕ"
# In that order; "_" for the hard and the soft sign, which are left out.
IN_LATIN = (
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g v dj j lj nj ch dzh k g dz"
)
CYRILLIC = dict(zip(CYRILLIC_LETTERS, IN_LATIN.replace("_", "").split(" "), strict=True))
UKRAINIAN_LETTERS = frozenset("іїєґ")
UKRAINIAN = {**CYRILLIC, "г": "h", "и": "y", "'": "", "’": ""}
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
CAMEL_CASE = re.compile(r"[A-Z][^A-Z]*")


@cache
def _script(letter: str) -> str:
    """The script of a letter, as Unicode names it: "LATIN", "CYRILLIC", "CJK"; "" for anything else."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""


def script_of(name: str) -> str:
    """The script of the first letter that isn't Latin; "LATIN" where all are."""
    if name.isascii():
        return "LATIN"
    return next((script for letter in name if (script := _script(letter)) not in ("", "LATIN")), "LATIN")


def in_latin(name: str) -> str:
    """The name in Latin letters, in the printed order. Latin letters stay as they are."""
    script = script_of(name)
    if script == "LATIN":
        return name
    if script == "CYRILLIC":
        return _from_cyrillic(name)
    from anyascii import anyascii  # its tables take a while to load

    if script in ("CJK", "HANGUL"):
        return " ".join(CAMEL_CASE.findall(anyascii(name).replace(" ", "")))
    # The Arabic article is no word of its own; a Hebrew Beth may be v, but names in Latin letters have b.
    return anyascii(ARABIC_ARTICLE.sub("", name).replace("ב", "b"))


def _from_cyrillic(name: str) -> str:
    letters = UKRAINIAN if UKRAINIAN_LETTERS & set(name.lower()) else CYRILLIC
    return "".join(_latin_letter(letter, letters) for letter in name)


def _latin_letter(letter: str, letters: dict[str, str]) -> str:
    small = letter.lower()
    latin = letters.get(small, letter)
    return latin.capitalize() if small != letter else latin


@lru_cache(maxsize=2**15)
def normalised(name: str) -> str:
    """A name without case, accents and extra white space. Names that are equal so are one name."""
    return " ".join(folded(name).split())
