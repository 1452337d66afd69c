"""What a database file may be, and what is said where it can't be used."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap

import pytest
from store_building import VERSIONS, add_saying, article, extraction, person, spans, statement, take_out_totals

from tracker.store import StatementQuery, Store, StoreError, database


@pytest.fixture(autouse=True)
def each_made_anew(made_anew, monkeypatch):
    monkeypatch.setattr(database, "connect", made_anew)


def dump(path):
    """All that is in the database, as SQL."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def run(code, *arguments):
    """A Python process of its own, in which the helpers of these tests can be imported."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def message_of(path, **options):
    with pytest.raises(StoreError) as caught:
        Store.open(path, **options)
    (line,) = str(caught.value).splitlines()
    return line


def test_a_new_database_in_a_new_folder(tmp_path):
    path = tmp_path / "new" / "folder" / "tracker.db"
    with Store.open(path) as store:
        assert store.statements(StatementQuery()) == []
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_foreign_keys_hold(tmp_path):
    with Store.open(tmp_path / "t.db"):
        pass
    connection = database.connect(tmp_path / "t.db", create=False, read_only=False)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute('INSERT INTO paragraphs (article_id, start, "end") VALUES (99, 0, 1)')
    connection.close()


def test_opening_again_changes_nothing(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add_saying(store, "Es regnet.", person("Vera Lind"))
    before = dump(path)
    with Store.open(path):
        pass
    assert dump(path) == before


@pytest.mark.parametrize("name", ["a b?c#d%20.db", "ümläut 'quoted' \"x\".db", "file:x.db"])
def test_odd_file_names(tmp_path, name):
    with Store.open(tmp_path / name) as store:
        add_saying(store, "Es regnet.", None)
    with Store.open(tmp_path / name, create=False, read_only=True) as store:
        assert len(store.statements(StatementQuery())) == 1
    assert (tmp_path / name).is_file()


def test_no_database(tmp_path):
    path = tmp_path / "none.db"
    assert "no database" in message_of(path, create=False)
    assert "no database" in message_of(path, read_only=True)
    assert not path.exists()


def test_a_folder(tmp_path):
    assert "folder" in message_of(tmp_path)


def test_a_path_below_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    assert "can't be opened" in message_of(tmp_path / "file" / "t.db")


def test_an_empty_file(tmp_path):
    path = tmp_path / "t.db"
    path.touch()
    assert "empty" in message_of(path, create=False)
    with Store.open(path) as store:
        assert store.articles() == []


def test_no_sqlite_database(tmp_path):
    path = tmp_path / "t.db"
    path.write_text("These are notes about the weather. " * 100)
    assert "not a SQLite database" in message_of(path)
    assert path.read_text().startswith("These")


def test_another_programs_database(tmp_path):
    path = tmp_path / "t.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = dump(path)
    assert "not tracker's" in message_of(path)
    assert dump(path) == before


def test_a_newer_database(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('tracker', 'telepathy')")
    connection.commit()
    connection.close()
    assert "newer version" in message_of(path)
    assert "newer version" in message_of(path, read_only=True)


def as_before_matters(path, negated_cue, spans):
    """Make of a database one as it was before statements had a matter and a standing."""
    connection = sqlite3.connect(path)
    take_out_totals(connection)
    names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info('statements')")]
    connection.executescript("DROP VIEW statements_with_actors; CREATE VIEW statements_with_actors AS SELECT 1")
    for index in ("counted", "fragment", "doubtful", "counted_by_article", "newest"):
        connection.execute(f"DROP INDEX statements_{index}")
    for trigger in ("insert", "delete"):
        connection.execute(f"DROP TRIGGER repeated_statements_{trigger}")
    for column in ("matter", "matter_spans", "standing", "fragment", "speakers", "addressees", "doubtful", "repeated"):
        assert column in names
        connection.execute(f"ALTER TABLE statements DROP COLUMN {column}")
    connection.execute("CREATE INDEX statements_newest ON statements(day DESC)")
    connection.execute("ALTER TABLE statements ADD COLUMN negated_cue TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE statements ADD COLUMN negated_cue_spans TEXT NOT NULL DEFAULT '[]'")
    connection.execute("UPDATE statements SET negated_cue = ?, negated_cue_spans = ?", [negated_cue, json.dumps(spans)])
    later = (
        "matter_and_standing",
        "fragments_marked",
        "known_speakers",
        "statements_counted",
        "doubtful_marked",
        "counted_by_article",
        "repeated_marked",
    )
    connection.executemany("DELETE FROM _sqlite_migrations WHERE name = ?", [(name,) for name in later])
    connection.commit()
    connection.close()


def test_what_negated_a_cue_belongs_to_it(tmp_path):
    path = tmp_path / "t.db"
    text = "Sie bestätigte das nicht."
    with Store.open(path) as store:
        store.add(article(text), extraction(statement(text, "das", cue="bestätigte")), VERSIONS)
    as_before_matters(path, "bestätigte … nicht", spans(text, "bestätigte", "nicht"))
    with Store.open(path) as store:
        (row,) = store.statements(StatementQuery())
        assert (row.cue, row.standing, row.matter) == ("bestätigte … nicht", "negated", "")
        assert store.statements(StatementQuery(standings=("asserted",))) == []
        view = store.connection.execute("SELECT matter, standing, cue FROM statements_with_actors").fetchall()
        assert view == [("", "negated", "bestätigte … nicht")]
        assert store.check().problems == []


def test_a_cue_that_nothing_negates_stays(tmp_path):
    path = tmp_path / "t.db"
    text = "Sie bestätigte das."
    with Store.open(path) as store:
        store.add(article(text), extraction(statement(text, "das", cue="bestätigte")), VERSIONS)
    as_before_matters(path, "", [])
    with Store.open(path) as store:
        assert [(row.cue, row.standing) for row in store.statements(StatementQuery())] == [("bestätigte", "asserted")]


@pytest.mark.parametrize("content", [b"x", b"no database", b"no database but longer than that"])
def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for read_only in (False, True):
        assert message_of(path, read_only=read_only) == f"{path} is not a SQLite database; give another file with --db."
    assert path.read_bytes() == content


def test_a_damaged_database(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        for number in range(50):
            add_saying(store, f"Es regnet seit {number} Tagen.", person("Vera Lind"))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        store.statements(StatementQuery())


def test_read_only_writes_nothing(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add_saying(store, "Es regnet.", person("Vera Lind"))
    with Store.open(path, read_only=True) as store:
        assert len(store.statements(StatementQuery())) == 1
        with pytest.raises(StoreError, match="read-only"):
            add_saying(store, "Es schneit.", None)


def test_a_database_in_a_folder_where_nobody_can_write(tmp_path):
    folder = tmp_path / "folder"
    with Store.open(folder / "t.db") as store:
        add_saying(store, "Es regnet.", person("Vera Lind"))
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Store.open(folder / "t.db", create=False, read_only=True) as store:
            assert len(store.statements(StatementQuery())) == 1
    finally:
        folder.chmod(stat.S_IRWXU)


def test_locked_by_another_process(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 0.2)
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        other = run(
            """
            import sqlite3, sys, time
            connection = sqlite3.connect(sys.argv[1], isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            time.sleep(60)
            """,
            path,
        )
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(StoreError, match="locked"):
            add_saying(store, "Es regnet.", None)
        assert store.statements(StatementQuery()) == []  # reading goes on
        other.kill()
        other.wait()
        add_saying(store, "Es regnet.", None)
        assert len(store.statements(StatementQuery())) == 1


def test_a_full_disk(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add_saying(store, "Es regnet.", person("Vera Lind"))
    before = dump(path)
    process = run(
        """
        import resource, signal, sys
        from store_building import add_saying, person
        from tracker.store import Store, StoreError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        with Store.open(sys.argv[1]) as store:
            try:
                add_saying(store, "Viele Worte. " * 50_000, person("Olaf Brandt"))
            except StoreError as error:
                print(error)
        """,
        path,
    )
    output, errors = process.communicate(timeout=60)
    assert output.count("\n") == 1, errors
    assert dump(path) == before


def test_killed_in_the_middle_of_writing(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add_saying(store, "Es regnet.", person("Vera Lind"))
    before = dump(path)
    process = run(
        """
        import os, signal, sys
        from store_building import add_saying, person
        from tracker.store import Store
        from tracker.store.actors import mentions
        mentions._insert_roles = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        with Store.open(sys.argv[1]) as store:
            add_saying(store, "Es schneit.", person("Olaf Brandt"))
        """,
        path,
    )
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert dump(path) == before
    with Store.open(path) as store:
        add_saying(store, "Es schneit.", person("Olaf Brandt"))


def test_killed_at_any_time_every_article_is_whole(tmp_path):
    path = tmp_path / "t.db"
    process = run(
        """
        import sys
        from store_building import add_saying, person
        from tracker.store import Store
        with Store.open(sys.argv[1]) as store:
            for number in range(100_000):
                add_saying(store, f"Es regnet seit {number} Tagen.", person(f"Vera Lind{number % 7}"))
                print(number, flush=True)
        """,
        path,
    )
    for _ in range(20):
        process.stdout.readline()
    process.kill()
    process.wait()
    with Store.open(path, create=False) as store:
        rows = store.statements(StatementQuery())
        assert len(rows) == len(store.articles()) >= 20
        assert all(len(row.actors) == 1 for row in rows)


def test_a_failing_statement_leaves_nothing(tmp_path):
    path = tmp_path / "t.db"
    text = "Vera Lind sagte, es regne."
    good = statement(text, "es regne", actors=(person("Vera Lind"),))
    with Store.open(path) as store:
        before = dump(path)
        with pytest.raises(ValueError, match="not spans of the text"):
            store.add(article(text[:20]), extraction(good), VERSIONS)
        broken = statement(text, "es regne", inside=7)
        with pytest.raises(IndexError):
            store.add(article(text), extraction(good, broken), VERSIONS)
        assert dump(path) == before


def test_text_that_is_no_unicode(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        with pytest.raises(StoreError, match="Unicode"):
            store.add(article("Es \ud800 regnet."), extraction(), VERSIONS)
        assert store.articles() == []


def test_two_processes_make_and_fill_one_database(tmp_path):
    path = tmp_path / "t.db"
    code = """
        import sys
        from store_building import add_saying, person
        from tracker.store import Store
        for number in range(25):
            with Store.open(sys.argv[1]) as store:
                add_saying(store, f"Es regnet {number} Tage, meldet {sys.argv[2]}.", person("Vera Lind"))
        """
    processes = [run(code, path, name) for name in ("A", "B", "C")]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    with Store.open(path, create=False) as store:
        assert len(store.articles()) == 75
        (actor,) = store.actors()
        assert actor.statements == 75


def test_a_reader_keeps_reading_while_another_writes(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as writer, Store.open(path, read_only=True) as reader:
        add_saying(writer, "Es regnet.", None)
        assert len(reader.statements(StatementQuery())) == 1
        with database.transaction(writer.connection):
            writer.connection.execute("DELETE FROM statements")
            assert len(reader.statements(StatementQuery())) == 1


def test_questions_import_nothing_heavy(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add_saying(store, "Es regnet in Europa.", person("Vera Lind"))
    process = run(
        """
        import sys
        from tracker.store import Store, StatementQuery
        with Store.open(sys.argv[1], create=False, read_only=True) as store:
            store.statements(StatementQuery(topics=("Europa",))), store.find_actors("Lind"), store.actors()
            store.timeline(StatementQuery())
        heavy = {"numpy", "onnxruntime", "tokenizers", "simplemma", "sqlite_utils", "dateparser", "rapidfuzz"}
        print(sorted(heavy & set(sys.modules)))
        """,
        path,
    )
    assert process.communicate(timeout=60)[0] == "[]\n"
