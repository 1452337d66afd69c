"""The words with which news prints its date and origin, of every language that has a lexicon for them."""

from dataclasses import dataclass
from functools import cache

from tracker.lexicon import languages, table


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
    lexicons = [table("published", language) for language in languages()]
    return PrintedWords(
        months={
            spelling.lower(): number
            for lexicon in lexicons
            for number, spellings in enumerate(lexicon["months"], start=1)
            for spelling in spellings.split()
        },
        days={word: days for lexicon in lexicons for word, days in lexicon["days"].items()},
        published_on=frozenset(words.lower() for lexicon in lexicons for words in lexicon["published_on"]),
        release=frozenset(words.lower() for lexicon in lexicons for words in lexicon["release"]),
        agencies=frozenset(agency.lower() for lexicon in lexicons for agency in lexicon["agencies"].split()),
    )
