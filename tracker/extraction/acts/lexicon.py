"""The lexicon of acts, ready to be looked up by the printed form of a cue's word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.extraction.lemmas import WordClass, forms_of, inflection_of
from tracker.extraction.statements import Act
from tracker.lexicon import load

SHORTEST_COMPOUND_NOUN = 6  # letters that a noun needs to be looked for at the end of a compound


class EntryKind(StrEnum):
    """What sort of cue an entry is."""

    VERB = "verb"
    SEPARATED = "separated"  # the verb of which the particle stands elsewhere: "wies" of "wies ... zurück"
    PHRASE = "phrase"
    NOUN = "noun"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue of the lexicon, as it is looked up by a form of its head.

    `companions` are the forms of each further word that has to stand near the head: the particle of a
    separated verb, the other words of a phrase.
    """

    lemma: str
    kind: EntryKind
    act: Act
    companions: tuple[frozenset[str], ...] = ()


class VerbPlace(StrEnum):
    """Where the verb stands in the lexicon's phrases: the other words follow it, or stand on either side of it."""

    FIRST = "first"
    LAST = "last"


class Reach(StrEnum):
    """What a negating word negates: its whole clause, or only what follows it."""

    CLAUSE = "clause"
    BEFORE = "before"


class Content(StrEnum):
    """What may tell the act of a cue about the content that it has."""

    NEGATED = "negated"
    FUTURE = "future"
    INTERROGATIVE = "interrogative"


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of an act, by lemma."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """An act that a cue has only with certain contents.

    Where `content` is None, one of the words in `begins` has to stand near the content's beginning, and none of those
    in `unless` before it. `cues` are lemmas.
    """

    cues: frozenset[str]
    act: Act
    content: Content | None = None
    begins: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language negates. `verbs` are lemmas.

    After one of `infinitive_particles` the clause before negates too: "weigerte sich, das zu bestätigen".
    """

    words: frozenset[str]
    not_before: frozenset[str]
    verbs: tuple[str, ...]
    infinitive_particles: frozenset[str]
    reach: Reach
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carriers:
    """Verbs that carry a noun that names an act, by lemma, and the words after which a noun is no object of theirs."""

    verbs: tuple[str, ...]
    object_not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActWords:
    """The lexicon `acts`. The file's comments say what its lists and tables mean."""

    verb_place: VerbPlace
    acts: Mapping[Act, Cues]
    carriers: Carriers
    attribution: frozenset[str]
    negation: Negation
    subordinators: frozenset[str]
    future: frozenset[str]
    when: tuple[Condition, ...]
    later: frozenset[str] = frozenset()
    denials: tuple[str, ...] = ()
    in_denials: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActLexicon:
    """All that a language's lexicon says of acts; `negating_verbs` are printed forms."""

    words: ActWords
    entries: Mapping[str, tuple[Entry, ...]]
    negating_verbs: frozenset[str]
    nouns_capitalised: bool

    def entries_of(self, word: str) -> tuple[Entry, ...]:
        """The entries of which a printed word may be the head; those of its last part if it is a compound."""
        last = word.rpartition("-")[2]
        printed = (word, word.lower(), last, last.lower())
        found = next((self.entries[form] for form in printed if form in self.entries), ())
        if found or not word[:1].isupper():
            return found
        for start in range(2, len(word) - SHORTEST_COMPOUND_NOUN + 1):
            nouns = [entry for entry in self.entries.get(word[start:].capitalize(), ()) if entry.kind is EntryKind.NOUN]
            if nouns:
                return tuple(nouns)
        return ()


@cache
def act_lexicon(language: str) -> ActLexicon:
    """The acts' lexicon of a language ("de", "en"), read once; FileNotFoundError where there is none."""
    words = load(ActWords, "acts", language)
    return ActLexicon(
        words=words,
        entries=_by_form(_entries(words, language)),
        negating_verbs=_forms_of_verbs(words.negation.verbs, language),
        nouns_capitalised=inflection_of(language).nouns_capitalised,
    )


def _by_form(entries: Iterable[tuple[frozenset[str], Entry]]) -> dict[str, tuple[Entry, ...]]:
    """The entries by each form of their head; those with more companions first."""
    by_form: defaultdict[str, list[Entry]] = defaultdict(list)
    for forms, entry in entries:
        for form in forms:
            by_form[form].append(entry)
    return {form: tuple(sorted(found, key=lambda entry: -len(entry.companions))) for form, found in by_form.items()}


def _entries(words: ActWords, language: str) -> Iterator[tuple[frozenset[str], Entry]]:
    """Every entry with the forms of its head; carriers that are no cues of an act are statements."""
    for act, cues in words.acts.items():
        for verb in cues.verbs:
            yield from _verb_entries(verb, act, language)
        for noun in cues.nouns:
            yield forms_of(noun, WordClass.NOUN, language), Entry(noun, EntryKind.NOUN, act)
        for phrase in cues.phrases:
            yield from _phrase_entries(phrase, act, words.verb_place, language)
        for word in cues.words:
            yield frozenset({word}), Entry(word, EntryKind.WORD, act)
    cues_too = {verb for cues in words.acts.values() for verb in cues.verbs}
    for verb in words.carriers.verbs:
        if verb not in cues_too:
            yield from _verb_entries(verb, Act.STATEMENT, language)


def _verb_entries(verb: str, act: Act, language: str) -> Iterator[tuple[frozenset[str], Entry]]:
    """The entry of a verb, and where it is separable that of its base with the particle as companion."""
    yield forms_of(verb, WordClass.VERB, language), Entry(verb, EntryKind.VERB, act)
    particle, _, base = verb.rpartition("|")
    if particle:
        separated = Entry(verb, EntryKind.SEPARATED, act, (frozenset({particle}),))
        yield forms_of(base, WordClass.VERB, language), separated


def _phrase_entries(
    phrase: str, act: Act, verb_place: VerbPlace, language: str
) -> Iterator[tuple[frozenset[str], Entry]]:
    """The entries of a phrase by its verb. A capitalised companion is a noun and inflects, others don't."""
    words = phrase.split()
    verb = words.pop(0 if verb_place is VerbPlace.FIRST else -1)
    companions = tuple(
        forms_of(word, WordClass.NOUN, language) if word[0].isupper() else frozenset({word}) for word in words
    )
    for forms, entry in _verb_entries(verb, act, language):
        yield forms, Entry(phrase, EntryKind.PHRASE, act, companions + entry.companions)


def _forms_of_verbs(verbs: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in forms_of(verb, WordClass.VERB, language))
