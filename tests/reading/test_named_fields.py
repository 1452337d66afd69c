import json
from datetime import date
from typing import Any

import pytest
from record_building import TEXT, articles, page, problems, records

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.field_map import parse_map
from tracker.reading.records import Given

DAY = date(2022, 1, 21)


def only(record: dict[str, Any], **how: Any) -> Article:
    [article] = articles(json.dumps(record).encode(), **how)
    return article


def problem(record: object, **how: Any) -> str:
    [line] = problems(records(json.dumps(record).encode(), **how))
    return line


# As these programs write them, with texts of our own.
TRAFILATURA = {
    "title": "Der Hafen",
    "author": "Meike Lorenz; Henrik Tamm",
    "hostname": "bote.example",
    "date": "2022-01-21",
    "fingerprint": "8d3b",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": "Der Rat",
    "text": TEXT,
    "language": "de",
    "image": None,
    "pagetype": "article",
    "filedate": "2022-01-29",
    "source": "https://bote.example/hafen",
    "source-hostname": "Bote",
    "excerpt": "Der Rat tagte.",
    "categories": "",
    "tags": "",
}
NEWS_PLEASE = {
    "authors": ["Meike Lorenz", "Henrik Tamm"],
    "date_download": "2022-01-29 10:00:00",
    "date_modify": "None",
    "date_publish": "2022-01-21 17:03:00",
    "description": "Der Rat tagte.",
    "filename": "hafen.json",
    "image_url": None,
    "language": "de",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "bote.example",
    "title": "Der Hafen",
    "title_page": None,
    "title_rss": None,
    "url": "https://bote.example/hafen",
}
FUNDUS = {
    "title": "Der Hafen",
    "authors": ["Meike Lorenz"],
    "publishing_date": "2022-01-21 17:03:00+01:00",
    "topics": ["Hafen"],
    "free_access": True,
    "body": {"summary": ["Der Rat tagte."], "sections": [{"headline": ["Offen"], "paragraphs": [TEXT, "Er endete."]}]},
    "html": {"requested_url": "https://bote.example/hafen", "responded_url": None, "crawl_date": "2022-01-29"},
}
NEWS_SERVICE = {
    "source": {"id": None, "name": "Bote"},
    "author": "Meike Lorenz",
    "title": "Der Hafen",
    "url": "https://bote.example/hafen",
    "publishedAt": "2022-01-21T17:03:00Z",
    "content": TEXT,
}
SCHEMA_ORG = {
    "@type": "NewsArticle",
    "headline": "Der Hafen",
    "articleBody": TEXT,
    "datePublished": "2022-01-21T17:03:00+01:00",
    "dateModified": "2022-01-22T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Meike Lorenz"}],
    "publisher": {"@type": "Organization", "name": "Bote"},
    "inLanguage": "de-DE",
}
GERMAN = {"Titel": "Der Hafen", "Datum": "21.01.2022", "Quelle": "Bote", "Inhalt": TEXT, "Autorin": "Meike Lorenz"}


@pytest.mark.parametrize(
    ("record", "outlet", "author", "url"),
    [
        (TRAFILATURA, "Bote", "Meike Lorenz; Henrik Tamm", "https://bote.example/hafen"),
        (NEWS_PLEASE, "bote.example", "Meike Lorenz, Henrik Tamm", "https://bote.example/hafen"),
        (FUNDUS, "bote.example", "Meike Lorenz", "https://bote.example/hafen"),
        (NEWS_SERVICE, "Bote", "Meike Lorenz", "https://bote.example/hafen"),
        (SCHEMA_ORG, "Bote", "Meike Lorenz", None),
        (GERMAN, "Bote", "Meike Lorenz", None),
    ],
)
def test_what_programs_write(record: dict[str, Any], outlet: str, author: str, url: str | None) -> None:
    article = only(record)
    assert TEXT in article.text
    assert (article.title, article.outlet, article.author, article.url) == ("Der Hafen", outlet, author, url)
    assert (article.published, article.published_basis) == (DAY, PublishedBasis.METADATA)
    assert article.format == "json"
    assert article.source == "-, article 1"


def test_sections_become_paragraphs() -> None:
    assert only(FUNDUS).text == f"Der Rat tagte.\n\nOffen\n\n{TEXT}\n\nEr endete."


def test_when_it_was_changed() -> None:
    assert only(SCHEMA_ORG).modified == "2022-01-22T08:00:00+01:00"


def test_what_the_user_gives_wins() -> None:
    article = only(TRAFILATURA, given=Given(date(2022, 1, 5), "Kurier", "Kai", "https://k.example/", "en"))
    assert (article.title, article.outlet, article.url, article.language) == (
        "Kai",
        "Kurier",
        "https://k.example/",
        "en",
    )
    assert (article.published, article.published_basis) == (date(2022, 1, 5), PublishedBasis.GIVEN)


