"""The lexicon of addressees, ready to be looked up by the printed form of a verb or noun."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.lemmas import WordClass, forms_of
from tracker.lexicon import load

ANY = "*"  # in the lexicon, stands for every verb or noun


class Government(StrEnum):
    """How a verb takes whoever is addressed. The values are the tables of the lexicon."""

    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LISTENER = "listener"  # an object only if it can listen; else the verb has other objects
    PREPOSITION = "preposition"


@dataclass(frozen=True, slots=True)
class Addressing:
    """One way of a verb to address somebody: by its object or with a preposition.

    `particle` is that of a separable verb, to be found elsewhere, or None.
    """

    government: Government
    lemma: str
    particle: str | None = None
    preposition: str | None = None


@dataclass(frozen=True, slots=True)
class AddresseeLexicon:
    """All that a language's lexicon says of addressees; its words are as in the lexicon files."""

    cases: bool
    verbs: dict[str, tuple[Addressing, ...]]
    listener_before: frozenset[str]
    subject_before: frozenset[str]
    nouns_with: dict[str, frozenset[str]]
    nouns_behind: frozenset[str]
    always_with: frozenset[str]
    audience_prepositions: frozenset[str]
    audience: frozenset[str]
    addressed_by: frozenset[str]
    addressed_by_prepositions: frozenset[str]
    of_nouns: frozenset[str]
    also_of_things: frozenset[str]
    case_of_ending: tuple[tuple[str, frozenset[str]], ...]
    case_of_pronoun: dict[str, frozenset[str]]
    case_after: dict[str, str]
    contracted: dict[str, str]
    determiners: frozenset[str]
    genitive: frozenset[str]
    owner: str
    coordinating: frozenset[str]
    about: frozenset[str]
    not_adverbs: frozenset[str]
    numbers: frozenset[str]
    postpositions: frozenset[str]
    dative_plural_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    not_participles: tuple[str, ...]
    not_within: frozenset[str]
    not_addressed: frozenset[str]
    collective: frozenset[str]
    passive: frozenset[str]
    act_nouns: frozenset[str]

    def cases_of(self, word: str) -> frozenset[str]:
        """The cases that the first word of a phrase may tell; all of them where it tells none."""
        for ending, cases in self.case_of_ending:
            if word.endswith(ending):
                return cases
        return ALL_CASES


ALL_CASES = frozenset({"nominative", "accusative", "dative"})


@cache
def addressee_lexicon(language: str) -> AddresseeLexicon:
    """The addressees' lexicon of a language, read once; FileNotFoundError where it has none."""
    data = load("addressees", language)
    phrase = data["phrase"]
    return AddresseeLexicon(
        cases=data["cases"],
        verbs=_verbs(data["verbs"], language),
        listener_before=frozenset(data["verbs"]["listener_before"]),
        subject_before=frozenset(data["verbs"]["subject_before"]),
        nouns_with=_nouns_with(data["nouns"]["with"], language),
        nouns_behind=frozenset(data["nouns"].get("behind", ())),
        always_with=frozenset(word for word, verbs in data["verbs"]["with"].items() if ANY in verbs),
        audience_prepositions=frozenset(data["audience"]["prepositions"]),
        audience=frozenset(data["audience"]["nouns"]),
        addressed_by=frozenset(data["addressed_by"]["words"]),
        addressed_by_prepositions=frozenset(data["addressed_by"]["prepositions"]),
        of_nouns=frozenset(data["prepositions"]["of_nouns"]),
        also_of_things=frozenset(data["prepositions"]["also_of_things"]),
        case_of_ending=_longest_first(data["case_of_ending"]),
        case_of_pronoun={word: frozenset(cases) for word, cases in data["case_of_pronoun"].items()},
        case_after=dict(data["case_after"]),
        contracted=dict(data["contracted"]),
        determiners=frozenset(phrase["determiners"]),
        genitive=frozenset(phrase["genitive"]),
        owner=phrase["owner"],
        coordinating=frozenset(phrase["coordinating"]),
        about=frozenset(phrase["about"]),
        not_adverbs=frozenset(phrase["not_adverbs"]),
        numbers=frozenset(phrase["numbers"]),
        postpositions=frozenset(phrase["postpositions"]),
        dative_plural_endings=tuple(phrase["dative_plural_endings"]),
        adverb_endings=tuple(phrase["adverb_endings"]),
        verb_endings=tuple(phrase["verb_endings"]),
        plural_endings=tuple(phrase["plural_endings"]),
        not_participles=tuple(data["passive"]["not_participles"]),
        not_within=frozenset(phrase["not_within"]),
        not_addressed=frozenset(data["not_addressed"]["nouns"]),
        collective=frozenset(data.get("collective", {}).get("nouns", ())),
        passive=forms_of(data["passive"]["auxiliary"], WordClass.VERB, language),
        act_nouns=_act_nouns(language),
    )


def _longest_first(endings: dict[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    ordered = sorted(endings, key=len, reverse=True)
    return tuple((ending, frozenset(endings[ending])) for ending in ordered)


def _verbs(data: dict[str, Any], language: str) -> dict[str, tuple[Addressing, ...]]:
    """The ways of addressing by each form of their verb."""
    by_form: defaultdict[str, list[Addressing]] = defaultdict(list)
    for lemma, government, preposition in _ways(data):
        particle, _, base = lemma.rpartition("|")
        for form in forms_of(lemma, WordClass.VERB, language):
            by_form[form].append(Addressing(government, lemma, None, preposition))
        if particle:
            for form in forms_of(base, WordClass.VERB, language):
                by_form[form].append(Addressing(government, lemma, particle, preposition))
    # Where the particle is there, it tells which verb it is.
    return {form: tuple(sorted(ways, key=lambda way: way.particle is None)) for form, ways in by_form.items()}


def _ways(data: dict[str, Any]) -> Iterator[tuple[str, Government, str | None]]:
    for government in (Government.DATIVE, Government.ACCUSATIVE, Government.LISTENER):
        yield from ((lemma, government, None) for lemma in data[government])
    for preposition, lemmas in data["with"].items():
        yield from ((lemma, Government.PREPOSITION, preposition) for lemma in lemmas if lemma != ANY)


def _nouns_with(data: dict[str, list[str]], language: str) -> dict[str, frozenset[str]]:
    return {
        preposition: frozenset(form for noun in nouns for form in forms_of(noun, WordClass.NOUN, language))
        for preposition, nouns in data.items()
        if ANY not in nouns
    }


def _act_nouns(language: str) -> frozenset[str]:
    """The forms of the nouns that name an act, in lower case: a demand is never addressed."""
    entries = act_lexicon(language).entries
    return frozenset(
        form.lower() for form, found in entries.items() if any(each.kind is EntryKind.NOUN for each in found)
    )
