from collections.abc import Iterator

from training_samples import GERMAN_NEWS, POLNEAR

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.statements import Kind, Span, Spans
from tracker.training.boundaries import Counts, count
from tracker.training.corpora import OWN, GoldArticle, GoldStatement, Guidelines

TEXT = "Vogt sagte: „Wir kommen.“"


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def article(
    kind: Kind = Kind.DIRECT, language: str = "de", guidelines: Guidelines = GERMAN_NEWS, **roles: list[Span]
) -> GoldArticle:
    spans: tuple[Spans, ...] = tuple(tuple(roles.get(role, ())) for role in ROLES)
    return GoldArticle("", "", TEXT, language, (GoldStatement(kind, spans),), guidelines)


def every_count(counts: Counts) -> Iterator[list[int]]:
    return (each for language in counts.values() for role in language.values() for each in role.values())


def test_borders_of_a_quote_and_its_speaker() -> None:
    counts = count([article(quote=[span("Wir kommen.")], speaker=[span("Vogt")])])
    # from the word behind the quote's first one: stayed in, stayed in, ended
    assert counts["de"]["direct quote"] == {"W_w": [0, 0, 0, 1], "w.": [0, 0, 0, 1], ".»": [0, 0, 1, 0]}
    # from the article's second word: ended behind Vogt, stayed out ever after
    assert counts["de"]["direct speaker"] == {
        "W_w": [1, 0, 1, 0],
        "w:": [1, 0, 0, 0],
        ":_«": [1, 0, 0, 0],
        "«W": [1, 0, 0, 0],
        "w.": [1, 0, 0, 0],
        ".»": [1, 0, 0, 0],
    }


def test_roles_that_a_corpus_does_not_annotate_are_not_counted() -> None:
    for guidelines, last in ((POLNEAR, "cue"), (GERMAN_NEWS, "addressee"), (OWN, "matter")):
        counted = set(count([article(quote=[span("Wir kommen.")], guidelines=guidelines)])["de"])
        assert counted == {f"direct {role}" for role in ROLES[: ROLES.index(last) + 1]}


def test_a_discontinuous_quote_begins_again() -> None:
    counts = count([article(quote=[span("Vogt"), span("Wir kommen.")])])["de"]["direct quote"]
    assert counts["«W"] == [0, 1, 0, 0]
    assert sum(each[2] for each in counts.values()) == 2


def test_kinds_without_a_cue_are_counted_as_one() -> None:
    counts = count(
        article(kind, quote=[span("Wir kommen.")]) for kind in (Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT)
    )
    assert counts["de"]["free quote"] == {"W_w": [0, 0, 0, 2], "w.": [0, 0, 0, 2], ".»": [0, 0, 2, 0]}


def test_articles_add_up_by_language() -> None:
    quote = [span("Wir kommen.")]
    counts = count(
        [article(quote=quote), article(quote=quote), article(quote=quote), article(language="en", quote=quote)]
    )
    assert counts["de"]["direct quote"]["W_w"] == [0, 0, 0, 3]
    assert counts["en"]["direct quote"]["W_w"] == [0, 0, 0, 1]


def test_a_statement_without_words_counts_nothing() -> None:
    for quote in ([], [Span(11, 12)]):
        assert list(every_count(count([article(quote=quote, speaker=[span("Vogt")])]))) == []


def test_nothing_to_count() -> None:
    assert count([]) == {}
