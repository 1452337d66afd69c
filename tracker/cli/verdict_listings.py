"""Asking for verdicts, and taking own ones out: `tracker verdicts list`, `show` and `export`."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import typer

from tracker.asking.days import parsed_period
from tracker.cli import options
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError
from tracker.cli.filters import Filters, filtered
from tracker.cli.output import print_rows
from tracker.cli.verdicts import verdicts
from tracker.store.rows.verdicts import VerdictRow
from tracker.store.verdicts.queries import VerdictQuery
from tracker.terms import CheckStatus, Verdict
from tracker.views.claim_review_markup import Publisher, as_html, claim_review
from tracker.views.console import complain
from tracker.views.formats import Format
from tracker.views.harmless import harmless
from tracker.views.records import write_json_line, write_records
from tracker.views.verdicts import VERDICT_FIELDS, details_record, print_verdict, print_verdicts, verdict_record
from tracker.views.wording import counted

ByWhom = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Found by: a part of the name or the site.")]
Claimant = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Who made the claim: a part of the name.")
]
Rating = Annotated[
    str | None,
    typer.Option(metavar="RATING", help="The rating as printed, or what it stands for: false, mostly_false, mixed, …"),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Found on this day or later.")]


@verdicts.command(
    "list",
    epilog=examples(
        "tracker verdicts list", "tracker verdicts list --rating false --since 2022", "tracker verdicts list --csv"
    ),
)
def list_verdicts(
    by: ByWhom = None,
    actor: Claimant = None,
    rating: Rating = None,
    since: Since = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List verdicts, fact-checkers' and your own, the newest first.

    The rating stands as printed; what it stands for is beside it in brackets where that is known. In a pipe each is one
    line with tabs between number, rating, by whom, day, claimants, claim and address. A terminal is shown the first
    fifty, unless --limit is given.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    first, _ = parsed_period(since, None)
    query = VerdictQuery(by, actor, rating, first)
    with open_to_ask(database) as store:

        def rows(most: int | None) -> Iterator[VerdictRow]:
            return store.verdicts.each(replace(query, limit=most))

        if written_as:
            write_records(map(verdict_record, rows(limit)), written_as, VERDICT_FIELDS)
        elif not print_rows(rows, limit, printed=print_verdicts):
            complain("no verdict found")


@verdicts.command(epilog=examples("tracker verdicts show 3", "tracker verdicts show 3 --json"))
def show(
    numbers: Annotated[list[int], typer.Argument(metavar="N", help="Numbers of verdicts.")],
    database: options.Database = None,
    as_json: options.AsJson = False,
) -> None:
    """Show all that is known of verdicts: what they said before, and which statements they may be about."""
    with open_to_ask(database) as store:
        found = [store.verdicts.one(number) for number in dict.fromkeys(numbers)]
    for position, details in enumerate(found):
        if as_json:
            write_json_line(details_record(details))
            continue
        if position:
            typer.echo()
        print_verdict(details)


@verdicts.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker verdicts export > reviews.json",
        'tracker verdicts export --publisher "Faktenwerk" --site https://faktenwerk.example --url "https://faktenwerk.example/{}"',
        "tracker verdicts export --article 3 --html",
    ),
)
@filtered
def export(
    context: typer.Context,
    filters: Filters,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who publishes the reviews; else who checked.")
    ] = None,
    site: Annotated[str | None, typer.Option(metavar="ADDRESS", help="The publisher's site.")] = None,
    url: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where a review is published; {} is its statement's number.")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Write scripts to put into a page.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
) -> None:
    """Write what you checked as ClaimReview in JSON-LD, with schema.org's terms.

    These are the statements that have a verdict (`tracker statements check N --verdict false`) and whose status is
    “checked”. The rating is the label, and a number from 1, false, to 5, true; your finding is the review's body, your
    links are what it cites. `tracker verdicts import` reads it.
    """
    options.refuse_words(context.args)
    written_as = options.chosen_format(as_json, as_json_lines) or Format.JSON
    if html and (as_json or as_json_lines):
        raise UsageError(f"--html and --{written_as} exclude each other")
    if site and not publisher:
        raise UsageError("--site belongs to --publisher")
    by = Publisher(publisher, site, url)
    with open_to_ask(database) as store:
        query = filters.query(store)
        query = replace(query, verdicts=query.verdicts or tuple(Verdict), fragments=True)
        rated = store.statements(query)
        rows = [row for row in rated if row.status == CheckStatus.CHECKED]
        kinds = store.verdicts.kinds_of_speakers([row.id for row in rows])
        reviews = [claim_review(row, kinds.get(row.id, {}), by) for row in rows]
    if html:
        sys.stdout.write(harmless(as_html(reviews)))
    else:
        write_records(reviews, written_as, ())
    if len(rows) < len(rated):
        others = counted(len(rated) - len(rows), "statement")
        complain(f"{others} left out: with a verdict, but not checked; tracker statements check N --status checked")
    elif not reviews:
        complain("no statement has a verdict; tracker statements check gives one")
