"""Claims listed and shown, and how somebody's position developed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from itertools import groupby

from rich.text import Text

from tracker.store.claims.positions import DENIES
from tracker.store.rows.claims import (
    ClaimDecision,
    ClaimDetails,
    ClaimRow,
    ClaimSuggestion,
    Neighbour,
    Position,
    WhyClaims,
)
from tracker.store.rows.statements import StatementRow
from tracker.store.timeline import day_of
from tracker.views.claim_reasons import decision_in_words, in_words, relation_in_words
from tracker.views.console import ACT, ACTOR, ASIDE, HEADING, on_terminal, print_fields, print_hanging, results
from tracker.views.harmless import harmless_line
from tracker.views.records import Record, statement_record
from tracker.views.wording import claim_in_words, counted, day_in_full, listed, what, who_perhaps

CLAIM_FIELDS = tuple(field.name for field in fields(ClaimRow))
NEIGHBOUR_FIELDS = (
    "part",
    "relation",
    "score",
    "reasons",
    "denied",
    "claim",
    *(f.name for f in fields(StatementRow)),
    "link",
)
POSITION_FIELDS = ("does", "changed", "reasons", *(f.name for f in fields(StatementRow)), "link")
SUGGESTION_FIELDS = ("score", "reasons", "one", "other", "one_quote", "other_quote")
CLAIM_DECISION_FIELDS = tuple(field.name for field in fields(ClaimDecision))
_ACTORS_SHOWN = 3


def claim_record(row: ClaimRow) -> Record:
    """The claim's fields."""
    return asdict(row)


def neighbour_record(each: Neighbour, part: str = "") -> Record:
    """The statement's fields, and what it is to the other one or the claim; `part`: of a claim that is shown."""
    return {
        "part": part,
        "relation": each.relation,
        "score": each.score,
        "reasons": in_words(each.evidence),
        "denied": each.denied,
        "claim": each.claim,
        **statement_record(each.statement),
    }


def details_records(details: ClaimDetails) -> Iterator[Record]:
    """The statements of a claim (`part`: said), those that seem to contradict it, and those that may belong to it."""
    for part, members in _parts(details).items():
        for each in members:
            yield neighbour_record(each, part)


def details_record(details: ClaimDetails) -> Record:
    """The claim's fields, and under `said`, `opposing` and `suggested` the statements."""
    parts = {part: [neighbour_record(each, part) for each in some] for part, some in _parts(details).items()}
    return {**claim_record(details.claim), **parts}


def _parts(details: ClaimDetails) -> dict[str, list[Neighbour]]:
    return {"said": details.statements, "opposing": details.opposed, "suggested": details.suggested}


def position_record(position: Position) -> Record:
    """The statement's fields, what was done by it, and the number of the statement that it turns from."""
    return {
        "does": position.does,
        "changed": position.changed,
        "reasons": in_words(position.evidence),
        **statement_record(position.statement),
    }


def suggestion_record(each: ClaimSuggestion) -> Record:
    """Two statements that may make the same claim: score, reasons, numbers and words."""
    return {
        "score": each.score,
        "reasons": in_words(each.evidence),
        "one": each.one.id,
        "other": each.other.id,
        "one_quote": each.one.quote,
        "other_quote": each.other.quote,
    }


def why_record(why: WhyClaims) -> Record:
    """Whether two statements make one claim, and why."""
    return {
        "one": why.one.id,
        "other": why.other.id,
        "claim": why.claim,
        "relation": why.relation,
        "score": round(why.score, 4),
        "decided": why.decided,
        "reasons": in_words(why.evidence),
    }


def claim_decision_record(decision: ClaimDecision) -> Record:
    """The decision's fields."""
    return asdict(decision)


def print_claims(rows: Iterable[ClaimRow]) -> None:
    """Print claims in the given order.

    In a pipe a line's fields are number, words, actors, statements, outlets, languages, first and last day, and how
    many statements seem to contradict it.
    """
    console = results()
    for position, row in enumerate(rows):
        if not on_terminal():
            lists = ("; ".join(each) for each in (row.actors, row.outlets, row.languages))
            actors, outlets, languages = lists
            cells = (str(row.id), claim_in_words(row), actors, str(row.statements), outlets, languages)
            further = (row.first_on or "", row.last_on or "", str(row.opposed))
            print_fields(console, [Text(harmless_line(cell)) for cell in (*cells, *further)])
            continue
        if position:
            console.print()
        number = f"{row.id}  "
        indent = " " * len(number)
        print_hanging(console, Text(claim_in_words(row), HEADING), first=Text(number, ASIDE), rest=indent)
        print_hanging(console, Text.assemble((_who(row), ACTOR), (_where(row), "")), first=indent, rest=indent)
        if row.opposed:
            print_hanging(console, Text(_contradicted(row), ASIDE), first=indent, rest=indent)


