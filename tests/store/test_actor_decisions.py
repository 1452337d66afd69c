"""The user's decisions about actors: what they do to statements, that they last, and that each is taken back."""

import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from store_building import VERSIONS, add_saying, article, extraction, mention, organisation, person, place, statement

from tracker.actors.registers import RegisterEntry, entries_of, entry_of_entity
from tracker.reading.registers import read_entities, read_table
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.actors import components, rebuild
from tracker.store.actors import names as actor_names
from tracker.store.migrations import (
    MIGRATIONS,
    m004_actors,
    m015_sureness,
    m016_repeated,
    m017_totals,
    m019_article_names,
)
from tracker.views.reasons import piece_of_evidence, what_decided, why_linked

STENBORG, OKAFOR = person("Ylva Stenborg", "Landrätin"), person("Nils Okafor")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store
        assert list(rebuild.problems(store.connection)) == []
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def number(store, name):
    return next(row.id for row in store.actors() if row.name == name)


def named(store):
    return {row.name for row in store.actors()}


def say(store, *speakers, day=date(2023, 5, 2)):
    """An article for each speaker; returns the articles' numbers."""
    (count,) = store.connection.execute("SELECT count(*) FROM articles").fetchone()
    return [add_saying(store, f"Es regnet {count + n}.", speaker, day) for n, speaker in enumerate(speakers)]


def test_a_merge_moves_statements_and_is_undone(store):
    say(store, STENBORG, OKAFOR, person("Okafor"))
    merged = store.merge_actors(number(store, "Ylva Stenborg"), number(store, "Nils Okafor"))
    assert (merged.kind, merged.names, merged.others) == ("merge", ["Ylva Stenborg"], ["Nils Okafor"])
    (actor,) = store.actors()
    assert (actor.statements, actor.articles) == (3, 3)
    assert len(store.statements(StatementQuery(actor_ids=(actor.id,)))) == 3
    undone = store.undo(merged.id)
    assert undone.undone_at is not None
    assert named(store) == {"Ylva Stenborg", "Nils Okafor"}
    with pytest.raises(StoreError, match="undone already"):
        store.undo(merged.id)


@pytest.mark.parametrize("often", ["Ylva Stenborg", "Nils Okafor"])
def test_when_a_merge_is_undone_the_actor_of_most_articles_keeps_the_number(store, often):
    say(store, STENBORG, OKAFOR, *(person(often) for _ in range(4)))
    merged = store.merge_actors(number(store, "Ylva Stenborg"), number(store, "Nils Okafor"))
    (before,) = store.actors()
    store.undo(merged.id)
    assert {row.name: row.id == before.id for row in store.actors()} == {
        name: name == often for name in ("Ylva Stenborg", "Nils Okafor")
    }


def test_a_decision_lasts_when_its_names_are_gone_and_come_back(store):
    (first, _) = say(store, STENBORG, OKAFOR)
    store.merge_actors(number(store, "Ylva Stenborg"), number(store, "Nils Okafor"))
    store.replace(first, extraction(), VERSIONS)
    assert named(store) == {"Nils Okafor"}
    say(store, STENBORG)
    assert len(store.actors()) == 1


def test_undoing_takes_back_exactly_one(store):
    say(store, STENBORG, OKAFOR, person("Ida Moorkamp"))
    first = store.merge_actors(number(store, "Ylva Stenborg"), number(store, "Nils Okafor"))
    store.merge_actors(store.actors()[0].id, number(store, "Ida Moorkamp"))
    assert len(store.actors()) == 1
    store.undo(first.id)
    assert len(store.actors()) == 2


def test_the_later_of_two_decisions_wins_and_the_history_says_so(store):
    say(store, person("Ylva Stenborg"), person("Nils Okafor"))
    one, other = number(store, "Ylva Stenborg"), number(store, "Nils Okafor")
    apart, merged = store.keep_apart(one, other), store.merge_actors(one, other)
    assert len(store.actors()) == 1
    assert [(row.id, row.overruled_by) for row in store.decisions()] == [(merged.id, None), (apart.id, merged.id)]
    assert [row.id for row in store.decisions(limit=1)] == [merged.id]


