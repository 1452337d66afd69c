"""Text that a program on its way has garbled, as it was meant: UTF-8 read as Windows-1252, references to characters.

Both leave what no writer prints, so that what they stand for is told without doubt.
"""

import re
from html import unescape

# Each byte from 0x80 on as Windows-1252 reads it; as a control character where it has none.
_CHARACTERS = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0x100)
)  # fmt: skip
_BYTES = {character: byte for byte, character in enumerate(_CHARACTERS, start=0x80)}
_FIRST, _FURTHER = re.escape(_CHARACTERS[0xC2 - 0x80 : 0xF5 - 0x80]), re.escape(_CHARACTERS[: 0xC0 - 0x80])
GARBLED = re.compile(rf"[{_FIRST}][{_FURTHER}]{{1,3}}")
CLOSING_MARK = re.compile(rf"â€(?![{_FURTHER}])")  # ”, whose last byte is no character of Windows-1252
FEWEST_GARBLED = 2  # one may be meant: "Ã©" in a text on encodings
REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8}[1-4]?);")


def mended(text: str) -> str:
    """The text without references to characters (*&quot;*) and with what was read in the wrong encoding (*Ã¼*)."""
    return _in_right_encoding(REFERENCE.sub(lambda match: unescape(match.group()), text))


def _in_right_encoding(text: str) -> str:
    if sum(_as_meant(match) != match.group() for match in GARBLED.finditer(text)) < FEWEST_GARBLED:
        return text
    return CLOSING_MARK.sub("”", GARBLED.sub(_as_meant, text))


def _as_meant(garbled: re.Match[str]) -> str:
    """The character, with what followed it; the garbled text itself where the bytes aren't UTF-8."""
    several = garbled.group()
    for end in range(len(several), 1, -1):
        try:
            return bytes(_BYTES[each] for each in several[:end]).decode() + several[end:]
        except UnicodeDecodeError:
            continue
    return several
