import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.decoding.candidates import Candidate, candidates_in
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import Words, words_in
from tracker.extraction.statements import Kind

PIECES = [
    *"„“”»«\"‚‘'.!?,:–\n ", "Er ", "sei ", "habe ", "wir kommen ", "Alle bleiben heute hier ",
    "½", "…", "\u0301", "\ud800",
]  # fmt: skip


def found(text: str, language: str) -> list[tuple[Kind, str]]:
    words = words_in(text)
    return [(each.kind, _printed(each, words)) for each in candidates_in(document_of(words.text, language)).values()]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("pair", ["„“", "“”", '""', "»«", "«»"])
def test_sentences_in_marks_behind_a_verb_of_saying(pair: str, language: str) -> None:
    quoted = f"{pair[0]}Alle bleiben.{pair[1]}"
    said = {"de": "Vogt sagte", "en": "Vogt said"}[language]
    assert found(f"{said}: {quoted} Danach ging Vogt.", language) == [(Kind.DIRECT, quoted)]


def test_a_comma_or_full_stop_behind_the_marks_ends_the_sentence_too() -> None:
    for text in ("„Alle bleiben“, sagte Vogt", "Vogt sagte: „Alle bleiben“."):
        assert found(text, "de") == [(Kind.DIRECT, "„Alle bleiben“")]


@pytest.mark.parametrize(
    "text",
    [
        "Dann kam Vogt. „Alle anderen bleiben heute noch hier.“ Vogt schlief.",  # without a verb of saying
        "„Alle“, sagte Vogt.",  # one word
        "Sie sagte: „alle anderen bleiben heute noch hier.“",  # begins no sentence
        "Vogt sagte: „Alle anderen bleiben heute noch hier“ lief gestern.",  # ends none
        "Vogt sagte: „Alle anderen bleiben heute noch hier. Danach kommt nichts.",
        "Er sagte „“. Dann ging er, ‚‘. Und „ “, nun ja.",
        "",
    ],
)
def test_no_sentence_in_marks_behind_a_verb_of_saying(text: str) -> None:
    assert found(text, "de") == []


def test_nested_marks_are_no_candidates_of_their_own() -> None:
    outer = "„Vogt said: ‚Wir alle bleiben heute noch hier.‘ Dann ging Vogt.“"
    assert found(f"{outer}, said Wood", "en") == [(Kind.DIRECT, outer)]


def test_german_sentences_in_the_subjunctive() -> None:
    text = "Vogt kam aus Mainz. Sie habe keine Zeit für Gespräche. Danach ging Vogt."
    assert found(text, "de") == [(Kind.INDIRECT_FREE_INDIRECT, "Sie habe keine Zeit für Gespräche")]


@pytest.mark.parametrize(
    "text",
    [
        "„Ich habe heute leider keine Zeit“ stand dort.",  # within marks
        "Vogt sagte, sie habe keine Zeit.",  # behind the main clause
        "Wenn sie habe gehen wollen, hätte das jemand bemerkt.",  # in a subordinate clause
        "Sie hatte keine Zeit.",
    ],
)
def test_no_report_in_the_subjunctive(text: str) -> None:
    assert found(text, "de") == []


def test_english_has_no_such_forms() -> None:
    assert found("Sie habe keine Zeit für Gespräche.", "en") == []


def test_what_follows_the_main_clause_is_not_decided() -> None:
    words = words_in("Er habe ihr versichert, dass alle kommen.")
    (candidate,) = candidates_in(document_of(words.text, "de")).values()
    assert words.word(candidate.decided) == ","
    assert _printed(candidate, words) == words.text.removesuffix(".")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["de", "en"]))
def test_candidates_are_words_of_the_article(text: str, language: str) -> None:
    words = words_in(text)
    for start, candidate in candidates_in(document_of(words.text, language)).items():
        assert start == candidate.start
        assert 0 <= candidate.start < candidate.decided <= candidate.end <= len(words)


def _printed(candidate: Candidate, words: Words) -> str:
    return words.text[words.spans[candidate.start].start : words.spans[candidate.end - 1].end]
