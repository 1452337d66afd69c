"""`tracker review`: statements one after the other, for the user to say of each whether it is right."""

from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import UsageError
from tracker.cli.filters import Filters, filtered
from tracker.cli.reviewing import Reviewing
from tracker.cli.statement_deciding import By, who
from tracker.store import StatementQuery, Store
from tracker.store.rows.decided import Sample
from tracker.views.console import complain
from tracker.views.reviews import print_outcome
from tracker.views.wording import counted


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker review --since 2022-01",
        "tracker review --sample 100",
        "tracker review --actor Blinken --act warning",
    ),
)
@filtered
def review(
    context: typer.Context,
    filters: Filters,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="N statements drawn at random: how many are right?")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the sample: another number draws another one.")] = 0,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after so many.")] = None,
    by: By = None,
    database: options.Database = None,
) -> None:
    """Go through statements one by one and say of each whether it is right.

    The least sure come first; with --sample, N drawn at random. Those that were accepted, corrected or rejected before
    are passed over, so that a review goes on where it was left. At the end of a sample it is said how many were wholly
    right, with the interval that holds for all statements it was drawn from with a probability of 95 %.
    """
    options.refuse_words(context.args)
    if seed and not sample:
        raise UsageError("--seed belongs to --sample")
    with open_to_write(database, create=False) as store:
        query = filters.query(store)
        drawn = store.statement_decisions.draw(query, sample, seed) if sample else None
        waiting = _waiting(store, query, drawn)
        members = drawn.members if drawn else []
        if not waiting:
            complain("nothing to review: all of these were decided about" if members else "no statement to review")
        reviewing = Reviewing(store, who(by))
        reviewing.go_through(waiting[:limit], before=max(0, len(members) - len(waiting)))
        if reviewing.told:
            complain(reviewing.told)
        if drawn and members:
            print_outcome([store.statement_decisions.judged(number) for number in members], drawn)
        elif left := set(waiting) - reviewing.done:
            complain(f"{counted(len(left), 'statement')} left")


def _waiting(store: Store, query: StatementQuery, drawn: Sample | None) -> list[int]:
    """The statements that nobody has decided about: in the order of the sample, or else the least sure first."""
    if drawn:
        return [number for number in drawn.members if store.statement_decisions.judged(number) is None]
    rows = [(row.confidence, row.id) for row in store.each_statement(query) if not row.decided]
    return [number for _, number in sorted(rows)]
