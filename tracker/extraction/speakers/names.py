"""Where the article prints names: what the model tagged, cleaned, and what it missed.

A name is a run of tokens without titles, determiners and punctuation around it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from tracker.extraction.speakers.full_names import Found, with_full_names
from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import Sort
from tracker.extraction.speakers.name_words import (
    adjoins,
    begins_line,
    begins_sentence,
    follows_title,
    is_form_of_address,
    is_initial,
    is_label,
    is_organisation_noun,
    may_be_surname,
    text_at,
)
from tracker.extraction.speakers.noun_phrases import base_form, noun_at
from tracker.extraction.speakers.tokens import CLITICS, QUOTATION_MARKS, Tokens
from tracker.extraction.statements import NamedSpan, ReferentKind, Span

_SHORTEST_GENITIVE = 5  # letters
_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜa-z]?[A-ZÄÖÜ][A-ZÄÖÜ0-9]*$|[A-Z]{2,}$")
_PARTY = re.compile(
    r"[DIR](?:[-–][A-Z][\w.]{0,9}(?: [A-Z][\w.]{0,9})?|\.?, [A-Z][\w.]{0,9}(?: [A-Z][\w.]{0,9})?)?(?=\))"
)
HYPHENS = re.compile("[\u2010\u2011]")  # which some print where others have the plain one
NICKNAME = re.compile(r"\s+[„“”\"‚‘’'»«][^„“”\"»«]{1,30}[„“”\"‘’'»«]\s+")
_LONGEST_NICKNAME = 4  # tokens
_MOST_IN_CAPITALS = 4  # tokens of a name in a transcript
_SPOKEN_FOR = 0.6  # of an organisation that the words around tell: *ein Sprecher von Nordgas*
_UNSURE = 0.4  # the score of a name that the model did not tag


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
    for no_name in (*_parties(tokens), *_labels(tokens, grammar)):
        taken.take(no_name.start, no_name.stop)
    ranges: list[Found] = []
    tagged = {
        name.span.start for name in names if name.kind is ReferentKind.PERSON and " " not in name.span.of(tokens.text)
    }
    for first, end in _nicknamed(tokens, tagged, grammar):
        if taken.take(first, end):
            ranges.append(Found(first, end, tokens.span(first, end), ReferentKind.PERSON, 1.0, False))
    for name in sorted(names, key=lambda name: (name.span.start, -name.span.end)):
        cleaned = _cleaned(tokens, name, grammar)
        if cleaned is not None and taken.take(cleaned[0], cleaned[1]):
            ranges.append(Found(*cleaned, name.kind, name.score, True))
    for first, end, kind in _listed(tokens, grammar):
        if taken.take(first, end):
            ranges.append(Found(first, end, tokens.span(first, end), kind, _UNSURE, False))
    forms = {token.text for token in tokens}
    found = with_full_names(tokens, ranges, grammar)
    return [_printed(tokens, each, forms, grammar) for each in found if each.span.of(tokens.text).strip()]


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


def _labels(tokens: Tokens, grammar: Grammar) -> Iterator[range]:
    """The tokens before the turns of an interview that stand for a name: *Frage:*, *A:*."""
    for number in range(len(tokens)):
        if is_label(tokens, number, grammar.conversations.questions | grammar.conversations.answers):
            yield range(number, number + 1)


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
    if first >= end:
        return None
    while first < end and name.kind is ReferentKind.PERSON and _is_no_name(tokens, first, grammar):
        first += 1
    alone = tokens.lower(first) if end - first == 1 else ""
    no_person = name.kind is ReferentKind.PERSON and alone in grammar.not_names
    if first >= end or alone in grammar.pronouns or no_person:
        return None
    while first < end and (is_form_of_address(tokens, first, grammar) or not tokens[first].is_word):
        first += 1  # *MS*, and the full stop behind it
    no_party = name.kind is not ReferentKind.ORGANISATION  # *Democrats* are one
    if first >= end or (no_party and end - first == 1 and _is_group(tokens, first, grammar)):
        return None
    partial = _part_of_compound(tokens, name, first, end)
    if partial is not None:
        return first, end, partial
    if name.kind is ReferentKind.PERSON:
        first = _without_titles(tokens, first, end, grammar)
        if (end - first == 1 and _is_title(tokens, first, grammar)) or _only_nouns(tokens, first, end, grammar):
            return None
        first, end = _extended(tokens, first, end, grammar)
    elif name.kind is ReferentKind.ORGANISATION:
        if end - first == 1 and _is_office(tokens, first, grammar) and _is_one(tokens, first, grammar):
            return None
        end = _before_office(tokens, first, end, grammar)
        if first == end:
            return None
        first, end = _whole_organisation(tokens, first, end, grammar)
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


def _is_group(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    noun = grammar.noun(tokens.lower(number))
    return noun is not None and noun.sort is Sort.GROUP


def _is_no_name(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word begins no person's name, even capitalised: *He*, *The*."""
    word = tokens.lower(number)
    if word in grammar.particle_starts and not grammar.is_determiner(word):
        return False
    return word in grammar.pronouns or grammar.is_determiner(word) or word in grammar.function_words


def _part_of_compound(tokens: Tokens, name: NamedSpan, first: int, end: int) -> Span | None:
    token = tokens[end - 1]
    if name.span.end < token.end and "-" in token.text:
        covered = name.span.end - token.start
        rest = token.text[covered:]
        if covered > 0 and rest.startswith("-"):
            return Span(max(name.span.start, tokens[first].start), name.span.end)
    return None


