"""The name to show for an actor, and which names are seats of government."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from tracker.actors.comparing.pairwise import fullness
from tracker.actors.comparing.results import PERSON, Name
from tracker.actors.names.organisations import Role, organisation_name


def name_to_show(statements: Mapping[tuple[str, str, bool], int]) -> tuple[str, str]:
    """The name to show for an actor, and its kind.

    `statements` counts the statements with each name, what it was taken for, and whether it is certainly the actor's.
    """
    kinds: Counter[str] = Counter()
    often: Counter[str] = Counter()
    certain: set[str] = set()
    for (name, kind, is_certain), count in statements.items():
        kinds[kind] += count
        often[name] += count
        certain.update([name] if is_certain else [])
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind != PERSON, kind))
    if len(often) == 1:
        return next(iter(often)), kind
    name = min(often, key=lambda name: (name not in certain, *_unfit_to_show(name, kind, often)))
    return name, kind


def _unfit_to_show(name: str, kind: str, often: Mapping[str, int]) -> tuple[bool, bool, int, int, bool, int, str]:
    """The sort key of names: no seats, no genitives, the fullest, the most frequent, with accents, the longest."""
    genitive = name.endswith(("'s", "’s", "'", "’")) or (name.endswith("s") and name[:-1] in often)
    fullness_of_name = fullness((name, kind))
    return (is_seat((name, kind)), genitive, fullness_of_name, -often[name], name.isascii(), -len(name), name)


@lru_cache(maxsize=2**14)  # few names are most of those that articles have
def is_seat(name: Name) -> bool:
    """Whether a name is that of a capital or a building (*Moskau*, *der Kreml*) that stands for who governs there."""
    text, kind = name
    if kind == PERSON:
        return False
    meanings = organisation_name(text).meanings
    return bool(meanings) and all(meaning.role is not Role.NAME for meaning in meanings)
