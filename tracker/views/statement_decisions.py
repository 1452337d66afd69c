"""The user's decisions about statements, in words, and what came of reading a sample."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from math import sqrt
from typing import Any

from tracker.store.rows.decided import Conflict, Sample, StatementDecision
from tracker.terms import CHECK_LISTS, Judgement
from tracker.views.console import ASIDE, on_terminal, results
from tracker.views.decisions import local_time
from tracker.views.harmless import harmless_line
from tracker.views.records import Record
from tracker.views.table import Column, print_lines, print_table
from tracker.views.wording import counted, listed
from tracker.views.words import words

JUDGEMENT_FIELDS = tuple(field.name for field in fields(StatementDecision))
IN_THEIR_WORDS = ("quote", "cue", "matter", "finding")  # of the article or the user
_SHOWN = 60  # characters of a quote that a line about a decision shows
Z = 1.96  # standard deviations that 95 % of a normal distribution lie within


def judgement_record(decision: StatementDecision) -> Record:
    """The decision's fields."""
    return asdict(decision)


def what_was_decided(decision: StatementDecision) -> str:
    """A decision in words: "speaker is Nils Okafor, act is warning"."""
    return _decided(Judgement(decision.judgement), decision.changes, decision.note)


def _decided(judgement: Judgement, changes: Mapping[str, Any], note: str | None) -> str:
    match judgement:
        case Judgement.ACCEPT | Judgement.REJECT | Judgement.ADD:
            said = words().decisions[judgement]
        case _:
            said = ", ".join(f"{words().decided_fields[name]} {_is(name, value)}" for name, value in changes.items())
    return harmless_line(said + (f" ({note})" if note else ""))


def _is(name: str, value: Any) -> str:
    """What a field was decided to be, behind its name."""
    said = words()
    verb = "" if name in CHECK_LISTS else f"{said.decisions['is']} "
    if isinstance(value, list):
        return verb + (listed([str(each) for each in value]) or said.decisions["nobody"])
    if not value:
        return verb + (said.unknown if name == "said_on" else said.decisions["empty"])
    return verb + _in_words(name, str(value))


def _in_words(name: str, value: str) -> str:
    """A value of a field as listings have it."""
    said = words()
    if name in IN_THEIR_WORDS:
        return f"“{value}”"
    if name == "act":
        return said.acts[value].noun
    terms = {"kind": said.kinds, "standing": said.standings, "status": said.statuses, "verdict": said.verdicts}
    return terms.get(name, {}).get(value, value.replace("_", " "))


def state(decision: StatementDecision) -> str:
    """Whether it still holds: nothing where it does."""
    return words().decisions["undone"] if decision.undone_at is not None else ""


def in_short(decision: StatementDecision) -> str:
    """The statement that a decision is about: "statement 17, “Der Hafen bleibt …”"."""
    said = words().decisions
    number = f"{said['statement']} {decision.statement}" if decision.statement is not None else said["a_statement"]
    return f"{number}, “{_short(decision.words)}”"


def conflict_in_words(conflict: Conflict) -> str:
    """What was to be brought in, and what it goes against."""
    theirs = conflict.theirs
    wanted = _decided(Judgement(theirs["judgement"]), _with_names(theirs["changes"]), theirs.get("note"))
    return harmless_line(
        f"{in_short(conflict.ours)}: {theirs['by']} says “{wanted}”, "
        f"{conflict.ours.decided_by} has said “{what_was_decided(conflict.ours)}” (decision {conflict.ours.id})"
    )


def _with_names(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields of people as names; spans aren't shown."""
    return {
        name: [each["name"] if isinstance(each, dict) else "…" for each in value]
        if name in ("speaker", "addressee", "quote", "cue", "matter")
        else value
        for name, value in changes.items()
    }


def print_judgements(decisions: Sequence[StatementDecision]) -> None:
    """Print the decisions in the given order.

    In a pipe a line's fields are number, when, who, statement, what was decided, of which words, and whether it holds.
    """
    rows = [
        (
            str(each.id),
            each.decided_at,
            harmless_line(each.decided_by),
            str(each.statement or ""),
            what_was_decided(each),
            _short(each.words) if on_terminal() else harmless_line(each.words),
            state(each),
        )
        for each in decisions
    ]
    if not on_terminal():
        print_lines(rows)
        return
    columns = (
        Column("no.", ASIDE, number=True),
        Column("when", ASIDE, from_width=90),
        Column("who", ASIDE),
        Column("statement", number=True),
        Column("what", share=1),
        Column("words", ASIDE, share=1, from_width=70),
        Column("", ASIDE),
    )
    print_table(columns, ((number, local_time(when), *rest) for number, when, *rest in rows))


def _short(words: str) -> str:
    shown = harmless_line(words)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1].rstrip() + "…"


def print_outcome(judgements: Sequence[Judgement | None], sample: Sample) -> None:
    """Print how many of a sample were wholly right, as far as it was read."""
    count = Counter(judgements)
    read = len(judgements) - count[None]
    where = f"{counted(len(judgements), 'statement')} drawn from {sample.drawn_from:,} on {sample.drawn_at[:10]}"
    if not read:
        line = f"{where}: none read yet"
    else:
        low, high = interval(count[Judgement.ACCEPT], read)
        line = (
            f"{where}, {read} read: {count[Judgement.ACCEPT]} wholly right, {count[Judgement.CORRECT]} corrected, "
            f"{count[Judgement.REJECT]} rejected. Right: {count[Judgement.ACCEPT] / read:.0%} "
            f"(95 % interval {low:.0%} to {high:.0%})"
        )
    results().print(line)


def interval(right: int, of: int) -> tuple[float, float]:
    """The share that is right, with a probability of 95 %: from and to.

    Wilson's score interval (1927), which is right for small samples and shares near 0 and 1, too.
    """
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
