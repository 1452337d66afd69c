"""Bytes to text: the encodings that German and English articles are saved in."""

import codecs
import re

from tracker.reading.errors import ReadingError

# The first bytes of files that aren't plain text, and their names.
SIGNATURES = (
    (rb"%PDF-\d", "a PDF"),
    (rb"PK\x03\x04", "a zip archive or an office document (DOCX, ODT)"),
    (rb"\x1f\x8b", "gzip-compressed data"),
    (rb"BZh[1-9]1AY&SY", "bzip2-compressed data"),
    (rb"\xfd7zXZ\x00", "xz-compressed data"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\x28\xb5\x2f\xfd", "Zstandard-compressed data"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (DOC, XLS)"),
    (rb"\{\\rtf\d", "a rich text document (RTF)"),
    (rb"SQLite format 3\x00", "an SQLite database"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image"),
    (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"GIF8[79]a[\x00-\xff]{4}[\x80-\xff]", "a GIF image"),
    (rb"RIFF[\x00-\xff]{4}WEBP", "a WebP image"),
    (rb"RIFF[\x00-\xff]{4}(?:WAVE|AVI )", "a sound or film"),
    (rb"ID3[\x02-\x04]\x00|OggS\x00|fLaC\x00", "a sound file"),
    (rb"[\x00-\xff]{4}ftyp", "a sound, film or image (MP4, HEIC)"),
    (rb"\x7fELF|MZ[\x00-\xff]\x00", "a program"),
)
PAGE_SIGNATURE = (
    rb"(?i)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?s:.{0,2000}?)-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    "an HTML page",
)

# UTF-32 first: its mark begins with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The encodings of German and English before UTF-8: Windows (latin-1 is the same except for control characters), the
# old Macintosh, DOS. Of several that do equally well the first is taken.
OLD_ENCODINGS = ("cp1252", "mac-roman", "cp850")

# What German and English newspapers print beyond ASCII, including foreign names.
PRINTED = frozenset(
    "äöüßÄÖÜ„“”‚‘’‹›«»–—…€£§°·•†′″¡¿½¼¾²³±×µ©®™\u00a0\u00ad"
    "àáâãåæçèéêëìíîïñòóôõøùúûýÿœšžÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝŒŠŽðÐþÞ"
)
MOST_USUAL = frozenset("äöüßÄÖÜ„“”‚‘’«»–—…é€§\u00a0")
# Few marks and symbols stand within words; capitals don't follow lower-case letters.
WITHIN_WORD = re.compile(r"(?<=[^\W\d_])[^\s\x00-\x7f](?=[^\W\d_])")
MARKS_IN_WORDS = frozenset("’‘–—·\u00ad")
CAPITAL_IN_WORD = re.compile(r"(?<=[a-zäöüß])[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽÐÞ]")
LEAST_LIKELIHOOD = 0.5
LARGEST_SHARE_OF_LETTERS = 1 / 3  # "Grüße" has two of five, a text in German or English a twentieth

CHARACTERS_JUDGED = 200_000  # or bytes
LEAST_SHARE_OF_UTF8 = 0.5  # of the bytes beyond ASCII; by chance it is a few hundredths
LARGEST_SHARE_OF_CONTROLS = 0.05
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")

# Where a web page declares its encoding, and which ones are accepted: some of Python's aren't encodings of text.
BYTES_BEFORE_CHARSET = 20_000  # the standard says 1,024, and few heed it
DECLARED_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.I
)
LATIN_1 = re.compile(
    r"(?i)(?:iso[-_]?8859[-_]1|latin[-_]?1|l1|(?:us[-_])?ascii|(?:x-)?(?:windows|cp)[-_]?1252|utf[-_]?8)"
)
OTHER_CHARSETS = re.compile(
    r"cp1252|(?:iso[-_]?8859[-_]\d{1,2}|(?:windows|cp)[-_]?\d{3,4}|mac\w*|macintosh|x-mac-roman|koi8-[ru]|gb\w+|big5|euc-\w\w|"
    r"shift[-_]jis|utf-16(?:[lb]e)?)"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, name: str) -> str:
    """The text in `data`, unchanged but for the byte order mark.

    It is UTF-8; UTF-16 or UTF-32 with a byte order mark; UTF-16 that is recognised by its zero bytes; otherwise the
    old encoding whose text looks most like German or English print. Raises ReadingError, naming the file as `name`,
    where the bytes are no text, or where no encoding makes them look like print.
    """
    refuse_other_formats(data, name)
    text = _decoded(data, name)
    beginning = text[:CHARACTERS_JUDGED]
    if len(CONTROL.findall(beginning)) > LARGEST_SHARE_OF_CONTROLS * len(beginning):
        raise _binary(name)
    return text


def beginning_as_text(data: bytes) -> str:
    """The beginning of a file with its ASCII characters in place, whatever the encoding; others may be garbled."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode(_wide_encoding(data) or "latin-1", "replace")


def certain_encoding(beginning: bytes) -> tuple[str | None, bytes]:
    """The encoding that a byte order mark or zero bytes show for certain, and the mark; else None and b""."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return encoding, mark
    return _wide_encoding(beginning), b""


def decode_markup(data: bytes, name: str, charset: str | None = None) -> str:
    """The text of a web page, which declares its own encoding and is often wrong.

    A byte order mark wins; then UTF-8, where all bytes are valid; then `charset`, which came with the bytes, and
    what the page declares. Raises ReadingError for binary data.
    """
    in_page = DECLARED_CHARSET.search(data[:BYTES_BEFORE_CHARSET])
    declared_charsets = [charset, in_page[1].decode("ascii") if in_page else None]
    return decode_labelled(data, name, [each for each in declared_charsets if each])


