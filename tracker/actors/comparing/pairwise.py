"""What names say about each other: all pairs that are not different, and which of them depend on each other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tracker.actors.comparing.blocking import Telling, may_be_alike, telling
from tracker.actors.comparing.compare import blocks, compare, is_surname_alone
from tracker.actors.comparing.results import PERSON, Name, PrintedName, Verdict
from tracker.actors.names.words import words_of

# Scores of names that don't say for themselves whether they are one, see tracker.actors.comparing.people.
LIKELY = 0.85  # a middle name is left out or abbreviated: one, unless something speaks against it
CONCEIVABLE = 0.5  # a short form of the given name, a surname alone: one where the descriptions agree; below, never
INITIAL = re.compile(r"\w\.?-?(\w\.)?$")
FULL, TORN, INITIALS, SURNAME = range(4)  # how much of a name is printed; TORN is a full name that two have

Verdicts: TypeAlias = Mapping[Name, Mapping[Name, "Likeness"]]  # of the names that are not different; symmetric


class Likeness(NamedTuple):
    """What two names say about each other, where they are not different."""

    verdict: Verdict
    score: float


class Described(NamedTuple):
    """A name with its blocks and what tells it from others."""

    name: Name
    blocks: list[str]
    told_by: Telling
    fullness: int


def described(name: Name) -> Described:
    """What a name is compared by."""
    printed = PrintedName(*name)
    return Described(name, sorted(blocks(printed)), telling(printed), fullness(name))


def likenesses(names: Iterable[Name]) -> dict[Name, dict[Name, Likeness]]:
    """What names that share a block say about each other, where they are not different."""
    return likenesses_of(map(described, by_last_word(names)))


def by_last_word(names: Iterable[Name]) -> list[Name]:
    """Names of a surname one after the other: what was found out about each is still at hand for the next."""
    return sorted(names, key=lambda name: (words_of(name[0]).rpartition(" ")[2], name))


def likenesses_of(names: Iterable[Described], before: Iterable[Described] = ()) -> dict[Name, dict[Name, Likeness]]:
    """The same of names that are described one after the other, best in the order of `by_last_word`.

    Those `before` are compared with `names`, not among each other; what is found stands in both of its names' rows.
    """
    by_block: defaultdict[str, list[Described]] = defaultdict(list)
    for each in before:
        for block in each.blocks:
            by_block[block].append(each)
    verdicts: defaultdict[Name, dict[Name, Likeness]] = defaultdict(dict)
    for each in names:
        others = {
            other.name
            for block in each.blocks
            for other in by_block[block]
            if may_be_alike(each.told_by, other.told_by, block)
        }
        own = verdicts[each.name]
        for other, likeness in alike(each.name, others):
            own[other] = verdicts[other][each.name] = likeness
        for block in each.blocks:
            by_block[block].append(each)
    return dict(verdicts)


def alike(name: Name, others: Iterable[Name]) -> Iterator[tuple[Name, Likeness]]:
    """Those of `others` that are not different from a name."""
    printed = PrintedName(*name)
    for other in others:
        comparison = compare(printed, PrintedName(*other))
        if comparison.verdict is not Verdict.DIFFERENT:
            yield other, Likeness(comparison.verdict, comparison.score)


@lru_cache(maxsize=2**17)
def fullness(name: Name) -> int:
    """How much of a name is printed: FULL, INITIALS or SURNAME alone."""
    text, kind = name
    if kind != PERSON:
        return FULL
    if is_surname_alone(PrintedName(text, kind)):
        return SURNAME
    return INITIALS if INITIAL.match(text.split()[0]) else FULL


def leads_on(likeness: Likeness) -> bool:
    """Whether what becomes of one name can depend on another that is so much like it."""
    return likeness.verdict is Verdict.SAME or likeness.score >= CONCEIVABLE
