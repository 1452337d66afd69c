"""Units of time that statements are told by: days, weeks, months, quarters and years."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: the first day of the one that a day is in, and its least and greatest length in days."""

    first_of: Callable[[date], date]
    least: int
    longest: int

    def starts(self, first: date, last: date) -> list[date]:
        """The first day of each unit from that of one day to that of another, without gaps."""
        starts = [self.first_of(first)]
        while starts[-1] < self.first_of(last):
            starts.append(self.first_of(starts[-1] + timedelta(days=self.longest)))
        return starts


def _by_day(day: date) -> date:
    return day


def _by_week(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _by_month(day: date) -> date:
    return day.replace(day=1)


def _by_quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _by_year(day: date) -> date:
    return day.replace(month=1, day=1)


# From the shortest on.
UNITS: Mapping[str, Unit] = {
    "day": Unit(_by_day, 1, 1),
    "week": Unit(_by_week, 7, 7),
    "month": Unit(_by_month, 28, 31),
    "quarter": Unit(_by_quarter, 90, 92),
    "year": Unit(_by_year, 365, 366),
}
