"""Who has been spoken of so far, and how much each is in the foreground.

Salience after Lappin and Leass (1994, "An algorithm for pronominal anaphora resolution"): every mention
has a weight by its part in the sentence, halved with each sentence that follows. Of each sentence only
an entity's weightiest mention counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.extraction.speakers.referents import Entity
from tracker.extraction.speakers.tokens import ToldToken
from tracker.extraction.statements import ReferentKind

SPEAKER = 1.0  # the weights of a mention
SUBJECT = 0.8
OBJECT = 0.4
MODIFIER = 0.2
_IN_INDIRECT_SPEECH = 0.6  # what the weight of a name in somebody else's words is worth
_IN_QUOTATION_MARKS = 0.25
_PER_SENTENCE = 0.45
_PER_PARAGRAPH = 0.7
_FARTHEST = 4  # sentences
_MOST = 150  # mentions looked back on, however long the sentences
_NEAR = 2
_ACTING = 0.7  # the weight of those who speak or are the subject of the author's own sentence
_TOLD_OF = 0.4  # the weight of those whom the author's own sentence names at least as its object
PARTIES = (ReferentKind.PERSON, ReferentKind.ORGANISATION)
_FAINTEST = 0.03  # no pronoun reaches back to less


@dataclass(frozen=True, slots=True)
class _Seen:
    entity: Entity
    number: int
    sentence: int
    paragraph: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Pair:
    entities: tuple[Entity, ...]
    sentence: int
    spoken_of: bool


class Discourse:
    """The mentions so far, in reading order."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._pairs: list[_Pair] = []
        self._known: set[int] = set()

    def add(self, entity: Entity, number: int, token: ToldToken, weight: float, indirect: bool = False) -> None:
        """Note a mention at a token; `indirect` where it stands in somebody's indirect speech."""
        weight *= _IN_QUOTATION_MARKS if token.quoted else _IN_INDIRECT_SPEECH if indirect else 1.0
        self._seen.append(_Seen(entity, number, token.sentence, token.paragraph, weight))
        self._known.add(id(entity))

    def add_pair(self, entities: Iterable[Entity], token: ToldToken, indirect: bool = False) -> None:
        """Note that several were named together: *Blinken und Lawrow*; `indirect` in somebody's indirect speech."""
        self._pairs.append(_Pair(tuple(entities), token.sentence, token.quoted or indirect))

    def has_seen(self, entity: Entity) -> bool:
        """Whether it has been mentioned before."""
        return id(entity) in self._known

    def salience(self, at: ToldToken) -> dict[Entity, float]:
        """The salience of everybody mentioned in the last sentences, as seen from a token."""
        weights: dict[tuple[Entity, int], float] = {}
        for seen in reversed(self._seen[-_MOST:]):
            distance = at.sentence - seen.sentence
            if distance > _FARTHEST:
                break
            faded = seen.weight * _PER_SENTENCE**distance * _PER_PARAGRAPH ** (at.paragraph - seen.paragraph)
            key = (seen.entity, seen.sentence)
            weights[key] = max(weights.get(key, 0.0), faded)
        total: dict[Entity, float] = defaultdict(float)
        for (entity, _), weight in weights.items():
            total[entity] += weight
        return total

    def best(self, at: ToldToken, fit: Callable[[Entity], float], lead: float) -> Entity | None:
        """The most salient entity, times how well it fits; None unless it leads by the factor `lead`."""
        ranked = sorted(
            (
                (weight * fit(entity), number, entity)
                for number, (entity, weight) in enumerate(self.salience(at).items())
            ),
            key=lambda item: (-item[0], item[1]),
        )
        ranked = [item for item in ranked if item[0] >= _FAINTEST]
        if not ranked or (len(ranked) > 1 and ranked[0][0] < lead * ranked[1][0]):
            return None
        return ranked[0][2]

    def in_last_sentence(self, at: ToldToken) -> list[Entity]:
        """Everybody mentioned in the same sentence or the one before, the last first."""
        near = [seen.entity for seen in reversed(self._seen[-_MOST:]) if at.sentence - seen.sentence <= 1]
        return list(dict.fromkeys(near))

    def last_pair(
        self, at: ToldToken, fits: Callable[[Entity], bool], only_together: bool = False
    ) -> tuple[Entity, ...]:
        """The two that were last named together, or the only two persons who act in the last sentences.

        Whom somebody speaks about in quotation marks or indirect speech comes after those who speak and act.
        With `only_together` only those named together count, not farther than two sentences back.
        """
        if only_together:
            return self._together(at, fits, _NEAR, spoken_of=True)
        return (
            self._together(at, fits, _FARTHEST, spoken_of=False)
            or self._two_persons(at, fits, (_ACTING, _TOLD_OF))
            or self._together(at, fits, _FARTHEST, spoken_of=True)
            or self._two_persons(at, fits, (0.0,))
        )

    def last_parties(self, at: ToldToken) -> tuple[Entity, ...]:
        """The two that the sentence or the one before names together, or the only two that it names."""
        for pair in reversed(self._pairs):
            if len(pair.entities) == 2 and at.sentence - pair.sentence <= 1:
                return pair.entities
        near = [entity for entity in self.in_last_sentence(at) if entity.kind in PARTIES]
        return tuple(reversed(near)) if len(near) == 2 and all(entity.named for entity in near) else ()

    def _together(
        self, at: ToldToken, fits: Callable[[Entity], bool], farthest: int, spoken_of: bool
    ) -> tuple[Entity, ...]:
        for pair in reversed(self._pairs):
            if at.sentence - pair.sentence > farthest:
                break
            if len(pair.entities) == 2 and (spoken_of or not pair.spoken_of) and all(map(fits, pair.entities)):
                return pair.entities
        return ()

    def _two_persons(
        self, at: ToldToken, fits: Callable[[Entity], bool], weights: Sequence[float]
    ) -> tuple[Entity, ...]:
        """The only two persons of the last sentences whose mentions have at least a weight, the nearest first."""
        for distance in range(1, _FARTHEST + 1):
            near: tuple[Entity, ...] = ()
            for weight in weights:
                near = self._persons_within(at, distance, weight)
                if len(near) == 2 and all(fits(entity) for entity in near):
                    return near
            if len(near) > 1:
                return ()
        return ()

    def _persons_within(self, at: ToldToken, distance: int, weight: float) -> tuple[Entity, ...]:
        """The persons mentioned in the last sentences, in the order of their first mention."""
        near = {
            seen.entity
            for seen in self._seen[-_MOST:]
            if at.sentence - seen.sentence <= distance
            and seen.weight >= weight
            and seen.entity.is_person
            and not seen.entity.plural
        }
        return tuple(dict.fromkeys(seen.entity for seen in self._seen[-_MOST:] if seen.entity in near))
