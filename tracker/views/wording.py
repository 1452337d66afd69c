"""How a statement is put into words: who, does what, to whom, when, and what was said."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.lexicon import quotation_marks
from tracker.store.rows.actors import ActorRow
from tracker.store.rows.statements import StatementRow
from tracker.store.rows.verdicts import Origin, StatementVerdict
from tracker.terms import CheckStatus, PublishedBasis, Standing
from tracker.views.harmless import harmless_line
from tracker.views.words import day_in_words, told, words

if TYPE_CHECKING:
    from tracker.store.rows.claims import ClaimRow


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words().and_} {names[-1]}"


def counted(number: int, noun: str) -> str:
    """How many of something: "1 article", "1,204 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def who(row: StatementRow) -> str:
    """The actors; where nobody is known the words printed for the speaker, or "unknown", in brackets."""
    if row.actors:
        return harmless_line(listed(row.actors))
    return f"({harmless_line(row.speaker) or words().unknown})"


def who_perhaps(row: StatementRow) -> str:
    """The actors like `who`, with "?" after those who are a guess."""
    guessed = [f"{actor}?" if actor in row.doubtful_actors else actor for actor in row.actors]
    return harmless_line(listed(guessed)) if guessed else who(row)


def who_from(row: StatementRow) -> str:
    """What the actors were concluded from: "from “she”"; nothing where they are no guess."""
    if not row.doubtful_actors:
        return ""
    said = words()
    if not row.speaker:
        return said.concluded_from_context
    return said.concluded_from.format(said.printed_words.format(harmless_line(row.speaker)))


def to_whom(row: StatementRow) -> str:
    """The addressees like `who`; nothing where nobody is addressed."""
    if row.addressee_actors:
        return harmless_line(listed(row.addressee_actors))
    addressee = harmless_line(row.addressee)
    return f"({addressee})" if addressee else ""


def verb(row: StatementRow) -> str:
    """The act as a verb in the present tense that agrees with the speakers and leads to the addressee, with "?" where
    it is a guess.

    The cue of what wasn't said, or not yet, stands as it is printed, in quotation marks: *“would not confirm”*.
    """
    act = words().acts[row.act]
    if row.standing != Standing.ASSERTED:
        if row.cue:
            return quoted(row, harmless_line(row.cue))
        return f"({words().standings[row.standing]}) {act.verbs[0]}"
    before, behind = _predicate(row)
    if behind:
        return before
    if not to_whom(row):
        return _perhaps(row, before)
    first, _, preposition = before.partition(" ")
    return f"{_perhaps(row, first)} {preposition}".rstrip()


def verb_end(row: StatementRow) -> str:
    """What of the verb stands behind the addressee, as German has it: *kündigt Moskau* an."""
    behind = _predicate(row)[1] if row.standing == Standing.ASSERTED else ""
    return _perhaps(row, behind) if behind else ""


def act_term(row: StatementRow) -> str:
    """The act as it is called in options and fields, with "?" where it is a guess."""
    return _perhaps(row, row.act)


def _perhaps(row: StatementRow, act: str) -> str:
    return f"{act}?" if row.act_is_guess else act


def _predicate(row: StatementRow) -> tuple[str, str]:
    """The verb before the addressee and behind, or all of it where nobody is addressed."""
    act = words().acts[row.act]
    several = len(row.actors) > 1 or any(actor in words().plural_names for actor in row.actors)
    if not to_whom(row):
        return act.verbs[several], ""
    before, _, behind = (act.addressing[several] or act.verbs[several]).partition("{}")
    return before.strip(), behind.strip()


def act_in_words(row: StatementRow) -> str:
    """The act as a noun."""
    return words().acts[row.act].noun


def act_perhaps(row: StatementRow) -> str:
    """The same, with "?" where it is a guess."""
    return _perhaps(row, act_in_words(row))


def word_before_addressee(row: StatementRow) -> str:
    """What stands between the act as a noun and the addressee: "to"."""
    return words().acts[row.act].to or words().to


def what(row: StatementRow) -> str:
    """What was said, on one line; verbatim words in the quotation marks of the article's language.

    Of a reported statement that is what the act is about, if that is known: *vor einem Einmarsch in die Ukraine*.
    """
    if row.kind == "reported" and row.matter:
        return harmless_line(row.matter)
    return in_marks(row)


def in_marks(row: StatementRow) -> str:
    """The quote on one line; verbatim words in the quotation marks of the article's language."""
    quote = harmless_line(row.quote)
    return quoted(row, quote) if row.kind == "direct" else quote


def what_of_it(row: StatementRow) -> str:
    """What was said; before it in brackets the cue of what wasn't said, or not yet: there is no verb to tell it."""
    if row.standing == Standing.ASSERTED:
        return what(row)
    return f"[{harmless_line(row.cue) or words().standings[row.standing]}] {what(row)}"


def quoted(row: StatementRow, words: str) -> str:
    """The words in the quotation marks of the article's language."""
    opening, closing = quotation_marks(row.language).marks
    return f"{opening}{words}{closing}"


