"""The words around statements, in the language of the reader: `tracker/lexicon/*/listings.toml`.

Which language that is stands in a context variable, so that each view can ask for its words; without `reading_in` it is
English. What programs read (JSON, CSV, lines in a pipe) has no such words.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from tracker.lexicon import languages, load
from tracker.views.console import on_terminal

SUBJECT = "listings"
REPORTS = "reports"
ENGLISH = "en"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first that isn't empty counts

_language: ContextVar[str] = ContextVar("language of the reader", default=ENGLISH)


@dataclass(frozen=True)
class ActInWords:
    """An act as a noun and as verbs, for one speaker and for several; {} is the addressee."""

    noun: str
    verbs: tuple[str, str]
    addressing: tuple[str, str] = ("", "")
    to: str = ""


@dataclass(frozen=True)
class ListingWords:
    """The lexicon `listings` of one language. The file's comments say what each text is."""

    day: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    undated: str
    unknown: str
    and_: str
    to: str
    thousands: str
    decimal: str
    plural_names: frozenset[str]
    statements: tuple[str, str]
    actors: tuple[str, str]
    some_of: str
    more_than: str
    days: str
    printed_words: str
    concluded_from: str
    concluded_from_context: str
    speaker_concluded: str
    guessed_date: str
    withdrawn: str
    repeated: str
    accepted: str
    added: str
    decided: str
    rated: str
    rating_by: str
    similar_claim: str
    statement: str
    confidence: str
    unresolved: str
    guess: str
    from_words: str
    published_date: str
    inside: str
    of_article: str
    is_there_statement: str
    nothing: str
    acts: Mapping[str, ActInWords]
    kinds: Mapping[str, str]
    standings: Mapping[str, str]
    resolutions: Mapping[str, str]
    bases: Mapping[str, str]
    statuses: Mapping[str, str]
    verdicts: Mapping[str, str]
    labels: Mapping[str, str]
    decisions: Mapping[str, str]
    decided_fields: Mapping[str, str]


@dataclass(frozen=True)
class ReportWords:
    """The lexicon `reports` of one language: its texts by the English ones, which have no file."""

    numbers: Mapping[str, tuple[str, str]]
    texts: Mapping[str, str]


def told(text: str) -> str:
    """A text of reports, counts and plots in the language of the reader; where that has none, it is the English one."""
    language = _language.get()
    if language not in languages(REPORTS):
        return text
    return load(ReportWords, REPORTS, language).texts.get(text, text)


def told_number(value: int, noun: str) -> str:
    """How many of something in a report: "1 statement", "1,204 statements"."""
    language = _language.get()
    if language in languages(REPORTS):
        return counted_in(value, load(ReportWords, REPORTS, language).numbers[noun])
    return counted_in(value, (noun, f"{noun}s"))


def percent(share: float) -> str:
    """A share as it is shown: "12.5%"."""
    return told("{}%").format(f"{100 * share:.1f}".replace(".", words().decimal))


def reader_language() -> str:
    """The code of the language of the reader."""
    return _language.get()


def words() -> ListingWords:
    """The words in the language of the reader."""
    return load(ListingWords, SUBJECT, _language.get())


@contextmanager
def reading_in(language: str | None) -> Iterator[None]:
    """Words inside are in this language; where none is given, on a terminal in that of the user's locale.

    A language that has no such words is read in English.
    """
    wanted = language or (language_of_locale() if on_terminal() else ENGLISH)
    token = _language.set(wanted if wanted in languages(SUBJECT) else ENGLISH)
    try:
        yield
    finally:
        _language.reset(token)


def language_of_locale() -> str:
    """The code of the locale's language: "de" of `de_AT.UTF-8`."""
    locale = next((value for name in LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    return re.split(r"[_.@-]", locale)[0].lower()


def number(value: int) -> str:
    """A number with marks between its thousands."""
    return f"{value:,}".replace(",", words().thousands)


def counted_in(value: int, one_and_several: tuple[str, str]) -> str:
    """How many of something: "1 actor", "1,204 actors"."""
    return f"{number(value)} {one_and_several[value != 1]}"


def day_in_words(day: date) -> str:
    """A day with its weekday: "Friday, 21 January 2022"."""
    said = words()
    weekday, month = said.weekdays[day.weekday()], said.months[day.month - 1]
    return said.day.format(weekday=weekday, day=day.day, month=month, year=day.year)
