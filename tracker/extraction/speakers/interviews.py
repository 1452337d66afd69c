"""Who gives an interview whose answers no name stands before: *Frage: Herr Berg, …? Antwort: …*."""

from collections import Counter
from collections.abc import Iterable

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.name_words import is_label
from tracker.extraction.speakers.referents import Entity, Occurrence, Referents
from tracker.extraction.speakers.tokens import Tokens

_SENTENCE_ENDS = frozenset(".:?!…")


def interviewee(tokens: Tokens, referents: Referents, grammar: Grammar) -> Entity | None:
    """The person that the questions address by name, else the only one named before them or in the title.

    None where that may be several.
    """
    questions = [number for number in range(len(tokens)) if is_label(tokens, number, grammar.questions)]
    if not questions:
        return None
    people = [o for o in referents.occurrences if len(o.entities) == 1 and o.entities[0].is_person]
    asked = {tokens[number].paragraph for number in questions}
    addressed = Counter(
        o.entities[0] for o in people if tokens[o.first].paragraph in asked and _is_addressed(tokens, o)
    )
    if addressed:
        return addressed.most_common(1)[0][0]
    before = [o for o in people if o.first < questions[0]]
    return _only(before) or _only(o for o in before if tokens[o.first].paragraph == 0)


def _is_addressed(tokens: Tokens, occurrence: Occurrence) -> bool:
    """*Frage: Herr Berg, wie …*, *…, Mr. Berg?*; without a form of address only right behind the colon."""
    before, behind = tokens.lower(occurrence.phrase_first - 1), tokens.lower(occurrence.phrase_end)
    titled = occurrence.phrase_first < occurrence.first
    begins = before in _SENTENCE_ENDS if titled else before == ":"
    return (begins and behind == ",") or (titled and before == "," and behind in _SENTENCE_ENDS)


def _only(occurrences: Iterable[Occurrence]) -> Entity | None:
    entities = {occurrence.entities[0] for occurrence in occurrences}
    return entities.pop() if len(entities) == 1 else None
