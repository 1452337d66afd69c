"""Articles that are nearly the same text: which are, which aren't, and what they count as."""

import itertools
import os
import random
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from datasketch import MinHash
from family_texts import ADDED, ENGLISH_REPORT, OTHER_REPORT, REPORT, shares, weather
from hypothesis import given
from hypothesis import strategies as st
from store_building import VERSIONS, article, extraction, person, statement, take_out_totals

from tracker.spelling import tokens
from tracker.store import StatementQuery, Store
from tracker.store.duplicates import families
from tracker.store.duplicates.minhash import minhash

LIND = person("Vera Lind")
PARAGRAPHS = REPORT.split("\n\n")
QUOTE = "Wer jetzt spart, zahlt beim nächsten Hochwasser doppelt"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


def add(store, text, published=date(2023, 5, 2), **fields):
    return store.add(article(text, published, **fields), extraction(), VERSIONS)


def misspelled(text, every):
    words = text.split(" ")
    return " ".join(word[::-1] if number % every == every - 1 else word for number, word in enumerate(words))


NEARLY_THE_SAME = {
    "cut to half": "\n\n".join(PARAGRAPHS[:2]),
    "the beginning left out": "\n\n".join(PARAGRAPHS[1:]),
    "a paragraph more": "\n\n".join([*PARAGRAPHS[:2], ADDED, *PARAGRAPHS[2:]]),
    "paragraphs in another order": "\n\n".join(reversed(PARAGRAPHS)),
    "another headline and the agency": f"Höhere Deiche für alle\n\nNorderwyk (mna) - {REPORT}",
    "misspelled words": misspelled(REPORT, 25),
    "later figures": REPORT.replace("61", "62").replace("48", "47"),
    "one line": " ".join(REPORT.upper().split()),
    "cut and added to": "\n\n".join([*PARAGRAPHS[:3], ADDED]),
}


@pytest.mark.parametrize("text", NEARLY_THE_SAME.values(), ids=NEARLY_THE_SAME.keys())
def test_what_papers_make_of_an_agencys_report(store, text):
    first = add(store, REPORT)
    assert (first.like, first.version_of) == (None, None)
    assert add(store, text).like == 1
    assert [row.family for row in store.articles()] == [1, 1]


NOT_THE_SAME = {
    "another report of the same": (REPORT, OTHER_REPORT),
    "another day's weather": (
        weather("Montag", "Halmstede", 21, 9, 30, 15, "5.48", "20.12"),
        weather("Dienstag", "Halmstede", 24, 12, 10, 22, "5.50", "20.10"),
    ),
    "another company's shares": (
        shares("Alder Shipping", "41.20", "1.3", "2.8", "17.40", "48.00"),
        shares("Holt Foods", "118.75", "0.4", "9.1", "22.15", "130.00"),
    ),
    "the same footer": (f"{PARAGRAPHS[0]}\n\n{ADDED}", f"{PARAGRAPHS[3]}\n\n{ADDED}"),
    "a quote in common": (PARAGRAPHS[1], ENGLISH_REPORT + PARAGRAPHS[1][:120]),
    "too short to say": ("Die Deiche halten, sagt Vera Lind.", "Die Deiche halten, sagt Vera Lind nun."),
}


@pytest.mark.parametrize("texts", NOT_THE_SAME.values(), ids=NOT_THE_SAME.keys())
def test_what_is_another_report(store, texts):
    assert [add(store, text).like for text in texts] == [None, None]
    assert [row.family for row in store.articles()] == [2, 1]


def test_a_tenth_of_the_report_is_no_longer_the_report(store):
    add(store, REPORT + "\n\n" + "\n\n".join([ENGLISH_REPORT, OTHER_REPORT, ADDED]))
    assert add(store, PARAGRAPHS[3]).like is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_families_grow_together_whatever_the_order(store, order):
    # The first and the last have too little in common, but each has most of its words in the second.
    texts = ["\n\n".join(PARAGRAPHS[:2]), REPORT, "\n\n".join(PARAGRAPHS[2:])]
    for number in order:
        add(store, texts[number])
    add(store, ENGLISH_REPORT)
    assert sorted((row.id, row.family) for row in store.articles()) == [(1, 1), (2, 1), (3, 1), (4, 4)]
    assert store.check().problems == []


def test_a_family_is_one_source_of_a_timelines_entry(store):
    def say(text, outlet):
        said = statement(text, QUOTE, actors=(LIND,), said=date(2023, 5, 2))
        store.add(article(text, date(2023, 5, 2), outlet=outlet), extraction(said), VERSIONS)

    say(REPORT, "mna")
    say(NEARLY_THE_SAME["another headline and the agency"], "Küstenbote")
    say(NEARLY_THE_SAME["cut to half"], "Elbblatt")
    say(OTHER_REPORT + f" „{QUOTE}“, rief sie.", "Norderwyker Tagespost")
    (entry,) = store.timeline(StatementQuery())
    assert [(source.article_id, source.family) for source in entry.sources] == [(1, 1), (2, 1), (3, 1), (4, 4)]
    assert entry.families == 2
    assert [relative.id for relative in store.statement(entry.statement.id).relatives] == [2, 3]


