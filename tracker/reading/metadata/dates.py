"""Dates as people write and print them, and points in time as programs write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from tracker.lexicon import languages
from tracker.reading.errors import shown
from tracker.reading.lexicons import news_words

LONGEST_DATE = 100  # characters, with weekday and time
WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"

# A number counts seconds since 1970, or thousandths, millionths or billionths: whichever gives a year in this range.
FIRST_SECOND = 100_000_000  # in 1973; smaller numbers are more likely dates without hyphens, or no dates
LAST_SECOND = 32_503_680_000  # the year 3000
UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4}(?:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day, and where in a text it is printed, from `start` to `end`."""

    day: date
    start: int
    end: int


def parse_date(words: str, today: date | None = None) -> date:
    """The day that `words` name, as a person writes it on a command line.

    Accepts 2022-01-21, 20220121, 21.01.2022, 21. Januar 2022, January 21, 2022, 21 Jan 2022, with or without a
    weekday before and a time after it; also gestern, yesterday, 3 weeks ago, vor drei Wochen, relative to `today`.
    Raises ValueError, which says what to write instead, where it is no date or ambiguous.
    """
    if day := _written(words) or _relative_day(today or date.today(), words.strip()):
        return day
    raise ValueError(f"“{shown(words)}” is not a date: write it as YYYY-MM-DD, like 2022-01-21")


def written_date(words: str) -> date | None:
    """The day that `words` name without reference to today; None where they don't, or are ambiguous."""
    try:
        return _written(words)
    except ValueError:
        return None


def _written(words: str) -> date | None:
    """The day in one of the written forms, None for other words. Raises ValueError if impossible or ambiguous."""
    written = words.strip()
    before_time = rf"(?:(?:{news_words().before_times})\s+)?"
    time_of_day = (
        rf"(?:(?:T|,?\s+(?:[-–]\s+)?{before_time})\d{{1,2}}[:.]\d{{2}}[^\n]*|T\d{{4,6}}[^\n]*|Z|[+-]\d{{2}}:\d{{2}})?"
    )
    for form in _forms() if len(written) <= LONGEST_DATE else ():
        if found := re.fullmatch(f"{WEEKDAY}{form.pattern}{time_of_day}", written, form.flags):
            return _day_of(found)
    return None


def printed_dates(text: str) -> list[PrintedDate]:
    """The full dates that are printed in `text`, in order, without impossible and ambiguous ones."""
    dates = []
    for form in _forms():
        for found in form.finditer(text):
            try:
                dates.append(PrintedDate(_day_of(found), found.start(), found.end()))
            except ValueError:
                continue
    return sorted(dates, key=lambda each: each.start)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The forms of a date, with groups `year`, `month`, `day`, or `first` and `second` for the last two."""
    spellings = sorted(news_words().months, key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, spellings))})\b\.?"
    day = r"(?P<day>\d{1,2})"
    after_day = rf"(?:{news_words().after_days})"
    before_month = rf"(?:(?:{news_words().before_months})[ \t\xa0]+)?"
    year = r"(?P<year>\d{4})(?!\d)"
    beginning = r"(?<![\w./])(?<!\d[-,])"
    return tuple(
        re.compile(beginning + form, re.IGNORECASE)
        for form in (
            r"(?P<year>\d{4})([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
            r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
            rf"{day}\.[ \t\xa0]?(?P<month>\d{{1,2}})\.[ \t\xa0]?{year}",
            rf"(?P<first>\d{{1,2}})[-/](?P<second>\d{{1,2}})[-/]{year}",
            rf"{day}(?:\.|{after_day})?[ \t\xa0-]*{before_month}{month},?[ \t\xa0-]*{year}",
            rf"{month}[ \t\xa0]*{day}{after_day}?,?[ \t\xa0]+{year}",
        )
    )


def _day_of(found: re.Match[str]) -> date:
    """The day that a form's groups give. Raises ValueError where it is impossible or ambiguous."""
    groups = found.groupdict()
    year = int(groups["year"])
    if "first" in groups:
        return _day_of_slashed(found.group(), int(groups["first"]), int(groups["second"]), year)
    month = news_words().months.get(groups["month"].lower()) or int(groups["month"])
    try:
        return date(year, month, int(groups["day"]))
    except ValueError:
        raise ValueError(f"“{shown(found.group())}” is not a day of the calendar") from None


def _day_of_slashed(words: str, first: int, second: int, year: int) -> date:
    """The day of 21/01/2022 or 01/21/2022; which number is the month differs by country."""
    days = {
        date(year, month, day)
        for month, day in ((first, second), (second, first))
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    }
    if len(days) > 1:
        raise ValueError(f"“{shown(words)}” may be one of two days: write it as YYYY-MM-DD, like 2022-01-21")
    if not days:
        raise ValueError(f"“{shown(words)}” is not a day of the calendar")
    return days.pop()


def _relative_day(today: date, words: str) -> date | None:
    """The day of words such as gestern or 3 weeks ago, None for other words."""
    if words.lower() in news_words().days:
        return today + timedelta(days=news_words().days[words.lower()])
    import dateparser

    # It isn't used for other forms: it takes 01/02/2022 and even 1.2.2022 for American dates.
    found = dateparser.parse(
        words[:LONGEST_DATE],
        languages=[*languages("published")],
        settings={"PARSERS": ["relative-time"], "RELATIVE_BASE": datetime.combine(today, time(12))},
    )
    return found.date() if found else None


def day_words(value: Any) -> str | None:
    """A date or point in time as words for `parse_date`; None for anything else.

    Numbers count seconds since 1970, or thousandths or millionths of them; their day is in UTC. A time with a zone
    is on the day that is written, which is the publisher's. 20220121T101500Z and {"$date": …} are understood too.
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
