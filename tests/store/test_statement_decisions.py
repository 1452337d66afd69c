"""The user's decisions about statements: what they do, that they last, and that each is taken back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, article, extraction, mention, organisation, person, spans, statement

from tracker.store import StatementQuery, Store, StoreError
from tracker.store.decided import sharing
from tracker.store.decided.decisions import DecidedOtherwiseError
from tracker.terms import Act, Judgement, Kind, Standing

DAY = date(2023, 5, 2)
TEXT = (
    "Bürgermeisterin Ylva Stenborg warnte den Reederverband vor einer Schließung des Hafens. „Der Hafen bleibt offen“, "
    "sagte sie am Montag.\n\nDer Verband wies das zurück. Sein Sprecher Nils Okafor sagte, Stenborg habe gesagt, die "
    "Löhne könnten sinken. Sie hoffe auf Mai, so Stenborg."
)
OTHER = "In Berg regnet es seit Tagen. „Es reicht“, sagte Ida Moorkamp."
STENBORG, OKAFOR, MOORKAMP = person("Ylva Stenborg", "Bürgermeisterin"), person("Nils Okafor"), person("Ida Moorkamp")


def found(text=TEXT):
    outer = "Stenborg habe gesagt, die Löhne könnten sinken"
    return extraction(
        statement(
            text,
            "vor einer Schließung des Hafens",
            kind=Kind.REPORTED,
            act=Act.WARNING,
            speaker="Bürgermeisterin Ylva Stenborg",
            cue="warnte",
            addressee="den Reederverband",
            actors=(STENBORG,),
            addressee_actors=(organisation("Reederverband"),),
            said=DAY,
        ),
        statement(text, "Der Hafen bleibt offen", kind=Kind.DIRECT, speaker="sie", actors=(STENBORG,), said=DAY),
        statement(text, outer, speaker="Sein Sprecher Nils Okafor", actors=(OKAFOR,), said=DAY),
        statement(text, "die Löhne könnten sinken", speaker="Stenborg", actors=(STENBORG,), said=DAY, inside=2),
        mentions=(mention(text, "Ylva Stenborg"), mention(text, "Nils Okafor")),
    )


def found_in_other():
    return extraction(statement(OTHER, "Es reicht", kind=Kind.DIRECT, actors=(MOORKAMP,), said=DAY))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        store.add(article(TEXT, DAY), found(), VERSIONS)
        store.add(article(OTHER, DAY), found_in_other(), VERSIONS)
        yield store
        assert store.check().problems == []


@pytest.fixture
def decided(store):
    return store.statement_decisions


def row(store, number):
    place = store.statement(number)
    return place and place.statement


def listed(store):
    return {row.id: row for row in store.statements(StatementQuery())}


def test_a_corrected_statement_is_found_by_what_was_decided(store, decided):
    made = decided.correct(1, {"speaker": ["Okafor"], "act": "denial", "said_on": "2023-05-01"}, "ida", "heard it")
    assert (made.judgement, made.statement, made.article_id, made.decided_by) == ("correct", 1, 1, "ida")
    assert made.changes == {"speaker": ["Nils Okafor"], "act": "denial", "said_on": "2023-05-01"}
    now = row(store, 1)
    assert (now.actors, now.act, now.said_on, now.said_on_basis) == (
        ["Nils Okafor"],
        "denial",
        "2023-05-01",
        "decision",
    )
    assert now.decided == ["speaker", "act", "said_on"]
    okafor = store.choose_actor("Nils Okafor").actor
    assert [each.id for each in store.statements(StatementQuery(actor_ids=(okafor.id,)))] == [3, 1]
    assert store.actor(okafor.id).statements == 2
    place = store.statement(1)
    assert place.found == {"speaker": ["Ylva Stenborg"], "act": "warning", "said_on": "2023-05-02"}
    assert [(each.id, each.note) for each in place.decisions] == [(made.id, "heard it")]


def test_a_rejected_statement_is_gone_and_comes_back_under_its_number(store, decided):
    made = decided.reject(3, "ida")
    assert 3 not in listed(store)
    assert row(store, 3) is None
    assert "Nils Okafor" not in {actor.name for actor in store.actors()}
    assert row(store, 4).inside is None  # it stood inside the rejected one
    decided.undo(made.id)
    assert row(store, 3).actors == ["Nils Okafor"]
    assert row(store, 4).inside == 3


def test_a_number_is_given_back_when_the_statement_was_not_found_for_a_while(store, decided):
    made = decided.reject(2, "ida")
    store.replace(1, extraction(), VERSIONS)
    store.replace(1, found(), VERSIONS)
    decided.undo(made.id)
    assert row(store, 2).quote == "Der Hafen bleibt offen"


def test_nobody_and_a_name_that_no_article_prints(store, decided):
    decided.correct(2, {"speaker": []}, "ida")
    assert row(store, 2).actors == []
    decided.correct(2, {"speaker": ["Lena Falk", "Nils Okafor"]}, "ida")
    assert row(store, 2).actors == ["Lena Falk", "Nils Okafor"]
    assert store.choose_actor("Falk").actor.kind == "person"


def test_somebody_of_a_longer_name_is_somebody_else(store, decided):
    decided.correct(2, {"speaker": ["Nils Okafor-Berg"]}, "ida")
    assert row(store, 2).actors == ["Nils Okafor-Berg"]
    decided.correct(3, {"speaker": ["Nils O"]}, "ida")
    assert row(store, 3).actors == ["Nils O"]


def test_words_are_found_where_they_stand(store, decided):
    decided.correct(1, {"quote": "einer  Schließung … Hafens", "cue": "warnte", "matter": "des Hafens"}, "ida")
    now = row(store, 1)
    assert now.quote == "einer Schließung … Hafens"
    assert now.quote_spans == [[s, e] for s, e in spans(TEXT, "einer Schließung", "Hafens")]
    assert now.matter == "des Hafens"
    with pytest.raises(StoreError, match="“Nirgends” doesn't stand in the article"):
        decided.correct(1, {"quote": "Nirgends"}, "ida")
    with pytest.raises(StoreError, match="no actor 999"):
        decided.correct(1, {"speaker": ["999"]}, "ida")
    with pytest.raises(StoreError, match="no statement 99"):
        decided.accept(99, "ida")


def test_what_was_accepted_stays_whatever_is_found_later(store, decided):
    decided.accept(1, "ida")
    fewer = found()
    changed = replace(fewer.statements[0], act=Act.CRITICISM, actors=(OKAFOR,))
    store.replace(1, replace(fewer, statements=(changed, *fewer.statements[1:])), VERSIONS)
    assert (row(store, 1).act, row(store, 1).actors, row(store, 1).decided) == (
        "warning",
        ["Ylva Stenborg"],
        ["accepted"],
    )
    store.replace(1, extraction(), VERSIONS)
    assert list(listed(store)) == [5, 1]
    assert row(store, 1).confidence == 1


def test_a_corrected_field_stays_and_the_others_are_found_anew(store, decided):
    decided.correct(1, {"act": "threat"}, "ida")
    again = found()
    changed = replace(again.statements[0], act=Act.CRITICISM, actors=(OKAFOR,))
    store.replace(1, replace(again, statements=(changed, *again.statements[1:])), VERSIONS)
    assert (row(store, 1).act, row(store, 1).actors) == ("threat", ["Nils Okafor"])


def test_the_day_of_publication_counts_where_it_was_corrected_later(store, decided):
    decided.accept(2, "ida")
    later = replace(article(TEXT, date(2023, 5, 9)))
    store.correct(1, later, found(), VERSIONS)
    assert row(store, 2).said_on == "2023-05-09"


def test_a_statement_is_added(store, decided):
    made = decided.add(
        1, "Sie hoffe auf Mai", {"speaker": ["Stenborg"], "cue": "so", "act": "expectation", "kind": "indirect"}, "ida"
    )
    number = made.statement
    now = row(store, number)
    assert (now.actors, now.speaker, now.cue, now.act) == (["Ylva Stenborg"], "Stenborg", "so", "expectation")
    assert now.decided == ["added"]
    store.replace(1, found(), VERSIONS)
    assert row(store, number) == now
    with pytest.raises(StoreError, match="has a statement of these words"):
        decided.add(1, "Sie hoffe auf Mai", {}, "ida")
    with pytest.raises(StoreError, match="stands in the article 3 times"):
        decided.add(1, "Stenborg", {}, "ida")
    with pytest.raises(StoreError, match="no article 9"):
        decided.add(9, "x", {}, "ida")
    decided.reject(number, "ida")
    assert row(store, number) is None
    decided.undo(made.id)
    assert row(store, number) is None


def test_checking_is_kept_and_asked_for(store, decided):
    decided.check(1, {"status": "checking", "tags": ["Hafen", "budget"], "links": ["https://example.org/a"]}, "ida")
    decided.check(
        1, {"status": "checked", "verdict": "mostly_false", "finding": "Nein.", "untagged": ["budget"]}, "ida"
    )
    now = row(store, 1)
    assert (now.status, now.verdict, now.finding, now.tags) == ("checked", "mostly_false", "Nein.", ["Hafen"])
    assert now.links == ["https://example.org/a"]
    assert now.decided == []
    for question in ({"statuses": ("checked",)}, {"verdicts": ("mostly_false", "true")}, {"tags": ("hafen", "x")}):
        assert [each.id for each in store.statements(StatementQuery(**question))] == [1]
    assert len(store.statements(StatementQuery(statuses=("open", "checking")))) == 4
    store.replace(1, extraction(), VERSIONS)
    assert row(store, 1).verdict == "mostly_false"


def test_nothing_that_somebody_else_decided_is_overruled_unasked(store, decided):
    decided.correct(1, {"speaker": ["Okafor"]}, "ida")
    with pytest.raises(DecidedOtherwiseError, match="ida has decided otherwise"):
        decided.correct(1, {"speaker": []}, "tom")
    with pytest.raises(DecidedOtherwiseError):
        decided.reject(1, "tom")
    decided.correct(1, {"act": "threat"}, "tom")  # another field
    decided.correct(1, {"speaker": ["Nils Okafor"]}, "tom")  # the same value
    decided.accept(1, "tom")  # as it was left
    with pytest.raises(DecidedOtherwiseError, match="tom"):
        decided.correct(1, {"act": "denial"}, "ida")
    decided.reject(1, "tom", override=True)
    with pytest.raises(DecidedOtherwiseError, match="tom"):
        decided.accept(1, "ida")
    decided.check(2, {"tags": ["a"], "status": "checked"}, "ida")
    decided.check(2, {"tags": ["b"]}, "tom")
    with pytest.raises(DecidedOtherwiseError):
        decided.check(2, {"untagged": ["a"]}, "tom")
    with pytest.raises(DecidedOtherwiseError):
        decided.check(2, {"status": "open"}, "tom")


def test_history_and_undo(store, decided):
    first = decided.correct(1, {"act": "threat"}, "ida")
    second = decided.reject(2, "tom", "a headline")
    assert [each.id for each in decided.history()] == [second.id, first.id]
    assert [each.id for each in decided.history(statement=1)] == [first.id]
    assert [each.id for each in decided.history(limit=1)] == [second.id]
    assert decided.undo(first.id).undone_at is not None
    assert row(store, 1).act == "warning"
    assert row(store, 2) is None
    with pytest.raises(StoreError, match="undone already"):
        decided.undo(first.id)
    with pytest.raises(StoreError, match="no decision 99"):
        decided.undo(99)


LONG = " ".join(f"Am {n}. Tag des Monats tagte der Rat der Stadt und beriet über Punkt {n * 7}." for n in range(1, 40))
PRINTED, CUT = f"{TEXT} {LONG}", f"{TEXT} {LONG[:-60]}"


def printings(store):
    """The same report in two papers, the second of them cut."""
    numbers = [store.add(article(text, DAY), found(text), VERSIONS).article_id for text in (PRINTED, CUT)]
    assert len({each.family for each in store.articles() if each.id in numbers}) == 1
    return [[each.id for each in reversed(store.statements(StatementQuery(article_id=n)))] for n in numbers]


def test_a_decision_holds_for_other_printings(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        (first, second) = (sorted(numbers) for numbers in printings(store))
        decided = store.statement_decisions
        made = decided.correct(first[0], {"speaker": ["Nils Okafor"], "quote": "einer Schließung"}, "ida")
        rejected = decided.reject(first[1], "ida")
        assert row(store, second[0]).actors == ["Nils Okafor"]
        assert row(store, second[0]).quote == "vor einer Schließung des Hafens"
        assert store.statement(second[0]).decisions == [made]
        assert row(store, second[1]) is None
        decided.correct(second[0], {"speaker": []}, "ida")
        assert row(store, second[0]).actors == []
        assert row(store, first[0]).actors == []
        for each in decided.history():
            if each.undone_at is None:
                decided.undo(each.id)
        assert row(store, second[1]).actors == row(store, first[1]).actors == ["Ylva Stenborg"]
        assert decided.one(rejected.id).statement == first[1]
        assert store.check().problems == []


def test_an_article_that_comes_later_is_told_what_was_decided(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        store.add(article(PRINTED, DAY), found(PRINTED), VERSIONS)
        store.statement_decisions.reject(2, "ida")
        store.statement_decisions.add(1, "Sie hoffe auf Mai", {"speaker": ["Stenborg"]}, "ida")
        added = store.add(article(CUT, DAY), found(CUT), VERSIONS)
        assert added.statements == 4
        quotes = {each.quote: each for each in store.statements(StatementQuery(article_id=added.article_id))}
        assert "Der Hafen bleibt offen" not in quotes
        assert quotes["Sie hoffe auf Mai"].actors == ["Ylva Stenborg"]
        assert store.check().problems == []


def test_decisions_are_brought_in_elsewhere(store, decided, tmp_path):
    decided.correct(1, {"speaker": ["Okafor"]}, "ida")
    decided.reject(5, "ida")
    decided.undo(decided.accept(2, "ida").id)
    taken_out = [sharing.expect_decision(json.loads(json.dumps(each))) for each in _taken_out(store)]
    assert len(taken_out) == 2
    with Store.open(tmp_path / "other.db") as other:
        other.add(article("Es regnet.", DAY), extraction(), VERSIONS)
        other.add(article(TEXT, DAY), found(), VERSIONS)
        other.statement_decisions.correct(1, {"speaker": []}, "tom")
        done = _bring_in(other, taken_out)
        assert (done.new, done.known, done.elsewhere, len(done.conflicts)) == (0, 0, 1, 1)
        assert done.conflicts[0].ours.decided_by == "tom"
        assert row(other, 1).actors == []
        assert _bring_in(other, taken_out, override=True).new == 1
        assert row(other, 1).actors == ["Nils Okafor"]
        assert _bring_in(other, taken_out).known == 1
        assert other.check().problems == []


def test_an_added_statement_that_was_brought_in_can_be_decided_about(store, decided, tmp_path):
    decided.add(1, "Sie hoffe auf Mai", {"speaker": ["Stenborg"]}, "ida")
    with Store.open(tmp_path / "other.db") as other:
        other.add(article(TEXT, DAY), found(), VERSIONS)
        _bring_in(other, _taken_out(store))
        (number,) = (each.id for each in other.statements(StatementQuery(article_id=1)) if each.decided == ["added"])
        (brought_in,) = other.statement_decisions.history(number)
        other.statement_decisions.correct(number, {"act": "expectation"}, "ida")
        assert row(other, number).act == "expectation"
        rejected = other.statement_decisions.reject(number, "ida")
        assert row(other, number) is None
        other.statement_decisions.undo(rejected.id)
        assert row(other, number).act == "expectation"
        other.statement_decisions.undo(brought_in.id)
        assert other.check().problems == []


def test_what_was_added_in_another_printing_can_be_decided_about(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        first, second = (store.add(article(text, DAY), found(text), VERSIONS).article_id for text in (PRINTED, CUT))
        decided = store.statement_decisions
        decided.add(first, "Sie hoffe auf Mai", {"speaker": ["Stenborg"]}, "ida")
        (number,) = (each.id for each in store.statements(StatementQuery(article_id=second)) if each.decided)
        with pytest.raises(DecidedOtherwiseError, match="ida has decided otherwise"):
            decided.reject(number, "tom")
        rejected = decided.reject(number, "ida")
        assert row(store, number) is None
        decided.undo(rejected.id)
        assert "Sie hoffe auf Mai" in [each.quote for each in store.statements(StatementQuery(article_id=second))]
        assert store.check().problems == []


def _taken_out(store):
    return list(sharing.decisions(store.connection, store.path))


def _bring_in(store, records, override=False):
    return sharing.bring_in(store.connection, store.path, records, override=override)


@pytest.mark.parametrize(
    "damage",
    [
        {"judgement": "adore"},
        {"statement": {}},
        {"changes": {"act": "nonsense"}},
        {"changes": {"colour": "red"}},
        {"changes": {"quote": []}},
        {"changes": []},
        {"at": "yesterday"},
        {"by": None},
        {"article": 3},
    ],
)
def test_what_is_no_decision_is_refused(store, decided, damage):
    decided.correct(1, {"act": "threat"}, "ida")
    (record,) = _taken_out(store)
    with pytest.raises(ValueError, match=r"."):
        sharing.expect_decision({**record, **damage})


@pytest.mark.parametrize("field", ["quote", "cue", "matter"])
def test_words_beyond_the_end_of_the_text_are_not_brought_in(store, decided, field):
    decided.correct(1, {"act": "threat"}, "ida")
    (record,) = _taken_out(store)
    decided.undo(1)
    for damage in (
        {"changes": {field: [[0, 99_999]]}},
        {"judgement": "accept", "changes": {}, "statement": {**record["statement"], field: [[0, 99_999]]}},
    ):
        with pytest.raises(StoreError, match="words beyond its end"):
            _bring_in(store, [sharing.expect_decision({**record, **damage, "by": "eva"})], override=True)


def test_gold_is_made_of_articles_that_were_decided_whole(store, decided):
    decided.accept(1, "ida")
    decided.reject(2, "ida")
    decided.correct(3, {"standing": "negated"}, "ida")
    assert list(sharing.gold(store.connection, store.path)) == [None]
    decided.accept(4, "ida")
    (gold,) = sharing.gold(store.connection, store.path)
    assert gold["text"] == TEXT
    assert [each["act"] for each in gold["statements"]] == ["warning", "statement", "statement"]
    assert gold["statements"][1]["standing"] == Standing.NEGATED


def test_a_sample_stays_what_was_drawn(store, decided):
    drawn = decided.draw(StatementQuery(), 3, seed=0)
    assert drawn.new
    assert (len(set(drawn.members)), drawn.drawn_from) == (3, 5)
    decided.reject(drawn.members[0], "ida")
    decided.accept(drawn.members[1], "ida")
    again = decided.draw(StatementQuery(), 3, seed=0)
    assert (again.members, again.new) == (drawn.members, False)
    assert [decided.judged(each) for each in again.members] == [Judgement.REJECT, Judgement.ACCEPT, None]
    decided.correct(drawn.members[1], {"act": "threat"}, "ida")
    assert decided.judged(drawn.members[1]) is Judgement.CORRECT
    assert decided.draw(StatementQuery(), 3, seed=1).members != drawn.members
    assert len(decided.draw(StatementQuery(article_id=2), 9, seed=0).members) == 1


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.integers(1, 5), st.sampled_from(["threat", "denial"])),
        st.tuples(st.just("speaker"), st.integers(1, 5), st.sampled_from(["Nils Okafor", "Ida Moorkamp", ""])),
        st.tuples(st.sampled_from(["accept", "reject", "check", "undo"]), st.integers(1, 5), st.just("")),
        st.tuples(st.just("find"), st.integers(0, 15), st.just("")),
    ),
    max_size=8,
)


def _take(store, step, number, value):
    decided = store.statement_decisions
    try:
        match step:
            case "correct":
                decided.correct(number, {"act": value}, "ida")
            case "speaker":
                decided.correct(number, {"speaker": [value] if value else []}, "ida")
            case "accept":
                decided.accept(number, "ida")
            case "reject":
                decided.reject(number, "ida")
            case "check":
                decided.check(number, {"status": "checked", "tags": ["t"]}, "ida")
            case "undo":
                decided.undo(number)
            case "find":
                store.replace(1, _some(number), VERSIONS)
    except StoreError as error:
        refused = str(error)
        assert "there is no" in refused or "undone already" in refused  # only these are expected


def _some(bits):
    """Some of the statements of the first article, as another version of the model might find them."""
    kept = [each for index, each in enumerate(found().statements[:3]) if bits >> index & 1]
    return extraction(*(replace(each, inside=None) for each in kept))


@given(STEPS)
@settings(max_examples=60)
def test_decisions_in_any_order_and_finding_anew_in_between(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("decided")
    with Store.open(folder / "t.db") as store:
        store.add(article(TEXT, DAY), found(), VERSIONS)
        store.add(article(OTHER, DAY), found_in_other(), VERSIONS)
        quotes = {number: each.quote for number, each in listed(store).items()}
        for step in steps:
            _take(store, *step)
        assert store.check().problems == []
        now = listed(store)
        # A number means what it meant before, or nothing.
        assert all(each.quote == quotes[number] for number, each in now.items() if number in quotes)
        last = next((_some(number) for step, number, _ in reversed(steps) if step == "find"), found())
        with Store.open(folder / "other.db") as other:
            other.add(article(TEXT, DAY), last, VERSIONS)
            other.add(article(OTHER, DAY), found_in_other(), VERSIONS)
            _bring_in(other, _taken_out(store), override=True)
            assert _said(other) == _said(store)
        for decision in store.statement_decisions.history():
            if decision.undone_at is None:
                store.statement_decisions.undo(decision.id)
        assert store.check().problems == []
        with Store.open(folder / "fresh.db") as fresh:
            fresh.add(article(TEXT, DAY), last, VERSIONS)
            fresh.add(article(OTHER, DAY), found_in_other(), VERSIONS)
            assert _said(fresh) == _said(store)


def _said(store):
    """What is listed, whatever its numbers."""
    return sorted(
        (each.quote, each.act, each.actors, each.decided, each.status, each.tags, each.confidence)
        for each in store.statements(StatementQuery())
    )
