"""What a question passes over that may be meant, in words."""

from collections.abc import Iterable, Sequence

from tracker.store.rows import ActorRow, PassedOver, Totals
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.wording import counted, listed

_SHOWN = 3  # actors who may be meant


def complain_of_passed_over(passed: PassedOver) -> None:
    """Say what is passed over, a line for each reason, on standard error."""
    for told in passed_over_in_words(passed):
        complain(f"and {told}")


def passed_over_in_words(passed: PassedOver) -> Iterable[str]:
    """What is passed over and how it is asked for: "14 of “Clinton” that may be Hillary Clinton's: --maybe"."""
    meant = f"{passed.asked.name}'s" if passed.asked and " " in passed.asked.name else "meant"
    for rows, preposition, of_whom in ((passed.speakers, "of", meant), (passed.addressees, "to", "meant")):
        if rows:
            yield harmless_line(f"{_named(rows, preposition)} that may be {of_whom}: --maybe")
    for totals, which in (
        (passed.undated, "of which no day is known: --maybe"),
        (passed.guesses, "whose speaker is a guess, without --sure"),
    ):
        if totals and totals.statements:
            yield f"{_number(totals)} {which}"


def _named(rows: Sequence[tuple[ActorRow, int]], preposition: str) -> str:
    named = [f"{count:,} {preposition} “{actor.name}”" for actor, count in rows[:_SHOWN]]
    if more := rows[_SHOWN:]:
        named.append(f"{sum(count for _, count in more):,} {preposition} others")
    return listed(named)


def _number(totals: Totals) -> str:
    return f"{'more than ' if totals.more else ''}{counted(totals.statements, 'statement')}"
