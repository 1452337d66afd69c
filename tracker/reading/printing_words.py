"""The words by which print and mail are set: of every language that has a lexicon for them."""

import re
from dataclasses import dataclass
from functools import cache

from tracker.lexicon import languages, table


@dataclass(frozen=True, slots=True)
class PrintingWords:
    """The words of all languages together, in small letters; see the comments in `lexicon/de/printing.toml`.

    The patterns match what the lexicons describe, whatever its capitals.
    """

    compound_parts: frozenset[str]
    before_hyphens: frozenset[str]
    after_hanging_hyphens: frozenset[str]
    page_number: re.Pattern[str]
    byline: re.Pattern[str]
    name_particles: frozenset[str]
    conjunction: re.Pattern[str]
    quoted_message: re.Pattern[str]
    forwarded_message: re.Pattern[str]
    forwarded_field: re.Pattern[str]
    reply_prefixes: re.Pattern[str]
    without_html: re.Pattern[str]


@cache
def printing_words() -> PrintingWords:
    """The lexicons `printing` of all languages, read once."""
    lexicons = [table("printing", language) for language in languages()]

    def split(key: str) -> list[str]:
        return [word for lexicon in lexicons for word in lexicon[key].split()]

    def listed(key: str) -> list[str]:
        return [words for lexicon in lexicons for words in lexicon[key]]

    return PrintingWords(
        compound_parts=frozenset(word.lower() for word in split("compound_parts")),
        before_hyphens=frozenset(word.lower() for word in split("before_hyphens")),
        after_hanging_hyphens=frozenset(word.lower() for word in split("after_hanging_hyphens")),
        page_number=_pattern(
            rf"[-–—| ]*(?:(?:{_any(split('pages'))})\.?\s*)?\d{{1,4}}"
            rf"(?:\s*(?:/|{_any(split('of_pages'))})\s*\d{{1,4}})?[-–—| ]*"
        ),
        byline=_pattern(rf"(?:{_any(listed('bylines'))})\s+(?P<names>\S.*)"),
        name_particles=frozenset(split("name_particles")),
        conjunction=_pattern(rf"\s*(?:,|&|/|\b(?:{_any(split('and'))})\b)\s*"),
        quoted_message=_pattern("|".join(_with_gaps(words) for words in listed("quoted_messages"))),
        forwarded_message=_pattern(rf"[-_ >]*(?:{_any(listed('forwarded_messages'))})\s*:?[-_ ]*"),
        forwarded_field=_pattern(rf"[> *]*(?:{_any(split('forwarded_fields'))})\s*:\*?\s.*"),
        reply_prefixes=_pattern(rf"(?:\s*(?:{_any(split('reply_prefixes'))})(?:\[\d+\])?\s*:\s*)+"),
        without_html=_pattern(_any(listed("without_html"))),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _with_gaps(words: str) -> str:
    """The pattern of a line in which dots stand for what differs."""
    return ".{1,300}".join(re.escape(part) for part in words.split("…"))


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
