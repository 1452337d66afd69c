"""Whether two given names are one, spelled alike, short for another, or of different people."""

from collections.abc import Collection
from functools import cache

from tracker.actors import lexicons, origins
from tracker.actors.agreement import EQUAL, Agreement, certain, uncertain
from tracker.actors.origins import Origin
from tracker.actors.people import is_initial
from tracker.actors.sounds import Paper
from tracker.actors.words import Word

ACCENTS = "differs in accents or umlauts only"
TRANSLITERATED = "one name in two transliterations"


def given_names_agree(
    one: Word, other: Word, papers: tuple[Paper, Paper], name_origins: Collection[Origin]
) -> Agreement | None:
    """How two given names agree; None where they tell two people apart."""
    if one.folded == other.folded:
        return EQUAL
    if is_initial(one) or is_initial(other):
        return _initial(one, other, papers, name_origins)
    if one.loose == other.loose or _letters(one) == _letters(other):
        return certain(0.97, ACCENTS)
    if any(_alike(one, other, papers, origin) for origin in name_origins):
        return certain(0.95, TRANSLITERATED)
    if Origin.EASTERN in name_origins and len({*map(origins.given_name_in_any_language, (one, other), papers)}) == 1:
        return certain(0.85, "one given name in two languages")
    return _possibly(one, other)


def _letters(word: Word) -> str:
    return word.folded.replace("-", "")


def _alike(one: Word, other: Word, papers: tuple[Paper, Paper], origin: Origin) -> bool:
    return origins.given_name(one, origin, papers[0]) == origins.given_name(other, origin, papers[1])


def _initial(one: Word, other: Word, papers: tuple[Paper, Paper], name_origins: Collection[Origin]) -> Agreement | None:
    if is_initial(one) and is_initial(other):
        short = {one.folded[:1], other.folded[:1]}
        hyphened = len(one.folded) != len(other.folded)
        return uncertain(0.6, "an initial alone") if hyphened and len(short) == 1 else None
    if one.folded[:1] == other.folded[:1] or any(_begin_alike(one, other, papers, origin) for origin in name_origins):
        return uncertain(0.6, "the given name is an initial alone")
    return None


def _begin_alike(one: Word, other: Word, papers: tuple[Paper, Paper], origin: Origin) -> bool:
    sounds = [origins.SOUNDS[origin](word.lower, paper)[0] for word, paper in zip((one, other), papers, strict=True)]
    return sounds[0][:1] == sounds[1][:1]


def _possibly(one: Word, other: Word) -> Agreement | None:
    if one.folded == other.folded.partition("-")[0] or other.folded == one.folded.partition("-")[0]:
        return uncertain(0.5, "half of a double given name")
    known = lexicons.people().nicknames
    nicknames, spellings = _groups(known.short), _groups(known.spellings)
    if _share(nicknames, one, other):
        return uncertain(0.65, "a given name and its short form")
    if _share(spellings, one, other):
        return uncertain(0.4, "given names that differ in spelling")
    return None


def is_sure_nickname(one: Word, other: Word) -> bool:
    """Whether one of two given names is short for the other and for no other name: Joe and Joseph."""
    known = lexicons.people().nicknames
    sure, nicknames = known.sure, _groups(known.short)
    if (one.folded in sure) == (other.folded in sure):
        return False
    return _share(nicknames, one, other)


def _share(groups: dict[str, frozenset[int]], one: Word, other: Word) -> bool:
    return not groups.get(one.folded, frozenset()).isdisjoint(groups.get(other.folded, frozenset()))


@cache
def _groups(lines: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """Each word to the numbers of the lines that it stands in."""
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            numbers.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in numbers.items()}
