import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import ENGLISH, GERMAN, articles

from tracker.extraction.document.quotation_marks import MARKS, quoted_in
from tracker.extraction.statements import Kind, Span, Spans
from tracker.training.augmentation import (
    TYPOGRAPHIES,
    WITHOUT_UMLAUTS,
    Edit,
    Edited,
    augmented,
    edited,
    joined,
    retyped,
    spelt_out,
    title_changed,
    unclosed,
)
from tracker.training.corpora import GoldArticle, GoldStatement

LETTERS = re.compile(r"[^\W_]+")
TEXTS = st.text(st.sampled_from("ab äöß„“”\"'‚‘’»«.,\n"), max_size=60)


@st.composite
def annotated(draw: st.DrawFn) -> GoldArticle:
    text = draw(TEXTS.filter(str.strip))
    starts = st.integers(0, len(text) - 1)
    span = st.tuples(starts, st.integers(1, 9)).map(lambda each: Span(each[0], min(sum(each), len(text))))
    quote, speaker = draw(st.lists(span, min_size=1, max_size=3)), draw(st.lists(span, max_size=3))
    statement = GoldStatement(Kind.INDIRECT, (tuple(quote), tuple(speaker), (), (), ()))
    return GoldArticle("drawn", draw(st.sampled_from(["", "Ein Titel"])), text, "de", (statement,))


def letters_of(article: GoldArticle) -> list[list[str]]:
    """The letters of each statement's roles, which no augmentation changes but for their spelling."""
    return [[_letters(article.text, spans) for spans in statement.roles] for statement in article.statements]


def _letters(text: str, spans: Spans) -> str:
    letters = "".join(LETTERS.findall("".join(span.of(text) for span in spans)))
    return "".join(WITHOUT_UMLAUTS.get(letter, letter) for letter in letters)


@given(annotated(), st.integers(0, 200))
def test_statements_keep_their_words(article: GoldArticle, seed: int) -> None:
    without_title = replace(article, text=article.text.replace("\n", " "), title="")
    changed = augmented(without_title, Random(seed))
    before, after = letters_of(without_title), letters_of(changed)
    assert after == before or (after == [] and before[0][0] == "")  # only a quote that was but a mark can go
    for statement in changed.statements:
        assert statement.roles[0]
        assert all(0 <= start < end <= len(changed.text) for spans in statement.roles for start, end in spans)


@given(st.text("abc ", max_size=12), st.data())
def test_what_was_not_replaced_keeps_its_characters(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(start, end, data.draw(st.sampled_from(["", "X", "XYZ"]))) for start, end in pairs]
    replaced = {position for start, end in pairs for position in range(start, end)}
    span = Span(*sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))))))
    kept = "".join(text[position] for position in range(*span) if position not in replaced)
    moved = Edited(text, edits)
    found = "".join(each.of(moved.text) for each in moved.spans([span]))
    assert found.replace("X", "").replace("YZ", "") == kept


def test_an_insertion_belongs_to_neither_side() -> None:
    moved = Edited("ab", [Edit(1, 1, "-")])
    assert moved.text == "a-b"
    assert moved.spans([Span(0, 1), Span(1, 2), Span(0, 2)]) == (Span(0, 1), Span(2, 3), Span(0, 3))


def test_what_is_gone_has_no_span() -> None:
    assert Edited("abc", [Edit(0, 2, "")]).spans([Span(0, 2), Span(1, 3)]) == (Span(0, 1),)


@pytest.mark.parametrize("marks", TYPOGRAPHIES)
@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_other_marks_enclose_the_same(text: str, marks: tuple[str, str, str, str]) -> None:
    changed = edited(GoldArticle("", "", text, "de", ()), retyped(text, marks)).text
    assert {changed[each.outer.start] for each in quoted_in(changed)} <= {marks[0], marks[2]}
    assert [each.content.of(changed) for each in quoted_in(changed)] == [
        each.content.of(text) for each in quoted_in(text)
    ]


def test_a_closing_mark_left_out() -> None:
    (german, _) = articles()
    changed = edited(german, unclosed(german.text, lambda: True))
    assert "im Mai, sagte" in changed.text
    (quote,) = changed.statements[0].roles[0]
    assert quote.of(changed.text) == "„Wir öffnen die Brücke im Mai"
    assert not quoted_in(changed.text)[0].closed


def test_spelt_out_and_joined() -> None:
    (german, _) = articles()
    changed = joined(spelt_out(german))
    assert "\n" not in changed.text
    assert changed.text.isascii() or set(filter(lambda each: not each.isascii(), changed.text)) <= MARKS
    assert changed.statements[0].roles[1][0].of(changed.text) == "Buergermeisterin Hanna Voigt"


def test_a_title_goes_or_comes() -> None:
    german, english = articles()
    assert title_changed(german).text.startswith("„Wir öffnen")
    assert title_changed(english).text.startswith("“The cranes")
    without = title_changed(title_changed(german))
    assert without.text.startswith("Im Mai ist es so weit\n\n„Wir öffnen")
    assert without.statements[0].roles[0][0].of(without.text) == "„Wir öffnen die Brücke im Mai“"


def test_the_same_seed_draws_the_same() -> None:
    (german, _) = articles()
    drawn = [augmented(german, Random(seed)) for seed in range(40)]
    assert drawn == [augmented(german, Random(seed)) for seed in range(40)]
    assert len({each.text for each in drawn}) > 10
