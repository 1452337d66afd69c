"""Watches: what is new, told once, whatever comes in whichever order, and whenever it is compared."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, article, extraction, person, statement

from tracker.store import Store, StoreError
from tracker.store.filters import StatementQuery
from tracker.store.rows.watches import Channel, Watched, WatchedActor
from tracker.terms import Act, Kind

LIND, BRANDT = person("Vera Lind"), person("Olaf Brandt")
DAY = date(2023, 5, 2)
HOLD, OLD, NEW = "die Deiche halten auch im Winter", "alle Deiche sind alt", "Ja"
LONG = " ".join(f"Absatz {number} über Deiche, Siele und Schöpfwerke im Land." for number in range(12))
ALL = Watched(StatementQuery(acts=(Act.STATEMENT,), fragments=False))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


def add(store, words, who=LIND, published=DAY, around="", **fields):
    """Add an article of one statement; returns its number."""
    text = f"{who.name} sagte, {words}. {around}".strip()
    act = fields.pop("act", Act.STATEMENT)
    found = statement(text, words, actors=(who,), said=published, act=act)
    return store.add(article(text, published, **fields), extraction(found), VERSIONS).article_id


def tell(store, number=1):
    """What is new for a watch, and told now."""
    store.watches.notice_new()
    notices = store.watches.waiting(number)
    store.watches.told(number, notices)
    return [notice.statement.quote for notice in notices]


def test_only_what_is_read_from_now_on_is_new(store):
    add(store, HOLD)
    store.watches.add(ALL)
    assert tell(store) == []
    add(store, OLD)
    add(store, NEW, act=Act.DENIAL)
    assert tell(store) == [OLD]
    assert tell(store) == []
    (watch,) = store.watches.all()
    assert (watch.told, watch.waiting) == (1, 0)


def test_what_is_noticed_waits_until_it_is_told(store):
    store.watches.add(ALL)
    add(store, HOLD)
    store.watches.notice_new()
    (first,) = store.watches.waiting(1)
    add(store, OLD)
    store.watches.notice_new()
    again, second = store.watches.waiting(1)
    assert again == first
    assert second.key != first.key
    store.watches.told(1, [first])
    assert store.watches.waiting(1) == [second]
    assert store.watches.newest(1) == [second, first]


@pytest.mark.parametrize(
    ("days", "words", "around", "new"),
    [
        (0, HOLD, "", False),
        (6, HOLD, "", False),  # a quotation that another article repeats
        (30, HOLD, "", True),  # said again
        (30, HOLD, LONG, False),  # in nearly the same text
        (0, NEW, "", False),
        (1, NEW, "", True),  # too few words to be a quotation of yesterday's
    ],
)
@pytest.mark.parametrize("watched_before", [True, False])
def test_the_same_words_in_another_article(store, days, words, around, new, watched_before):
    if watched_before:
        store.watches.add(ALL)
    add(store, words, around=around)
    if not watched_before:
        store.watches.add(ALL)
    tell(store)
    add(store, words, published=DAY + timedelta(days), around=f"{around} Zweitdruck.")
    assert tell(store) == ([words] if new else [])


def test_somebody_else_says_the_same(store):
    store.watches.add(ALL)
    add(store, HOLD)
    add(store, HOLD, who=BRANDT)
    assert tell(store) == [HOLD, HOLD]


def test_a_later_version_tells_what_it_adds(store):
    store.watches.add(ALL)
    add(store, HOLD, url="https://bote.example/deiche")
    assert tell(store) == [HOLD]
    text = f"Vera Lind sagte, {HOLD}. Olaf Brandt sagte, {OLD}."
    day = DAY + timedelta(days=40)
    found = [statement(text, HOLD, actors=(LIND,), said=day), statement(text, OLD, actors=(BRANDT,), said=day)]
    store.add(article(text, day, url="https://bote.example/deiche"), extraction(*found), VERSIONS)
    assert tell(store) == [OLD]


def test_what_is_found_again_in_an_article_isnt_new(store):
    store.watches.add(ALL)
    number = add(store, HOLD, around=f"Auch „{OLD}“.")
    assert tell(store) == [HOLD]
    text = store.article_text(number).text
    found = [statement(text, HOLD, actors=(LIND,)), statement(text, OLD, actors=(LIND,), kind=Kind.DIRECT)]
    store.replace(number, extraction(*found), VERSIONS)
    assert tell(store) == []


def test_a_statement_without_a_speaker_is_told_once(store):
    store.watches.add(ALL)
    for beginning, new in (("Wer am Deich wohnt, weiß", [HOLD]), ("Wer Am Deich Wohnt, meint", [])):
        text = f"{beginning}, {HOLD}."
        said = statement(text, HOLD, speaker=beginning.split(",")[0], said=DAY)
        store.add(article(text, DAY), extraction(said), VERSIONS)
        assert tell(store) == new


@pytest.mark.parametrize("published", [date.min, date.max, None])
def test_any_day_will_do(store, published):
    store.watches.add(ALL)
    add(store, HOLD, published=published)
    assert tell(store) == [HOLD]
    add(store, HOLD, published=published, around="Anders.")
    assert tell(store) == []


def test_an_actor_is_watched_by_number_or_else_by_name(store):
    add(store, HOLD, who=BRANDT)
    (brandt,) = store.find_actors("Brandt")
    store.watches.add(Watched(StatementQuery(), actors=(WatchedActor(brandt.name, brandt.id),)))
    store.watches.add(Watched(StatementQuery(), actors=(WatchedActor("Lind"),)))
    add(store, OLD, who=BRANDT)
    assert (tell(store, 1), tell(store, 2)) == ([OLD], [])
    add(store, NEW, who=LIND)
    assert (tell(store, 1), tell(store, 2)) == ([], [NEW])


def test_all_filters_are_kept(store):
    query = StatementQuery(
        topics=("Deiche",),
        scope="article",
        acts=("denial", "threat"),
        since=DAY,
        until=DAY,
        outlet="dpa",
        min_confidence=0.5,
        fragments=False,
        sure=True,
        undated="too",
    )
    watched = Watched(query, (WatchedActor("Lind", 3),), (WatchedActor("Brandt"),))
    number = store.watches.add(watched, Channel.WEBHOOK, "https://example.org/hook", allow_private=True)
    row = store.watches.watch(number)
    assert (row.watched, row.channel, row.target) == (watched, Channel.WEBHOOK, "https://example.org/hook")
    assert row.allow_private


def test_a_number_is_never_given_again(store):
    store.watches.add(ALL)
    assert store.watches.remove(1).id == 1
    with pytest.raises(StoreError, match="no watch 1"):
        store.watches.remove(1)
    assert store.watches.add(ALL) == 2


def test_after_failures_it_is_tried_later_and_later(store):
    store.watches.add(ALL, Channel.COMMAND, "false")
    pauses = []
    for _ in range(4):
        store.watches.failed(1, "no")
        pauses.append(store.watches.watch(1).not_before)
    assert pauses == sorted(pauses)
    assert len(set(pauses)) == 4
    assert store.watches.watch(1).failures == 4
    store.watches.told(1, [])
    assert (store.watches.watch(1).failures, store.watches.watch(1).not_before) == (0, None)


ARTICLES = st.lists(
    st.tuples(
        st.sampled_from([HOLD, OLD, NEW]),
        st.sampled_from([LIND, BRANDT]),
        st.sampled_from([0, 1, 6, 30]),
        st.sampled_from(["", LONG]),
        st.sampled_from([Act.STATEMENT, Act.STATEMENT, Act.DENIAL]),
        st.booleans(),  # whether what is new is looked for after it
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def watched_database(tmp_path_factory):
    """The bytes of a database with a watch, for each example to begin with."""
    path = tmp_path_factory.mktemp("watched") / "t.db"
    with Store.open(path) as store:
        add(store, HOLD)
        store.watches.add(ALL)
        store.connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


@settings(max_examples=25)
@given(ARTICLES)
def test_when_it_is_compared_makes_no_difference(tmp_path_factory, watched_database, articles):
    def noticed(name, *, in_between):
        path = tmp_path_factory.mktemp(name) / "t.db"
        path.write_bytes(watched_database)
        with Store.open(path) as store:
            for number, (words, who, days, around, act, look) in enumerate(articles):
                add(store, words, who, DAY + timedelta(days), f"{around} Seite {number}", act=act)
                if look and in_between:
                    tell(store)
            store.watches.notice_new()
            told = [(each.key, each.statement) for each in reversed(store.watches.newest(1))]
            assert len({key for key, _ in told}) == len(told)
            return [(row.quote, row.actors, row.article_id) for _, row in told]

    assert noticed("often", in_between=True) == noticed("once", in_between=False)
