"""What was read already, and where else the identical text is printed."""

from datetime import date

import pytest
from store_building import VERSIONS, article, extraction, person, statement

from tracker.store import StatementQuery, Store
from tracker.store.rows.articles import KnownInput

TEXT = "Vera Lind sagte, die Deiche hielten."
LIND = person("Vera Lind")
FOUND = extraction(statement(TEXT, "die Deiche hielten", speaker="Vera Lind", actors=(LIND,)))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


def printings(store):
    return [(each.outlet, each.url, each.published_on) for each in store.articles()[0].printings]


def test_an_input_is_known_with_its_article(store):
    assert store.known_input("a1") is None
    store.add(article(TEXT), FOUND, VERSIONS, digest="a1")
    assert store.known_input("a1") == KnownInput(1, 1)
    assert store.known_input("a2") is None


def test_no_digest_is_no_input(store):
    store.add(article(TEXT), FOUND, VERSIONS)
    assert store.known_input("") is None
    assert store.check().problems == []


def test_an_identical_text_is_known_by_its_own_digest_too(store):
    store.add(article(TEXT), FOUND, VERSIONS, digest="a1")
    again = store.add(article(TEXT), extraction(), VERSIONS, digest="a2")
    assert (again.article_id, again.new, again.statements) == (1, False, 1)
    assert store.known_input("a2") == KnownInput(1, 1)
    assert len(store.articles()) == 1


def test_a_file_of_several_articles(store):
    store.mark_read("f1", "news.jsonl", 250)
    assert store.known_input("f1") == KnownInput(None, 250)
    store.mark_read("f1", "copy.jsonl", 1)
    assert store.known_input("f1") == KnownInput(None, 250)


def test_what_fails_is_not_known(store):
    broken = statement(TEXT, "die Deiche hielten", inside=7)
    with pytest.raises(IndexError):
        store.add(article(TEXT), extraction(broken), VERSIONS, digest="a1")
    assert store.known_input("a1") is None
    assert store.articles() == []


def test_where_the_identical_text_is_printed_too(store):
    store.add(article(TEXT, date(2023, 5, 2), outlet="Küstenbote", url="https://a.example/1"), FOUND, VERSIONS)
    store.add(article(TEXT, date(2023, 5, 3), outlet="Elbblatt", url="https://b.example/x"), FOUND, VERSIONS)
    store.add(article(TEXT, outlet="Elbblatt"), FOUND, VERSIONS)
    assert printings(store) == [("Elbblatt", "https://b.example/x", "2023-05-03")]
    (row,) = store.statements(StatementQuery())
    assert store.statement(row.id).printings == store.articles()[0].printings
    assert store.outlets() == ["Elbblatt", "Küstenbote"]
    for outlet in ("Küstenbote", "elbblatt"):
        assert [found.id for found in store.statements(StatementQuery(outlet=outlet))] == [row.id]
        assert [found.id for found in store.articles(outlet)] == [1]
    assert store.statements(StatementQuery(outlet="Weserblatt")) == store.articles("Weserblatt") == []


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"outlet": "KÜSTENBOTE"},
        {"url": "http://www.a.example/1/?utm_source=feed#top"},
        {"outlet": "Küstenbote", "url": "https://a.example/1"},
    ],
)
def test_a_copy_of_the_same_is_no_other_printing(store, again):
    store.add(article(TEXT, outlet="Küstenbote", url="https://a.example/1", source="a.html"), FOUND, VERSIONS)
    store.add(article(TEXT, source="copy.html", **again), FOUND, VERSIONS)
    assert printings(store) == []
