"""What is asked: filters, topics, full text, timelines, and names of actors."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_building import VERSIONS, add_saying, article, extraction, organisation, person, place, statement

from tracker.extraction.statements import Act, Kind
from tracker.store import AmbiguousActorError, ChosenActor, StatementQuery, Store, UnknownActorError, queries
from tracker.store.rows.statements import Totals
from tracker.views.listing import print_totals

LIND, BRANDT = person("Vera Lind", "Landrätin"), person("Olaf Brandt")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        yield store


def quotes(store, **query):
    return [row.quote for row in store.statements(StatementQuery(**query))]


def add_paragraphs(store, *paragraphs, title=None):
    """An article with one statement in each paragraph: what stands before its first full stop."""
    text = "\n\n".join(paragraphs)
    said = [statement(text, paragraph.split(".")[0]) for paragraph in paragraphs]
    return store.add(article(text, title=title), extraction(*said), VERSIONS).article_id


def test_newest_first_undated_last(store):
    add_saying(store, "zweitens", LIND, date(2023, 5, 2))
    add_saying(store, "undatiert", LIND, None)
    add_saying(store, "drittens", LIND, date(2023, 5, 3))
    add_saying(store, "erstens", LIND, date(2022, 12, 31))
    assert quotes(store) == ["drittens", "zweitens", "erstens", "undatiert"]
    assert quotes(store, limit=2) == ["drittens", "zweitens"]
    assert quotes(store, limit=0) == []


def test_statements_of_one_article_stand_in_its_order(store):
    text = "eins, zwei, drei"
    found = extraction(*(statement(text, word) for word in ("drei", "eins", "zwei")))
    store.add(article(text, date(2023, 5, 2)), found, VERSIONS)
    assert quotes(store) == ["eins", "zwei", "drei"]


def test_days_fall_back_to_the_published_date(store):
    text = "Es regnet."
    store.add(article(text, date(2023, 5, 2)), extraction(statement(text, text)), VERSIONS)
    add_saying(store, "Es schneit.", LIND, date(2023, 5, 3))
    assert quotes(store, since=date(2023, 5, 2), until=date(2023, 5, 2)) == ["Es regnet."]
    assert quotes(store, since=date(2023, 5, 3)) == ["Es schneit."]
    assert quotes(store, until=date(2023, 5, 1)) == []


def test_filters(store):
    text = "Vera Lind drohte Olaf Brandt mit Klage."
    threat = statement(text, "mit Klage", actors=(LIND,), addressee_actors=(BRANDT,), act=Act.THREAT, confidence=0.4)
    store.add(article(text, outlet="Küstenbote"), extraction(threat), VERSIONS)
    add_saying(store, "Es regnet.", BRANDT, kind=Kind.DIRECT)
    (lind,) = store.find_actors("Lind")
    (brandt,) = store.find_actors("Brandt")
    assert quotes(store, actor_ids=(lind.id,)) == ["mit Klage"]
    assert quotes(store, addressee_ids=(brandt.id,)) == ["mit Klage"]
    assert quotes(store, actor_ids=(lind.id, brandt.id)) == ["Es regnet.", "mit Klage"]
    assert quotes(store, actor_ids=(lind.id,), addressee_ids=(lind.id,)) == []
    assert quotes(store, kinds=("direct", "reported")) == ["Es regnet."]
    assert quotes(store, acts=("threat",)) == ["mit Klage"]
    assert quotes(store, outlet="küstenbote") == quotes(store, outlet="Küstenbote") == ["mit Klage"]
    assert quotes(store, min_confidence=0.5) == ["Es regnet."]
    assert quotes(store, article_id=1) == ["mit Klage"]
    assert len(quotes(store, kinds=(), acts=(), actor_ids=())) == 2


def test_a_topic_in_the_statement_its_paragraph_or_its_article(store):
    add_paragraphs(store, "Die Energiekrise dauere an. Mehr nicht.", "Es sei spät. Die Krisen bleiben.", "Gute Nacht.")
    expected = {
        "statement": {"Die Energiekrise dauere an": "statement"},
        "paragraph": {"Die Energiekrise dauere an": "statement", "Es sei spät": "paragraph"},
        "article": {
            "Die Energiekrise dauere an": "statement",
            "Es sei spät": "paragraph",
            "Gute Nacht": "article",
        },
    }
    for scope, found in expected.items():
        rows = store.statements(StatementQuery(topics=("Krise",), scope=scope))
        assert {row.quote: row.topic_in for row in rows} == found


def test_the_title_is_part_of_the_article(store):
    add_paragraphs(store, "Es regnet.", title="Sorge um die Ukraine")
    assert quotes(store, topics=("ukrainisch",), scope="article") == ["Es regnet"]
    assert quotes(store, topics=("ukrainisch",)) == []


def test_the_frame_is_part_of_the_statement(store):
    text = "Zur Inflation sagte sie: Es reicht."
    store.add(article(text), extraction(statement(text, "Es reicht", frame="Zur Inflation sagte sie")), VERSIONS)
    assert quotes(store, topics=("Inflation",), scope="statement") == ["Es reicht"]


def test_all_words_of_a_topic_must_be_there(store):
    add_paragraphs(
        store,
        "Der Iran baue Raketen. Ende.",
        "Der Iran habe keine. Raketen seien teuer.",
        "Viele Raketen. Mehr.",
    )
    assert quotes(store, topics=("iranische Rakete",), scope="statement") == ["Der Iran baue Raketen"]
    assert len(quotes(store, topics=("iranische Rakete",))) == 2
    assert len(quotes(store, topics=("iranische Rakete",), scope="article")) == 3
    assert quotes(store, topics=("Iran Tomaten",), scope="article") == []


def test_a_phrase_is_found_as_it_stands(store):
    add_saying(store, "Wir wollen offene Grenzen.", LIND)
    add_saying(store, "Grenzen sind offene Fragen.", BRANDT)
    assert quotes(store, topics=('"offene Grenzen"',)) == ["Wir wollen offene Grenzen."]
    assert quotes(store, topics=('"OFFENE grenzen"',)) == ["Wir wollen offene Grenzen."]
    assert quotes(store, topics=('"offene Grenze"',)) == []


@pytest.mark.parametrize("topic", ["Muller", "Mueller", "Müller", "MÜLLER", "Mu\u0308ller"])
@pytest.mark.parametrize("printed", ["Müller", "Mueller", "Muller", "Mu\u0308ller"])
def test_umlauts_and_accents(store, topic, printed):
    add_saying(store, f"Frau {printed} komme.", None)
    assert len(quotes(store, topics=(topic,))) == 1


@pytest.mark.parametrize(("topic", "printed"), [("Straße", "Strassen"), ("Strasse", "Straßenbau"), ("Öl", "Öl")])
def test_sharp_s_and_short_words(store, topic, printed):
    add_saying(store, f"Nun {printed}.", None)
    assert len(quotes(store, topics=(topic,))) == 1


def test_short_words_are_whole_words(store):
    add_saying(store, "Das US-Militär zieht ab.", None)
    add_saying(store, "Das Haus ist aus Holz, plus USB.", None)
    add_saying(store, "Ab Rom fließt Strom.", None)
    add_saying(store, "Der Strom bleibt.", None)
    assert quotes(store, topics=("US",)) == ["Das US-Militär zieht ab."]
    assert quotes(store, topics=("Rom",)) == ["Ab Rom fließt Strom."]
    assert quotes(store, topics=("US-Militär",)) == ["Das US-Militär zieht ab."]


@pytest.mark.parametrize("topic", ["", " ", "%", "*", '"', '""', "()", "-", "' OR 1=1 --"])
def test_a_topic_without_any_word_that_is_printed_finds_nothing(store, topic):
    add_saying(store, "Es regnet.", None)
    assert quotes(store, topics=(topic,)) == []
    assert store.search(topic) == []


SYNTAX = st.sampled_from([*"\"'*%()^-+:{}\\;\0 ", "AND", "OR", "NOT", "NEAR(", "ö", "regnet", "quote:"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SYNTAX, max_size=8).map("".join) | st.text(max_size=30))
def test_whatever_is_asked_is_data(store, words):
    add_saying(store, "Es regnet.", LIND)
    for scope in ("statement", "paragraph", "article"):
        store.statements(StatementQuery(topics=(words,), scope=scope, outlet=words))
    store.search(words)
    store.find_actors(words)
    store.similar_actors(words)
    store.articles(outlet=words)
    assert len(quotes(store)) == 1


def test_very_long_questions(store):
    add_saying(store, "Es regnet.", LIND)
    long = "regnet " * 50_000
    assert len(quotes(store, topics=(long,))) == 1
    assert store.find_actors(long) == []
    assert store.search("x" * 1_000_000) == []
    assert store.search(" ".join(f"w{number}" for number in range(10_000)), limit=3) == []
    assert quotes(store, topics=(" ".join(f"w{number}" for number in range(1000)),), scope="article") == []


def test_search_finds_statements_before_paragraphs(store):
    add_paragraphs(store, "Es sei spät. Der Deich bricht.", "Der Deich halte. Ende.", "Nichts. Ende.")
    assert [row.quote for row in store.search("Deiche")] == ["Der Deich halte", "Es sei spät"]
    assert [row.quote for row in store.search("Deich", limit=1)] == ["Der Deich halte"]
    assert [row.topic_in for row in store.search("Deich")] == ["statement", "paragraph"]


def test_articles(store):
    add_saying(store, "Es regnet.", LIND, date(2023, 5, 2))
    store.add(article("Drei Worte hier", outlet="Bote", title="T"), extraction(), VERSIONS)
    older, undated = store.articles()
    assert (older.published_on, older.words, older.statements) == ("2023-05-02", 2, 1)
    assert (undated.published_on, undated.words, undated.statements) == (None, 3, 0)
    assert [row.title for row in store.articles(outlet="BOTE")] == ["T"]
    assert len(store.articles(since=date(2023, 5, 2), until=date(2023, 5, 2))) == 1
    assert len(store.articles(limit=1)) == 1


def test_timeline_joins_the_same_words_of_the_same_actors(store):
    first = add_saying(store, "„Wir werden die Deiche bauen!“", LIND, date(2023, 5, 2))
    add_saying(store, "Wir werden  die DEICHE bauen", LIND, date(2023, 5, 3))
    add_saying(store, "Wir werden die Deiche bauen.", BRANDT, date(2023, 5, 3))
    add_saying(store, "Es regnet.", LIND, None)
    add_saying(store, "Davor.", LIND, date(2023, 5, 1))
    entries = store.timeline(StatementQuery())
    assert [entry.day for entry in entries] == ["2023-05-01", "2023-05-02", "2023-05-03", None]
    joined = entries[1]
    assert [source.article_id for source in joined.sources] == [first, first + 1]
    assert joined.statement == joined.sources[0]
    assert len(store.timeline(StatementQuery(limit=2))) == 2


def test_timeline_takes_the_day_that_an_article_states(store):
    text = "Am Montag sagte sie: Die Deiche werden nun gebaut."
    quote = "Die Deiche werden nun gebaut"
    add_saying(store, quote, LIND, date(2023, 5, 2))
    stated = statement(text, quote, actors=(LIND,), said=date(2023, 5, 1), words="Am Montag")
    store.add(article(text, date(2023, 5, 3)), extraction(stated), VERSIONS)
    (entry,) = store.timeline(StatementQuery())
    assert entry.day == "2023-05-01"
    assert entry.statement.published_on == "2023-05-02"


def test_what_is_said_again_later_is_another_entry(store):
    for day, text in [
        (1, "Nein."),
        (2, "Nein!"),
        (3, "Wir werden die Deiche bauen."),
        (30, "Wir werden die Deiche bauen"),
    ]:
        add_saying(store, text, LIND, date(2023, 5, day))
    assert len(store.timeline(StatementQuery())) == 4


NAMES = [
    person("Vera Müller"),
    person("Petra Lindner"),
    person("Anna von der Heide"),
    person("Max Heide"),
    person("Heide"),
    organisation("Iran Air"),
    place("Iran"),
    person("José Álvarez"),
    person("Ay-Lin Demir"),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Vera Müller", {"Vera Müller"}),
        ("mueller", {"Vera Müller"}),
        ("MULLER", {"Vera Müller"}),
        ("Müller, Vera", {"Vera Müller"}),
        ("Müller Vera", {"Vera Müller"}),
        ("Heide", {"Heide", "Max Heide", "Anna von der Heide"}),
        ("von der Heide", {"Anna von der Heide"}),
        ("Iran", {"Iran"}),
        ("air", {"Iran Air"}),
        ("Lind", {"Petra Lindner"}),
        ("indn", {"Petra Lindner"}),
        ("alvarez", {"José Álvarez"}),
        ("Lin", {"Ay-Lin Demir"}),
        ("Stone", set()),
        ("Muelner", set()),
        ("", set()),
        ("%", set()),
    ],
)
def test_names_of_actors(store, asked, found):
    for number, actor in enumerate(NAMES):
        add_saying(store, f"Es regnet {number}.", actor)
    assert {row.name for row in store.find_actors(asked)} == found


def test_similar_names_are_only_suggested(store):
    for number, actor in enumerate(NAMES):
        add_saying(store, f"Es regnet {number}.", actor)
    assert store.find_actors("Alvares") == []
    assert store.similar_actors("Alvares")[0].name == "José Álvarez"
    assert store.similar_actors("Vera Mülller")[0].name == "Vera Müller"
    assert store.similar_actors("xyzxyz") == []


def test_what_is_known_of_an_actor(store):
    add_saying(store, "Es regnet.", LIND, date(2023, 5, 2))
    add_saying(store, "Es schneit.", person("Lind"), date(2023, 5, 9))
    add_saying(store, "Es taut.", BRANDT, addressee_actors=(person("Petra Gast"),))
    lind, brandt, gast = store.actors()
    assert (lind.name, lind.kind, lind.statements, lind.articles) == ("Vera Lind", "person", 2, 2)
    assert (lind.names, lind.descriptions) == (["Lind", "Vera Lind"], ["Landrätin"])
    assert (lind.first_on, lind.last_on) == ("2023-05-02", "2023-05-09")
    assert (brandt.name, gast.name, gast.statements, gast.first_on) == ("Olaf Brandt", "Petra Gast", 0, None)
    assert store.actors(limit=1) == [lind]
    assert store.actors("lind") == [lind]
    assert store.actor(lind.id) == lind
    assert store.actor(999) is None


def test_two_names_of_one_actor_in_one_statement_are_one(store):
    text = "Es regnet."
    both = statement(text, text, actors=(person("Vera Lind"), person("Lind"), BRANDT))
    store.add(article(text), extraction(both), VERSIONS)
    (row,) = store.statements(StatementQuery())
    assert row.actors == ["Vera Lind", "Olaf Brandt"]
    assert store.statement(row.id).statement.resolutions == ["name", "name"]


def test_a_name_is_one_actors_or_an_error_that_names_those_who_may_be_meant(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        for number, name in enumerate(["Vera Lind", "Vera Lind", "Petra Lind", "Petra Lind Olsen"]):
            add_saying(store, f"Es regnet {number}.", person(name))
        vera, petra = store.choose_actor("vera").actor, store.choose_actor("petra lind").actor
        assert (vera.name, petra.name) == ("Vera Lind", "Petra Lind")
        assert store.choose_actor(f" {vera.id} ") == ChosenActor(vera)
        with pytest.raises(AmbiguousActorError, match="3 actors match “Lind”") as several:
            store.choose_actor("Lind")
        assert [actor.name for actor in several.value.candidates] == ["Vera Lind", "Petra Lind", "Petra Lind Olsen"]
        with pytest.raises(UnknownActorError, match="“Vera Lint”") as nobody:
            store.choose_actor("Vera Lint")
        assert nobody.value.similar[0] == vera
        with pytest.raises(UnknownActorError, match="no actor 99"):
            store.choose_actor("99")


def test_no_more_are_counted_than_somebody_waits_for(store, monkeypatch, capsys):
    for day in range(1, 5):
        add_saying(store, f"Am {day}. regnet es.", LIND, date(2023, 5, day))
    monkeypatch.setattr(queries, "MOST_COUNTED", 4)
    assert store.totals(StatementQuery()) == Totals(4, 1, "2023-05-01", "2023-05-04")
    monkeypatch.setattr(queries, "MOST_COUNTED", 3)
    totals = store.totals(StatementQuery())
    assert (totals.statements, totals.more) == (3, True)
    print_totals(2, totals)
    assert capsys.readouterr().out == "2 of more than 3 statements\n\n"
