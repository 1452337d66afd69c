"""Claims: the same thing said in several places, listed, shown and looked for; and positions.

Positions are what somebody said of a thing over time.
"""

from types import MappingProxyType
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError, UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.on_demand import LISTING, WithListing
from tracker.cli.output import print_rows
from tracker.store import Store
from tracker.store.rows.claims import ClaimRow
from tracker.views.claims import (
    CLAIM_FIELDS,
    NEIGHBOUR_FIELDS,
    POSITION_FIELDS,
    claim_record,
    details_record,
    details_records,
    neighbour_record,
    position_record,
    print_claim,
    print_claims,
    print_neighbours,
    print_positions,
    print_why_claims,
    why_record,
)
from tracker.views.console import complain
from tracker.views.formats import Format
from tracker.views.paging import paged
from tracker.views.records import write_json_line, write_records
from tracker.views.wording import counted


class ClaimCommands(WithListing):
    """`tracker claims`: a listing, and what can be decided."""

    modules = MappingProxyType(
        {
            LISTING: "claims",
            "show": "claims",
            "of": "claims",
            "find": "claims",
            "why": "claims",
            "same": "claim_deciding",
            "apart": "claim_deciding",
            "word": "claim_deciding",
            "suggestions": "claim_deciding",
            "history": "claim_deciding",
            "undo": "claim_deciding",
        }
    )

    def added_to(self) -> typer.Typer:
        """What is here and in the module beside it."""
        return claims


claims = typer.Typer(
    cls=ClaimCommands,
    rich_markup_mode=None,
    epilog=examples(
        "tracker claims --topic Talsperre --languages 2",
        "tracker claims --actor Althoff --opposed",
        "tracker claims show 3",
        'tracker claims find "the drinking water is safe"',
        "tracker claims suggestions --ask",
    ),
)
app.add_typer(claims, name="claims")

Statement = Annotated[int, typer.Argument(metavar="N", help="A statement's number.")]
Claim = Annotated[int, typer.Argument(metavar="CLAIM", help="The claim's number, see `tracker claims`.")]


@claims.callback()
def about_claims() -> None:
    """List what several statements claim alike, in whatever words, language and outlet; with a command, more of it.

    Statements with the same words, or that are surely the same, make one claim; what may be the same is only suggested.
    “Seems to contradict” is said of statements that are alike but for a “not”, a denial, a number. Nothing here says
    what is true. In a pipe each claim is one line with tabs between number, words, actors, statements, outlets,
    languages, first and last day, and how many statements seem to contradict it.
    """


