"""Reports of statements with any text in any place: it is there, and is nothing but text. And charts of any days."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.store import StatementQuery
from tracker.store.rows.reported import LeftOut, PassedOver, Reported
from tracker.store.rows.statements import StatementInPlace, StatementRow, TimelineEntry
from tracker.views.asked import Asked
from tracker.views.formats import By, ReportFormat
from tracker.views.harmless import harmless_line
from tracker.views.links import web_address
from tracker.views.reports.building import Making, report_of
from tracker.views.reports.chart import MOST_BARS, chart_of
from tracker.views.reports.contents import Chart, Report
from tracker.views.reports.rendering import rendered
from tracker.views.reports.word_document import word_document

NOTHING_LEFT_OUT = LeftOut(0, 0, 0, 0, 0, [], PassedOver())
# Words of any kind, often with what means something in HTML and Markdown.
acting = st.sampled_from(["<", ">", "&", '"', "'", "*", "_", "`", "[x](y)", "~~", "# ", "1. ", "- ", "|", "\\", "&lt;"])
texts = st.lists(st.one_of(acting, st.text(max_size=8)), max_size=8).map("".join)
READERS = {
    ReportFormat.HTML: lambda page: page,
    ReportFormat.MARKDOWN: lambda page: MarkdownIt("gfm-like", {"linkify": False}).render(page),
}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "section", "nav", "article"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "li",
        "dl",
        "div",
        "dt",
        "dd",
        "bdi",
        "span",
        "strong",
        "cite",
        "mark",
        "time",
    ),
    *(
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "svg",
        "g",
        "rect",
        "text",
        "line",
        "circle",
    ),
    *("details", "summary", "blockquote", "pre", "code", "em"),
}


class Words(HTMLParser):
    """The words of a page one after the other, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.elements = "", set()
        self.feed(page)
        self.words = "".join(self.words.split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def in_place(before: str, quote: str, behind: str, other: str, number: int = 1) -> StatementInPlace:
    """A statement in a paragraph of three parts, with `other` wherever an article or a user has a text of its own."""
    spans = [[len(before), len(before + quote)]]
    row = StatementRow(
        *(number, 1, "indirect", quote, spans, other, [other], other, "statement", other, [other]),
        *("2024-03-06", "words", other, "2024-03-07", "dateline", other, f"https://example.org/{other}", other, 0.9),
        inside=None,
        descriptions=[other],
        resolutions=["name"],
        finding=other,
        status="checked",
        tags=[other],
        links=[other],
    )
    speaker = [[0, len(before)]] if before else []
    return StatementInPlace(row, before + quote + behind, 0, speaker, [], [], [], [], other, other)


def report_on(*places: StatementInPlace, title: str | None = None) -> Report:
    entries = [TimelineEntry(each.statement.said_on, each.statement, [each.statement]) for each in places]
    reported = Reported(entries, {each.statement.id: each for each in places}, NOTHING_LEFT_OUT)
    making = Making("tracker report", datetime(2024, 3, 8), "news.db", title)
    return report_of(reported, Asked(StatementQuery(), [], []), By.DAY, making)


def shown(text: str) -> str:
    return "".join(harmless_line(text).split())


@pytest.mark.parametrize("written_as", READERS)
@given(before=texts, quote=texts.filter(bool), behind=texts, other=texts)
def test_any_text_is_there_and_nothing_but_text(
    written_as: ReportFormat, before: str, quote: str, behind: str, other: str
) -> None:
    place = in_place(before, quote, behind, other)
    page = Words(READERS[written_as](rendered(report_on(place, title=other or "x"), written_as)))
    assert page.elements <= KNOWN
    assert shown(before + quote + behind) in page.words
    assert page.words.count(shown(other)) >= 9


@given(before=texts, quote=texts.filter(bool), behind=texts, other=texts)
def test_any_text_is_there_in_word(before: str, quote: str, behind: str, other: str) -> None:
    document = docx.Document(io.BytesIO(word_document(report_on(in_place(before, quote, behind, other)))))
    words = "".join("".join(each.text for each in document.paragraphs).split())
    expected = shown(before + quote + behind)
    assert expected.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") in words


def test_a_word_of_a_million_characters_is_shortened_and_that_is_said() -> None:
    endless = "a" * 1_000_000
    for place in (in_place("", endless, "", ""), in_place("", "short", endless, ""), in_place("x", "y", "", endless)):
        by_user = replace(place.statement, finding=None, tags=[], links=[])  # what the user writes is never cut
        place = replace(place, statement=by_user)
        assert len(rendered(report_on(place), ReportFormat.HTML)) < 100_000
    page = rendered(report_on(in_place("", "short", endless, "")), ReportFormat.HTML)
    assert "it is shortened at […]" in page
    assert "it is shortened" not in rendered(report_on(in_place("", "short", "", "")), ReportFormat.HTML)


def test_what_is_shortened_keeps_the_words_around_the_quote() -> None:
    long_before, long_behind = "früher " * 1000, " später" * 1000
    place = in_place(long_before + "gestern ", "der Hafen bleibt offen", " heute" + long_behind, "x")
    place = replace(place, speaker_spans=[])
    page = Words(rendered(report_on(place), ReportFormat.HTML)).words
    assert "früherfrühergesternderHafenbleibtoffenheutespäterspäter" in page


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:alert(1)", False),
        ("//example.org", False),
        ("http://[", False),
        ("file:///etc/passwd", False),
        ("https://example.org/" + "a" * 8_000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_pages_are_links(text: str | None, is_one: bool) -> None:
    assert web_address(text) == (text if is_one else None)


def chart_from(days: list[str | None]) -> Chart:
    row = in_place("a", "b", "c", "d").statement
    chart = chart_of([TimelineEntry(day, row, [row]) for day in days])
    assert chart is not None
    return chart


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2024-03-06", "2024-03-06", "day", ["6 Mar 2024"]),
        ("2024-03-06", "2024-05-05", "day", ["6 Mar 2024", "5 May 2024"]),
        ("2024-03-06", "2025-03-05", "week", ["4 Mar 2024", "3 Mar 2025"]),
        ("2022-03-06", "2025-03-05", "month", ["Mar 2022", "Mar 2025"]),
        ("2012-03-06", "2025-03-05", "quarter", ["Jan to Mar 2012", "Jan to Mar 2025"]),
        ("1949-03-06", "2025-03-05", "year", ["1949", "2025"]),
        ("0001-01-01", "9999-12-31", "year", ["1", "9999"]),
    ],
)
def test_the_unit_of_a_chart_is_the_shortest_that_fits(first: str, last: str, unit: str, labels: list[str]) -> None:
    chart = chart_from([first, last])
    assert chart.unit == unit
    assert [bar.label for bar in chart.bars] == labels
    assert [tick.label for tick in chart.ticks][:: max(1, len(chart.ticks) - 1)] == labels


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 5000)), min_size=1).filter(
        lambda days: any(each is not None for each in days)
    )
)
def test_a_chart_has_every_statement_once_within_its_borders(numbers: list[int | None]) -> None:
    days = [None if each is None else (date(2010, 1, 1) + timedelta(days=each)).isoformat() for each in numbers]
    chart = chart_from(days)
    assert sum(bar.statements for bar in chart.bars) + chart.undated == len(days)
    assert sum(dot.statements for lane in chart.lanes for dot in lane.dots) == len(days) - chart.undated
    assert len(chart.bars) <= MOST_BARS
    for bar in chart.bars:
        assert -0.1 <= bar.left <= bar.left + bar.width <= 100.1
        assert 0 < bar.height <= 100
    for lane in chart.lanes:
        assert all(0 <= dot.middle <= 100 for dot in lane.dots)


def test_without_a_day_there_is_no_chart() -> None:
    assert chart_of([]) is None
