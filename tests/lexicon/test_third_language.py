"""A third language needs a lexicon folder and training data, and no code: toy Esperanto from the folder `eo` here."""

import sys
from collections.abc import Iterator
from datetime import date
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from tracker import extract, topics
from tracker.actors.resolving import descriptions
from tracker.extraction.acts import cue_act_of
from tracker.extraction.dating.deciding import date_statements
from tracker.extraction.decoding import thresholds
from tracker.extraction.decoding.layout import layout_of
from tracker.extraction.decoding.turns import with_turns
from tracker.extraction.document.document import document_of
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.document.sentences import sentences
from tracker.extraction.document.words import words_in
from tracker.extraction.language import detect_language
from tracker.extraction.lemmas import WordClass, forms_of
from tracker.extraction.speakers import resolve
from tracker.extraction.statements import Act, Draft, Kind, NamedSpan, ReferentKind, Span, words_of
from tracker.lexicon import languages, loading, quotation_marks
from tracker.reading.lexicons import news_words, printing_words
from tracker.reading.metadata.dates import parse_date

TEXT = (
    "La ministro Karlo Zamen vizitis la urbon kaj parolis kun la urbestro pri la ponto. "
    "«La ponto estas malnova kaj oni ne povas plu uzi ĝin», Zamen diris al la gazetaro lundon. "
    "Li avertis, ke la ponto falos, se oni ne riparos ĝin. Sed la urbestro Anna Koro neis, ke ĝi estas malnova."
)
# Packages that keep what they have made of the words of all languages.
KEEPING = ("tracker.actors", "tracker.reading", "tracker.topics", "tracker.extraction.decoding.thresholds")


