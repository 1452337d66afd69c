"""Counts of statements: by what they are counted, and how many there are of each value."""

from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """What statements can be counted by."""

    ACTOR = "actor"  # who said it
    ADDRESSEE = "addressee"  # to whom, or at whom
    ACT = "act"
    KIND = "kind"
    OUTLET = "outlet"
    TOPIC = "topic"  # one of those asked for
    LANGUAGE = "language"  # of the article
    VERDICT = "verdict"
    DAY = "day"  # on which it was said, or else published
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_time(self) -> bool:
        """Whether its values follow one another: they are counted whole, and in their order."""
        return self in (Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.YEAR)


@dataclass(frozen=True, slots=True)
class CountedValue:
    """One value of a dimension, None where it isn't known.

    Times are ISO 8601: "2022-01-21", "2022-W03", "2022-01", "2022". `actor_id` is an actor's number. `merged`, where it
    isn't 0, is how many values are taken together here: the less frequent ones.
    """

    value: str | None
    actor_id: int | None = None
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many statements have these values, one for each dimension; `of` is how many the share is of."""

    values: tuple[CountedValue, ...]
    statements: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.statements / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements counted by one dimension or two, or all of them together.

    `total` counts each statement once. `margins` has, for each dimension, its values in their order and how many
    statements have each, of the total. `cells` are the statements that have a value of each dimension, in the order of
    the margins, those without any left out: of those that have the first value.
    """

    by: tuple[Dimension, ...]
    total: int
    margins: tuple[tuple[Count, ...], ...]
    cells: tuple[Count, ...]

    @property
    def overlapping(self) -> tuple[Dimension, ...]:
        """The dimensions of which statements have several values: these add up to more than the total."""
        sums = (sum(row.statements for row in margin) for margin in self.margins)
        return tuple(each for each, statements in zip(self.by, sums, strict=True) if statements > self.total)

    def narrowed(self, most: int) -> "Counts":
        """The same with at most so many values of the second dimension told apart, the others taken together."""
        first, second = self.margins
        apart = [row for row in second if not row.values[0].merged and row.values[0].value is not None][:most]
        unknown = [row for row in second if not row.values[0].merged and row.values[0].value is None]
        kept = {row.values[0] for row in (*apart, *unknown)}
        rest = [row for row in second if row.values[0] not in kept]
        others = CountedValue(None, merged=sum(row.values[0].merged or 1 for row in rest))
        margin = [*apart, *unknown]
        if rest:
            margin.insert(len(apart), Count((others,), sum(row.statements for row in rest), self.total))
        cells: dict[tuple[CountedValue, CountedValue], Count] = {}
        for row in self.cells:
            one, other = row.values
            key = (one, other if other in kept else others)
            statements = row.statements + (cells[key].statements if key in cells else 0)
            cells[key] = Count(key, statements, row.of)
        return Counts(self.by, self.total, (first, tuple(margin)), tuple(cells.values()))
