"""Transliteration: how a name from another script sounds, however German or English papers spell it.

A spelling is read as its convention has it: German *sch*, *w*, *j* and English *sh*, *v*, *y* give the same sound.
Where one letter is two sounds (*z*, *ch*), the other letters tell which convention it is. What sounds the same is the
same name only if such a transliteration can be behind it: *Maier* and *Meyer* are two.

A phonetic key is written in small letters and S (s, z), C (ts), T (tsch, ch), X (ch, kh, h), Z (sch, sh, zh).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, lru_cache

from tracker.actors.lexicons import Origins
from tracker.actors.names.words import Word
from tracker.lexicon import load
from tracker.spelling import folded

HACEKS = str.maketrans({"š": "sh", "ž": "zh", "č": "tch", "ć": "tch", "đ": "dj"})
NO_LETTERS = re.compile(r"[^a-z]")


class Convention(Enum):
    """The transliteration convention of a spelling: the language whose readers it is for."""

    GERMAN = "de"
    ENGLISH = "en"
    UNKNOWN = ""


GERMAN_LETTERS = re.compile(r"sch|w")
GERMAN_J = re.compile(r"(?<!d)j[aeou]")  # of Arabic names, English conventions write it too
ENGLISH_LETTERS = re.compile(r"(?<!c)sh|zh|kh|v|(?<![aeiou])y[aeou]|oo|ee|[^k]y$")

AMBIGUOUS_LETTERS = re.compile("[zčž]|ch|j")
LONE_Z = re.compile(r"(?<!t)z(?![hz])")
LONE_CH = re.compile(r"(?<![st])(?<!sh)ch(?!t?sch)")  # neither sch, tch nor the shch of Khrushchev
GERMAN_CH = re.compile(r"ch[rlnt]")
LONE_J = re.compile(r"(?<!d)j")
GLIDE_J = re.compile(r"(?<=i)j(?=[ae])")


@dataclass(frozen=True, slots=True)
class _Rules:
    """From letters to sounds: first groups of letters, in one pass, then what depends on the sounds around."""

    letters: re.Pattern[str]
    sounds: Mapping[str, str]
    context: tuple[tuple[re.Pattern[str], str], ...]

    def sound(self, word: str) -> str:
        """The sound of folded letters."""
        word = self.letters.sub(lambda group: self.sounds[group.group()], word)
        for pattern, replacement in self.context:
            word = pattern.sub(replacement, word)
        return word


@cache
def _rules(origin: str) -> _Rules:
    origins = load(Origins, "origins")
    lexicon = origins.eastern if origin == "eastern" else origins.arabic
    longest_first = sorted(lexicon.letters, key=lambda group: (-len(group), group))
    context = tuple((re.compile(pattern), replacement) for pattern, replacement in lexicon.context)
    return _Rules(re.compile("|".join(longest_first)), lexicon.letters, context)


@lru_cache(maxsize=2**15)
def convention_of(spelling: str) -> Convention:
    """The convention that a name or word is spelled in, as far as its letters show."""
    if GERMAN_LETTERS.search(spelling):
        return Convention.GERMAN
    return Convention.ENGLISH if ENGLISH_LETTERS.search(spelling) else Convention.UNKNOWN


def eastern_keys(spelling: str, convention: Convention = Convention.UNKNOWN) -> tuple[str, ...]:
    """The phonetic keys of a Slavic, Caucasian, Central Asian or Hebrew name in lower case, the likeliest first.

    `convention` is that of the name's other words; the word's own letters take precedence.
    """
    return _eastern(spelling, convention if AMBIGUOUS_LETTERS.search(spelling) else Convention.UNKNOWN)


def arabic_keys(spelling: str, convention: Convention = Convention.UNKNOWN) -> tuple[str, ...]:
    """The phonetic keys of an Arabic, Persian or Urdu name in lower case, the likeliest first; see `eastern_keys`."""
    return _arabic(spelling, convention if AMBIGUOUS_LETTERS.search(spelling) else Convention.UNKNOWN)


@lru_cache(maxsize=2**15)
def _eastern(spelling: str, convention: Convention) -> tuple[str, ...]:
    word = NO_LETTERS.sub("", folded(spelling.translate(HACEKS)))
    own = Convention.GERMAN if GERMAN_J.search(word) else convention_of(word)
    keys = _keys_of_z(word, own is Convention.GERMAN)
    convention = convention if own is Convention.UNKNOWN else own
    return _keys(_rules("eastern"), [key for each in keys for key in _keys_of_ch(each, convention)])


@lru_cache(maxsize=2**15)
def _arabic(spelling: str, convention: Convention) -> tuple[str, ...]:
    word = NO_LETTERS.sub("", folded(spelling.translate(HACEKS)))
    german = "sch" in word or (convention is Convention.GERMAN and not ENGLISH_LETTERS.search(word))
    word = LONE_CH.sub("tsch" if "sh" in word else "kh", word)
    glide = LONE_J.sub("y", word)
    dj = LONE_J.sub("dj", GLIDE_J.sub("y", word))
    return _keys(_rules("arabic"), [glide, dj] if german else [dj, glide])


def _keys_of_z(word: str, german: bool) -> list[str]:
    """Spellings with z as in German (ts) and as in English; the likeliest first."""
    as_ts = LONE_Z.sub("ts", word)
    return [as_ts, word] if german else [word, as_ts]


def _keys_of_ch(word: str, convention: Convention) -> list[str]:
    """Spellings with ch as in German (kh) and as in English; the likeliest first."""
    rough, sharp = LONE_CH.sub("kh", word), LONE_CH.sub("tsch", word)
    german = convention is Convention.GERMAN or "j" in word or GERMAN_CH.search(word)
    return [rough, sharp] if german else [sharp, rough]


def _keys(rules: _Rules, keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(rules.sound, dict.fromkeys(keys))))


class Origin(StrEnum):
    """The regions whose names are written in another script."""

    EASTERN = "eastern"  # Slavic, Caucasian, Central Asian, Hebrew
    ARABIC = "arabic"  # Arabic, Persian, Urdu


PhoneticKeys = Callable[[str, Convention], tuple[str, ...]]
PHONETIC_KEYS: dict[Origin, PhoneticKeys] = {Origin.EASTERN: eastern_keys, Origin.ARABIC: arabic_keys}
SHORTEST_ROOT = 2  # sounds before an ending that shows the origin: Petrov, but not Ov


@dataclass(frozen=True, slots=True)
class _Names:
    """What is known of the names of one origin, by phonetic key."""

    given: dict[str, str]  # to the name that stands for all spellings
    surnames: dict[str, str]
    languages: dict[str, str]  # a given name to its group of names in several languages
    telling_given: frozenset[str]
    telling_surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]


@cache
def _names(origin: Origin) -> _Names:
    origins, sound = load(Origins, "origins"), PHONETIC_KEYS[origin]
    lexicon = origins.eastern if origin is Origin.EASTERN else origins.arabic

    def first(spelling: str) -> str:
        return sound(spelling, Convention.UNKNOWN)[0]

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


def given_name(word: Word, origin: Origin, convention: Convention) -> str:
    """The phonetic key of the one given name behind all its spellings."""
    sound = PHONETIC_KEYS[origin](word.lower, convention)[0]
    return _names(origin).given.get(sound, sound)


def given_name_in_any_language(word: Word, convention: Convention) -> str:
    """One key for a given name in all languages: *Wladimir*, *Vladimir* and *Volodymyr*."""
    name = given_name(word, Origin.EASTERN, convention)
    return _names(Origin.EASTERN).languages.get(name, name)


def surname(word: Word, origin: Origin, convention: Convention) -> str:
    """The phonetic key of the one surname behind all its spellings."""
    sound = PHONETIC_KEYS[origin](word.lower, convention)[0]
    return _names(origin).surnames.get(sound, sound)


def surname_keys(word: Word, origin: Origin) -> frozenset[str]:
    """All phonetic keys of a surname, in whatever convention."""
    return _surname_keys(word.lower, origin)


@lru_cache(maxsize=2**15)
def _surname_keys(surname: str, origin: Origin) -> frozenset[str]:
    known = _names(origin).surnames
    conventions = Convention if AMBIGUOUS_LETTERS.search(surname) else (Convention.UNKNOWN,)
    keys = {key for convention in conventions for key in PHONETIC_KEYS[origin](surname, convention)}
    return frozenset(known.get(key, key) for key in keys)


def tells_by_given(word: Word, origin: Origin, convention: Convention) -> bool:
    """Whether a given name shows that a person's name is of this origin."""
    return given_name(word, origin, convention) in _names(origin).telling_given


def tells_by_surname(word: Word, origin: Origin, convention: Convention) -> bool:
    """Whether a surname shows this origin."""
    return _surname_tells(word.lower, origin, convention)


@lru_cache(maxsize=2**15)
def _surname_tells(surname: str, origin: Origin, convention: Convention) -> bool:
    known = _names(origin)
    sound = PHONETIC_KEYS[origin](surname, convention)[0]
    if sound in known.telling_surnames or sound in known.surnames:
        return True
    return _ends(sound, known.surname_endings)


def is_patronymic(word: Word, origin: Origin, convention: Convention) -> bool:
    """Whether a middle name is a patronymic: Wiktorowitsch, Sergejewna."""
    return _ends(PHONETIC_KEYS[origin](word.lower, convention)[0], _names(origin).patronymic_endings)


def _ends(sound: str, endings: tuple[str, ...]) -> bool:
    return any(sound.endswith(ending) and len(sound) >= len(ending) + SHORTEST_ROOT for ending in endings)
