"""When an article was published, and where that is known from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from tracker.reading.article import PublishedBasis
from tracker.reading.metadata.dates import printed_dates, written_date

EARLIEST_IN_NAME = date(1900, 1, 1)  # eight digits in a file's name are seldom an older date
UNDERSCORED = re.compile(r"(\d{4})_(\d{1,2})_(\d{1,2})(?!\d)")
WORD_BREAK = re.compile(r"_|(?<=\d)T(?=\d)|(?<=\D)\.")
FOLDERS_OF_DAY = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/)")
ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
# How a message names each kind of evidence, and its verb.
SAYS = {
    PublishedBasis.GIVEN: ("the date given", "is"),
    PublishedBasis.METADATA: ("the metadata", "say"),
    PublishedBasis.FEED: ("the feed", "says"),
    PublishedBasis.DATELINE: ("the dateline", "says"),
    PublishedBasis.FILE_NAME: ("the file's name", "says"),
}
WIDTH_OF_TIME_ZONES = timedelta(days=1)  # two places on earth are at most about a day apart


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says when an article was published, the surest first; None where it is missing.

    `metadata` and `feed` are dates as written there; `address` is the article's; `created` is when the document was
    made, as its metadata write it, and `file_time` when the file was last changed, in seconds since 1970.
    """

    given: date | None = None
    metadata: str | None = None
    feed: str | None = None
    dateline: date | None = None
    file_name: str | None = None
    address: str | None = None
    created: str | None = None
    file_time: float | None = None


def published_on(evidence: Evidence, today: date) -> tuple[date | None, PublishedBasis]:
    """The published date and its basis, from the surest evidence.

    Ignored is what is no date, is ambiguous, or lies more than a day after `today` (as far as the world's time
    zones reach), except for the date that the user gave.
    """
    for basis, day in _dated(evidence, today):
        return day, basis
    made = written_date(evidence.created) if evidence.created else None
    for guess in (made, _day_of_time(evidence.file_time)):
        if guess and guess <= today + WIDTH_OF_TIME_ZONES:
            return guess, PublishedBasis.FILE_TIME
    return None, PublishedBasis.UNKNOWN


def disagreement(evidence: Evidence, today: date) -> str | None:
    """One line that names evidence of a date more than a day from the surest; None where there is none.

    The time when a file was made or changed doesn't count: it may have been copied years later.
    """
    dated = list(_dated(evidence, today))
    others = [(basis, day) for basis, day in dated if abs(day - dated[0][1]) > WIDTH_OF_TIME_ZONES]
    if not others:
        return None
    surest, day = dated[0]
    words = [f"{' '.join(SAYS[surest])} {day}", *(f"{SAYS[basis][0]} {day}" for basis, day in others)]
    return ", ".join(words)


def changed_at(words: str | None) -> str | None:
    """When an article was changed, in ISO 8601 as its metadata write it; None where they don't say."""
    written = (words or "").strip()
    if ISO_TIME.fullmatch(written) and written_date(written):
        return written
    day = written_date(written)
    return day.isoformat() if day else None


def _dated(evidence: Evidence, today: date) -> Iterator[tuple[PublishedBasis, date]]:
    """The basis and day of each piece of evidence, from the surest to the least sure."""
    if evidence.given:
        yield PublishedBasis.GIVEN, evidence.given
    for basis, day in (
        (PublishedBasis.METADATA, written_date(evidence.metadata or "")),
        (PublishedBasis.FEED, written_date(evidence.feed or "")),
        (PublishedBasis.DATELINE, evidence.dateline),
        (PublishedBasis.FILE_NAME, _day_in_name(evidence.file_name, today) or _day_in_address(evidence.address, today)),
    ):
        if day and day <= today + WIDTH_OF_TIME_ZONES:
            yield basis, day


def _day_in_name(name: str | None, today: date) -> date | None:
    """The day in a file's name, None where there is none or several."""
    days = set(_plausible_days(PurePath(name).stem, today)) if name else set()
    return days.pop() if len(days) == 1 else None


def _day_in_address(address: str | None, today: date) -> date | None:
    """The day in the path of a page's address (/2022/01/21/genf.html, /genf-2022-01-21), None where there is none."""
    try:
        path = urlsplit(address or "").path
    except ValueError:
        return None
    words = FOLDERS_OF_DAY.sub(r" \1-\2-\3 ", path).replace("/", " ")
    days = set(_plausible_days(words, today))
    return days.pop() if len(days) == 1 else None


def _plausible_days(stem: str, today: date) -> Iterator[date]:
    words = WORD_BREAK.sub(" ", UNDERSCORED.sub(r"\1-\2-\3", stem))
    for printed in printed_dates(words):
        if EARLIEST_IN_NAME <= printed.day <= today + WIDTH_OF_TIME_ZONES:
            yield printed.day


def _day_of_time(seconds: float | None) -> date | None:
    """The local day of a file's time; None for a time that is outside the calendar."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return None
