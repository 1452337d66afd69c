"""A person's whole name where only its given name or its surname was found: *Ylva* Stenborg, Orhan *Kesimli*.

Which capitalised word beside a name belongs to it is told by how the article uses the two words: a given name is
printed with the surname behind it and nowhere else, a title has an article somewhere, a common noun is lower case
somewhere (in English) or has an article (in German, which capitalises nouns).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.name_words import (
    adjoins,
    begins_sentence,
    follows_title,
    is_form_of_address,
    is_initial,
    is_organisation_noun,
    may_be_surname,
    text_at,
)
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import ReferentKind, Span

_UNSURE = 0.4  # the score of a name that the model did not tag
_SHORTEST = 2  # letters of a given name or surname


class Found(NamedTuple):
    """A name found in tokens `first` up to `end`; `span` is less where it is part of a compound."""

    first: int
    end: int
    span: Span
    kind: ReferentKind
    score: float
    tagged: bool

    def is_one_word(self, tokens: Tokens) -> bool:
        """Whether it is one whole word, and a person's name."""
        whole = self.end - self.first == 1 and self.span == tokens.span(self.first, self.end)
        if tokens[self.first].text.rsplit("-", 1)[-1][:1].islower():  # Neustadt-based
            return False
        return whole and self.kind is ReferentKind.PERSON


def with_full_names(tokens: Tokens, found: Sequence[Found], grammar: Grammar) -> list[Found]:
    """The names in reading order, those of persons with the given name or surname that was left out."""
    return _FullNames(tokens, found, grammar).completed()


