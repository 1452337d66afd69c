"""Versions: another text at the same address."""

from datetime import date

import pytest
from store_building import VERSIONS, article, extraction, organisation, person, statement

from tracker.store import StatementQuery, Store

LIND, BRANDT, COUNCIL = person("Vera Lind"), person("Olaf Brandt"), organisation("Deichrat")
URL = "https://bote.example/deiche"
DAY = date(2023, 5, 2)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


def add(store, *said, url=URL, published=DAY, **fields):
    """Add an article of some (speaker, words); returns its number and what it is a version of."""
    text = " ".join(f"{who.name} sagte, {words}." for who, words in said) or "Nichts."
    found = [statement(text, words, actors=(who,), said=published) for who, words in said]
    added = store.add(article(text, published, url=url, **fields), extraction(*found), VERSIONS)
    return added.article_id, added.version_of


def quotes(store, **query):
    return [(row.article_id, row.quote) for row in store.statements(StatementQuery(**query))]


HOLD = (LIND, "die Deiche hielten")
OLD = (LIND, "alle Deiche seien alt")
NEW = (BRANDT, "er baue neue Deiche")


def test_another_text_at_the_same_address_is_a_later_version(store):
    assert add(store, HOLD, OLD) == (1, None)
    assert add(store, HOLD, NEW, url=f"{URL}/?utm_source=x") == (2, 1)
    assert add(store, HOLD, NEW, OLD) == (3, 2)
    assert add(store, NEW, url="https://bote.example/anderes") == (4, None)
    listed = {row.id: (row.version_of, row.newest_version) for row in store.articles()}
    assert listed == {1: (None, 3), 2: (1, 3), 3: (2, None), 4: (None, None)}
    assert len(quotes(store, all_versions=True)) == 8
    assert store.article_text(1).text.startswith("Vera Lind sagte")


def test_an_outlets_home_page_has_no_versions(store):
    assert add(store, HOLD, url="https://bote.example/") == (1, None)
    assert add(store, NEW, url="https://bote.example/") == (2, None)


def test_what_the_newest_version_has_again_is_listed_once(store):
    add(store, HOLD, OLD)
    add(store, HOLD, NEW)
    assert set(quotes(store)) == {(2, HOLD[1]), (2, NEW[1]), (1, OLD[1])}
    assert len(quotes(store, all_versions=True)) == 4
    assert quotes(store, article_id=1) == [(1, HOLD[1]), (1, OLD[1])]
    assert {(row.article_id, row.quote) for row in store.search("Deiche")} == set(quotes(store))
    assert quotes(store, limit=1) == [(2, HOLD[1])]


def test_what_was_taken_back_says_so(store):
    add(store, HOLD, OLD)
    assert not any(row.withdrawn for row in store.statements(StatementQuery()))
    add(store, HOLD, NEW)
    rows = {(row.article_id, row.quote): row for row in store.statements(StatementQuery(all_versions=True))}
    assert {key for key, row in rows.items() if row.withdrawn} == {(1, OLD[1])}
    assert rows[1, OLD[1]].newest_version == 2
    assert rows[1, HOLD[1]].repeated_in == rows[2, HOLD[1]].id
    assert store.statement(rows[2, HOLD[1]].id).version_of == 1


def test_what_is_taken_back_and_comes_again(store):
    add(store, HOLD, OLD)
    add(store, HOLD)
    add(store, HOLD, OLD, NEW)
    assert set(quotes(store)) == {(3, HOLD[1]), (3, OLD[1]), (3, NEW[1])}


def test_the_same_words_of_another_speaker_are_another_statement(store):
    add(store, HOLD)
    add(store, (BRANDT, HOLD[1]))
    assert quotes(store) == [(2, HOLD[1]), (1, HOLD[1])]
    assert [row.withdrawn for row in store.statements(StatementQuery())] == [False, True]


def test_a_speaker_whose_name_is_printed_shorter_is_the_same(store):
    add(store, HOLD)
    add(store, (person("Lind"), HOLD[1]), NEW)
    assert set(quotes(store)) == {(2, HOLD[1]), (2, NEW[1])}


def test_versions_are_one_source_of_one_entry(store):
    add(store, HOLD, OLD, published=DAY)
    add(store, HOLD, NEW, published=date(2023, 6, 30))
    entries = {entry.statement.quote: entry for entry in store.timeline(StatementQuery())}
    assert set(entries) == {HOLD[1], OLD[1], NEW[1]}
    held = entries[HOLD[1]]
    assert (held.day, [source.article_id for source in held.sources]) == ("2023-05-02", [1, 2])
    assert (held.families, held.withdrawn_in) == (1, None)
    assert entries[OLD[1]].withdrawn_in == 2


def test_what_another_outlet_prints_too_was_not_taken_back(store):
    add(store, HOLD, OLD)
    add(store, HOLD)
    add(store, OLD, url="https://elbblatt.example/1")
    (entry,) = (entry for entry in store.timeline(StatementQuery()) if entry.statement.quote == OLD[1])
    assert (entry.families, entry.withdrawn_in) == (2, None)


@pytest.mark.parametrize("zone", ["", "Z", "+02:00"])
def test_versions_stand_in_the_order_in_which_they_were_changed(store, zone):
    add(store, HOLD, modified=f"2023-05-02T18:00:00{zone}")
    assert add(store, OLD, modified=f"2023-05-02T09:30:00{zone}") == (2, None)
    assert add(store, NEW, modified="no time") == (3, 1)
    assert add(store, HOLD, NEW, modified=f"2023-05-02T12:00:00{zone}") == (4, 2)
    listed = {row.id: (row.version_of, row.newest_version) for row in store.articles()}
    assert listed == {1: (4, 3), 2: (None, 3), 3: (1, None), 4: (2, 3)}


def test_an_address_that_is_corrected(store):
    add(store, HOLD)
    add(store, HOLD, NEW, url=None)
    add(store, NEW, url=f"{URL}#2")
    text = store.article_text(2)
    found = extraction(*(statement(text.text, words, actors=(who,), said=DAY) for who, words in (HOLD, NEW)))
    store.correct(2, article(text.text, DAY, url=URL), found, VERSIONS)
    assert {row.id: row.version_of for row in store.articles()} == {1: None, 2: 1, 3: 2}
    store.correct(2, article(text.text, DAY, url="https://bote.example/b"), found, VERSIONS)
    assert {row.id: (row.version_of, row.newest_version) for row in store.articles()} == {
        1: (None, 3),
        2: (None, None),
        3: (1, None),
    }
    assert store.check().problems == []


def test_what_is_found_anew_is_compared_anew(store):
    add(store, HOLD, OLD)
    number, _ = add(store, HOLD, NEW)
    text = store.article_text(number).text
    store.replace(number, extraction(statement(text, NEW[1], actors=(BRANDT,), said=DAY)), VERSIONS)
    assert {row.quote for row in store.statements(StatementQuery()) if row.withdrawn} == {HOLD[1], OLD[1]}
    store.replace(number, extraction(statement(text, HOLD[1], actors=(LIND,), said=DAY)), VERSIONS)
    assert {row.quote for row in store.statements(StatementQuery()) if row.withdrawn} == {OLD[1]}
    assert store.check().problems == []