def _without_titles(tokens: Tokens, first: int, end: int, grammar: Grammar) -> int:
    given = [n for n in range(first, end - 1) if grammar.is_given_name(tokens[n].text)]
    if given and not any(is_initial(tokens[n].text) for n in range(first, given[0])):
        return given[0]
    start = first
    for number in range(first, end - 1):
        if tokens.lower(number) in grammar.addresses:
            start = number + 1
            continue
        matched = noun_at(tokens, number, grammar)
        if matched is None or matched[0].sort not in (Sort.PERSON, Sort.SPOKESPERSON):
            continue
        if number + matched[1] < end and tokens.lower(number + matched[1]) not in grammar.generations:
            start = number + matched[1]
    return next((number for number in range(start, end) if tokens[number].is_word), start)


def _is_title(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word tagged as a name is only the title before one."""
    if tokens.lower(number) in grammar.addresses:
        return True
    following = tokens.at(number + 1)
    before_name = following is not None and following.is_capitalised and adjoins(tokens, number + 1)
    word = tokens.lower(number)
    return before_name and (word in grammar.short_titles or grammar.noun(word) is not None)


def _is_office(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word is what a person may be, which no organisation is called: *Minister*, *senator*."""
    noun = grammar.noun(tokens.lower(number))
    return noun is not None and noun.sort in (Sort.PERSON, Sort.SPOKESPERSON)


def _is_one(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a noun stands in its base form: *Democrat*, of whom *Democrats* are several."""
    noun = grammar.noun(tokens.lower(number))
    return noun is not None and noun.stem == tokens.lower(number)


def _before_office(tokens: Tokens, first: int, end: int, grammar: Grammar) -> int:
    """Where an organisation's name ends that an office in lower case follows: *State Department* spokeswoman.

    `first` where nothing before the office is an organisation's name: *Vermont* senator, *black* lawmakers. An office
    that owns something belongs to the name: *Harris County sheriff's office*.
    """
    if grammar.nouns_capitalised:
        return end
    for number in range(first + 1, end):
        is_office = _is_office(tokens, number, grammar) or _is_group(tokens, number, grammar)
        if tokens[number].is_capitalised or not is_office or tokens.lower(number + 1) in CLITICS:
            continue
        noun = grammar.noun(tokens.lower(number))
        last = tokens[number - 1].text
        named = is_organisation_noun(tokens, number - 1, grammar) or _ACRONYM.match(last.replace(".", "")) is not None
        return number if named or (noun is not None and noun.sort is Sort.SPOKESPERSON) else first
    return end


def _only_nouns(tokens: Tokens, first: int, end: int, grammar: Grammar) -> bool:
    """Whether all of it is an office: *House Speaker*."""
    return end - first > 1 and all(grammar.noun(tokens.lower(n)) is not None for n in range(first, end))


def _whole_organisation(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """An organisation's name with what the tagger left out: *Bayerischer* Rundfunk, Agentur *für Arbeit*."""
    if not is_organisation_noun(tokens, end - 1, grammar) and is_organisation_noun(tokens, end, grammar):
        end += adjoins(tokens, end)
    if not grammar.nouns_capitalised:
        return _with_capitals_around(tokens, first, end, grammar)
    if not is_organisation_noun(tokens, end - 1, grammar):
        return first - _belongs_to_place(tokens, first, grammar), end
    before = tokens.at(first - 1)
    if end - first == 1 and before is not None and _is_adjective_of_name(tokens, first - 1, grammar):
        first -= 1
    following = tokens.at(end + 1)
    if tokens.lower(end) in grammar.name_links and following is not None and following.is_capitalised:
        end += 2
    return first, end


def _belongs_to_place(tokens: Tokens, first: int, grammar: Grammar) -> bool:
    """Whether the noun before a name is part of it: *Staatsanwaltschaft* Neustadt."""
    if not is_organisation_noun(tokens, first - 1, grammar) or not adjoins(tokens, first):
        return False
    noun = grammar.noun(tokens.lower(first - 1))
    return noun is not None and noun.head in grammar.with_place


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
    elif tokens.lower(end) in grammar.name_links and is_organisation_noun(tokens, end - 1, grammar):
        following = tokens.at(end + 1)
        end += 2 if following is not None and following.is_capitalised else 0
    return first, end


def _is_adjective_of_name(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """*Afrikanische* Union: a capitalised adjective; a determiner at the beginning of a sentence is none."""
    token = tokens[number]
    if not token.is_capitalised or grammar.is_determiner(token.lower) or token.lower in grammar.function_words:
        return False
    if grammar.noun(token.lower) is not None or not adjoins(tokens, number + 1):
        return False
    return not grammar.nouns_capitalised or grammar.inflection.is_adjective(token.lower)


def _extended(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """A person's name with the given name, initials, particles and surname that the tagger left out."""
    if tokens[first].text.isupper():
        first, end = _with_capitals_before_colon(tokens, first, end, grammar)
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


def _with_capitals_before_colon(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """*JAKE* of *JAKE TAPPER: Why?*, before somebody's turn in a transcript: the words in capitals at its beginning."""
    start = first
    while start > first - _MOST_IN_CAPITALS and not begins_line(tokens, start):
        start -= 1
    behind = end
    while behind < start + _MOST_IN_CAPITALS and text_at(tokens, behind) not in (":", ""):
        behind += 1
    words = [text_at(tokens, number) for number in range(start, behind)]
    is_name = all(word.isupper() and word.isalpha() and word.lower() not in grammar.function_words for word in words)
    shouted = text_at(tokens, behind + 1).isupper() and len(text_at(tokens, behind + 1)) > 1  # a headline goes on so
    if not begins_line(tokens, start) or text_at(tokens, behind) != ":" or not is_name or shouted:
        return first, end
    titles = [n for n in range(start, first) if is_form_of_address(tokens, n, grammar)]
    return (titles[-1] + 1 if titles else start), behind


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


def _printed(
    tokens: Tokens,
    found: Found,
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
