"""One actor in full, pairs that may be one, and why two names are one actor or two."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from rich.text import Text

from tracker.store.rows.actors import ActorDetails, ActorNameRow, ActorRow, Decision, NameUse, Suggestion, Why
from tracker.store.rows.statements import StatementRow
from tracker.views.console import (
    ACTOR,
    ASIDE,
    HEADING,
    on_terminal,
    print_fields,
    print_hanging,
    results,
    shorten,
    text_width,
)
from tracker.views.decisions import decision_record, in_words, state
from tracker.views.harmless import harmless_line
from tracker.views.reasons import piece_of_evidence, what_decided, why_linked, why_suggested
from tracker.views.records import Record, actor_record
from tracker.views.table import Column, print_lines, print_table
from tracker.views.wording import called, counted, day, what_of_it

NAME_FIELDS = tuple(field.name for field in fields(ActorNameRow))
_SIDES = ("one", "other")
_OF_SIDE = ("id", "name", "kind", "names", "descriptions", "statements", "articles", "first_on", "last_on")
SUGGESTION_FIELDS = ("score", "reason", *(f"{side}_{name}" for side in _SIDES for name in _OF_SIDE))
_NAMES_SHOWN = 4
_DESCRIPTIONS_SHOWN = 2


def name_record(row: ActorNameRow) -> Record:
    """The fields of an actor's name."""
    return asdict(row)


def details_record(details: ActorDetails, decisions: Sequence[Decision]) -> Record:
    """The actor's fields, and under `name_uses`, `description_uses`, `aliases`, `seats` and `decisions` what else."""
    return {
        **actor_record(details.actor),
        "name_uses": [_use_record(use) for use in details.names],
        "description_uses": [_use_record(use) for use in details.descriptions],
        "aliases": details.aliases,
        "seats": details.seats,
        "decisions": [decision_record(decision) for decision in decisions],
    }


def _use_record(use: NameUse) -> Record:
    return {**asdict(use), "reason": _reason_of(use)}


def suggestion_record(suggestion: Suggestion) -> Record:
    """The score, the reason, and the fields of both actors after `one_` and `other_`."""
    actors = {"one": actor_record(suggestion.one), "other": actor_record(suggestion.other)}
    sides = {f"{side}_{name}": actors[side][name] for side in _SIDES for name in _OF_SIDE}
    return {"score": suggestion.score, "reason": why_suggested(suggestion.reason), **sides}


def why_record(why: Why) -> Record:
    """The verdict's fields, with the reason and the evidence in words."""
    return {
        "one": why.one,
        "other": why.other,
        "verdict": why.verdict,
        "score": why.score,
        "reason": what_decided(why.reason),
        "evidence": [piece_of_evidence(each) for each in why.evidence],
    }


def print_actor(details: ActorDetails, decisions: Sequence[Decision]) -> None:
    """Print all that is known of an actor.

    In a pipe a line's first field says what it is: "name" or "description", with statements, times addressed,
    articles, first day, last day, score and reason; "alias"; "seat"; or "decision", with its number.
    """
    if not on_terminal():
        print_lines(_lines_of(details, decisions))
        return
    console = results()
    actor = details.actor
    heading = Text.assemble((harmless_line(called(actor)), ACTOR), (f"  {actor.kind}, {_often(actor)}", ASIDE))
    print_hanging(console, heading)
    console.print()
    print_table(_NAME_COLUMNS, map(_name_cells, details.names))
    if details.descriptions:
        console.print()
        print_table(_DESCRIPTION_COLUMNS, map(_description_cells, details.descriptions))
    further = [("also found as", "; ".join(details.aliases))] if details.aliases else []
    further += [("its seats", "; ".join(details.seats))] if details.seats else []
    further += [(f"decision {decision.id}", _with_state(decision)) for decision in decisions]
    if further:
        console.print()
    width = max((len(label) for label, _ in further), default=0) + 2
    for label, text in further:
        print_hanging(console, Text(harmless_line(text)), first=Text(f"{label:<{width}}", ASIDE), rest=" " * width)


_NAME_COLUMNS = (
    Column("name", ACTOR, share=2),
    Column("said", number=True),
    Column("heard", number=True, from_width=80),
    Column("articles", number=True, from_width=100),
    Column("first", ASIDE, from_width=70),
    Column("last", ASIDE),
    Column("sure", ASIDE, number=True),
    Column("why", ASIDE, share=2),
)
_DESCRIPTION_COLUMNS = (
    Column("described as", ASIDE, share=1),
    Column("said", number=True),
    Column("first", ASIDE),
    Column("last", ASIDE),
)


