"""Whom a speaker's words mean, as the network ranks those whom the article names."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.test_speakers import articles
from tracker.extraction import Extraction, extract
from tracker.extraction.document.document import document_of
from tracker.extraction.speakers.candidates import Candidates
from tracker.extraction.speakers.ranker import LEAST, ranker
from tracker.extraction.speakers.resolve import Speakers, resolve
from tracker.extraction.statements import Draft, Kind, NamedSpan, ReferentKind, Resolution, Span

FIXTURES = sorted(Path("fixtures").glob("*.txt"))
SHIPPED = ranker()
assert SHIPPED is not None  # the shipped model has learnt one
WIDTH = SHIPPED.words.shape[1]

BAKER = (
    "Mayor Ruth Baker met the harbour master, Tom Finch, on Monday. The bridge will close in May, Baker said. "
    "She said the ferry would run longer."
)


@cache
def extracted(file: Path) -> Extraction:
    return extract(file.read_text(encoding="utf-8"))


def speakers_of(text: str, language: str, drafts: Sequence[Draft], names: Sequence[NamedSpan]) -> Speakers:
    return Speakers(document_of(text, language), drafts, names)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def candidates_of(text: str, quote: str, speaker: str, people: Sequence[str]) -> Candidates | None:
    names = [NamedSpan(span(text, name), ReferentKind.PERSON, 0.9) for name in people]
    draft = Draft(Kind.INDIRECT, (span(text, quote),), (span(text, speaker),), (), (), (), 0.9)
    speakers = speakers_of(text, "en", [draft], names)
    return speakers.places(np.zeros((len(speakers.document.words), WIDTH), np.float32)).candidates(0)


def test_everybody_who_is_named_is_a_candidate() -> None:
    candidates = candidates_of(BAKER, "the ferry would run longer", "She", ["Ruth Baker", "Tom Finch"])
    assert candidates is not None
    assert {entity.name for entity in candidates.of} == {"Ruth Baker", "Tom Finch"}
    assert len(candidates.features) == len(candidates.vectors) == len(candidates.entities) == 3


BODIES = [
    ("Die Behörden hätten nichts gewusst, sagte er.", "Die Behörden", "de", ["Behörden"]),
    ("Er fiel, so Daten der Ämter.", "Daten der Ämter", "de", ["Daten", "Ämter"]),
    ("Er fiel, so das örtliche Bauamt.", "das örtliche Bauamt", "de", ["örtliches Bauamt"]),
    ("Er fiel, so die Führung Hongkongs.", "die Führung Hongkongs", "de", ["Führung Hongkongs"]),
    ("Republicans said he fell.", "Republicans", "en", ["Republicans"]),
    ("Aides in the Finch camp said he fell.", "Aides in the Finch camp", "en", ["Aides", "Finch camp"]),
    ("Finch's family said he fell.", "Finch's family", "en", ["Finch's family"]),
    ("Mayor Finch said he fell.", "Mayor Finch", "en", []),
    ("She said he fell.", "She", "en", []),
    ("Die beiden sagten, er falle.", "Die beiden", "de", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "language", "names"), BODIES, ids=[case[1] for case in BODIES])
def test_a_noun_phrase_may_be_a_body_without_a_name(text: str, speaker: str, language: str, names: list[str]) -> None:
    tagged = [NamedSpan(span(text, "Finch"), ReferentKind.PERSON, 0.9)] if "Finch" in text else []
    draft = Draft(Kind.INDIRECT, (span(text, text.split()[-2]),), (span(text, speaker),), (), (), (), 0.9)
    speakers = speakers_of(text, language, [draft], tagged)
    candidates = speakers.places(np.zeros((len(speakers.document.words), WIDTH), np.float32)).candidates(0)
    assert candidates is not None
    assert sorted(entity.name for entity in candidates.bodies) == sorted(names)
    assert candidates.bodies <= set(candidates.of)


def test_a_body_with_a_name_is_the_one_that_has_it() -> None:
    text = "The Wick Port Authority opened. The authority closed, the Wick Port Authority said."
    tagged = [NamedSpan(span(text, "Wick Port Authority"), ReferentKind.ORGANISATION, 0.9)]
    draft = Draft(Kind.INDIRECT, (span(text, "closed"),), (span(text, "The authority"),), (), (), (), 0.9)
    speakers = speakers_of(text, "en", [draft], tagged)
    candidates = speakers.places(np.zeros((len(speakers.document.words), WIDTH), np.float32)).candidates(0)
    assert candidates is not None
    assert {entity.name for entity in candidates.of} == {"Wick Port Authority", "authority"}


def test_an_addressee_has_candidates_as_a_speaker_has() -> None:
    text = "Mayor Ruth Baker met the harbour master, Tom Finch, on Monday. The bridge will close, Baker told him."
    tagged = [NamedSpan(span(text, name), ReferentKind.PERSON, 0.9) for name in ("Ruth Baker", "Tom Finch")]
    spans = [(span(text, words),) for words in ("The bridge will close", "Baker told", "told", "him")]
    draft = Draft(Kind.INDIRECT, spans[0], spans[1], spans[2], (), spans[3], 0.9)
    speakers = speakers_of(text, "en", [draft], tagged)
    places = speakers.places(np.zeros((len(speakers.document.words), WIDTH), np.float32))
    addressed, speaks = places.candidates(0, addressed=True), places.candidates(0)
    assert addressed is not None
    assert speaks is not None
    assert {entity.name for entity in addressed.of} == {"Ruth Baker", "Tom Finch"}
    assert addressed.features.shape[1] == speaks.features.shape[1]
    assert len(addressed.asked) == len(speaks.asked)
    assert not np.array_equal(addressed.asked, speaks.asked)


def test_probabilities_are_shares_of_one() -> None:
    candidates = candidates_of(BAKER, "the ferry would run longer", "She", ["Ruth Baker", "Tom Finch"])
    assert candidates is not None
    likely = SHIPPED.probabilities(candidates)
    assert set(likely) == set(candidates.of)
    assert 0 < sum(likely.values()) < 1  # the rest is nobody


def test_a_statement_without_a_speakers_words_has_no_candidates() -> None:
    draft = Draft(Kind.DIRECT, (span(BAKER, "The bridge will close in May"),), (), (), (), (), 0.9)
    speakers = speakers_of(BAKER, "en", [draft], [])
    assert speakers.places(np.zeros((len(speakers.document.words), WIDTH), np.float32)).candidates(0) is None


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_whoever_speaks_has_a_confidence_that_is_high_enough(file: Path) -> None:
    named = [actor for statement in extracted(file).statements for actor in statement.actors]
    assert named
    assert all(actor.confidence is not None and LEAST <= actor.confidence <= 1 for actor in named)


def test_what_the_words_say_themselves_is_surer_than_what_is_concluded() -> None:
    found = [
        (actor.resolution, actor.confidence or 0)
        for file in FIXTURES
        for statement in extracted(file).statements
        for actor in statement.actors
        if len(statement.actors) == 1
    ]
    printed = [confidence for resolution, confidence in found if resolution is Resolution.NAME]
    concluded = [confidence for resolution, confidence in found if resolution is Resolution.DESCRIPTION]
    assert sum(printed) / len(printed) > sum(concluded) / len(concluded)


@settings(max_examples=100, deadline=None)
@given(articles(), st.sampled_from(["de", "en"]), st.integers(0, 9))
def test_whatever_the_text(article: tuple[str, list[Draft], list[NamedSpan]], language: str, seed: int) -> None:
    text, drafts, names = article
    document = document_of(text, language)
    vectors = np.random.default_rng(seed).normal(size=(len(document.words), WIDTH)).astype(np.float32)
    found = resolve(document, drafts, names, vectors)
    assert found == resolve(document, drafts, names, vectors)
    assert found.mentions == resolve(document, drafts, names).mentions
    for referents in (*found.speakers, *found.addressees):
        assert all(referent.name.strip() for referent in referents)
        assert len(referents) <= 1 or referents[0].confidence is not None


def test_a_model_that_has_not_learnt_it_yet_leaves_it_to_the_rules(tmp_path: Path) -> None:
    for file in Path(str(resources.files("tracker.extraction") / "model")).iterdir():
        if file.name != "speakers.npz":
            (tmp_path / file.name).symlink_to(file)
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "extract", "-"],
        input=BAKER,
        env=os.environ | {"TRACKER_MODEL": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)["statements"]
    assert [each["actors"] for each in found] == [["Ruth Baker"]] * 2
    assert [each["actor_confidences"] for each in found] == [[None]] * 2
