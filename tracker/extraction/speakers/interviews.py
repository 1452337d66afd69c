"""Who gives an interview whose answers no name stands before: *Frage: Herr Berg, …? Antwort: …*."""

from collections.abc import Iterable

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.name_words import begins_line, is_label
from tracker.extraction.speakers.referents import Entity, Occurrence, Referents
from tracker.extraction.speakers.tokens import Tokens

_SENTENCE_ENDS = frozenset(".:?!…")
_LONGEST_LABEL = 5  # tokens before the colon of who asks
_NEAR = 3  # tokens between "Interview" and "mit", or between who asks and the verb that says so


class Interview:
    """An article's questions, each with the person whom it addresses by name, and whom the lead says it is with."""

    def __init__(self, tokens: Tokens, referents: Referents, grammar: Grammar) -> None:
        self._tokens = tokens
        self._grammar = grammar
        self._people = [o for o in referents.occurrences if len(o.entities) == 1 and o.entities[0].is_person]
        questions = {tokens[n].paragraph: n for n in range(len(tokens)) if self._is_question(n)}
        self._addressed = [
            (o.first, o.entities[0])
            for o in self._people
            if tokens[o.first].paragraph in questions and _is_addressed(tokens, o)
        ]
        self._lead_ends = min(questions.values(), default=0)

    def answering(self, number: int) -> Entity | None:
        """Who gives the answer that begins at a token: whom the questions before addressed last.

        Else the only person whom they ever address, else whom the lead names as who is asked. None where several may
        be, or nothing tells.
        """
        before = [entity for first, entity in self._addressed if first < number]
        if before:
            return before[-1]
        return _only(entity for _, entity in self._addressed) if self._addressed else self._of_lead()

    def _is_question(self, number: int) -> bool:
        """Whether a token begins a paragraph that has somebody's label before it, but not an answer's."""
        if not begins_line(self._tokens, number) or is_label(self._tokens, number, self._grammar.conversations.answers):
            return False
        behind = range(number + 1, number + 1 + _LONGEST_LABEL)
        has_colon = any(self._tokens.lower(n) == ":" for n in behind)
        return has_colon or is_label(self._tokens, number, self._grammar.conversations.questions)

    def _of_lead(self) -> Entity | None:
        """*Interview mit Anja Sommer*, else the only one named in a lead that speaks of an interview."""
        lead = [o for o in self._people if o.first < self._lead_ends]
        with_whom = [o.entities[0] for o in lead if self._is_with(o)]
        if with_whom:
            return _only(with_whom)
        told = any(self._tokens.lower(n) in self._grammar.conversations.interviews for n in range(self._lead_ends))
        return _only(o.entities[0] for o in lead) if told and not any(map(self._asks, lead)) else None

    def _is_with(self, occurrence: Occurrence) -> bool:
        """*Interview mit Anja Sommer*, *Q&A with Vice President Joe Biden*."""
        start = occurrence.phrase_first
        before = {self._tokens.lower(n) for n in range(start - 1 - _NEAR, start - 1)}
        is_with = self._tokens.lower(start - 1) in self._grammar.conversations.before_guest
        return is_with and not self._grammar.conversations.interviews.isdisjoint(before)

    def _asks(self, occurrence: Occurrence) -> bool:
        """Whether the words around tell that it is who asks: *sprach mit*, *Die Fragen stellte Peter Lang*."""
        near = range(occurrence.phrase_first - _NEAR, occurrence.phrase_end + _NEAR)
        return any(self._tokens.lower(n) in self._grammar.conversations.interviewing for n in near)


def _is_addressed(tokens: Tokens, occurrence: Occurrence) -> bool:
    """*Frage: Herr Berg, wie …*, *…, Mr. Berg?*; without a form of address only right behind the colon."""
    before, behind = tokens.lower(occurrence.phrase_first - 1), tokens.lower(occurrence.phrase_end)
    titled = occurrence.phrase_first < occurrence.first
    begins = before in _SENTENCE_ENDS if titled else before == ":"
    return (begins and behind == ",") or (titled and before == "," and behind in _SENTENCE_ENDS)


def _only(entities: Iterable[Entity]) -> Entity | None:
    different = set(entities)
    return different.pop() if len(different) == 1 else None
