"""What is written: an article with what was found in it, actors whatever the order, and finding again."""

import itertools
import json
import sqlite3
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import (
    VERSIONS,
    add_saying,
    article,
    extraction,
    mention,
    organisation,
    person,
    place,
    statement,
)

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Mention,
    ReferentKind,
    Saying,
    Span,
    Standing,
    Statement,
    Versions,
    words_of,
)
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.rows.articles import Added

TEXT = (
    "Vera Lind warnte am Montag vor Hochwasser. "
    "„Die Deiche sind alt“, sagte sie, „und sie sind zu niedrig.“\n\n"
    "Olaf Brandt entgegnete Lind, er habe die Deiche geprüft."
)
LIND, BRANDT = person("Vera Lind", "Landrätin"), person("Olaf Brandt")
PUBLISHED = date(2023, 5, 2)
FLOOD = statement(
    TEXT,
    "vor Hochwasser",
    speaker="Vera Lind",
    cue="warnte",
    said=date(2023, 5, 1),
    words="am Montag",
    act=Act.WARNING,
    actors=(LIND,),
)
DYKES = statement(
    TEXT,
    "Die Deiche sind alt",
    "und sie sind zu niedrig.",
    speaker="sie",
    cue="sagte",
    kind=Kind.DIRECT,
    said=PUBLISHED,
    actors=(LIND,),
)
ANSWER = statement(
    TEXT,
    "er habe die Deiche geprüft",
    speaker="Olaf Brandt",
    cue="entgegnete",
    addressee="Lind,",
    said=PUBLISHED,
    actors=(BRANDT,),
    addressee_actors=(LIND,),
    act=Act.DENIAL,
)
FOUND = extraction(FLOOD, DYKES, ANSWER, mentions=(mention(TEXT, "Vera Lind"), mention(TEXT, "Olaf Brandt")))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


@contextmanager
def fresh_store():
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "t.db") as store:
        yield store


def dump(store):
    return list(store.connection.iterdump())


def check_full_text(store):
    """Raises where an index isn't in step with the texts it is over."""
    for table in ("statements_fts", "paragraphs_fts", "articles_fts"):
        store.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def counted_names(store):
    return store.connection.execute(
        """SELECT name, statements, addressed,
               (SELECT count(*) FROM statement_speakers WHERE actor_name_id = actor_names.id),
               (SELECT count(*) FROM statement_addressees WHERE actor_name_id = actor_names.id)
           FROM actor_names"""
    ).fetchall()


def actors_in(store):
    """The actors as sets of names, with who speaks how often, without their numbers."""
    return {(row.name, row.kind, tuple(row.names), row.statements) for row in store.actors()}


def test_an_article_with_its_statements(store):
    added = store.add(article(TEXT, PUBLISHED, outlet="Küstenbote", url="https://example.org/1"), FOUND, VERSIONS)
    assert added == Added(1, new=True, statements=3)
    answer, dykes, flood = sorted(store.statements(StatementQuery()), key=lambda row: row.act)
    assert (flood.quote, flood.said_on, flood.said_on_words) == ("vor Hochwasser", "2023-05-01", "am Montag")
    assert (flood.actors, flood.descriptions, flood.outlet) == (["Vera Lind"], ["Landrätin"], "Küstenbote")
    assert dykes.quote == "Die Deiche sind alt … und sie sind zu niedrig."
    assert [TEXT[start:end] for start, end in dykes.quote_spans] == dykes.quote.split(" … ")
    assert (answer.addressee, answer.addressee_actors) == ("Lind,", ["Vera Lind"])
    assert answer.language == "de"


def test_the_same_text_again_changes_nothing(store):
    store.add(article(TEXT, PUBLISHED), FOUND, VERSIONS)
    before = dump(store)
    again = store.add(article(TEXT, date(2024, 1, 1), title="other"), extraction(), Versions("v9", "9"))
    assert again == Added(1, new=False, statements=3)
    assert dump(store) == before
    assert store.known(TEXT) == 1
    assert store.known(TEXT + " ") is None