@claims.command(
    LISTING,
    epilog=examples("tracker claims list --outlets 3", "tracker claims list --since 2024-05 --csv > claims.csv"),
)
@filtered
def list_claims(
    filters: Filters,
    outlets: Annotated[int, typer.Option(min=1, metavar="N", help="Printed by so many outlets at least.")] = 1,
    languages: Annotated[int, typer.Option(min=1, metavar="N", help="In so many languages at least.")] = 1,
    opposed: Annotated[bool, typer.Option("--opposed", help="Only what something seems to contradict.")] = False,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the claims that the statements asked for make, those in most outlets first.

    What is listed of a claim is about all of its statements, also those that weren't asked for.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        query = None if filters == Filters() else filters.query(store)

        def rows(most: int | None) -> list[ClaimRow]:
            return store.claims.rows(query, outlets=outlets, languages=languages, opposed=opposed, limit=most)

        if written_as:
            write_records(map(claim_record, rows(limit)), written_as, CLAIM_FIELDS)
        elif not print_rows(rows, limit, printed=print_claims):
            complain("no claim found")
        complain_of_waiting(store)


@claims.command(epilog=examples("tracker claims show 3", "tracker claims show 3 --json"))
def show(
    claim: Claim,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Show every statement of a claim by day, why it belongs there, and what seems to contradict it.

    What may be the same claim stands at the end, until `tracker claims same` says that it is. In a pipe a line's fields
    are the part (said, opposing, suggested), number, day, actor, words, outlet, language, and why.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        details = store.claims.details(claim)
    if written_as is Format.JSON:
        write_json_line(details_record(details))
    elif written_as:
        write_records(details_records(details), written_as, NEIGHBOUR_FIELDS)
    else:
        print_claim(details)


@claims.command(epilog=examples("tracker claims of 12", "tracker claims of 12 --json"))
def of(
    statement: Statement,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the statements that claim the same as one, may do so, or seem to contradict it."""
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        found = store.claims.of_statement(statement)[:limit]
    if written_as:
        write_records(map(neighbour_record, found), written_as, NEIGHBOUR_FIELDS)
    elif found:
        print_neighbours(found)
    else:
        complain(f"nothing claims the same as statement {statement}, or the opposite")


@claims.command(
    epilog=examples(
        'tracker claims find "das Trinkwasser ist unbedenklich"', 'tracker claims find "taxes will rise" --limit 5'
    )
)
def find(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence of your own, in German or English.")],
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 20,
    language: Annotated[options.Language | None, typer.Option(help="Its language, where it isn't recognised.")] = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Find the statements that are nearest to a sentence, in both languages, with what they are to it.

    First those that claim the same, then those that may, those that seem to contradict it, and others that are near.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if not sentence.strip():
        raise UserError("there is no sentence: put what you look for in quotation marks")
    with open_to_ask(database) as store:
        found = store.claims.near(sentence, language_of(sentence, language), limit)
        if written_as:
            write_records(map(neighbour_record, found), written_as, NEIGHBOUR_FIELDS)
        elif found:
            print_neighbours(found)
        else:
            complain("nothing is near to that")
        complain_of_waiting(store)


@claims.command(epilog=examples("tracker claims why 12 31"))
def why(
    one: Annotated[int, typer.Argument(metavar="A", help="A statement's number.")],
    other: Annotated[int, typer.Argument(metavar="B", help="Another one's.")],
    database: options.Database = None,
    as_json: options.AsJson = False,
) -> None:
    """Tell why two statements make one claim, or two."""
    if one == other:
        raise UserError(f"{one} and {other} are one statement: give the numbers of two")
    with open_to_ask(database) as store:
        found = store.claims.why(one, other)
    if as_json:
        write_json_line(why_record(found))
    else:
        print_why_claims(found)


def language_of(sentence: str, given: options.Language | None) -> str:
    """The language of a sentence of the user's own. Raises UserError where it can't be told."""
    if given is not None:
        return given.value
    from tracker.extraction.language import detect_language_of_sentence

    language = detect_language_of_sentence(sentence)
    if language is None:
        raise UserError("it can't be told which language that is in: --language de or --language en")
    return language


def complain_of_waiting(store: Store) -> None:
    """Say how many statements an answer doesn't know yet."""
    if waiting := store.claims.waiting():
        complain(f"{counted(waiting, 'statement')} not compared yet: tracker reextract does that")


@app.command(
    epilog=examples(
        "tracker positions --actor Petri --topic Fabrik",
        "tracker positions --actor Renz --claim 4",
        'tracker positions --actor Holl --claim "the state will share the costs"',
    )
)
@filtered
def positions(
    filters: Filters,
    claim: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="A claim's number, or a sentence of your own: the thesis.")
    ] = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what somebody asserted, denied, wanted and promised of a thing, the earliest first.

    Where a statement seems to turn from an earlier one, by a “not”, a denial, a number, or from what is to what should
    or may be, it says “changed?” with both printed sources: read them. Left out is what may be somebody else's (a
    speaker who is a guess), summaries, and what wasn't said. In a pipe a line's fields are day, actor, what was done,
    words, number, outlet, and of what it turns from the number and the reason.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if not filters.actor:
        raise UsageError("whose positions? give --actor")
    if not filters.topic and claim is None:
        raise UsageError("on what? give --topic or --claim")
    number = int(claim) if claim is not None and claim.isdecimal() else None
    thesis = claim if number is None else None
    with open_to_ask(database) as store:
        language = language_of(thesis, None) if thesis else "en"
        found = store.claims.positions(filters.query(store), claim=number, thesis=thesis, language=language)
        found = found[-limit:] if limit else found
        if written_as:
            write_records(map(position_record, found), written_as, POSITION_FIELDS)
        elif found:
            with paged():
                print_positions(found)
        else:
            complain("no position found")
        complain_of_waiting(store)