class _FullNames:
    """The names of one article with what its text tells of every capitalised word."""

    def __init__(self, tokens: Tokens, found: Sequence[Found], grammar: Grammar) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.found = sorted(found, key=lambda name: name.first)
        self._named: dict[int, Found] = {n: name for name in self.found for n in range(name.first, name.end)}
        self._lower = {token.text for token in tokens if not token.is_capitalised}
        self._alone: dict[str, bool] = {}
        self._determined: dict[str, bool] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, token in enumerate(tokens):
            if token.is_capitalised:
                self._places[token.text].append(number)

    def completed(self) -> list[Found]:
        """All names, each completed where it can be."""
        names = [name for name in self._joined() if name is not None]
        names = [self._with_surname(name) for name in names]
        surnames = {self.tokens[name.end - 1].text for name in names if name.kind is ReferentKind.PERSON}
        names = [self._with_given_name(name) for name in names]
        names += self._unseen(surnames, names)
        return sorted(names, key=lambda name: name.first)

    def _joined(self) -> Iterable[Found | None]:
        """Two pieces of one person's name as one; a title that was taken for a name is dropped."""
        last: Found | None = None
        for name in self.found:
            if last is not None and self._are_pieces(last, name):
                merged = self._merged(last, name)
                if merged is None and self.grammar.nouns_capitalised:
                    yield last
                last = merged or name
            else:
                yield last
                last = name
        yield last

    def _are_pieces(self, before: Found, behind: Found) -> bool:
        persons = before.is_one_word(self.tokens) and behind.kind is ReferentKind.PERSON
        return persons and before.end == behind.first and adjoins(self.tokens, behind.first)

    def _merged(self, before: Found, behind: Found) -> Found | None:
        """The name of the two pieces, None where the first is none."""
        word = self.tokens[before.first].text
        stands_before_names = follows_title(self.tokens, before.first, self.grammar) or (
            self.grammar.is_given_name(word) or is_initial(word)
        )
        one_word = behind.is_one_word(self.tokens) and self._is_given_name(before.first, tagged=True)
        if not (stands_before_names or one_word) or self._stands_alone(word):
            return None
        if self._is_place(before.first, behind.end):
            return None
        return self._name(before.first, behind.end, max(before.score, behind.score))

    def _name(self, first: int, end: int, score: float) -> Found:
        return Found(first, end, self.tokens.span(first, end), ReferentKind.PERSON, score, tagged=True)

    def _with_surname(self, name: Found) -> Found:
        """*Orhan* as *Orhan Kesimli*."""
        if not name.is_one_word(self.tokens) or self._stands_alone(self.tokens[name.first].text):
            return name
        end = name.end
        while end - name.first < 3 and end not in self._named and self._may_follow(name.first, end):
            end += 1
        if end == name.end or not self._is_person_there(name.first, end) or self._is_place(name.first, end):
            return name
        return self._name(name.first, end, name.score)

    def _is_place(self, first: int, end: int) -> bool:
        words = self.tokens.words(first, end)
        return self.grammar.country(words) is not None or words.lower() in self.grammar.country_names

    def _may_follow(self, first: int, number: int) -> bool:
        """Whether a word may be the surname behind a given name."""
        token = self.tokens.at(number)
        if token is None or not adjoins(self.tokens, number) or token.sentence != self.tokens[first].sentence:
            return False
        return may_be_surname(self.tokens, number, self.grammar) and not self._is_common(number)

    def _is_person_there(self, first: int, end: int) -> bool:
        """Whether two words beside each other are a person's name by what stands around or elsewhere."""
        if not self.grammar.nouns_capitalised or follows_title(self.tokens, first, self.grammar):
            return True
        before, behind = text_at(self.tokens, first - 1), text_at(self.tokens, end)
        if before == "," and behind in (",", "("):
            return True
        return self._stands_alone(self.tokens[end - 1].text)

    def _with_given_name(self, name: Found) -> Found:
        """*Stenborg* as *Ylva Stenborg*."""
        before = name.first - 1
        if self._is_misread_surname(name):
            return self._name(before, name.end, name.score)
        if not name.is_one_word(self.tokens) or before < 0 or before in self._named:
            return name
        if not self._is_given_name(before, tagged=False) or self._is_place(before, name.end):
            return name
        return self._name(before, name.end, name.score)

    def _is_misread_surname(self, name: Found) -> bool:
        """Whether what was taken for no person follows a title and a given name: *Ministerin Eva* Genf."""
        before = name.first - 1
        if name.kind is ReferentKind.PERSON or name.end - name.first > 1 or before < 1 or before in self._named:
            return False
        given = self.grammar.is_given_name(self.tokens[before].text) and adjoins(self.tokens, name.first)
        return given and follows_title(self.tokens, before, self.grammar)

    def _unseen(self, surnames: set[str], names: Sequence[Found]) -> Iterable[Found]:
        """Where a surname that was found elsewhere stands behind a given name."""
        taken = {number for name in names for number in range(name.first, name.end)}
        for surname in surnames:
            for number in self._places.get(surname, ()):
                free = number not in taken and number - 1 not in taken
                if free and number > 0 and self._is_given_name(number - 1, tagged=False):
                    yield self._name(number - 1, number + 1, _UNSURE)

    def _is_given_name(self, number: int, tagged: bool) -> bool:
        """Whether a word in front of a surname is the given name; `tagged` where the model says so."""
        token, grammar = self.tokens[number], self.grammar
        if not adjoins(self.tokens, number + 1) or token.sentence != self.tokens[number + 1].sentence:
            return False
        if grammar.is_given_name(token.text):
            return True
        if not may_be_surname(self.tokens, number, grammar) or self._is_common(number) or is_initial(token.text):
            return False
        if self._stands_alone(token.text) or self._is_like_title(number):
            return False
        if not grammar.nouns_capitalised:
            return tagged or not begins_sentence(self.tokens, number) or self._is_apposition_behind(number + 2)
        return tagged or self._introduces(number)

    def _is_apposition_behind(self, end: int) -> bool:
        return text_at(self.tokens, end) in (",", "(")

    def _introduces(self, number: int) -> bool:
        """Whether the words before it announce a name, or the surname, used alone later, is new here."""
        before = self.tokens.at(number - 1)
        if follows_title(self.tokens, number, self.grammar) or text_at(self.tokens, number - 1) in (",", "("):
            return True
        if before is not None and before.is_capitalised and adjoins(self.tokens, number):
            return not begins_sentence(self.tokens, number - 1)
        surname = self.tokens[number + 1].text
        return self._places[surname][0] == number + 1 and self._stands_alone(surname)

    def _is_common(self, number: int) -> bool:
        """Whether the article or the lexicon shows that a word is no name's."""
        token, grammar = self.tokens[number], self.grammar
        if len(token.text) < _SHORTEST or token.lower in self._lower or token.lower in grammar.function_words:
            return True
        if token.lower in grammar.pronouns or grammar.is_determiner(token.lower) or token.lower in grammar.sources:
            return True
        if grammar.noun(token.lower) is not None or is_organisation_noun(self.tokens, number, grammar):
            return True
        if grammar.country(token.text) or token.lower in grammar.country_names:
            return True
        return token.text in grammar.known_organisations or token.text.isupper()

    def _is_like_title(self, number: int) -> bool:
        """Whether a word before a name tells what somebody is: *der Spediteur*, *Deutschlands*, *Kreml-Sprecher*."""
        token, grammar = self.tokens[number], self.grammar
        if is_form_of_address(self.tokens, number, grammar) or "-" in token.text:
            return not grammar.is_given_name(token.text.split("-")[0])
        if token.lower.endswith(grammar.title_endings) or self._is_determined(number):
            return True
        if not grammar.nouns_capitalised:
            return False
        at_beginning = begins_sentence(self.tokens, number) and grammar.inflection.is_adjective(token.lower)
        return at_beginning or grammar.inflection.is_genitive(token.text)

    def _is_determined(self, number: int) -> bool:
        """Whether an article or an adjective stands before the word here or elsewhere."""
        word = self.tokens[number].text
        if word not in self._determined:
            places = self._places[word] if self.grammar.nouns_capitalised else ()
            self._determined[word] = any(self._has_determiner(place) for place in places)
        return self._determined[word]

    def _has_determiner(self, number: int) -> bool:
        before = self.tokens.at(number - 1)
        if before is None or before.sentence != self.tokens[number].sentence or not before.is_word:
            return False
        inflection = self.grammar.inflection
        return self.grammar.is_determiner(before.lower) or (
            not before.is_capitalised
            and before.lower not in self.grammar.function_words
            and inflection.is_adjective(before.lower)
            and not before.lower.endswith(self.grammar.plural_endings)
            and not before.lower.endswith(self.grammar.singular_endings)
        )

    def _stands_alone(self, word: str) -> bool:
        """Whether the article prints the word somewhere with no capitalised word right beside it."""
        if word not in self._alone:
            self._alone[word] = any(not self._has_capital_beside(number) for number in self._places.get(word, ()))
        return self._alone[word]

    def _has_capital_beside(self, number: int) -> bool:
        before, behind = self.tokens.at(number - 1), self.tokens.at(number + 1)
        if behind is not None and behind.is_capitalised and adjoins(self.tokens, number + 1):
            return True
        return before is not None and before.is_capitalised and adjoins(self.tokens, number)
