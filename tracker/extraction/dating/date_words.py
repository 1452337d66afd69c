"""The lexicon of dates: how a language's news says when something was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.lexicon import load


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a time: how it reads, and its pattern, with lists of words in braces."""

    reads: str
    form: str


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words that tell what a piece of a sentence is, and what belongs to it."""

    simultaneous: frozenset[str]
    elsewhen: frozenset[str]
    relative: frozenset[str]
    relative_prepositions: frozenset[str]
    pronouns_after_preposition: frozenset[str]
    coordinating: frozenset[str]
    unmarked: tuple[str, ...]
    detached: tuple[str, ...]
    verbs: frozenset[str]
    future: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HostWords:
    """Nouns that a time may belong to, by their endings, and what stands around such a noun."""

    utterances: tuple[str, ...]
    occasions: tuple[str, ...]
    articles: frozenset[str]
    participle_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Words that tell who goes on speaking."""

    pronouns: frozenset[str]


@dataclass(frozen=True)
class DateWords:
    """The lexicon `dates`. The file's comments say what its lists and tables mean."""

    words: Mapping[str, tuple[str, ...]]
    weekday: Mapping[str, int]
    month: Mapping[str, int]
    number: Mapping[str, int]
    day: Mapping[str, int]
    anchor: Mapping[str, int]
    forms: tuple[Form, ...]
    clause: ClauseWords
    host: HostWords
    speaker: SpeakerWords
    same_day: Mapping[str, int] = field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, Mapping[str, int]]:
        """The tables of words that stand for a number, by name."""
        tables = ("weekday", "month", "number", "day", "anchor", "same_day")
        return {table: getattr(self, table) for table in tables}


def date_words(language: str) -> DateWords:
    """The lexicon of dates of a language; FileNotFoundError where it has none."""
    return load(DateWords, "dates", language)