def print_claim(details: ClaimDetails) -> None:
    """Print a claim with its statements by day, then those that seem to contradict it, and those that may belong to it.

    In a pipe a line's fields are the part (said, opposing, suggested), number, day, actor, words, outlet,
    language, and why it stands there.
    """
    console = results()
    if not on_terminal():
        for part, members in _parts(details).items():
            for each in members:
                print_fields(console, [Text(part), *map(Text, _cells(each))])
        return
    row = details.claim
    print_hanging(console, Text(claim_in_words(row), HEADING), first=Text(f"Claim {row.id}  ", ASIDE), rest="  ")
    print_hanging(console, Text(_where(row).removeprefix("  "), ASIDE), first="  ", rest="  ")
    for day, some in groupby(details.statements, key=lambda each: day_of(each.statement)):
        console.print(Text(f"\n{day_in_full(day)}", HEADING))
        for each in some:
            _print_statement(each)
    for heading, members in (("Seems to contradict it", details.opposed), ("May be the same", details.suggested)):
        if members:
            console.print(Text(f"\n{heading}", HEADING))
        for each in members:
            _print_statement(each, with_day=True)


def print_neighbours(neighbours: Iterable[Neighbour]) -> None:
    """Print statements with what they are to the one that was asked about, the surest first.

    In a pipe a line's fields are the relation, number, day, actor, words, outlet, language, and why.
    """
    console = results()
    if not on_terminal():
        for each in neighbours:
            print_fields(console, [Text(each.relation or "near"), *map(Text, _cells(each))])
        return
    for position, (relation, some) in enumerate(groupby(neighbours, key=lambda each: each.relation)):
        heading = relation_in_words(relation)
        console.print(Text(("\n" if position else "") + heading[:1].upper() + heading[1:], HEADING))
        for each in some:
            _print_statement(each, with_day=True, with_score=relation is None)


def print_positions(positions: Sequence[Position]) -> None:
    """Print what somebody said by day, and where that seems to turn, with both sources.

    In a pipe a line's fields are day, actor, what was done, words, number, outlet, and where it may have changed the
    earlier statement's number and why.
    """
    console = results()
    by_number = {each.statement.id: each for each in positions}
    for each in positions:
        row = each.statement
        if not on_terminal():
            cells = (day_of(row) or "", who_perhaps(row), each.does, what(row), str(row.id), row.outlet or "")
            turned = (str(each.changed or ""), in_words(each.evidence))
            print_fields(console, [Text(harmless_line(cell)) for cell in (*cells, *turned)])
            continue
        said = Text.assemble((who_perhaps(row), ACTOR), (f" {each.does}", ACT), f": {what(row)}", (_source(row), ASIDE))
        print_hanging(console, said, first=Text(f"{day_of(row)}  ", ASIDE), rest=" " * 12)
        if each.changed is not None:
            before = by_number[each.changed]
            words = _words(before.statement, denied=before.does == DENIES)
            turned_from = f"{in_words(each.evidence)}; {day_of(before.statement)}: {words}{_source(before.statement)}"
            print_hanging(console, Text(turned_from), first=Text(" " * 12 + "changed?  ", ACT), rest=" " * 22)


def print_claim_suggestions(suggestions: Iterable[ClaimSuggestion]) -> None:
    """Print pairs of statements that may make the same claim.

    In a pipe a line's fields are both numbers, score, reasons and the words of both.
    """
    console = results()
    for position, each in enumerate(suggestions):
        if not on_terminal():
            cells = (str(each.one.id), str(each.other.id), f"{each.score:.2f}", in_words(each.evidence))
            print_fields(console, [Text(harmless_line(c)) for c in (*cells, each.one.quote, each.other.quote)])
            continue
        if position:
            console.print()
        print_claim_suggestion(each)


