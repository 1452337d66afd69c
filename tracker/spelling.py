"""Folding spellings: what is told apart in print but means the same when names and words are compared."""

import re
import unicodedata

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
# Not after a vowel or q, where they are two sounds: Bauer, Feuer, Quelle.
TRANSCRIBED_UMLAUT = re.compile(r"([ao])e|(?<![aeq])(u)e")
# Letters and digits.
WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Lower case without accents, umlauts written out: Müller and Mueller are both "mueller"."""
    if text.isascii():
        return text.casefold()
    composed = unicodedata.normalize("NFC", text).casefold().translate(TRANSCRIBED)
    return _without_marks(composed)


def loosely_folded(text: str) -> str:
    """Like `folded`, with umlauts as their plain vowels: Müller, Mueller and Muller are "muller"."""
    return TRANSCRIBED_UMLAUT.sub(r"\1\2", folded(text))


def tokens(text: str) -> list[str]:
    """The words of `text` in lower case without accents, to compare texts by."""
    composed = unicodedata.normalize("NFC", text).lower()
    return [_without_marks(word) for word in WORD.findall(composed)]


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(each for each in decomposed if not unicodedata.combining(each)))
