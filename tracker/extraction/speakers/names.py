"""Where the article prints names: what the model tagged, and bodies that the lexicon lists.

A name is a run of tokens without titles, determiners and punctuation around it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import Sort
from tracker.extraction.speakers.name_words import is_form_of_address
from tracker.extraction.speakers.noun_phrases import base_form
from tracker.extraction.speakers.tokens import QUOTATION_MARKS, Tokens
from tracker.extraction.speakers.whole_names import whole_organisation, whole_person
from tracker.extraction.statements import NamedSpan, ReferentKind, Span

_SHORTEST_GENITIVE = 5  # letters
_PARTY = re.compile(
    r"[DIR](?:[-–][A-Z][\w.]{0,9}(?: [A-Z][\w.]{0,9})?|\.?, [A-Z][\w.]{0,9}(?: [A-Z][\w.]{0,9})?)?(?=\))"
)
HYPHENS = re.compile("[\u2010\u2011]")  # which some print where others have the plain one
NICKNAME = re.compile(r"\s+[„“”\"‚‘’'»«][^„“”\"»«]{1,30}[„“”\"‘’'»«]\s+")
_LONGEST_NICKNAME = 4  # tokens
_UNSURE = 0.4  # the score of a name that the model did not tag


class _Found(NamedTuple):
    """A name found in tokens `first` up to `end`; `span` is less where it is part of a compound."""

    first: int
    end: int
    span: Span
    kind: ReferentKind
    score: float
    tagged: bool


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as printed: tokens `first` up to `end`, and its words without the genitive.

    `span` is what of the text it covers: less than the tokens where it is part of a compound
    (*Ukraine-Konflikt*). `tagged` says whether the model found it.
    """

    first: int
    end: int
    span: Span
    words: tuple[str, ...]
    genitive: bool
    kind: ReferentKind
    score: float
    tagged: bool

    def whole(self, tokens: Tokens) -> bool:
        """Whether it is more than a part of a compound."""
        return self.span == tokens.span(self.first, self.end)


def printed_names(tokens: Tokens, names: Sequence[NamedSpan], grammar: Grammar) -> list[PrintedName]:
    """All names printed in the article, in reading order and not overlapping."""
    taken = _Taken(len(tokens))
    for party in _parties(tokens):
        taken.take(party.start, party.stop)
    found: list[_Found] = []
    alone = {
        each.span.start for each in names if each.kind is ReferentKind.PERSON and " " not in each.span.of(tokens.text)
    }
    for first, end in _nicknamed(tokens, alone, grammar):
        if taken.take(first, end):
            found.append(_Found(first, end, tokens.span(first, end), ReferentKind.PERSON, 1.0, False))
    for name in sorted(names, key=lambda name: (name.span.start, -name.span.end)):
        cleaned = _cleaned(tokens, name, grammar)
        if cleaned is not None and taken.take(cleaned[0], cleaned[1]):
            found.append(_Found(*cleaned, name.kind, name.score, True))
    for first, end, kind in _listed(tokens, grammar):
        if taken.take(first, end):
            found.append(_Found(first, end, tokens.span(first, end), kind, _UNSURE, False))
    forms = {token.text for token in tokens}
    in_order = sorted(found, key=lambda name: name.first)
    return [_printed(tokens, each, forms, grammar) for each in in_order if each.span.of(tokens.text).strip()]


