"""The lexicon of addressees, ready to be looked up by the printed form of a verb or noun."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.lemmas import WordClass, forms_of
from tracker.lexicon import load

ANY = "*"  # in the lexicon, stands for every verb or noun


class Government(StrEnum):
    """How a verb takes whoever is addressed."""

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


class Case(StrEnum):
    """The cases that tell what a noun phrase is in its clause."""

    NOMINATIVE = "nominative"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"
    GENITIVE = "genitive"


ALL_CASES = frozenset({Case.NOMINATIVE, Case.ACCUSATIVE, Case.DATIVE})


@dataclass(frozen=True)
class AddressingVerbs:
    """Verbs by the way in which they address somebody, by lemma."""

    dative: tuple[str, ...]
    accusative: tuple[str, ...]
    listener: tuple[str, ...]
    listener_before: frozenset[str]
    subject_before: frozenset[str]
    by_preposition: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class AddressingNouns:
    """Nouns that name words said to somebody, by the preposition that follows them."""

    by_preposition: Mapping[str, tuple[str, ...]]
    behind: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WordsWithPrepositions:
    """Words that count with certain prepositions only."""

    prepositions: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class PhraseWords:
    """Words and endings by which a noun phrase begins, goes on or ends."""

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
    not_within: frozenset[str]


@dataclass(frozen=True)
class PassiveWords:
    """How the passive is made: the auxiliary's lemma, and endings that look like a participle's and are none."""

    auxiliary: str
    not_participles: tuple[str, ...]


@dataclass(frozen=True)
class AddresseeWords:
    """The lexicon `addressees`. The file's comments say what its lists and tables mean."""

    cases: bool
    of_nouns: frozenset[str]
    also_of_things: frozenset[str]
    not_addressed: frozenset[str]
    verbs: AddressingVerbs
    nouns: AddressingNouns
    audience: WordsWithPrepositions
    addressed_by: WordsWithPrepositions
    case_of_ending: Mapping[str, frozenset[Case]]
    case_of_pronoun: Mapping[str, frozenset[Case]]
    case_after: Mapping[str, Case]
    contracted: Mapping[str, str]
    phrase: PhraseWords
    passive: PassiveWords
    collective: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AddresseeLexicon:
    """All that a language's lexicon says of addressees, its words looked up by their printed forms.

    `always_with`: prepositions with which any verb addresses somebody.
    """

    words: AddresseeWords
    verbs: Mapping[str, tuple[Addressing, ...]]
    always_with: frozenset[str]
    nouns_with: Mapping[str, frozenset[str]]
    case_of_ending: tuple[tuple[str, frozenset[Case]], ...]
    passive: frozenset[str]
    act_nouns: frozenset[str]

    def cases_of(self, word: str) -> frozenset[Case]:
        """The cases that the first word of a phrase may tell; all of them where it tells none."""
        for ending, cases in self.case_of_ending:
            if word.endswith(ending):
                return cases
        return ALL_CASES


@cache
def addressee_lexicon(language: str) -> AddresseeLexicon:
    """The addressees' lexicon of a language, read once; FileNotFoundError where it has none."""
    words = load(AddresseeWords, "addressees", language)
    return AddresseeLexicon(
        words=words,
        verbs=_verbs(words.verbs, language),
        always_with=frozenset(word for word, verbs in words.verbs.by_preposition.items() if ANY in verbs),
        nouns_with=_nouns_with(words.nouns.by_preposition, language),
        case_of_ending=_longest_first(words.case_of_ending),
        passive=forms_of(words.passive.auxiliary, WordClass.VERB, language),
        act_nouns=_act_nouns(language),
    )


def _longest_first(endings: Mapping[str, frozenset[Case]]) -> tuple[tuple[str, frozenset[Case]], ...]:
    return tuple((ending, endings[ending]) for ending in sorted(endings, key=len, reverse=True))


def _verbs(verbs: AddressingVerbs, language: str) -> dict[str, tuple[Addressing, ...]]:
    """The ways of addressing by each form of their verb."""
    by_form: defaultdict[str, list[Addressing]] = defaultdict(list)
    for lemma, government, preposition in _ways(verbs):
        particle, _, base = lemma.rpartition("|")
        for form in forms_of(lemma, WordClass.VERB, language):
            by_form[form].append(Addressing(government, lemma, None, preposition))
        if particle:
            for form in forms_of(base, WordClass.VERB, language):
                by_form[form].append(Addressing(government, lemma, particle, preposition))
    # Where the particle is there, it tells which verb it is.
    return {form: tuple(sorted(ways, key=lambda way: way.particle is None)) for form, ways in by_form.items()}


def _ways(verbs: AddressingVerbs) -> Iterator[tuple[str, Government, str | None]]:
    yield from ((lemma, Government.DATIVE, None) for lemma in verbs.dative)
    yield from ((lemma, Government.ACCUSATIVE, None) for lemma in verbs.accusative)
    yield from ((lemma, Government.LISTENER, None) for lemma in verbs.listener)
    for preposition, lemmas in verbs.by_preposition.items():
        yield from ((lemma, Government.PREPOSITION, preposition) for lemma in lemmas if lemma != ANY)


def _nouns_with(nouns_of: Mapping[str, tuple[str, ...]], language: str) -> dict[str, frozenset[str]]:
    return {
        preposition: frozenset(form for noun in nouns for form in forms_of(noun, WordClass.NOUN, language))
        for preposition, nouns in nouns_of.items()
        if ANY not in nouns
    }


def _act_nouns(language: str) -> frozenset[str]:
    """The forms of the nouns that name an act, in lower case: a demand is never addressed."""
    entries = act_lexicon(language).entries
    return frozenset(
        form.lower() for form, found in entries.items() if any(each.kind is EntryKind.NOUN for each in found)
    )