def test_a_name_is_split_off_in_one_article(store):
    first, second = say(store, person("Ylva Stenborg"), person("Ylva Stenborg"))
    split = store.split_actor(number(store, "Ylva Stenborg"), ["ylva stenborg"], [second])
    assert split.articles == [second]
    ids = {row.id for row in store.actors()}
    assert len(ids) == 2
    assert {store.statements(StatementQuery(article_id=each))[0].id for each in (first, second)} == {1, 2}
    # Finding the article's statements again, or a later article, changes nothing of it.
    text = store.article_text(second).text
    store.replace(second, extraction(statement(text, text, actors=(person("Ylva Stenborg"),))), VERSIONS)
    say(store, person("Ylva Stenborg"))
    assert sorted(row.statements for row in store.actors()) == [1, 2]


def test_a_surname_that_several_have_is_decided_for_the_articles_that_it_has(store):
    say(store, person("Okafor"), day=date(1991, 1, 1))
    (late,) = say(store, person("Okafor"), day=date(2005, 1, 1))
    say(store, STENBORG)
    old = next(row.id for row in store.actors() if row.first_on == "2005-01-01")
    merged = store.merge_actors(old, number(store, "Ylva Stenborg"))
    assert merged.articles == [late]
    assert {(row.name, row.statements) for row in store.actors()} == {("Ylva Stenborg", 2), ("Okafor", 1)}


def test_a_renamed_actor_keeps_its_names_and_is_found_by_each(store):
    say(store, STENBORG)
    renamed = store.rename_actor(number(store, "Ylva Stenborg"), "  Die  Landrätin ")
    say(store, STENBORG, person("Ylva Stenborgs"))
    assert named(store) == {"Die Landrätin"}
    for name in ("Stenborg", "Die Landratin"):
        assert [row.name for row in store.find_actors(name)] == ["Die Landrätin"]
    store.undo(renamed.id)
    assert named(store) == {"Ylva Stenborg"}


def test_an_alias_is_found_before_it_is_printed_and_links_when_it_is(store):
    say(store, STENBORG)
    store.add_alias(number(store, "Ylva Stenborg"), "Ylva Okafor")
    assert [row.name for row in store.find_actors("Ylva Okafor")] == ["Ylva Stenborg"]
    assert store.actor_details(number(store, "Ylva Stenborg")).aliases == ["Ylva Okafor"]
    assert store.actors()[0].names == ["Ylva Stenborg"]
    say(store, person("Ylva Okafor"))
    assert len(store.actors()) == 1


WIKIDATA = [
    {"id": "Q1", "labels": {"de": "Ylva Stenborg"}, "aliases": {"de": ["Ylva Okafor", "Die Chefin"]}},
    {
        "id": "Q2",
        "labels": {"en": {"language": "en", "value": "Nils Okafor"}},
        "aliases": {"en": [{"language": "en", "value": "Die Chefin"}]},
    },
]


def test_a_register_from_wikidata_is_one_decision(store):
    say(store, STENBORG, person("Ylva Okafor"), OKAFOR, person("Die Chefin"))
    entries = [entry_of_entity(*each) for each in read_entities(map(json.dumps, WIKIDATA), "w.jsonl")]
    imported = store.import_register(entries, "w.jsonl")
    assert (imported.entries, imported.ambiguous) == (2, ["Die Chefin"])
    assert {(row.name, row.statements) for row in store.actors()} == {
        ("Ylva Stenborg", 2),
        ("Nils Okafor", 1),
        ("Die Chefin", 1),
    }
    (decision,) = store.decisions()
    assert (decision.kind, decision.value, len(decision.names)) == ("import", "w.jsonl", 5)
    assert {row.qid for row in store.actor_name_rows() if row.name in ("Ylva Stenborg", "Nils Okafor")} == {"Q1", "Q2"}
    store.undo(decision.id)
    assert len(store.actors()) == 4


def test_a_table_of_names_says_which_is_shown(store):
    say(store, person("Ylva Stenborg"), person("Ylva Okafor"))
    table = ["actor,name,kind", "Die Landrätin,Ylva Stenborg,person", "Die Landrätin,Ylva Okafor,"]
    store.import_register(entries_of(read_table(table, "n.csv")), "n.csv")
    assert {(row.name, row.statements) for row in store.actors()} == {("Die Landrätin", 2)}


