"""What a tagger leaves out of names: a surname behind a given name, the rest of an organisation's name."""

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import Sort
from tracker.extraction.speakers.name_words import (
    adjoins,
    begins_sentence,
    follows_title,
    is_initial,
    is_organisation_noun,
    may_be_surname,
    text_at,
)
from tracker.extraction.speakers.tokens import Tokens


def whole_person(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """A person's name with the given name, initials, particles and surname that the tagger left out."""
    before = tokens.at(first - 1)
    if before is not None and grammar.is_given_name(before.text) and before.end + 1 == tokens[first].start:
        first -= 1
    last = tokens[end - 1].text
    complete = end - first > 1 and not is_initial(last) and not grammar.is_given_name(last)
    if not complete:
        end = _surname_end(tokens, first, end, grammar)
    if end - first == 1 and follows_title(tokens, first, grammar) and adjoins(tokens, end):
        end += may_be_surname(tokens, end, grammar)
    if tokens.lower(end) in grammar.generations:
        end += 1
    return first, end


def _surname_end(tokens: Tokens, first: int, end: int, grammar: Grammar) -> int:
    """Where the name ends if initials, particles and a surname follow a given name; `end` if they do not."""
    if not (grammar.is_given_name(tokens[first].text) or is_initial(tokens[first].text)):
        return end
    number = end
    while adjoins(tokens, number) and _continues_name(tokens, number, grammar):
        number += 1
        while tokens.lower(number) in grammar.particles and adjoins(tokens, number):
            number += 1
    if not (adjoins(tokens, number) and may_be_surname(tokens, number, grammar)):
        return number if grammar.is_given_name(tokens[number - 1].text) else end
    return number + 1


def _continues_name(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a token stands between a given name and the surname: *B.*, *von*, another given name."""
    text = text_at(tokens, number)
    return is_initial(text) or text.lower() in grammar.particle_starts or grammar.is_given_name(text)


def whole_organisation(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """An organisation's name with what the tagger left out: Agentur *für Arbeit*."""
    if not is_organisation_noun(tokens, end - 1, grammar) and is_organisation_noun(tokens, end, grammar):
        end += adjoins(tokens, end)
    if not grammar.nouns_capitalised:
        return _with_capitals_around(tokens, first, end, grammar)
    return first, _linked_end(tokens, end, grammar)


def _with_capitals_around(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """An organisation's name with the capitalised words beside it: *Freedom* Partners, *Bank of* Japan."""
    while adjoins(tokens, end) and _may_belong_to_name(tokens, end, grammar):
        end += 1
    while adjoins(tokens, first) and _may_belong_to_name(tokens, first - 1, grammar):
        if tokens[first - 1].sentence != tokens[first].sentence or begins_sentence(tokens, first - 1):
            break
        first -= 1
    if tokens.lower(first - 1) in grammar.name_links and is_organisation_noun(tokens, first - 2, grammar):
        first -= 2
        return first, end
    return first, _linked_end(tokens, end, grammar)


def _linked_end(tokens: Tokens, end: int, grammar: Grammar) -> int:
    """Where an organisation's name ends that a preposition and another name may go on: *Bank of* Japan."""
    following = tokens.at(end + 1)
    linked = tokens.lower(end) in grammar.name_links and is_organisation_noun(tokens, end - 1, grammar)
    return end + 2 if linked and following is not None and following.is_capitalised else end


def _may_belong_to_name(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    token = tokens[number]
    if not token.is_capitalised or token.lower in grammar.calendar or token.lower in grammar.addresses:
        return False
    if token.lower in grammar.not_names or token.lower in grammar.short_titles:
        return False
    if token.lower in grammar.function_words or token.lower in grammar.prepositions:
        return False
    if grammar.is_determiner(token.lower) or token.lower in grammar.sources or token.lower in grammar.pronouns:
        return False
    noun = grammar.noun(token.lower)
    return noun is None or (not grammar.nouns_capitalised and noun.sort is Sort.ORGANISATION)
