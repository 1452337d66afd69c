"""Deciding about single statements: `tracker statements correct`, `accept`, `reject`, `add` and `check`."""

from collections.abc import Mapping
from datetime import date
from getpass import getuser
from typing import Annotated, Any

import typer

from tracker.asking.choosing import chosen_article
from tracker.asking.deciding import checked_fields, decided_fields
from tracker.cli import completing, options
from tracker.cli.application import examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import UsageError
from tracker.cli.options import complain_of_future
from tracker.cli.statements import statements
from tracker.store.rows.decided import StatementDecision
from tracker.terms import Act, CheckStatus, Kind, Standing, Verdict
from tracker.views.console import complain
from tracker.views.statement_decisions import in_short, what_was_decided

Number = Annotated[
    int, typer.Argument(metavar="N", help="The statement's number.", autocompletion=completing.statements)
]
Numbers = Annotated[
    list[int], typer.Argument(metavar="N", help="Numbers of statements.", autocompletion=completing.statements)
]
Speakers = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Who said it: a name or an actor's number. May be repeated."),
]
Nobody = Annotated[bool, typer.Option("--nobody", help="Nobody is known to have said it.")]
DecidedAct = Annotated[Act | None, typer.Option("--act", metavar="ACT", help=f"What was done: {', '.join(Act)}.")]
Addressees = Annotated[
    list[str] | None,
    typer.Option("--to", "--addressee", metavar="NAME", help="To whom, or at whom. May be repeated; “” is nobody."),
]
SaidOn = Annotated[str | None, typer.Option("--date", metavar="DATE", help="When it was said, or “unknown”.")]
Quote = Annotated[
    str | None, typer.Option("--quote", metavar="WORDS", help="Its words, as the article prints them; … is a gap.")
]
Cue = Annotated[str | None, typer.Option("--cue", metavar="WORDS", help="The words that say that it was said.")]
Matter = Annotated[str | None, typer.Option("--matter", metavar="WORDS", help="What the act is about.")]
DecidedKind = Annotated[Kind | None, typer.Option("--kind", metavar="KIND", help=f"One of {', '.join(Kind)}.")]
DecidedStanding = Annotated[
    Standing | None, typer.Option("--standing", metavar="STANDING", help=f"One of {', '.join(Standing)}.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why; is kept with it.")]
By = Annotated[
    str | None, typer.Option("--by", envvar="TRACKER_USER", metavar="NAME", help="Who decides; by default your login.")
]
Override = Annotated[bool, typer.Option("--override", help="Also against what somebody else has decided.")]


@statements.command(
    epilog=examples(
        'tracker statements correct 17 --speaker "Antony Blinken"',
        "tracker statements correct 17 --nobody",
        'tracker statements correct 17 --act warning --to Russia --note "see the transcript"',
        'tracker statements correct 17 --quote "vor einem Einmarsch in die Ukraine"',
    )
)
def correct(
    number: Number,
    speaker: Speakers = None,
    nobody: Nobody = False,
    act: DecidedAct = None,
    addressee: Addressees = None,
    said_on: SaidOn = None,
    quote: Quote = None,
    cue: Cue = None,
    matter: Matter = None,
    kind: DecidedKind = None,
    standing: DecidedStanding = None,
    note: Note = None,
    by: By = None,
    override: Override = False,
    database: options.Database = None,
) -> None:
    """Say what of a statement is otherwise. What was found is kept, and shown by `tracker show`."""
    fields = decided_fields(speaker, nobody, act, addressee, said_on, quote, cue, matter, kind, standing)
    if not fields:
        raise UsageError("nothing to correct: give --speaker, --nobody, --act, --to, --date, --quote …")
    _complain_of_future(fields)
    with open_to_write(database, create=False) as store:
        tell(store.statement_decisions.correct(number, fields, who(by), note, override=override))


@statements.command(epilog=examples("tracker statements accept 17 18 19"))
def accept(
    numbers: Numbers, note: Note = None, by: By = None, override: Override = False, database: options.Database = None
) -> None:
    """Say that statements are right as they are: whatever a later version finds, they stay so."""
    with open_to_write(database, create=False) as store:
        for number in dict.fromkeys(numbers):
            tell(store.statement_decisions.accept(number, who(by), note, override=override))


