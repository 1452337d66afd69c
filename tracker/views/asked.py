"""What a report or a plot was asked for, in words: its title and its filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store.filters import StatementQuery
from tracker.views.harmless import harmless_line
from tracker.views.wording import claim_in_words, listed
from tracker.views.words import told, words

if TYPE_CHECKING:
    from tracker.store.rows.claims import ClaimRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with the names of the actors and addressees and the claim that it has by their numbers."""

    query: StatementQuery
    actors: Sequence[str]
    addressees: Sequence[str]
    claim: "ClaimRow | None" = None


def title_of(asked: Asked) -> str:
    """A title: "Antony Blinken on Ukraine", "Statements on Ukraine", "“Taxes will rise”"."""
    if asked.claim and not (asked.actors or asked.addressees or asked.query.topics):
        return words().printed_words.format(claim_in_words(asked.claim))
    who = listed(asked.actors) or told("Statements")
    to_whom = told(" to {}").format(listed(asked.addressees)) if asked.addressees else ""
    about = told(" on {}").format(listed(asked.query.topics)) if asked.query.topics else ""
    return harmless_line(f"{who}{to_whom}{about}")


def filters_of(asked: Asked) -> Iterable[tuple[str, str]]:
    """Labels and values of the filters, in the order of the help; none where all statements were asked for."""
    query, said = asked.query, words()
    several: tuple[tuple[str, Sequence[str]], ...] = (
        ("said by", asked.actors),
        ("about", query.topics),
        ("kind", [said.kinds[kind] for kind in query.kinds or ()]),
        ("act", [said.acts[act].noun for act in query.acts or ()]),
        ("standing", [said.standings[standing] for standing in query.standings or ()]),
        ("said to", asked.addressees),
        ("status", [said.statuses[status] for status in query.statuses or ()]),
        ("verdict", [said.verdicts[verdict] for verdict in query.verdicts or ()]),
        ("tag", query.tags or ()),
    )
    for label, values in several:
        if values:
            where = told(f" (in the {query.scope})") if label == "about" else ""
            yield told(label), harmless_line(told(" or ").join(values)) + where
    single = (
        ("from", query.since),
        ("until", query.until),
        ("outlet", query.outlet),
        ("article", query.article_id),
        ("claim", asked.claim and f"{claim_in_words(asked.claim)} ({asked.claim.id})"),
        ("least confidence", query.min_confidence),
        ("least confidence of the act", query.min_act_confidence),
        ("only", told("statements with a verdict") if query.rated else None),
        ("without", told("speakers who are a guess") if query.sure else None),
        ("also", told("statements without a day") if query.undated == "too" and (query.since or query.until) else None),
    )
    for label, value in single:
        if value is not None:
            yield told(label), harmless_line(str(value))
