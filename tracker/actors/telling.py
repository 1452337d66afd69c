"""Which names of a block are worth comparing: given names tell most people of one surname apart.

Two people whose given names have no key in common are DIFFERENT, unless more than the surname brings their names
together (the same letters, another script). So a frequent surname costs no more than a look at the keys.
"""

from functools import cache

from tracker.actors import origins
from tracker.actors.lexicon import load
from tracker.actors.names import PrintedName
from tracker.actors.origins import SOUNDS
from tracker.actors.people import is_initial, person
from tracker.actors.sounds import Paper
from tracker.actors.words import Word

OF_SURNAME = "surname "  # how the blocks begin that only a surname brings together


def given_keys(printed: PrintedName) -> frozenset[str]:
    """The keys of a person's given name; empty where it must be compared with everybody of the surname."""
    if printed.kind != "person":
        return frozenset()
    whole = person(printed.name)
    if whole.nicknames or not all(_tells(reading.given, reading.surname_first) for reading in whole.readings):
        return frozenset()
    return frozenset(key for reading in whole.readings for key in _keys(reading.given[0], whole.paper))


def may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether names with these keys, of one surname, may be alike."""
    return not one or not other or not one.isdisjoint(other)


def _tells(given: tuple[Word, ...], surname_first: bool) -> bool:
    return bool(given) and not surname_first and not is_initial(given[0])


@cache
def _keys(word: Word, paper: Paper) -> frozenset[str]:
    """What given names have in common that `tracker.actors.given_names` may find to be one."""
    written = {word.folded, word.folded.replace("-", ""), word.loose, word.folded.partition("-")[0]}
    sounds = {f"{origin.value} {origins.given_name(word, origin, paper)}" for origin in SOUNDS}
    groups = {str(number) for number in _groups().get(word.folded, ())}
    anywhere = f"any {origins.given_name_in_any_language(word, paper)}"
    return frozenset({*written, *sounds, *groups, anywhere})


@cache
def _groups() -> dict[str, set[int]]:
    """The lines of nicknames and spellings that a given name stands in."""
    nicknames = load("people")["nicknames"]
    lines = [*nicknames["short"], *nicknames["spellings"]]
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            numbers.setdefault(word, set()).add(number)
    return numbers
