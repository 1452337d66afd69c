"""Pronouns of statements in the database: kept, checked, and known when claims are compared."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from store_building import VERSIONS, article, extraction, mention, person, spans, statement

from tracker.extraction.statements import Pronoun, ReferentKind
from tracker.store import StatementQuery, Store
from tracker.store.rows.checked import ProblemKind
from tracker.store.rows.statements import PronounInQuote

DAY = date(2024, 5, 6)
PAST = "had known of the spill in the harbour since March"


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


def add(store: Store, quote: str, speaker: str, *, means: str = "", named: str = "", aside: str = "") -> int:
    """An article in which somebody says something; `means`: whom its *she* means, `named`: who is named in it."""
    text = f"{quote}, said {speaker}. {means or aside}"
    pronouns = [Pronoun(span, ReferentKind.PERSON, means, 0.97) for span in spans(text, "she")] if means else []
    said = statement(text, quote, speaker=speaker, cue="said", actors=(person(speaker),), pronouns=tuple(pronouns))
    mentions = (mention(text, named),) if named else ()
    found = extraction(said, mentions=mentions, language="en")
    return store.add(article(text, DAY, language="en"), found, VERSIONS).article_id


def relations(store: Store, number: int) -> list[str]:
    store.claims.bring_up_to_date()
    return [each.relation for each in store.claims.of_statement(number)]


def test_whom_a_pronoun_means_is_kept(store: Store) -> None:
    add(store, f"she {PAST}", "Ada Althoff", means="Nadja Kurz")
    [row] = store.statements(StatementQuery())
    assert row.pronouns == [PronounInQuote(0, 3, "person", "Nadja Kurz", 0.97)]
    assert not store.check().problems


def test_a_pronoun_outside_of_its_quote_is_found_by_a_check(store: Store) -> None:
    add(store, f"she {PAST}", "Ada Althoff", means="Nadja Kurz")
    store.connection.execute("""UPDATE statements SET pronouns = '[{"start": 70, "end": 72}]'""")
    assert {problem.kind for problem in store.check().problems} == {ProblemKind.PRONOUNS_ELSEWHERE}


def test_a_quote_that_somebody_shortened_has_the_pronouns_in_it(store: Store) -> None:
    add(store, f"she {PAST}", "Ada Althoff", means="Nadja Kurz")
    store.statement_decisions.correct(1, {"quote": "had known of the spill"}, "ida")
    [row] = store.statements(StatementQuery())
    assert row.pronouns == []
    assert not store.check().problems


def test_a_name_and_the_pronoun_that_means_it_are_the_same_claim(store: Store) -> None:
    add(store, f"Kurz {PAST}", "Bo Petri", named="Kurz")
    assert relations(store, add(store, f"she {PAST}", "Ada Althoff", means="Nadja Kurz")) == ["same"]


def test_who_is_meant_is_denied_what_the_pronoun_has_done(store: Store) -> None:
    add(store, f"Kurz {PAST}", "Bo Petri", named="Kurz")
    denial = f"she {PAST}".replace("had", "had not")
    assert relations(store, add(store, denial, "Ada Althoff", means="Nadja Kurz")) == ["opposed"]


def test_of_nobody_known_nothing_is_said(store: Store) -> None:
    add(store, f"Kurz {PAST}", "Bo Petri", named="Kurz")
    assert relations(store, add(store, f"she {PAST}", "Ada Althoff")) == []


def test_the_same_words_about_two_people_are_no_more_than_suggested(store: Store) -> None:
    add(store, f"she {PAST}", "Bo Petri", means="Nadja Kurz")
    assert relations(store, add(store, f"she {PAST}", "Ada Althoff", means="Ute Bell")) == ["suggested"]


def test_two_statements_may_leave_their_wording_at_once(store: Store) -> None:
    for name in ("Nadja Kurz", "Ute Bell"):
        add(store, f"Rain {PAST}", "Ada Althoff", aside=name)
    store.claims.bring_up_to_date()
    store.connection.execute("UPDATE statements SET cue = 'denied'")
    store.claims.bring_up_to_date()
    assert store.connection.execute("SELECT denied, count(*) FROM wordings").fetchall() == [(1, 1)]
    assert {problem.kind for problem in store.check().problems} == {ProblemKind.WORDS_NOT_AT_SPANS}  # of the cue


def test_a_speaker_who_speaks_of_herself_is_no_other(store: Store) -> None:
    add(store, f"Kurz {PAST}", "Bo Petri", named="Kurz")
    assert relations(store, add(store, f"she {PAST}", "Nadja Kurz", means="Nadja Kurz")) == ["same"]
