"""Claims as pages list and show them, and verdicts beside statements and claims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.lexicon import known_language
from tracker.store.rows.claims import ClaimDetails, ClaimRow, Neighbour
from tracker.store.rows.statements import PeopleOfStatement, StatementRow
from tracker.store.timeline import day_of
from tracker.views.claim_reasons import in_words
from tracker.views.marking import line
from tracker.views.pages.listing import ListedStatement, ListedVerdict, listed_statement, listed_verdict
from tracker.views.wording import claim_in_words, day_in_full, listed

_ACTORS_SHOWN = 3
NOT_KNOWN = "(not known)"


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim as a listing has it. `opposed` is how many statements seem to contradict it, `denied` says that it
    is a denial of the words."""

    number: int
    words: str
    language: str | None
    actors: str
    statements: int
    outlets: int
    languages: str
    first: str
    last: str
    opposed: int
    denied: bool


@dataclass(frozen=True, slots=True)
class ClaimingStatement:
    """A statement of a claim, or beside it, and why it stands there."""

    statement: ListedStatement
    why: str
    denied: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim with all that is said of it: its statements by day, those against it, and those that may belong to it.

    `verdicts` have the number of a statement that they are about; `sides` has, for actors, outlets and languages,
    how many of the statements each has.
    """

    claim: ListedClaim
    verdicts: tuple[tuple[ListedVerdict, int], ...]
    days: tuple[tuple[str | None, str, tuple[ClaimingStatement, ...]], ...]
    opposed: tuple[ClaimingStatement, ...]
    suggested: tuple[ClaimingStatement, ...]
    sides: Mapping[str, tuple[tuple[str, int], ...]]


def listed_claim(row: ClaimRow) -> ListedClaim:
    """A claim."""
    more = ["others"] if len(row.actors) > _ACTORS_SHOWN else []
    return ListedClaim(
        number=row.id,
        words=line(claim_in_words(row)),
        language=known_language(row.language),
        actors=line(listed([*row.actors[:_ACTORS_SHOWN], *more])),
        statements=row.statements,
        outlets=len(row.outlets),
        languages=listed(row.languages),
        first=row.first_on or "",
        last=row.last_on or "",
        opposed=row.opposed,
        denied=row.denied,
    )


def claim_page(details: ClaimDetails, people: Mapping[int, PeopleOfStatement]) -> ClaimPage:
    """All of a claim."""
    days = groupby(details.statements, key=lambda each: day_of(each.statement))
    return ClaimPage(
        listed_claim(details.claim),
        tuple(_verdicts(details.statements)),
        tuple((day, day_in_full(day), tuple(_claiming(some, people))) for day, some in days),
        tuple(_claiming(details.opposed, people)),
        tuple(_claiming(details.suggested, people)),
        {name: values for name, values in _sides(details.statements) if values},
    )


def _claiming(some: Iterable[Neighbour], people: Mapping[int, PeopleOfStatement]) -> Iterator[ClaimingStatement]:
    for each in some:
        yield ClaimingStatement(listed_statement(each.statement, people), line(in_words(each.evidence)), each.denied)


def _verdicts(statements: Iterable[Neighbour]) -> Iterator[tuple[ListedVerdict, int]]:
    """The verdicts of the statements, a fact-checker's that is about several of them once."""
    told: set[int | str] = set()
    for each in statements:
        for verdict in each.statement.verdicts:
            key = verdict.id or f"own {each.statement.id}"
            if key not in told:
                told.add(key)
                yield listed_verdict(verdict), each.statement.id


def _sides(statements: Sequence[Neighbour]) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    rows = [each.statement for each in statements]
    yield "actor", _counts(name for row in rows for name in (row.actors or [NOT_KNOWN]))
    yield "outlet", _counts(row.outlet or NOT_KNOWN for row in rows)
    yield "language", _counts(_language(row) for row in rows)


def _language(row: StatementRow) -> str:
    return row.language or NOT_KNOWN


def _counts(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple((line(name), number) for name, number in Counter(names).most_common())
