"""What is in the database: its articles."""

from functools import partial
from typing import Annotated

import typer

from tracker.asking.choosing import expect_outlet
from tracker.asking.days import parsed_period
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.cli.shown import print_rows
from tracker.views.console import complain
from tracker.views.records import ARTICLE_FIELDS, article_record, write_records
from tracker.views.table import print_articles


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
