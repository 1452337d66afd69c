"""Names in another script, written in Latin letters.

Cyrillic is transliterated as English papers do it, after the letters that only Russian, Ukrainian or Belarusian have
(BGN/PCGN, without its marks for soft and hard signs); other scripts as the library `anyascii` does. Arabic and Hebrew
print no short vowels, so that of such names only the consonants count.
"""

import re
import unicodedata
from functools import cache

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
    """The script of a letter, as Unicode names it: "LATIN", "CYRILLIC", "CJK"; "" for what is none."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""


def script_of(name: str) -> str:
    """The script of the first letter that isn't Latin; "LATIN" where all are."""
    if name.isascii():
        return "LATIN"
    return next((script for letter in name if (script := _script(letter)) not in ("", "LATIN")), "LATIN")


def in_latin(name: str) -> str:
    """The name in Latin letters, surname last or first as printed. Latin letters stay as they are."""
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
