"""Lexicons that more than one package reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.lexicon.loading import languages, load


@dataclass(frozen=True)
class GivenNames:
    """The lexicon `given_names`: well-known names, as printed. One that stands in both lists tells no gender."""

    masculine: frozenset[str]
    feminine: frozenset[str]


@dataclass(frozen=True)
class CountryWords:
    """The lexicon `country_words`: what stands for a country in descriptions, in lower case (*russisch*, *Russian*).

    With `endings` a country's name is an adjective or its people (*Sri Lanka*n), with `plurals` these are several.
    Behind `locatives` a capital is a place, not the government that has its seat there; before `currencies` nobody is
    named (*US dollars*).
    """

    countries: Mapping[str, tuple[str, ...]]
    endings: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    locatives: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()

    @property
    def country_of(self) -> dict[str, str]:
        """The country that each word stands for."""
        return {word: country for country, words in self.countries.items() for word in words}


@dataclass(frozen=True)
class QuotationMarks:
    """The lexicon `quotation_marks`: the opening and the closing mark."""

    marks: tuple[str, str]


def quotation_marks(language: str | None) -> QuotationMarks:
    """The quotation marks of a language, or English ones where it has no lexicon of them."""
    return load(QuotationMarks, "quotation_marks", language if language in languages("quotation_marks") else "en")
