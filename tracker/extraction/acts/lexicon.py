"""The lexicon of acts, ready to be looked up by the printed form of a cue's word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from tracker.extraction.lemmas import WordClass, forms_of
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


@dataclass(frozen=True, slots=True)
class Condition:
    """An act that a cue has only with certain contents.

    `content` is "negated", "future" or "interrogative"; where it is None, one of the words in `begins` has to
    stand near the content's beginning, and none of those in `unless` before it.
    """

    lemmas: frozenset[str]
    act: Act
    content: str | None
    begins: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language negates; `before_only` where a negating word negates only what follows it.

    After one of `infinitive_particles` the clause before negates too: "weigerte sich, das zu bestätigen".
    """

    words: frozenset[str]
    endings: tuple[str, ...]
    not_before: frozenset[str]
    verbs: frozenset[str]
    infinitive_particles: frozenset[str]
    before_only: bool


@dataclass(frozen=True, slots=True)
class ActLexicon:
    """All that a language's lexicon says of acts. `carriers` are lemmas, the other sets are printed forms."""

    entries: dict[str, tuple[Entry, ...]]
    conditions: tuple[Condition, ...]
    negation: Negation
    carriers: frozenset[str]
    object_not_after: frozenset[str]
    attribution: frozenset[str]
    future: frozenset[str]
    subordinators: frozenset[str]
    determiners: frozenset[str]
    companions_follow: bool
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
    data = load("acts", language)
    negation = data["negation"]
    return ActLexicon(
        entries=_by_form(_entries(data, language)),
        conditions=tuple(_condition(condition) for condition in data["when"]),
        negation=Negation(
            words=frozenset(negation["words"]),
            endings=tuple(negation.get("endings", ())),
            not_before=frozenset(negation["not_before"]),
            verbs=_forms_of_verbs(negation["verbs"], language),
            infinitive_particles=frozenset(negation["infinitive_particles"]),
            before_only=negation["reach"] == "before",
        ),
        carriers=frozenset(data["carriers"]["verbs"]),
        object_not_after=frozenset(data["carriers"]["object_not_after"]),
        attribution=frozenset(data["attribution"]["words"]),
        future=frozenset(data["future"]["words"]),
        subordinators=frozenset(data["subordinators"]["words"]),
        determiners=frozenset(data.get("determiners", {}).get("words", ())),
        companions_follow=data["verb_place"] == "first",
        nouns_capitalised=load("inflection", language)["nouns_capitalised"],
    )


def _by_form(entries: Iterable[tuple[frozenset[str], Entry]]) -> dict[str, tuple[Entry, ...]]:
    """The entries by each form of their head; those with more companions first."""
    by_form: defaultdict[str, list[Entry]] = defaultdict(list)
    for forms, entry in entries:
        for form in forms:
            by_form[form].append(entry)
    return {form: tuple(sorted(found, key=lambda entry: -len(entry.companions))) for form, found in by_form.items()}


def _entries(data: dict[str, Any], language: str) -> Iterator[tuple[frozenset[str], Entry]]:
    """Every entry with the forms of its head; carriers that are no cues of an act are statements."""
    for name, cues in data["acts"].items():
        act = Act(name)
        for verb in cues.get("verbs", ()):
            yield from _verb_entries(verb, act, language)
        for noun in cues.get("nouns", ()):
            yield forms_of(noun, WordClass.NOUN, language), Entry(noun, EntryKind.NOUN, act)
        for phrase in cues.get("phrases", ()):
            yield from _phrase_entries(phrase, act, data["verb_place"], language)
        for word in cues.get("words", ()):
            yield frozenset({word}), Entry(word, EntryKind.WORD, act)
    cues_too = {verb for cues in data["acts"].values() for verb in cues.get("verbs", ())}
    for verb in data["carriers"]["verbs"]:
        if verb not in cues_too:
            yield from _verb_entries(verb, Act.STATEMENT, language)


def _verb_entries(verb: str, act: Act, language: str) -> Iterator[tuple[frozenset[str], Entry]]:
    """The entry of a verb, and where it is separable that of its base with the particle as companion."""
    yield forms_of(verb, WordClass.VERB, language), Entry(verb, EntryKind.VERB, act)
    particle, _, base = verb.rpartition("|")
    if particle:
        separated = Entry(verb, EntryKind.SEPARATED, act, (frozenset({particle}),))
        yield forms_of(base, WordClass.VERB, language), separated


def _phrase_entries(phrase: str, act: Act, verb_place: str, language: str) -> Iterator[tuple[frozenset[str], Entry]]:
    """The entries of a phrase by its verb. A capitalised companion is a noun and inflects, others don't."""
    words = phrase.split()
    verb = words.pop(0 if verb_place == "first" else -1)
    companions = tuple(
        forms_of(word, WordClass.NOUN, language) if word[0].isupper() else frozenset({word}) for word in words
    )
    for forms, entry in _verb_entries(verb, act, language):
        yield forms, Entry(phrase, EntryKind.PHRASE, act, companions + entry.companions)


def _condition(condition: dict[str, Any]) -> Condition:
    return Condition(
        lemmas=frozenset(condition["cues"]),
        act=Act(condition["act"]),
        content=condition.get("content"),
        begins=frozenset(condition.get("begins", ())),
        unless=frozenset(condition.get("unless", ())),
    )


def _forms_of_verbs(verbs: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in forms_of(verb, WordClass.VERB, language))
