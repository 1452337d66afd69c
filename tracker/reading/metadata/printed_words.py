"""The words with which news prints its date and origin, of every language that has a lexicon for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tracker.lexicon import load_all


@dataclass(frozen=True)
class Published:
    """The lexicon `published` of one language; `months` has a line for each month, with all its spellings."""

    months: tuple[str, ...]
    published_on: tuple[str, ...]
    release: tuple[str, ...]
    agencies: tuple[str, ...]
    days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The words of all languages together, since a date may be printed in any of them.

    Everything is in small letters. `months` and `days` lead to the month's number and the days from today.
    """

    months: dict[str, int]
    days: dict[str, int]
    published_on: frozenset[str]
    release: frozenset[str]
    agencies: frozenset[str]


@cache
def printed_words() -> PrintedWords:
    """The lexicons `published` of all languages, read once."""
    lexicons = load_all(Published, "published")
    return PrintedWords(
        months={
            spelling.lower(): number
            for lexicon in lexicons
            for number, spellings in enumerate(lexicon.months, start=1)
            for spelling in spellings.split()
        },
        days={word: days for lexicon in lexicons for word, days in lexicon.days.items()},
        published_on=frozenset(words.lower() for lexicon in lexicons for words in lexicon.published_on),
        release=frozenset(words.lower() for lexicon in lexicons for words in lexicon.release),
        agencies=frozenset(agency.lower() for lexicon in lexicons for agency in lexicon.agencies),
    )
