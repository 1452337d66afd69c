"""The user's word on who is who: decisions about actors, the suggestions they answer, and taking them back."""

from typing import Annotated

import typer

from tracker.asking.choosing import chosen_article
from tracker.asking.deciding import chosen_to_decide, having, two_actors
from tracker.cli import options
from tracker.cli.actor_decisions import ask_about_pairs, tell
from tracker.cli.actors import Actor, actors, names_meant
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import UsageError, UserError
from tracker.store.rows.actors import ActorRow
from tracker.views.actors import SUGGESTION_FIELDS, print_suggestions, suggestion_record
from tracker.views.console import complain, on_terminal
from tracker.views.decisions import (
    DECISION_FIELDS,
    decision_record,
    in_words,
    listed_with_counts,
    print_decisions,
)
from tracker.views.records import write_records
from tracker.views.wording import called

SUGGESTIONS = 20

One = Annotated[str, typer.Argument(metavar="A", help="An actor: a number, or any part or spelling of a name.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another actor.")]


@actors.command(epilog=examples("tracker actors merge Lawrow Lavrov", "tracker actors merge 6 9"))
def merge(one: One, other: Other, database: options.Database = None) -> None:
    """Decide that two actors are one."""
    with open_to_write(database, create=False) as store:
        first, second = two_actors(store, one, other)
        tell(store, store.merge_actors(first.id, second.id), (first, second))


@actors.command(epilog=examples("tracker actors apart Vitali Wladimir", "tracker actors apart 6 9"))
def apart(one: One, other: Other, database: options.Database = None) -> None:
    """Decide that two actors are not one, now and later."""
    with open_to_write(database, create=False) as store:
        first, second = two_actors(store, one, other)
        tell(store, store.keep_apart(first.id, second.id), (first, second))


@actors.command(
    epilog=examples('tracker actors split "Michael Müller" "M. Müller"', "tracker actors split 6 Müller --article 12")
)
def split(
    actor: Actor,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Names of it that are somebody else's; with --article by default all."),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(metavar="ARTICLE", help="In this article alone, see `tracker articles`. May be repeated."),
    ] = None,
    database: options.Database = None,
) -> None:
    """Decide that some names of an actor are somebody else's."""
    if not names and not article:
        raise UsageError("nothing to split: give names, or --article")
    with open_to_write(database, create=False) as store:
        chosen = chosen_to_decide(store, actor)
        taken = [name for words in names for name in _names_of(chosen, words)] if names else chosen.names
        articles = [chosen_article(store, each, "--article") for each in article or ()]
        tell(store, store.split_actor(chosen.id, taken, articles or None), (chosen,))


@actors.command(epilog=examples('tracker actors rename Lavrov "Sergej Lawrow"'))
def rename(
    actor: Actor,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show, printed or not.")],
    database: options.Database = None,
) -> None:
    """Decide under which name an actor is shown."""
    with open_to_write(database, create=False) as store:
        chosen = chosen_to_decide(store, actor)
        tell(store, store.rename_actor(chosen.id, name), (chosen,))


@actors.command(epilog=examples('tracker actors alias Lawrow "Moskaus Chefdiplomat"'))
def alias(
    actor: Actor,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The further name, printed or not.")],
    database: options.Database = None,
) -> None:
    """Give an actor a further name, to find and link it by."""
    with open_to_write(database, create=False) as store:
        chosen = chosen_to_decide(store, actor)
        tell(store, store.add_alias(chosen.id, name), (chosen,))


@actors.command(epilog=examples("tracker actors suggestions", "tracker actors suggestions --ask --limit 50"))
def suggestions(
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = SUGGESTIONS,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for each pair whether they are one.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List pairs that may be one actor, or ask about them.

    Each has its evidence, and the likeliest come first. In a pipe each is one line with tabs between number and name
    of one, number and name of the other, score and reason.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if ask:
        if written_as:
            raise UsageError(f"--ask and --{written_as} exclude each other")
        with open_to_write(database, create=False) as store:
            ask_about_pairs(store, limit)
        return
    with open_to_ask(database) as store:
        pairs = store.suggestions(limit)
    if written_as:
        write_records(map(suggestion_record, pairs), written_as, SUGGESTION_FIELDS)
    elif pairs:
        print_suggestions(pairs)
        if on_terminal():
            complain("to answer them one after the other: tracker actors suggestions --ask")
    else:
        complain("no suggestions")


@actors.command(epilog=examples("tracker actors history", "tracker actors history --limit 5 --json"))
def history(
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what was decided, the newest first.

    In a pipe each is one line with tabs between number, when, kind, what, and "undone" or which decision overrules it.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        decisions = store.decisions(limit)
    if written_as:
        write_records(map(decision_record, decisions), written_as, DECISION_FIELDS)
    elif decisions:
        print_decisions(decisions)
    else:
        complain("nothing was decided yet")


@actors.command(epilog=examples("tracker actors undo 3"))
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number, see `tracker actors history`.")],
    database: options.Database = None,
) -> None:
    """Take back one decision; all others hold on."""
    with open_to_write(database, create=False) as store:
        decision = store.undo(number)
        now = listed_with_counts(having(store, decision))
    complain(f"undone: {in_words(decision)}" + (f"; now there {now}" if now else ""))


def _names_of(actor: ActorRow, words: str) -> list[str]:
    """The names of an actor that an argument means. Raises UserError where it means none."""
    if found := names_meant(actor, words):
        return found
    raise UserError(f"{called(actor)} has no name “{words}”; its names:", *actor.names)
