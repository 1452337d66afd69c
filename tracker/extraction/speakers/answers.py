"""What is asked and answered about the words of one speaker or addressee."""

from dataclasses import dataclass

from tracker.extraction.speakers.referents import Entity
from tracker.extraction.statements import Resolution


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom some words mean: nobody known where `entities` is empty.

    `unnamed` is somebody without a name to whom the words refer, kept so that a pronoun can too. `confidence` is how
    probable it is that these are meant, None where only rules have answered.
    """

    entities: tuple[Entity, ...]
    resolution: Resolution
    description: str | None = None
    unnamed: Entity | None = None
    confidence: float | None = None


NOBODY = Answer((), Resolution.CONTEXT)


@dataclass(frozen=True, slots=True)
class Around:
    """What the statement around some words tells about whom they mean.

    `excluded` can't be meant (who is addressed is not who speaks), `favoured` are likely (*er* in indirect
    speech is who speaks), `spoke_before` spoke last before a quote whose speaker stands behind it. `cue` are
    the numbers of the cue's tokens. `is_speaker` tells a speaker's words from an addressee's.
    """

    excluded: tuple[Entity, ...] = ()
    favoured: tuple[Entity, ...] = ()
    spoke_before: tuple[Entity, ...] = ()
    cue: tuple[int, ...] = ()
    is_speaker: bool = False


NOWHERE = Around()


def of_entity(entity: Entity | None, resolution: Resolution) -> Answer:
    """The answer that one entity gives: the organisation it speaks for where it has no name of its own."""
    if entity is None:
        return NOBODY
    if entity.named:
        return Answer((entity,), resolution)
    if entity.stands_for is None:
        return Answer((), resolution, unnamed=entity)
    description = entity.descriptions[0].text if entity.descriptions else None
    return Answer((entity.stands_for,), resolution, description, unnamed=entity)
