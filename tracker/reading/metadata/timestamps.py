"""Points in time as programs write them, to days as people do."""

import re
from datetime import UTC, datetime
from typing import Any

# Seconds, and thousandths and millionths of them, since 1970: whichever makes a day of these years.
FIRST_SECOND = 100_000_000  # in 1973; smaller numbers are rather dates without hyphens, or no dates
LAST_SECOND = 32_503_680_000  # the year 3000
UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4}(?:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)"
)


def day_words(value: Any) -> str | None:
    """A date or point in time as words for `tracker.reading.metadata.dates.parse_date`; None for what is neither.

    Numbers count the seconds since 1970, or thousandths or millionths of them; their day is that of Greenwich. A time
    with a zone is of the day that is written, which is the publisher's. 20220121T101500Z and {"$date": …} are
    understood too.
    """
    if isinstance(value, dict):
        value = value.get("$date", value.get("$numberLong"))
        return day_words(value) if not isinstance(value, dict) else day_words(value.get("$numberLong"))
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _day_of_number(value) or (str(value) if isinstance(value, int) and 10**7 <= value < 10**8 else None)
    if not isinstance(value, str):
        return None
    words = value.strip()
    if compact := COMPACT.fullmatch(words):
        written = f"{compact['year']}-{compact['month']}-{compact['day']}"
        if 1 <= int(compact["month"]) <= 12 and "1900" <= compact["year"] < "2100":
            return written
    if NUMBER.fullmatch(words):
        return _day_of_number(float(words)) or words
    return words or None


def _day_of_number(number: float) -> str | None:
    for unit in UNITS if number < LAST_SECOND * UNITS[-1] else ():
        if FIRST_SECOND <= number / unit < LAST_SECOND:
            return datetime.fromtimestamp(number / unit, UTC).date().isoformat()
    return None
