"""What comes of decisions on what was found in an article. Pure: statements and decisions in, statements out."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from tracker.extraction.statements import Saying, Span, Spans, Statement, words_of
from tracker.spelling import tokens
from tracker.store.decided.places import best_overlaps
from tracker.store.decided.statements import referents_of, spans_of
from tracker.terms import TAKEN_AWAY, Act, CheckStatus, DateBasis, Judgement, Kind, Standing, Verdict

Changes: TypeAlias = Mapping[str, Any]  # of fields, as plain values

SURE = 1.0  # the confidence of what somebody has looked at
PLACES = ("quote", "cue", "matter")  # fields that are given as words and kept as spans
FIELDS = ("quote", "speaker", "cue", "addressee", "matter", "act", "standing", "kind", "said_on")


class Found(NamedTuple):
    """A statement as it was found, and its number, None where it has none yet."""

    number: int | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision: what was done, to which statement as it was found, in which article (by its text's digest).

    `words` are those of the quote, and `speaker` those that are printed for who said it: by them the statement is
    known in another printing.
    """

    id: int
    judgement: Judgement
    article: str
    number: int | None
    statement: Statement
    words: str
    speaker: str
    changes: Changes
    by: str


@dataclass(frozen=True, slots=True)
class Checking:
    """How far the checking of a statement has come, and what came of it."""

    status: CheckStatus = CheckStatus.OPEN
    verdict: Verdict | None = None
    finding: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a statement.

    `found` is its index among those found, None where it was added or isn't found any more; `base` is what the
    decisions were applied to.

    `decided` are the fields that the user corrected, or "accepted" or "added"; of a rejected one nothing is listed.
    `corrections` are what those fields were corrected to.
    """

    number: int | None
    statement: Statement
    base: Statement
    found: int | None
    decided: tuple[str, ...] = ()
    rejected: bool = False
    checking: Checking = field(default_factory=Checking)
    decisions: tuple[int, ...] = ()
    corrections: Changes = field(default_factory=dict)


def outcomes(
    found: Sequence[Found], decisions: Sequence[Judged], article: str, text: str, published: date | None
) -> list[Outcome]:
    """What comes of all statements of an article, those that were rejected included, in the order of `found`.

    `decisions` are those that hold, in the order in which they were made, about this article (by its digest `article`)
    and about other printings of its text. `inside` of the statements counts in `found`.
    """
    about, about_gone = _by_statement(found, decisions, article, text)
    results = [
        _outcome(
            _number(each.number, about.get(index, []), article), each.statement, index, about.get(index, []), published
        )
        for index, each in enumerate(found)
    ]
    for judged in about_gone:
        outcome = _outcome(_number(None, judged, article), None, None, judged, published)
        if outcome.decided or outcome.checking != Checking() or outcome.rejected:
            results.append(outcome)
    return results


def unchanged(found: Sequence[Found]) -> list[Outcome]:
    """Statements that nobody has decided about."""
    return [Outcome(each.number, each.statement, each.statement, index) for index, each in enumerate(found)]


def listed(results: Sequence[Outcome]) -> list[Outcome]:
    """Those that aren't rejected; what stood inside a rejected one stands inside what that stood in.

    `inside` counts in the list that is returned.
    """
    kept = [each for each in results if not each.rejected]
    position = {each.found: index for index, each in enumerate(kept) if each.found is not None}
    parents = {each.found: each.statement.inside for each in results if each.found is not None}

    def parent(inside: int | None) -> int | None:
        while inside is not None and inside not in position:
            inside = parents.get(inside)
        return None if inside is None else position[inside]

    return [replace(each, statement=replace(each.statement, inside=parent(each.statement.inside))) for each in kept]


def _by_statement(
    found: Sequence[Found], decisions: Sequence[Judged], article: str, text: str
) -> tuple[Mapping[int, list[Judged]], list[list[Judged]]]:
    """The decisions about each statement found (by index), and those about each that isn't found."""
    places = list(dict.fromkeys(each.statement.quote for each in decisions if each.article == article))
    indexes = best_overlaps(dict(enumerate(places)), [each.statement.quote for each in found])
    where = {places[number]: index for index, number in indexes.items()}
    about: defaultdict[int, list[Judged]] = defaultdict(list)
    gone: defaultdict[Spans, list[Judged]] = defaultdict(list)
    for each in decisions:
        if each.article == article:
            index = where.get(each.statement.quote)
            if index is None:
                gone[each.statement.quote].append(each)
            else:
                about[index].append(each)
            continue
        same = [index for index, here in enumerate(found) if _is_same(each, here.statement, text)]
        for index in same:
            about[index].append(replace(each, statement=found[index].statement, changes=_carried(each.changes)))
        if not same and each.judgement is Judgement.ADD and (spans := _only_place(each.words, text)):
            added = replace(_without_words(each.statement), quote=spans)
            gone[spans].append(replace(each, statement=added, changes=_carried(each.changes)))
    return about, list(gone.values())


