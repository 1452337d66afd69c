"""What is wrong with a database is found, and what can be rebuilt is."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from family_texts import ADDED, ENGLISH_REPORT, REPORT
from hypothesis import given
from hypothesis import strategies as st
from store_building import VERSIONS, add_saying, article, extraction, mention, organisation, person, statement

from tracker.store import StatementQuery, Store, StoreError
from tracker.store.checks import CHECKS
from tracker.store.topics import add_words
from tracker.views.checking import what_is_wrong, what_was_mended

LIND, UNION = person("Vera Lind", "Umweltministerin"), organisation("Bauernverband")
DAY = date(2023, 5, 2)
QUOTE = "Wer jetzt spart, zahlt beim nächsten Hochwasser doppelt"
KEPT = ("articles", "paragraphs", "statements", "statement_speakers", "mentions", "actor_decisions")


@pytest.fixture(scope="module")
def in_order(tmp_path_factory):
    """A database with a family, versions, an input and a further printing."""
    path = tmp_path_factory.mktemp("in order") / "t.db"
    with Store.open(path) as store:
        for number, text in enumerate((REPORT, f"{REPORT}\n\n{ADDED}")):
            said = statement(
                text,
                QUOTE,
                speaker="Umweltministerin Vera Lind",
                cue="sagte",
                actors=(LIND,),
                addressee="Bauernverband",
                addressee_actors=(UNION,),
                said=DAY,
                words="am Donnerstag",
            )
            found = extraction(said, mentions=(mention(text, "Vera Lind"),))
            known = article(text, DAY, title="Deichgesetz", outlet="mna", url="https://mna.example/deiche")
            store.add(known, found, VERSIONS, digest=f"d{number}")
        store.add(article(REPORT, DAY, outlet="Küstenbote"), extraction(), VERSIONS, digest="d9")
        store.add(article(ENGLISH_REPORT, DAY), extraction(), VERSIONS)
    return path


@pytest.fixture
def path(in_order, tmp_path):
    """A copy of it, to be broken."""
    return Path(shutil.copy(in_order, tmp_path / "t.db"))


def change(path, *commands):
    connection = sqlite3.connect(path)
    for command in commands:
        connection.execute(command)
    connection.commit()
    connection.close()


def content(path):
    connection = sqlite3.connect(path)
    rows = {table: connection.execute(f"SELECT {kept(connection, table)} FROM {table} ORDER BY 1") for table in KEPT}
    found = {table: each.fetchall() for table, each in rows.items()}
    connection.close()
    return found


def kept(connection, table):
    """The columns but for what follows from other tables."""
    names = (name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})"))
    return ", ".join(f'"{name}"' for name in names if name != "repeated")


def checked(path):
    with Store.open(path, create=False) as store:
        return store.check()


def found(path):
    return {(problem.table, problem.row) for problem in checked(path).problems}


def test_all_in_order(path):
    result = checked(path)
    assert (result.articles, result.statements, result.problems) == (3, 2, [])


def test_an_empty_database(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        assert store.check().problems == []
        assert store.repair().done == []


ODD_WORDS = "Київ Чорногорія й ёлка Ελλάδα Έλληνας Ǣlfric µg ſtraße İzmir हिन्दी 東京 ١٢ u\u0308ber и\u0306 ǆ Ⅻ \ue000"


def test_the_vocabulary_is_in_step_in_every_script(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        add_saying(store, ODD_WORDS, None)
        assert store.check().problems == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_the_vocabulary_is_in_step_with_any_text(text):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE of_texts USING fts5vocab('texts', 'row')")
    connection.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)")
    connection.execute("CREATE VIRTUAL TABLE words_fts USING fts5(folded, content='', tokenize='trigram')")
    connection.execute("INSERT INTO texts VALUES (?)", [text])
    add_words(connection, [text, text])
    indexed = {word for (word,) in connection.execute("SELECT term FROM of_texts") if len(word) <= 60}
    known = {word for (word,) in connection.execute("SELECT word FROM words")}
    assert known == {word for word in indexed if not word.isdecimal()}


def test_nothing_to_repair_changes_nothing(path):
    before = path.read_bytes()
    with Store.open(path, create=False) as store:
        repaired = store.repair()
    assert (repaired.done, repaired.copy, repaired.now.problems) == ([], None, [])
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir() if "repair" in each.name) == []


def test_how_far_it_is(path):
    done = []
    with Store.open(path, create=False) as store:
        store.check(done.append)
        assert sum(done) == store.to_check() == 6


# What breaks, and in which table and row it is found.
MENDED = {
    "statements_fts": ("DELETE FROM statements_fts_data WHERE id > 10", ("statements_fts", None)),
    "paragraphs_fts": ("INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('delete-all')", ("paragraphs_fts", None)),
    "articles_fts": (
        "INSERT INTO articles_fts (rowid, title) VALUES (77, 'nobody wrote this')",
        ("articles_fts", None),
    ),
    "a word": ("DELETE FROM words WHERE word = 'kraftakt'", ("words", None)),
    "a word's letters": ("DELETE FROM words_fts_docsize WHERE id = 3", ("words_fts", 3)),
    "an index": ("DROP INDEX statements_newest", ("statements_newest", None)),
    "a trigger": ("DROP TRIGGER statements_fts_delete", ("statements_fts_delete", None)),
    "another trigger": (
        "DROP TRIGGER articles_text_stays;CREATE TRIGGER articles_text_stays BEFORE UPDATE OF text ON articles "
        "BEGIN SELECT 1; END",
        ("articles_text_stays", None),
    ),
    "a view": ("DROP VIEW statements_with_actors", ("statements_with_actors", None)),
    "an input": ("UPDATE inputs SET article_id = 99 WHERE digest = 'd9'", ("inputs", None)),
    "an input's count": ("UPDATE inputs SET articles = 7 WHERE digest = 'd9'", ("inputs", "d9")),
    "a printing": ("UPDATE further_printings SET article_id = 99", ("further_printings", 1)),
    "a signature": ("DELETE FROM article_signatures WHERE article_id = 3", ("article_signatures", 3)),
    "bands": ("DELETE FROM article_bands WHERE article_id = 2", ("article_bands", 2)),
    "another band": ("UPDATE article_bands SET band = 17 WHERE article_id = 2 AND band = (SELECT min(band) FROM "
                     "article_bands WHERE article_id = 2)", ("article_bands", 2)),
    "a family": ("UPDATE article_families SET family = 2", ("article_families", 1)),
    "a lonely member": ("DELETE FROM article_families WHERE article_id = 1", ("article_families", 2)),
    "an address": ("UPDATE article_addresses SET address = 'x' WHERE article_id = 1", ("article_addresses", 1)),
    "a version": ("UPDATE article_versions SET newest = 1", ("article_versions", 2)),
    "no version": ("DELETE FROM article_versions", ("article_versions", 2)),
    "a repeat": ("DELETE FROM repeated_statements", ("repeated_statements", 2)),
    "whether it is repeated": ("UPDATE statements SET repeated = 1 - repeated WHERE id = 1", ("statements", 1)),
    "an outlet": ("DELETE FROM article_outlets WHERE article_id = 1", ("article_outlets", 1)),
    "an outlet too many": ("INSERT INTO article_outlets VALUES (2, 'Nirgends')", ("article_outlets", 2)),
    "a total": ("UPDATE statement_totals SET statements = statements + 1 WHERE id = 1", ("statement_totals", None)),
    "totals": ("DELETE FROM statement_totals", ("statement_totals", None)),
    "a count of an actor": ("UPDATE actors SET statements = 9 WHERE name = 'Vera Lind'", ("actors", None)),
    "a count of a name": ("UPDATE actor_names SET addressed = 3 WHERE name = 'Vera Lind'", ("actors", None)),
    "whether a speaker is a guess": ("UPDATE statements SET doubtful = 1 - doubtful WHERE id = 1", ("actors", None)),
    "a mention's actor": ("UPDATE mentions SET actor_id = 99 WHERE id = 1", ("mentions", 1)),
}  # fmt: skip


@pytest.mark.parametrize(("commands", "problem"), MENDED.values(), ids=MENDED.keys())
def test_what_can_be_rebuilt(path, commands, problem):
    kept = content(path)
    change(path, *commands.split(";", 1)) if commands.startswith("DROP TRIGGER articles") else change(path, commands)
    broken = path.read_bytes()
    assert problem in found(path)
    assert all(each.can_be_mended and what_is_wrong(each) for each in checked(path).problems)
    with Store.open(path, create=False) as store:
        repaired = store.repair()
        assert repaired.now.problems == []
        assert all(map(what_was_mended, repaired.done))
        assert repaired.done
        assert [row.quote for row in store.statements(StatementQuery(topics=("Hochwasser",)))] == [QUOTE]
        assert [row.family for row in store.articles()] == [3, 1, 1]
    after = content(path)
    if problem[0] != "mentions":
        assert after == kept
    copy = path.with_name("t.db.before-repair")
    assert repaired.copy == str(copy)
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    assert broken[:16] == copy.read_bytes()[:16]


# What breaks that only the user can mend: the texts and what was found in them.
LEFT_ALONE = {
    "a quote": ("UPDATE statements SET quote = 'Wer spart' WHERE id = 1", ("statements", 1)),
    "a speaker": ("UPDATE statements SET speaker = 'sie' WHERE id = 1", ("statements", 1)),
    "an addressee's span": ("UPDATE statements SET addressee_spans = '[[0, 3]]' WHERE id = 1", ("statements", 1)),
    "a span outside the text": ("UPDATE statements SET cue_spans = '[[9999, 10004]]' WHERE id = 1", ("statements", 1)),
    "no spans": ("UPDATE statements SET quote_spans = 'broken' WHERE id = 2", ("statements", 2)),
    "words of a date": ("UPDATE statements SET said_on_words = 'am Freitag' WHERE id = 1", ("statements", 1)),
    "a day": ("UPDATE statements SET day = '1999-01-01' WHERE id = 1", ("statements", 1)),
    "an act": ("UPDATE statements SET act = 'singing' WHERE id = 1", ("statements", 1)),
    "a confidence": ("UPDATE statements SET confidence = 7.0 WHERE id = 1", ("statements", 1)),
    "another article's paragraph": ("UPDATE statements SET paragraph_id = 8 WHERE id = 1", ("statements", 1)),
    "inside itself": ("UPDATE statements SET inside = 1 WHERE id = 1", ("statements", 1)),
    "a mention": ("UPDATE mentions SET start = start + 1 WHERE id = 1", ("mentions", 1)),
    "a hash": ("UPDATE articles SET text_hash = 'x' WHERE id = 1", ("articles", 1)),
    "a count of words": ("UPDATE articles SET words = 2 WHERE id = 1", ("articles", 1)),
    "a basis": ("UPDATE articles SET published_on_basis = 'dream' WHERE id = 1", ("articles", 1)),
    "a table": ("DROP TABLE further_printings", ("further_printings", None)),
    "a journal": ("PRAGMA journal_mode = DELETE", ("the file", None)),
}  # fmt: skip


@pytest.mark.parametrize(("command", "problem"), LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_only_the_user_can_mend(path, command, problem):
    change(path, command)
    assert problem in found(path)
    before = content(path)
    with Store.open(path, create=False) as store:
        remaining = store.repair().now.problems
    assert problem in {(each.table, each.row) for each in remaining}
    assert all(map(what_is_wrong, remaining))
    assert content(path) == before


def test_a_text_that_was_changed(path):
    change(
        path,
        "DROP TRIGGER articles_text_stays",
        "UPDATE articles SET text = replace(text, 'Lind', 'Lint') WHERE id = 1",
    )
    assert {("articles", 1), ("statements", 1), ("mentions", 1), ("paragraphs_fts", None)} <= found(path)
    text = content(path)["articles"][0]
    with Store.open(path, create=False) as store:
        assert {each.table for each in store.repair().now.problems} == {"articles", "statements", "mentions"}
    assert content(path)["articles"][0] == text


def test_an_article_that_is_gone(path):
    change(path, "DROP TRIGGER articles_paragraphs_delete", "DELETE FROM articles WHERE id = 2")
    assert ("paragraphs", 5) in found(path)
    with Store.open(path, create=False) as store:
        remaining = store.repair().now.problems
        # A statement is never thrown away, not even where its article is.
        assert {each.table for each in remaining} == {"statements", "actors"}
        assert [row.family for row in store.articles()] == [3, 1]


def test_much_that_is_wrong_is_counted(path):
    with Store.open(path) as store:
        for number in range(120):
            add_saying(store, f"Es regnet seit {number} Tagen.", LIND)
    change(path, "UPDATE articles SET words = 7777")
    problems = checked(path).problems
    assert len(problems) == 101
    assert what_is_wrong(problems[-1]) == "and 23 more like these"


def test_broken_pages(path):
    with Store.open(path) as store:
        for number in range(60):
            add_saying(store, f"Es regnet seit {number} Tagen in {'Norderwyk ' * 60}.", LIND)
    pages = bytearray(path.read_bytes())
    middle = len(pages) // 2
    pages[middle : middle + 30 * 4096] = b"\x5a" * 30 * 4096
    path.write_bytes(pages)
    said = said_of_damage(path)
    assert said
    assert all(each == "the file" or "damaged" in each for each in said)


def said_of_damage(path):
    """The tables with problems that can't be mended, or why the file can't even be checked."""
    try:
        with Store.open(path, create=False) as store:
            assert store.repair().copy is None
            return {each.table for each in store.check().problems if not each.can_be_mended}
    except StoreError as error:
        return {str(error)}


def test_others_may_write_while_articles_are_checked(path):
    with Store.open(path, create=False) as store, Store.open(path) as other:
        written = []

        def write(_articles):
            if not written:
                written.append(add_saying(other, "Es regnet.", LIND))

        assert store.check(write).problems == []
    assert written == [4]


def test_a_second_copy_leaves_the_first(path):
    for command in ("DROP INDEX statements_newest", "DROP INDEX mentions_name"):
        change(path, command)
        with Store.open(path, create=False) as store:
            store.repair()
    names = sorted(each.name for each in path.parent.iterdir() if "repair" in each.name)
    assert names == ["t.db.before-repair", "t.db.before-repair-2"]


def test_every_check_is_named_once():
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
