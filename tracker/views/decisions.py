"""The user's decisions about actors, in words: what each says, whether it still holds, and all of them as a table."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from tracker.store.rows.actors import ActorRow, Decision
from tracker.views.console import ASIDE, on_terminal
from tracker.views.records import Record
from tracker.views.table import Column, print_lines, print_table
from tracker.views.wording import called, counted, listed

DECISION_FIELDS = tuple(field.name for field in fields(Decision))
_NAMES_SHOWN = 3


def decision_record(decision: Decision) -> Record:
    """The decision's fields."""
    return asdict(decision)


def in_words(decision: Decision) -> str:
    """What was decided: “Lawrow” and “Lavrov” are one actor."""
    names, others = _side(decision.names), _side(decision.others)
    match decision.kind:
        case "merge":
            return f"{_side([*decision.names, *decision.others])} are one actor"
        case "apart":
            return f"{names} and {others} are two actors"
        case "split":
            verb = "is" if len(decision.names) == 1 else "are"
            than = "elsewhere" if decision.articles and set(decision.names) & set(decision.others) else others
            return f"{names}{_in_articles(decision.articles)} {verb} somebody else than {than}"
        case "rename":
            return f"{names} is shown as “{decision.value}”"
        case "alias":
            return f"{names} is also called “{decision.value}”"
        case _:
            return f"{counted(len(decision.names), 'name')} from {decision.value}"


def what_changed(
    decision: Decision, before: Sequence[ActorRow], after: Sequence[ActorRow], having: Sequence[ActorRow]
) -> str:
    """What a decision has made of the actors it is about: those before and after it, and who has its names now."""
    first = before[0]
    match decision.kind:
        case "merge" if len(after) == 1:
            [gone] = (each for each in before if each.id != after[0].id)
            return f"{called(after[0])} now includes {called(gone)}: {counted(after[0].statements, 'statement')}"
        case "apart":
            return f"{listed([called(each) for each in before])} stay two actors"
        case "rename":
            return f"{called(first)} is now shown as {(after or before)[0].name}"
        case "alias":
            more = sum(each.statements for each in after) - first.statements
            gained = f", which gains {counted(more, 'statement')}" if more > 0 else ""
            return f"“{decision.value}” now means {called(after[0] if after else first)}{gained}"
        case "split":
            return f"{in_words(decision)}; now there {listed_with_counts(having)}"
        case _:
            return in_words(decision)


def listed_with_counts(rows: Sequence[ActorRow]) -> str:
    """Actors with their statements: "are A (3) with 2 statements and A (7) with 1 statement"; empty without any."""
    if not rows:
        return ""
    verb = "is" if len(rows) == 1 else "are"
    return f"{verb} " + listed([f"{called(row)} with {counted(row.statements, 'statement')}" for row in rows])


def state(decision: Decision) -> str:
    """Whether it still holds: nothing where it does, else "undone" or "overruled by 7"."""
    if decision.undone_at is not None:
        return "undone"
    return f"overruled by {decision.overruled_by}" if decision.overruled_by is not None else ""


def concerning(decisions: Sequence[Decision], names: Sequence[str]) -> list[Decision]:
    """The decisions about one of these names, those undone left out."""
    wanted = {name.casefold() for name in names}
    return [
        decision
        for decision in decisions
        if decision.undone_at is None and not wanted.isdisjoint(map(str.casefold, (*decision.names, *decision.others)))
    ]


def print_decisions(decisions: Sequence[Decision]) -> None:
    """Print the decisions in the given order.

    In a pipe a line's fields are number, when, kind, what was decided and whether it still holds.
    """
    rows = [_cells(decision) for decision in decisions]
    if not on_terminal():
        print_lines((number, decided_at, kind, what, state) for number, decided_at, kind, what, state in rows)
        return
    columns = (
        Column("no.", ASIDE, number=True),
        Column("when", ASIDE, from_width=70),
        Column("kind"),
        Column("what", share=1),
        Column("", ASIDE),
    )
    print_table(columns, ((number, local_time(when), *rest) for number, when, *rest in rows))


def _cells(decision: Decision) -> tuple[str, str, str, str, str]:
    return str(decision.id), decision.decided_at, decision.kind, in_words(decision), state(decision)


def local_time(moment: str) -> str:
    """A moment in ISO 8601 as the clock on the wall has it, to the minute."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _side(names: Sequence[str]) -> str:
    """The names of one side, of many the first ones."""
    shown = [f"“{name}”" for name in dict.fromkeys(names)]
    left_out = len(shown) - _NAMES_SHOWN
    if left_out > 1:
        shown = [*shown[:_NAMES_SHOWN], f"{left_out} more"]
    return listed(shown)


def _in_articles(articles: Sequence[int]) -> str:
    if not articles:
        return ""
    return f" in article{'' if len(articles) == 1 else 's'} {listed([str(number) for number in articles])}"