def test_entries_of_one_key_are_one(store):
    say(store, person("Ylva Stenborg"), person("Ylva Okafor"))
    entries = [RegisterEntry(name, (name,), "person", "Q1", shown=False) for name in ("Ylva Stenborg", "Ylva Okafor")]
    assert store.import_register(entries, "r").entries == 1
    assert len(store.actors()) == 1


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (lambda store: store.merge_actors(1, 99), "no actor 99"),
        (lambda store: store.merge_actors(1, 1), "with itself"),
        (lambda store: store.keep_apart(1, 1), "from itself"),
        (lambda store: store.split_actor(1, ["Unbekannt"]), "no name of"),
        (lambda store: store.split_actor(1, ["Ylva Stenborg"]), "no other names"),
        (lambda store: store.split_actor(1, ["Ylva Stenborg"], [2]), "article 2"),
        (lambda store: store.rename_actor(1, " … "), "is no name"),
        (lambda store: store.add_alias(1, ""), "is no name"),
        (lambda store: store.import_register([], "leer.csv"), "leer.csv"),
        (lambda store: store.undo(1), "no decision 1"),
        (lambda store: store.why("Ylva Stenborg", "Niemand Sonst"), "Niemand Sonst"),
        (lambda store: store.why(1, 77), "no actor 77"),
    ],
)
def test_what_can_not_be_decided_is_said_and_changes_nothing(store, decide, said):
    say(store, STENBORG, OKAFOR)
    before = list(store.connection.iterdump())
    with pytest.raises(StoreError, match=said):
        decide(store)
    assert list(store.connection.iterdump()) == before


def test_why_two_names_are_one_or_two(store):
    say(store, STENBORG, person("Stenborg"), OKAFOR, person("Nils Sten"))
    one = store.why("Stenborg", "Ylva Stenborg")
    assert (one.verdict, one.score) == ("one", 0.75)
    assert "Stenborg alone, in 1 article of 2023; nobody else of the name is printed near then" in piece_of_evidence(
        one.evidence[0]
    )
    two = store.why(number(store, "Ylva Stenborg"), "Nils Okafor")
    assert (two.verdict, two.score) == ("two", 0.0)
    store.keep_apart(number(store, "Ylva Stenborg"), number(store, "Nils Okafor"))
    assert "decided" in what_decided(store.why("Ylva Stenborg", "Nils Okafor").reason)


def test_suggestions_are_pairs_that_may_be_one_and_not_decided(store):
    say(
        store,
        person("Robert Stenborg", "Richter"),
        OKAFOR,
        person("Okafor", "Richterin"),
        person("Nils Okafor", "Koch"),
    )
    (suggestion,) = store.suggestions()
    assert {suggestion.one.name, suggestion.other.name} == {"Nils Okafor", "Okafor"}
    assert 0 < suggestion.score < 1
    store.keep_apart(suggestion.one.id, suggestion.other.id)
    assert store.suggestions() == []


def test_all_that_is_known_of_an_actor(store):
    say(store, STENBORG, day=date(2021, 1, 1))
    say(store, person("Stenborg", "Ministerin"), person("Ylva Stenborg", "Ministerin"), day=date(2022, 1, 1))
    details = store.actor_details(number(store, "Ylva Stenborg"))
    assert [(use.name, use.statements, use.first_on, use.last_on) for use in details.names] == [
        ("Ylva Stenborg", 2, "2021-01-01", "2022-01-01"),
        ("Stenborg", 1, "2022-01-01", "2022-01-01"),
    ]
    assert details.names[1].score == 0.9
    assert "described as Ministerin like Ylva Stenborg" in why_linked(details.names[1].reason)
    assert [(use.name, use.statements) for use in details.descriptions] == [("Landrätin", 1), ("Ministerin", 2)]
    assert store.actor_details(99) is None


def test_a_seat_is_the_description_of_the_country_that_it_stands_for(store):
    say(store, place("Moskau"), place("Russland"))
    (actor,) = store.actors()
    assert (actor.name, actor.descriptions) == ("Russland", ["Moskau"])
    assert store.connection.execute("SELECT description FROM statement_speakers ORDER BY 1").fetchall() == [
        (None,),
        ("Moskau",),
    ]


