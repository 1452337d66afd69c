"""The way in: drafts and tagged names in, referents and mentions out."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.document.document import Document
from tracker.extraction.speakers.answers import Answer
from tracker.extraction.speakers.grammar import Grammar, grammar_of
from tracker.extraction.speakers.names import PrintedName, printed_names
from tracker.extraction.speakers.reading import Reading
from tracker.extraction.speakers.referents import Referents
from tracker.extraction.speakers.tokens import tokens_of
from tracker.extraction.statements import Draft, Mention, NamedSpan, Referent


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks and who is addressed in each draft, in the drafts' order, and the article's mentions.

    An empty tuple means that nobody in the article fits. `mentions` are in reading order and don't overlap.
    """

    speakers: tuple[tuple[Referent, ...], ...]
    addressees: tuple[tuple[Referent, ...], ...]
    mentions: tuple[Mention, ...]


def resolve(document: Document, drafts: Sequence[Draft], names: Sequence[NamedSpan]) -> Resolved:
    """Find whom the speakers and addressees of an article's statements mean.

    `names` are the names that the model tagged; what it cut short or missed is mended where the words around
    tell. Raises FileNotFoundError where the language has no lexicon of names.
    """
    grammar = grammar_of(document.language)
    tokens = tokens_of(document, drafts, grammar)
    printed = printed_names(tokens, drafts, names, grammar)
    referents = Referents(tokens, printed, grammar)
    reading = Reading(tokens, drafts, referents, grammar)
    mentions = tuple(_mention(name, referents) for name in printed)
    return Resolved(
        tuple(_referents(answer, grammar) for answer in reading.speakers),
        tuple(_referents(answer, grammar) for answer in reading.addressees),
        mentions,
    )


def _mention(name: PrintedName, referents: Referents) -> Mention:
    entity = referents.of_printed(name)
    if entity is None:
        return Mention(name.span, name.kind, " ".join(name.words))
    return Mention(name.span, entity.kind, entity.name)


def _referents(answer: Answer, grammar: Grammar) -> tuple[Referent, ...]:
    return tuple(
        Referent(entity.name, entity.kind, answer.description or entity.description(grammar), answer.resolution)
        for entity in answer.entities
    )
