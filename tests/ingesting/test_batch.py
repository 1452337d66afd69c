"""Whole batches: in order, each article for itself, and never more than once."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.extraction import pipeline
from tracker.ingesting import reading_pool
from tracker.ingesting.batch import ingest
from tracker.ingesting.inputs import Input
from tracker.ingesting.outcomes import Outcome, Tally, Unusual
from tracker.reading.records import Given
from tracker.store import Store, StoreError, database

NAMES = ("Petra Lindholm", "Jan Okafor", "Karl Brandt", "Ines Falk")
SAID = "Nordby, 7. März 2024 (dpa) - „Der Hafen {0} bleibt auch in diesem Winter offen“, sagte {1} am Mittwoch."


def text(number: int) -> str:
    return SAID.format(number, NAMES[number % len(NAMES)])


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "tracker.db") as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> Callable[[int], list[Input]]:
    def written(count: int) -> list[Input]:
        paths = [tmp_path / f"{number:03}.txt" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(text(number), encoding="utf-8")
        return [Input(path.name, path=path) for path in paths]

    return written


@pytest.fixture
def json_lines(tmp_path: Path) -> Callable[..., Input]:
    def written(*lines: object) -> Input:
        path = tmp_path / "news.jsonl"
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
        return Input(path.name, path=path)

    return written


def allow_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker can be started from here on: reading fails."""
    monkeypatch.setattr(reading_pool, "PROGRAM", "raise SystemExit('none is to be started')")


def tallied(outcomes: list[Outcome]) -> Tally:
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
    return tally


def counts(outcomes: list[Outcome]) -> tuple[int, int, int]:
    tally = tallied(outcomes)
    return tally.new, tally.known, tally.failed


def broken_for(monkeypatch: pytest.MonkeyPatch, stage: str, word: str) -> None:
    """A stage of the extraction fails for articles that have this word."""
    works = getattr(pipeline, stage)

    def fails(item: Any, *others: Any) -> Any:
        if word in item.text:
            raise ZeroDivisionError("nobody\nthought of \x1b[2Jthis")
        return works(item, *others)

    monkeypatch.setattr(pipeline, stage, fails)


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_the_order_of_the_inputs(store, files, jobs: int) -> None:
    inputs = files(30)
    outcomes = list(ingest(store, inputs, jobs=jobs))
    assert [outcome.place for outcome in outcomes] == [source.place for source in inputs]
    assert [outcome.article_id for outcome in outcomes] == list(range(1, 31))
    assert [outcome.inputs_done for outcome in outcomes] == list(range(30))
    assert all(outcome.new and outcome.statements for outcome in outcomes)
    assert store.article_text(7).text == text(6)


def test_inputs_are_taken_as_they_are_needed(store, files) -> None:
    taken = 0

    def counted() -> Any:
        nonlocal taken
        for source in files(120):
            taken += 1
            yield source

    outcomes = ingest(store, counted(), jobs=1)
    next(outcomes)
    outcomes.close()
    assert taken < 80
    assert len(store.articles()) < 120


def test_what_is_known_is_passed_over_without_a_process(store, files, monkeypatch) -> None:
    assert counts(list(ingest(store, files(8)))) == (8, 0, 0)
    allow_no_process(monkeypatch)
    again = list(ingest(store, files(8)))
    assert counts(again) == (0, 8, 0)
    assert [outcome.article_id for outcome in again] == list(range(1, 9))


def test_a_file_that_changed_is_read_again(store, files) -> None:
    list(ingest(store, files(2)))
    [first, second] = files(2)
    assert first.path
    first.path.write_text(text(0) + " Es regnete.", encoding="utf-8")
    assert counts(list(ingest(store, [first, second]))) == (1, 1, 0)


def test_another_date_reads_a_file_again_and_finds_its_text_known(store, files) -> None:
    list(ingest(store, files(1)))
    [source] = files(1)
    given = Input(source.place, path=source.path, given=Given(outlet="Hafenkurier"))
    for _ in range(2):
        assert counts(list(ingest(store, [given]))) == (0, 1, 0)


def test_a_container_is_known_as_a_whole(store, json_lines, monkeypatch) -> None:
    source = json_lines(*({"id": number, "text": text(number)} for number in range(5)))
    outcomes = list(ingest(store, [source]))
    assert counts(outcomes) == (5, 0, 0)
    assert all(outcome.of_many for outcome in outcomes)
    allow_no_process(monkeypatch)
    [again] = ingest(store, [source])
    assert (again.article_id, again.articles, again.new) == (None, 5, False)
    assert tallied([again]).known == 5


def test_a_container_with_a_failure_is_tried_again(store, json_lines) -> None:
    source = json_lines({"id": 1, "text": text(1)}, {"id": 2, "text": ""}, {"id": 3, "text": text(3)})
    assert counts(list(ingest(store, [source]))) == (2, 0, 1)
    assert counts(list(ingest(store, [source]))) == (0, 2, 1)


def test_a_container_that_grew_has_only_new_articles_read(store, json_lines, monkeypatch) -> None:
    list(ingest(store, [json_lines({"id": 1, "text": text(1)}, {"id": 2, "text": text(2)})]))
    broken_for(monkeypatch, "_with_language", "Hafen 1 ")
    grown = json_lines(*({"id": number, "text": text(number)} for number in (1, 2, 3)))
    assert counts(list(ingest(store, [grown]))) == (1, 2, 0)


