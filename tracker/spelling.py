"""Folding spellings: what is told apart in print but means the same when names and words are compared."""

import re
import unicodedata
from functools import lru_cache

# German writes ae for ä where it has to; the others are letters that no accent can be taken off.
TRANSCRIBED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
# Not after a vowel or q, where they are two sounds: Bauer, Feuer, Quelle. What an expression begins with is found fast.
TRANSCRIBED_UMLAUT = re.compile(r"ue(?<![aeq]ue)")
OTHER_LETTERS = re.compile(r"[^\x00-\x7F]+")
# Letters and digits.
WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Lower case without accents, umlauts written out: Müller and Mueller are both "mueller"."""
    if text.isascii():
        return text.casefold()
    return OTHER_LETTERS.sub(_without_accents, unicodedata.normalize("NFC", text).casefold())


def loosely_folded(text: str) -> str:
    """Like `folded`, with umlauts as their plain vowels: Müller, Mueller and Muller are "muller"."""
    return TRANSCRIBED_UMLAUT.sub("u", folded(text)).replace("ae", "a").replace("oe", "o")


def tokens(text: str) -> list[str]:
    """The words of `text` in lower case without accents, to compare texts by."""
    composed = unicodedata.normalize("NFC", text).lower()
    return [_without_marks(word) for word in WORD.findall(composed)]


def _without_accents(letters: re.Match[str]) -> str:
    return _plain(letters[0])


@lru_cache(maxsize=2**12)  # few runs of other letters make up most of a text: a quotation mark, an umlaut
def _plain(letters: str) -> str:
    return _without_marks(letters.translate(TRANSCRIBED))


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(each for each in decomposed if not unicodedata.combining(each)))
