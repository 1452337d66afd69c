"""Two printed names compared: whether the names alone say that they mean one actor.

    SAME      the name alone says so: transliteration, accents, genitive, title, an organisation's short form, a seat
    POSSIBLE  more evidence is needed: a surname alone, a middle name left out, an initial, a similar spelling
    DIFFERENT never joined

The scores are explained in `tracker.actors.comparing.people` and `tracker.actors.comparing.organisations`.
"""

from functools import lru_cache

from tracker.actors.comparing.organisations import body_keys, compare_bodies
from tracker.actors.comparing.people import compare_people, person_keys
from tracker.actors.comparing.results import DIFFERENT, PERSON, Comparison, PrintedName, possible, same
from tracker.actors.names.organisations import body_name, is_capitalised, is_known, names_of, stems, words_in
from tracker.actors.names.people import person

PLACE = "place"


def compare(one: PrintedName, other: PrintedName) -> Comparison:
    """Whether two printed names mean one actor. Symmetric; the same on every run."""
    people = (_is_person(one), _is_person(other))
    if all(people):
        return compare_people(one.name, other.name)
    if not any(people):
        return compare_bodies(one.name, other.name, place=PLACE in (one.kind, other.kind))
    return _compare_across(one.name, other.name)


def blocks(printed: PrintedName) -> frozenset[str]:
    """What names have in common that may mean one actor: names that are SAME or POSSIBLE always share a block."""
    if not _is_person(printed):
        return body_keys(printed.name)
    return person_keys(printed.name) | {f"words {stems(words_in(printed.name))}"}


def known_names(printed: PrintedName) -> tuple[str, ...]:
    """Further names that the actor is known by, whatever articles print: in German and English, with seats.

    None where the name is ambiguous, and for most people.
    """
    if _is_person(printed):
        return ()
    meanings = body_name(printed.name).meanings
    if len(meanings) != 1:
        return ()
    return tuple(name for name, _ in names_of(meanings[0].body) if name != printed.name)


def is_surname_alone(printed: PrintedName) -> bool:
    """Whether a person's surname is all that is printed, so that it may be anybody's of that name."""
    return _is_person(printed) and person(printed.name).surname_alone


@lru_cache(maxsize=2**15)
def _is_person(printed: PrintedName) -> bool:
    """Whether a name is compared as a person's: not if it is well known as another's, whatever the text took it for.

    A single word can be a surname even so (Reuters, Georgia), unless it is an acronym.
    """
    if printed.kind != PERSON:
        return False
    several = len(printed.name.split()) > 1 or is_capitalised(printed.name)
    return not (several and is_known(printed.name))


def _compare_across(one: str, other: str) -> Comparison:
    """A person and something else: the same words may have been taken for both."""
    words = (words_in(one), words_in(other))
    if words[0] != words[1] or not any(words):
        return DIFFERENT
    if len(words[0]) > 1:
        return same(0.8, "the same words, taken for a person once and for something else once")
    return possible(0.4, "the same word, taken for a person once and for something else once")