@statements.command(epilog=examples("tracker statements reject 18", 'tracker statements reject 18 --note "a headline"'))
def reject(
    numbers: Numbers, note: Note = None, by: By = None, override: Override = False, database: options.Database = None
) -> None:
    """Say that nobody said this: it is listed and counted no more. Its number stays its own."""
    with open_to_write(database, create=False) as store:
        for number in dict.fromkeys(numbers):
            tell(store.statement_decisions.reject(number, who(by), note, override=override))


@statements.command(
    epilog=examples(
        'tracker statements add 3 "Der Hafen bleibt offen" --speaker "Klara Voss" --cue sagte --act promise'
    )
)
def add(
    article: options.Article,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The quote as the article prints it; … is a gap.")],
    speaker: Speakers = None,
    act: DecidedAct = None,
    addressee: Addressees = None,
    said_on: SaidOn = None,
    cue: Cue = None,
    matter: Matter = None,
    kind: DecidedKind = None,
    standing: DecidedStanding = None,
    note: Note = None,
    by: By = None,
    database: options.Database = None,
) -> None:
    """Add a statement that wasn't found.

    Its speaker's printed words are where the name stands nearest to the quote; its kind is indirect, unless --kind is
    given.
    """
    fields = decided_fields(speaker, False, act, addressee, said_on, None, cue, matter, kind, standing)
    _complain_of_future(fields)
    with open_to_write(database, create=False) as store:
        added = store.statement_decisions.add(chosen_article(store, article), words, fields, who(by), note)
        tell(added)
        for number in store.statement_decisions.around(added.statement) if added.statement else ():
            complain(f"statement {number} has these words too; if it is meant: tracker statements correct {number} …")


@statements.command(
    epilog=examples(
        "tracker statements check 17 --status checking --tag budget",
        'tracker statements check 17 --verdict false --finding "It was 3, not 5 per cent" --link https://example.org/x',
        "tracker quotes --verdict false",
    )
)
def check(
    numbers: Numbers,
    status: Annotated[
        CheckStatus | None, typer.Option(metavar="STATUS", help=f"How far it is: {', '.join(CheckStatus)}.")
    ] = None,
    verdict: Annotated[
        Verdict | None, typer.Option(metavar="VERDICT", help=f"What came of it: {', '.join(Verdict)}.")
    ] = None,
    finding: Annotated[str | None, typer.Option(metavar="TEXT", help="The verdict in your words.")] = None,
    no_verdict: Annotated[bool, typer.Option("--no-verdict", help="Take away verdict and finding.")] = False,
    link: Annotated[list[str] | None, typer.Option(metavar="URL", help="Where it is shown. May be repeated.")] = None,
    unlink: Annotated[list[str] | None, typer.Option(metavar="URL", help="A link to take away.")] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="A tag to give it. May be repeated.")] = None,
    untag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="A tag to take away.")] = None,
    note: Note = None,
    by: By = None,
    override: Override = False,
    database: options.Database = None,
) -> None:
    """Keep book of the checking of what was said. With a --verdict, the status is “checked” unless you give another.

    A verdict stays until --no-verdict takes it away, also where the status is another one later.
    """
    if no_verdict and (verdict or finding):
        raise UsageError("--no-verdict excludes --verdict and --finding")
    away = ("verdict", "finding") if no_verdict else ()
    fields = checked_fields(status, verdict, finding, link or (), unlink or (), tag or (), untag or (), away)
    if not fields and note is None:
        raise UsageError("nothing to write down: give --status, --verdict, --finding, --link, --tag, --note …")
    with open_to_write(database, create=False) as store:
        for number in dict.fromkeys(numbers):
            tell(store.statement_decisions.check(number, fields, who(by), note, override=override))


def _complain_of_future(fields: Mapping[str, Any]) -> None:
    if said_on := fields.get("said_on"):
        complain_of_future(date.fromisoformat(said_on))


def who(by: str | None) -> str:
    """Who decides."""
    return " ".join((by or getuser()).split()) or "somebody"


def tell(decision: StatementDecision) -> None:
    """Say in one line what was decided."""
    complain(f"{in_short(decision)}: {what_was_decided(decision)}; to undo: tracker statements undo {decision.id}")


def tell_undone(decision: StatementDecision) -> None:
    """Say in one line what was taken back."""
    complain(f"undone: {in_short(decision)}: {what_was_decided(decision)}")