def test_the_first_field_with_a_text_counts() -> None:
    assert only({"text": " ", "maintext": None, "body": TEXT, "content": "Anderes."}).text == TEXT


def test_a_dateline_serves_where_there_is_no_date() -> None:
    article = only({"text": f"Kiel, 20. Januar 2022 (dpa)\n\n{TEXT}"})
    assert (article.published, article.published_basis) == (date(2022, 1, 20), PublishedBasis.DATELINE)
    assert (article.outlet, article.text) == ("dpa", TEXT)


def test_half_a_surrogate_pair_does_not_cost_the_article() -> None:
    article = only({"text": TEXT + " \ud83d", "title": "Der \ud83d Hafen"})
    assert (article.text, article.title) == (TEXT + " \ufffd", "Der \ufffd Hafen")


@pytest.mark.parametrize("field", ["content_html", "html", "body", "content"])
def test_a_page_where_there_is_no_text(field: str) -> None:
    source = page().decode() if field == "html" else "".join(f"<p>{TEXT} {each}</p>" for each in "ABC")
    article = only({field: source, "title": "Der Hafen", "date": "2022-01-21", "url": "https://bote.example/hafen"})
    assert TEXT in article.text
    assert "<" not in article.text
    assert (article.title, article.published) == ("Der Hafen", DAY)
    assert article.published_basis is PublishedBasis.METADATA


def test_a_text_wins_over_a_page() -> None:
    assert only({"content_html": page().decode(), "content_text": TEXT}).text == TEXT


def test_a_page_fills_the_gaps() -> None:
    assert only({"html": page(7).decode()}).title == "Hafen 7"


def test_the_users_map() -> None:
    record = {"text": "Falsch.", "body": {"parts": [{"t": "Eins."}, {"t": "Zwei."}]}, "meta": {"pub": 1642765500}}
    article = only(record, fields=parse_map(["text=body.parts.t", "date=meta.pub"]))
    assert (article.text, article.published, article.remarks) == ("Eins.\n\nZwei.", DAY, ())


def test_a_wrong_map_says_which_fields_there_are() -> None:
    record = {"id": 3, "body": {"parts": TEXT}, "meta": {"pub": "2022-01-21"}}
    assert problem(record, fields=parse_map(["text=body.content"])) == (
        "stdin, article 1: no text at `body.content` (--map text); the fields are: id, body.parts, meta.pub."
    )
    [remark] = only(record, fields=parse_map(["text=body.parts", "date=pub"])).remarks
    assert remark == "nothing at `pub` (--map date); the fields are: id, body.parts, meta.pub"


def test_a_mapped_page_is_read_though_there_is_a_text() -> None:
    assert TEXT in only({"text": "Kurz.", "page": page().decode()}, fields=parse_map(["html=page"])).text


@pytest.mark.parametrize(
    "record", [{"id": 1, "titel": "A", "text": ""}, {"id": 1, "text": 7}, {"id": 1, "text": [" "]}]
)
def test_no_text_is_a_problem_that_names_the_fields(record: dict[str, Any]) -> None:
    assert problem(record) == (
        f"stdin, article 1: no text in it. Name its field with --map text=FIELD; the fields are: {', '.join(record)}."
    )


def test_names_of_fields_cannot_style_the_line_and_are_not_endless() -> None:
    line = problem({f"\x1b[3{number}m\n": number for number in range(1000)})
    assert line.isprintable()
    assert len(line) < 1000


@pytest.mark.parametrize("words", ["01/02/2022", "bald", "2022-13-40"])
def test_a_date_that_is_none_is_said(words: str) -> None:
    article = only({"text": TEXT, "date": words})
    assert (article.published, len(article.remarks)) == (None, 1)
    assert words in article.remarks[0]


@pytest.mark.parametrize("value", [None, "None", "NaT", "null", "", [], {}, 3])
def test_values_that_mean_nothing(value: object) -> None:
    article = only({"text": TEXT, "title": value, "author": value, "outlet": value, "date": value, "language": value})
    assert (article.title, article.author, article.outlet, article.published, article.language) == (None,) * 5
    assert article.remarks == ()


@pytest.mark.parametrize(
    ("fields", "own_id"),
    [
        ({"id": "nord-17"}, "nord-17"),
        ({"id": 17}, "17"),
        ({"article_id": " a 1 "}, "a 1"),
        ({"id": None, "guid": "https://bote.example/?p=3"}, "https://bote.example/?p=3"),
        ({"id": True}, None),
        ({"id": ["a"]}, None),
        ({"id": "x" * 10_000}, None),
        ({}, None),
    ],
)
def test_the_id_that_a_record_has(fields: dict[str, Any], own_id: str | None) -> None:
    assert only({"text": TEXT, **fields}).own_id == own_id


def test_the_id_may_be_elsewhere() -> None:
    article = only({"text": TEXT, "id": 1, "meta": {"key": "k-3"}}, fields=parse_map(["id=meta.key"]))
    assert article.own_id == "k-3"
