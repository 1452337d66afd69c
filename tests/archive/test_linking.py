"""Actors across an archive are those of a single database of the same articles, whatever the partitions."""

import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

import dask
import pytest
from archives import asked, linked_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.store_building import VERSIONS, article, extraction, organisation, person, place, statement
from tracker.archive.cluster import SETTINGS
from tracker.archive.datasets import month_of, rows_of
from tracker.archive.families import families_of as archive_families
from tracker.archive.linking import link
from tracker.archive.parts import Part, Stretch, manifests, write_part
from tracker.archive.places import Directory
from tracker.store import Store

NAMES = [
    *(person("Carl Stone"), person("Carl F. Stone"), person("Carl G. Stone"), person("C. Stone"), person("Stone")),
    *(person("Stone", "US-Außenminister"), person("Carl F. Stone", "secretary of state"), person("Stone", "Trainer")),
    *(person("Vera Lind"), person("Vera Lind", "Landrätin"), person("Petra Lind"), person("Lind"), person("Linds")),
    *(organisation("Stone"), organisation("Lind"), place("Russland"), place("Russlands")),
]
DAYS = [None, date(1991, 5, 1), date(1992, 5, 1), date(2003, 5, 1)]
printings = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    st.none() | st.sampled_from(NAMES),
    st.sampled_from(DAYS),
    st.integers(0, 2),  # its part
)


def found(printing, number):
    speakers, addressee, day, _ = printing
    text = f"Es regnet seit {number} Tagen."
    said = statement(text, text, actors=tuple(speakers), addressee_actors=(addressee,) if addressee else (), said=day)
    return article(text, day), extraction(said)


def written(directory, articles):
    """The articles in the archive, in as many parts as they name."""
    parts = defaultdict(list)
    for number, (of_article, extracted, part) in enumerate(articles):
        parts[part].append((number, of_article, extracted))
    for name, listed in parts.items():
        rows = {dataset: defaultdict(list) for dataset in ("articles", "statements", "mentions", "failures")}
        for number, of_article, extracted in listed:
            for dataset, of_dataset in rows_of(of_article, extracted, VERSIONS, "input", number).items():
                rows[dataset][month_of(of_article)] += of_dataset
        write_part(directory, Part((Stretch(str(name), "a.jsonl", 0, None),), ()), rows, VERSIONS)


def actors_in(directory):
    """Each actor as its name, its kind, and the names of articles that mean it."""
    names = {row["id"]: (row["name"], row["kind"]) for row in linked_rows(directory, "actors")}
    seen = defaultdict(list)
    for row in linked_rows(directory, "article_names"):
        seen[row["actor_id"]].append((row["article"], row["name"], row["kind"]))
    return sorted((*names[number], sorted(mentions)) for number, mentions in seen.items())


def actors_of(store):
    rows = store.connection.execute(
        """SELECT name_groups.actor_id, actors.name, actors.kind, text_hash, actor_names.name, actor_names.kind
           FROM article_names JOIN name_groups ON group_id = name_groups.id
           JOIN actors ON actors.id = name_groups.actor_id
           JOIN actor_names ON actor_names.id = article_names.name_id JOIN articles ON articles.id = article_id"""
    )
    seen = defaultdict(list)
    for number, name, kind, *mention in rows:
        seen[number, name, kind].append(tuple(mention))
    return sorted((name, kind, sorted(mentions)) for (_, name, kind), mentions in seen.items())


@settings(max_examples=8, deadline=None)
@given(st.lists(printings, min_size=1, max_size=8), st.integers(1, 3))
def test_the_same_as_a_single_database(articles, partitions):
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "t.db") as store:
        directory = Directory(f"{folder}/archive")
        written(directory, [(*found(printing, number), printing[-1]) for number, printing in enumerate(articles)])
        with dask.config.set(SETTINGS, scheduler="synchronous"):
            link(directory, partitions)
        for number, printing in enumerate(articles):
            store.add(*found(printing, number), VERSIONS)
        assert actors_in(directory) == actors_of(store)


REPORT = "Die Stadt baut {} neue Brücken über den Fluss, weil die alten nach dem Hochwasser nicht mehr tragen, sagte "
REPORT += "die Bürgermeisterin am Montag im Rat, und der Bau soll noch vor dem Winter beginnen, damit Pendler, Schüler "
REPORT += "und Lieferanten wieder ans andere Ufer kommen, ohne den langen Umweg über die Autobahn nehmen zu müssen."
ENDS = [
    "",
    " Die Opposition fragt nach den Kosten.",
    " Das Land gibt die Hälfte der Mittel dazu.",
    " Mehr dazu morgen.",
]
reports = st.tuples(
    st.sampled_from(["zwei", "drei", "vier"]),
    st.sampled_from([REPORT, REPORT[:150], REPORT[:330], f"{ENDS[1]} {REPORT.swapcase()}"[::-1]]),
    st.sampled_from(ENDS),
    st.none() | st.sampled_from(["https://bote.example/1", "http://www.bote.example/1/", "https://bote.example/2"]),
    st.integers(0, 2),  # its part
)


def families_of(store):
    families = defaultdict(set)
    for family, digest in store.connection.execute(
        "SELECT family, text_hash FROM article_families JOIN articles ON articles.id = article_id"
    ):
        families[family].add(digest)
    return sorted(map(sorted, families.values()))


def together(rows):
    families = defaultdict(set)
    for row in rows:
        families[row["family"]].add(row["article"])
    return sorted(map(sorted, families.values()))


@settings(max_examples=6, deadline=None)
@given(st.lists(reports, min_size=2, max_size=8, unique_by=lambda report: report[:3]), st.integers(1, 3))
def test_the_same_families_as_in_a_single_database(printed, partitions):
    articles = [
        (article(words.replace("{}", number) + end, url=url, source=f"{at}"), extraction(), part)
        for at, (number, words, end, url, part) in enumerate(printed)
    ]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "t.db") as store:
        directory = Directory(f"{folder}/archive")
        written(directory, articles)
        with dask.config.set(SETTINGS, scheduler="synchronous"):
            found = archive_families([[part] for part in manifests(directory)], directory, partitions).compute()
        for of_article, extracted, _ in articles:
            store.add(of_article, extracted, VERSIONS)
        assert together(found.to_dict("records")) == families_of(store)


def test_nearly_identical_articles_are_a_family(tmp_path):
    directory = Directory(str(tmp_path))
    texts = [REPORT.format("zwei"), REPORT.format("zwei") + ENDS[1], "Es regnet."]
    written(directory, [(article(text), extraction(), part) for part, text in enumerate(texts)])
    with dask.config.set(SETTINGS, scheduler="synchronous"):
        link(directory, 2)
    assert [len(family) for family in together(linked_rows(directory, "families"))] == [2]


def test_the_same_as_ingesting_the_fixtures(extracted, ingested):
    """On the cluster, by its own shuffles."""
    with Store.open(ingested, read_only=True) as store:
        expected = actors_of(store)
    assert actors_in(extracted) == expected
    assert len(expected) > 30


def test_an_actor_has_one_number(extracted):
    numbers = [row["id"] for row in linked_rows(extracted, "actors")]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("command", ["link", "slice", "failures"])
def test_what_is_no_archive_is_named(command, tmp_path):
    more = ["--db", str(tmp_path / "t.db")] if command == "slice" else []
    done = asked("archive", command, str(tmp_path / "nothing"), *more)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "no archive; make one with" in done.stderr
    assert not (tmp_path / "t.db").exists()
