"""`tracker statements`: the user's word on single statements."""

from types import MappingProxyType
from typing import Any

import typer

from tracker.cli.application import app, examples
from tracker.cli.on_demand import OnDemand


class StatementCommands(OnDemand):
    """`tracker statements`: what can be decided of a statement."""

    modules = MappingProxyType(
        {
            "correct": "statement_deciding",
            "accept": "statement_deciding",
            "reject": "statement_deciding",
            "add": "statement_deciding",
            "check": "statement_deciding",
            "history": "statement_decisions",
            "undo": "statement_decisions",
            "export": "statement_decisions",
            "import": "statement_decisions",
        }
    )

    def added_to(self) -> typer.Typer:
        """What is here and in the modules beside it."""
        return statements


statements = typer.Typer(
    cls=StatementCommands,
    rich_markup_mode=None,
    no_args_is_help=True,
    epilog=examples(
        'tracker statements correct 17 --speaker "Antony Blinken" --act warning',
        "tracker statements reject 18",
        "tracker statements check 19 --status checked --verdict false",
        "tracker statements history",
    ),
)
app.add_typer(statements, name="statements")


@statements.callback()
def about_statements(context: typer.Context) -> Any:
    """Decide about single statements: correct, reject, accept or add one, and keep book of its checking.

    What is decided outlives `tracker reextract`, new versions of the model and later articles, holds for nearly
    identical articles too, and can be undone. `tracker review` asks about one statement after the other.
    """
