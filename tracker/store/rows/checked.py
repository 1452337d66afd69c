"""What is wrong in a database, and what mending it did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the database: in which table and row, and what.

    `row` is the number of the row, None where it has none; `can_be_mended` says whether `Store.repair` can rebuild it.
    """

    table: str
    row: int | str | None
    message: str
    can_be_mended: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in the database, and what is wrong with it."""

    articles: int
    statements: int
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What mending did, in words; where the copy of the database as it was is; and how the database is now.

    Nothing was done, and no copy made, where there was nothing that can be mended.
    """

    done: list[str]
    copy: str | None
    now: Checked
