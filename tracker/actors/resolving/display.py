"""The name to show of an actor."""

from collections import Counter
from collections.abc import Mapping

from tracker.actors.comparing.pairwise import fullness
from tracker.actors.comparing.results import PERSON, Name
from tracker.actors.names.organisations import Role, organisation_name


def name_to_show(statements: Mapping[tuple[str, str, bool], int]) -> tuple[str, str]:
    """The name to show of an actor, and what it is.

    `statements` are in how many a name is printed, what it is taken for there, and whether it is surely theirs.
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
    """What sorts the name to show first.

    No seat, no genitive, much of the name, printed most often, with accents, long.
    """
    genitive = name.endswith(("'s", "’s", "'", "’")) or (name.endswith("s") and name[:-1] in often)
    fullness_of_name = fullness((name, kind))
    return (is_seat((name, kind)), genitive, fullness_of_name, -often[name], name.isascii(), -len(name), name)


def is_seat(name: Name) -> bool:
    """Whether a name is that of a capital or a seat (*Moskau*, *der Kreml*) that stands for whoever sits there."""
    text, kind = name
    if kind == "person":
        return False
    meanings = organisation_name(text).meanings
    return bool(meanings) and all(meaning.role is not Role.NAME for meaning in meanings)
