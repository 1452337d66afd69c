"""Actors and articles: tables that fit the terminal; in a pipe one line for each row, cells between tabs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.articles import ArticleRow
from tracker.terms import PublishedBasis
from tracker.views.console import ACTOR, ASIDE, HEADING, on_terminal, print_fields, results
from tracker.views.harmless import harmless_line
from tracker.views.words import words

NEVER = 10_000  # columns, more than a terminal has


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, its style, how it takes part in the width, and from which width on it shows."""

    heading: str
    style: str = ""
    number: bool = False
    share: int | None = None
    from_width: int = 0


def print_actors(rows: Sequence[ActorRow]) -> None:
    """Print the actors in the given order.

    In a pipe a line's fields are number, name, kind, statements, articles, first day, last day,
    other names and descriptions; lists are joined by "; ".
    """
    if not on_terminal():
        print_lines(map(_actor_fields, rows))
        return
    columns = (
        Column("no.", ASIDE, number=True),
        Column("actor", ACTOR, share=3),
        Column("described as", ASIDE, share=3),
        Column("statements", number=True),
        Column("articles", number=True, from_width=100),
        Column("kind", ASIDE, from_width=100),
        Column("first", ASIDE, from_width=100),
        Column("last", ASIDE),
    )
    print_table(columns, map(_actor_cells, rows))


def print_articles(rows: Iterable[ArticleRow]) -> None:
    """Print the articles in the given order.

    In a pipe a line's fields are number, published date, outlet, title, language, words, statements,
    url, own id or else source, and which other article it is like or a version of; "like" is the first of those that
    are nearly the same text.
    """
    if not on_terminal():
        print_lines(map(_article_fields, rows))
        return
    rows = list(rows)
    columns = (
        Column("no.", ASIDE, number=True),
        Column("own id", ASIDE, from_width=100 if any(row.own_id for row in rows) else NEVER),
        Column("published", ASIDE),
        Column("outlet", share=2),
        Column("title", HEADING, share=6),
        Column("like", ASIDE, from_width=0 if any(map(_related, rows)) else 100),
        Column("language", ASIDE, from_width=100),
        Column("words", number=True, from_width=100),
        Column("statements", number=True),
    )
    print_table(columns, map(_article_cells, rows))


def _actor_cells(row: ActorRow) -> tuple[str, ...]:
    described = "; ".join(row.descriptions[:2])
    counts = str(row.statements), str(row.articles)
    return str(row.id), row.name, described, *counts, row.kind, row.first_on or "", row.last_on or ""


def _actor_fields(row: ActorRow) -> tuple[str, ...]:
    other_names = "; ".join(name for name in row.names if name != row.name)
    counts_and_days = str(row.statements), str(row.articles), row.first_on or "", row.last_on or ""
    return str(row.id), row.name, row.kind, *counts_and_days, other_names, "; ".join(row.descriptions)


def _published(row: ArticleRow) -> str:
    if row.published_on is None:
        return words().undated
    return row.published_on + ("?" if PublishedBasis(row.published_on_basis).guessed else "")


def _article_cells(row: ArticleRow) -> tuple[str, ...]:
    described = row.outlet or "", row.title or _place(row), _related(row), row.language or ""
    return str(row.id), row.own_id or "", _published(row), *described, str(row.words), str(row.statements)


def _article_fields(row: ArticleRow) -> tuple[str, ...]:
    described = row.outlet or "", row.title or "", row.language or ""
    counts = str(row.words), str(row.statements)
    return str(row.id), _published(row), *described, *counts, row.url or "", _place(row), _related(row)


def _place(row: ArticleRow) -> str:
    """The article's own id, or else where it was read from."""
    return row.own_id or row.source or ""


def _related(row: ArticleRow) -> str:
    """Which articles this one is a version of, has become, or is nearly the same as."""
    if row.newest_version is not None:
        return f"now {row.newest_version}"
    if row.version_of is not None:
        return f"version of {row.version_of}"
    return str(row.family) if row.family not in (None, row.id) else ""


def print_lines(rows: Iterable[tuple[str, ...]]) -> None:
    """Print a line for each row, unshortened, with tabs between its cells."""
    console = results()
    for cells in rows:
        print_fields(console, [Text(harmless_line(cell)) for cell in cells])


def print_table(columns: Sequence[Column], rows: Iterable[tuple[str, ...]]) -> None:
    """Print the rows under the columns' headings, as wide as the terminal lets them be."""
    console = results()
    shown = [column.from_width <= console.width for column in columns]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=False, header_style=ASIDE)
    visible = [column for column, show in zip(columns, shown, strict=True) if show]
    lines = [[Text(harmless_line(cell)) for cell, show in zip(cells, shown, strict=True) if show] for cells in rows]
    for number, column in enumerate(visible):
        table.add_column(
            column.heading,
            style=column.style,
            justify="right" if column.number else "left",
            ratio=column.share,
            no_wrap=column.share is None,
            overflow="fold",
            width=_width(column, [line[number] for line in lines]),
        )
    for line in lines:
        table.add_row(*line)
    console.print(table, soft_wrap=False)


def _width(column: Column, cells: Sequence[Text]) -> int | None:
    """The columns that a table's column takes where nothing in it is wrapped; None where Rich has to find out.

    It would find out the same for all, but takes its time to measure each cell.
    """
    if column.share is not None:
        return None
    return max(map(cell_len, (column.heading, *(cell.plain for cell in cells))))
