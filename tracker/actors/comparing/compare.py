"""Compares two printed names: whether the names alone show that they mean one actor.

    SAME      the name alone shows it: transliteration, accents, genitive, title, an organisation's short form, a seat
    POSSIBLE  more evidence is needed: a surname alone, a middle name left out, an initial, a similar spelling
    DIFFERENT never joined

The scores are explained in `tracker.actors.comparing.people` and `tracker.actors.comparing.organisations`.
"""

from functools import lru_cache

from tracker.actors.comparing.organisations import compare_organisations
from tracker.actors.comparing.people import compare_people
from tracker.actors.comparing.results import DIFFERENT, PERSON, Comparison, PrintedName, ReasonKind, possible, same
from tracker.actors.names.organisations import is_capitalised, is_known, names_of, organisation_name, words_in_name
from tracker.actors.names.people import person

PLACE = "place"


def compare(one: PrintedName, other: PrintedName) -> Comparison:
    """Whether two printed names mean one actor. Symmetric; the same on every run."""
    people = (is_person(one), is_person(other))
    if all(people):
        return compare_people(one.name, other.name)
    if not any(people):
        return compare_organisations(one.name, other.name, place=PLACE in (one.kind, other.kind))
    return _compare_across(one.name, other.name)


def known_names(printed: PrintedName) -> tuple[str, ...]:
    """Further names that the actor is known by in German and English, its seats among them.

    Empty if the name is ambiguous or unknown, and for people.
    """
    if is_person(printed):
        return ()
    meanings = organisation_name(printed.name).meanings
    if len(meanings) != 1:
        return ()
    return tuple(name for name, _ in names_of(meanings[0].entity) if name != printed.name)


def is_surname_alone(printed: PrintedName) -> bool:
    """Whether a person's surname is all that is printed."""
    return is_person(printed) and person(printed.name).surname_alone


@lru_cache(maxsize=2**15)
def is_person(printed: PrintedName) -> bool:
    """Whether a name is compared as a person's: not if it is well known as something else's, whatever it was taken for.

    A single word can still be a surname (Reuters, Georgia), unless it is an acronym.
    """
    if printed.kind != PERSON:
        return False
    several = len(printed.name.split()) > 1 or is_capitalised(printed.name)
    return not (several and is_known(printed.name))


def _compare_across(one: str, other: str) -> Comparison:
    """Compares a person's name with another kind of name: the same words may have been taken for both."""
    words = (words_in_name(one), words_in_name(other))
    if words[0] != words[1] or not any(words):
        return DIFFERENT
    if len(words[0]) > 1:
        return same(0.8, ReasonKind.SAME_WORDS_OF_TWO_KINDS)
    return possible(0.4, ReasonKind.SAME_WORD_OF_TWO_KINDS)
