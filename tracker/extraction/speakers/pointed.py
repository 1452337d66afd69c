"""Whom the network points at, where the rules leave open who speaks or where it is surer of somebody else."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.document.words import Words
from tracker.extraction.pointing import Pointed
from tracker.extraction.speakers.answers import Answer
from tracker.extraction.speakers.referents import Entity, Occurrence, Referents
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import Resolution, Span

# Chosen on the dev gold: a wrong name costs more than none.
LEAST = 0.6  # how likely somebody must be where the rules leave it open
LEAST_INSTEAD = 0.9  # and where they name somebody else,
MOST_OF_OTHER = 0.05  # who is as unlikely as this


class Pointing:
    """The probabilities of the article's entities, as the network points at the places where it names them."""

    def __init__(self, words: Words, tokens: Tokens, referents: Referents) -> None:
        self._places = [
            (each.entities[0], words.touched(_span(tokens, each)))
            for each in referents.occurrences
            if len(each.entities) == 1
        ]

    def probabilities(self, pointed: Pointed) -> dict[Entity, float]:
        """How likely each entity is whom a speaker's words mean."""
        found: dict[Entity, float] = defaultdict(float)
        for entity, numbers in self._places:
            found[entity] += pointed.of(numbers)
        return found

    def answer(self, rules: Answer, pointed: Pointed) -> Answer:
        """Who speaks: as the rules say, or whom the network is sure of."""
        found = self.probabilities(pointed)
        best = max(found, key=found.__getitem__, default=None)
        if best is None or best in rules.entities:
            return rules
        if not rules.entities:
            sure = found[best] >= LEAST
        else:
            sure = found[best] >= LEAST_INSTEAD and sum(found[each] for each in rules.entities) <= MOST_OF_OTHER
        return replace(rules, entities=(best,), resolution=Resolution.DESCRIPTION) if sure else rules


def point_out(
    speakers: list[Answer], pointed: Sequence[Pointed | None], words: Words, tokens: Tokens, referents: Referents
) -> None:
    """Let the network answer, in `speakers` itself, what it is sure of."""
    pointing = Pointing(words, tokens, referents)
    for number, each in enumerate(pointed):
        if each is not None:
            speakers[number] = pointing.answer(speakers[number], each)


def _span(tokens: Tokens, occurrence: Occurrence) -> Span:
    return Span(tokens[occurrence.first].start, tokens[occurrence.end - 1].end)
