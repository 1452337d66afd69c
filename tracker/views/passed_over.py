"""What a question passes over that may be meant, in words."""

from collections.abc import Iterable, Sequence

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.reported import PassedOver
from tracker.store.rows.statements import Totals
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.wording import listed
from tracker.views.words import ENGLISH, number, reading_in, told, told_number

_SHOWN = 3  # actors who may be meant


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
