"""Which statements a verdict is about: what speaks against it, and how sure it is with who is meant by the names.

A verdict is about a claim by this claimant at that time. It is sure only where the words are the same, the statement
asserts them, the day agrees and the claimant is who said it; otherwise the user decides. Full Fact's rule: two claims
match where they have the same truth conditions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.results import Match, PrintedName
from tracker.terms import Act, Kind, ReferentKind, Standing
from tracker.verdicts.wording import likeness, same_words, wording

LEAST_SCORE = 0.5  # of what is worth a look; below, most of it is another claim on the same topic
LEAST_SCORE_LINKED = 0.2  # in an article that the verdict names as where the claim was made
LEAST_SHARED = 3  # content words; fewer are shared by chance
FEWEST_WORDS = 8  # a shorter text is said again and again: Meedan's Check only suggests those, too
MOST_DAYS_APART = 2  # between the day of the claim and that of the statement: said on one, printed on the next
MOST_DAYS_BEFORE_REVIEW = 60  # where only the review has a day: newsrooms review what was said of late
NOT_SAID = (Act.DENIAL, Act.REJECTION)  # whoever does that says the opposite


class Against(StrEnum):
    """What speaks against a verdict's being about a statement."""

    WORDS = "words"  # other words, or in another order
    NUMBERS = "numbers"  # with other numbers among them
    NEGATION = "negation"  # with a negation more or less
    SUMMARY = "summary"  # the statement is a summary, not what was said
    NOT_ASSERTED = "not_asserted"  # denied, or said not at all or not yet
    ANOTHER_DAY = "another_day"
    NO_DAY = "no_day"  # neither claim nor review, or not the statement, has a day
    TOO_SHORT = "too_short"  # and no day of the claim that agrees
    POINTS = "points"  # words such as "he" or "today", and no day of the claim that agrees
    NO_CLAIMANT = "no_claimant"  # the verdict names nobody, or nobody is known to have said it
    ANOTHER_CLAIMANT = "another_claimant"
    LIKE_CLAIMANT = "like_claimant"  # perhaps the same: a surname alone
    GUESSED_SPEAKER = "guessed_speaker"
    SEVERAL_OF_THE_NAME = "several_of_the_name"


OTHER_CLAIM = frozenset((Against.WORDS, Against.SUMMARY, Against.NOT_ASSERTED))
ELSEWHERE = frozenset(
    (Against.ANOTHER_CLAIMANT, Against.ANOTHER_DAY)
)  # the same claim by somebody else, or another time


@dataclass(frozen=True, slots=True)
class Rated:
    """What is compared of a verdict."""

    claim: str
    claimants: tuple[str, ...]
    claimed_on: date | None
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared of a statement. `day` is None where it is unknown or no more than a file's time."""

    quote: str
    kind: Kind
    act: Act
    standing: Standing
    day: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A verdict and a statement that have something in common, and what speaks against one being about the other.

    Who the claimant is isn't compared yet: whom names mean can change without either changing.
    """

    score: float
    against: tuple[Against, ...]


def paired(rated: Rated, said: Said, *, linked: bool = False) -> Pair | None:
    """What a verdict and a statement have in common; None where that isn't worth a look.

    `linked` says that the verdict names the statement's article as where the claim was made.
    """
    score, shared = likeness(rated.claim, said.quote, rated.claimants)
    if score < (LEAST_SCORE_LINKED if linked else LEAST_SCORE):
        return None
    same = same_words(rated.claim, said.quote, rated.claimants)
    if shared < LEAST_SHARED and not (same or linked):
        return None
    return Pair(1.0 if same else score, tuple(_against(rated, said, same, linked)))


def _against(rated: Rated, said: Said, same_words: bool, linked: bool) -> Iterable[Against]:
    if not same_words:
        yield Against.WORDS
        one, other = wording(rated.claim), wording(said.quote)
        if one.numbers != other.numbers:
            yield Against.NUMBERS
        if one.negations != other.negations:
            yield Against.NEGATION
    if said.kind is Kind.REPORTED:
        yield Against.SUMMARY
    if said.act in NOT_SAID or said.standing is not Standing.ASSERTED:
        yield Against.NOT_ASSERTED
    days = _days_apart(rated, said)
    agrees = linked or (rated.claimed_on is not None and days == 0)
    if days is None and not linked:
        yield Against.NO_DAY
    elif days and not (linked and rated.claimed_on is None):
        yield Against.ANOTHER_DAY
    if not agrees:
        words = wording(said.quote)
        if len(words.parts) < FEWEST_WORDS:
            yield Against.TOO_SHORT
        if words.points:
            yield Against.POINTS


def _days_apart(rated: Rated, said: Said) -> int | None:
    """By how many days a statement misses the time that a verdict is about; None where it isn't known."""
    if said.day is None:
        return None
    if rated.claimed_on is not None:
        return max(0, abs((said.day - rated.claimed_on).days) - MOST_DAYS_APART)
    if rated.reviewed_on is not None:
        before = (rated.reviewed_on - said.day).days
        return max(0, -before, before - MOST_DAYS_BEFORE_REVIEW)
    return None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is taken to have said a statement: all printed names of the actor, the actor's kind, and how sure that is.

    `shared` says that another actor is printed with one of these names, too.
    """

    names: tuple[str, ...]
    kind: str
    is_guess: bool
    shared: bool = False


def against_claimant(claimants: Sequence[str], speakers: Sequence[Speaker]) -> Against | None:
    """What speaks against a verdict's claimant and a statement's speaker being one; None where nothing does."""
    if not claimants or not speakers:
        return Against.NO_CLAIMANT
    found = [(_match(claimant, speaker), speaker) for claimant in claimants for speaker in speakers]
    same = [speaker for match, speaker in found if match is Match.SAME]
    if not same:
        possible = any(match is Match.POSSIBLE for match, _ in found)
        return Against.LIKE_CLAIMANT if possible else Against.ANOTHER_CLAIMANT
    sure = [speaker for speaker in same if not speaker.is_guess]
    if not sure:
        return Against.GUESSED_SPEAKER
    return Against.SEVERAL_OF_THE_NAME if all(speaker.shared for speaker in sure) else None


def _match(claimant: str, speaker: Speaker) -> Match:
    """Whether a claimant's name is the speaker's, by the rules for actors' names; reviews don't say what kind it is.

    Others may have the same surname, so that alone is no more than possible.
    """
    kind = speaker.kind if speaker.kind in set(ReferentKind) else ReferentKind.OTHER
    matches = {compare(PrintedName(claimant, kind), PrintedName(name, kind)).match for name in speaker.names}
    best = next((match for match in (Match.SAME, Match.POSSIBLE) if match in matches), Match.DIFFERENT)
    surname_alone = kind == ReferentKind.PERSON and " " not in claimant
    return Match.POSSIBLE if best is Match.SAME and surname_alone else best
