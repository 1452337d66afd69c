"""On which day a statement was made, as the network decides between the days that an article names."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.test_dating import DATES, LANGUAGES, assert_sound, texts_with_drafts
from tracker.extraction import extract
from tracker.extraction.dating import date_statements
from tracker.extraction.dating.ranker import ranker
from tracker.extraction.document.document import document_of
from tracker.extraction.statements import DateBasis, Draft, Kind, Span

FRIDAY = date(2022, 1, 21)
SHIPPED = ranker()
assert SHIPPED is not None  # the shipped model has learnt one
WIDTH = SHIPPED.compared.shape[1]

COUNCIL = (
    "„Die Brücke wird zwölf Millionen Euro kosten“, sagte Baudezernentin Anna Lopez am Mittwoch im Stadtrat. Der Bau "
    "soll im Mai beginnen. Lopez verteidigte die Pläne: „Wir haben lange genug gewartet.“"
)
HEARING = (
    "WASHINGTON — Senator Anna Lopez questioned the head of the agency at a hearing on Wednesday. “The bridge will "
    "cost twelve million dollars,” Lopez told the committee."
)


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        (COUNCIL, "Wir haben lange genug gewartet.", "am Mittwoch"),
        (HEARING, "The bridge will cost twelve million dollars,", "on Wednesday"),
    ],
    ids=["de", "en"],
)
def test_the_day_of_an_occasion_is_that_of_what_was_said_at_it(text: str, quote: str, words: str) -> None:
    statements = {statement.quote[0].of(text): statement.said for statement in extract(text, FRIDAY).statements}
    said = statements[quote]
    assert (said.day, said.basis) == (date(2022, 1, 19), DateBasis.WORDS)
    assert said.words is not None
    assert said.words.of(text) == words


def test_a_day_of_something_else_is_not_when_it_was_said() -> None:
    text = "Die Brücke war am 3. Mai 2019 eingestürzt. „Wir bauen sie neu“, sagte Bürgermeisterin Anna Lopez."
    [statement] = extract(text, FRIDAY).statements
    assert (statement.said.day, statement.said.basis) == (FRIDAY, DateBasis.PUBLISHED)


@pytest.mark.parametrize("vectors", ["of_statement", "of_time"])
def test_a_network_that_learnt_from_other_vectors_is_not_asked(monkeypatch: pytest.MonkeyPatch, vectors: str) -> None:
    of_before = replace(SHIPPED, **{vectors: getattr(SHIPPED, vectors)[:, 1:]})
    monkeypatch.setattr("tracker.extraction.dating.deciding.ranker", lambda: of_before)
    said = {statement.quote[0].of(COUNCIL): statement.said for statement in extract(COUNCIL, FRIDAY).statements}
    assert said["Wir haben lange genug gewartet."].basis is DateBasis.PUBLISHED  # as rules tell


def test_a_longer_time_of_its_own_leaves_the_day_unknown() -> None:
    text = "Im vergangenen Jahr sagte Bürgermeisterin Anna Lopez, die Brücke werde neu gebaut."
    [statement] = extract(text, FRIDAY).statements
    assert (statement.said.day, statement.said.basis) == (None, DateBasis.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The bridge opened to traffic this week. In March 2019, a young engineer named Anna Lopez had warned the "
            "council. “The piers will not last ten years,” she wrote in a letter to the mayor at the time.",
            "The piers will not last ten years,",
        ),
        (
            "Am Montag wurde die Brücke gesperrt. Schon im Frühjahr 2019 hatte die Ingenieurin Anna Lopez dem Rat "
            "einen Brief geschrieben. „Die Pfeiler halten keine zehn Jahre“, schrieb sie damals.",
            "Die Pfeiler halten keine zehn Jahre",
        ),
    ],
    ids=["en", "de"],
)
def test_what_is_told_in_retrospect_has_no_day(text: str, quote: str) -> None:
    said = {statement.quote[0].of(text): statement.said for statement in extract(text, FRIDAY).statements}[quote]
    assert (said.day, said.basis) == (None, DateBasis.UNKNOWN)


def test_an_article_that_names_many_days_is_read() -> None:
    sentence = "Am 19. Januar 2022 sagte Anna Lopez, es sei gut. "
    text = 200 * sentence
    at = text.index
    drafts = [
        Draft(
            Kind.INDIRECT,
            (Span(begin + at("es sei gut"), begin + at("es sei gut") + 10),),
            (Span(begin + at("Anna"), begin + at("Anna") + 10),),
            (Span(begin + at("sagte"), begin + at("sagte") + 5),),
            (),
            (),
            1.0,
        )
        for begin in range(0, len(text), len(sentence))
    ]
    document = document_of(text, "de")
    vectors = np.zeros((len(document.words), WIDTH), np.float32)
    sayings = date_statements(document, drafts, FRIDAY, [frozenset({"Anna Lopez"})] * len(drafts), vectors)
    assert len(sayings) == 200
    assert all(saying.words is None or saying.day == date(2022, 1, 19) for saying in sayings)


@settings(max_examples=200, deadline=None)
@given(texts_with_drafts(), st.one_of(st.none(), DATES), LANGUAGES, st.integers(0, 9))
def test_whatever_the_text(article: tuple[str, list[Draft]], published: date | None, language: str, seed: int) -> None:
    text, drafts = article
    document = document_of(text, language)
    vectors = np.random.default_rng(seed).normal(size=(len(document.words), WIDTH)).astype(np.float32)
    names = [frozenset({"Lopez"} if draft.speaker else ()) for draft in drafts]
    sayings = date_statements(document, drafts, published, names, vectors)
    assert sayings == date_statements(document, drafts, published, names, vectors)
    assert_sound(sayings, text, drafts, published)


def test_a_model_that_has_not_learnt_it_yet_leaves_it_to_the_rules(tmp_path: Path) -> None:
    for file in Path(str(resources.files("tracker.extraction") / "model")).iterdir():
        if file.name != "days.npz":
            (tmp_path / file.name).symlink_to(file)
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "extract", "-"],
        input=json.dumps({"id": "1", "text": COUNCIL, "date": "2022-01-21", "language": "de"}),
        env=os.environ | {"TRACKER_MODEL": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)["statements"]
    assert [each["said_on"] for each in found] == ["2022-01-19", "2022-01-21"]
