"""Statements, articles and actors as pages list them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.lexicon import known_language
from tracker.store.rows.actors import ActorRow
from tracker.store.rows.articles import ArticleRow
from tracker.store.rows.decided import StatementDecision
from tracker.store.rows.statements import ActorKey, PeopleOfStatement, StatementRow, TimelineEntry
from tracker.store.rows.verdicts import StatementVerdict
from tracker.views.decisions import local_time
from tracker.views.links import web_address
from tracker.views.listing import nested
from tracker.views.marking import line
from tracker.views.statement_decisions import in_short, state, what_was_decided
from tracker.views.wording import (
    day_is_guessed,
    fact_checkers,
    rating_in_words,
    remarks,
    to_whom,
    verb,
    what_of_it,
    who,
    who_from,
)

_NAMES_SHOWN = 4
NO_PEOPLE = PeopleOfStatement([], [])


@dataclass(frozen=True, slots=True)
class Person:
    """A name that leads to an actor's page; without a number it is the words that are printed."""

    name: str
    number: int | None = None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class ListedVerdict:
    """A verdict: the rating as printed, by whom and when, and the review's address."""

    rating: str
    about: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """A statement as a listing has it: Antony Blinken – warns – Russland – *vor einer weiteren Eskalation*.

    `day` is in ISO 8601. `depth` says in how many of those before it the statement stands. `sources` are the outlets
    and numbers of the same words elsewhere, `verdicts` fact-checkers', `claim` the number of the claim that it makes.
    """

    number: int
    day: str | None
    day_is_guessed: bool
    speakers: tuple[Person, ...]
    from_words: str
    verb: str
    addressees: tuple[Person, ...]
    words: str
    language: str | None
    article: int
    outlet: str
    title: str
    remarks: str
    depth: int = 0
    sources: tuple[tuple[int, str], ...] = ()
    verdicts: tuple[ListedVerdict, ...] = ()
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class ListedActor:
    """An actor as a listing has it."""

    number: int
    name: str
    kind: str
    known_as: str
    described: str
    statements: int
    articles: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as a listing has it."""

    number: int
    title: str
    outlet: str
    published: str
    statements: int


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """What somebody decided of a statement; `state` is empty where it holds."""

    number: int
    statement: int | None
    about: str
    what: str
    by: str
    when: str
    state: str


def listed_statements(
    rows: Sequence[StatementRow], people: Mapping[int, PeopleOfStatement]
) -> Iterator[ListedStatement]:
    """The statements in the given order, but for those inside another of them, which follow that one."""
    for each in nested(rows):
        yield listed_statement(each.entry, people, each.depth)


def listed_entries(
    entries: Sequence[TimelineEntry], people: Mapping[int, PeopleOfStatement]
) -> Iterator[ListedStatement]:
    """The entries of a timeline likewise."""
    for each in nested(entries):
        row, sources = each.entry.statement, each.entry.sources
        further = tuple((other.id, line(other.outlet or "")) for other in sources if other.id != row.id)
        yield listed_statement(row, people, each.depth, each.entry.day, further)


def listed_statement(
    row: StatementRow,
    people: Mapping[int, PeopleOfStatement],
    depth: int = 0,
    day: str | None = None,
    sources: tuple[tuple[int, str], ...] = (),
) -> ListedStatement:
    """One statement; `day` is that of its entry in a timeline, if it has one."""
    known = people.get(row.id, NO_PEOPLE)
    day = day or row.said_on or row.published_on
    return ListedStatement(
        number=row.id,
        day=day,
        day_is_guessed=day is not None and day_is_guessed(row),
        speakers=_people(known.speakers, who(row), row.doubtful_actors),
        from_words=line(who_from(row)),
        verb=line(verb(row)),
        addressees=_people(known.addressees, to_whom(row)),
        words=line(what_of_it(row)),
        language=known_language(row.language),
        article=row.article_id,
        outlet=line(row.outlet or ""),
        title=line(row.title or ""),
        remarks=line(remarks(row, with_verdicts=False)),
        depth=depth,
        sources=sources,
        verdicts=tuple(map(listed_verdict, fact_checkers(row.verdicts))),
        claim=row.claim,
    )


def listed_verdict(verdict: StatementVerdict) -> ListedVerdict:
    """A verdict."""
    about = ", ".join(part for part in (verdict.said_by, verdict.reviewed_on) if part)
    return ListedVerdict(line(rating_in_words(verdict.rating, verdict.label)), line(about), web_address(verdict.url))


def _people(actors: Sequence[ActorKey], printed: str, doubtful: Sequence[str] = ()) -> tuple[Person, ...]:
    if actors:
        return tuple(Person(line(actor.name), actor.id, actor.name in doubtful) for actor in actors)
    return (Person(line(printed)),) if printed else ()


def listed_actor(row: ActorRow) -> ListedActor:
    """An actor with what tells it from others."""
    further = [name for name in row.names if name != row.name]
    known_as = ", ".join(further[:_NAMES_SHOWN]) + (" …" if len(further) > _NAMES_SHOWN else "")
    return ListedActor(
        number=row.id,
        name=line(row.name),
        kind=row.kind,
        known_as=line(known_as),
        described=line("; ".join(row.descriptions[:2])),
        statements=row.statements,
        articles=row.articles,
        first=row.first_on or "",
        last=row.last_on or "",
    )


def listed_article(row: ArticleRow) -> ListedArticle:
    """An article; one without a title is called by its file or address."""
    title = line(row.title or "") or line(row.source or "") or f"Article {row.id}"
    return ListedArticle(row.id, title, line(row.outlet or ""), row.published_on or "", row.statements)


def listed_decision(decision: StatementDecision) -> ListedDecision:
    """A decision about a statement."""
    return ListedDecision(
        number=decision.id,
        statement=decision.statement,
        about=line(in_short(decision)),
        what=line(what_was_decided(decision)),
        by=line(decision.decided_by),
        when=local_time(decision.decided_at),
        state=state(decision),
    )
