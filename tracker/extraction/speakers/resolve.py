"""The way in: drafts and tagged names in, referents and mentions out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extraction.document.document import Document
from tracker.extraction.speakers.answers import NOBODY, Answer
from tracker.extraction.speakers.candidates import Candidates, Floats, Places
from tracker.extraction.speakers.grammar import Grammar, grammar_of
from tracker.extraction.speakers.names import PrintedName, printed_names
from tracker.extraction.speakers.pronouns import pronouns_in
from tracker.extraction.speakers.ranker import LEAST, SEVERAL, decided, meant
from tracker.extraction.speakers.referents import Referents
from tracker.extraction.speakers.rules import Rules
from tracker.extraction.speakers.tokens import tokens_of
from tracker.extraction.statements import Draft, Mention, NamedSpan, Pronoun, Referent, Span


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks and who is addressed in each draft, in the drafts' order, and the article's mentions.

    An empty tuple means that nobody in the article fits. `mentions` are in reading order and don't overlap; so are
    `pronouns`, those in quotes of which it is known whom they mean.
    """

    speakers: tuple[tuple[Referent, ...], ...]
    addressees: tuple[tuple[Referent, ...], ...]
    mentions: tuple[Mention, ...]
    pronouns: tuple[Pronoun, ...]


class Speakers:
    """Who speaks and is addressed in each draft of an article: the rules' answers, and whom the words may mean.

    `names` are the names that the model tagged; what it cut short or missed is mended where the words around tell.
    Raises FileNotFoundError where the language has no lexicon of names.
    """

    def __init__(self, document: Document, drafts: Sequence[Draft], names: Sequence[NamedSpan]) -> None:
        self.document, self.drafts = document, drafts
        self.grammar = grammar_of(document.language)
        self.tokens = tokens_of(document, drafts)
        self.printed = printed_names(self.tokens, names, self.grammar)
        self.referents = Referents(self.tokens, self.printed, self.grammar)
        self.rules = Rules(self.tokens, drafts, self.referents, self.grammar)

    def places(self, vectors: Floats) -> Places:
        """Where the article names whom these words may mean. `vectors`: float32 (word, width), of its words."""
        speakers, addressees = tuple(self.rules.speakers), tuple(self.rules.addressees)
        return Places(
            self.document, self.drafts, self.tokens, self.referents, speakers, addressees, vectors, self.grammar
        )

    def rank(self, places: Places, least: float = LEAST) -> None:
        """Let the network decide between the rules' answers and whom else the words may mean.

        `least`: how likely somebody must be to be named.
        """
        for addressed, answers in enumerate((self.rules.speakers, self.rules.addressees)):
            for number, answer in enumerate(tuple(answers)):
                candidates = places.candidates(number, bool(addressed))
                if candidates is not None:
                    answers[number] = decided(answer, candidates, least)
                elif len(answer.entities) > 1:
                    answers[number] = replace(answer, confidence=SEVERAL)

    def of_pronouns(self, places: Places) -> Iterator[tuple[Span, Candidates]]:
        """The pronouns in quotes, and whom they may mean, by who is known to speak there."""
        for number, draft in pronouns_in(self.tokens, self.drafts, self.grammar):
            answer = self.rules.pronouns.get(number, NOBODY)
            candidates = places.of_pronoun(number, draft, self.rules.speakers[draft], answer)
            yield self.tokens.span(number, number + 1), candidates


def resolve(
    document: Document, drafts: Sequence[Draft], names: Sequence[NamedSpan], vectors: Floats | None = None
) -> Resolved:
    """Find whom the speakers and addressees of an article's statements mean.

    `names`: as for `Speakers`. `vectors`: float32 (word, width), of the words in context; None: rules alone answer.
    """
    speakers = Speakers(document, drafts, names)
    places = None if vectors is None else speakers.places(vectors)
    if places is not None:
        speakers.rank(places)
    speakers.rules.continue_speakers()
    return Resolved(
        tuple(_referents(answer, speakers.grammar) for answer in speakers.rules.speakers),
        tuple(_referents(answer, speakers.grammar) for answer in speakers.rules.addressees),
        tuple(_mention(name, speakers.referents) for name in speakers.printed),
        () if places is None else tuple(_pronouns(speakers.of_pronouns(places))),
    )


def _pronouns(of_pronouns: Iterable[tuple[Span, Candidates]]) -> Iterator[Pronoun]:
    for span, candidates in of_pronouns:
        if found := meant(candidates):
            entity, confidence = found
            yield Pronoun(span, entity.kind, entity.name, round(confidence, 3))


def _mention(name: PrintedName, referents: Referents) -> Mention:
    entity = referents.of_printed(name)
    if entity is None:
        return Mention(name.span, name.kind, " ".join(name.words))
    return Mention(name.span, entity.kind, entity.name)


def _referents(answer: Answer, grammar: Grammar) -> tuple[Referent, ...]:
    return tuple(
        Referent(
            entity.name,
            entity.kind,
            answer.description or entity.description(grammar),
            answer.resolution,
            None if answer.confidence is None else round(answer.confidence, 3),
        )
        for entity in answer.entities
    )
