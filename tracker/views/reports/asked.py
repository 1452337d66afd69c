"""What a report was asked for, in words: its title and its filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.store.filters import StatementQuery
from tracker.views.reports.contents import Fact
from tracker.views.reports.shortening import line
from tracker.views.wording import listed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the names of the actors and addressees that it has by their numbers."""

    query: StatementQuery
    actors: Sequence[str]
    addressees: Sequence[str]


def title_of(asked: Asked) -> str:
    """A title: "Antony Blinken on Ukraine", "Statements on Ukraine"."""
    who = listed(asked.actors) or "Statements"
    to_whom = f" to {listed(asked.addressees)}" if asked.addressees else ""
    about = f" on {listed(asked.query.topics)}" if asked.query.topics else ""
    return line(f"{who}{to_whom}{about}")


def filters_of(asked: Asked) -> Iterable[Fact]:
    """The filters, in the order of the help; none where all statements were asked for."""
    query = asked.query
    several = (
        ("said by", asked.actors),
        ("about", [f"{topic} (in the {query.scope})" for topic in query.topics]),
        ("kind", _terms(query.kinds)),
        ("act", query.acts),
        ("standing", query.standings),
        ("said to", asked.addressees),
        ("status", query.statuses),
        ("verdict", _terms(query.verdicts)),
        ("tag", query.tags),
    )
    for label, values in several:
        if values:
            yield Fact(label, line(" or ".join(values)))
    single = (
        ("from", query.since),
        ("until", query.until),
        ("outlet", query.outlet),
        ("article", query.article_id),
        ("least confidence", query.min_confidence),
    )
    for label, value in single:
        if value is not None:
            yield Fact(label, line(str(value)))
    if query.sure:
        yield Fact("speakers", "none that is a guess")


def _terms(terms: Sequence[str] | None) -> list[str]:
    return [term.replace("_", " ") for term in terms or ()]
