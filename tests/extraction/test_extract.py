"""The public way in: `extract` and `extract_many`, with the model."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count, islice, pairwise

import pytest

from tracker.extraction import Extraction, Item, extract, extract_many
from tracker.extraction.statements import Kind, Statement

PUBLISHED = date(2022, 1, 21)
PAIRS = ["„“", "“”", "»«", "«»", '""', "„”", '„"', "‚‘", "‘’", "''"]
GERMAN = (
    "Ministerin Karla Brandt hat am Montag in Mainz den Haushalt vorgestellt. "
    "{}Wir werden die Schulen im Land nicht im Stich lassen{}, sagte Brandt vor Journalisten."
)
ENGLISH = (
    "Mayor Linda Perez met reporters at the town hall on Monday. "
    "{}We will not abandon the schools in this city,{} Perez said."
)
ARTICLES = [
    Item(GERMAN.format(*"„“"), PUBLISHED),
    Item(ENGLISH.format(*"“”"), PUBLISHED),
    Item(""),
    Item("Der Abgeordnete Feld warf ihr vor, sie habe keinen Plan. Er gehe von einem Streik aus.", PUBLISHED),
    Item("\n".join([GERMAN.format(*"»«")] * 20), PUBLISHED, "de"),
    Item("Le maire a présenté le budget de la ville hier soir devant les journalistes."),
    Item("…!?", None, "de"),
]  # fmt: skip


def quotes(extraction: Extraction, text: str) -> list[tuple[Kind, list[str]]]:
    return [(each.kind, [span.of(text) for span in each.quote]) for each in extraction.statements]


@pytest.mark.parametrize("pair", PAIRS)
def test_verbatim_german(pair: str) -> None:
    text = GERMAN.format(*pair)
    extraction = extract(text, PUBLISHED)
    assert extraction.language == "de"
    (statement,) = [each for each in extraction.statements if "Schulen" in text[slice(*each.quote[0])]]
    assert statement.kind is Kind.DIRECT
    assert [span.of(text) for span in statement.quote] == ["Wir werden die Schulen im Land nicht im Stich lassen"]
    assert [actor.name for actor in statement.actors] == ["Karla Brandt"]
    assert statement.inside is None


@pytest.mark.parametrize("pair", PAIRS)
def test_verbatim_english(pair: str) -> None:
    text = ENGLISH.format(*pair)
    extraction = extract(text, PUBLISHED)
    assert extraction.language == "en"
    (statement,) = [each for each in extraction.statements if "schools" in text[slice(*each.quote[0])]]
    assert statement.kind is Kind.DIRECT
    assert [span.of(text) for span in statement.quote] == ["We will not abandon the schools in this city,"]
    assert [actor.name for actor in statement.actors] == ["Linda Perez"]


def test_a_quote_of_two_sentences_in_straight_marks_is_direct() -> None:
    said = "Wir haben lange verhandelt. Jetzt müssen beide Seiten die Einigung auch umsetzen."
    text = f'Ministerin Karla Brandt hat am Montag den Vertrag unterzeichnet. "{said}", sagte Brandt in Mainz.'
    assert (Kind.DIRECT, [said]) in quotes(extract(text, PUBLISHED, "de"), text)


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag regnete es in der ganzen Stadt. Viele Straßen standen unter Wasser, der Verkehr ruhte lange.",
        "Die Brücke über den Fluss ist seit Dienstag gesperrt. Ein Lastwagen hatte dort einen Pfeiler gerammt.",
        "It rained all day on Monday. Many streets were flooded, and buses stopped running until the evening.",
        "The bridge over the river has been closed since Tuesday. A truck had hit one of its pillars.",
    ],
)
def test_plain_narrative_has_no_statements(text: str) -> None:
    assert extract(text, PUBLISHED).statements == ()


@pytest.mark.parametrize("language", [None, "de", "en"])
@pytest.mark.parametrize("text", ["", " \n\t", "\u2028", "...", "„“", "„“.", "‚‘.", '""', "“", "\ud800", "½", "\x00"])
def test_next_to_nothing(text: str, language: str | None) -> None:
    extraction = extract(text, PUBLISHED, language)
    assert extraction.language == language
    assert extraction.mentions == ()
    assert extraction.statements == ()


@pytest.mark.parametrize("language", [None, "de", "en"])
def test_a_single_word_is_no_statement(language: str | None) -> None:
    assert extract("Ja", PUBLISHED, language).statements == ()


def test_another_language_is_not_read() -> None:
    assert extract(ARTICLES[5].text) == Extraction(None, (), ())
    assert extract(ARTICLES[0].text, PUBLISHED, "fr") == Extraction(None, (), ())


def test_half_a_surrogate_pair_shifts_nothing() -> None:
    text = "\ud83d " + GERMAN.format(*"„“")
    assert (Kind.DIRECT, ["Wir werden die Schulen im Land nicht im Stich lassen"]) in quotes(extract(text), text)


def test_the_same_alone_and_in_any_company() -> None:
    alone = [extract(*item) for item in ARTICLES]
    assert any(extraction.statements for extraction in alone)
    assert list(extract_many(ARTICLES, workers=1)) == alone
    assert list(extract_many([*reversed(ARTICLES), *ARTICLES], workers=5)) == alone[::-1] + alone


def test_spans_stand_in_the_text_in_order() -> None:
    for item, extraction in zip(ARTICLES, extract_many(ARTICLES), strict=True):
        for number, statement in enumerate(extraction.statements):
            _assert_sound(statement, number, item.text)
        starts = [statement.quote[0].start for statement in extraction.statements]
        assert starts == sorted(starts)


def test_nothing_is_lost_or_doubled_at_the_seams() -> None:
    said = "Wir werden die Schulen im Land nicht im Stich lassen"
    filling = "Am Abend regnete es in der ganzen Stadt, und der Verkehr ruhte. " * 2
    copies = 60  # some 3,000 words: about eight windows, whose seams fall on different places of a paragraph
    text = "\n".join([GERMAN.format(*"„“") + " " + filling] * copies)
    extraction = extract(text, PUBLISHED, "de")
    found = Counter((statement.kind, statement.quote) for statement in extraction.statements)
    assert max(found.values()) == 1
    direct = [statement for statement in extraction.statements if statement.kind is Kind.DIRECT]
    assert [span.of(text) for statement in direct for span in statement.quote] == [said] * copies
    assert {actor.name for statement in direct for actor in statement.actors} == {"Karla Brandt"}
    assert len(extraction.statements) <= 2 * copies  # what the minister has presented is one, too


def test_the_first_result_comes_without_reading_on() -> None:
    taken = count()

    def endless() -> Iterator[Item]:
        while True:
            next(taken)
            yield ARTICLES[0]

    results = extract_many(endless(), workers=2)
    first = next(results)
    assert first == extract(*ARTICLES[0])
    assert next(taken) <= 8
    assert list(islice(results, 5)) == [first] * 5
    assert next(taken) <= 16


def test_a_failing_source_reaches_the_caller() -> None:
    def failing() -> Iterator[Item]:
        yield ARTICLES[0]
        raise OSError("disk gone")

    before = threading.active_count()
    with pytest.raises(OSError, match="disk gone"):
        list(extract_many(failing()))
    assert threading.active_count() == before


def _assert_sound(statement: Statement, number: int, text: str) -> None:
    assert statement.quote
    assert 0 <= statement.confidence <= 1
    assert statement.inside is None or statement.inside < number
    for spans in (statement.quote, statement.speaker, statement.cue, statement.frame, statement.addressee):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end <= here.start for before, here in pairwise(spans))
