"""What a question asks for, in words: its title, its filters, and what it passes over that may be meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store.filters import StatementQuery
from tracker.store.rows.actors import ActorRow
from tracker.store.rows.reported import PassedOver
from tracker.store.rows.statements import Totals
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.wording import claim_in_words, listed
from tracker.views.words import ENGLISH, number, reading_in, told, told_number, words

if TYPE_CHECKING:
    from tracker.store.rows.claims import ClaimRow

_SHOWN = 3  # actors who may be meant


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


def complain_of_passed_over(passed: PassedOver) -> None:
    """Say what is passed over, a line for each reason, on standard error."""
    with reading_in(ENGLISH):  # as all that is said beside results
        for each in passed_over_in_words(passed):
            complain(f"and {each}")


def passed_over_in_words(passed: PassedOver) -> Iterable[str]:
    """What is passed over and how it is asked for: "14 of “Clinton” that may be Hillary Clinton's: --maybe"."""
    meant = told("meant")
    whose = told("{}'s").format(passed.asked.name) if passed.asked and " " in passed.asked.name else meant
    for rows, preposition, of_whom in ((passed.speakers, "of", whose), (passed.addressees, "to", meant)):
        if rows:
            yield harmless_line(told("{} that may be {}: --maybe").format(_named(rows, preposition), of_whom))
    for totals, which in (
        (passed.undated, "{} of which no day is known: --maybe"),
        (passed.guesses, "{} whose speaker is a guess, without --sure"),
    ):
        if totals and totals.statements:
            yield told(which).format(_number(totals))


def _named(rows: Sequence[tuple[ActorRow, int]], preposition: str) -> str:
    named = [told(f"{{}} {preposition} “{{}}”").format(number(count), actor.name) for actor, count in rows[:_SHOWN]]
    if more := rows[_SHOWN:]:
        named.append(told(f"{{}} {preposition} others").format(number(sum(count for _, count in more))))
    return listed(named)


def _number(totals: Totals) -> str:
    statements = told_number(totals.statements, "statement")
    return told("more than {}").format(statements) if totals.more else statements
