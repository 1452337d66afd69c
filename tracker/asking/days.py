"""Days as users write them."""

import re
from calendar import monthrange
from datetime import date

from tracker.asking.errors import UsageError


def parsed_period(since: str | None, until: str | None, before_option: str = "--") -> tuple[date | None, date | None]:
    """The first and last day that the options name, whole months and years too. Raises UsageError."""
    first = _border(since, f"{before_option}since", first=True)
    last = _border(until, f"{before_option}until", first=False)
    if first and last and first > last:
        raise UsageError(f"{before_option}since {first} is after {before_option}until {last}")
    return first, last


def _border(text: str | None, option: str, *, first: bool) -> date | None:
    """The day that an option names, or the first or last day of the month or year. Raises UsageError."""
    named = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", (text or "").strip())
    if not named:
        return parsed_day(text, option)
    year, month = int(named[1]), int(named[2]) if named[2] else None
    try:
        if first:
            return date(year, month or 1, 1)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError as error:
        raise UsageError(f"{option}: “{text}” is no month") from error


def parsed_day(text: str | None, option: str) -> date | None:
    """The day that an option names. Raises UsageError where it names none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        from tracker.reading.metadata.dates import parse_date  # for all other spellings; slower to load

    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error
