"""The articles in the database: listing them, correcting what is known of one, taking some out again."""

import sys
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from tracker.asking.choosing import chosen_article, expect_outlet
from tracker.asking.days import parsed_period
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import UsageError, UserError
from tracker.cli.options import day_that_was
from tracker.cli.output import print_rows
from tracker.extraction import extract, versions
from tracker.reading.article import PublishedBasis
from tracker.store import StatementQuery, Store
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.records import ARTICLE_FIELDS, article_record, write_records
from tracker.views.table import print_articles
from tracker.views.wording import counted


@app.command(epilog=examples("tracker articles", "tracker articles --outlet dpa --since 2022-01-01"))
def articles(
    outlet: options.Outlet = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.")] = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the articles. A "?" after the published date says that it is a guess.

    Articles that are nearly the same text say which is the first of them (“like”). A terminal is shown the first
    fifty, unless --limit is given.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    first, last = parsed_period(since, until)
    with open_to_ask(database) as store:
        expect_outlet(store, outlet)
        rows = partial(store.articles, outlet, first, last)
        if written_as:
            write_records(map(article_record, rows(limit)), written_as, ARTICLE_FIELDS)
        elif not print_rows(rows, limit, printed=print_articles):
            complain("no article found")


@app.command(
    epilog=examples(
        "tracker correct 3 --date 2022-01-21",
        'tracker correct 3 --outlet dpa --title "Krisengespräch in Genf"',
    )
)
def correct(
    article: options.Article,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published (2022-01-21).")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it is published.")] = None,
    language: Annotated[options.Language | None, typer.Option(help="Its language.")] = None,
    database: options.Database = None,
) -> None:
    """Correct an article's date, outlet, title, URL or language.

    Its statements are found and dated again with that; one that is found again keeps its number.
    """
    day = day_that_was(date)
    if not any((day, outlet, title, url, language)):
        raise UsageError("nothing to correct: give --date, --outlet, --title, --url or --language")

    with open_to_write(database, create=False) as store:
        number = chosen_article(store, article)
        corrected = store.article_text(number)
        corrected = replace(
            corrected,
            outlet=outlet or corrected.outlet,
            title=title or corrected.title,
            url=url or corrected.url,
            language=language or corrected.language,
        )
        if day is not None:
            corrected = replace(corrected, published=day, published_basis=PublishedBasis.GIVEN)
        found = extract(corrected.text, corrected.published, corrected.language)
        store.correct(number, corrected, found, versions())
    complain(f"article {number} corrected")


@app.command(epilog=examples("tracker forget 3", "tracker forget 3 4 --yes"))
def forget(
    numbers: Annotated[list[int], typer.Argument(metavar="N", help="Numbers of articles, see `tracker articles`.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    database: options.Database = None,
) -> None:
    """Take articles out of the database, with all that was found in them.

    What you decided about their statements stays, and holds again where the same text is ingested again.
    """
    with open_to_write(database, create=False) as store:
        chosen = list(dict.fromkeys(numbers))
        for line in [_in_short(store, number) for number in chosen]:
            complain(line)
        if not yes and not _confirmed(len(chosen)):
            raise UserError("nothing was taken out")
        store.forget(chosen)
    complain(f"{counted(len(chosen), 'article')} taken out; what was decided about them is kept")


def _in_short(store: Store, number: int) -> str:
    """What goes with an article. Raises StoreError for an unknown one."""
    article = store.article_text(number)
    called = article.title or article.source or ""
    statements = len(store.statements(StatementQuery(article_id=number)))
    return harmless_line(f"article {number}{f', {called}' if called else ''}: {counted(statements, 'statement')}")


def _confirmed(articles: int) -> bool:
    """Whether the user says yes. Raises UserError where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError("taking articles out can't be undone; to do it without being asked: --yes")
    sys.stderr.write(f"Take {'it' if articles == 1 else f'these {articles}'} out? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
