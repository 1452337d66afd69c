"""The lexicon of quotations: words that tell speakers, cues and quotes apart."""

from dataclasses import dataclass

from tracker.lexicon import load


@dataclass(frozen=True, slots=True)
class QuotationWords:
    """The lexicon `quotation`, in lower case. The file's comments say what each list is."""

    never_before_a_speaker: frozenset[str]
    pronouns: frozenset[str]
    joining: frozenset[str]
    articles: frozenset[str]
    articles_or_relative_pronouns: frozenset[str]
    never_after_an_article: frozenset[str]
    coordinating: frozenset[str]
    passive: frozenset[str]
    said_of: frozenset[str]
    receives: frozenset[str]
    received: frozenset[str]
    by: frozenset[str]
    quoting: frozenset[str]
    utterances: frozenset[str]
    of_whom: frozenset[str]
    shouting: frozenset[str]
    bearers: tuple[str, ...]


def quotation_words(language: str) -> QuotationWords:
    """The lexicon of quotations of a language; FileNotFoundError where it has none."""
    return load(QuotationWords, "quotation", language)
