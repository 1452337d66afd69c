"""When an article was published, and where that was taken from."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import PurePath

from tracker.reading.article import PublishedBasis
from tracker.reading.dates import parse_date, printed_dates

EARLIEST_IN_NAME = date(1900, 1, 1)  # eight digits in a file's name are seldom an older date
UNDERSCORED = re.compile(r"(\d{4})_(\d{1,2})_(\d{1,2})(?!\d)")
WORD_BREAK = re.compile(r"_|(?<=\d)T(?=\d)|(?<=\D)\.")


def published_on(
    given: date | None,
    metadata: str | None,
    dateline: date | None,
    file_name: str | None,
    file_time: float | None,
    today: date,
) -> tuple[date | None, PublishedBasis]:
    """The published date and its basis: the surest that there is.

    `metadata` is the date as the front matter writes it, `file_time` in seconds since 1970. What is
    no date, may be one of two, or lies more than a day after `today` (the world's time zones reach that far)
    is passed over, except for what was given.
    """
    if given:
        return given, PublishedBasis.GIVEN
    for day, basis in (
        (_day_in_metadata(metadata, today), PublishedBasis.METADATA),
        (dateline, PublishedBasis.DATELINE),
        (_day_in_name(file_name, today), PublishedBasis.FILE_NAME),
        (_day_of_time(file_time), PublishedBasis.FILE_TIME),
    ):
        if day and day <= today + timedelta(days=1):
            return day, basis
    return None, PublishedBasis.UNKNOWN


def _day_in_metadata(words: str | None, today: date) -> date | None:
    if words is None:
        return None
    try:
        return parse_date(words, today)
    except ValueError:
        return None


def _day_in_name(name: str | None, today: date) -> date | None:
    """The day in a file's name, None where it has none or several."""
    days = set(_plausible_days(PurePath(name).stem, today)) if name else set()
    return days.pop() if len(days) == 1 else None


def _plausible_days(stem: str, today: date) -> Iterator[date]:
    words = WORD_BREAK.sub(" ", UNDERSCORED.sub(r"\1-\2-\3", stem))
    for printed in printed_dates(words):
        if EARLIEST_IN_NAME <= printed.day <= today + timedelta(days=1):
            yield printed.day


def _day_of_time(seconds: float | None) -> date | None:
    """The local day of a file's time; None for one that no calendar has."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return None
