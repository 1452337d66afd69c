"""Days on which something was said or published."""

from datetime import date

from tracker.asking.days import parsed_day
from tracker.views.console import complain


def day_that_was(written: str | None, option: str = "--date") -> date | None:
    """The day that an option names; one that is still to come is taken, for clocks differ, and complained of.

    Raises UsageError where it names none.
    """
    day = parsed_day(written, option)
    if day is not None:
        complain_of_future(day, option)
    return day


def complain_of_future(day: date, option: str = "--date") -> None:
    """Say of a day that it is still to come, if it is."""
    if day > date.today():
        complain(f"{option}: {day} is still to come; is that what you mean?")
