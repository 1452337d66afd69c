"""`tracker verdicts`: what fact-checkers have found of what was said."""

from types import MappingProxyType
from typing import Any

import typer

from tracker.cli.application import app, examples
from tracker.cli.on_demand import OnDemand


class VerdictCommands(OnDemand):
    """`tracker verdicts`: bringing verdicts in, asking for them, deciding what they are about, taking own ones out."""

    modules = MappingProxyType(
        {
            "import": "verdict_import",
            "list": "verdict_listings",
            "show": "verdict_listings",
            "matches": "verdict_matches",
            "same": "verdict_matches",
            "apart": "verdict_matches",
            "history": "verdict_matches",
            "undo": "verdict_matches",
            "export": "verdict_listings",
        }
    )

    def added_to(self) -> typer.Typer:
        """What is in the modules beside it."""
        return verdicts


verdicts = typer.Typer(
    cls=VerdictCommands,
    rich_markup_mode=None,
    no_args_is_help=True,
    epilog=examples(
        "tracker verdicts import https://example.org/fact-check",
        "tracker verdicts list --rating false",
        "tracker verdicts matches --ask",
        "tracker quotes --rated",
    ),
)
app.add_typer(verdicts, name="verdicts")


@verdicts.callback()
def about_verdicts(context: typer.Context) -> Any:
    """Bring in what fact-checkers have found of claims, and see which statements that is about.

    A verdict is shown with a statement where that is sure: the same words, by the claimant, at that time. All else is
    suggested, and you decide. Your own verdicts (`tracker statements check`) are listed with them.
    """
