"""Lexicons that more than one package reads."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class GivenNames:
    """The lexicon `given_names`: well-known names, as printed. One that stands in both lists tells no gender."""

    masculine: frozenset[str]
    feminine: frozenset[str]


@dataclass(frozen=True)
class CountryWords:
    """The lexicon `country_words`: what stands for a country in descriptions, in lower case (*russisch*, *Russian*)."""

    countries: Mapping[str, tuple[str, ...]]

    @property
    def country_of(self) -> dict[str, str]:
        """The country that each word stands for."""
        return {word: country for country, words in self.countries.items() for word in words}
