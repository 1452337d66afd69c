"""Bodies without a name of their own in a speaker's words: *die Behörden*, *Republicans*, *the Clinton campaign*.

Every noun phrase there may be one; whether it is (*critics* are none) the ranking of antecedents has learnt.
"""

from collections.abc import Iterator

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.noun_phrases import base_form, noun_at
from tracker.extraction.speakers.referents import Referents
from tracker.extraction.speakers.tokens import CLITICS, Tokens

_MOST_WORDS = 6
_OBLIQUE = ("en", "em", "er", "es")  # endings of adjectives behind an article, in German


def bodies_in(tokens: Tokens, words: range, referents: Referents, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The tokens, from the first up to the end, of the noun phrases among these that aren't names, without articles."""
    start = words.start
    for number in range(words.start, words.stop + 1):
        if number < words.stop and not _ends_phrase(tokens, number, grammar):
            continue
        if _may_be_body(tokens, start, number, referents, grammar):
            yield start, number
        start = number + 1


def name_of_body(tokens: Tokens, first: int, end: int, grammar: Grammar) -> str:
    """What it is called: *statistische Ämter* of *der statistischen Ämter*."""
    words = [tokens[number].text for number in range(first, end)]
    if (known := noun_at(tokens, end - 1, grammar)) is not None:
        return base_form(words, known[0], grammar)
    if grammar.nouns_capitalised:
        words = [*map(_weak, words[:-1]), words[-1]]
    return "".join(word if word in CLITICS else f" {word}" for word in words).strip()


def _ends_phrase(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    token = tokens[number]
    if not token.is_word:
        return token.lower not in CLITICS
    word = token.lower
    return word in grammar.function_words or word in grammar.relative or grammar.is_possessive(word)


def _may_be_body(tokens: Tokens, first: int, end: int, referents: Referents, grammar: Grammar) -> bool:
    """Whether a phrase ends with a noun, as far as can be told, that no name is or crosses."""
    if not 0 < end - first <= _MOST_WORDS or tokens.lower(first) in CLITICS:
        return False
    last = tokens[end - 1]
    if last.lower in CLITICS or not (last.text.isalpha() or "-" in last.text):
        return False
    if grammar.nouns_capitalised and not last.is_capitalised:
        return False
    if referents.crossing(first) or referents.crossing(end):
        return False
    return not any(occurrence.end == end for occurrence in referents.within(first, end))


def _weak(word: str) -> str:
    """An adjective with the ending that it has behind *die*."""
    if word[:1].islower() and word.endswith(_OBLIQUE):
        return word[:-1] if word.endswith("en") else word[:-2] + "e"
    return word