def test_the_same_text_in_one_batch_is_extracted_once(store, json_lines, monkeypatch) -> None:
    extracted = []
    works = pipeline._with_language
    monkeypatch.setattr(pipeline, "_with_language", lambda item: extracted.append(item.text) or works(item))
    outcomes = list(ingest(store, [json_lines(*({"id": number, "text": text(1)} for number in range(6)))]))
    assert counts(outcomes) == (1, 5, 0)
    assert {outcome.article_id for outcome in outcomes} == {1}
    assert len(extracted) == 1


@pytest.mark.parametrize("stage", ["_with_language", "task_of", "_extraction"])
def test_an_extraction_that_fails_costs_one_article(store, files, monkeypatch, stage: str) -> None:
    broken_for(monkeypatch, stage, "Hafen 3 ")
    outcomes = list(ingest(store, files(8)))
    assert counts(outcomes) == (7, 0, 1)
    problem = outcomes[3].problem
    assert problem
    assert problem.startswith("003.txt: ")
    assert "ZeroDivisionError" in problem
    assert problem.isprintable()
    monkeypatch.undo()
    assert counts(list(ingest(store, files(8)))) == (1, 7, 0)


def test_an_article_that_failed_leaves_its_twin_no_emptier(store, json_lines, monkeypatch) -> None:
    broken_for(monkeypatch, "_extraction", "Hafen 1 ")
    twins = json_lines(*({"id": number, "text": text(1)} for number in range(3)))
    assert counts(list(ingest(store, [twins]))) == (0, 0, 3)
    assert store.articles() == []


def test_a_text_is_remembered_only_until_its_article_was_written_or_failed(store, files, monkeypatch) -> None:
    """Else memory would grow with the batch: a later twin is then extracted like any new text, not as a duplicate."""
    first, *others = files(17)
    unstorable = Input("unstorable", path=first.path, given=Given(title="\ud800"))
    monkeypatch.setattr("tracker.ingesting.batch.extract", lambda *_: pytest.fail("taken for a duplicate"))
    outcomes = list(ingest(store, [unstorable, *others, first], jobs=1))
    assert counts(outcomes) == (17, 0, 1)
    assert outcomes[-1].statements


def test_a_text_that_no_article_has_is_refused(store, tmp_path, files) -> None:
    path = tmp_path / "endless.txt"
    path.write_text("Der Hafen bleibt offen, sagte sie. " * 40_000, encoding="utf-8")
    outcomes = list(ingest(store, [Input("endless.txt", path=path), *files(1)]))
    assert counts(outcomes) == (1, 0, 1)
    assert outcomes[0].problem == "endless.txt: longer than 1,000,000 characters. Split it into its articles."


def test_an_article_that_can_not_be_stored_costs_only_itself(store, files) -> None:
    good, bad = files(2)
    unstorable = Input(bad.place, path=bad.path, given=Given(title="\ud800"))
    outcomes = list(ingest(store, [unstorable, good]))
    assert counts(outcomes) == (1, 0, 1)
    assert "surrogates" in (outcomes[0].problem or "")


def test_a_database_that_is_locked_ends_the_batch_and_keeps_what_was_done(store, files, monkeypatch, tmp_path) -> None:
    store.close()
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 0.2)
    with Store.open(tmp_path / "tracker.db") as impatient:
        outcomes = ingest(impatient, files(40), jobs=1)
        done = [next(outcomes), next(outcomes)]
        other = database.connect(tmp_path / "tracker.db", create=False, read_only=False)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            done += outcomes
        other.execute("ROLLBACK")
        other.close()
        assert len(impatient.articles()) == len(done) == 2
        assert counts(list(ingest(impatient, files(40)))) == (38, 2, 0)


def test_what_is_unusual_is_counted(store, json_lines) -> None:
    dated = {"date": "2024-03-08"}
    french = "« Nous allons construire le pont cette année », a déclaré la ministre devant les journalistes à Paris."
    source = json_lines(
        {"id": 1, "text": text(1)},
        {"id": 2, "text": "Ministerin Petra Lindholm sagte, der Hafen bleibe offen."},
        {"id": 3, "text": french, **dated},
    )
    unusual = tallied(list(ingest(store, [source]))).unusual
    assert unusual == {Unusual.OTHER_LANGUAGE: 1, Unusual.UNDATED: 1}


def test_known_files_need_neither_the_model_nor_a_process(tmp_path, store, files) -> None:
    list(ingest(store, files(3)))
    paths = [str(source.path) for source in files(3)]
    command = [sys.executable, "-X", "importtime", "-m", "tracker", "ingest", "--db", str(store.path), *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    lines = done.stderr.splitlines()
    imported = {line.rsplit("|", 1)[-1].strip() for line in lines if line.startswith("import time:")}
    assert "tracker.ingesting.preparing" in imported
    assert not imported & {"onnxruntime", "numpy", "tokenizers", "tracker.extraction.encoder", "lxml", "trafilatura"}
    assert sum("already known" in line for line in lines) == 3


def test_reading_processes_are_light() -> None:
    program = "import sys, tracker.ingesting.worker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "tracker.ingesting.messages" in loaded
    assert not loaded & {"onnxruntime", "numpy", "sqlite3", "typer", "rich", "tracker.extraction.pipeline"}
