"""Which words are about a topic: its inflected, derived and compound forms.

Light stemming in the manner of J. Savoy (Light stemming approaches for the French, Portuguese, German and
Hungarian languages, 2006): endings replace each other, and nothing is looked up in a dictionary.
Compounds are recognised by their parts. What is particular to a language is in its lexicon `topics`; the
rules of all languages apply at once, because nobody says which language a topic is in.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import NamedTuple

from tracker.lexicon import load_all
from tracker.spelling import WORD, loosely_folded

PHRASE_OR_WORD = re.compile(r'["„“”«»]([^"„“”«»]*)["„“”«»]|([^\s"„“”«»]+)')
MOST_WORDS = 40  # of a topic: nobody asks for more, and SQLite has its limits

SHORTEST_STEM = 3  # letters: US, EU and G7 are found as whole words only
SHORTEST_STEM_IN_COMPOUND = 5  # Ost-ukrain-er; and ge-impf-t, where a verb's prefix stands before it
SHORTEST_VERB_STEM = 4
LONG_WORD = 5  # letters: what is joined to a word of this length is believed to be a part of a compound ...
SHORTEST_FIRST_PART, SHORTEST_SECOND_PART = 3, 4  # ... if it has at least this many letters itself
SHORTEST_KNOWN_PART = 4  # letters of what is joined to a shorter word, and must be a word of the texts
SURE_FIRST_PART, SURE_SECOND_PART = 6, 5  # letters around a word of four that need not be known: Wahl-kampf

IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TopicWord:
    """One word of a topic, folded, with the forms that related words are built from.

    `singulars` (the word as it stands among them) may be any part of a compound, `relatives` only its end,
    `verb_stems` only its beginning; `verb_forms` are whole words.
    """

    word: str
    singulars: frozenset[str]
    relatives: frozenset[str] = frozenset()
    verb_stems: frozenset[str] = frozenset()
    verb_forms: frozenset[str] = frozenset()

    @property
    def stems(self) -> list[str]:
        """Runs of at least three letters; every related word contains one of them."""
        forms = sorted(form for form in self.singulars | self.relatives if len(form) >= SHORTEST_STEM)
        alike = groupby(forms, key=lambda form: form[:SHORTEST_STEM])
        return [_common_beginning(list(group)) for _, group in alike]


# A named tuple where no lexicon is read into it: its class is created faster than a dataclass, and a question waits.
class Phrase(NamedTuple):
    """Words that must stand next to each other, exactly as they are (SQLite's tokenizer takes off their accents)."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Relatives:
    """The endings of relatives of a word that ends in `of`; "-" is none, "~" those of an adjective."""

    of: str
    shortest: int
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Plural:
    """How words that end in any of `of` lose `drop` letters and take `add` in the singular."""

    of: tuple[str, ...]
    drop: int
    add: str
    shortest: int


@dataclass(frozen=True)
class CompoundWords:
    """How words are composed of others. The file's comments say what each list is."""

    vowels: frozenset[str]
    genitive_marks: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    linking: frozenset[str]
    first_parts_end: frozenset[str]
    no_first_parts: frozenset[str]
    first_parts: frozenset[str]
    verb_nouns: frozenset[str]
    verb_prefixes: frozenset[str]
    no_verb: frozenset[str]
    shared_ends: frozenset[str]
    no_second_parts: frozenset[str]


@dataclass(frozen=True)
class TopicWords:
    """The lexicon `topics`: how words are related to a topic."""

    plurals: tuple[Plural, ...]
    endings: tuple[Relatives, ...]
    words: CompoundWords
    families: Mapping[str, tuple[str, ...]]


class _Morphology(NamedTuple):
    """The lexicons of all languages together."""

    vowels: frozenset[str]
    genitive_marks: tuple[str, ...]  # the longest first
    plurals: tuple[Plural, ...]
    endings: tuple[Relatives, ...]
    families: dict[str, frozenset[str]]
    linking: frozenset[str]
    first_parts: frozenset[str]
    first_parts_end: tuple[str, ...]
    no_first_parts: frozenset[str]
    no_second_parts: frozenset[str]
    verb_nouns: frozenset[str]
    verb_prefixes: frozenset[str]
    no_verb: frozenset[str]
    shared_ends: tuple[str, ...]


def parts_of(topic: str) -> list[TopicWord | Phrase]:
    """What a text about `topic` must contain: its words or related ones, and the phrases in quotation marks.

    Only the quotation marks are syntax; at most `MOST_WORDS` words count.
    """
    parts: dict[TopicWord | Phrase, None] = {}
    for phrase, word in PHRASE_OR_WORD.findall(unicodedata.normalize("NFC", topic)):
        for part in _phrase(phrase) if phrase else _words(word):
            parts[part] = None
            if len(parts) == MOST_WORDS:
                return list(parts)
    return list(parts)


def topic_word(word: str) -> TopicWord:
    """A topic's word with its singulars and relatives."""
    plain = loosely_folded(word)
    if len(plain) < SHORTEST_STEM:
        return TopicWord(plain, frozenset({plain}))
    morphology = _morphology()
    singulars = {plain, *_singulars(plain, morphology)}
    relatives = {relative for singular in singulars for relative in _relatives(singular, morphology)}
    verb_forms = {
        prefix + relative
        for relative in relatives
        for prefix in morphology.verb_prefixes
        if len(relative) > SHORTEST_VERB_STEM
    }
    verb_stems = {stem for singular in singulars for stem in _verb_stems(singular, morphology)}
    return TopicWord(plain, frozenset(singulars), frozenset(relatives), frozenset(verb_stems), frozenset(verb_forms))


def is_related(topic: TopicWord, word: str, is_word: IsWord) -> bool:
    """Whether a text's word is about the topic's. `is_word` says whether the texts have a (folded) word."""
    plain = loosely_folded(word)
    if plain == topic.word or plain in topic.relatives or plain in topic.verb_forms:
        return True
    return any(_is_compound(before, form, after, topic, is_word) for before, form, after in _splits(topic, plain))


def _common_beginning(forms: list[str]) -> str:
    first, last = min(forms), max(forms)
    length = next((at for at, letter in enumerate(first) if not last.startswith(letter, at)), len(first))
    return first[:length]


def _phrase(text: str) -> list[Phrase]:
    words = tuple(WORD.findall(text.lower()))[:MOST_WORDS]
    return [Phrase(words)] if words else []


def _words(text: str) -> Iterator[TopicWord | Phrase]:
    """The words of what stands between spaces. G-20 and 3.5 are phrases: their parts alone mean nothing."""
    words = WORD.findall(_without_genitive(text))
    if len(words) > 1 and any(len(word) == 1 or word.isdecimal() for word in words):
        yield from _phrase(text)
    else:
        yield from map(topic_word, words)


def _without_genitive(word: str) -> str:
    mark = next((mark for mark in _morphology().genitive_marks if word.endswith(mark)), "")
    return word.removesuffix(mark)


def _has_vowel(part: str, morphology: _Morphology) -> bool:
    return not morphology.vowels.isdisjoint(part)


def _singulars(word: str, morphology: _Morphology) -> Iterator[str]:
    for plural in morphology.plurals:
        remaining = word[: -plural.drop]
        # Kongress and Hamas are no plurals, but nothing says so of Hamas.
        if word.endswith(plural.of) and len(remaining) >= plural.shortest and not word.endswith("ss"):
            yield remaining + plural.add


def _relatives(word: str, morphology: _Morphology) -> Iterator[str]:
    yield from morphology.families.get(word, ())
    no_verb = not _is_of_verb(word, morphology)
    for ending in morphology.endings:
        stem = word.removesuffix(ending.of)
        if word.endswith(ending.of) and len(stem) >= ending.shortest:
            if no_verb and ending.of in morphology.verb_nouns:
                continue
            yield from (stem + other for other in ending.gives)


def _verb_stems(word: str, morphology: _Morphology) -> Iterator[str]:
    if _is_of_verb(word, morphology):
        stems = (word.removesuffix(ending) for ending in morphology.verb_nouns if word.endswith(ending))
        yield from (stem for stem in stems if len(stem) >= SHORTEST_VERB_STEM)


def _is_of_verb(word: str, morphology: _Morphology) -> bool:
    return not any(word.endswith(other) for other in morphology.no_verb)


def _splits(topic: TopicWord, word: str) -> Iterator[tuple[str, str, str]]:
    """Every way to find a form of the topic's word in `word`: what is before it, the form, what is after."""
    for form in topic.singulars | topic.relatives | topic.verb_stems:
        at = word.find(form)
        while at >= 0:
            yield word[:at], form, word[at + len(form) :]
            at = word.find(form, at + 1)


def _is_compound(before: str, form: str, after: str, topic: TopicWord, is_word: IsWord) -> bool:
    if form in topic.verb_stems:
        return not before and _is_second_part(after, form, is_word)
    if form not in topic.singulars:
        # Ostukrainer: a derived word only ends a compound.
        whole = len(form) >= SHORTEST_STEM_IN_COMPOUND and not after and len(before) > 0
        return whole and _is_first_part(before, form, is_word)
    return (not before or _is_first_part(before, form, is_word)) and (
        not after or _is_second_part(after, form, is_word)
    )


def _is_first_part(part: str, form: str, is_word: IsWord) -> bool:
    """Whether `part` may stand before `form` in a compound: energie-krise, but not kombi-nation."""
    morphology = _morphology()
    if part in morphology.first_parts or part.endswith(morphology.first_parts_end):
        return len(form) >= SHORTEST_KNOWN_PART
    if part in morphology.no_first_parts or len(part) < SHORTEST_FIRST_PART or not _has_vowel(part, morphology):
        return False
    believed = (
        len(form) >= LONG_WORD or (len(form) == LONG_WORD - 1 and len(part) >= SURE_FIRST_PART)
    ) and not form.endswith(morphology.shared_ends)
    return believed or _is_known(part, morphology, is_word, at_end=True)


def _is_second_part(part: str, form: str, is_word: IsWord) -> bool:
    """Whether `part` may stand after `form` in a compound: klima-schutz, but not state-ment."""
    morphology = _morphology()
    if part in morphology.no_second_parts or len(part) < SHORTEST_SECOND_PART or not _has_vowel(part, morphology):
        return False
    believed = len(form) >= LONG_WORD or (len(form) == LONG_WORD - 1 and len(part) >= SURE_SECOND_PART)
    return believed or _is_known(part, morphology, is_word, at_end=False)


def _is_known(part: str, morphology: _Morphology, is_word: IsWord, *, at_end: bool) -> bool:
    """Whether the texts have the part as a word of its own, with or without what links it to the other."""
    remove = part.removesuffix if at_end else part.removeprefix
    forms = {part, *(remove(link) for link in morphology.linking)}
    return any(is_word(form) for form in forms if len(form) >= SHORTEST_KNOWN_PART)


@cache
def _morphology() -> _Morphology:
    lexicons = load_all(TopicWords, "topics")
    compounds = [lexicon.words for lexicon in lexicons]
    return _Morphology(
        vowels=_united(each.vowels for each in compounds),
        genitive_marks=tuple(
            sorted({mark for each in compounds for mark in each.genitive_marks}, key=lambda mark: (-len(mark), mark))
        ),
        plurals=tuple(plural for lexicon in lexicons for plural in lexicon.plurals),
        endings=tuple(
            replace(each, gives=tuple(_entries(each.gives, lexicon)))
            for lexicon in lexicons
            for each in lexicon.endings
        ),
        families={
            word: frozenset(_entries(words, lexicon))
            for lexicon in lexicons
            for word, words in lexicon.families.items()
        },
        linking=_united(each.linking for each in compounds),
        first_parts=_united(each.first_parts for each in compounds),
        first_parts_end=tuple(_united(each.first_parts_end for each in compounds)),
        no_first_parts=_united(each.no_first_parts for each in compounds),
        no_second_parts=_united(each.no_second_parts for each in compounds),
        verb_nouns=_united(each.verb_nouns for each in compounds),
        verb_prefixes=_united(each.verb_prefixes for each in compounds),
        no_verb=_united(each.no_verb for each in compounds),
        shared_ends=tuple(_united(each.shared_ends for each in compounds)),
    )


def _entries(listed: Iterable[str], lexicon: TopicWords) -> Iterator[str]:
    """The entries of a list; "-" is the empty ending, "~" stands for each adjective ending."""
    for entry in listed:
        endings = lexicon.words.adjective_endings if entry.endswith("~") else ["-"]
        yield from (entry.rstrip("~").replace("-", "") + ending.replace("-", "") for ending in endings)


def _united(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*lists)
