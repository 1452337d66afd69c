"""Claims in a database: the same whatever the order, after a rebuild, a kill, a new version; decisions stay."""

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, article, extraction, organisation, person, statement

from tracker.claims.comparing import Relation
from tracker.extraction.statements import Act, Extraction, Kind, Referent
from tracker.reading.article import Article
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.rows.checked import ProblemKind
from tracker.store.rows.claims import ClaimDecisionKind

ALTHOFF, KURZ, PETRI = person("Karin Althoff"), person("Nadja Kurz"), person("Jonas Petri")
POLICE = organisation("Police")
SAID = [
    # what, in which language, by whom, with which cue, on which day of May, and where
    ("Das Trinkwasser ist für alle Haushalte unbedenklich", "de", ALTHOFF, "sagte", 6, "dap"),
    ("das Trinkwasser sei für alle Haushalte unbedenklich", "de", ALTHOFF, "sagte", 6, "Tagblatt"),
    ("the drinking water was safe for all households", "en", ALTHOFF, "said", 6, "The Ledger"),
    ("The drinking water is safe for all the households", "en", ALTHOFF, "said", 7, "Morning Post"),
    ("Das Trinkwasser ist für die Haushalte nicht unbedenklich", "de", KURZ, "sagte", 7, "dap"),
    ("the drinking water was safe for all households", "en", KURZ, "denied", 7, "The Ledger"),
    ("the paper mill must be shut down at once", "en", PETRI, "said", 6, "The Ledger"),
    ("die Papierfabrik müsse sofort stillgelegt werden", "de", PETRI, "sagte", 7, "Tagblatt"),
    ("Taxes on fuel will rise by four percent in the coming year", "en", PETRI, "said", 7, "Morning Post"),
    ("Could not be reached for comment on the spill", "en", None, "said", 7, "Morning Post"),
]
Claims = set[frozenset[str]]


def printed(number: int, words: str | None = None) -> tuple[Article, Extraction]:
    """An article that prints what was said; `words`: a part of it alone."""
    quote, language, speaker, cue, day, outlet = SAID[number]
    text = f"Report {number}. {quote}, {cue} {speaker.name if speaker else 'nobody'}."
    fields = {"actors": (speaker,) if speaker else (), "cue": cue, "said": date(2024, 5, day)}
    found = statement(text, words or quote, kind=Kind.INDIRECT, act=Act.STATEMENT, **fields)
    return article(text, date(2024, 5, day), outlet=outlet, language=language), extraction(found, language=language)


def written(store: Store, numbers: Iterable[int]) -> dict[int, int]:
    """Write what was said; the numbers that the articles, and so their statements, have got."""
    return {number: store.add(*printed(number), VERSIONS).article_id for number in numbers}