def _name_cells(use: NameUse) -> tuple[str, ...]:
    counts = str(use.statements), str(use.addressed), str(use.articles)
    return use.name, *counts, use.first_on or "", use.last_on or "", f"{use.score:.2f}", _reason_of(use)


def _reason_of(use: NameUse) -> str:
    return "" if use.reason is None else why_linked(use.reason)


def _description_cells(use: NameUse) -> tuple[str, ...]:
    return use.name, str(use.statements), use.first_on or "", use.last_on or ""


def _lines_of(details: ActorDetails, decisions: Sequence[Decision]) -> Iterable[tuple[str, ...]]:
    for use in details.names:
        yield "name", *_name_cells(use)
    for use in details.descriptions:
        yield "description", *_name_cells(use)
    for alias in details.aliases:
        yield "alias", alias
    for seat in details.seats:
        yield "seat", seat
    for decision in decisions:
        yield "decision", str(decision.id), _with_state(decision)


def _with_state(decision: Decision) -> str:
    now = state(decision)
    return f"{in_words(decision)} ({now})" if now else in_words(decision)


def print_suggestions(suggestions: Sequence[Suggestion]) -> None:
    """Print pairs that may be one actor, with the evidence.

    In a pipe a line's fields are the number and name of one, those of the other, score and reason.
    """
    if not on_terminal():
        print_lines(
            (
                *_number_and_name(pair.one),
                *_number_and_name(pair.other),
                f"{pair.score:.2f}",
                why_suggested(pair.reason),
            )
            for pair in suggestions
        )
        return
    for position, pair in enumerate(suggestions):
        if position:
            results().print()
        print_suggestion(pair)


def _number_and_name(actor: ActorRow) -> tuple[str, str]:
    return str(actor.id), actor.name


def print_suggestion(pair: Suggestion, quotes: Sequence[StatementRow | None] = (None, None)) -> None:
    """Print one pair that may be one actor; with `quotes`, something that each of them said."""
    console = results()
    reason = Text(harmless_line(why_suggested(pair.reason))).append(f"  {pair.score:.2f}", ASIDE)
    print_hanging(console, reason)
    for actor, quote in zip((pair.one, pair.other), quotes, strict=True):
        print_hanging(console, Text(harmless_line(called(actor)), ACTOR), first="  ", rest="  ")
        print_hanging(console, Text(_known_of(actor), ASIDE), first=" " * 4, rest=" " * 4)
        if quote is not None:
            said = f"{day(quote)}: {what_of_it(quote)}"
            console.print(Text(" " * 4 + (shorten(said, text_width(console) - 4) if on_terminal() else said)))


def _known_of(actor: ActorRow) -> str:
    """What tells an actor from others: further names, descriptions, how often and when."""
    further = [name for name in actor.names if name != actor.name]
    names = [*further[:_NAMES_SHOWN], *(["…"] if len(further) > _NAMES_SHOWN else [])]
    parts = (", ".join(names), "; ".join(actor.descriptions[:_DESCRIPTIONS_SHOWN]), _often(actor))
    return harmless_line(" · ".join(part for part in parts if part))


def _often(actor: ActorRow) -> str:
    """How often and when an actor speaks: "3 statements in 2 articles, 2022-01-18 to 2022-01-20"."""
    counts = f"{counted(actor.statements, 'statement')} in {counted(actor.articles, 'article')}"
    if actor.first_on is None or actor.last_on is None:
        return counts
    return f"{counts}, {actor.first_on}" + (f" to {actor.last_on}" if actor.last_on != actor.first_on else "")


def print_why(why: Why) -> None:
    """Print whether two are one actor, and the evidence.

    In a pipe the first line's fields are verdict ("one" or "two"), both names, score and reason; each further line
    is a piece of evidence.
    """
    console = results()
    reason, evidence = what_decided(why.reason), [piece_of_evidence(each) for each in why.evidence]
    if not on_terminal():
        fields_of_why = (why.verdict, why.one, why.other, f"{why.score:.2f}", reason)
        print_fields(console, [Text(harmless_line(field)) for field in fields_of_why])
        for line in evidence:
            console.print(Text(harmless_line(line)))
        return
    verdict = "are one actor" if why.verdict == "one" else "are two actors"
    heading = Text.assemble((harmless_line(f"{why.one} and {why.other} {verdict}"), HEADING))
    print_hanging(console, heading.append(f"  {why.score:.2f}", ASIDE))
    further = [] if any(line.endswith(reason) for line in evidence) else [reason]
    for line in (*further, *evidence):
        print_hanging(console, Text(harmless_line(line)), first="- ", rest="  ")
