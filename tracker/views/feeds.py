"""The list of feeds, and a line for each new article."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from rich.text import Text

from tracker.reading.article import Article
from tracker.store.feeds import FeedRow
from tracker.views.console import ASIDE, HEADING, on_terminal, print_fields, print_hanging, results
from tracker.views.harmless import harmless_line
from tracker.views.wording import counted

FEED_FIELDS = tuple(field.name for field in fields(FeedRow))


def feed_record(row: FeedRow) -> Mapping[str, object]:
    """The feed's fields."""
    return asdict(row)


def print_feeds(rows: Sequence[FeedRow]) -> None:
    """Print the feeds in the given order.

    In a pipe a line's fields are number, address, title, articles, entries that wait, entries that failed, when it was
    polled last (UTC) and the problem that it has.
    """
    console = results()
    for row in rows:
        if not on_terminal():
            print_fields(console, [Text(harmless_line(cell)) for cell in _cells(row)])
            continue
        number = f"{row.id}  "
        rest = " " * len(number)
        title = Text(harmless_line(row.title or row.url), HEADING)
        print_hanging(console, title, first=Text(number, ASIDE), rest=rest)
        for line in _details(row):
            print_hanging(console, Text(harmless_line(line), ASIDE), first=rest, rest=rest)


def _cells(row: FeedRow) -> tuple[str, ...]:
    counts = str(row.articles), str(row.waiting), str(row.failed)
    return str(row.id), row.url, row.title or "", *counts, row.polled_at or "", row.problem or ""


def _details(row: FeedRow) -> list[str]:
    """What a terminal shows under a feed's title."""
    counts = [counted(row.articles, "article")]
    counts += [f"{row.waiting} waiting"] if row.waiting else []
    counts += [f"{row.failed} failed"] if row.failed else []
    polled = f"polled {_moment(row.polled_at)}" if row.polled_at else "not polled yet"
    lines = [row.url] if row.title else []
    lines.append(f"{', '.join(counts)}; {polled}")
    if row.problem:
        times = f" ({row.failures} times in a row)" if row.failures > 1 else ""
        lines.append(f"failed{times}: {row.problem.removeprefix(f'{row.url}: ')}")
    if row.not_before:
        lines.append(f"not asked before {_moment(row.not_before)}, as its server wishes")
    return lines


def _moment(iso: str) -> str:
    """A moment in UTC, to the minute: "2024-03-08 07:15 UTC"."""
    return f"{iso[:10]} {iso[11:16]} UTC"


def print_new_article(number: int, article: Article, statements: int) -> None:
    """Print a line about a new article of a feed.

    In a pipe its fields are number, outlet, title, statements, published date and address, separated by tabs.
    """
    console = results()
    title = harmless_line(article.title or article.url or "")
    outlet = harmless_line(article.outlet or "")
    published = article.published.isoformat() if article.published else ""
    if not on_terminal():
        cells = (str(number), outlet, title, str(statements), published, harmless_line(article.url or ""))
        print_fields(console, [Text(cell) for cell in cells])
    else:
        line = Text.assemble((f"{number}  ", ASIDE), (title, HEADING))
        if outlet:
            line.append(f"  {outlet}")
        console.print(line.append(f"  {counted(statements, 'statement')}", ASIDE))
    console.file.flush()  # shown now, not with the next block
