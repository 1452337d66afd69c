"""Descriptions of people: the offices and countries they name, and whether two can be of one person.

A description ("US-Außenminister", "the Texas senator") is reduced to its marks: the offices, the same in all
languages (`office:foreign_minister`), the countries (`country:usa`), and, where it names no office, its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeAlias

from tracker.actors import lexicons
from tracker.actors.lexicons import Descriptions, Surnames
from tracker.lexicon import CountryWords, load, load_all
from tracker.spelling import WORD, folded

Marks: TypeAlias = frozenset[str]

OFFICE, COUNTRY, WORD_ALONE = "office:", "country:", "word:"
CACHED = 2**15  # descriptions, and sets of marks, that are kept
SHORTEST_PREFIX = 4  # letters of a country's adjective that an ending may follow: "russisch"er


class Consistency(StrEnum):
    """Whether two descriptions can be of one person."""

    AGREE = "agree"
    NEUTRAL = "neutral"  # one of them says nothing
    DIFFERENT = "different"  # they differ, but both may be true of one person
    CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True)
class _Offices:
    """The lexicons of all languages together. `phrases` are offices of several words, the longest first."""

    endings_of_words: dict[str, str]
    inflections: tuple[str, ...]
    country_endings: tuple[str, ...]
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    weak: frozenset[str]
    countries: dict[tuple[str, ...], str]
    fields: dict[str, str]
    parts: dict[str, str]
    single: Marks


def marks(descriptions: Iterable[str]) -> Marks:
    """The marks of all descriptions of somebody in one article; empty where they say nothing."""
    return frozenset(mark for description in descriptions for mark in _marks(description))


class KnownDescriptions:
    """What is known of somebody from the descriptions of several articles."""

    def __init__(self, described: Iterable[Marks]) -> None:
        self._countries: defaultdict[str, set[Marks]] = defaultdict(set)
        self._words: set[Marks] = set()
        self._fields: set[str] = set()
        for each in set(described):
            features = _features(each)
            self._fields |= features.fields
            for office in features.offices:
                self._countries[office].add(features.countries)
            if features.words:
                self._words.add(features.words)

    def consistency(self, described: Marks) -> Consistency:
        """Whether a description is consistent with what is known.

        It agrees if an office is the same and the countries don't contradict each other, or, where no office is named,
        if all words of one description are in the other. It contradicts if the same office is another country's, or
        if all known offices are of other fields: a coach is no minister.
        """
        features = _features(described)
        if not (features.offices or features.words) or not (self._countries or self._words):
            return Consistency.NEUTRAL
        same = [countries for office in features.offices for countries in self._countries.get(office, ())]
        if any(not _other_country(features.countries, countries) for countries in same):
            return Consistency.AGREE
        if same:
            return Consistency.CONTRADICT
        if features.words and any(features.words <= words or words <= features.words for words in self._words):
            return Consistency.AGREE
        contradict = bool(features.fields and self._fields) and features.fields.isdisjoint(self._fields)
        return Consistency.CONTRADICT if contradict else Consistency.DIFFERENT

    def shares_single_office(self, described: Marks) -> bool:
        """Whether a description shares an office that only one person holds at a time."""
        features = _features(described)
        return any(
            not _other_country(features.countries, countries)
            for office in features.offices & _lexicon().single
            for countries in self._countries.get(office, ())
        )


def consistency(described: Marks, known: Iterable[Marks]) -> Consistency:
    """Whether a description is consistent with several others, see `KnownDescriptions`."""
    return KnownDescriptions(known).consistency(described)


def field_of(described: Marks) -> str:
    """The field of the offices ("politics", "sport"); empty where there is none or more than one."""
    fields = _features(described).fields
    return next(iter(fields)) if len(fields) == 1 else ""


def is_common_surname(name: str) -> bool:
    """Whether many people have this surname, so that it alone identifies nobody."""
    words = WORD.findall(folded(name))
    return bool(words) and any(form in _common_surnames() for form in (words[-1], words[-1].removesuffix("s")))


def _other_country(one: Marks, other: Marks) -> bool:
    """Whether the countries contradict each other: two countries, or two states of one."""
    parts = _lexicon().parts
    if not one or not other or one & other:
        return False
    wholes, other_wholes = ({parts.get(country, country) for country in countries} for countries in (one, other))
    if wholes.isdisjoint(other_wholes):
        return True
    return bool(one & parts.keys()) and bool(other & parts.keys())


@dataclass(frozen=True, slots=True)
class _Features:
    """The marks of a description by sort."""

    offices: Marks
    countries: Marks
    words: Marks
    fields: frozenset[str]


@lru_cache(maxsize=CACHED)
def _features(described: Marks) -> _Features:
    offices, countries, words = (
        frozenset(mark for mark in described if mark.startswith(sort)) for sort in (OFFICE, COUNTRY, WORD_ALONE)
    )
    fields = _lexicon().fields
    return _Features(
        offices,
        countries,
        words,
        frozenset(fields[office] for mark in offices if (office := mark.removeprefix(OFFICE)) in fields),
    )


@lru_cache(maxsize=CACHED)
def _marks(description: str) -> Marks:
    words = WORD.findall(folded(description))
    offices, remaining = _offices(words)
    countries, remaining = _countries(remaining)
    if offices:
        remaining = []
    weak = _lexicon().weak
    return frozenset(
        [
            *(OFFICE + office for office in offices),
            *(COUNTRY + country for country in countries),
            *(WORD_ALONE + word for word in remaining if word not in weak and len(word) > 1),
        ]
    )


def _offices(words: list[str]) -> tuple[list[str], list[str]]:
    """The offices of a description, and the remaining words."""
    offices, remaining = [], list(words)
    for phrase, office in _lexicon().phrases:
        at = _position(remaining, phrase)
        if at is not None:
            offices.append(office)
            remaining[at : at + len(phrase)] = ["|"]
    for index, word in enumerate(remaining):
        if office_of_word := _office_of_word(word):
            offices.append(office_of_word)
            remaining[index] = "|"
    return offices, [word for word in remaining if word != "|"]


def _position(words: list[str], phrase: tuple[str, ...]) -> int | None:
    length = len(phrase)
    return next((at for at in range(len(words) - length + 1) if tuple(words[at : at + length]) == phrase), None)


def _office_of_word(word: str) -> str | None:
    """The office that a German word ends with, the longest: "bundesinnenminister"s is an "innenminister"."""
    lexicon = _lexicon()
    stems = [word, *(word.removesuffix(ending) for ending in lexicon.inflections if word.endswith(ending))]
    for start in range(len(word) - 2):
        for stem in stems:
            if office := lexicon.endings_of_words.get(stem[start:]):
                return office
    return None


def _countries(words: list[str]) -> tuple[list[str], list[str]]:
    countries, remaining = [], []
    known = _lexicon().countries
    at = 0
    while at < len(words):
        pair, single = tuple(words[at : at + 2]), _stem(words[at], known)
        if len(pair) == 2 and pair in known:
            countries.append(known[pair])
            at += 2
            continue
        if single:
            countries.append(single)
        else:
            remaining.append(words[at])
        at += 1
    return countries, remaining


def _stem(word: str, known: dict[tuple[str, ...], str]) -> str | None:
    for ending in ("", *_lexicon().country_endings):
        stem = word.removesuffix(ending)
        long_enough = not ending or len(stem) >= SHORTEST_PREFIX
        if word.endswith(ending) and long_enough and (stem,) in known:
            return known[stem,]
    return None


@cache
def _lexicon() -> _Offices:
    languages, descriptions = lexicons.offices(), load(Descriptions, "descriptions")
    phrases = [
        (tuple(WORD.findall(phrase)), office)
        for each in languages
        if not each.compounds
        for office, listed in each.offices.items()
        for phrase in listed
    ]
    return _Offices(
        endings_of_words={
            word: office
            for each in languages
            if each.compounds
            for office, listed in each.offices.items()
            for word in listed
        },
        inflections=tuple(ending for each in languages for ending in each.endings),
        country_endings=tuple(ending for each in languages for ending in each.country_endings),
        phrases=tuple(sorted(phrases, key=lambda entry: (-len(entry[0]), entry))),
        weak=frozenset(word for each in languages for word in each.weak),
        countries=dict(_country_words()),
        fields={office: field for field, listed in descriptions.fields.items() for office in listed},
        parts={COUNTRY + part: COUNTRY + whole for whole, listed in descriptions.regions.items() for part in listed},
        single=frozenset(OFFICE + office for office in descriptions.single_offices),
    )


def _country_words() -> Iterator[tuple[tuple[str, ...], str]]:
    for lexicon in load_all(CountryWords, "country_words"):
        for word, country in lexicon.country_of.items():
            yield tuple(WORD.findall(folded(word))), country


def _common_surnames() -> frozenset[str]:
    return load(Surnames, "surnames").common
