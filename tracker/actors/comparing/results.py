"""The result of a comparison of two printed names, with its reason as data: `tracker.views.reasons` has the words."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from typing import TypeAlias

PERSON = "person"

Name: TypeAlias = tuple[str, str]  # as printed, and its kind


class ReasonKind(IntEnum):
    """What a comparison found. Of kinds that are equally sure, the order here decides which one is given."""

    SAME_NAME = auto()
    DIFFERENT_NAMES = auto()
    KNOWN_PERSON = auto()
    SAME_WORD_OF_TWO_KINDS = auto()  # taken for a person once and for something else once
    SAME_WORDS_OF_TWO_KINDS = auto()

    # Chinese names.
    CHARACTERS_READ_ALIKE = auto()
    OLD_SPELLING_OF_CHINESE = auto()
    PINYIN_SPELLED_ALIKE = auto()

    # Surnames.
    SURNAME_ALONE = auto()
    TWO_SURNAMES_ALONE = auto()
    GENITIVE = auto()
    POSSIBLE_GENITIVE = auto()
    CONSONANTS_OF_SURNAME_ALONE = auto()
    POSSIBLE_UMLAUT = auto()
    GERMAN_ENDINGS = auto()

    # Given names.
    ACCENTS = auto()
    PRINTED_NICKNAME = auto()
    LEADING_INITIAL_LEFT_OUT = auto()
    TWO_INITIALS = auto()
    INITIAL = auto()
    HALF_OF_GIVEN_NAME = auto()
    GIVEN_NAME_SPELLING = auto()
    SHORT_GIVEN_NAME = auto()
    SHORT_GIVEN_NAME_RARE_SURNAME = auto()
    MIDDLE_NAME_ABBREVIATED = auto()
    MIDDLE_NAME_LEFT_OUT = auto()

    # Both together.
    PARTICLE_LEFT_OUT = auto()
    GIVEN_NAME_IN_TWO_LANGUAGES = auto()
    GIVEN_NAME_IN_TWO_LANGUAGES_FREQUENT_SURNAME = auto()
    ONE_LETTER = auto()
    HALF_OF_SURNAME = auto()
    GENERATION = auto()  # one is printed with Jr. or III
    POSSIBLE_TRANSLITERATION = auto()
    TRANSLITERATION = auto()
    OTHER_SCRIPT = auto()
    CONSONANTS = auto()
    SAME_LETTERS = auto()  # in other words: DeNiro, De Niro
    UNUSUAL_ORDER = auto()

    # Organisations, countries, places, offices.
    INFLECTION = auto()
    LEGAL_FORM = auto()
    NAMES_OF_ENTITY = auto()  # whose
    SEAT_OF_GOVERNMENT = auto()  # the seat, whose
    SEAT_OF_ORGANISATION = auto()  # the seat, whose
    AMBIGUOUS = auto()  # the name, then what it means among other things
    COUNTRY_AND_GOVERNMENT = auto()
    OFFICES_WITHOUT_COUNTRY = auto()
    OFFICE_WITHOUT_COUNTRY = auto()
    LETTERS_OF_ACRONYM = auto()
    PRINTED_ACRONYM = auto()
    INITIALS_AS_ACRONYM = auto()


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One thing that a comparison found; `names` as the kind says, empty for most kinds."""

    kind: ReasonKind
    names: tuple[str, ...] = ()


class Match(StrEnum):
    """Whether two names alone show that they mean one actor."""

    SAME = "same"  # the name alone shows it
    POSSIBLE = "possible"  # needs more evidence: a bare surname, an initial, a similar spelling
    DIFFERENT = "different"  # never joined


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as articles print it, and what it was taken for (a `ReferentKind` value)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names say: whether they match, how sure that is (0 to 1), and why."""

    match: Match
    score: float
    reasons: tuple[Reason, ...]


DIFFERENT = Comparison(Match.DIFFERENT, 0.0, (Reason(ReasonKind.DIFFERENT_NAMES),))


def same(score: float, kind: ReasonKind, *names: str) -> Comparison:
    """A comparison of names that mean one actor."""
    return Comparison(Match.SAME, score, (Reason(kind, names),))


def possible(score: float, kind: ReasonKind, *names: str) -> Comparison:
    """A comparison of names that may mean one actor."""
    return Comparison(Match.POSSIBLE, score, (Reason(kind, names),))


def surest(comparisons: list[Comparison]) -> Comparison:
    """The comparison that says most for one actor; the choice among equally sure ones doesn't depend on their order."""
    order = (Match.SAME, Match.POSSIBLE, Match.DIFFERENT)
    return min(comparisons, key=lambda each: (order.index(each.match), -each.score, each.reasons), default=DIFFERENT)
