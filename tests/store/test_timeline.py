"""A timeline of the first entries is the beginning of the whole timeline."""

import random
from datetime import date, timedelta

import pytest
from store_building import VERSIONS, add_saying, article, extraction, person, statement

from tracker.store import StatementQuery, Store, timeline

SPEAKERS = [person("Vera Lind"), person("Olaf Brandt"), None]
WORDS = ["die Deiche halten", "die Deiche halten dem Wasser noch stand", "es regnet", "nein"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Statements that repeat each other, on days, without days, dated by words that name none, and in versions."""
    chance = random.Random(7)
    with Store.open(tmp_path_factory.mktemp("timeline") / "t.db") as store:
        for number in range(120):
            published = chance.choice([None, *[date(2023, 5, 2) + timedelta(days=chance.randrange(60))] * 9])
            quote = chance.choice(WORDS)
            speaker = chance.choice(SPEAKERS)
            text = f"Meldung {number}: Gestern hieß es, {quote}. Es ging um den Hafen."
            said = statement(
                text,
                quote,
                actors=(speaker,) if speaker else (),
                said=chance.choice([published, published, date(2023, 5, 9), None]),
                words=chance.choice(["", "", "Gestern"]),
            )
            url = f"https://bote.example/{chance.randrange(80)}"
            store.add(article(text, published, url=url), extraction(said), VERSIONS)
        yield store


@pytest.mark.parametrize("read_at_once", [1, 7, 40])
@pytest.mark.parametrize(
    "query",
    [{}, {"topics": ("Hafen",)}, {"topics": ("Deich",), "scope": "statement"}, {"since": date(2023, 5, 20)}],
    ids=["everything", "a frequent topic", "a topic", "since a day"],
)
def test_the_first_entries_are_those_of_the_whole(store, monkeypatch, read_at_once, query):
    monkeypatch.setattr(timeline, "FEWEST_READ", read_at_once)
    whole = store.timeline(StatementQuery(**query))
    assert len(whole) > 15
    for limit in (1, 2, 5, 12, len(whole) - 1, len(whole), len(whole) + 5):
        assert store.timeline(StatementQuery(**query, limit=limit)) == whole[:limit]


def test_not_all_statements_are_read_for_the_first_entries(tmp_path, monkeypatch):
    monkeypatch.setattr(timeline, "FEWEST_READ", 20)
    read = []
    rows_of = timeline.queries.rows_of
    monkeypatch.setattr(timeline.queries, "rows_of", lambda *given: read.extend(given[1]) or rows_of(*given))
    with Store.open(tmp_path / "t.db") as store:
        for number in range(100):
            add_saying(store, f"Es regnet seit {number} Tagen.", SPEAKERS[0], date(2023, 1, 1) + timedelta(number))
        entries = store.timeline(StatementQuery(limit=3))
    assert [entry.day for entry in entries] == ["2023-01-01", "2023-01-02", "2023-01-03"]
    assert len(read) == 20