def test_the_article_comes_back_as_it_was_read(store):
    read = article(TEXT, PUBLISHED, title="Deiche", author="V. Gast", source="a.txt", language="de")
    store.add(read, FOUND, VERSIONS)
    assert store.article_text(1) == read
    with pytest.raises(StoreError, match="no article 7"):
        store.article_text(7)


def test_a_statement_inside_another(store):
    inner = statement(TEXT, "geprüft", actors=(LIND,), inside=0)
    store.add(article(TEXT), extraction(ANSWER, inner), VERSIONS)
    rows = {row.quote: row for row in store.statements(StatementQuery())}
    assert rows["geprüft"].inside == rows["er habe die Deiche geprüft"].id


def test_a_statement_in_its_paragraph(store):
    store.add(article(TEXT, PUBLISHED, source="a.txt"), FOUND, VERSIONS)
    found = store.statement(3)
    assert found.paragraph == TEXT.split("\n\n")[1]
    assert TEXT[found.paragraph_start :].startswith(found.paragraph)
    assert [TEXT[start:end] for start, end in found.cue_spans] == ["entgegnete"]
    assert (found.statement.resolutions, found.source, found.model_version) == (["name"], "a.txt", "v0")
    assert store.statement(99) is None


def test_a_quote_over_two_paragraphs_is_shown_in_both(store):
    text = "Erster Absatz.\n\n„Das ist der Anfang.\n\nDas ist das Ende“, sagte er.\n\nVierter."
    store.add(article(text), extraction(statement(text, "Das ist der Anfang.\n\nDas ist das Ende")), VERSIONS)
    assert store.statement(1).paragraph == text[16:-10]


def test_an_article_without_statements_and_without_words(store):
    assert store.add(article(""), extraction(), VERSIONS).statements == 0
    assert store.add(article(" \n\n "), extraction(), VERSIONS).statements == 0
    assert len(store.articles()) == 2


def test_finding_anew_keeps_the_numbers_of_the_same_statements(store):
    store.add(article(TEXT, PUBLISHED, outlet="Küstenbote"), FOUND, VERSIONS)
    wider = statement(TEXT, "warnte am Montag vor Hochwasser", actors=(LIND,), act=Act.WARNING)
    niedrig = statement(TEXT, "zu niedrig", actors=(LIND,))
    replaced = store.replace(1, extraction(niedrig, ANSWER, wider), Versions("v1", "0.2.0"))
    assert (replaced.kept, replaced.new, replaced.gone) == (1, 2, 2)
    rows = {row.quote: row for row in store.statements(StatementQuery())}
    assert rows["er habe die Deiche geprüft"].id == 3
    assert rows["zu niedrig"].id > 3
    assert rows["zu niedrig"].outlet == "Küstenbote"
    check_full_text(store)


def test_a_longer_quote_is_the_same_statement(store):
    store.add(article(TEXT, PUBLISHED), extraction(FLOOD, ANSWER), VERSIONS)
    longer = statement(TEXT, "am Montag vor Hochwasser", actors=(BRANDT,))
    store.replace(1, extraction(ANSWER, longer), VERSIONS)
    assert store.statement(1).statement.quote == "am Montag vor Hochwasser"
    assert store.statement(1).statement.actors == ["Olaf Brandt"]
    assert store.statement(2).statement.actors == ["Olaf Brandt"]


def test_a_quote_that_shares_little_is_another_statement(store):
    store.add(article(TEXT), extraction(FLOOD), VERSIONS)
    longer = statement(TEXT, "am Montag vor Hochwasser. „Die Deiche sind alt“", actors=(LIND,))
    replaced = store.replace(1, extraction(longer), VERSIONS)
    assert (replaced.kept, replaced.new, replaced.gone) == (0, 1, 1)


