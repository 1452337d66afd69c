"""Taking own verdicts out: `tracker verdicts export`."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError
from tracker.cli.filters import Filters, filtered
from tracker.cli.verdicts import verdicts
from tracker.terms import CheckStatus, Verdict
from tracker.views.claim_review_markup import Publisher, as_html, claim_review
from tracker.views.console import complain
from tracker.views.formats import Format
from tracker.views.harmless import harmless
from tracker.views.records import write_records
from tracker.views.wording import counted


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
