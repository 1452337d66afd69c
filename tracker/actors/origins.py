"""Where a name is at home, and which spellings of a name from there mean one name.

Only names of which something tells that they were transliterated (a given name like *Sergej*, an ending like *-enko*)
are compared by their sound; all others by their letters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from tracker.actors import sounds
from tracker.actors.lexicons import Origins
from tracker.actors.sounds import Paper
from tracker.actors.words import Word
from tracker.lexicon import load


class Origin(StrEnum):
    """Where names are written in another script."""

    EASTERN = "eastern"  # Slavic, Caucasian, Central Asian, Hebrew
    ARABIC = "arabic"  # Arabic, Persian, Urdu


Sounds = Callable[[str, Paper], tuple[str, ...]]
SOUNDS: dict[Origin, Sounds] = {Origin.EASTERN: sounds.eastern, Origin.ARABIC: sounds.arabic}
SHORTEST_ROOT = 2  # sounds before an ending that tells the origin: Petrov, but not Ov


@dataclass(frozen=True, slots=True)
class _Names:
    """What is known of an origin's names, by sound."""

    given: dict[str, str]  # to the name that stands for all spellings
    surnames: dict[str, str]
    languages: dict[str, str]  # a given name to its group of names in several languages
    telling_given: frozenset[str]
    telling_surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]


@cache
def _names(origin: Origin) -> _Names:
    origins, sound = load(Origins, "origins"), SOUNDS[origin]
    lexicon = origins.eastern if origin is Origin.EASTERN else origins.arabic

    def first(spelling: str) -> str:
        return sound(spelling, Paper.UNTOLD)[0]

    def together(listed: str) -> dict[str, str]:
        lines = [line.split() for line in listed.splitlines()]
        return {first(word): first(line[0]) for line in reversed(lines) for word in line}

    given = together(lexicon.given)

    languages = {given.get(word, word): given.get(group, group) for word, group in together(lexicon.languages).items()}
    return _Names(
        given=given,
        surnames=together(lexicon.surnames),
        languages=languages,
        telling_given=frozenset(given.get(first(word), first(word)) for word in lexicon.telling_given),
        telling_surnames=frozenset(first(word) for word in lexicon.telling_surnames),
        surname_endings=lexicon.surname_endings,
        patronymic_endings=lexicon.patronymic_endings,
    )


def given_name(word: Word, origin: Origin, paper: Paper) -> str:
    """The one name behind all spellings of a given name, as it sounds."""
    sound = SOUNDS[origin](word.lower, paper)[0]
    return _names(origin).given.get(sound, sound)


def given_name_in_any_language(word: Word, paper: Paper) -> str:
    """One for *Wladimir*, *Vladimir* and *Volodymyr*."""
    name = given_name(word, Origin.EASTERN, paper)
    return _names(Origin.EASTERN).languages.get(name, name)


def surname(word: Word, origin: Origin, paper: Paper) -> str:
    """The one surname behind all spellings, as it sounds."""
    sound = SOUNDS[origin](word.lower, paper)[0]
    return _names(origin).surnames.get(sound, sound)


def surname_readings(word: Word, origin: Origin) -> frozenset[str]:
    """Every way to read a surname, whatever the paper."""
    return _readings_of(word.lower, origin)


@lru_cache(maxsize=2**15)
def _readings_of(surname: str, origin: Origin) -> frozenset[str]:
    known = _names(origin).surnames
    papers = Paper if sounds.READ_IN_TWO_WAYS.search(surname) else (Paper.UNTOLD,)
    readings = {reading for paper in papers for reading in SOUNDS[origin](surname, paper)}
    return frozenset(known.get(reading, reading) for reading in readings)


def tells_by_given(word: Word, origin: Origin, paper: Paper) -> bool:
    """Whether a given name tells that a person's name is of this origin."""
    return given_name(word, origin, paper) in _names(origin).telling_given


def tells_by_surname(word: Word, origin: Origin, paper: Paper) -> bool:
    """Whether a surname tells its origin."""
    return _surname_tells(word.lower, origin, paper)


@lru_cache(maxsize=2**15)
def _surname_tells(surname: str, origin: Origin, paper: Paper) -> bool:
    known = _names(origin)
    sound = SOUNDS[origin](surname, paper)[0]
    if sound in known.telling_surnames or sound in known.surnames:
        return True
    return _ends(sound, known.surname_endings)


def is_patronymic(word: Word, origin: Origin, paper: Paper) -> bool:
    """Whether a middle name is the father's: Wiktorowitsch, Sergejewna."""
    return _ends(SOUNDS[origin](word.lower, paper)[0], _names(origin).patronymic_endings)


def _ends(sound: str, endings: tuple[str, ...]) -> bool:
    return any(sound.endswith(ending) and len(sound) >= len(ending) + SHORTEST_ROOT for ending in endings)