def test_one_among_many(store):
    chance = random.Random(4)
    words = tokens(REPORT + OTHER_REPORT + ENGLISH_REPORT)
    with store.connection:
        for _ in range(150):
            add(store, " ".join(chance.choices(words, k=120)))
    assert all(row.family == row.id for row in store.articles())
    assert add(store, REPORT).like is None
    assert add(store, NEARLY_THE_SAME["misspelled words"]).like == 151


def test_a_signature_is_the_same_in_every_process():
    code = """
        from family_texts import REPORT
        from tracker.spelling import tokens
        from tracker.store.duplicates.families import bands_of, signature_of
        print(signature_of(tokens(REPORT)).hex(), bands_of(signature_of(tokens(REPORT)))[:3])
    """
    code = "\n".join(line.strip() for line in code.strip().splitlines())
    printed = set()
    for seed in ("1", "2"):
        path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        printed.add(
            subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
        )
    assert len(printed) == 1
    # Databases keep signatures: where these change, families.PARAMETERS must be counted up.
    assert printed.pop().decode().startswith(SIGNATURE)


SIGNATURE = "dd54c700aad55e00b2ed6f0143e54300"


def test_signatures_of_other_parameters_are_not_compared(store, monkeypatch):
    add(store, REPORT)
    monkeypatch.setattr(families, "PARAMETERS", families.PARAMETERS + 1)
    assert add(store, NEARLY_THE_SAME["cut to half"]).like is None
    (problem,) = store.check().problems
    assert (problem.table, problem.row) == ("article_signatures", 1)
    assert store.repair().now.problems == []
    assert {row.family for row in store.articles()} == {1}


def test_a_database_from_before_families(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        add(store, REPORT, url="https://a.example/1")
        add(store, OTHER_REPORT, url="https://a.example/1")
        add(store, NEARLY_THE_SAME["cut to half"])
    connection = sqlite3.connect(path)
    take_out_totals(connection)
    for table in ("families", "signatures", "bands", "addresses", "versions"):
        connection.execute(f"DROP TABLE article_{table}")
    connection.execute("DROP TABLE repeated_statements")
    for index in ("newest", "doubtful", "counted", "counted_by_article"):
        connection.execute(f"DROP INDEX statements_{index}")
        connection.execute(f"CREATE INDEX statements_{index} ON statements(day)")
    connection.execute("ALTER TABLE statements DROP COLUMN repeated")
    later = ("families_and_versions", "articles_before_families", "repeated_marked")
    connection.executemany("DELETE FROM _sqlite_migrations WHERE name = ?", [(name,) for name in later])
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert [row.family for row in store.articles()] == [1, 1, 1]
        assert [row.version_of for row in store.articles()] == [None, 1, None]
        assert store.check().problems == []


@pytest.mark.parametrize(("shared", "alike"), [(60, False), (70, True)])
def test_two_thirds_of_the_shorter_text_stand_in_the_longer_one(store, shared, alike):
    """Texts of a hundred runs of words and without numbers, of which the first ones are the same."""
    words = ["".join(syllables) for syllables in itertools.product("bdfglm", "aeiou", "nrst", "aeiou")]
    first, others = words[:104], words[104:208]
    known = store.add(article(" ".join(first)), extraction(), VERSIONS)
    added = store.add(article(" ".join([*first[: shared + 4], *others[shared + 4 :]])), extraction(), VERSIONS)
    assert added.like == (known.article_id if alike else None)


def of_datasketch(members: set[bytes], permutations: int) -> list[int]:
    reference = MinHash(num_perm=permutations, seed=1, scheme="affine32")
    reference.update_batch(members)
    return reference.hashvalues.tolist()


@given(members=st.sets(st.binary(max_size=40), max_size=60), permutations=st.integers(1, 130))
def test_signatures_are_those_of_datasketch(members: set[bytes], permutations: int) -> None:
    assert minhash(members, permutations).tolist() == of_datasketch(members, permutations)


def test_an_article_is_signed_by_its_runs_of_words() -> None:
    words = tokens("Die Fähre nach Nordhaven fährt ab Montag wieder, sagte Ida Bränn. " * 3)
    runs = {" ".join(words[at : at + families.RUN]).encode() for at in range(len(words) - families.RUN + 1)}
    numbers = of_datasketch(runs, families.PERMUTATIONS)
    assert families.signature_of(words) == b"".join(number.to_bytes(4, "little") for number in numbers)
    assert len(families.signature_of(words)) == families.SIGNATURE_SIZE