def decode_labelled(data: bytes, name: str, charsets: list[str]) -> str:
    """The text in bytes with declared encodings, the surest first.

    Damage doesn't make it unreadable: invalid bytes within UTF-8 are read as Windows-1252, which they often are,
    and what no encoding has becomes U+FFFD. Raises ReadingError for binary data.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding_without_mark := _wide_encoding(data):
        return data.decode(encoding_without_mark, "replace")
    if data[:CHARACTERS_JUDGED].count(0) > LARGEST_SHARE_OF_CONTROLS * len(data[:CHARACTERS_JUDGED]):
        raise _binary(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _share_of_utf8(data) >= LEAST_SHARE_OF_UTF8:
            return _decode_mixed(data)
    for charset in charsets:
        encoding = "cp1252" if LATIN_1.fullmatch(charset.strip()) else charset.strip().lower()
        if OTHER_CHARSETS.fullmatch(encoding) and (text := _try_loosely(encoding, data)) is not None:
            return text
    return max(_old_decodings(data), key=_likelihood)


def _share_of_utf8(data: bytes) -> float:
    """The share of the bytes beyond ASCII that are valid UTF-8, 0 where there are none."""
    beginning = data[:CHARACTERS_JUDGED]
    all_bytes = len(BEYOND_ASCII.findall(beginning))
    return sum(map(len, UTF8_SEQUENCE.findall(beginning))) / all_bytes if all_bytes else 0.0


def _decode_mixed(data: bytes) -> str:
    """UTF-8 with pieces of Windows-1252 in it."""
    text = data.decode("utf-8", "surrogateescape")
    return ESCAPED_BYTES.sub(lambda found: bytes(ord(c) - 0xDC00 for c in found[0]).decode("cp1252", "replace"), text)


def _try_loosely(encoding: str, data: bytes) -> str | None:
    """The text in an encoding, None where Python doesn't have it, or where its Latin letters look wrong."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        return None
    return text if encoding != "cp1252" or _likelihood(text) >= LEAST_LIKELIHOOD else None


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise ReadingError, which names the format, where `data` begins like a format other than plain text."""
    for signature, format_name in (*SIGNATURES, PAGE_SIGNATURE):
        if re.match(signature, data[:CHARACTERS_JUDGED]):
            raise ReadingError(f"{name}: this looks like {format_name}, not plain text. Save it as plain text first.")


def _binary(name: str) -> ReadingError:
    return ReadingError(f"{name}: this is binary data, not text. Save the article as plain text first.")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(encoding, data[len(mark) :], name)
    if encoding_without_mark := _wide_encoding(data):
        return _decode_as(encoding_without_mark, data, name)
    if b"\x00" in data:
        raise _binary(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error.start, name)
    return _decode_old(data, name)


def _decode_as(encoding: str, data: bytes, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name}: begins as {encoding.upper()} but byte {error.start} isn't. Save it as UTF-8 again."
        ) from None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every other byte is zero, and none of the rest."""
    beginning = data[: CHARACTERS_JUDGED - CHARACTERS_JUDGED % 2]
    even, odd = beginning[::2], beginning[1::2]
    if odd and 2 * odd.count(0) > len(odd) and not even.count(0):
        return "utf-16-le"
    if even and 2 * even.count(0) > len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _refuse_damaged_utf8(data: bytes, position: int, name: str) -> None:
    """Raise ReadingError where the bytes are damaged UTF-8: any other encoding would garble them."""
    if _share_of_utf8(data) >= LEAST_SHARE_OF_UTF8:
        raise ReadingError(f"{name}: this is UTF-8 text that is damaged at byte {position}. Save or download it again.")


def _decode_old(data: bytes, name: str) -> str:
    """The text in the old encoding that makes it look most like print."""
    best = max(_old_decodings(data), key=_likelihood)
    if _likelihood(best) < LEAST_LIKELIHOOD:
        raise ReadingError(f"{name}: can't tell in which encoding this is. Save it as UTF-8 first.")
    return best


def _old_decodings(data: bytes) -> list[str]:
    """The text in each old encoding that can decode it; cp850 always can."""
    return [text for encoding in OLD_ENCODINGS if (text := _try(encoding, data)) is not None]


def _try(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(text: str) -> float:
    """How much the characters beyond ASCII look like print, at most 1; unusual positions lower it."""
    beginning = text[:CHARACTERS_JUDGED]
    beyond = [character for character in beginning if character > "\x7f"]
    if not beyond:
        return 1.0
    letters = sum(map(str.isalpha, beginning))
    if len(beginning) > 20 and sum(map(str.isalpha, beyond)) > LARGEST_SHARE_OF_LETTERS * letters:
        return -1.0
    usual = sum(1.0 if each in MOST_USUAL else 0.7 if each in PRINTED else -1.0 for each in beyond)
    return (usual - _standing_oddly(beginning)) / len(beyond)


def _standing_oddly(text: str) -> int:
    """How many characters beyond ASCII are in positions where print doesn't have them."""
    symbols = [mark for mark in WITHIN_WORD.findall(text) if not mark.isalpha() and mark not in MARKS_IN_WORDS]
    return len(symbols) + len(CAPITAL_IN_WORD.findall(text))