def day_is_guessed(row: StatementRow) -> bool:
    """Whether the day rests on a published date that was guessed, or none is told on which it was said."""
    return row.said_on is None or PublishedBasis(row.published_on_basis).guessed


def day(row: StatementRow) -> str:
    """The day it was said in ISO 8601, with "?" after a guess, or "undated"."""
    if row.said_on is None:
        return words().undated
    return row.said_on + ("?" if day_is_guessed(row) else "")


def day_in_full(day: str | None) -> str:
    """An ISO 8601 day as a heading: "Friday, 21 January 2022"."""
    if day is None:
        undated = words().undated
        return undated[:1].upper() + undated[1:]
    return day_in_words(date.fromisoformat(day))


def remarks(row: StatementRow, *, with_verdicts: bool = True) -> str:
    """What is to be known of a statement besides: versions, decisions, checking, verdicts; "; " between them."""
    found = (
        in_later_version(row),
        _decided(row.decided),
        ": ".join(filter(None, checking(row))),
        rated(row) if with_verdicts else "",
        " ".join(f"#{tag}" for tag in row.tags),
    )
    return harmless_line("; ".join(filter(None, found)))


def checking(row: StatementRow) -> tuple[str, str]:
    """How far the checking is, empty where nobody has begun, and the verdict, which shows whatever the status."""
    verdict = words().verdicts[row.verdict] if row.verdict else ""
    return words().statuses[row.status] if verdict or row.status != CheckStatus.OPEN else "", verdict


def rated(row: StatementRow) -> str:
    """What fact-checkers have found of it: "rated “False” by Faktenwerk, 2022-01-25"; "; " between several."""
    return "; ".join(words().rated.format(rated_by(verdict)) for verdict in fact_checkers(row.verdicts))


def fact_checkers(verdicts: Sequence[StatementVerdict]) -> list[StatementVerdict]:
    """The verdicts without the user's own, which status and verdict of a statement tell."""
    return [verdict for verdict in verdicts if verdict.tier != Origin.OWN]


def rated_by(verdict: StatementVerdict) -> str:
    """A verdict: the rating as printed, what it stands for where that is another word, by whom and when."""
    who_and_when = harmless_line(", ".join(part for part in (verdict.said_by, verdict.reviewed_on) if part))
    return words().rating_by.format(rating_in_words(verdict.rating, verdict.label), who_and_when)


def similar_claim(verdict: StatementVerdict) -> str:
    """A verdict about the same claim by somebody else or at another time."""
    claimants = harmless_line(listed(verdict.claimants)) or words().unknown
    return words().similar_claim.format(claimants, rated_by(verdict))


def rating_in_words(rating: str, label: str | None) -> str:
    """The rating as printed, and the label that it stands for where that is another word: "“Frei erfunden” (false)"."""
    printed = harmless_line(rating)
    shown = words().printed_words.format(printed)
    said = words().verdicts[label] if label else ""
    return f"{shown} ({said})" if said and printed.casefold() not in (said.casefold(), label) else shown


def _decided(decided: Sequence[str]) -> str:
    """What the user decided: "accepted", "speaker and act decided"."""
    said = words()
    whole = {"accepted": said.accepted, "added": said.added}
    fields = [said.labels[each] for each in decided if each not in whole]
    found = [whole[each] for each in decided if each in whole]
    return ", ".join((*found, *([said.decided.format(listed(fields))] if fields else [])))


def in_later_version(row: StatementRow) -> str:
    """What a later version of the article has of the statement; nothing where there is no later version."""
    if row.withdrawn:
        return withdrawn(row.newest_version)
    return words().repeated.format(row.newest_version) if row.newest_version else ""


def withdrawn(newest_version: int | None) -> str:
    """Says that the last version of an article doesn't have a statement; nothing where there is none."""
    return words().withdrawn.format(newest_version) if newest_version else ""


def published(published_on: str | None, basis: str) -> str:
    """An article's published date and where it was taken from: "2022-01-21, from the dateline"."""
    if published_on is None:
        return words().unknown
    return f"{published_on}, {words().bases[basis]}"


def claim_in_words(row: "ClaimRow") -> str:
    """What is claimed, on one line; that it is denied stands before it."""
    return harmless_line(f"denied: {row.words}" if row.denied else row.words.rstrip(".,"))


def called(actor: ActorRow) -> str:
    """The actor's name with the number that tells it from others: "Sergej Lawrow (6)"."""
    return f"{actor.name} ({actor.id})"


def decided_by(deciders: Sequence[tuple[str, int]]) -> str:
    """Who decided about how many statements: "3 decided by anna, 1 by ben"."""
    (first, number), *others = deciders
    parts = [told("{} decided by {}").format(f"{number:,}", harmless_line(first))]
    parts += [told("{} by {}").format(f"{n:,}", harmless_line(by)) for by, n in others]
    return ", ".join(parts)
