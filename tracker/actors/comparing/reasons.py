"""Why two names match: reasons as data, which `tracker.views.reasons` puts into words."""

from dataclasses import dataclass
from enum import IntEnum, auto


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
