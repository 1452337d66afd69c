"""Slices answer as a database of all articles does, and have the same numbers."""

import json

import pytest
from archives import asked, content_of, write_article

from tests.store.store_building import person
from tracker.archive.places import Directory
from tracker.archive.slicing import SliceQuery, make
from tracker.store import Store


def slice_of(extracted, path, *options):
    done = asked("archive", "slice", extracted.address, *options, "--db", str(path))
    assert done.exit_code == 0, done.stderr
    return done.stderr


def answers(path, *question):
    printed = asked(*question, "--jsonl", "--db", str(path)).stdout.splitlines()
    fields = ("quote", "actors", "actor_confidences", "act", "said_on", "title")
    return [tuple(row[field] for field in fields) for row in map(json.loads, printed)]


def test_a_question_is_answered_as_from_all_articles(ingested, extracted, tmp_path):
    slice_of(extracted, tmp_path / "s.db", "--topic", "Ukraine", "--since", "2022-01-20")
    question = ("timeline", "--topic", "Ukraine", "--since", "2022-01-20")
    assert answers(tmp_path / "s.db", *question) == answers(ingested, *question) != []
    slice_of(extracted, tmp_path / "b.db", "--actor", "Lavrov")
    question = ("quotes", "--actor", "Lawrow")
    assert answers(tmp_path / "b.db", *question) == answers(ingested, *question) != []
    assert asked("check", "--db", str(tmp_path / "s.db")).exit_code == 0


@pytest.mark.parametrize("topic", ["US", '"Transgas Ost"'])
def test_an_article_with_a_statement_about_a_topic_is_in_its_slice(ingested, extracted, tmp_path, topic):
    slice_of(extracted, tmp_path / "s.db", "--topic", topic)
    question = ("timeline", "--topic", topic)
    assert answers(tmp_path / "s.db", *question) == answers(ingested, *question) != []


@pytest.mark.parametrize(
    ("topic", "printed"),
    [
        ("Strassenbahn", "Die STRASSENBAHN fährt."),
        ("Strassenbahn", "Die Straßenbahn fährt."),
        ("Straßenbahn", "Die Strassenbahn fährt."),
        ("Erdogan", "Es geht um Erdoğan."),
        ("Ölpreis", "Der Oelpreis steigt."),
        ("Oelpreis", "Der „Ölpreis“ steigt."),
        ("Finanzen", "Die \ufb01nanzen stimmen."),
        ("Bau", "Der Bau einer BAUÜBERWACHUNG."),
        ("Украина", "Украина молчит."),
        ("US", "Die US-Regierung schweigt."),
        (f"{'Über' * 2000}blick", f"Ein {'Über' * 2000}blick."),
        ('"neuer Aufbruch"', "Ein neuer, Aufbruch."),
    ],
)
def test_a_topic_is_found_however_it_is_spelled(tmp_path, topic, printed):
    archive = Directory(str(tmp_path / "archive"))
    write_article(archive, f"{printed} Es regnet.", "Es regnet")
    write_article(archive, "Es regnet.", "Es regnet", title=printed)
    write_article(archive, "Es regnet seit Tagen.", "Es regnet", title="Über das Wetter")
    assert make(tmp_path / "s.db", archive, SliceQuery(topics=(topic,))).articles == 2


def test_what_was_linked_by_another_version_must_be_linked_again(tmp_path):
    archive = Directory(str(tmp_path / "archive"))
    write_article(archive, "Es regnet, sagt Lind.", "Es regnet", person("Lind"))
    question = ("archive", "slice", archive.address, "--actor", "Lind", "--db", str(tmp_path / "s.db"))
    assert "archive link" in asked(*question).stderr
    assert asked("archive", "link", archive.address).exit_code == 0
    assert asked(*question).exit_code == 0
    linked = tmp_path / "archive" / "linked" / "current.json"
    before = {name: value for name, value in json.loads(linked.read_text()).items() if name != "version"}
    linked.write_text(json.dumps(before))
    refused = asked(*question)
    assert (refused.exit_code, "archive link" in refused.stderr) == (1, True)


def test_processes_look_for_what_is_asked(extracted, tmp_path):
    slice_of(extracted, tmp_path / "one.db", "--topic", "Ukraine", "--actor", "Blinken")
    slice_of(extracted, tmp_path / "two.db", "--topic", "Ukraine", "--actor", "Blinken", "--jobs", "2")
    assert answers(tmp_path / "one.db", "quotes") == answers(tmp_path / "two.db", "quotes") != []


def test_numbers_are_the_same_and_decisions_go_from_slice_to_slice(extracted, tmp_path):
    slice_of(extracted, tmp_path / "one.db", "--topic", "Ukraine")
    slice_of(extracted, tmp_path / "two.db", "--since", "2022-01-19", "--until", "2022-01")
    numbers = []
    for path in (tmp_path / "one.db", tmp_path / "two.db"):
        with Store.open(path) as store:
            rows = store.connection.execute(
                """SELECT statements.id, article_id, text_hash, quote_spans
                   FROM statements JOIN articles ON articles.id = article_id"""
            )
            numbers.append({row[:2]: row[2:] for row in rows})
    shared = numbers[0].keys() & numbers[1].keys()
    assert shared
    assert numbers[0].keys() != numbers[1].keys()
    assert all(numbers[0][key] == numbers[1][key] for key in shared)
    number = str(min(statement for statement, _ in shared))
    decided = asked("statements", "correct", number, "--act", "threat", "--db", str(tmp_path / "one.db"))
    assert decided.exit_code == 0, decided.stderr
    exported = asked("statements", "export", "--db", str(tmp_path / "one.db"))
    (tmp_path / "decisions.jsonl").write_text(exported.stdout, encoding="utf-8")
    taken = asked("statements", "import", str(tmp_path / "decisions.jsonl"), "--db", str(tmp_path / "two.db"))
    assert taken.exit_code == 0, taken.stderr
    with Store.open(tmp_path / "two.db") as store:
        assert store.statement(int(number)).statement.act == "threat"


def test_a_slice_is_added_to(extracted, tmp_path):
    slice_of(extracted, tmp_path / "s.db", "--topic", "Ukraine")
    assert slice_of(extracted, tmp_path / "s.db", "--topic", "Ukraine").startswith("0 articles")
    slice_of(extracted, tmp_path / "s.db")
    with Store.open(tmp_path / "s.db") as store:
        assert len(store.articles()) == len(content_of(extracted)["articles"]) == 8
