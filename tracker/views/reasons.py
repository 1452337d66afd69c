"""Why names mean actors, and why actors are one or two, in words."""

from collections.abc import Sequence
from typing import assert_never

from tracker.actors.comparing.results import Reason, ReasonKind
from tracker.actors.resolving.explanations import Basis, Circumstance, Doubt, DoubtKind, LinkReason, PairReason
from tracker.store.rows.actors import ActorRow, Evidence, NameLinked, NamesCompared, OneActor
from tracker.views.wording import called, counted

_MOST_SHOWN = 3  # descriptions, or names of others

_OF_NAMES = {
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
_OF_CIRCUMSTANCES = {
    Circumstance.FAR_APART: "not printed near in time",
    Circumstance.DESCRIBED_ALIKE: "described alike",
    Circumstance.OTHER_OFFICES: "described as of different offices",
}


def how_names_match(reasons: Sequence[Reason]) -> str:
    """Why two names match, on one line."""
    return "; ".join(map(_of_names, reasons))


def why_linked(reason: LinkReason) -> str:
    """Why a name means an actor."""
    match reason.basis:
        case Basis.NAME:
            return how_names_match(reason.same_name) or "the name itself"
        case Basis.DESCRIPTION:
            described = _listed(reason.descriptions)
            return f"{_printed(reason)}; described as {described} like {reason.actor}, and nobody else of the name is"
        case Basis.ONLY:
            return f"{_printed(reason)}; nobody else of the name is printed near then"
        case Basis.MOSTLY:
            return f"{_printed(reason)}; hardly anybody else of the name is printed near then"
        case Basis.DECISION:
            return "the user decided so"
        case Basis.ITSELF:
            return f"{_printed(reason)}; nobody else fits, or several do"
        case _:
            assert_never(reason.basis)


def why_suggested(reason: PairReason) -> str:
    """Why two actors may be one."""
    names = f"{reason.names[0]} and {reason.names[1]}: {how_names_match(reason.match)}"
    return "; ".join([names, *_circumstances(reason.circumstances)])


def what_decided(reason: tuple[Reason, ...] | NameLinked | OneActor | Doubt) -> str:
    """What decided that two names or actors are one actor, or two."""
    match reason:
        case NameLinked():
            return piece_of_evidence(reason)
        case OneActor():
            return "one actor" + (f", {called(reason.actor)}" if reason.actor else "")
        case Doubt():
            return _why_doubted(reason)
        case _:
            return how_names_match(reason)


def piece_of_evidence(evidence: Evidence) -> str:
    """One thing that speaks for or against two names or actors being one."""
    match evidence:
        case NameLinked():
            return f"{evidence.name}: {why_linked(evidence.reason)}"
        case NamesCompared():
            names = f"{evidence.names[0]} and {evidence.names[1]}"
            return f"{names}: {how_names_match(evidence.reasons)} ({evidence.match}, {evidence.score:.2f})"
        case Doubt():
            return _why_doubted(evidence)
        case ActorRow():
            return _described(evidence)
        case _:
            assert_never(evidence)


def _of_names(reason: Reason) -> str:
    if reason.kind is ReasonKind.AMBIGUOUS:
        name, *meant = reason.names
        return f"{name} is not only {' and '.join(meant)}"
    return _OF_NAMES[reason.kind].format(*reason.names)


def _circumstances(found: Sequence[Circumstance]) -> list[str]:
    return [_OF_CIRCUMSTANCES[each] for each in found]


def _why_doubted(doubt: Doubt) -> str:
    match doubt.kind:
        case DoubtKind.DECIDED:
            return "the user decided that they are two"
        case DoubtKind.CIRCUMSTANCES:
            return "; ".join(_circumstances(doubt.circumstances))
        case DoubtKind.OTHERS_FIT:
            return f"{doubt.name} may be somebody else as well: {_listed(doubt.others)}"
        case DoubtKind.PARTIAL_NAME:
            return f"{doubt.name} alone, with nothing that says it is {doubt.others[0]}"
        case DoubtKind.NAMES_ONLY:
            return "their names are alike, but nothing else says that they are one"
        case _:
            assert_never(doubt.kind)


def _printed(reason: LinkReason) -> str:
    """How a name is printed, in how many articles, and when: "Stenborg alone, in 2 articles from 2021 to 2023"."""
    name = reason.name if reason.is_full else f"{reason.name} alone"
    articles = f"{reason.articles} article{'' if reason.articles == 1 else 's'}"
    if reason.years is None:
        return f"{name}, in {articles}"
    first, last = reason.years
    return f"{name}, in {articles} " + (f"of {first}" if first == last else f"from {first} to {last}")


def _described(actor: ActorRow) -> str:
    """An actor on one line: how often printed, when, and as what."""
    days = f", {actor.first_on} to {actor.last_on}" if actor.first_on else ""
    as_what = f", described as {_listed(actor.descriptions)}" if actor.descriptions else ""
    counts = f"{counted(actor.statements, 'statement')} in {counted(actor.articles, 'article')}"
    return f"{called(actor)}: {counts}{days}{as_what}"


def _listed(words: Sequence[str]) -> str:
    shown = list(words[:_MOST_SHOWN])
    return ", ".join([*shown, "…"] if len(words) > _MOST_SHOWN else shown) or "nothing"
