"""How sure statements are, made to mean what it says."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.evaluation import AnnotatedArticle, annotation_of
from tracker.evaluation.annotations import Labels
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import words_in
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act, Draft, Kind, Span
from tracker.reading.article import Article
from tracker.training.calibration import Judged, calibration, judged, judged_acts, reliability

TEXT = "Vogt sagte, die Brücke sei alt. Beck sagte, es regne. Roth glaubte das."

READ = (("die Brücke sei alt", "criticism"), ("es regne", "statement"), ("Vogt sagte", "statement"))


def draft(words: str, confidence: float) -> Draft:
    start = TEXT.index(words)
    return Draft(Kind.INDIRECT, (Span(start, start + len(words)),), (), (), (), (), confidence)


def overconfident(share: float, count: int = 4000) -> Judged:
    """Statements whose odds are the square of what they should be, half of them with `share` right."""
    random = Random(7)
    right = [random.random() < share for _ in range(count)]
    told = share**2 / (share**2 + (1 - share) ** 2)
    return Judged([told] * count, right)


def test_what_is_too_sure_becomes_less_sure() -> None:
    of_all = overconfident(0.9) + overconfident(0.6)
    found = calibration(of_all)
    assert found.slope == pytest.approx(0.5, abs=0.05)
    for share in (0.9, 0.6):
        told = share**2 / (share**2 + (1 - share) ** 2)
        assert found.of(told) == pytest.approx(share, abs=0.03)
    assert all(abs(each.confidence - each.right) < 0.03 for each in reliability(of_all, found))
    assert sum(each.count for each in reliability(of_all, found)) == 8000


@pytest.mark.parametrize("right", [[], [True, True], [False]])
def test_nothing_is_learnt_where_there_is_nothing_to_tell_apart(right: list[bool]) -> None:
    assert calibration(Judged([0.5] * len(right), right)) == Calibration()


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 3), st.floats(-3, 3))
def test_the_order_of_confidences_stays(one: float, other: float, slope: float, offset: float) -> None:
    calibrated = Calibration(slope, offset)
    low, high = sorted((one, other))
    assert 0 <= calibrated.of(low) <= calibrated.of(high) <= 1


def test_without_calibration_probabilities_stay() -> None:
    assert Calibration().of(0.3) == pytest.approx(0.3)
    assert 0 <= Calibration().of(0.0) < 1e-5
    assert 1 - 1e-5 < Calibration().of(1.0) <= 1


def test_a_statement_is_right_that_shares_half_of_its_words_with_gold() -> None:
    gold = AnnotatedArticle(
        "a", Article(text=TEXT), tuple(words_in(TEXT).spans), (annotation_of(draft("die Brücke sei alt", 1.0)),)
    )
    found = judged(gold, [draft("die Brücke sei", 0.9), draft("es regne", 0.8), draft("alt", 0.3)])
    assert found == Judged([0.9, 0.8, 0.3], [True, False, False])


def test_acts_are_judged_where_there_is_a_statement_and_the_network_tells() -> None:
    read = [replace(annotation_of(draft(words, 1.0)), labels=Labels(act=act)) for words, act in READ]
    gold = AnnotatedArticle("a", Article(text=TEXT), tuple(words_in(TEXT).spans), tuple(read))
    told = tuple(0.9 if act is Act.CRITICISM else 0.1 / (len(ACTS) - 1) for act in ACTS)
    drafts = [replace(draft(words, 0.9), acts=told) for words in ("die Brücke sei alt", "es regne", "Roth glaubte das")]
    found = judged_acts(gold, document_of(TEXT, "de"), [*drafts, draft("Vogt sagte", 0.5)])
    assert found.right == [True, False]
    assert all(0.5 < each < 1 for each in found.confidences)
