"""The actors of a database are a function of its articles and of the user's decisions, whatever the order."""

import shutil
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, add_saying, article, extraction, mention, organisation, person, place, statement

from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import part_of
from tracker.actors.resolving.mentions import Mention, group_of
from tracker.actors.resolving.resolve import resolve
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.actors import components, rebuild

NAMES = [
    person("Carl Stone"),
    person("Carl F. Stone"),
    person("Carl G. Stone"),
    person("C. Stone"),
    person("Stone"),
    person("Stone", "US-Außenminister"),
    person("Carl F. Stone", "secretary of state"),
    person("Stone", "Trainer"),
    person("Stones"),
    person("Vera Lind"),
    person("Vera Lind", "Landrätin"),
    person("Petra Lind"),
    person("Lind"),
    person("Linds"),
    organisation("Stone"),
    organisation("Lind"),
    place("Russland"),
    place("Russlands"),
]
DAYS = [None, date(1991, 5, 1), date(1992, 5, 1), date(2003, 5, 1)]
printings = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    st.none() | st.sampled_from(NAMES),
    st.sampled_from(DAYS),
)
commands = st.lists(
    st.tuples(
        st.sampled_from(["merge", "apart", "split", "split in one", "rename", "alias", "undo"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database without articles: making the schema takes longer than a test of it."""
    path = tmp_path_factory.mktemp("empty") / "t.db"
    Store.open(path).close()
    return path


@contextmanager
def copied(empty):
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(empty, Path(folder))
        with Store.open(path) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            yield store


def found_in(speakers, addressee, text):
    said = statement(text, text, actors=tuple(speakers), addressee_actors=(addressee,) if addressee else ())
    return extraction(said, mentions=(mention(text, "regnet", name=speakers[0].name),))


def add(store, number, printing):
    """Add an article; the number is in its text, and in `numbers` of what is compared."""
    speakers, addressee, day = printing
    text = f"Es regnet seit {number} Tagen."
    store.add(article(text, day), found_in(speakers, addressee, text), VERSIONS)


def replace(store, number, printing):
    speakers, addressee, _ = printing
    text = f"Es regnet seit {number} Tagen."
    store.replace(store.known(text), found_in(speakers, addressee, text), VERSIONS)


def decide(store, command, first, second):
    """Carry out one of the user's commands on the actors, counted in the order of the listing."""
    actors = store.actors()
    one, other = actors[first % len(actors)], actors[second % len(actors)]
    try:
        match command:
            case "merge":
                store.merge_actors(one.id, other.id)
            case "apart":
                store.keep_apart(one.id, other.id)
            case "split":
                store.split_actor(one.id, [one.names[second % len(one.names)]])
            case "split in one":
                name = one.names[second % len(one.names)]
                article_id = store.connection.execute(
                    """SELECT min(article_id) FROM article_names JOIN name_groups ON group_id = name_groups.id
                       JOIN actor_names ON actor_names.id = article_names.name_id
                       WHERE name_groups.actor_id = ? AND name = ?""",
                    [one.id, name],
                ).fetchone()[0]
                store.split_actor(one.id, [name], [article_id])
            case "rename":
                store.rename_actor(one.id, "Der große Stein")
            case "alias":
                store.add_alias(one.id, "Carl Frederic Stone")
            case "undo":
                store.undo(len(store.decisions()) - first % 3)
    except StoreError:
        pass


def actors_of(store):
    """The actors as sets of mentions, with their names, by the texts of the articles."""
    rows = store.connection.execute(
        """SELECT name_groups.actor_id, actors.name, actors.kind, actor_names.name, actor_names.kind, text,
               article_names.statements, article_names.addressed
           FROM article_names JOIN name_groups ON group_id = name_groups.id
           JOIN actors ON actors.id = name_groups.actor_id
           JOIN actor_names ON actor_names.id = article_names.name_id
           JOIN articles ON articles.id = article_id"""
    )
    actors = {}
    for number, name, kind, *mentioned in rows:
        actors.setdefault((number, name, kind), set()).add(tuple(mentioned))
    return sorted((name, kind, sorted(mentions)) for (_, name, kind), mentions in actors.items())


def linked_at_once(store):
    """The same from the set of mentions and the decisions alone."""
    connection = store.connection
    decisions = components.decisions(connection)
    mentions, said = [], {}
    rows = connection.execute(
        """SELECT found.article_id, found.name_id, actor_names.name, kind, published_on, found.statements,
               found.addressed, text
           FROM article_names AS found JOIN actor_names ON actor_names.id = found.name_id
           JOIN articles ON articles.id = article_id"""
    ).fetchall()
    for article_id, name_id, name, kind, published, spoken, addressed, text in rows:
        descriptions = {
            description
            for table in ("statement_speakers", "statement_addressees")
            for (description,) in connection.execute(
                f"""SELECT description FROM {table} JOIN statements ON statements.id = statement_id
                    WHERE article_id = ? AND actor_name_id = ? AND description IS NOT NULL""",
                [article_id, name_id],
            )
        }
        day = date.fromisoformat(published) if published else None
        mention = Mention(article_id, name, kind, frozenset(descriptions), day, spoken + addressed)
        mentions.append(mention)
        part = part_of(name, article_id, decisions)
        said.setdefault((name, kind, part, day.year if day else 0), []).append((mention, spoken, addressed, text))
    actors = []
    for actor in resolve(mentions, decisions):
        groups = {each.group for each in actor.links}
        of_actor = [
            (mention.name, mention.kind, text, spoken, addressed)
            for key, listed in said.items()
            for mention, spoken, addressed, text in listed
            if group_of(mention, key[2]) in groups
        ]
        if of_actor:
            actors.append((actor.name, actor.kind, sorted(of_actor)))
    return sorted(actors)


def check(store):
    """The invariants that `tracker check` looks at, and that all was linked as if at once."""
    connection = store.connection
    assert list(rebuild.problems(connection)) == []
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert actors_of(store) == linked_at_once(store)
    rows = store.statements(StatementQuery())
    sure, guessed = ({row.id for row in store.statements(StatementQuery(sure=each))} for each in (True, False))
    assert {row.id for row in rows if row.doubtful_actors} == guessed == {row.id for row in rows} - sure


@settings(max_examples=25, deadline=None)
@given(st.lists(printings, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_any_order_and_finding_anew_in_between(empty, articles, random):
    numbered = list(enumerate(articles))
    shuffled = random.sample(numbered, len(numbered))
    with copied(empty) as first, copied(empty) as second:
        for number, printing in numbered:
            add(first, number, printing)
        for number, printing in shuffled:
            add(second, number, random.choice(articles)[:2] + printing[2:])
            replace(second, random.choice(shuffled[: shuffled.index((number, printing)) + 1])[0], printing)
        for number, printing in shuffled:
            replace(second, number, printing)
        assert actors_of(first) == actors_of(second)
        check(first)
        check(second)


@settings(max_examples=40, deadline=None)
@given(st.lists(printings, min_size=2, max_size=7), commands)
def test_decisions_hold_whatever_comes_after_them(empty, articles, decided):
    with copied(empty) as store:
        half = max(1, len(articles) // 2)
        for number, printing in enumerate(articles[:half]):
            add(store, number, printing)
        for command, first, second in decided:
            decide(store, command, first, second)
            check(store)
        for number, printing in enumerate(articles[half:], start=half):
            add(store, number, printing)
        replace(store, 0, articles[-1])
        check(store)
        before = actors_of(store)
        numbers = {row.name: row.id for row in store.actors()} if len(store.actors()) > 0 else {}
        rebuild.rebuild(store.connection)
        check(store)
        assert actors_of(store) == before
        assert {row.name for row in store.actors()} == set(numbers)


@settings(max_examples=25, deadline=None)
@given(st.lists(printings, min_size=2, max_size=6), commands)
def test_undoing_all_decisions_leaves_nothing_of_them(empty, articles, decided):
    with copied(empty) as store:
        for number, printing in enumerate(articles):
            add(store, number, printing)
        before = actors_of(store)
        for command, first, second in decided:
            decide(store, command, first, second)
        for decision in store.decisions():
            if decision.undone_at is None:
                store.undo(decision.id)
        assert actors_of(store) == before
        check(store)


def test_words_are_the_same_whatever_the_case_and_accents():
    assert normalised("VERA  Müller") == normalised("Vera Mueller")


def test_an_actor_is_shown_by_the_name_of_most_statements(empty, tmp_path):
    """Also where an article only adds statements to those that are known, and nothing is resolved again."""
    shutil.copy(empty, tmp_path / "t.db")
    text = " ".join(f"Es regnet {number}." for number in range(65))
    with Store.open(tmp_path / "t.db") as store:
        for number in range(5):
            add_saying(store, f"Es schneit {number}.", person("Sergej Lawrow"))
        article_id = store.add(article(text, date(2023, 5, 2)), extraction(), VERSIONS).article_id

        def say(often):
            said = [
                statement(text, f"Es regnet {number}.", actors=(person("Sergei Lavrov"),)) for number in range(often)
            ]
            store.replace(article_id, extraction(*said), VERSIONS)
            (actor,) = store.actors()
            return actor.name

        assert [say(1), say(65), say(1)] == ["Sergej Lawrow", "Sergei Lavrov", "Sergej Lawrow"]
