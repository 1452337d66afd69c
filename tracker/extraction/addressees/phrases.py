"""Noun phrases that may say who is addressed, by shallow rules: where they begin and end, and their case.

There is no parser: a phrase is a determiner, its modifiers, its nouns and names, and what owns it
("the members of the board", "die Einwohner der Stadt"). Appositions and relative clauses are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extraction.addressees.lexicon import ALL_CASES, AddresseeLexicon
from tracker.extraction.addressees.words import ReadToken
from tracker.extraction.document.tokens import CLITICS
from tracker.extraction.speakers.grammar import Grammar, grammar_of
from tracker.extraction.statements import NamedSpan

OPENING = frozenset("„“\"»«‚‘'")
CLOSING = frozenset("“”\"«»‘’'")
_LONGEST_PHRASE = 12  # words
_MOST_OWNERS = 3  # "die Tochter der Chefin der Bank der Stadt"
_LONGEST_TITLE = 5  # words of a name in quotation marks
_LONGEST_BRACKET = 3  # words in brackets behind a name: "(CDU)"
_NUMBER = re.compile(r"\d[\d.,]*$")
_APOSTROPHES = "'’"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` up to `end`. `head` is the noun that says what it is.

    `preposition` is the one that it stands behind, without an article that it has taken in, or empty.
    """

    first: int
    end: int
    head: int
    cases: frozenset[str]
    preposition: str
    is_pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tokens of a stretch of text, and what is needed to read phrases in them.

    `name_ends` gives for each token that a name begins with the token after that name.
    """

    tokens: Sequence[ReadToken]
    lexicon: AddresseeLexicon
    grammar: Grammar
    name_ends: dict[int, int]

    def at(self, number: int) -> ReadToken | None:
        """The token that a phrase may contain, or None where there is none."""
        if not 0 <= number < len(self.tokens) or not self.tokens[number].open:
            return None
        return self.tokens[number]

    def all(self) -> list[Phrase]:
        """All phrases in order; none overlaps another."""
        found: list[Phrase] = []
        number = 0
        while number < len(self.tokens):
            phrase = self.starting(number)
            if phrase is not None:
                found.append(self._as_joined(phrase, found))
            number = phrase.end if phrase is not None else number + 1
        return found

    def _as_joined(self, phrase: Phrase, found: list[Phrase]) -> Phrase:
        """The phrase, behind the preposition of the one before if it is joined to that."""
        joined = found and phrase.first == found[-1].end + 1
        if joined and self.tokens[phrase.first - 1].lower in self.lexicon.words.phrase.coordinating:
            return replace(phrase, preposition=found[-1].preposition)
        return phrase

    def starting(self, number: int) -> Phrase | None:
        """The phrase that begins with this token, if one does."""
        token = self.at(number)
        if token is None:
            return None
        preposition = self._preposition_before(number)
        pronoun = self.lexicon.words.case_of_pronoun.get(token.lower)
        phrase = self._of_nouns(number, preposition)
        if phrase is not None or pronoun is None:
            return phrase
        return Phrase(number, number + 1, number, pronoun, preposition, is_pronoun=True)

    def _preposition_before(self, number: int) -> str:
        """The preposition that the phrase beginning with this token stands behind: "von rund 20 Zeugen"."""
        while number > 1 and self.tokens[number - 1].lower in self.lexicon.words.phrase.about:
            number -= 1
        return self._preposition(self.tokens[number - 1].lower) if number else ""

    def _preposition(self, word: str) -> str:
        word = self.lexicon.words.contracted.get(word, word)
        return word if word in self.grammar.prepositions or word in self.lexicon.always_with else ""

    def _of_nouns(self, first: int, preposition: str) -> Phrase | None:
        begin = self._after_modifiers(first)
        nouns = self._nouns(begin, first)
        if nouns is None:
            return None
        head, end = nouns
        end = self._after_bracket(self._after_owner(head, end))
        end = self._after_coordinated(first, end)
        word = self.tokens[first]
        contracted = first > 0 and self.tokens[first - 1].lower in self.lexicon.words.contracted
        bare = first == head or first in self.name_ends or contracted or self._is_number(word)
        cases = ALL_CASES if bare else self.lexicon.cases_of(word.lower)
        if {"accusative", "dative"} <= cases < ALL_CASES and not self._may_be_plural(head):
            cases -= {"dative"}
        return Phrase(first, end, head, cases, preposition)

    def _may_be_plural(self, head: int) -> bool:
        """Whether a noun may be a dative plural: "den Eltern", but not "den Plan"."""
        endings = self.lexicon.words.phrase.dative_plural_endings
        return head in self.name_ends or self.tokens[head].lower.endswith(endings)

    def _is_number(self, token: ReadToken) -> bool:
        return _NUMBER.match(token.text) is not None or token.lower in self.lexicon.words.phrase.numbers

    def _after_modifiers(self, first: int) -> int:
        """The token behind the determiner, numbers and adjectives that begin with `first`."""
        number = first
        token = self.at(number)
        if token is not None and token.lower in self.lexicon.words.phrase.determiners:
            number += 1
        while number < first + _LONGEST_PHRASE:
            token = self.at(number)
            if token is None or not self._modifies(number, after_determiner=number > first):
                break
            number += 1
        return number

    def _modifies(self, number: int, after_determiner: bool) -> bool:
        """Whether a number or adjective, or an adverb before one, stands here."""
        token = self.tokens[number]
        if self._is_number(token):
            return True
        if not self.grammar.nouns_capitalised or not token.is_word or token.is_capitalised:
            return False
        if not after_determiner:
            return self._is_adjective(token) and token.text not in self.lexicon.verbs
        following = self.at(number + 1)
        before_adjective = following is not None and self._is_adjective(following)
        adverb = before_adjective and token.lower not in self.lexicon.words.phrase.determiners
        return self._is_adjective(token) or (adverb and not self._preposition(token.lower))

    def _is_adjective(self, token: ReadToken) -> bool:
        closed = token.lower in self.lexicon.words.phrase.not_within or token.lower in self.grammar.function_words
        lower_case = token.is_word and not token.is_capitalised
        return lower_case and not closed and self.grammar.inflection.is_adjective(token.lower)

    def _nouns(self, begin: int, first: int) -> tuple[int, int] | None:
        """The head and the end of the nouns and names that begin with token `begin`, or None."""
        end = self._after_title(begin)
        if end > begin:
            return begin, end
        nouns = self._capitalised if self.grammar.nouns_capitalised else self._words
        end = nouns(begin, first)
        if end <= begin:
            return None
        head = end - 1 if not self.grammar.nouns_capitalised else begin
        return head, max(end, self._after_title(end))

    def _capitalised(self, begin: int, first: int) -> int:
        """The token behind capitalised words; a second noun that hears nothing begins a phrase of its own."""
        end = begin
        while end < first + _LONGEST_PHRASE and (token := self.at(end)) is not None:
            if end not in self.name_ends and not self._may_be_noun(end, begins=end == first):
                break
            if end > begin and self._begins_another(first, end):
                break
            after = self._within(self.name_ends.get(end, end + 1), end)
            country = first == end and token.lower in self.grammar.country_names
            named = end in self.name_ends or country
            end = after
            following = self.at(end)
            if named and following is not None and not self._goes_on_after_name(end, following):
                break
        return end

    def _begins_another(self, first: int, number: int) -> bool:
        """Whether a noun that hears nothing follows one that is complete: "wirft dem Chef Untreue vor"."""
        before = self.tokens[number - 1]
        complete = before.start == self.tokens[first].start or self.grammar.noun(before.lower) is not None
        return complete and number not in self.name_ends and self.hears_nothing(number)

    def _goes_on_after_name(self, number: int, token: ReadToken) -> bool:
        return token.text.isupper() or number in self.name_ends

    def _may_be_noun(self, number: int, begins: bool) -> bool:
        token = self.tokens[number]
        if token.text in self.grammar.known_organisations:
            return True
        if not token.is_capitalised or token.lower in self.grammar.calendar:
            return False
        if not begins:
            return True
        closed = token.lower in self.grammar.function_words or token.lower in self.lexicon.words.phrase.not_within
        return not closed and (number > 0 or self._is_known(token))

    def _is_known(self, token: ReadToken) -> bool:
        """Whether a word is a noun for somebody, or a name, even where any word would be capitalised."""
        # The dative plural of a noun for a group ends in one more letter than the lexicon's form.
        noun = self.grammar.noun(token.lower) or self.grammar.noun(token.lower.removesuffix("n"))
        name = self.grammar.is_given_name(token.text) or token.lower in self.grammar.country_names
        return noun is not None or name or (token.text.isupper() and len(token.text) > 1)

    def _words(self, begin: int, first: int) -> int:
        """The token behind the words of a phrase in a language that doesn't capitalise its nouns."""
        end = begin
        while end < first + _LONGEST_PHRASE and (token := self.at(end)) is not None:
            if end in self.name_ends:
                if end > begin and self._ends_phrase_before_name(end):
                    break
                end = self._within(self.name_ends[end], end)
                continue
            if end > begin and self._is_inner_mark(end):
                end += 1
                continue
            if not token.is_word or self._ends_phrase(token, begins=end == begin):
                break
            if end > begin and self._ends_before(token, end, first):
                break
            end += 1
        return end

    def _ends_before(self, token: ReadToken, number: int, first: int) -> bool:
        """Whether a word begins something new: after a pronoun, or "told reporters Trump had won"."""
        begin = self.tokens[first].lower
        words = self.lexicon.words
        after_pronoun = begin in words.case_of_pronoun and begin not in words.phrase.determiners
        return after_pronoun or (token.is_capitalised and self._ends_phrase_before_name(number))

    def _is_inner_mark(self, number: int) -> bool:
        """Whether a mark stands within a phrase: "the senators' staff", "CNN's Wolf Blitzer"."""
        before, mark, behind = self.at(number - 1), self.tokens[number], self.at(number + 1)
        if before is None or behind is None or not behind.is_word or before.end != mark.start:
            return False
        plural = before.lower.endswith(self.lexicon.words.phrase.plural_endings)
        possessive = mark.text in _APOSTROPHES and plural and mark.end < behind.start
        return possessive or mark.text in CLITICS

    def _ends_phrase(self, token: ReadToken, begins: bool) -> bool:
        word, of_phrase = token.lower, self.lexicon.words.phrase
        if word in self.grammar.calendar or word in self.grammar.function_words or word in of_phrase.not_within:
            return True
        if token.is_capitalised or word in of_phrase.not_adverbs:
            return False
        return word.endswith(of_phrase.adverb_endings + (() if begins else of_phrase.verb_endings))

    def _ends_phrase_before_name(self, number: int) -> bool:
        """Whether a name or capitalised word begins a clause: "told reporters Trump had won"."""
        before = self.tokens[number - 1]
        if number in self.name_ends and number in self.name_ends.values():
            return True
        plural = before.lower.endswith(self.lexicon.words.phrase.plural_endings)
        return plural and before.is_word and not before.is_capitalised

    def _within(self, end: int, begin: int) -> int:
        """The token up to which all tokens from `begin` on are open, `end` at most."""
        number = begin
        while number < end and self.at(number) is not None:
            number += 1
        return max(number, begin + 1)

    def _after_title(self, number: int) -> int:
        """The token behind a name in quotation marks that begins with this token; else the token itself."""
        opening, following = self.at(number), self.at(number + 1)
        if opening is None or opening.text not in OPENING or following is None or not following.is_word:
            return number
        if not following.is_capitalised and following.lower not in self.lexicon.words.phrase.determiners:
            return number
        for end in range(number + 2, number + 2 + _LONGEST_TITLE):
            token = self.at(end)
            if token is None:
                return number
            if token.text in CLOSING:
                return end + 1
        return number

    def _after_owner(self, head: int, end: int) -> int:
        """The token behind the genitives, or behind the preposition that does for one: "Chef der Stadt"."""
        for _ in range(_MOST_OWNERS):
            begin = self._owner_from(head, end)
            owner = self._simple(begin) if begin is not None else None
            if owner is None:
                break
            head, end = owner - 1, owner
        return end

    def _owner_from(self, head: int, end: int) -> int | None:
        """The token with which the owner of the noun `head` begins, where its phrase ends before `end`."""
        token = self.at(end)
        if token is None:
            return None
        name = head in self.name_ends or self.tokens[head].text.isupper()
        if token.lower in self.lexicon.words.phrase.genitive and not name and end == head + 1:
            return end
        return end + 1 if token.lower == self.lexicon.words.phrase.owner and self._takes_owner(end) else None

    def _takes_owner(self, number: int) -> bool:
        """Whether the preposition at `number` names the owner of the noun before it."""
        following, behind = self.at(number + 1), self.at(number + 2)
        if self.lexicon.words.collective:
            verbal = following is not None and following.lower.endswith(self.lexicon.words.phrase.verb_endings)
            with_object = behind is None or behind.lower in self.lexicon.words.phrase.determiners
            return self.tokens[number - 1].lower in self.lexicon.words.collective and not (verbal and with_object)
        begins = following is not None and following.lower not in self.lexicon.words.phrase.determiners
        return begins and number - 1 not in self.name_ends

    def _simple(self, first: int) -> int | None:
        """The token behind a phrase without an owner that begins with token `first`."""
        nouns = self._nouns(self._after_modifiers(first), first)
        return nouns[1] if nouns is not None else None

    def _after_bracket(self, number: int) -> int:
        opening = self.at(number)
        if opening is None or opening.text != "(":
            return number
        for end in range(number + 1, number + 2 + _LONGEST_BRACKET):
            token = self.at(end)
            if token is None:
                return number
            if token.text == ")":
                return end + 1
        return number

    def _after_coordinated(self, first: int, end: int) -> int:
        """The token behind a second phrase that is joined to the one from `first` to `end`."""
        token, following = self.at(end), self.at(end + 1)
        if token is None or following is None or token.lower not in self.lexicon.words.phrase.coordinating:
            return end
        begin = self.tokens[first]
        as_first = begin.lower in self.lexicon.words.phrase.determiners and following.lower == begin.lower
        if not as_first and following.lower in self.lexicon.words.phrase.determiners:
            return end
        owner = self._simple(end + 1)
        if owner is None:
            return end
        return self._after_owner(owner - 1, owner)

    def hears_nothing(self, number: int) -> bool:
        """Whether a noun names no one who could listen: a time, an act, an abstract thing."""
        token = self.tokens[number]
        word = token.lower
        capitalised = not self.lexicon.words.cases and token.is_capitalised
        if (word in self.lexicon.words.not_addressed and not capitalised) or word in self.grammar.calendar:
            return True
        if capitalised or number in self.name_ends or self._is_known(token):
            return False
        return word in self.lexicon.act_nouns or word.endswith(self.grammar.common_endings)

    def can_listen(self, phrase: Phrase) -> bool:
        """Whether it is certain that a phrase names somebody or a medium."""
        numbers = range(phrase.first, phrase.end)
        if phrase.is_pronoun or any(number in self.name_ends for number in numbers):
            return True
        head = self.tokens[phrase.head]
        if head.text in OPENING or (not self.grammar.nouns_capitalised and head.is_capitalised):
            return True
        return any(self._is_known(self.tokens[number]) for number in numbers)


def name_ends(tokens: Sequence[ReadToken], names: Sequence[NamedSpan]) -> dict[int, int]:
    """For each token that a name begins with the token after that name."""
    starts = {token.start: number for number, token in enumerate(tokens)}
    ends = {token.end: number + 1 for number, token in enumerate(tokens)}
    found: dict[int, int] = {}
    for name in names:
        first, end = starts.get(name.span.start), ends.get(name.span.end)
        if first is not None and end is not None and end > first:
            found[first] = end
    return found


def phrases_over(
    tokens: Sequence[ReadToken], names: Sequence[NamedSpan], lexicon: AddresseeLexicon, language: str
) -> Phrases:
    """The tokens made ready to read phrases in them."""
    return Phrases(tokens, lexicon, grammar_of(language), name_ends(tokens, names))
