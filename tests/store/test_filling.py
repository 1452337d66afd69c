"""A new database that is filled is as one to which the same articles were added one after the other."""

import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.benchmarks.large_database import VERSIONS, generated
from tests.store.store_building import article, extraction
from tracker.archive.datasets import number_of, statement_numbers
from tracker.store import Store
from tracker.store.articles import digest_of
from tracker.store.rows.articles import Numbers

ARTICLES = 120

# All that is written of articles; actors, names and groups, which are numbered as they come, by what they are.
WRITTEN = {
    "articles": "SELECT id, title, outlet, url, language, published_on, text_hash, words FROM articles",
    "paragraphs": "SELECT * FROM paragraphs",
    "statements": "SELECT * FROM statements",
    "mentions": """SELECT article_id, start, mentions.name, mentions.kind, actors.name FROM mentions
        LEFT JOIN actors ON actors.id = actor_id""",
    **{
        table: f"""SELECT statement_id, position, actors.name, actor_names.name, actor_names.kind, description
            FROM {table} AS roles JOIN actors ON actors.id = roles.actor_id
            JOIN actor_names ON actor_names.id = actor_name_id"""
        for table in ("statement_speakers", "statement_addressees")
    },
    "actors": "SELECT name, kind, statements, articles, first_on, last_on FROM actors",
    "names": """SELECT actor_names.name, actor_names.kind, words, folded, comparison_keys, actor_names.statements,
        addressed, actors.name FROM actor_names LEFT JOIN actors ON actors.id = actor_names.actor_id""",
    "article_names": """SELECT article_id, actor_names.name, actor_names.kind, year, marks, basis, name_groups.articles
        FROM article_names JOIN name_groups ON name_groups.id = group_id
        JOIN actor_names ON actor_names.id = article_names.name_id""",
    "words": "SELECT word FROM words",
    "totals": """SELECT month, language, outlets, act, kind, standing, speakers, addressees, doubtful, statements
        FROM statement_totals""",
    **{
        table: f"SELECT * FROM {table}"
        for table in ("statements_to_compare", "article_families", "article_versions", "repeated_statements")
    },
    "triggers": "SELECT name, sql FROM sqlite_schema",
}


def found():
    """Articles, some of them reprints and later versions, and one that comes twice."""
    articles = list(generated(ARTICLES, seed=3))
    for each, extracted in [*articles, articles[7]]:
        digest = digest_of(each.text)
        yield each, extracted, Numbers(number_of(digest), tuple(statement_numbers(digest, extracted.statements)))


def written(store):
    return {name: sorted(store.connection.execute(sql), key=repr) for name, sql in WRITTEN.items()}


MAKING = """
import sys, time
from tracker.store import Store
with Store.made(sys.argv[1]) as store, store.filling():
    print("begun", flush=True)
    time.sleep(600)
"""


def test_the_same_as_one_by_one(tmp_path):
    with Store.open(tmp_path / "one.db") as store:
        one_by_one = [store.add(each, extracted, VERSIONS, numbers=numbers) for each, extracted, numbers in found()]
        expected = written(store)
    with Store.made(tmp_path / "filled.db") as store, store.filling() as filling:
        filled = [filling.add(each, extracted, VERSIONS, numbers) for each, extracted, numbers in found()]
    assert [each.new for each in filled] == [each.new for each in one_by_one]
    with Store.open(tmp_path / "filled.db") as store:
        for name, rows in written(store).items():
            assert rows == expected[name] != [], name
        assert list(store.check().problems) == []


def test_what_comes_after_filling_is_added_as_ever(tmp_path):
    *first, last, _ = found()
    with Store.made(tmp_path / "t.db") as store, store.filling() as filling:
        for each, extracted, numbers in first:
            filling.add(each, extracted, VERSIONS, numbers)
    with Store.open(tmp_path / "t.db") as store:
        store.add(last[0], last[1], VERSIONS, numbers=last[2])
        assert list(store.check().problems) == []


def test_what_fails_leaves_nothing(tmp_path):
    def failing():
        with Store.made(tmp_path / "t.db") as store, store.filling() as filling:
            filling.add(article("Es regnet."), extraction(), VERSIONS, Numbers(1, ()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next_one_and_nothing_else(tmp_path):
    begun = [subprocess.Popen([sys.executable, "-c", MAKING, str(tmp_path / "t.db")], stdout=PIPE) for _ in range(2)]
    try:
        assert all(each.stdout.readline() for each in begun)
        begun[0].kill()
        begun[0].wait()
        unfinished = sorted(tmp_path.iterdir())
        for file in unfinished:
            os.utime(file, (1, 1))
        Path(tmp_path / ".t.db.of-mine").write_text("mine")
        with Store.made(tmp_path / "u.db") as store, store.filling():
            pass
        assert {*unfinished} < {*tmp_path.iterdir()}
        with Store.made(tmp_path / "t.db") as store, store.filling():
            pass
        left = {file.name for file in tmp_path.iterdir()}
        assert len(left & {file.name for file in unfinished}) == 1
        assert len(left) == 4
        assert {"t.db", "u.db", ".t.db.of-mine"} < left
    finally:
        for each in begun:
            each.kill()
            each.communicate()
