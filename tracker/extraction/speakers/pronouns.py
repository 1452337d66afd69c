"""Pronouns in what somebody says: which there are, and in whose words they stand."""

from collections.abc import Iterator, Sequence

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE
from tracker.extraction.speakers.phrases import features_of_possessive
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import Draft


def pronouns_in(tokens: Tokens, drafts: Sequence[Draft], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Each pronoun in a quote that may mean one person: its token, and the draft, the innermost one.

    In the order of the tokens.
    """
    draft_of: dict[int, int] = {}
    by_length = sorted(range(len(drafts)), key=lambda each: -sum(span.end - span.start for span in drafts[each].quote))
    for draft in by_length:
        for span in drafts[draft].quote:
            draft_of |= dict.fromkeys(tokens.within(span), draft)
    for number in sorted(draft_of):
        may_be_one = genders_of(tokens.lower(number), grammar) & {MASCULINE, FEMININE}
        if may_be_one and not _is_polite(tokens, number, grammar):
            yield number, draft_of[number]


def genders_of(word: str, grammar: Grammar) -> frozenset[str]:
    """Whom a pronoun may stand for: *er*, *ihre*; nobody where the word is none."""
    return grammar.pronouns.get(word, frozenset()) | features_of_possessive(word, grammar)


def _is_polite(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether it addresses somebody: *Sie*, *Ihre*, but for the first word of a sentence."""
    if not grammar.polite or not tokens[number].is_capitalised:
        return False
    before = tokens.at(number - 1)
    return before is not None and (before.is_word or before.text == ",")
