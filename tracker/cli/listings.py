"""What is in the database: actors and articles."""

from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.views.console import complain
from tracker.views.records import (
    ACTOR_FIELDS,
    ARTICLE_FIELDS,
    actor_record,
    article_record,
    write_records,
)
from tracker.views.table import print_actors, print_articles


@app.command(epilog=examples("tracker actors", "tracker actors Blinken", "tracker actors --json"))
def actors(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Any part or spelling of a name.")] = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List who speaks or is addressed, the most quoted first."""
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        rows = store.actors(name=name, limit=limit)
    if written_as:
        write_records(map(actor_record, rows), written_as, ACTOR_FIELDS)
    elif rows:
        print_actors(rows)
    else:
        complain("no actor found")


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
    """List the articles. A "?" after the published date says that it is a guess."""
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    first, last = options.parsed_period(since, until)
    with open_to_ask(database) as store:
        rows = store.articles(outlet=outlet, since=first, until=last, limit=limit)
    if written_as:
        write_records(map(article_record, rows), written_as, ARTICLE_FIELDS)
    elif rows:
        print_articles(rows)
    else:
        complain("no article found")
