"""The words of all languages by which documents are written: dates and origin, print and mail, names of fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    before_times: tuple[str, ...] = ()
    after_times: tuple[str, ...] = ()
    after_days: tuple[str, ...] = ()
    before_months: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsWords:
    """The words of all languages together, in lower case, since a date may be printed in any language.

    `months` and `days` map to the month's number and to the number of days from today. The last five are alternatives
    for a pattern, as printed.
    """

    months: dict[str, int]
    days: dict[str, int]
    published_on: frozenset[str]
    release: frozenset[str]
    agencies: frozenset[str]
    before_times: str
    after_times: str
    after_days: str
    before_months: str
    numbers: str


@cache
def news_words() -> NewsWords:
    """The lexicons `published` of all languages, combined once."""
    lexicons = load_all(Published, "published")
    return NewsWords(
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
        before_times=_any(each.before_times for each in lexicons),
        after_times=_any(each.after_times for each in lexicons),
        after_days=_any(each.after_days for each in lexicons),
        before_months=_any(each.before_months for each in lexicons),
        numbers=_any(each.numbers for each in lexicons),
    )


@dataclass(frozen=True)
class Printing:
    """The lexicon `printing` of one language. The file's comments say what each list is."""

    compound_parts: frozenset[str]
    before_hyphens: frozenset[str]
    after_hanging_hyphens: frozenset[str]
    pages: tuple[str, ...]
    of_pages: tuple[str, ...]
    bylines: tuple[str, ...]
    conjunctions: tuple[str, ...]
    name_particles: frozenset[str]
    quoted_messages: tuple[str, ...]
    forwarded_messages: tuple[str, ...]
    forwarded_fields: tuple[str, ...]
    reply_prefixes: tuple[str, ...]
    without_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintingWords:
    """The words of all languages together, in lower case; see the comments in `tracker/lexicon/de/printing.toml`.

    The patterns match what the lexicons describe, in upper or lower case.
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
    """The lexicons `printing` of all languages, combined once."""
    lexicons = load_all(Printing, "printing")
    return PrintingWords(
        compound_parts=_together(each.compound_parts for each in lexicons),
        before_hyphens=_together(each.before_hyphens for each in lexicons),
        after_hanging_hyphens=_together(each.after_hanging_hyphens for each in lexicons),
        page_number=_pattern(
            rf"[-–—| ]*(?:(?:{_any(each.pages for each in lexicons)})\.?\s*)?\d{{1,4}}"
            rf"(?:\s*(?:/|{_any(each.of_pages for each in lexicons)})\s*\d{{1,4}})?[-–—| ]*"
        ),
        byline=_pattern(rf"(?:{_any(each.bylines for each in lexicons)})\s+(?P<names>\S.*)"),
        name_particles=_together(each.name_particles for each in lexicons),
        conjunction=_pattern(rf"\s*(?:,|&|/|\b(?:{_any(each.conjunctions for each in lexicons)})\b)\s*"),
        quoted_message=_pattern("|".join(_with_gaps(words) for each in lexicons for words in each.quoted_messages)),
        forwarded_message=_pattern(rf"[-_ >]*(?:{_any(each.forwarded_messages for each in lexicons)})\s*:?[-_ ]*"),
        forwarded_field=_pattern(rf"[> *]*(?:{_any(each.forwarded_fields for each in lexicons)})\s*:\*?\s.*"),
        reply_prefixes=_pattern(rf"(?:\s*(?:{_any(each.reply_prefixes for each in lexicons)})(?:\[\d+\])?\s*:\s*)+"),
        without_html=_pattern(_any(each.without_html for each in lexicons)),
    )


@dataclass(frozen=True)
class DocumentNames:
    """The table `names` in the lexicon `documents` of one language. The file's comments say what each list is."""

    lists: tuple[str, ...] = ()
    title_styles: tuple[str, ...] = ()
    untitled: tuple[str, ...] = ()
    page_folders: tuple[str, ...] = ()
    teasers: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    mailbox_parts: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Documents:
    """The lexicon `documents` of one language. The file's comments say what each table is."""

    names: DocumentNames
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    front_matter: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of all languages together; `untitled` and the mailboxes are alternatives for a pattern."""

    fields: Mapping[str, tuple[str, ...]]
    front_matter: Mapping[str, str]
    lists: frozenset[str]
    title_styles: frozenset[str]
    untitled: str
    page_folders: tuple[str, ...]
    teaser: re.Pattern[str]
    offer: re.Pattern[str]
    mailbox_parts: str
    mailboxes: str


@cache
def document_words() -> DocumentWords:
    """The lexicons `documents` of all languages, combined once."""
    lexicons = load_all(Documents, "documents")
    names = [lexicon.names for lexicon in lexicons]
    fields = {name for lexicon in lexicons for name in lexicon.fields}
    return DocumentWords(
        fields={name: tuple(word for each in lexicons for word in each.fields.get(name, ())) for name in fields},
        front_matter={key: name for lexicon in lexicons for key, name in lexicon.front_matter.items()},
        lists=frozenset(word for each in names for word in each.lists),
        title_styles=frozenset(word for each in names for word in each.title_styles),
        untitled=_any(each.untitled for each in names),
        page_folders=tuple(ending for each in names for ending in each.page_folders),
        teaser=_pattern(rf"\W{{0,3}}(?:{_any(each.teasers for each in names)})\s*:"),
        offer=_pattern(rf"\b(?:{_any(each.offers for each in names)})\b"),
        mailbox_parts=_any(each.mailbox_parts for each in names),
        mailboxes=_any(each.mailboxes for each in names),
    )


def _together(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*lists)


def _any(lists: Iterable[tuple[str, ...]]) -> str:
    words = [word for listed in lists for word in listed]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _with_gaps(words: str) -> str:
    """The pattern of a line in which ellipses stand for what differs."""
    return ".{1,300}".join(re.escape(part) for part in words.split("…"))


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
