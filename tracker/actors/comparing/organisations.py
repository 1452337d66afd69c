"""Compares two printed names of organisations, countries or places.

SAME      1.00 the same words · 0.95 two names of a known entity · 0.9 a genitive, an adjective's ending, a legal form
          0.85 a capital or seat that stands for a government
POSSIBLE  0.7 an acronym printed with the name · 0.6 a country and its government · 0.5 initials, an ambiguous name
          0.4 an office without its country
"""

from collections.abc import Sequence

from tracker.actors.comparing.results import DIFFERENT, Comparison, Match, Reason, ReasonKind, possible, same
from tracker.actors.names.organisations import (
    SHORTEST_GENITIVE,
    UNKNOWN,
    Meaning,
    OrganisationName,
    Role,
    initials,
    is_adjective_ending,
    organisation_name,
    stem,
    stems,
    without_legal_form,
)

SAME_NAME = same(1.0, ReasonKind.SAME_NAME)
SHORTEST_ACRONYM = 3  # letters; two initials agree by chance


def compare_organisations(one: str, other: str, place: bool = False) -> Comparison:
    """Whether two printed names mean one organisation, country or place. `place`: one was taken for a place."""
    first, second = organisation_name(one), organisation_name(other)
    if first.letters == second.letters:
        return _of_same_letters(one, other, first, second)
    if _inflected(first.words, second.words) and first.meanings == second.meanings:
        return same(0.9, ReasonKind.INFLECTION)
    if first.meanings and second.meanings:
        return _compare_meanings(one, other, first.meanings, second.meanings)
    if not first.meanings and not second.meanings and (comparison := _compare_words(first, second, place)):
        return comparison
    return _compare_acronyms(first, second)


def organisation_keys(name: str) -> frozenset[str]:
    """The blocks of a name: names that `compare_organisations` doesn't find different share one."""
    whole = organisation_name(name)
    keys = {f"words {stems(without_legal_form(whole.words))}", f"words {stems(whole.words)}"}
    keys.update(f"letters {acronym}" for acronym in whole.acronyms)
    if not whole.meanings:
        keys.update(f"letters {each}" for each in initials(whole.words) if len(each) >= SHORTEST_ACRONYM)
    for meaning in whole.meanings:
        keys.add(meaning.entity)
        if meaning.entity.startswith("office "):
            office, code = meaning.entity.removeprefix("office ").rsplit(" ", 1)
            keys.add(f"office {office}")
            keys |= {f"country {code}"} if office == "government" else set()
    return frozenset(keys)


def _of_same_letters(one: str, other: str, first: OrganisationName, second: OrganisationName) -> Comparison:
    """Compares names of the same letters: BUND is an association, Bund is Germany."""
    if not first.letters:
        return SAME_NAME if one == other else DIFFERENT
    if first.meanings != second.meanings:
        return possible(0.5, ReasonKind.LETTERS_OF_ACRONYM)
    return SAME_NAME


def _compare_meanings(
    one: str, other: str, meanings: Sequence[Meaning], other_meanings: Sequence[Meaning]
) -> Comparison:
    entities = {meaning.entity for meaning in meanings} & {meaning.entity for meaning in other_meanings}
    if entities and len(meanings) == len(other_meanings) == 1:
        return _of_one_entity(one, other, meanings[0], other_meanings[0])
    if entities:
        shared = sorted({meaning.display_name for meaning in meanings if meaning.entity in entities})
        ambiguous = min(name for name, each in ((one, meanings), (other, other_meanings)) if len(each) > 1)
        return possible(0.5, ReasonKind.AMBIGUOUS, ambiguous, *shared)
    pairs = [pair for mine in meanings for others in other_meanings for pair in ((mine, others), (others, mine))]
    if any(_is_government_of(government, country) for government, country in pairs):
        return possible(0.6, ReasonKind.COUNTRY_AND_GOVERNMENT)
    if any(_is_office_without_country(without, with_country) for without, with_country in pairs):
        return possible(0.4, ReasonKind.OFFICE_WITHOUT_COUNTRY)
    return DIFFERENT


def _of_one_entity(one: str, other: str, meaning: Meaning, other_meaning: Meaning) -> Comparison:
    if meaning.entity.endswith(f" {UNKNOWN}"):
        return possible(0.4, ReasonKind.OFFICES_WITHOUT_COUNTRY)
    both = ((one, meaning), (other, other_meaning))
    seats = sorted((name, each) for name, each in both if each.role is not Role.NAME)
    if not seats:
        return same(0.95, ReasonKind.NAMES_OF_ENTITY, meaning.display_name)
    return Comparison(Match.SAME, 0.85, tuple(_stands_for(name, each) for name, each in seats))


def _stands_for(seat: str, meaning: Meaning) -> Reason:
    of_organisation = meaning.entity.startswith("organisation")
    kind = ReasonKind.SEAT_OF_ORGANISATION if of_organisation else ReasonKind.SEAT_OF_GOVERNMENT
    return Reason(kind, (seat, meaning.display_name))


def _is_government_of(government: Meaning, country: Meaning) -> bool:
    return country.entity.startswith("country ") and government.entity == country.entity.replace(
        "country ", "office government ", 1
    )


def _is_office_without_country(without: Meaning, with_country: Meaning) -> bool:
    if not (without.entity.startswith("office ") and with_country.entity.startswith("office ")):
        return False
    office, code = without.entity.rsplit(" ", 1)
    return code == UNKNOWN and with_country.entity.rsplit(" ", 1)[0] == office


def _compare_words(one: OrganisationName, other: OrganisationName, place: bool) -> Comparison | None:
    """Compares two unknown names; None if their words don't match."""
    if _inflected(one.words, other.words):
        return same(0.9, ReasonKind.INFLECTION)
    if not place and without_legal_form(one.words) == without_legal_form(other.words):
        return same(0.9, ReasonKind.LEGAL_FORM)
    return None


def _inflected(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words differ only by a genitive and the endings of adjectives."""
    if len(one) != len(other):
        return False
    *before, last = zip(one, other, strict=True)
    return (last[0] == last[1] or _is_genitive(*last)) and all(_is_adjective(*pair) for pair in before)


def _is_genitive(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(long) >= SHORTEST_GENITIVE and long in (f"{short}s", f"{short}es") and not short.endswith("s")


def _is_adjective(one: str, other: str) -> bool:
    if one == other:
        return True
    root = stem(one)
    endings = (one.removeprefix(root), other.removeprefix(root))
    return root == stem(other) and all(ending and is_adjective_ending(ending) for ending in endings)


def _compare_acronyms(first: OrganisationName, second: OrganisationName) -> Comparison:
    if first.acronyms & second.acronyms:
        return possible(0.7, ReasonKind.PRINTED_ACRONYM)
    for short, long in ((first, second), (second, first)):
        unknown = not (short.meanings and long.meanings)
        comparison_keys = {acronym for acronym in short.acronyms if len(acronym) >= SHORTEST_ACRONYM}
        if unknown and not long.meanings and comparison_keys & initials(long.words):
            return possible(0.5, ReasonKind.INITIALS_AS_ACRONYM)
    return DIFFERENT
