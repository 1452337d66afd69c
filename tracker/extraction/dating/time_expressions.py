"""Times named in a text ("am Mittwoch", "two weeks ago", "19.01.2022") and the day each of them stands for.

The words and the forms of a language stand in `tracker/lexicon/LANGUAGE/dates.toml`; here they become one regular
expression, and what it matches becomes a day counted from the published date. The days are worked out with
`datetime` alone: once a form has told day, month and year apart there is nothing left for a date parser to
guess, and dateparser's guesses (a missing year, the order of day and month) are made without the convention
that news follows, which looks back from the published date.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tracker.extraction.dating.date_words import date_words
from tracker.extraction.statements import Span

# "Vor fünf Tagen" is a count; "vor zehn Tagen" is a round number.
MOST_DAYS_COUNTED = 6
# Of 56 dates without a year in German and English news whose last occurrence was further back, about 49 were,
# by a quick reading, dates to come ("die Landtagswahl am 31. August").
MOST_DAYS_WITHOUT_YEAR = 183

Numbers = dict[str, dict[str, int]]


class Precision(StrEnum):
    """What a time expression tells about the day."""

    DAY = "day"  # a single day
    COARSE = "coarse"  # a time that is longer than a day, or not known to the day
    OPEN = "open"  # a time to come, or a stretch: "next week", "until Friday"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time named in the text.

    `day` is the day it stands for, never after the published date; None unless `precision` is DAY, and also
    where it counts from a published date that isn't known. `attributive` says that it belongs to a noun
    ("vom Montag", "Monday's").
    """

    span: Span
    precision: Precision
    day: date | None
    attributive: bool


def find_time_expressions(text: str, published: date | None, language: str) -> list[TimeExpression]:
    """The times named in `text`, in reading order, none overlapping another.

    Weekdays are the last such day, the published date included; "last Friday" and "am vergangenen Freitag"
    leave the published date out. "In der Nacht zum Samstag" is Saturday. A date without a year is the last
    such date that is not after the published date; if that was more than half a year before, it is one to
    come. Weeks, months, years, weekends, seasons and rounded counts of days are COARSE and have no day.

    Raises FileNotFoundError where the language has no lexicon of dates.
    """
    grammar = _grammar(language)
    found: list[TimeExpression] = []
    for match in grammar.any_form.finditer(text):
        expression = _read(text, match, grammar, published, found)
        if expression is not None:
            found.append(expression)
    return found


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of naming a time: how it reads, and its pattern with the named parts."""

    reads: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """A language's forms; `any_form` matches what any of them does, form number n in group n + 1."""

    any_form: re.Pattern[str]
    forms: tuple[_Form, ...]
    numbers: Numbers


