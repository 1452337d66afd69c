"""Why two names match: reasons as data."""

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


SENTENCES = {
    ReasonKind.SAME_NAME: "the same name",
    ReasonKind.DIFFERENT_NAMES: "different names",
    ReasonKind.SAME_LETTERS: "the same letters",
    ReasonKind.SAME_WORD_OF_TWO_KINDS: "the same word, taken for a person once and for something else once",
    ReasonKind.SAME_WORDS_OF_TWO_KINDS: "the same words, taken for a person once and for something else once",
    ReasonKind.ACCENTS: "differs in accents or umlauts only",
    ReasonKind.TRANSLITERATION: "one name in two transliterations",
    ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES: "one given name in two languages",
    ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES_FREQUENT_SURNAME: "one given name in two languages, a frequent surname",
    ReasonKind.SHORT_GIVEN_NAME: "a given name and its short form",
    ReasonKind.SHORT_GIVEN_NAME_RARE_SURNAME: "a given name and its short form, with a surname that is not frequent",
    ReasonKind.GIVEN_NAME_SPELLING: "given names that differ in spelling",
    ReasonKind.HALF_OF_GIVEN_NAME: "half of a double given name",
    ReasonKind.PRINTED_NICKNAME: "a nickname that is printed with the name",
    ReasonKind.INITIAL: "the given name is an initial alone",
    ReasonKind.TWO_INITIALS: "an initial alone",
    ReasonKind.LEADING_INITIAL_LEFT_OUT: "a leading initial is left out",
    ReasonKind.MIDDLE_NAME_ABBREVIATED: "a middle name is abbreviated",
    ReasonKind.MIDDLE_NAME_LEFT_OUT: "a middle name is left out",
    ReasonKind.SURNAME_ALONE: "a surname alone, which may be anybody's",
    ReasonKind.TWO_SURNAMES_ALONE: "the same surname, and no more is printed",
    ReasonKind.POSSIBLE_TRANSLITERATION: "may be one name in two transliterations",
    ReasonKind.GERMAN_ENDINGS: "endings that German names have too",
    ReasonKind.GENITIVE: "a genitive",
    ReasonKind.POSSIBLE_GENITIVE: "a genitive, or another surname",
    ReasonKind.POSSIBLE_UMLAUT: "an umlaut that may make another surname",
    ReasonKind.PARTICLE_LEFT_OUT: "a particle of the surname is left out",
    ReasonKind.ONE_LETTER: "surnames that differ by one letter",
    ReasonKind.HALF_OF_SURNAME: "one half of a double surname",
    ReasonKind.KNOWN_PERSON: "names that one person is known by",
    ReasonKind.GENERATION: "may be father and son",
    ReasonKind.UNUSUAL_ORDER: "the same if the name is built in an unusual way",
    ReasonKind.OTHER_SCRIPT: "the same name in another script",
    ReasonKind.CHARACTERS_READ_ALIKE: "Chinese characters that are read alike",
    ReasonKind.OLD_SPELLING_OF_CHINESE: "a Chinese name in pinyin and in an older spelling",
    ReasonKind.PINYIN_SPELLED_ALIKE: "two names in pinyin that older papers spell alike",
    ReasonKind.CONSONANTS: "the same consonants; the script prints no vowels",
    ReasonKind.CONSONANTS_OF_SURNAME_ALONE: "a surname alone, with the same consonants",
    ReasonKind.INFLECTION: "an inflected form of the name",
    ReasonKind.LEGAL_FORM: "a company with and without its legal form",
    ReasonKind.NAMES_OF_ENTITY: "two names of {}",
    ReasonKind.SEAT_OF_GOVERNMENT: "{} is the seat of the government of {}",
    ReasonKind.SEAT_OF_ORGANISATION: "{} is the seat of {}",
    ReasonKind.COUNTRY_AND_GOVERNMENT: "a country and its government",
    ReasonKind.OFFICES_WITHOUT_COUNTRY: "an office, without its country",
    ReasonKind.OFFICE_WITHOUT_COUNTRY: "an office, once without its country",
    ReasonKind.LETTERS_OF_ACRONYM: "the same letters, once as an acronym",
    ReasonKind.PRINTED_ACRONYM: "the acronym that is printed with the name",
    ReasonKind.INITIALS_AS_ACRONYM: "an acronym of these initials",
}


def in_words(reasons: tuple[Reason, ...]) -> str:
    """Reasons in one line."""
    return "; ".join(map(_in_words, reasons))


def _in_words(reason: Reason) -> str:
    if reason.kind is ReasonKind.AMBIGUOUS:
        name, *meant = reason.names
        return f"{name} is not only {' and '.join(meant)}"
    return SENTENCES[reason.kind].format(*reason.names)
