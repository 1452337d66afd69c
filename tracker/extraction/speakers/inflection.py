"""The forms in which nouns and adjectives are printed, by the endings that the lexicon gives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
    strong: dict[str, str]
    genitive: tuple[str, ...]
    no_genitive: tuple[str, ...]

    @staticmethod
    def of(data: dict[str, Any]) -> "Inflection":
        """From the lexicon's table `inflection`."""
        return Inflection(
            tuple(data["cases"]),
            data["weak"],
            data["feminine"],
            data["feminine_plural"],
            tuple((ending, plural) for ending, plural in data["plurals"]),
            tuple(data["adjectives"]),
            dict(data["strong"]),
            tuple(data["genitive"]),
            tuple(data["no_genitive"]),
        )

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


def noun_forms(data: dict[str, Any], inflection: Inflection) -> dict[str, Noun]:
    """Every form of the lexicon's nouns, with what it names."""
    forms: dict[str, Noun] = {}
    for noun, printed in _listed(data, inflection):
        forms.update(dict.fromkeys(printed, noun))
    return forms


def _listed(data: dict[str, Any], inflection: Inflection) -> Iterator[tuple[Noun, Iterable[str]]]:
    """The nouns with their forms; what comes later is the better reading of a form."""
    nouns, organisations = data["nouns"], data["organisations"]
    spokespersons = set(nouns["spokespersons"])

    def sort_of(stem: str) -> Sort:
        return Sort.SPOKESPERSON if stem in spokespersons else Sort.PERSON

    for group in nouns["groups"]:
        yield Noun(group, group, Sort.GROUP, None, plural=True), (group,)
    for gender in (FEMININE, MASCULINE, NEUTER):
        for stem in organisations[gender]:
            endings = () if gender == FEMININE else inflection.cases
            yield Noun(stem, stem, Sort.ORGANISATION, gender), _with(stem, endings)
    for stem in (*nouns["persons"], *nouns["spokespersons"]):
        yield from _person(stem, sort_of(stem), inflection)
    for stem in nouns["adjectival_persons"]:
        yield from _adjectival(stem, inflection)
    for stem in (*nouns["men"], *nouns["men_compound"]):
        yield Noun(stem, stem, sort_of(stem), MASCULINE), _with(stem, inflection.cases)
    irregular = nouns["irregular_feminines"]
    for stem in (*nouns["women"], *nouns["women_compound"]):
        base = irregular.get(stem, stem)
        yield Noun(base, base, sort_of(stem), FEMININE), (stem,)


def _with(stem: str, endings: Iterable[str]) -> list[str]:
    return [stem, *(stem + ending for ending in endings)]


def _person(stem: str, sort: Sort, inflection: Inflection) -> Iterator[tuple[Noun, Iterable[str]]]:
    """A title with its inflected forms, the feminine, and the plural where that is another word."""
    for ending, plural in inflection.plurals:
        if stem.endswith(ending):
            several = Noun(stem, stem, sort, None, plural=True)
            yield several, (stem.removesuffix(ending) + plural,)
            break
    base = stem.removesuffix(inflection.weak) if inflection.weak else stem
    if not inflection.feminine:
        yield Noun(stem, stem, sort, None), (stem,)
        return
    cases = [*_with(stem, inflection.cases), *(base + ending for ending in inflection.cases)]
    yield Noun(stem, stem, sort, MASCULINE), cases
    yield Noun(stem, stem, sort, FEMININE), (base + inflection.feminine,)
    yield Noun(stem, stem, sort, FEMININE, plural=True), (base + inflection.feminine_plural,)


def _adjectival(stem: str, inflection: Inflection) -> Iterator[tuple[Noun, Iterable[str]]]:
    forms = [stem + ending for ending in inflection.adjectives]
    yield Noun(stem, stem, Sort.PERSON, None, adjectival=True), forms
    masculine = Noun(stem, stem, Sort.PERSON, MASCULINE, adjectival=True)
    yield masculine, (stem + inflection.strong[MASCULINE],)
