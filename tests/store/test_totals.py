"""Totals of statements stay what the statements come to, whatever happens to articles and statements."""

import sqlite3
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, article, extraction, person, statement

from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import Dimension
from tracker.terms import Act, Resolution

TEXTS = (
    "Der Hafen bleibt offen, sagte sie. Die Brücke bleibt zu, sagte er",
    "Der Hafen bleibt offen, sagte sie. Die Brücke geht bald auf, warnte er",
    "Kein Wort davon stimmt, sagte sie. Das Wasser steigt noch immer, warnte er",
)
OUTLETS = (None, "Nordpost", "NORDPOST", "Elbkurier")
PAGES = (None, "https://nordpost.example/hafen")
KEPT = (Dimension.MONTH, Dimension.ACT, Dimension.OUTLET, Dimension.LANGUAGE, Dimension.VERDICT)


def read(number, outlet, page, month):
    day = date(2023, month, 2) if month else None
    return article(TEXTS[number], day, outlet=outlet, url=page)


def found(number, guessed, month, language="de"):
    who = person("Ylva Lind", resolution=Resolution.PRONOUN if guessed else Resolution.NAME)
    day = date(2023, month, 1) if month else None
    first, second = TEXTS[number].split(". ")
    outer = statement(TEXTS[number], first, actors=(who,), said=day)
    inner = statement(TEXTS[number], first.split(",")[0], actors=(who,), inside=0, said=day)
    other = statement(TEXTS[number], second, said=day, act=Act.WARNING if guessed else Act.STATEMENT)
    return extraction(outer, inner, other, language=language)


TEXT, MONTH = st.integers(0, len(TEXTS) - 1), st.sampled_from((0, 1, 2))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), TEXT, st.sampled_from(OUTLETS), st.sampled_from(PAGES), st.booleans(), MONTH),
        st.tuples(st.just("replace"), TEXT, st.booleans(), MONTH, st.sampled_from(("de", "en", None))),
        st.tuples(st.just("correct article"), TEXT, st.sampled_from(OUTLETS), st.booleans(), MONTH),
        st.tuples(st.just("forget"), TEXT),
        st.tuples(st.just("correct"), TEXT, st.sampled_from(("denial", "warning"))),
        st.tuples(st.just("reject"), TEXT),
        st.tuples(st.just("check"), TEXT, st.sampled_from(("true", "false"))),
    ),
    max_size=12,
)


def take(store, step, number, *given):
    """Do something to an article, if it is there, or to its first statement."""
    rows = {row.article_id: row for row in store.statements(StatementQuery(all_versions=True))}
    articles = dict(store.connection.execute("SELECT text, id FROM articles").fetchall())
    there = articles.get(TEXTS[number])
    decisions = store.statement_decisions
    if step == "add":
        outlet, page, guessed, month = given
        store.add(read(number, outlet, page, month), found(number, guessed, month), VERSIONS)
    elif there is None:
        return
    elif step == "replace":
        store.replace(there, found(number, *given), VERSIONS)
    elif step == "correct article":
        outlet, guessed, month = given
        store.correct(there, read(number, outlet, None, month), found(number, guessed, month), VERSIONS)
    elif step == "forget":
        store.forget([there])
    elif there in rows:
        match step:
            case "correct":
                decisions.correct(rows[there].id, {"act": given[0]}, by="ida", override=True)
            case "reject":
                decisions.reject(rows[there].id, by="ida", override=True)
            case "check":
                changes = {"status": "checked", "verdict": given[0]}
                decisions.check(rows[there].id, changes, by="ida", override=True)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_totals_are_those_of_the_statements(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("totals") / "t.db"
    with Store.open(path) as store:
        for step in steps:
            take(store, *step)
        assert "statement_totals" not in {problem.table for problem in store.check().problems}
        query = StatementQuery(fragments=False)
        listed = len(store.statements(query))
        for by in KEPT:
            counts = store.count(query, [by])
            assert counts.total == listed
            assert all(row.statements > 0 for row in counts.margins[0])


def test_what_was_written_without_triggers_is_found_and_counted_again(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.add(read(0, "Nordpost", None, 1), found(0, False, 1), VERSIONS)
        before = store.count(StatementQuery(), [Dimension.ACT])
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER statements_total_update")
    connection.execute("UPDATE statements SET act = 'denial'")
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert {problem.table for problem in store.check().problems} == {"statements_total_update", "statement_totals"}
        assert store.repair().now.problems == []
        (row,) = store.count(StatementQuery(), [Dimension.ACT]).margins[0]
    assert (row.values[0].value, row.statements) == ("denial", before.total)
