"""Who speaks may be a guess: which are, and that questions can leave them out."""

import sqlite3
from datetime import date

import pytest
from store_building import VERSIONS, article, extraction, person, statement, take_out_totals

from tracker.store import StatementQuery, Store
from tracker.terms import Resolution

DAY = date(2023, 5, 2)
TEXT = "Ylva Stenborg sagte eins. Stenborg sagte zwei. Sie sagte drei. Die Landrätin sagte vier. „Fünf.“ Jemand: sechs."


def stenborg(resolution):
    return person("Ylva Stenborg", resolution=resolution)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        found = extraction(
            statement(TEXT, "eins", said=DAY, actors=(stenborg(Resolution.NAME),)),
            statement(TEXT, "zwei", said=DAY, actors=(stenborg(Resolution.PART_OF_NAME),)),
            statement(TEXT, "drei", said=DAY, actors=(stenborg(Resolution.PRONOUN), person("Nils Okafor"))),
            statement(TEXT, "vier", said=DAY, actors=(stenborg(Resolution.DESCRIPTION),)),
            statement(TEXT, "Fünf", said=DAY, actors=(stenborg(Resolution.CONTEXT),)),
            statement(TEXT, "sechs", said=DAY),
        )
        store.add(article(TEXT, DAY), found, VERSIONS)
        yield store


def quotes(store, **query):
    return [row.quote for row in store.statements(StatementQuery(**query))]


def test_a_name_that_is_not_printed_there_is_a_guess(store):
    rows = {row.quote: row for row in store.statements(StatementQuery())}
    assert {quote for quote, row in rows.items() if row.doubtful_actors} == {"drei", "vier", "Fünf"}
    assert rows["drei"].actors == ["Ylva Stenborg", "Nils Okafor"]
    assert rows["drei"].doubtful_actors == ["Ylva Stenborg"]
    assert rows["drei"].resolutions == ["pronoun", "name"]


def test_statements_of_guessed_speakers_are_left_out_or_asked_for(store):
    assert quotes(store, sure=True) == ["eins", "zwei", "sechs"]
    assert quotes(store, sure=False) == ["drei", "vier", "Fünf"]


@pytest.mark.parametrize("order", [1, -1])
def test_who_has_two_names_in_a_statement_is_a_guess_where_one_of_them_is(tmp_path, order):
    text = "Ylva Stenborg und sie sagten sieben."
    with Store.open(tmp_path / "t.db") as store:
        twice = (stenborg(Resolution.NAME), person("Stenborg", resolution=Resolution.PRONOUN))[::order]
        both = (*twice, person("Nils Okafor"))
        store.add(article(text, DAY), extraction(statement(text, "sieben", said=DAY, actors=both)), VERSIONS)
        (row,) = store.statements(StatementQuery())
        assert (row.actors, row.doubtful_actors) == (["Ylva Stenborg", "Nils Okafor"], ["Ylva Stenborg"])
        assert row.resolutions == ["pronoun", "name"]
        assert (quotes(store, sure=True), quotes(store, sure=False)) == ([], ["sieben"])


def test_a_bare_surname_that_is_taken_for_somebodys_of_other_articles_is_a_guess(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        for number in range(3):
            text = f"Ylva Stenborg sagte Satz {number}."
            said = statement(text, f"Satz {number}", said=DAY, actors=(person("Ylva Stenborg"),))
            store.add(article(text, DAY), extraction(said), VERSIONS)
        text = "Stenborg sagte nichts Neues."
        said = statement(text, "nichts Neues", said=DAY, actors=(person("Stenborg"),))
        store.add(article(text, DAY), extraction(said), VERSIONS)
        (row,) = [row for row in store.statements(StatementQuery()) if row.quote == "nichts Neues"]
        assert (row.actors, row.resolutions, row.doubtful_actors) == (["Ylva Stenborg"], ["name"], ["Ylva Stenborg"])
        assert "nichts Neues" not in quotes(store, sure=True)


def test_what_the_user_decided_is_no_guess(store):
    (row,) = [row for row in store.statements(StatementQuery()) if row.quote == "vier"]
    store.statement_decisions.correct(row.id, {"speaker": ["Ylva Stenborg"]}, "ida")
    (row,) = [row for row in store.statements(StatementQuery()) if row.quote == "vier"]
    assert (row.resolutions, row.doubtful_actors) == (["decision"], [])


def test_guesses_of_a_database_of_before_are_known_when_it_is_opened(store):
    before = quotes(store, sure=True), quotes(store, sure=False)
    path = store.path
    store.close()
    connection = sqlite3.connect(path)
    take_out_totals(connection)
    connection.executescript("""
        DROP INDEX statements_newest;
        DROP INDEX statements_doubtful;
        DROP INDEX statements_counted;
        DROP INDEX statements_counted_by_article;
        ALTER TABLE statements DROP COLUMN doubtful;
        CREATE INDEX statements_counted ON statements(day, act, kind) WHERE fragment = 0;
        CREATE INDEX statements_newest ON statements(day DESC);
        DROP TRIGGER repeated_statements_insert;
        DROP TRIGGER repeated_statements_delete;
        ALTER TABLE statements DROP COLUMN repeated;
        DELETE FROM _sqlite_migrations WHERE name IN ('doubtful_marked', 'counted_by_article', 'repeated_marked');
    """)
    connection.close()
    with Store.open(path) as opened:
        assert (quotes(opened, sure=True), quotes(opened, sure=False)) == before
        assert opened.count(StatementQuery(sure=False)).total == len(before[1])
