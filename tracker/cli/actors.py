"""Who speaks or is addressed: the actors listed, one of them in full, and why names are one actor or two."""

from types import MappingProxyType
from typing import Annotated

import typer

from tracker.asking.deciding import one_actor
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError, UserError
from tracker.cli.on_demand import LISTING, WithListing
from tracker.spelling import loosely_folded
from tracker.store import Store
from tracker.store.rows.actors import ActorRow
from tracker.views.actors import details_record, print_actor, print_why, why_record
from tracker.views.console import complain, on_terminal
from tracker.views.decisions import concerning
from tracker.views.records import ACTOR_FIELDS, actor_record, write_json_line, write_records
from tracker.views.table import print_actors

MOST_ON_TERMINAL = 50  # actors; who wants more says so with --limit


class ActorCommands(WithListing):
    """`tracker actors`: a listing, and what can be decided."""

    modules = MappingProxyType(
        {
            LISTING: "actors",
            "show": "actors",
            "why": "actors",
            "merge": "deciding",
            "apart": "deciding",
            "split": "deciding",
            "rename": "deciding",
            "alias": "deciding",
            "suggestions": "deciding",
            "history": "deciding",
            "undo": "deciding",
            "export": "registers",
            "import": "registers",
        }
    )

    def added_to(self) -> typer.Typer:
        """What is here and in the modules beside it."""
        return actors


actors = typer.Typer(
    cls=ActorCommands,
    rich_markup_mode=None,
    epilog=examples(
        "tracker actors",
        "tracker actors Blinken --json",
        "tracker actors show Blinken",
        "tracker actors merge Lawrow Lavrov",
        "tracker actors suggestions --ask",
        "tracker actors -- show        (an actor of that name)",
    ),
)
app.add_typer(actors, name="actors")

Actor = Annotated[str, typer.Argument(metavar="ACTOR", help="The actor's number, or any part or spelling of a name.")]
One = Annotated[str, typer.Argument(metavar="A", help="An actor: a number, or any part or spelling of a name.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another actor.")]


@actors.callback()
def about_actors() -> None:
    """List who speaks or is addressed, the most quoted first; with a command, decide who is who.

    What is decided holds for articles that come later too, and can be undone. In a pipe each actor is one line with
    tabs between number, name, kind, statements, articles, first day, last day, other names and descriptions.
    """


@actors.command(LISTING, epilog=examples("tracker actors list Blinken", "tracker actors list --csv > actors.csv"))
def list_actors(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Any part or spelling of a name.")] = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List actors; the same as without a command."""
    meant = ActorCommands.misspelt(name or "")
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    shortened = limit is None and written_as is None and on_terminal()
    with open_to_ask(database) as store:
        rows = store.actors(name=name, limit=MOST_ON_TERMINAL + 1 if shortened else limit)
    if written_as:
        write_records(map(actor_record, rows), written_as, ACTOR_FIELDS)
        return
    if not rows and meant and not written_as:
        raise UsageError(f"there is no command and no actor “{name}”; did you mean {meant}?")
    if not rows:
        complain("no actor found")
        return
    print_actors(rows[:MOST_ON_TERMINAL] if shortened else rows)
    if shortened and len(rows) > MOST_ON_TERMINAL:
        complain(f"the {MOST_ON_TERMINAL} most quoted; for more: --limit N")


@actors.command(epilog=examples("tracker actors show Blinken", "tracker actors show 6 --json"))
def show(actor: Actor, database: options.Database = None, as_json: options.AsJson = False) -> None:
    """Show all that is known of one actor.

    That is its names and why each was linked to it, its descriptions, in how many statements and when, and the
    decisions about it.
    """
    with open_to_ask(database) as store:
        details = store.actor_details(one_actor(store, actor).id)
        if details is None:  # another process has changed it in between
            raise UserError(f"there is no actor “{actor}” any more")
        decisions = concerning(store.decisions(), [*details.actor.names, *details.aliases, *details.seats])
    if as_json:
        write_json_line(details_record(details, decisions))
    else:
        print_actor(details, decisions)


@actors.command(epilog=examples("tracker actors why Lawrow Lavrov", "tracker actors why 6 9"))
def why(one: One, other: Other, database: options.Database = None, as_json: options.AsJson = False) -> None:
    """Tell why two names or actors are one actor, or two."""
    with open_to_ask(database) as store:
        found = store.why(_name_or_actor(store, one, "A"), _name_or_actor(store, other, "B"))
    if as_json:
        write_json_line(why_record(found))
    else:
        print_why(found)


def names_meant(actor: ActorRow, words: str) -> list[str]:
    """The names of an actor that an argument means: those called exactly so, else those that have its words."""
    wanted = loosely_folded(words).split()
    folded = {name: loosely_folded(name).split() for name in actor.names}
    whole = [name for name in actor.names if folded[name] == wanted]
    return whole or [name for name in actor.names if set(wanted) <= set(folded[name])]


def _name_or_actor(store: Store, words: str, called: str) -> int | str:
    """A name as it is printed, where that is what is asked about; else the actor who is meant.

    Two names may be one actor's: to ask why, they have to be told apart.
    """
    if words.strip().isdecimal():
        return one_actor(store, words, called).id
    found = [(actor, names) for actor in store.find_actors(words) if (names := names_meant(actor, words))]
    whole = [names[0] for _, names in found if loosely_folded(names[0]) == loosely_folded(words)]
    if whole:
        return whole[0]
    if len(found) == 1 and len(found[0][1]) == 1:
        return found[0][1][0]
    actor = one_actor(store, words, called)
    # A seat or a further name that nobody prints is asked about as it is.
    return actor.id if names_meant(actor, words) else " ".join(words.split())
