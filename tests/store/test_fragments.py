"""Fragments of a statement are left out of listings, and kept where nothing around them is listed."""

from datetime import date

import pytest
from store_building import VERSIONS, article, extraction, person, statement

from tracker.store import StatementQuery, Store
from tracker.terms import Act, Kind

DAY = date(2023, 5, 2)
TEXT = (
    "Stenborg kritisierte den Plan als „unausgegoren“ und versprach Hilfe: „Sie kommt bald.“ "
    "Okafor sagte, Stenborg habe gesagt, das sei „fatal“."
)
STENBORG, OKAFOR = person("Ylva Stenborg"), person("Nils Okafor")


@pytest.fixture
def store(tmp_path):
    def said(*quote, **fields):
        return statement(TEXT, *quote, said=DAY, **fields)

    with Store.open(tmp_path / "t.db") as store:
        found = extraction(
            said("Stenborg kritisierte den Plan als „unausgegoren“", kind=Kind.REPORTED, actors=(STENBORG,)),
            said("unausgegoren", kind=Kind.DIRECT, actors=(STENBORG,), inside=0, act=Act.CRITICISM),
            said("Stenborg habe gesagt, das sei „fatal“", actors=(OKAFOR,)),
            said("das sei „fatal“", actors=(STENBORG,), inside=2),
            said("fatal", actors=(STENBORG,), inside=3, kind=Kind.DIRECT),
            said(
                "versprach Hilfe: „Sie kommt bald.“",
                kind=Kind.REPORTED,
                matter=(),
                actors=(),
                speaker="Stenborg",
            ),
            said("Sie kommt bald.", kind=Kind.DIRECT, actors=(), speaker="Okafor", inside=5),
        )
        store.add(article(TEXT, DAY), found, VERSIONS)
        yield store


def quotes(store, **query):
    return {row.quote for row in store.statements(StatementQuery(fragments=False, **query))}


def test_a_fragment_of_the_same_speaker_is_left_out(store):
    everything = {row.quote for row in store.statements(StatementQuery())}
    assert everything - quotes(store) == {"unausgegoren", "fatal"}
    assert store.totals(StatementQuery(fragments=False)).statements == 5
    assert len(store.timeline(StatementQuery(fragments=False))) == 5


def test_it_is_kept_where_the_statement_around_it_is_not_asked_for(store):
    assert "unausgegoren" in quotes(store, acts=("criticism",))


@pytest.mark.parametrize("limit", range(1, 7))
def test_a_limit_is_filled(store, limit):
    everything = [row.id for row in store.statements(StatementQuery(fragments=False))]
    assert [row.id for row in store.statements(StatementQuery(fragments=False, limit=limit))] == everything[:limit]