def _is_same(judged: Judged, statement: Statement, text: str) -> bool:
    """Whether a statement of another printing is the one decided about: the same words by who is printed alike."""
    return tokens(words_of(text, statement.quote)) == tokens(judged.words) and tokens(
        words_of(text, statement.speaker)
    ) == tokens(judged.speaker)


def _carried(changes: Changes) -> Changes:
    """What holds in another printing too: not where words stand."""
    return {name: value for name, value in changes.items() if name not in PLACES}


def _only_place(words: str, text: str) -> Spans | None:
    """Where words stand that a text has once."""
    start = text.find(words)
    if start < 0 or text.find(words, start + 1) >= 0:
        return None
    return (Span(start, start + len(words)),)


def _without_words(statement: Statement) -> Statement:
    """The statement without the places of words in another text."""
    return replace(statement, speaker=(), cue=(), frame=(), addressee=(), matter=(), said=_undated(statement.said))


def _undated(said: Saying) -> Saying:
    return replace(said, words=None, basis=DateBasis.DECISION if said.words else said.basis)


def _number(found: int | None, decisions: Sequence[Judged], article: str) -> int | None:
    """The number of a statement; one that wasn't found for a while gets back the one that it had."""
    own = (each.number for each in decisions if each.article == article and each.number is not None)
    return found if found is not None else next(own, None)


def _outcome(
    number: int | None, found: Statement | None, index: int | None, decisions: Sequence[Judged], published: date | None
) -> Outcome:
    """What decisions about one statement make of it, one after the other."""
    if not decisions:
        assert found is not None
        return Outcome(number, found, found, index)
    whole: Statement | None = None  # as it was when somebody accepted or added all of it
    changes: dict[str, Any] = {}
    remark = ""
    rejected = False
    checking = Checking()
    for each in decisions:
        match each.judgement:
            case Judgement.REJECT:
                rejected = True
            case Judgement.CHECK:
                checking = checked(checking, each.changes)
            case Judgement.CORRECT:
                rejected, changes = False, {**changes, **each.changes}
            case Judgement.ACCEPT | Judgement.ADD:
                rejected, whole, changes = False, each.statement, {**changes, **each.changes}
                remark = "added" if each.judgement is Judgement.ADD or remark == "added" else "accepted"
    base = found or decisions[-1].statement
    statement = _dated(changed(whole or base, changes), published)
    if remark or changes:
        statement = replace(statement, confidence=SURE)
    if remark or "act" in changes:
        statement = replace(statement, act_confidence=SURE)
    if index is not None and found is not None:
        statement = replace(statement, inside=found.inside)
    decided = (*([remark] if remark else []), *(name for name in FIELDS if name in changes))
    ids = tuple(each.id for each in decisions)
    return Outcome(number, statement, base, index, decided, rejected, checking, ids, changes)


def changed(statement: Statement, changes: Changes) -> Statement:
    """The statement with these fields as they were decided."""
    made: dict[str, Callable[[Any], dict[str, Any]]] = {
        "quote": lambda value: {"quote": spans_of(value)},
        "cue": lambda value: {"cue": spans_of(value)},
        "matter": lambda value: {"matter": spans_of(value)},
        "speaker": lambda value: {"actors": referents_of(value)},
        "addressee": lambda value: {"addressee_actors": referents_of(value)},
        "act": lambda value: {"act": Act(value)},
        "standing": lambda value: {"standing": Standing(value)},
        "kind": lambda value: {"kind": Kind(value)},
        "said_on": lambda value: {"said": _said_on(value)},
    }
    fields: dict[str, Any] = {}
    for name, value in changes.items():
        fields |= made[name](value)
    return replace(statement, **fields)


def _said_on(written: str | None) -> Saying:
    """The day that was decided; None: nobody knows."""
    return Saying(date.fromisoformat(written) if written else None, DateBasis.DECISION)


def _dated(statement: Statement, published: date | None) -> Statement:
    """The day of publication may have been corrected since."""
    if statement.said.basis is not DateBasis.PUBLISHED or statement.said.day == published:
        return statement
    basis = DateBasis.PUBLISHED if published else DateBasis.UNKNOWN
    return replace(statement, said=Saying(published, basis))


def checked(before: Checking, changes: Changes) -> Checking:
    """A checking with what was written down of it. Raises TypeError or ValueError where the changes are none."""

    def listed(name: str, taken_away: str) -> tuple[str, ...]:
        together = dict.fromkeys((*getattr(before, name), *changes.get(name, ())))
        return tuple(each for each in together if each not in changes.get(taken_away, ()))

    verdict = changes.get("verdict", before.verdict)
    return Checking(
        CheckStatus(changes.get("status", before.status)),
        Verdict(verdict) if verdict else None,
        changes.get("finding", before.finding),
        *(listed(name, taken_away) for name, taken_away in TAKEN_AWAY.items()),
    )
