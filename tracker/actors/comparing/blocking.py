"""Which names of a block are worth comparing: what tells most of them apart is seen without comparing them.

Two people of one surname whose given names have no key in common are DIFFERENT, and so are two of one given name
whose surnames differ by more than a letter, unless more than that brings their names together (the same letters,
another script). So a frequent name costs no more than a look at the keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tracker.actors import lexicons
from tracker.actors.comparing.results import PrintedName
from tracker.actors.names import transliteration
from tracker.actors.names.organisations import body_name
from tracker.actors.names.people import is_initial, person
from tracker.actors.names.transliteration import SOUNDS, Paper
from tracker.actors.names.words import Word

OF_SURNAME = "surname "  # how the blocks begin that only a surname brings together
OF_LETTERS = "letters "  # and those of acronyms and of words with these initials
FIELD, ENTRY = "\t", " "  # between what is stored


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells a name from others.

    `given` are the keys of a person's given name, empty where it must be compared with everybody of the surname;
    `surnames` the ways to read the surname; `spelled_out` says of anything else that its name has no acronym.
    """

    given: frozenset[str] = frozenset()
    surnames: tuple[str, ...] = ()
    spelled_out: bool = False

    def stored(self) -> str:
        """It as one text."""
        return FIELD.join((ENTRY.join(sorted(self.given)), ENTRY.join(self.surnames), "1" if self.spelled_out else ""))

    @classmethod
    def read(cls, stored: str) -> "Telling":
        """What `stored` gave."""
        given, surnames, spelled_out = stored.split(FIELD)
        return cls(frozenset(given.split(ENTRY) if given else ()), tuple(surnames.split(ENTRY)), bool(spelled_out))


def telling(printed: PrintedName) -> Telling:
    """What tells a name from others."""
    if printed.kind != "person":
        return Telling(spelled_out=not body_name(printed.name).acronyms)
    whole = person(printed.name)
    surnames = tuple(sorted({reading.surname.folded.replace(ENTRY, "") for reading in whole.readings}))
    if whole.nicknames or not all(_tells(reading.given, reading.surname_first) for reading in whole.readings):
        return Telling(surnames=surnames)
    keys = [_keys(reading.given[0], whole.paper) for reading in whole.readings]
    return Telling(keys[0] if len(keys) == 1 else frozenset[str]().union(*keys), surnames)


def may_be_alike(one: Telling, other: Telling, block: str) -> bool:
    """Whether two names may be alike that share a block; where they share several, one of them is enough."""
    if block.startswith(OF_SURNAME):
        return not one.given or not other.given or not one.given.isdisjoint(other.given)
    if block.startswith(OF_LETTERS):
        return not (one.spelled_out and other.spelled_out)
    if (block.endswith("-") or " -" in block) and one.surnames and other.surnames:
        return any(_nearly_equal(mine, others) for mine in one.surnames for others in other.surnames)
    return True


def _nearly_equal(one: str, other: str) -> bool:
    """Whether at most one letter is changed, left out or put in."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    for mine, others in zip(one, other, strict=False):
        if mine != others:
            break
        same += 1
    rest, other_rest = one[same:], other[same:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _tells(given: Iterable[Word], surname_first: bool) -> bool:
    first = next(iter(given), None)
    return first is not None and not surname_first and not is_initial(first)


@cache
def _keys(word: Word, paper: Paper) -> frozenset[str]:
    """What given names have in common that `tracker.actors.comparing.name_parts` may find to be one."""
    written = {word.folded, word.folded.replace("-", ""), word.loose, word.folded.partition("-")[0]}
    sounds = {f"{origin.value}:{transliteration.given_name(word, origin, paper)}" for origin in SOUNDS}
    groups = {str(number) for number in _groups().get(word.folded, ())}
    anywhere = f"any:{transliteration.given_name_in_any_language(word, paper)}"
    return frozenset(key.replace(ENTRY, "") for key in {*written, *sounds, *groups, anywhere})


@cache
def _groups() -> dict[str, set[int]]:
    """The lines of nicknames and spellings that a given name stands in."""
    nicknames = lexicons.people().nicknames
    lines = [*nicknames.short, *nicknames.spellings]
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            numbers.setdefault(word, set()).add(number)
    return numbers
