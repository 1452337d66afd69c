"""Any file or stream to the reviews of claims in it, in memory that doesn't grow with its size."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urljoin

from tracker.reading.article import LARGEST_RECORD
from tracker.reading.claim_reviews.markup import reviews_in
from tracker.reading.claim_reviews.review import ClaimReview, ReviewProblem
from tracker.reading.errors import ReadingError, shown
from tracker.reading.framing.detection import BYTES_JUDGED, Format, format_of
from tracker.reading.framing.encoding import decode_markup
from tracker.reading.framing.json_lines import has_lines_after_damage, lines_of, value_of
from tracker.reading.framing.json_values import json_values
from tracker.reading.framing.streams import (
    Joined,
    Unpacked,
    beginning_of,
    buffered,
    in_utf8,
    packed_as,
    unpacked_beginning,
)
from tracker.reading.metadata.structured_data import WRAPPED
from tracker.reading.sources import opened, unforeseen

# Lists that are read a member at a time: of a Data Commons feed, and of the API's answer.
LISTS = ("dataFeedElement", "claims")
SCRIPT = re.compile(r"<script\b[^>]{0,1000}\bapplication/ld\+json\b[^>]{0,1000}>(.*?)(?:</script|\Z)", re.I | re.S)
CANONICAL = re.compile(r"<link\b(?=[^>]{0,2000}\brel=[\"']?canonical\b)[^>]{0,2000}?\bhref=[\"']?([^\"'\s>]+)", re.I)
MOST_SCRIPTS = 200

Found = ClaimReview | ReviewProblem


def read_claim_reviews(
    source: Path | BinaryIO, *, name: str | None = None, address: str | None = None, content_type: str | None = None
) -> Iterator[Found]:
    """The reviews in a page, a feed, an answer of the Fact Check Tools API, or JSON Lines of any of these.

    gzip, bzip2 and xz are decompressed. `name` is what messages call the source, its path where it is None; `address`
    and `content_type` are what it was fetched from and as. Raises nothing: what can't be read is a `ReviewProblem`,
    the last one where nothing after it can be read.
    """
    place = shown(name or (str(source) if isinstance(source, Path) else "stdin"))
    try:
        with opened(source, place) as stream:
            yield from _found(stream, place, name or str(source), address, content_type)
    except ReadingError as error:
        yield ReviewProblem(*_apart(str(error), place))
    except Exception as error:  # an unforeseen one may not keep other files from being read
        yield ReviewProblem(place, unforeseen(error))


def _apart(message: str, place: str) -> tuple[str, str]:
    """A message that begins with a place as the place and the rest."""
    before, colon, rest = message.partition(": ")
    return (before, rest) if colon and before.startswith(place) else (place, message)


def _found(
    stream: BinaryIO, place: str, file_name: str, address: str | None, content_type: str | None
) -> Iterator[Found]:
    start = beginning_of(stream, BYTES_JUDGED)
    joined = Joined(start, stream)
    packed_with = packed_as(start)
    unpacked = buffered(Unpacked(joined, packed_with, place) if packed_with else joined)
    beginning = unpacked_beginning(start, BYTES_JUDGED)
    if not beginning.strip():
        unpacked.read(1)  # raises where it isn't empty but damaged
        yield ReviewProblem(place, "empty. Nothing to read.")
        return
    detected = format_of(beginning, file_name, content_type, place=place)
    if detected is Format.HTML:
        yield from _in_page(beginning_of(unpacked, LARGEST_RECORD + 1), place, address, content_type)
    elif detected is Format.JSON_LINES or has_lines_after_damage(beginning):
        yield from _in_lines(in_utf8(unpacked, beginning), place, address)
    elif detected is Format.JSON or beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        values = json_values(in_utf8(unpacked, beginning), place, lambda _: False, _is_list)
        for index, (value, _) in enumerate(values, start=1):
            yield from reviews_in(value, f"{place}, item {index}", address)
    else:
        yield ReviewProblem(place, "neither a web page nor JSON. Name a page or a feed with ClaimReview in it.")


def _is_list(key: str, first: str) -> bool:
    """Whether the list under a key, whose first member begins so, is read a member at a time."""
    return key in LISTS and first in ("{", "n")  # or null


def _in_lines(stream: Any, place: str, address: str | None) -> Iterator[Found]:
    for number, line in lines_of(stream, LARGEST_RECORD):
        called = f"{place}, line {number}"
        if line is None:
            yield ReviewProblem(called, f"longer than {LARGEST_RECORD // 1_000_000} MB")
            continue
        try:
            value = value_of(line, called)
        except ReadingError as error:
            yield ReviewProblem(*_apart(str(error), called))
            continue
        yield from reviews_in(value, called, address)


def _in_page(data: bytes, place: str, address: str | None, content_type: str | None) -> Iterator[Found]:
    """The reviews in a page's JSON-LD; a script that is no JSON is named if it speaks of a review."""
    if len(data) > LARGEST_RECORD:
        raise ReadingError(f"{place}: a page of more than {LARGEST_RECORD // 1_000_000} MB.")
    charset = re.search(r"charset=[\"']?([\w-]+)", content_type or "")
    page = decode_markup(data, place, charset[1] if charset else None)
    canonical = CANONICAL.search(page)
    base = urljoin(address or "", unescape(canonical[1])) if canonical else address
    found = False
    for number, script in enumerate(SCRIPT.findall(page)[:MOST_SCRIPTS], start=1):
        if "ClaimReview" not in script and "claimReviewed" not in script:
            continue
        found = True
        called = f"{place}, script {number}"
        value = _parsed(script)
        if value is None:
            yield ReviewProblem(called, "its JSON is broken")
        else:
            yield from reviews_in(value, called, base)
    if not found:
        yield ReviewProblem(place, "no review of a claim (ClaimReview as JSON-LD) in this page")


def _parsed(script: str) -> Any:
    """The JSON of a script; also where it was escaped like text. None where it is none."""
    for text in (script, unescape(script)):
        try:
            return json.loads(WRAPPED.sub("", text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None
