"""Blocking: which names are compared at all.

Names that may mean one actor share a block. Within a block most pairs are told apart by their keys, without being
compared: two people of one surname whose given names have no key in common are DIFFERENT, and so are two of one given
name whose surnames differ by more than a letter, unless something else brings their names together (the same letters,
another script). So a frequent name costs no more than a look at the keys, and not even that where the names of a large
block are filed by them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.actors import lexicons
from tracker.actors.comparing.compare import is_person
from tracker.actors.comparing.organisations import organisation_keys
from tracker.actors.comparing.people import person_keys
from tracker.actors.comparing.results import PERSON, PrintedName
from tracker.actors.names import transliteration
from tracker.actors.names.organisations import organisation_name, stems, words_in_name
from tracker.actors.names.people import is_initial, person
from tracker.actors.names.transliteration import PHONETIC_KEYS, Convention
from tracker.actors.names.words import Word

OF_SURNAME = "surname "  # blocks that only a surname brings together begin so
OF_LETTERS = "letters "  # and so do those of acronyms and of names with these initials
FIELD, ENTRY = "\t", " "  # separators of what is stored
CACHED_NAMES = 2**15


def blocks(printed: PrintedName) -> frozenset[str]:
    """The blocks of a name. Names that are SAME or POSSIBLE always share one."""
    if not is_person(printed):
        return organisation_keys(printed.name)
    return person_keys(printed.name) | {f"words {stems(words_in_name(printed.name))}"}


@dataclass(frozen=True, slots=True)
class ComparisonKeys:
    """What tells a name apart from others of its block.

    `given` are the keys of a person's given name, empty where it must be compared with everybody of the surname;
    `surnames` the surnames it may have; `spelled_out` says of anything but a person that its name has no acronym.
    """

    given: frozenset[str] = frozenset()
    surnames: tuple[str, ...] = ()
    spelled_out: bool = False

    def stored(self) -> str:
        """The keys as one text."""
        return FIELD.join((ENTRY.join(sorted(self.given)), ENTRY.join(self.surnames), "1" if self.spelled_out else ""))

    @classmethod
    def read(cls, stored: str) -> "ComparisonKeys":
        """The keys from the text that `stored` gave."""
        given, surnames, spelled_out = stored.split(FIELD)
        return cls(frozenset(given.split(ENTRY) if given else ()), tuple(surnames.split(ENTRY)), bool(spelled_out))


def comparison_keys(printed: PrintedName) -> ComparisonKeys:
    """The keys of a name."""
    if printed.kind != PERSON:
        return ComparisonKeys(spelled_out=not organisation_name(printed.name).acronyms)
    whole = person(printed.name)
    surnames = tuple(sorted({parse.surname.folded.replace(ENTRY, "") for parse in whole.parses}))
    if whole.nicknames or not all(_has_telling_given(parse.given, parse.surname_first) for parse in whole.parses):
        return ComparisonKeys(surnames=surnames)
    keys = [_keys(parse.given[0], whole.convention) for parse in whole.parses]
    return ComparisonKeys(keys[0] if len(keys) == 1 else frozenset[str]().union(*keys), surnames)


def may_match(one: ComparisonKeys, other: ComparisonKeys, block: str) -> bool:
    """Whether two names of a block are worth comparing; of names that share several blocks, one says so."""
    if block.startswith(OF_SURNAME):
        return not one.given or not other.given or not one.given.isdisjoint(other.given)
    if block.startswith(OF_LETTERS):
        return not (one.spelled_out and other.spelled_out)
    if (block.endswith("-") or " -" in block) and one.surnames and other.surnames:
        return any(_nearly_equal(mine, others) for mine in one.surnames for others in other.surnames)
    return True


def filed_under(keys: ComparisonKeys, block: str) -> Iterable[str] | None:
    """What two names of a block have in common if `may_match` says so; None: the name may match any of the block."""
    if block.startswith(OF_SURNAME):
        return keys.given or None
    if block.startswith(OF_LETTERS):
        return () if keys.spelled_out else None
    if (block.endswith("-") or " -" in block) and keys.surnames:
        return {form for surname in keys.surnames for form in _without_a_letter(surname)}
    return None


def _without_a_letter(word: str) -> Iterator[str]:
    """A word and all that is left of it without one letter: `_nearly_equal` words share one of these."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


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


def _has_telling_given(given: Iterable[Word], surname_first: bool) -> bool:
    first = next(iter(given), None)
    return first is not None and not surname_first and not is_initial(first)


@lru_cache(maxsize=CACHED_NAMES)
def _keys(word: Word, convention: Convention) -> frozenset[str]:
    """The keys of a given name: `name_parts.given_names_agree` only finds names alike that share one."""
    written = {word.folded, word.folded.replace("-", ""), word.loose, word.folded.partition("-")[0]}
    sounds = {f"{origin.value}:{transliteration.given_name(word, origin, convention)}" for origin in PHONETIC_KEYS}
    groups = {str(number) for number in _groups().get(word.folded, ())}
    anywhere = f"any:{transliteration.given_name_in_any_language(word, convention)}"
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