def _nicknamed(tokens: Tokens, tagged: Set[int], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The names of people with a nickname in quotation marks: *William “Big Bill” Dawes*.

    `tagged`: where the names of one word begin that the model takes for people's.
    """
    for number in range(1, len(tokens)):
        given = tokens[number - 1]
        if tokens[number].text not in QUOTATION_MARKS:
            continue
        if not given.is_word or not (grammar.is_given_name(given.text) or given.start in tagged):
            continue
        for closing in range(number + 2, min(number + 2 + _LONGEST_NICKNAME, len(tokens) - 1)):
            if tokens[closing].text in QUOTATION_MARKS:
                surname = tokens[closing + 1]
                inside = tokens[closing - 1].is_capitalised
                if inside and surname.is_capitalised and surname.sentence == given.sentence and surname.is_word:
                    yield number - 1, closing + 2
                break


def _parties(tokens: Tokens) -> Iterator[range]:
    """The tokens of a party in brackets behind a name: *Mary Larkin (R)*, *Paul Wood (D-Ohio)*."""
    for number in range(2, len(tokens)):
        if tokens.lower(number - 1) == "(" and tokens[number - 2].is_capitalised:
            party = _PARTY.match(tokens.text, tokens[number].start)
            if party is not None:
                inside = tokens.within(Span(*party.span()))
                yield range(number, inside.stop)


class _Taken:
    """Which tokens belong to a name already."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def take(self, first: int, end: int) -> bool:
        """Mark the tokens as a name; False where one of them was marked."""
        if first >= end or any(self._taken[first:end]):
            return False
        self._taken[first:end] = b"\1" * (end - first)
        return True

    def free(self, number: int) -> bool:
        """Whether the token belongs to no name."""
        return 0 <= number < len(self._taken) and not self._taken[number]


def _cleaned(tokens: Tokens, name: NamedSpan, grammar: Grammar) -> tuple[int, int, Span] | None:
    """The tokens of a tagged name without what does not belong to it; None if nothing is left."""
    numbers = tokens.within(name.span)
    first, end = numbers.start, numbers.stop
    if name.kind is ReferentKind.PERSON:
        end = _before_brackets(tokens, first, end)
    first, end = _within_line(tokens, first, end, name.kind)
    while first < end and _is_outside(tokens, first, grammar):
        first += 1
    while first < end and _is_outside(tokens, end - 1, grammar):
        end -= 1
    while first < end and (is_form_of_address(tokens, first, grammar) or not tokens[first].is_word):
        first += 1  # *MS*, and the full stop behind it
    if first >= end or (end - first == 1 and _names_nobody(tokens, first, name.kind, grammar)):
        return None
    partial = _part_of_compound(tokens, name, first, end)
    if partial is not None:
        return first, end, partial
    if name.kind is ReferentKind.PERSON:
        first, end = whole_person(tokens, first, end, grammar)
    elif name.kind is ReferentKind.ORGANISATION:
        first, end = whole_organisation(tokens, first, end, grammar)
    return first, end, tokens.span(first, end)


def _before_brackets(tokens: Tokens, first: int, end: int) -> int:
    """Where a person's name ends that the tagger has some of a bracket behind in: *Mary Larkin (R*)."""
    opened = [n for n in range(first + 1, end) if tokens.lower(n) == "("]
    closed = [n for n in range(first + 1, end) if tokens.lower(n) == ")"]
    return end if not opened or (closed and closed[-1] < end - 1) else opened[0]


def _within_line(tokens: Tokens, first: int, end: int, kind: ReferentKind) -> tuple[int, int]:
    """The part of a name that stands in one paragraph: of a person the last, for a label follows a heading."""
    breaks = [n for n in range(first + 1, end) if tokens.begins_paragraph(n)]
    if not breaks:
        return first, end
    return (breaks[-1], end) if kind is ReferentKind.PERSON else (first, breaks[0])


def _is_outside(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    token = tokens[number]
    if not token.is_word:
        return True
    return not token.is_capitalised and token.lower in grammar.function_words


def _names_nobody(tokens: Tokens, number: int, kind: ReferentKind, grammar: Grammar) -> bool:
    """Whether a word that is tagged as a name is none: *They*, *Minister*, but *Democrats* are a party."""
    word = tokens.lower(number)
    noun, is_organisation = grammar.noun(word), kind is ReferentKind.ORGANISATION
    if word in grammar.pronouns or (kind is ReferentKind.PERSON and word in grammar.not_names):
        return True
    if noun is None:
        return False
    if noun.sort is Sort.GROUP:
        return not is_organisation
    return is_organisation and noun.sort in (Sort.PERSON, Sort.SPOKESPERSON) and noun.stem == word


def _part_of_compound(tokens: Tokens, name: NamedSpan, first: int, end: int) -> Span | None:
    token = tokens[end - 1]
    if name.span.end < token.end and "-" in token.text:
        covered = name.span.end - token.start
        rest = token.text[covered:]
        if covered > 0 and rest.startswith("-"):
            return Span(max(name.span.start, tokens[first].start), name.span.end)
    return None


def _listed(tokens: Tokens, grammar: Grammar) -> Iterable[tuple[int, int, ReferentKind]]:
    """Names of several words that the lexicon lists: *White House*, *Vereinten Nationen*."""
    for number in range(len(tokens) - 1):
        longest = grammar.longest.get(tokens.lower(number), 1)
        if not tokens[number].is_capitalised:
            continue
        for length in range(longest, 1, -1):
            words = " ".join(tokens.lower(number + offset) for offset in range(length))
            last = tokens.at(number + length - 1)
            if words in grammar.listed_names and last is not None and last.is_capitalised:
                base = grammar.base_forms.get(words, words).lower()
                is_place = base in grammar.country_names
                yield number, number + length, ReferentKind.PLACE if is_place else ReferentKind.ORGANISATION
                break


def _printed(
    tokens: Tokens,
    found: _Found,
    forms: set[str],
    grammar: Grammar,
) -> PrintedName:
    first, end, span, kind, score, tagged = found
    printed = HYPHENS.sub("-", span.of(tokens.text))
    without = NICKNAME.sub(" ", printed) if kind is ReferentKind.PERSON else printed
    words = tuple(without.split()) or tuple(printed.split())  # a nickname may be all there is
    followed = tokens.lower(end) in ("'s", "’s", "'", "’") and tokens[end].start == span.end
    base = words[-1].rstrip("'’")
    stripped = base if followed else _without_genitive(tokens, base, end, forms, grammar)
    genitive = followed or stripped != words[-1]
    words = (*words[:-1], stripped or words[-1])
    return PrintedName(first, end, span, _in_base_form(words, kind, grammar), genitive, kind, score, tagged)


def _in_base_form(words: tuple[str, ...], kind: ReferentKind, grammar: Grammar) -> tuple[str, ...]:
    """*Auswärtigen Amtes* as *Auswärtiges Amt*; persons' names as they are."""
    listed = grammar.base_forms.get(" ".join(words).lower())
    if listed is not None:
        return tuple(listed.split())
    noun = grammar.noun(words[-1].lower())
    if kind is not ReferentKind.ORGANISATION or noun is None or noun.sort is not Sort.ORGANISATION:
        return words
    return tuple(base_form(words, noun, grammar).split())


def _without_genitive(tokens: Tokens, word: str, end: int, forms: set[str], grammar: Grammar) -> str:
    """A name without the genitive's -s, where the article prints it without or a noun follows."""
    if not grammar.inflection.is_genitive(word) or word.isupper() or grammar.is_given_name(word):
        return word
    base = grammar.inflection.without_genitive(word)
    if base in forms and len(word) > 3:
        return base
    following = tokens.at(end)
    before_noun = following is not None and following.is_word and following.is_capitalised
    if before_noun and len(word) >= _SHORTEST_GENITIVE and not word.endswith(grammar.inflection.no_genitive):
        return base
    return word
