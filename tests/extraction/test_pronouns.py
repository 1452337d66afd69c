"""Whom the pronouns in what somebody says mean."""

from itertools import pairwise

import pytest

from tracker.extraction import extract
from tracker.extraction.document.document import document_of
from tracker.extraction.speakers.grammar import grammar_of
from tracker.extraction.speakers.pronouns import pronouns_in
from tracker.extraction.speakers.tokens import tokens_of
from tracker.extraction.statements import Draft, Kind, Pronoun, Span, Spans

TRUTH = """Hillary Clinton met voters in Ohio on Tuesday. Donald Trump said she had never told the truth of her emails.

"We can do better," Mrs. Clinton told a crowd in Dayton. She said she would raise taxes on the rich."""


def draft(text: str, *quote: str, kind: Kind = Kind.INDIRECT) -> Draft:
    spans: Spans = tuple(Span(text.index(each), text.index(each) + len(each)) for each in quote)
    return Draft(kind, spans, (), (), (), (), 1.0)


def asked(text: str, language: str, *drafts: Draft) -> list[tuple[str, int]]:
    """The pronouns that are asked about, with the drafts in whose quotes they stand."""
    tokens = tokens_of(document_of(text, language), drafts)
    return [(tokens[number].text, of) for number, of in pronouns_in(tokens, drafts, grammar_of(language))]


def found_in(text: str, language: str) -> list[Pronoun]:
    return [pronoun for each in extract(text, language=language).statements for pronoun in each.pronouns]


def test_only_pronouns_in_quotes_that_may_mean_one_person_are_asked_about() -> None:
    text = "He left, she said. They saw him and his car, it was said."
    assert asked(text, "en", draft(text, "They saw him and his car")) == [("him", 0), ("his", 0)]


def test_whoever_is_addressed_is_no_third_person() -> None:
    text = "Er sagte, man habe Ihnen und Ihrem Vater geholfen. Sie habe gelacht, sagte er."
    assert asked(text, "de", draft(text, "man habe Ihnen und Ihrem Vater geholfen")) == []
    assert asked(text, "de", draft(text, "Sie habe gelacht")) == [("Sie", 0)]


def test_of_two_quotes_the_inner_one_is_theirs() -> None:
    text = "Ada Lee said that Bo Ray had told her that he was ill, Cy Poe reported."
    outer = draft(text, "Ada Lee said that Bo Ray had told her that he was ill")
    inner = draft(text, "he was ill")
    assert asked(text, "en", outer, inner) == [("her", 0), ("he", 1)]
    assert asked(text, "en", inner, outer) == [("her", 1), ("he", 0)]


def test_a_pronoun_in_a_quote_means_whom_the_article_names() -> None:
    before = TRUTH.index("We can")
    names = {(each.span.of(TRUTH), each.span.start < before): each.name for each in found_in(TRUTH, "en")}
    assert names["she", True] == names["her", True] == "Hillary Clinton"  # of whom Trump speaks
    assert names["she", False] == "Hillary Clinton"  # who speaks


def test_they_are_those_of_the_quote_in_reading_order() -> None:
    for statement in extract(TRUTH, language="en").statements:
        starts = [pronoun.span.start for pronoun in statement.pronouns]
        assert all(before < behind for before, behind in pairwise(starts))
        for pronoun in statement.pronouns:
            assert any(span.start <= pronoun.span.start < pronoun.span.end <= span.end for span in statement.quote)
            assert 0.9 <= pronoun.confidence <= 1


def test_nobody_is_meant_where_the_article_names_nobody() -> None:
    assert found_in("The mayor said he would resign. A neighbour said he had seen it coming for years.", "en") == []


def test_without_vectors_like_those_it_learnt_from_nobody_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.extraction.speakers.ranker.Ranker.fits", lambda ranker, candidates: False)
    assert found_in(TRUTH, "en") == []
