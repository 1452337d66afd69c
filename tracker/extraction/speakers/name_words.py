"""What a word's form and its neighbours tell of whether it belongs to a name."""

from collections.abc import Set

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import Sort
from tracker.extraction.speakers.tokens import Tokens


def is_form_of_address(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word is written before names: *Herr*, *Dr.*, *Sen.*"""
    return tokens.lower(number) in grammar.addresses or tokens.lower(number) in grammar.short_titles


def is_initial(word: str) -> bool:
    """Whether it is one letter with a full stop: *B.*"""
    return len(word) == 2 and word[1] == "." and word[0].isupper()


def begins_line(tokens: Tokens, number: int) -> bool:
    """Whether a token is the first of its line."""
    return number == 0 or tokens[number - 1].paragraph != tokens[number].paragraph


def is_label(tokens: Tokens, number: int, words: Set[str]) -> bool:
    """Whether one of the words stands alone between a paragraph's beginning and a colon: *Frage:*; or *Q.*."""
    word = tokens.lower(number)
    letter = word.removesuffix(".")
    if letter not in words or not begins_line(tokens, number):
        return False
    behind = tokens.lower(number + 1)
    return behind == ":" or (len(letter) == 1 and (letter != word or behind == "."))


def adjoins(tokens: Tokens, number: int) -> bool:
    """Whether nothing but a space separates a token from the one before it."""
    token = tokens.at(number)
    if token is None or number == 0:
        return False
    before = tokens[number - 1]  # tokens are all that is not white space
    is_near: bool = token.start > before.end and token.paragraph == before.paragraph
    return is_near


def begins_sentence(tokens: Tokens, number: int) -> bool:
    """Whether a token's capital may be that of a sentence's beginning."""
    if number == 0 or tokens[number - 1].paragraph != tokens[number].paragraph:
        return True
    return not tokens[number - 1].is_word and tokens[number - 1].text not in ",-–—(&"


def is_organisation_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether it is a capitalised noun for organisations."""
    token = tokens.at(number)
    noun = grammar.noun(token.lower) if token is not None and token.is_capitalised else None
    return noun is not None and noun.sort is Sort.ORGANISATION


def follows_organisation_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a noun that names an organisation stands right before: *die Zeitung* Nordblick.

    Not in the genitive (*der Präsident des Parlaments* …), nor one that may be a person (*Betreiber*).
    """
    if not is_organisation_noun(tokens, number - 1, grammar) or not adjoins(tokens, number):
        return False
    word = tokens.lower(number - 1)
    noun = grammar.noun(word)
    return noun is not None and word == noun.stem and not word.endswith(grammar.title_endings)


def follows_owned_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether the noun right before tells more of another: *der Vorsitzende der Verwaltung* Orhan Kesimli."""
    owned = tokens.at(number - 3)
    return tokens.lower(number - 2) in grammar.genitive_determiners and owned is not None and owned.is_capitalised


def text_at(tokens: Tokens, number: int) -> str:
    """The token as printed, "" outside the article."""
    token = tokens.at(number)
    return token.text if token is not None else ""


def may_be_surname(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether nothing about a word speaks against its being a surname."""
    token = tokens.at(number)
    if token is None or not token.is_capitalised or token.text.isdigit():
        return False
    if token.lower in grammar.not_names or token.lower in grammar.calendar or token.text.isupper():
        return False
    if is_form_of_address(tokens, number, grammar) or token.lower.endswith(grammar.common_endings):
        return False
    return not grammar.nouns_capitalised or grammar.noun(token.lower) is None


def follows_title(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a title or form of address in the singular stands right before a token."""
    if number == 0 or not adjoins(tokens, number) or tokens[number - 1].sentence != tokens[number].sentence:
        return False
    word = tokens.lower(number - 1)
    if word in grammar.addresses and grammar.noun(tokens.lower(number)) is None:
        return True
    noun = grammar.noun(word)
    if noun is None and word not in grammar.short_titles:
        return False
    if grammar.is_possessive(tokens.lower(number - 2)):
        return False
    if not grammar.nouns_capitalised and not tokens[number - 1].is_capitalised:
        return False
    return noun is None or (noun.sort in (Sort.PERSON, Sort.SPOKESPERSON) and not noun.plural)