def test_a_number_is_never_given_twice(store):
    store.add(article(TEXT), FOUND, VERSIONS)
    store.replace(1, extraction(), VERSIONS)
    store.replace(1, FOUND, VERSIONS)
    assert {row.id for row in store.statements(StatementQuery())} == {4, 5, 6}


def test_finding_the_same_again_changes_only_the_versions(store):
    store.add(article(TEXT, PUBLISHED), FOUND, VERSIONS)
    before = store.statements(StatementQuery()), store.actors(), store.statement(1)
    assert store.outdated(VERSIONS) == []
    assert store.outdated(Versions("v1", "0.1.0")) == store.outdated(Versions("v0", "2")) == [1]
    store.replace(1, FOUND, VERSIONS)
    assert (store.statements(StatementQuery()), store.actors(), store.statement(1)) == before
    store.replace(1, FOUND, Versions("v1", "0.1.0"))
    assert store.outdated(Versions("v1", "0.1.0")) == []


def test_replacing_fails_whole(store):
    store.add(article(TEXT), FOUND, VERSIONS)
    before = dump(store)
    with pytest.raises(StoreError, match="no article 2"):
        store.replace(2, FOUND, VERSIONS)
    with pytest.raises(ValueError, match="spans"):
        store.replace(1, extraction(statement(TEXT + "x", "geprüft.x")), VERSIONS)
    assert dump(store) == before


def test_articles_written_at_once_are_there_together_or_not_at_all(store):
    def add(last):
        with store.at_once():
            add_saying(store, "Es regnet seit Tagen.", LIND)
            add_saying(store, last, BRANDT)

    before = dump(store)
    with pytest.raises(AttributeError):
        add(None)
    assert dump(store) == before
    add("Es regnet nicht mehr.")
    assert {row.name for row in store.actors()} == {"Vera Lind", "Olaf Brandt"}


def test_an_actor_whom_nobody_names_any_more_is_gone(store):
    store.add(article(TEXT), FOUND, VERSIONS)
    store.replace(1, extraction(FLOOD, DYKES), VERSIONS)
    assert [row.name for row in store.actors()] == ["Vera Lind"]
    assert store.connection.execute("SELECT name FROM actors").fetchall() == [("Vera Lind",)]
    mentions = store.connection.execute("SELECT name, actor_id FROM mentions").fetchall()
    assert mentions == []


def test_the_text_and_deleting_an_article(store):
    store.add(article(TEXT, title="Deiche"), FOUND, VERSIONS)
    with pytest.raises(sqlite3.IntegrityError, match="does not change"):
        store.connection.execute("UPDATE articles SET text = 'Anderes'")
    store.connection.execute("UPDATE articles SET title = 'Wasser'")
    check_full_text(store)
    store.connection.execute("DELETE FROM articles")
    check_full_text(store)
    for table in ("paragraphs", "statements", "statement_speakers", "mentions"):
        assert store.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert store.statements(StatementQuery(topics=("Deiche",))) == []


def test_mentions_lead_to_actors_that_speak_later(store):
    text = "In der Stadt sah man Olaf Brandt."
    store.add(article(text), extraction(mentions=(mention(text, "Olaf Brandt"),)), VERSIONS)
    select = "SELECT actors.name FROM mentions LEFT JOIN actors ON actors.id = actor_id"
    assert store.connection.execute(select).fetchall() == [(None,)]
    add_saying(store, "Es regnet.", BRANDT)
    assert store.connection.execute(select).fetchall() == [("Olaf Brandt",)]


def test_a_view_for_other_programs(store):
    store.add(article(TEXT, PUBLISHED, outlet="Küstenbote"), FOUND, VERSIONS)
    row = store.connection.execute(
        "SELECT day, actors, addressees, act, outlet FROM statements_with_actors WHERE id = 3"
    ).fetchone()
    assert row == ("2023-05-02", "Olaf Brandt", "Vera Lind", "denial", "Küstenbote")


SPEAKERS = [
    person("Lind"),
    person("Vera Lind"),
    person("Vera Linds"),
    person("Carl Stone"),
    person("Carl F. Stone"),
    person("Stone"),
    organisation("Stone"),
    place("Russland"),
]