@pytest.mark.parametrize("asked", ["Vereinigte Staaten", "United States", "Лавров", "Lavrov"])
def test_actors_are_found_by_names_that_no_article_prints(store, asked):
    say(store, place("USA"), person("Sergej Lawrow"))
    expected = "USA" if "St" in asked else "Sergej Lawrow"
    assert [row.name for row in store.find_actors(asked)] == [expected]


def test_a_mention_means_whoever_has_the_name_in_its_article(store):
    for year, name in ((1991, "George H. W. Bush"), (2003, "George W. Bush")):
        text = f"Bush kam {year}."
        said = statement(text, text, actors=(person("Bush"),))
        store.add(article(text, date(year, 5, 1)), extraction(said, mentions=(mention(text, "Bush"),)), VERSIONS)
        add_saying(store, f"Es war {year}.", person(name), date(year, 5, 2))
    text = "Bush blieb."
    store.add(article(text, date(1997, 5, 1)), extraction(mentions=(mention(text, "Bush"),)), VERSIONS)
    rows = store.connection.execute(
        "SELECT actors.name FROM mentions LEFT JOIN actors ON actors.id = actor_id ORDER BY article_id"
    )
    assert [name for (name,) in rows] == ["George H. W. Bush", "George W. Bush", None]


def test_a_later_article_that_makes_things_clear_moves_earlier_statements(store):
    (early,) = say(store, person("Okafor"))
    before = store.actors()[0].id
    say(store, OKAFOR)
    (actor,) = store.actors()
    assert (actor.id, actor.name, actor.statements) == (before, "Nils Okafor", 2)
    say(store, person("Ida Okafor"))
    assert {(row.name, row.statements) for row in store.actors()} == {
        ("Okafor", 1),
        ("Nils Okafor", 1),
        ("Ida Okafor", 1),
    }
    assert store.statements(StatementQuery(article_id=early))[0].actors == ["Okafor"]


def test_what_is_wrong_is_told_and_mended(store):
    say(store, STENBORG, OKAFOR, person("Okafor"), organisation("Deichverband"))
    before = [replace(row, id=0) for row in store.actors()]
    for damage in (
        "UPDATE actors SET statements = statements + 1 WHERE id = 1",
        "UPDATE actors SET last_on = NULL WHERE id = 1",
        "UPDATE actor_names SET addressed = 7 WHERE id = 2",
        "UPDATE name_groups SET articles = 9 WHERE id = 1",
        "UPDATE statement_speakers SET actor_id = 1 WHERE statement_id = 2",
        "INSERT INTO actors (name, kind) VALUES ('Niemand', 'person')",
        "DELETE FROM article_names WHERE article_id = 1",
        "UPDATE statements SET doubtful = 1 - doubtful WHERE id = 2",
        "DELETE FROM actor_name_pairs WHERE name_id < other_id",
    ):
        store.connection.execute(damage)
        assert list(rebuild.problems(store.connection)), damage
        rebuild.rebuild(store.connection)
        assert list(rebuild.problems(store.connection)) == []
        assert [replace(row, id=0) for row in store.actors()] == before


