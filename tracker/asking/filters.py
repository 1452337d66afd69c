"""The filters of a question as users give them, on the command line and from Python, and the question they ask."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypedDict, TypeVar

from tracker.asking.choosing import chosen_actors, chosen_article, chosen_claim, expect_outlet
from tracker.asking.days import parsed_period
from tracker.asking.errors import UsageError
from tracker.store import StatementQuery, Store
from tracker.terms import Act, CheckStatus, Kind, Standing, Verdict
from tracker.views.asked import Asked
from tracker.views.console import complain

Values = TypeVar("Values", bound=StrEnum)
Names: TypeAlias = str | int | Sequence[str | int] | None
Words: TypeAlias = str | Sequence[str] | None
Day: TypeAlias = str | date | None


class Scope(StrEnum):
    """How far around a statement a topic may be named."""

    STATEMENT = "statement"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


class Filters(TypedDict, total=False):
    """The filters by the names of the options of `tracker quotes`.

    Where several are given of one, any of them is enough. `actor` and `to` are names or numbers, days are dates or
    written as on the command line (`2022-01`, `21.1.2022`).
    """

    actor: Names
    topic: Words
    scope: str
    kind: Words
    act: Words
    standing: Words
    since: Day
    until: Day
    outlet: str | None
    to: Names
    article: str | int | None
    claim: str | int | None
    min_confidence: float | None
    min_act_confidence: float | None
    status: Words
    verdict: Words
    tag: Words
    fragments: bool
    sure: bool
    maybe: bool
    rated: bool


def query_of(
    store: Store,
    limit: int | None = None,
    *,
    before_option: str = "",
    tell: Callable[[str], None] = complain,
    actor: Names = None,
    topic: Words = None,
    scope: str = Scope.PARAGRAPH,
    kind: Words = None,
    act: Words = None,
    standing: Words = None,
    since: Day = None,
    until: Day = None,
    outlet: str | None = None,
    to: Names = None,
    article: str | int | None = None,
    claim: str | int | None = None,
    min_confidence: float | None = None,
    min_act_confidence: float | None = None,
    status: Words = None,
    verdict: Words = None,
    tag: Words = None,
    fragments: bool = False,
    sure: bool = False,
    maybe: bool = False,
    rated: bool = False,
) -> StatementQuery:
    """The question that filters ask. `before_option` is what stands before their names in messages; `tell` is given
    whom a name was taken for.

    Raises UsageError for a date, an act and so on that is none, and UserError for a name that is nobody's or several
    actors', and for an outlet, an article or a claim that isn't there.
    """

    def chosen(names: Names, option: str) -> tuple[int, ...] | None:
        actors = chosen_actors(store, [str(name) for name in _several(names)] or None, before_option + option, tell)
        return (*actors, *store.may_be_meant(actors)) if actors and maybe else actors

    expect_outlet(store, outlet, f"{before_option}outlet")
    first, last = parsed_period(_written(since), _written(until), before_option)
    return StatementQuery(
        actor_ids=chosen(actor, "actor"),
        addressee_ids=chosen(to, "to"),
        topics=tuple(map(str, _several(topic))),
        scope=_value(scope, Scope, f"{before_option}scope"),
        kinds=_values(kind, Kind, f"{before_option}kind"),
        acts=_values(act, Act, f"{before_option}act"),
        standings=_values(standing, Standing, f"{before_option}standing"),
        since=first,
        until=last,
        outlet=outlet,
        article_id=None if article is None else chosen_article(store, str(article), f"{before_option}article"),
        claim=None if claim is None else chosen_claim(store, str(claim), f"{before_option}claim"),
        limit=limit,
        min_confidence=min_confidence,
        min_act_confidence=min_act_confidence,
        statuses=_values(status, CheckStatus, f"{before_option}status"),
        verdicts=_values(verdict, Verdict, f"{before_option}verdict"),
        tags=tuple(map(str, _several(tag))),
        fragments=fragments,
        sure=True if sure else None,
        undated="too" if maybe else None,
        rated=rated,
    )


def asked(store: Store, query: StatementQuery) -> Asked:
    """The question with the names of those whom it is about."""
    claims = store.claims.numbered([query.claim]) if query.claim is not None else []
    return Asked(
        query,
        _names(store, query.actor_ids),
        _names(store, query.addressee_ids),
        claims[0] if claims else None,
    )


def _names(store: Store, numbers: Sequence[int] | None) -> list[str]:
    return [actor.name for number in numbers or () if (actor := store.actor(number))]


def _several(given: Names) -> Sequence[str | int]:
    """What was given as a sequence: one is one."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str | int) else given


def _written(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _values(given: Words, known: type[Values], option: str) -> tuple[str, ...]:
    return tuple(_value(str(each), known, option) for each in _several(given))


def _value(given: str, known: Iterable[StrEnum], option: str) -> str:
    """The value that was given. Raises UsageError where there is none of this name."""
    for each in known:
        if each == given:
            return each.value
    raise UsageError(f"{option}: there is no “{given}”; there are {', '.join(known)}")