@pytest.fixture(scope="module", autouse=True)
def esperanto() -> Iterator[None]:
    """The folders beside this file are read as tracker's own are."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(loading, "FOLDERS", (*loading.FOLDERS, Path(__file__).parent))
        forget()
        yield
    forget()


def forget() -> None:
    """Clear what is kept between calls."""
    modules = [module for name, module in sys.modules.items() if name.startswith(KEEPING)]
    for kept in {each for module in modules for each in vars(module).values() if isinstance(each, _lru_cache_wrapper)}:
        kept.cache_clear()


def span(words: str, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def drafts() -> list[Draft]:
    """What a model might find in the text."""
    said = Draft(
        kind=Kind.DIRECT,
        quote=(span("La ponto estas malnova kaj oni ne povas plu uzi ĝin"),),
        speaker=(span("Zamen", after="», Zamen"),),
        cue=(span("diris"),),
        frame=(span("Zamen diris al la gazetaro lundon"),),
        addressee=(),
        confidence=0.9,
    )
    warned = Draft(
        kind=Kind.INDIRECT,
        quote=(span("ke la ponto falos, se oni ne riparos ĝin"),),
        speaker=(span("Li", after="Li avertis"),),
        cue=(span("avertis"),),
        frame=(span("Li avertis"),),
        addressee=(),
        confidence=0.9,
    )
    denied = Draft(
        kind=Kind.INDIRECT,
        quote=(span("ke ĝi estas malnova"),),
        speaker=(span("la urbestro Anna Koro"),),
        cue=(span("neis"),),
        frame=(span("la urbestro Anna Koro neis"),),
        addressee=(),
        confidence=0.9,
    )
    return [said, warned, denied]


def names() -> list[NamedSpan]:
    printed = [span("Karlo Zamen"), span("Zamen", after="», Zamen"), span("Anna Koro")]
    return [NamedSpan(each, ReferentKind.PERSON, 0.9) for each in printed]


def test_it_is_listed() -> None:
    assert languages() == ("de", "en", "eo")


def test_it_is_recognised() -> None:
    assert detect_language(TEXT) == "eo"
    assert (
        detect_language("Die Brücke ist alt, und man kann sie nicht mehr nutzen, sagte der Minister am Montag.") == "de"
    )


def test_sentences() -> None:
    text = "S-ro Zamen venis. La ponto ktp. La domo restas."
    assert [each.of(text) for each in sentences(text, "eo")] == [
        "S-ro Zamen venis.",
        "La ponto ktp.",
        "La domo restas.",
    ]


def test_quotation_marks() -> None:
    assert quotation_marks("eo").marks == ("«", "»")
    assert [each.content for each in quoted_in(TEXT)] == [drafts()[0].quote[0]]


def test_inflection() -> None:
    assert forms_of("diri", WordClass.VERB, "eo") == {"diri", "diras", "diris", "diros", "dirus", "diru"}
    assert forms_of("averto", WordClass.NOUN, "eo") == {"averto", "averton", "avertoj", "avertojn"}


def test_acts() -> None:
    assert [cue_act_of(document_of(TEXT, "eo"), draft).act for draft in drafts()] == [
        Act.STATEMENT,
        Act.WARNING,
        Act.DENIAL,
    ]


def test_a_negated_cue() -> None:
    text = "La urbestro ne konfirmis, ke la ponto falos."
    cue, quote = text.index("konfirmis"), text.index("ke la")
    draft = Draft(Kind.INDIRECT, (Span(quote, len(text) - 1),), (), (Span(cue, cue + 9),), (), (), 0.9)
    assert words_of(text, cue_act_of(document_of(text, "eo"), draft).negated_cue) == "ne konfirmis"


def test_dates() -> None:
    published = date(2022, 1, 21)  # a Friday
    days = [saying.day for saying in date_statements(document_of(TEXT, "eo"), drafts(), published)]
    assert days[0] == date(2022, 1, 17)


def test_speakers() -> None:
    resolved = resolve(document_of(TEXT, "eo"), drafts(), names())
    assert [[each.name for each in of_one] for of_one in resolved.speakers] == [
        ["Karlo Zamen"],
        ["Karlo Zamen"],  # "li"
        ["Anna Koro"],
    ]


def test_interviews() -> None:
    text = (
        "Demando: Ĉu la ponto estas malnova?\n\nZamen: Jes, mi diris tion al vi.\n\n"
        "Demando: Ĉu vi riparos ĝin?\n\nZamen: Ni riparos ĝin, mi promesas.\n"
    )
    words = words_in(text)
    people = [range(k, k + 1) for k in range(len(words)) if words.word(k) == "Zamen"]
    found = with_turns([], layout_of(document_of(words.text, "eo")), people)
    assert [words_of(text, draft.quote) for draft in found] == [
        "Jes, mi diris tion al vi.",
        "Ni riparos ĝin, mi promesas.",
    ]


def test_without_a_model_that_has_learnt_it_nothing_is_found() -> None:
    assert extract(TEXT, language="eo").language is None


def test_with_a_model_that_has_learnt_it_all_stages_run(monkeypatch: pytest.MonkeyPatch) -> None:
    # The model knows no Esperanto, but the quotation marks show a quote.
    known = thresholds._by_language()
    monkeypatch.setattr(thresholds, "_by_language", lambda: known | {"eo": known["en"]})
    thresholds.learnt_languages.cache_clear()
    found = extract(TEXT, date(2022, 1, 21))
    assert found.language == "eo"
    assert drafts()[0].quote in [statement.quote for statement in found.statements]


def test_dates_of_articles() -> None:
    assert parse_date("21 januaro 2022") == date(2022, 1, 21)
    assert news_words().agencies >= {"esp", "dpa", "reuters"}
    assert printing_words().byline.match("Verkis Karlo Zamen")


def test_topics() -> None:
    word = topics.topic_word("ponto")
    assert topics.is_related(word, "pontojn", lambda word: False)


def test_what_people_are_described_as() -> None:
    minister = {"office:foreign_minister"}
    assert descriptions.marks(["ministro pri eksterlandaj aferoj"]) == descriptions.marks(["Außenminister"]) == minister