def test_actors_do_not_depend_on_the_order_of_articles():
    results = []
    for order in itertools.permutations([0, 1, 2, 3]):
        with fresh_store() as store:
            for index in order:
                add_saying(store, f"Es regnet {index}.", SPEAKERS[index])
            results.append(actors_in(store))
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 2


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SPEAKERS), st.sampled_from([None, *SPEAKERS])), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_actors_are_the_same_in_any_order_and_after_finding_anew(pairs, random):
    articles = [
        (text, statement(text, text, actors=(speaker,), addressee_actors=(addressee,) if addressee else ()))
        for index, (speaker, addressee) in enumerate(pairs)
        for text in [f"Es regnet seit {index} Tagen."]
    ]
    shuffled = list(articles)
    random.shuffle(shuffled)
    with fresh_store() as first, fresh_store() as second:
        for text, said in articles:
            first.add(article(text), extraction(said), VERSIONS)
        for text, _ in shuffled:
            second.add(article(text), extraction(statement(text, "regnet", actors=(person("Olaf Stone"),))), VERSIONS)
        for text, said in articles:
            second.replace(second.known(text), extraction(said), VERSIONS)
        assert actors_in(first) == actors_in(second)
        for store in (first, second):
            assert all(row[1:3] == row[3:5] for row in counted_names(store))
            assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)


@st.composite
def articles_with_statements(draw):
    text = draw(texts)
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 10)).map(
        lambda pair: Span(pair[0], min(len(text), sum(pair)))
    )
    spans = st.lists(span, max_size=3).map(lambda listed: tuple(sorted(listed)))
    statements = draw(
        st.lists(
            st.builds(
                Statement,
                kind=st.sampled_from(Kind),
                quote=spans.filter(bool),
                speaker=spans,
                cue=spans,
                frame=spans,
                addressee=spans,
                matter=spans,
                standing=st.sampled_from(Standing),
                act=st.sampled_from(Act),
                actors=st.lists(st.sampled_from(SPEAKERS), max_size=2).map(tuple),
                addressee_actors=st.just(()),
                said=st.builds(Saying, st.none() | st.dates(), st.sampled_from(DateBasis), st.none() | span),
                confidence=st.floats(0, 1),
            ),
            max_size=4,
        )
    )
    mentions = draw(st.lists(st.builds(Mention, span, st.sampled_from(ReferentKind), texts), max_size=3))
    return article(text, draw(st.none() | st.dates())), Extraction("de", tuple(statements), tuple(mentions))


@settings(max_examples=60, deadline=None)
@given(st.lists(articles_with_statements(), min_size=1, max_size=3))
def test_what_is_stored_is_what_the_text_has_there(pairs):
    with fresh_store() as store:
        for read, found in pairs:
            added = store.add(read, found, VERSIONS)
            if added.new:
                rows = sorted(store.statements(StatementQuery(article_id=added.article_id)), key=lambda row: row.id)
                assert [row.quote for row in rows] == [words_of(read.text, each.quote) for each in found.statements]
            store.replace(added.article_id, found, VERSIONS)
        roles = ("quote", "speaker", "cue", "frame", "addressee", "said_on_words", "matter")
        for role in roles:
            stored = store.connection.execute(
                f"""SELECT coalesce({role}, ''), {role}_spans, text
                    FROM statements JOIN articles ON articles.id = article_id"""
            )
            for words, spans, text in stored:
                assert words == " … ".join(text[start:end] for start, end in json.loads(spans))
        mentions = store.connection.execute(
            """SELECT mentions.text, start, "end", articles.text
               FROM mentions JOIN articles ON articles.id = article_id"""
        )
        assert all(words == text[start:end] for words, start, end, text in mentions)
        check_full_text(store)
        before = dump(store)
        for read, found in pairs:
            assert not store.add(read, found, VERSIONS).new
        assert dump(store) == before
