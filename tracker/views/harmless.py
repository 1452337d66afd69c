"""Text from an article, made so that it can't act on a terminal.

A text may hold terminal escapes, carriage returns that overwrite what stands before them, marks that turn the
reading direction, or characters without width. What a person is shown has none of these: control characters
appear as their picture (U+2400 onwards), formatting characters are left out. What a program reads (JSON, CSV)
keeps the text as printed; in JSON the same characters are written as escapes.
"""

import json
import unicodedata

_PICTURES = 0x2400  # "␀"; the pictures of the other control characters follow it
_PICTURE_OF_DELETE = "␡"
_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


class _Shown(dict[int, str]):
    """A translation table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _shown(code)
        return self[code]


class _Escaped(dict[int, str]):
    """A translation table for `str.translate` to JSON's escapes, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = json.dumps(character)[1:-1] if _acts(character) and code >= 0x7F else character
        return self[code]


def _acts(character: str) -> bool:
    """Whether a character is a control, formatting or separating character, or half of a surrogate pair."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _shown(code: int) -> str:
    character = chr(code)
    match unicodedata.category(character):
        case "Zl" | "Zp":
            return "\n"
        case "Cf":
            return ""
        case "Cs":
            return _UNPRINTABLE
        case "Cc" if character == "\n":
            return "\n"
        case "Cc" if character == "\t":
            return " "
        case "Cc" if code < 0x20:
            return chr(_PICTURES + code)
        case "Cc":
            return _PICTURE_OF_DELETE if code == 0x7F else _UNPRINTABLE
        case _:
            return character


_shown_characters = _Shown()
_escaped_characters = _Escaped()


def harmless(text: str) -> str:
    """The text as it may be shown, line breaks kept."""
    return text.replace("\r\n", "\n").translate(_shown_characters)


def harmless_line(text: str) -> str:
    """The text as it may be shown, on one line: line breaks and runs of blanks become one blank."""
    return " ".join(harmless(text).split())


def escaped_in_json(document: str) -> str:
    """A JSON document with the same meaning that can't act on a terminal.

    Outside its strings a JSON document is ASCII, so what is escaped here always stands in a string.
    """
    return document.translate(_escaped_characters)