@cache
def _grammar(language: str) -> _Grammar:
    lexicon = date_words(language)
    lists = {name: _any_of(words) for name, words in {**lexicon.words, **lexicon.numbers}.items()}
    patterns = [_filled(form.form, lists) for form in lexicon.forms]
    groups = "|".join(f"({re.sub(r'[(][?]P<[^>]*>', '(?:', pattern)})" for pattern in patterns)
    # A hyphen makes a compound of it: "Montag-Demonstration", "die Freitag-Redaktion".
    end = r"(?!\w|-\w)"
    return _Grammar(
        any_form=re.compile(rf"(?<![\w-])(?:{groups}){end}"),
        forms=tuple(
            _Form(form.reads, re.compile(f"(?:{pattern}){end}"))
            for form, pattern in zip(lexicon.forms, patterns, strict=True)
        ),
        numbers={
            name: {word.lower(): value for word, value in table.items()} for name, table in lexicon.numbers.items()
        },
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first.

    A small first letter stands for a capital too, but not amid a sentence: "Russia Today".
    """
    return "(?:" + "|".join(_either_case(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _either_case(word: str) -> str:
    first, rest = word[0], re.escape(word[1:])
    if not first.islower():
        return re.escape(word)
    return rf"(?:{first}|(?<![\w,]\x20){first.upper()}){rest}"


def _filled(form: str, lists: dict[str, str]) -> str:
    """The form with its lists filled in, and with any white space in place of a space."""
    filled = re.sub(r"\{([a-z]\w*)\}", lambda name: lists[name.group(1)], form)
    return re.sub(r"\\ | ", r"(?:[^\\S\\n]{1,3}|\\n)", filled)


def _read(
    text: str,
    match: re.Match[str],
    grammar: _Grammar,
    published: date | None,
    before: Sequence[TimeExpression],
) -> TimeExpression | None:
    """What a match says, given the expressions before it; None where it is no time at all."""
    assert match.lastindex is not None
    form = grammar.forms[match.lastindex - 1]
    span = Span(match.start(), match.end())
    parts_match = form.pattern.match(text, span.start)
    assert parts_match is not None
    parts = {name: words for name, words in parts_match.groupdict().items() if words is not None}
    match form.reads:
        case "nothing":
            return None
        case "open" | "coarse":
            return TimeExpression(span, Precision(form.reads), None, "attributive" in parts)
        case "date":
            return _read_date(span, parts, grammar.numbers, published)
        case "anchor" | "same_day":
            days = _number(parts[form.reads], grammar.numbers[form.reads])
            fallback = published if form.reads == "same_day" else None
            return _read_anchor(text, span, days, published, fallback, before)
        case _:
            return _read_distance(span, form.reads, parts, grammar.numbers, published)


def _number(words: str, table: dict[str, int]) -> int:
    """The number that words stand for: in figures, or as the table has it."""
    return int(words) if words.isdecimal() else table[re.sub(r"\s+", " ", words).lower()]


def _read_date(span: Span, parts: dict[str, str], numbers: Numbers, published: date | None) -> TimeExpression | None:
    """A day by its number and month; OPEN where it is to come, None where there is no such day."""
    attributive = "attributive" in parts
    month = int(parts["month_number"]) if "month_number" in parts else _number(parts["month"], numbers["month"])
    day_number = int(parts["day"])
    if "short_year" in parts:
        parts = {**parts, "year": str(_whole_year(int(parts["short_year"]), published))}
    if "year" in parts:
        day = _date_or_none(int(parts["year"]), month, day_number)
        if day is None:
            return None
        to_come = published is not None and day > published
    elif published is not None:
        day = _last_such_date(day_number, month, published)
        to_come = day is None or (published - day).days > MOST_DAYS_WITHOUT_YEAR
    else:
        day, to_come = None, False
    if to_come:
        return TimeExpression(span, Precision.OPEN, None, attributive)
    return TimeExpression(span, Precision.DAY, day, attributive)


def _whole_year(short: int, published: date | None) -> int:
    """The last year that ends in these two figures: 24 is 2024, 98 is 1998."""
    latest = published.year if published else date.max.year
    return min(latest - (latest - short) % 100, latest)


def _last_such_date(day_number: int, month: int, published: date) -> date | None:
    """The date in the published year or in the one before; None where neither has it in the past."""
    years = (published.year, max(published.year - 1, date.min.year))
    days = (_date_or_none(year, month, day_number) for year in years)
    return next((day for day in days if day is not None and day <= published), None)


def _date_or_none(year: int, month: int, day_number: int) -> date | None:
    try:
        return date(year, month, day_number)
    except ValueError:
        return None


def _read_anchor(
    text: str,
    span: Span,
    days: int,
    published: date | None,
    fallback: date | None,
    before: Sequence[TimeExpression],
) -> TimeExpression:
    """A day counted from the last one named before in the paragraph ("the next day"), else the fallback."""
    known = [expression for expression in before[-3:] if expression.day is not None]
    day = fallback
    if known and "\n" not in text[known[-1].span.end : span.start]:
        day = _shifted(known[-1].day, days)
    if day is None or (published is not None and day > published):
        return TimeExpression(span, Precision.COARSE, None, False)
    return TimeExpression(span, Precision.DAY, day, False)


def _read_distance(
    span: Span, reads: str, parts: dict[str, str], numbers: Numbers, published: date | None
) -> TimeExpression:
    """A day by its distance from the published date: weekdays, "gestern", "two days ago"."""
    attributive = "attributive" in parts
    if reads == "ago":
        days = -_number(parts["number"], numbers["number"])
        if -days > MOST_DAYS_COUNTED:
            return TimeExpression(span, Precision.COARSE, None, attributive)
    elif reads == "day":
        days = _number(parts["day_word"], numbers["day"])
    elif published is None:
        days = 0
    else:
        days = -_days_since(parts, numbers["weekday"], numbers["number"], published)
    return TimeExpression(span, Precision.DAY, _shifted(published, days), attributive)


def _days_since(parts: dict[str, str], weekdays: dict[str, int], numbers: dict[str, int], published: date) -> int:
    """How many days before the published date the weekday was."""
    weekday = _number(parts["weekday"], weekdays)
    if "last_week" in parts:
        return published.weekday() + 7 - weekday
    days = (published.weekday() - weekday) % 7
    if "weeks" in parts:
        return days + 7 * _number(parts["weeks"], numbers)
    return 7 if days == 0 and "back" in parts else days


def _shifted(day: date | None, days: int) -> date | None:
    """The day so many days later; None where there is no day, or the calendar ends before."""
    try:
        return None if day is None else day + timedelta(days=days)
    except OverflowError:
        return None