def print_claim_suggestion(each: ClaimSuggestion) -> None:
    """Print one pair of statements that may make the same claim."""
    console = results()
    print_hanging(console, Text(harmless_line(in_words(each.evidence)), ASIDE))
    for row in (each.one, each.other):
        said = Text.assemble((who_perhaps(row), ACTOR), f": {what(row)}", (_source(row), ASIDE))
        print_hanging(console, said, first=Text(f"  {day_of(row) or 'undated'}  ", ASIDE), rest=" " * 14)


def print_why_claims(why: WhyClaims) -> None:
    """Print whether two statements make one claim, and why.

    In a pipe a line's fields are the claim's number, the relation, the cosine, what was decided, and the reasons.
    """
    console = results()
    reasons = harmless_line(in_words(why.evidence))
    if not on_terminal():
        cells = (str(why.claim or ""), why.relation or "", f"{why.score:.2f}", why.decided or "", reasons)
        print_fields(console, list(map(Text, cells)))
        return
    one_claim = f"make one claim, {why.claim}" if why.claim else "don't make one claim"
    print_hanging(console, Text(f"{why.one.id} and {why.other.id} {one_claim}", HEADING))
    for row in (why.one, why.other):
        words = _words(row, denied=row.id in why.denied)
        print_hanging(
            console,
            Text.assemble((who_perhaps(row), ACTOR), f": {words}", (_source(row), ASIDE)),
            first="  ",
            rest="    ",
        )
    decided = {"same": "you decided that they are one", "apart": "you decided that they are two"}.get(why.decided or "")
    found = f"{relation_in_words(why.relation)} ({why.score:.2f})"
    for line in filter(None, (decided, found, reasons)):
        print_hanging(console, Text(line), first="- ", rest="  ")


def print_claim_decisions(decisions: Iterable[ClaimDecision]) -> None:
    """Print decisions: number, when, what, and whether it was undone."""
    console = results()
    for each in decisions:
        undone = f"undone {each.undone_at[:10]}" if each.undone_at else ""
        cells = (str(each.id), each.decided_at[:10], decision_in_words(each), undone)
        if on_terminal():
            print_hanging(console, Text("  ".join(filter(None, map(harmless_line, cells)))), rest="    ")
        else:
            print_fields(console, [Text(harmless_line(cell)) for cell in cells])


def _who(row: ClaimRow) -> str:
    more = ["others"] if len(row.actors) > _ACTORS_SHOWN else []
    return harmless_line(listed([*row.actors[:_ACTORS_SHOWN], *more])) if row.actors else "(nobody by name)"


def _where(row: ClaimRow) -> str:
    days = [day for day in (row.first_on, row.last_on) if day]
    when = " to ".join(dict.fromkeys(days))
    said = f"  {counted(row.statements, 'statement')} in {counted(len(row.outlets), 'outlet')}"
    return ", ".join(filter(None, (said, listed(row.languages), when)))


def _contradicted(row: ClaimRow) -> str:
    return f"{counted(row.opposed, 'statement')} {'seems' if row.opposed == 1 else 'seem'} to contradict it"


def _cells(each: Neighbour) -> tuple[str, ...]:
    row = each.statement
    cells = (str(row.id), day_of(row) or "", who_perhaps(row), _said(each), row.outlet or "", row.language or "")
    return tuple(harmless_line(cell) for cell in (*cells, in_words(each.evidence)))


def _said(each: Neighbour) -> str:
    return _words(each.statement, denied=each.denied)


def _words(row: StatementRow, *, denied: bool) -> str:
    return f"denied: {what(row)}" if denied else what(row)


def _source(row: StatementRow) -> str:
    return f"  [{row.id}]  ({harmless_line(row.outlet or row.title or f'article {row.article_id}')})"


def _print_statement(each: Neighbour, *, with_day: bool = False, with_score: bool = False) -> None:
    row = each.statement
    why = in_words(each.evidence) or (f"alike: {each.score:.2f}" if with_score else "")
    printed = ", ".join(filter(None, (row.outlet, row.language)))
    end = f"  [{row.id}]  ({harmless_line('; '.join(filter(None, (printed, why))))})"
    before = f"{day_of(row) or 'undated'}  " if with_day else ""
    said = Text.assemble((before, ASIDE), (who_perhaps(row), ACTOR), f": {_said(each)}", (end, ASIDE))
    print_hanging(results(), said, first="  ", rest="    ")
