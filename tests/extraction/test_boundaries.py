import math
from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.decoding.boundaries import Weighing, borders_of, words_in_role
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.document.words import words_in
from tracker.extraction.statements import Kind

ROLES = ("quote", "speaker", "cue", "frame", "addressee")
BORDERS = ("w_w", "w_W", "w.", "._W", ",_w", "»,", "w»", "._«", "«W", ".\nW", "-_w", "never seen")


def borders(text: str) -> list[str]:
    return borders_of(words_in(text), quoted_in(text))


def test_borders() -> None:
    assert borders("Er sagte: „Nein“, (so).\nUnd 3 %…") == [
        "", "W_w", "w:", ":_«", "«W", "W»", "»,", ",_(", "(w", "w(", "(.", ".\nW", "W_w", "w_x", "x.",
    ]  # fmt: skip


@pytest.mark.parametrize("pair", ["„“", '""', "»«", "«»", "‚‘"])
def test_all_marks_are_the_same_kind_of_border(pair: str) -> None:
    assert borders(f"Er: {pair[0]}Ja{pair[1]}") == ["", "W:", ":_«", "«W", "W»"]


def test_apostrophes_and_inch_signs_are_no_marks() -> None:
    assert not set("«»") & set("".join(borders("The dogs' 27\" bowl isn't here.")))


@given(st.text(max_size=40))
def test_one_border_a_word(text: str) -> None:
    words = words_in(text)
    assert len(borders_of(words, quoted_in(text))) == max(1, len(words))


@given(
    st.lists(st.tuples(st.floats(0, 1, width=32), st.sampled_from(BORDERS)), min_size=1, max_size=8),
    st.sampled_from(["de", "en", "fr"]),
    st.sampled_from(Kind),
    st.sampled_from(ROLES),
    st.builds(Weighing, st.floats(0, 2), st.floats(0, 2), st.floats(-2, 2), st.booleans()),
    st.booleans(),
)
def test_no_sequence_is_likelier(
    words: list[tuple[float, str]], language: str, kind: Kind, role: str, weighing: Weighing, begins_here: bool
) -> None:
    scores = np.array([score for score, _ in words], np.float32)
    between = [border for _, border in words]
    found = words_in_role(scores, between, language, kind, role, weighing, begins_here)
    inside = tuple(number in found for number in range(len(words)))

    def weight(sequence: tuple[bool, ...]) -> float:
        return _weight(sequence, scores, between, language, kind, role, weighing, begins_here)

    allowed = [each for each in product((False, True), repeat=len(words)) if each[0] or not begins_here]
    if weighing.whole:
        allowed = [each for each in allowed if sum(inside for inside, _ in groupby(each)) <= 1]
    assert inside in allowed
    assert weight(inside) == pytest.approx(max(map(weight, allowed)), abs=1e-6)


def test_no_words() -> None:
    scores = np.zeros(0, np.float32)
    assert words_in_role(scores, [], "de", Kind.DIRECT, "quote", Weighing(1, 1, 0), begins_here=True) == []


@pytest.mark.parametrize("begins_here", [True, False])
def test_scores_of_zero_and_one(begins_here: bool) -> None:
    scores = np.array([1, 1, 0, 0, 0, 0, 0], np.float32)
    found = words_in_role(scores, ["w_w"] * 7, "de", Kind.DIRECT, "quote", Weighing(1, 1, 0.5), begins_here)
    assert found == [0, 1]


def test_a_doubtful_word_within_a_quote_is_no_hole() -> None:
    scores = np.array([0.9, 0.9, 0.3, 0.9, 0.9], np.float32)
    found = words_in_role(scores, ["w_w"] * 5, "de", Kind.INDIRECT, "quote", Weighing(1, 1, 0.5), begins_here=True)
    assert found == [0, 1, 2, 3, 4]


def test_a_quote_ends_before_its_full_stop_rather_than_after_any_word() -> None:
    scores = np.array([0.95, 0.95, 0.45, 0.45, 0.05, 0.01, 0.01], np.float32)
    between = ["", "w_w", "w_w", "w_w", "w.", "._W", "W_w"]
    weighing = Weighing(borders=1, change=1, gain=0)
    assert words_in_role(scores, between, "de", Kind.INDIRECT, "quote", weighing, True) == [0, 1, 2, 3]
    between = ["", "w_w", "w.", "._W", "W_w", "w_w", "w_w"]
    assert words_in_role(scores, between, "de", Kind.INDIRECT, "quote", weighing, True) == [0, 1]


def _weight(
    sequence: tuple[bool, ...],
    scores: "np.ndarray[tuple[int], np.dtype[np.float32]]",
    between: list[str],
    language: str,
    kind: Kind,
    role: str,
    weighing: Weighing,
    begins_here: bool,
) -> float:
    """The log-odds of the words inside, what changes cost, and what the borders say of every step."""
    from tracker.extraction.decoding.boundaries import _changes

    total = 0.0
    for number, inside in enumerate(sequence):
        score = min(max(float(scores[number]), 1e-6), 1 - 1e-6)
        odds = math.log(score) - math.log(1 - score) + weighing.gain
        if number == 0:
            total += 0.0 if begins_here or not inside else odds - weighing.change
            continue
        was_inside = sequence[number - 1]
        out, begin, end, stay = _changes(language, kind, role, between[number])
        step = {(False, False): out, (False, True): begin, (True, False): end, (True, True): stay}[was_inside, inside]
        total += weighing.borders * step - weighing.change * (was_inside is not inside) + odds * inside
    return total
