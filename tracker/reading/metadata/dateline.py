"""Datelines: where and when a report was written, and by which agency, printed before the report."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tracker.reading.lexicons import news_words
from tracker.reading.metadata.dates import printed_dates

LONGEST_LINE = 120  # characters of a line that is a dateline and nothing else
LONGEST_BEGINNING = 160  # characters in which a dateline within the first line ends

PLACE = re.compile(r"[^\W\d_a-zäöüß][\w.'’/-]*(?:[ \xa0][\w.'’/&-]+){0,4}")
AGENCY = re.compile(r"\((?P<agency>[^\W\d_][\w./, &-]{1,39})\)")
# A date in between without a year is ignored: Dec. 22.
PLACE_AND_AGENCY = re.compile(rf"{PLACE.pattern}(?:,[^()]{{1,20}})?\s*{AGENCY.pattern}")
WEEKDAY = re.compile(r"[^\W\d_]{3,12}\.?")
DASH = re.compile(r"\s*(?:[-–—]{1,2}|:)\s+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline's date and agency. `own_line` says whether it fills its line and so isn't part of the report."""

    published: date | None
    agency: str | None
    own_line: bool


def dateline_of(line: str) -> Dateline | None:
    """The dateline that the line is or begins with, None where there is none.

    On a line of its own it needs a full date (*Genf, 21. Januar 2022 (dpa)*, *BRUSSELS, 21 January 2022*); before
    the first sentence it needs a dash, and a full date or a known agency (*WASHINGTON (AP) — The …*).
    """
    stripped = line.strip()
    if len(stripped) <= LONGEST_LINE and (alone := _whole_line(stripped)):
        return alone
    return _run_in(stripped[:LONGEST_BEGINNING])


def _whole_line(line: str) -> Dateline | None:
    """A dateline that is a whole line: only a date, place, agency, weekday, time and words for publishing."""
    dates = printed_dates(line)
    if len(dates) != 1:
        return None
    agencies = list(AGENCY.finditer(line))
    if len(agencies) > 1 or not _frames_date(line[: dates[0].start], line[dates[0].end :]):
        return None
    return Dateline(dates[0].day, agencies[0]["agency"] if agencies else None, own_line=True)


def _frames_date(before: str, after: str) -> bool:
    """Whether the words before and after a date belong to a dateline."""
    rest = AGENCY.sub("", after).strip(" \t\xa0,;|.-–—")
    if rest and not _time().fullmatch(rest):
        return False
    words = AGENCY.sub("", before).strip(" \t\xa0")
    if not words or words.rstrip(": ").lower() in news_words().published_on:
        return True
    place, *others = (part.strip() for part in words.rstrip(",").split(","))
    introduced = words.endswith(",") or (others and others[-1].lower() in news_words().published_on)
    return bool(introduced and PLACE.fullmatch(place)) and all(WEEKDAY.fullmatch(each) for each in others)


@cache
def _time() -> re.Pattern[str]:
    """A time of day (um 10.15 Uhr, 10:15 AM EST)."""
    words = news_words()
    unit = rf"(?:{words.after_times}|[AaPp]\.?[Mm]\.?|[A-Z]{{2,5}})"
    return re.compile(rf"(?:(?:{words.before_times}) )?\d{{1,2}}[:.]\d{{2}}(?: ?{unit})*")


def _run_in(text: str) -> Dateline | None:
    """A dateline that is separated from the first sentence by a dash."""
    if not PLACE.match(text):
        return None
    for dash in DASH.finditer(text):
        head = text[: dash.start()]
        if whole := _whole_line(head):
            return replace(whole, own_line=False)
        origin = PLACE_AND_AGENCY.fullmatch(head)
        if origin and _is_agency(origin["agency"]):
            return Dateline(None, origin["agency"], own_line=False)
    return None


def _is_agency(name: str) -> bool:
    """Whether the first of the names in brackets is an agency's (dpa/lno, AP, dpa-AFX)."""
    first = re.split(r"[/, ]", name.lower(), maxsplit=1)[0]
    return first in news_words().agencies or first.split("-")[0] in news_words().agencies