def test_a_database_of_before_is_linked_when_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    # Later ones read what the actors' make.
    of_actors = (*m004_actors.ACTORS, *m019_article_names.ARTICLE_NAMES)
    later = (*of_actors, *m015_sureness.SURENESS, *m016_repeated.REPEATED, *m017_totals.TOTALS)
    older = tuple(migration for migration in MIGRATIONS if migration not in later)
    with monkeypatch.context() as patched:
        patched.setattr("tracker.store.migrations.MIGRATIONS", older)
        patched.setattr("tracker.store.migrations.NAMES", tuple(each.__name__ for each in older))
        patched.setattr("tracker.store.actors.linked_by.is_outdated", lambda connection: False)
        Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.executescript("""
        INSERT INTO articles (id, published_on, published_on_basis, text, text_hash, words, ingested_at, model_version,
            code_version) VALUES (1, '2003-05-01', 'given', 'Bush kam.', 'a', 2, '', '', ''),
            (2, '1991-05-01', 'given', 'Bush ging.', 'b', 2, '', '', '');
        INSERT INTO actors (id, name, kind) VALUES (5, 'Bush', 'person');
        INSERT INTO actor_names (id, actor_id, name, kind, block, folded, statements, addressed)
            VALUES (3, 5, 'Bush', 'person', 'bush', 'bush', 2, 0);
        INSERT INTO statements (id, article_id, start, kind, quote, quote_spans, speaker, speaker_spans, cue, cue_spans,
            frame, frame_spans, addressee, addressee_spans, act, said_on_basis, said_on_words_spans, day, confidence)
            SELECT id, id, 0, 'direct', 'Bush', '[[0, 4]]', '', '[]', '', '[]', '', '[]', '', '[]', 'statement',
                'unknown', '[]', published_on, 0.9 FROM articles;
        INSERT INTO statement_speakers SELECT id, 0, 5, 3, NULL, 'name', NULL FROM statements;
    """)
    connection.close()
    with Store.open(path) as store:
        assert [(row.name, row.statements, row.first_on) for row in store.actors()] == [
            ("Bush", 1, "1991-05-01"),
            ("Bush", 1, "2003-05-01"),
        ]
        assert 5 in {row.id for row in store.actors()}
        assert list(rebuild.problems(store.connection)) == []


def test_a_seat_that_is_not_printed_is_told_from_further_names(store):
    say(store, place("Russland"))
    details = store.actor_details(number(store, "Russland"))
    assert {"Moskau", "Kreml"} <= set(details.seats)
    assert "Russische Föderation" in details.aliases
    assert not set(details.seats) & set(details.aliases)
    assert store.why("Moskau", "Russland").verdict == "one"
    assert "seat" in what_decided(store.why("Moskau", "Kreml").reason)


GIVEN = ("Ida", "Nils", "Ylva", "Sergej", "Vera", "Omar", "Kai")
SURNAMES = ("Okafor", "Stenborg", "Lawrow", "Lavrov", "von Hagen", "Mücke", "Muecke", "Petersen", "Peters", "Nazarenko")
CONTENT = (
    "SELECT words, fullness, comparison_keys FROM actor_names ORDER BY name, kind",
    "SELECT block, name FROM actor_name_blocks JOIN actor_names ON id = name_id ORDER BY block, name",
    """SELECT one.name, other.name, verdict, score, leads_on FROM actor_name_pairs
       JOIN actor_names AS one ON one.id = name_id JOIN actor_names AS other ON other.id = other_id
       ORDER BY one.name, other.name""",
    """SELECT actor_names.name, actors.name, actors.statements FROM actor_names
       LEFT JOIN actors ON actors.id = actor_id ORDER BY actor_names.name""",
)


def registered(path, at_once, monkeypatch):
    """What the database has after an import whose names are compared at once, or one after the other."""
    entries = [
        RegisterEntry(f"{given} {surname}", tuple(sorted({f"{given} {surname}", f"{given[0]}. {surname}"})), "person")
        for given in GIVEN
        for surname in SURNAMES
    ]
    monkeypatch.setattr(actor_names, "MANY", 2 if at_once else 10_000)
    monkeypatch.setattr(components, "MANY_DECISIONS", 2 if at_once else 10_000)
    with Store.open(path) as store:
        say(store, person("Sergey Lavrov"), person("Ida Okafor"), person("Okafor"), organisation("Deichverband"))
        imported = store.import_register(entries, "r").decision.id
        found = [store.connection.execute(query).fetchall() for query in CONTENT]
        say(store, person("Ylva Mucke"))
        store.undo(imported)
        assert list(rebuild.problems(store.connection)) == []
        return found, [store.connection.execute(query).fetchall() for query in CONTENT]


def test_many_names_are_linked_at_once_as_they_are_one_after_the_other(tmp_path, monkeypatch):
    at_once = registered(tmp_path / "once.db", True, monkeypatch)
    assert at_once == registered(tmp_path / "each.db", False, monkeypatch)
    assert len(at_once[0][0]) > 100 > len(at_once[1][0])
