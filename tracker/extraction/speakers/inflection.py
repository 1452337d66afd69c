"""The forms in which nouns and adjectives are printed, by the endings that the lexicon gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MASCULINE, FEMININE, NEUTER = "masculine", "feminine", "neuter"
PLURAL, SINGULAR = "plural", "singular"


class Sort(StrEnum):
    """What sort of thing a noun names."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"
    ORGANISATION = "organisation"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun as the lexicon knows it.

    `stem` is the whole word in its masculine singular base form, lower case ("bundeskanzler"); `head` is the
    part that the lexicon lists ("kanzler"); `gender` is None where the word does not tell; an
    `adjectival` noun is inflected like an adjective (*der Vorsitzende, ein Vorsitzender*).
    """

    stem: str
    head: str
    sort: Sort
    gender: str | None
    plural: bool = False
    adjectival: bool = False


@dataclass(frozen=True, slots=True)
class Inflection:
    """The endings of a language.

    `cases` are those of masculine and neuter nouns; `feminine` and `feminine_plural` make a woman's title of
    a man's, after `weak` is cut off; `plurals` are pairs of an ending and what takes its place. `adjectives`
    are all endings of an adjective, `strong` those of the nominative without an article, by gender.
    `genitive` are the endings of a name that belong to no name of its own unless it ends in `no_genitive`.
    """

    cases: tuple[str, ...]
    weak: str
    feminine: str
    feminine_plural: str
    plurals: tuple[tuple[str, str], ...]
    adjectives: tuple[str, ...]
    strong: Mapping[str, str]
    genitive: tuple[str, ...]
    no_genitive: tuple[str, ...]

    def is_adjective(self, word: str) -> bool:
        """Whether a word ends like an inflected adjective; never in a language that inflects none."""
        return word.endswith(self.adjectives) if self.adjectives else False

    def is_genitive(self, word: str) -> bool:
        """Whether a word ends like a name in the genitive."""
        return word.endswith(self.genitive) if self.genitive else False

    def without_genitive(self, word: str) -> str:
        """A name without its genitive ending."""
        for ending in self.genitive:
            if word.endswith(ending):
                return word.removesuffix(ending)
        return word

    def adjective_stems(self, word: str) -> Iterator[str]:
        """A word without each ending of an adjective that it may have."""
        for ending in self.adjectives:
            if word.endswith(ending):
                yield word.removesuffix(ending)

    def nominative_adjective(self, word: str, gender: str | None) -> str:
        """An adjective in the nominative without an article: *russischer* Außenminister."""
        stem = min(self.adjective_stems(word), key=len, default=None)
        return word if stem is None else stem + self.strong[gender or FEMININE]
