"""Counts come to what the listings have, whatever they are counted by."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from store_building import VERSIONS, article, extraction, organisation, person, place, statement

from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import CountedValue, Dimension
from tracker.terms import Act, Kind, Resolution

LIND, OKAFOR, HARBOUR = person("Ylva Lind"), person("Nils Okafor"), organisation("Hafenamt Nordby")
SHE = person("Ylva Lind", resolution=Resolution.PRONOUN)
NORDBY = place("Nordby")
PEOPLE = [(), (LIND,), (OKAFOR,), (LIND, OKAFOR), (LIND, LIND), (HARBOUR,), (SHE,)]
WITHOUT_TOPIC = [each for each in Dimension if each != Dimension.TOPIC]
EVERYTHING = StatementQuery(fragments=False)
QUERIES = {
    "all": EVERYTHING,
    "fragments": StatementQuery(),
    "all versions": StatementQuery(fragments=False, all_versions=True),
    "an act": StatementQuery(fragments=False, acts=("warning",)),
    "a time": StatementQuery(fragments=False, since=date(2023, 5, 20)),
    "confidence": StatementQuery(fragments=False, min_confidence=0.6),
    "a topic": StatementQuery(fragments=False, topics=("Hafen",)),
    "an outlet": StatementQuery(fragments=False, outlet="nordpost"),
    "an actor": StatementQuery(fragments=False, actor_ids=(1,)),
    "speakers who are no guess": StatementQuery(fragments=False, sure=True),
    "speakers who are a guess": StatementQuery(fragments=False, sure=False),
    "a time, and what has no day": StatementQuery(fragments=False, since=date(2023, 5, 20), undated="too"),
}


def said(text, number, nested):
    """Statements of one article: every second of them with its first word said inside it, by the same or another."""
    found = []
    for at, words in enumerate(text.split(". ")):
        who = PEOPLE[(number + at) % len(PEOPLE)]
        guessed = tuple(replace(each, resolution=Resolution.PRONOUN) for each in who) if at == 3 else who
        outer = statement(
            text,
            words,
            actors=guessed,
            speaker="" if who else words.split()[1],
            addressee_actors=(NORDBY,) if at % 3 == 1 else (LIND, NORDBY) if at % 7 == 3 else (),
            act=(Act.WARNING, Act.STATEMENT, Act.DENIAL)[(number * at) % 3],
            kind=(Kind.INDIRECT, Kind.DIRECT)[at % 2],
            said=date(2023, 5, 1) + timedelta(days=11 * number + 3 * at) if (number + at) % 5 else None,
            confidence=0.5 + at / 10,
        )
        found.append(outer)
        if nested and at % 2:
            by = PEOPLE[1] if at % 4 == 1 else who
            inner = statement(
                text, words.split()[0], actors=by, speaker=words.split()[1], kind=Kind.DIRECT, act=Act.WARNING
            )
            found.append(inner)
            found[-1] = type(inner)(**{**vars_of(inner), "inside": len(found) - 2, "said": outer.said})
    return found


def vars_of(found):
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("counting") / "t.db"
    with Store.open(path) as store:
        for number in range(8):
            subject = "Hafen" if number % 2 else "Brücke"
            text = ". ".join(f"{subject} Tag{number} Wort{number}{at} gilt als sicher" for at in range(6))
            outlet = (None, "Nordpost", "NORDPOST", "Elbkurier")[number % 4]
            given = article(
                text,
                None if number == 6 else date(2023, 5, 1 + number),
                outlet=outlet,
                language=("de", None)[number == 5],
            )
            store.add(given, extraction(*said(text, number, nested=number % 3 != 1)), VERSIONS)
            if number == 3:  # the identical text in another outlet
                store.add(article(text, date(2023, 5, 9), outlet="Hafenblatt"), extraction(), VERSIONS)
        for version in ("Heute", "Gestern"):  # the same address: the later one repeats most of the earlier
            text = (
                ". ".join(f"Damm{at} Wort{at} hält dem Wasser wohl noch lange stand" for at in range(6))
                + f". {version} neu"
            )
            store.add(
                article(text, date(2023, 6, 1), url="https://nordpost.example/damm"),
                extraction(*said(text, 2, True)),
                VERSIONS,
            )
    return path


def listed(store, query, by):
    """How many of the statements that are listed have which values."""
    days = dict(store.connection.execute("SELECT id, day FROM statements").fetchall())
    further = dict(store.connection.execute("SELECT article_id, outlet FROM further_printings").fetchall())
    spelled = {None: None, "Elbkurier": "Elbkurier", "Hafenblatt": "Hafenblatt"}

    def values(row, dimension):
        day = days[row.id]
        match dimension:
            case Dimension.ACTOR:
                return row.actors or [None]
            case Dimension.ADDRESSEE:
                return row.addressee_actors or [None]
            case Dimension.OUTLET:
                outlets = [row.outlet, *([further[row.article_id]] if row.article_id in further else [])]
                return [spelled.get(outlet, "Nordpost") for outlet in outlets]
            case Dimension.DAY | Dimension.MONTH | Dimension.YEAR:
                return [day and day[: {"day": 10, "month": 7, "year": 4}[dimension]]]
            case Dimension.WEEK:
                return [day and "{}-W{:02}".format(*date.fromisoformat(day).isocalendar())]
            case _:
                return [getattr(row, dimension)]

    rows = store.statements(query)
    return len(rows), Counter(each for row in rows for each in product(*(values(row, one) for one in by)))


def told(rows):
    tally = Counter()
    for row in rows:
        names = tuple(value.value and value.value.replace("NORDPOST", "Nordpost") for value in row.values)
        tally[names] += row.statements
    return tally


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_counts_are_those_of_the_listing(path, query):
    with Store.open(path) as store:
        for by in [*((each,) for each in WITHOUT_TOPIC), *permutations(WITHOUT_TOPIC, 2)]:
            total, expected = listed(store, query, by)
            counts = store.count(query, by)
            assert counts.total == total
            assert told(counts.margins[0] if len(by) == 1 else counts.cells) == expected, by


def test_the_data_have_what_counting_must_get_right(path):
    with Store.open(path) as store:
        every = store.count(StatementQuery(all_versions=True)).total
        assert store.count(StatementQuery()).total < every  # repeated by a later version
        assert store.count(EVERYTHING).total < store.count(StatementQuery()).total  # fragments
        kinds = {kind for (kind,) in store.connection.execute("SELECT DISTINCT fragment FROM statements")}
        assert kinds == {0, 1, 2}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_what_a_limit_leaves_is_summed(path, query):
    with Store.open(path) as store:
        for by in [*((each,) for each in WITHOUT_TOPIC), *permutations(WITHOUT_TOPIC, 2)]:
            everything, few = store.count(query, by), store.count(query, by, (1, 2))
            rows = [counts.cells if len(by) == 2 else counts.margins[0] for counts in (everything, few)]
            assert sum(row.statements for row in rows[0]) == sum(row.statements for row in rows[1])
            assert all(row.statements > 0 for row in rows[1])
            for row in rows[1]:
                if not any(value.merged for value in row.values):
                    assert row in rows[0]


def test_the_most_frequent_are_told_apart_and_how_many_the_others_are(path):
    with Store.open(path) as store:
        every = store.count(EVERYTHING, [Dimension.ACTOR]).margins[0]
        first, others, unknown = store.count(EVERYTHING, [Dimension.ACTOR], [1]).margins[0]
    assert first == every[0]
    assert others.values == (CountedValue(None, merged=2),)
    assert unknown.values == (CountedValue(None),)
    assert unknown == every[-1]


def test_times_are_all_told_and_in_order(path):
    with Store.open(path) as store:
        *known, undated = store.count(EVERYTHING, [Dimension.MONTH], [1]).margins[0]
    names = [row.values[0].value for row in known]
    assert names == sorted(names)
    assert len(names) > 1
    assert undated.values == (CountedValue(None),)


def test_topics_are_counted_each_and_together_once(path):
    query = StatementQuery(fragments=False, topics=("Hafen", "Brücke", "sicher", "Schnee"))
    with Store.open(path) as store:
        counts = store.count(query, [Dimension.TOPIC, Dimension.ACT])
        assert counts.total == len(store.statements(query))
        for row in counts.margins[0]:
            topic = StatementQuery(fragments=False, topics=(str(row.values[0].value),))
            assert row.statements == len(store.statements(topic))
        turned = store.count(query, [Dimension.ACT, Dimension.TOPIC])
        assert {row.values: row.statements for row in counts.cells} == {
            row.values[::-1]: row.statements for row in turned.cells
        }
    assert counts.overlapping == (Dimension.TOPIC,)


def test_shares_are_of_all_or_of_the_row(path):
    with Store.open(path) as store:
        counts = store.count(EVERYTHING, [Dimension.ACT, Dimension.KIND])
    assert {row.of for row in counts.margins[0]} == {counts.total}
    for act in counts.margins[0]:
        cells = [cell for cell in counts.cells if cell.values[0] == act.values[0]]
        assert {cell.of for cell in cells} == {act.statements}
        assert sum(cell.share for cell in cells) == pytest.approx(1)


def test_narrowed_counts_are_those_with_a_limit(path):
    with Store.open(path) as store:
        every = store.count(EVERYTHING, [Dimension.ACT, Dimension.ACTOR])
        few = store.count(EVERYTHING, [Dimension.ACT, Dimension.ACTOR], (None, 1))
    narrowed = every.narrowed(1)
    assert narrowed.margins == few.margins
    assert {row.values: row for row in narrowed.cells} == {row.values: row for row in few.cells}


def test_nothing_is_counted_as_nothing(path):
    with Store.open(path) as store:
        counts = store.count(StatementQuery(until=date(1990, 1, 1)), [Dimension.ACTOR, Dimension.MONTH])
    assert (counts.total, counts.margins, counts.cells) == (0, ((), ()), ())


@pytest.mark.parametrize(
    "by", [[Dimension.ACT, Dimension.ACT], [Dimension.ACT, Dimension.KIND, Dimension.DAY], [Dimension.TOPIC]]
)
def test_what_cannot_be_counted_is_refused(path, by):
    with Store.open(path) as store, pytest.raises(ValueError, match="count"):
        store.count(EVERYTHING, by)


def test_a_rejected_statement_is_not_counted(path, tmp_path):
    text = "Der Hafen bleibt offen. Die Brücke bleibt zu"
    with Store.open(tmp_path / "t.db") as store:
        found = [statement(text, words, actors=(LIND,), said=date(2023, 5, 2)) for words in text.split(". ")]
        store.add(article(text, date(2023, 5, 2)), extraction(*found), VERSIONS)
        assert store.count(EVERYTHING).total == 2
        store.statement_decisions.reject(1, by="ida")
        assert store.count(EVERYTHING, [Dimension.ACTOR]).margins[0][0].statements == 1
