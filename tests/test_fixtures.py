"""The gold statements of `fixtures/` are consistent in themselves; nothing here runs the extraction."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.evaluation.annotations import EARLIER
from tracker.extraction.statements import Act, Kind, Standing

FIXTURES = Path(__file__).parent.parent / "fixtures"
OPENING_MARKS = "„“\"»‘'"
CLOSING_MARKS = "“”\"«’'"
ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")
STATEMENT_KEYS = {*ROLES, "type", "act", "standing", "actors", "addressee_actors", "link", "said_on"}

GoldArticle = dict[str, Any]
ARTICLES: list[GoldArticle] = [
    json.loads(line) for line in (FIXTURES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
STATEMENTS = [
    pytest.param(article, statement, id=f"{article['id']}-{number}")
    for article in ARTICLES
    for number, statement in enumerate(article["statements"])
]
every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
every_statement = pytest.mark.parametrize(("article", "statement"), STATEMENTS)


def bounds(statement: dict[str, Any]) -> tuple[int, int]:
    return statement["quote"][0][0], statement["quote"][-1][1]


def test_every_article_file_has_gold_and_the_other_way_round() -> None:
    assert sorted(article["file"] for article in ARTICLES) == sorted(path.name for path in FIXTURES.glob("*.txt"))


def test_the_set_is_as_large_and_as_varied_as_promised() -> None:
    languages = [article["language"] for article in ARTICLES]
    assert languages.count("de") >= 5
    assert languages.count("en") >= 3
    assert len({article["outlet"] for article in ARTICLES if article["outlet"]}) >= 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_act_and_kind_is_there_in_both_languages(language: str) -> None:
    own = (FIXTURES / "gold" / "own-train.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [each for each in (*ARTICLES, *map(json.loads, own)) if each["language"] == language]
    statements = [statement for article in articles for statement in article["statements"]]
    assert {statement["act"] for statement in statements} == {str(act) for act in Act}
    assert {statement["type"] for statement in statements} == {str(kind) for kind in Kind}


def test_blinken_speaks_on_several_days_in_both_languages() -> None:
    said = {
        (article["language"], statement["said_on"])
        for article in ARTICLES
        for statement in article["statements"]
        if "Antony Blinken" in statement["actors"] and statement["said_on"] != EARLIER
    }
    assert len({day for language, day in said if language == "de"}) >= 2
    assert len({day for language, day in said if language == "en"}) >= 2


def test_the_same_agency_sentence_is_in_two_articles() -> None:
    quotes: dict[str, set[str]] = {}
    for article in ARTICLES:
        for statement in article["statements"]:
            start, end = bounds(statement)
            quotes.setdefault(article["text"][start:end], set()).add(article["id"])
    assert any(len(articles) >= 2 for articles in quotes.values())


@every_article
def test_article_has_150_to_400_words_and_is_dated_by_its_file_name(article: GoldArticle) -> None:
    assert 150 <= len(article["text"].split()) <= 400
    assert article["file"] == f"{article['id']}.txt"
    assert article["id"].startswith(date.fromisoformat(article["date"]).isoformat())


@every_article
def test_text_ends_the_file_and_has_paragraphs_one_blank_line_apart(article: GoldArticle) -> None:
    printed = (FIXTURES / article["file"]).read_text(encoding="utf-8")
    assert printed.endswith(article["text"] + "\n")
    assert article["text"] == article["text"].strip()
    assert not re.search(r"\n{3,}|(?<!\n)\n(?!\n)", article["text"])


@every_article
def test_title_and_outlet_stand_before_the_text(article: GoldArticle) -> None:
    head = (FIXTURES / article["file"]).read_text(encoding="utf-8").removesuffix(article["text"] + "\n")
    assert (article["title"] or "") in head
    assert (article["outlet"] or "") in head


@every_article
def test_some_paragraph_holds_no_statement(article: GoldArticle) -> None:
    start = 0
    empty = []
    for paragraph in article["text"].split("\n\n"):
        end = start + len(paragraph)
        if not any(start <= bounds(statement)[0] < end for statement in article["statements"]):
            empty.append(paragraph)
        start = end + 2
    assert empty


@every_article
def test_statements_are_in_reading_order(article: GoldArticle) -> None:
    places = [(bounds(statement)[0], -bounds(statement)[1]) for statement in article["statements"]]
    assert places == sorted(places)


@every_statement
def test_statement_has_exactly_the_documented_keys(article: GoldArticle, statement: dict[str, Any]) -> None:
    assert set(statement) == STATEMENT_KEYS


@every_statement
def test_kind_act_and_standing_are_known(article: GoldArticle, statement: dict[str, Any]) -> None:
    Kind(statement["type"])
    Act(statement["act"])
    Standing(statement["standing"])


@every_statement
def test_spans_lie_in_the_text_in_order_and_begin_and_end_in_ink(
    article: GoldArticle, statement: dict[str, Any]
) -> None:
    assert statement["quote"]
    for role in ROLES:
        previous_end = 0
        for start, end in statement[role]:
            assert previous_end <= start < end <= len(article["text"])
            printed = article["text"][start:end]
            assert printed == printed.strip()
            assert "\n" not in printed
            previous_end = end


@every_statement
def test_spans_begin_and_end_at_word_boundaries(article: GoldArticle, statement: dict[str, Any]) -> None:
    for role in ROLES:
        for start, end in statement[role]:
            around = article["text"][max(0, start - 1) : start + 1], article["text"][end - 1 : end + 1]
            assert not any(len(pair) == 2 and pair.isalnum() for pair in around)


@every_statement
def test_direct_quote_stands_between_marks_without_them(article: GoldArticle, statement: dict[str, Any]) -> None:
    if statement["type"] != Kind.DIRECT:
        return
    for start, end in statement["quote"]:
        assert article["text"][start - 1] in OPENING_MARKS
        assert article["text"][end] in CLOSING_MARKS
        assert article["text"][start] not in OPENING_MARKS


@every_statement
def test_kinds_without_an_introducing_clause_have_no_frame(article: GoldArticle, statement: dict[str, Any]) -> None:
    introduced = statement["type"] in (Kind.DIRECT, Kind.INDIRECT)
    assert introduced or not statement["frame"]
    assert introduced or statement["type"] == Kind.REPORTED or not statement["cue"]


@every_statement
def test_the_frame_or_a_summary_itself_holds_the_cue(article: GoldArticle, statement: dict[str, Any]) -> None:
    around = statement["quote"] if statement["type"] == Kind.REPORTED else statement["frame"]
    for start, end in statement["cue"]:
        assert any(first <= start and end <= last for first, last in around)


@every_statement
def test_actor_names_are_printed_in_the_article(article: GoldArticle, statement: dict[str, Any]) -> None:
    for name in statement["actors"] + statement["addressee_actors"]:
        assert name in article["text"]
    assert statement["speaker"]
    assert statement["addressee"] or not statement["addressee_actors"]


@every_statement
def test_said_on_is_earlier_or_a_day_up_to_the_published_date(article: GoldArticle, statement: dict[str, Any]) -> None:
    if statement["said_on"] not in (None, EARLIER):
        assert date.fromisoformat(statement["said_on"]) <= date.fromisoformat(article["date"])