def claims(store: Store) -> Claims:
    """The articles' texts by claim: the same whatever numbers anything has."""
    found = {}
    for row in store.claims.rows():
        found[row.id] = {
            each.statement.quote + str(each.statement.outlet) for each in store.claims.details(row.id).statements
        }
    return {frozenset(members) for members in found.values()}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was said, in the order above; statement n + 1 is SAID[n]."""
    path = tmp_path_factory.mktemp("compared") / "t.db"
    with Store.open(path) as store:
        written(store, range(len(SAID)))
        store.claims.bring_up_to_date()
    return path


@pytest.fixture
def store(compared: Path, tmp_path: Path) -> Iterable[Store]:
    path = tmp_path / "t.db"
    shutil.copy(compared, path)
    with Store.open(path) as opened:
        yield opened


def test_a_claim_is_the_same_in_several_outlets_and_languages(store: Store) -> None:
    first = store.claims.rows()[0]
    assert (first.statements, first.times, first.actors) == (4, 2, ["Karin Althoff"])
    assert (first.outlets, first.languages) == (["Morning Post", "Tagblatt", "The Ledger", "dap"], ["de", "en"])
    assert (first.first_on, first.last_on) == ("2024-05-06", "2024-05-07")
    assert not first.denied


def test_a_denial_seems_to_contradict_and_agrees_with_a_negation(store: Store) -> None:
    first = store.claims.rows()[0]
    opposed = store.claims.details(first.id).opposed
    assert {(each.statement.actors[0], each.relation) for each in opposed} == {("Nadja Kurz", Relation.OPPOSED)}
    assert {each.denied for each in opposed} == {True, False}
    assert first.opposed == len(opposed) == 2


SAFE, UNSAFE = "The drinking water is safe for all the households", "The drinking water is not safe for the households"


def told(store: Store, *said: tuple[str, Referent, date | None], outlet: str = "dap") -> None:
    """Write an article in which these say something, each on a day."""
    text = f"{outlet}: " + " ".join(f"{words}, says {speaker.name}." for words, speaker, _ in said)
    found = (statement(text, words, actors=(speaker,), cue="says", said=day) for words, speaker, day in said)
    store.add(article(text, outlet=outlet, language="en"), extraction(*found, language="en"), VERSIONS)


def seem_opposed(store: Store, one: int, other: int) -> bool:
    """Whether two statements seem to contradict each other, which every question about them answers alike."""
    store.claims.bring_up_to_date()
    relations = {each.statement.id: each.relation for each in store.claims.of_statement(one)}
    answers = {
        relations.get(other) == Relation.OPPOSED,
        store.claims.why(one, other).relation == Relation.OPPOSED,
        store.claims.why(other, one).relation == Relation.OPPOSED,
    }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize(
    ("one", "other", "day", "opposed"),
    [
        (ALTHOFF, KURZ, date(2024, 5, 31), True),
        (ALTHOFF, KURZ, date(2024, 6, 1), False),
        (ALTHOFF, KURZ, date(2026, 5, 1), False),
        (ALTHOFF, KURZ, date(2024, 4, 1), True),
        (ALTHOFF, KURZ, date(2024, 3, 31), False),
        (ALTHOFF, KURZ, None, False),
        (POLICE, POLICE, date(2024, 5, 1), False),
        (POLICE, POLICE, date(2024, 5, 2), True),
        (POLICE, POLICE, date(2024, 5, 31), True),
        (POLICE, POLICE, date(2024, 6, 1), False),
        (ALTHOFF, ALTHOFF, date(2024, 5, 1), False),
        (ALTHOFF, ALTHOFF, date(2024, 5, 2), True),
        (ALTHOFF, ALTHOFF, date(2026, 5, 1), True),
        (ALTHOFF, ALTHOFF, None, False),
    ],
)
def test_two_contradict_each_other_within_thirty_days_and_one_person_on_whatever_other_day(
    tmp_path: Path, one: Referent, other: Referent, day: date | None, opposed: bool
) -> None:
    with Store.open(tmp_path / "t.db") as store:
        told(store, (SAFE, one, date(2024, 5, 1)))
        told(store, (UNSAFE, other, day), outlet="Tagblatt")
        assert seem_opposed(store, 1, 2) == opposed


@pytest.mark.parametrize(("other", "opposed"), [(KURZ, True), (ALTHOFF, False), (POLICE, True)])
def test_without_days_two_contradict_each_other_within_one_article_alone(
    tmp_path: Path, other: Referent, opposed: bool
) -> None:
    with Store.open(tmp_path / "t.db") as store:
        told(store, (SAFE, ALTHOFF, None), (UNSAFE, other, None))
        told(store, (UNSAFE, other, None), outlet="Tagblatt")
        assert seem_opposed(store, 1, 2) == opposed
        assert not seem_opposed(store, 1, 3)


def test_a_claim_counts_what_contradicts_it_by_day_and_positions_compare_all_days(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        told(store, (SAFE, ALTHOFF, date(2024, 5, 1)))
        told(store, (SAFE, ALTHOFF, date(2024, 5, 1)), outlet="Tagblatt")
        told(store, (UNSAFE, KURZ, date(2024, 5, 9)))
        told(store, (UNSAFE, KURZ, date(2025, 5, 9)), outlet="The Ledger")
        store.claims.bring_up_to_date()
        number = next(row.id for row in store.claims.rows() if row.actors == ["Karin Althoff"])
        assert [each.statement.id for each in store.claims.details(number).opposed] == [3]
        assert store.claims.numbered([number])[0].opposed == 1
        assert number in {row.id for row in store.claims.rows(opposed=True)}
        positions = store.claims.positions(StatementQuery(), claim=number)
        assert [each.statement.id for each in positions] == [1, 2, 3, 4]


def test_what_is_too_far_apart_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        told(store, (SAFE, ALTHOFF, date(2024, 5, 1)))
        told(store, (UNSAFE, KURZ, date(2025, 5, 9)), outlet="Tagblatt")
        store.claims.bring_up_to_date()
        why = store.claims.why(1, 2)
        assert (why.relation, why.evidence[-1]) == (None, ("said_on", "2024-05-01", "2025-05-09"))
        assert ("negation", "", "") in why.evidence


def test_filters_are_about_statements_and_counts_about_claims(store: Store) -> None:
    assert [row.statements for row in store.claims.rows(outlets=4)] == [4]
    assert len(store.claims.rows(languages=2)) == len(store.claims.rows()) >= 2
    assert all(row.opposed for row in store.claims.rows(opposed=True))


def test_what_claims_nothing_has_no_neighbours(store: Store) -> None:
    with pytest.raises(StoreError, match="claims nothing"):
        store.claims.of_statement(10)
    with pytest.raises(StoreError, match="no statement 99"):
        store.claims.of_statement(99)


def test_a_sentence_finds_what_claims_the_same_and_what_contradicts(store: Store) -> None:
    found = store.claims.near("Das Trinkwasser ist für alle Haushalte der Stadt unbedenklich", "de")
    relation_of = {each.statement.id: each.relation for each in found}
    assert relation_of[1] in (Relation.SAME, Relation.SUGGESTED)
    assert relation_of[5] == Relation.OPPOSED
    assert 9 not in relation_of
    with pytest.raises(StoreError, match="write a whole sentence"):
        store.claims.near("safe", "en")


@settings(max_examples=12)
@given(order=st.permutations(range(len(SAID))), cuts=st.lists(st.integers(1, len(SAID) - 1), max_size=2))
def test_the_order_of_articles_changes_nothing(
    compared: Path, tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], cuts: Sequence[int]
) -> None:
    path = tmp_path_factory.mktemp("order") / "t.db"
    with Store.open(compared) as first, Store.open(path) as store:
        for start, end in zip((0, *sorted(set(cuts))), (*sorted(set(cuts)), len(SAID)), strict=True):
            written(store, order[start:end])
            store.claims.bring_up_to_date()
        assert claims(store) == claims(first)
        store.claims.rebuild()
        assert claims(store) == claims(first)
        assert not store.check().problems


def test_what_was_killed_before_it_compared_is_compared_later(tmp_path: Path, compared: Path) -> None:
    with Store.open(tmp_path / "t.db") as store, Store.open(compared) as whole:
        written(store, range(len(SAID)))
        assert store.claims.waiting() == len(SAID)
        assert store.claims.rows() == []
        assert store.claims.bring_up_to_date(most=3) == 3
        assert store.claims.waiting() == len(SAID) - 3
        store.claims.bring_up_to_date()
        assert store.claims.waiting() == 0
        assert claims(store) == claims(whole)


def test_nothing_is_compared_again_where_nothing_has_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.claims.vectors.MODEL", Path("nowhere"))
    before = claims(store)
    store.replace(1, printed(0)[1], VERSIONS)
    assert store.claims.waiting() == 1
    store.claims.bring_up_to_date()
    assert claims(store) == before


def test_with_an_article_its_statements_leave_their_claims(store: Store) -> None:
    store.connection.execute("DELETE FROM articles WHERE id IN (7, 8)")
    store.claims.bring_up_to_date()
    assert not any("mill" in row.words or "fabrik" in row.words for row in store.claims.rows())
    assert "wordings" not in {problem.table for problem in store.check().problems}
    tables = [
        store.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("wordings", "statement_wordings")
    ]
    assert tables == [7, 7]


def test_a_decision_joins_and_parts_and_is_taken_back(store: Store) -> None:
    before = claims(store)
    apart = store.claims.decide_pair(ClaimDecisionKind.APART, 7, 8)
    assert not store.claims.claims_of([7, 8])
    same = store.claims.decide_pair(ClaimDecisionKind.SAME, 8, 9)
    assert store.claims.claims_of([8]) == {8: store.claims.claims_of([9])[9]}
    assert [each.id for each in store.claims.history()] == [same.id, apart.id]
    store.claims.undo(same.id)
    store.claims.undo(apart.id)
    assert claims(store) == before
    with pytest.raises(StoreError, match="undone already"):
        store.claims.undo(apart.id)


def test_who_decides_both_is_taken_at_the_last_word(store: Store) -> None:
    store.claims.decide_pair(ClaimDecisionKind.APART, 7, 8)
    store.claims.decide_pair(ClaimDecisionKind.SAME, 8, 7)
    assert store.claims.claims_of([7]) == {7: store.claims.claims_of([8])[8]}


def test_the_same_words_by_the_same_speaker_are_not_two_claims(store: Store) -> None:
    store.add(article("Again. " + printed(0)[0].text, outlet="Nordkurier", language="de"), printed(0)[1], VERSIONS)
    text = f"Again: {SAID[0][0]}, sagte Karin Althoff."
    said = statement(text, SAID[0][0], actors=(ALTHOFF,), cue="sagte")
    number = store.add(article(text, language="de"), extraction(said), VERSIONS).article_id
    store.claims.bring_up_to_date()
    with pytest.raises(StoreError, match="they are one claim"):
        store.claims.decide_pair(ClaimDecisionKind.APART, 1, number)


def test_a_decision_outlives_another_border_of_the_quote(store: Store) -> None:
    store.claims.decide_pair(ClaimDecisionKind.APART, 7, 8)
    store.replace(7, printed(6, words="paper mill must be shut down at once")[1], VERSIONS)
    store.claims.bring_up_to_date()
    assert store.statement(7).statement.quote.startswith("paper")  # type: ignore[union-attr]
    assert not store.claims.claims_of([7, 8])


def test_a_decision_waits_for_its_statement(store: Store) -> None:
    store.claims.decide_pair(ClaimDecisionKind.SAME, 8, 9)
    store.connection.execute("DELETE FROM articles WHERE id = 9")
    store.claims.bring_up_to_date()
    assert not any("Taxes" in each for members in claims(store) for each in members)
    number = store.add(*printed(8), VERSIONS).article_id
    store.claims.bring_up_to_date()
    assert store.claims.claims_of([8])[8] in store.claims.claims_of(range(9, number + 3)).values()


def test_the_users_words_stand_for_the_claim(store: Store) -> None:
    number = store.claims.rows()[0].id
    decision = store.claims.word(number, "The water of Lohra is safe")
    assert (store.claims.rows()[0].words, store.claims.rows()[0].worded) == ("The water of Lohra is safe", True)
    store.claims.rebuild()
    assert store.claims.rows()[0].words == "The water of Lohra is safe"
    store.claims.undo(decision.id)
    assert not store.claims.rows()[0].worded
    with pytest.raises(StoreError, match="no claim 99"):
        store.claims.word(99, "nothing")


def test_suggestions_are_answered_once(store: Store) -> None:
    first = store.claims.suggestions(50)
    pair = first[0]
    store.claims.decide_pair(ClaimDecisionKind.APART, pair.one.id, pair.other.id)
    again = store.claims.suggestions(50)
    assert (pair.one.id, pair.other.id) not in {(each.one.id, each.other.id) for each in again}
    assert len(again) < len(first)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("UPDATE statement_wordings SET wording_id = 2 WHERE statement_id = 1", ProblemKind.WRONG_WORDING),
        ("DELETE FROM statement_wordings WHERE statement_id = 1", ProblemKind.WRONG_WORDING),
        ("UPDATE wording_vectors SET vectors = zeroblob(length(vectors))", ProblemKind.NO_VECTOR),
        ("INSERT INTO wording_pairs VALUES (1, 99, 'same', 1, '[]')", ProblemKind.PAIR_OF_NOTHING),
        ("INSERT INTO claims (wording_id) VALUES (1)", ProblemKind.CLAIM_OF_ONE),
    ],
)
def test_a_check_finds_what_is_wrong_and_mends_it(store: Store, damage: str, kind: ProblemKind) -> None:
    before = claims(store)
    store.connection.execute(damage)
    assert kind in {problem.kind for problem in store.check().problems}
    store.repair()
    assert not store.check().problems
    assert claims(store) == before


def test_a_former_database_has_its_statements_compared(compared: Path, tmp_path: Path) -> None:
    path = tmp_path / "former.db"
    shutil.copy(compared, path)
    with sqlite3.connect(path) as connection:
        made = connection.execute("SELECT type, name FROM sqlite_master ORDER BY type DESC").fetchall()
        for kind, name in made:
            ours = "compare" in name or "wording" in name or name in ("claims", "claim_decisions")
            if ours and not name.startswith("sqlite_autoindex"):
                connection.execute(f"DROP {kind} IF EXISTS {name}")
        connection.execute("ALTER TABLE statements DROP COLUMN pronouns")
        made_then = ("claims", "statements_to_compare", "pronouns", "wordings_left_twice")
        connection.execute(f"DELETE FROM _sqlite_migrations WHERE name IN {made_then}")
    with Store.open(path) as store, Store.open(compared) as whole:
        assert store.claims.waiting() == len(SAID)
        store.claims.bring_up_to_date()
        assert claims(store) == claims(whole)


def test_a_quotation_that_some_shorten_is_one_entry_of_a_chronicle(store: Store) -> None:
    whole = "Wir haben das Wasser aus der Talsperre an allen Stellen untersucht, und zwar mehrmals in der Woche"
    for words, outlet in ((whole, "dap"), (whole.split(",")[0], "Nordkurier"), (whole.split(",")[0], "Tagblatt")):
        text = f"{outlet}: „{words}“, sagte Karin Althoff."
        said = statement(text, words, kind=Kind.DIRECT, actors=(ALTHOFF,), cue="sagte", said=date(2024, 5, 9))
        store.add(article(text, date(2024, 5, 9), outlet=outlet, language="de"), extraction(said), VERSIONS)
    store.claims.bring_up_to_date()
    entries = [entry for entry in store.timeline(StatementQuery()) if "Talsperre" in entry.statement.quote]
    assert [sorted(str(source.outlet) for source in entry.sources) for entry in entries] == [
        ["Nordkurier", "Tagblatt", "dap"]
    ]
    assert {row.claim for row in store.statements(StatementQuery()) if "Talsperre" in row.quote} != {None}


def test_every_pair_is_found_that_comparing_all_of_them_finds(store: Store) -> None:
    from tracker.claims.comparing import compared as comparison
    from tracker.claims.reading import content_of
    from tracker.store.claims import vectors, wordings

    known = wordings.read(store.connection, range(20))
    expected = {
        pair
        for pair in combinations(sorted(known), 2)
        if comparison(content_of(known[pair[0]]), content_of(known[pair[1]]), vectors.cosine(store.connection, *pair))
    }
    assert {tuple(pair) for pair in store.connection.execute("SELECT one, other FROM wording_pairs")} == expected


def spoilt(store: Store, numbers: Sequence[int]) -> None:
    """Give the chunks of these wordings vectors of another version and width, and all pairs what they were by those."""
    chunks = sorted({number // 256 for number in numbers})
    with store.connection:
        store.connection.executemany(
            "UPDATE wording_vectors SET version = 'earlier', vectors = zeroblob(256 * 99) WHERE chunk = ?",
            [[chunk] for chunk in chunks],
        )
        store.connection.execute("UPDATE wording_pairs SET relation = 'same', score = 0.99")


def test_vectors_of_an_earlier_version_are_made_anew(store: Store) -> None:
    before, numbers = claims(store), [row.id for row in store.claims.rows()]
    spoilt(store, [1])
    assert store.claims.waiting() == len(SAID) - 1  # all that are compared
    assert store.claims.why(1, 2).score > 0.9  # asked of the model
    assert store.claims.bring_up_to_date() == len(SAID) - 1
    assert store.claims.waiting() == 0
    assert claims(store) == before
    assert [row.id for row in store.claims.rows()] == numbers
    assert store.check().problems == []


def test_of_many_vectors_of_an_earlier_version_some_are_made_anew_with_each_article(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        written(store, range(6))
        store.claims.bring_up_to_date()
        with store.connection:  # wordings far apart, in chunks of their own
            store.connection.execute(
                "INSERT INTO statements_to_compare SELECT statement_id FROM statement_wordings WHERE wording_id > 3"
            )
            for table in ("statement_wordings", "wording_runs"):
                store.connection.execute(f"DELETE FROM {table} WHERE wording_id > 3")
            store.connection.execute("DELETE FROM wordings WHERE id > 3")
            store.connection.execute("DELETE FROM wording_pairs WHERE other > 3")
            store.connection.execute("UPDATE sqlite_sequence SET seq = 600 WHERE name = 'wordings'")
        store.claims.bring_up_to_date()
        chunks = [chunk for (chunk,) in store.connection.execute("SELECT chunk FROM wording_vectors ORDER BY chunk")]
        before = claims(store)
        spoilt(store, [256 * chunk for chunk in chunks])
        written(store, [8])
        store.claims.bring_up_to_date(1)
        assert len(chunks) > 1
        assert store.claims.waiting() > 0
        store.claims.bring_up_to_date()
        assert store.claims.waiting() == 0
        assert claims(store) == before
        assert store.check().problems == []
