"""How far the parts of two people's names agree: given names spelled alike or short for each other, and surnames."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from tracker.actors import lexicons
from tracker.actors.comparing.results import ReasonKind
from tracker.actors.names import chinese, transliteration
from tracker.actors.names.people import Parse, is_doublet, is_initial, is_umlaut_doublet, surname_forms
from tracker.actors.names.transliteration import Convention, Origin
from tracker.actors.names.words import Word

SHORTEST_MISPRINT = 6  # letters of a surname that may have a misprint
UNCHANGED = 3  # letters at one end that the misprint isn't in


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether the parts are one for certain, or may be one; with a score (0 to 1) and the reason."""

    certain: bool
    score: float
    reason: ReasonKind


EQUAL = Agreement(True, 1.0, ReasonKind.SAME_NAME)


def certain(score: float, reason: ReasonKind) -> Agreement:
    """An agreement for certain."""
    return Agreement(True, score, reason)


def uncertain(score: float, reason: ReasonKind) -> Agreement:
    """A possible agreement."""
    return Agreement(False, score, reason)


def together(*agreements: Agreement) -> Agreement:
    """The agreement of all parts together: that of the least sure one."""
    least = min(agreements, key=lambda each: (each.certain, each.score, each.reason))
    return Agreement(all(each.certain for each in agreements), min(each.score for each in agreements), least.reason)


def best(agreements: list[Agreement]) -> Agreement | None:
    """The surest agreement; None if there is none."""
    return max(agreements, key=lambda each: (each.certain, each.score, each.reason), default=None)


# Given names.


def given_names_agree(
    one: Word, other: Word, conventions: tuple[Convention, Convention], name_origins: Collection[Origin]
) -> Agreement | None:
    """How two given names agree; None if they are of two people."""
    if one.folded == other.folded:
        return EQUAL
    if is_initial(one) or is_initial(other):
        return _initial(one, other, conventions, name_origins)
    if one.loose == other.loose or _letters(one) == _letters(other):
        return certain(0.97, ReasonKind.ACCENTS)
    if any(_alike(one, other, conventions, origin) for origin in name_origins):
        return certain(0.95, ReasonKind.TRANSLITERATION)
    if (
        Origin.EASTERN in name_origins
        and len({*map(transliteration.given_name_in_any_language, (one, other), conventions)}) == 1
    ):
        return certain(0.85, ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES)
    return _possibly(one, other)


def _letters(word: Word) -> str:
    return word.folded.replace("-", "")


def _alike(one: Word, other: Word, conventions: tuple[Convention, Convention], origin: Origin) -> bool:
    return transliteration.given_name(one, origin, conventions[0]) == transliteration.given_name(
        other, origin, conventions[1]
    )


def _initial(
    one: Word, other: Word, conventions: tuple[Convention, Convention], name_origins: Collection[Origin]
) -> Agreement | None:
    if is_initial(one) and is_initial(other):
        short = {one.folded[:1], other.folded[:1]}
        hyphened = len(one.folded) != len(other.folded)
        return uncertain(0.6, ReasonKind.TWO_INITIALS) if hyphened and len(short) == 1 else None
    if one.folded[:1] == other.folded[:1] or any(
        _begin_alike(one, other, conventions, origin) for origin in name_origins
    ):
        return uncertain(0.6, ReasonKind.INITIAL)
    return None


def _begin_alike(one: Word, other: Word, conventions: tuple[Convention, Convention], origin: Origin) -> bool:
    sounds = [
        transliteration.PHONETIC_KEYS[origin](word.lower, convention)[0]
        for word, convention in zip((one, other), conventions, strict=True)
    ]
    return sounds[0][:1] == sounds[1][:1]


def _possibly(one: Word, other: Word) -> Agreement | None:
    if one.folded == other.folded.partition("-")[0] or other.folded == one.folded.partition("-")[0]:
        return uncertain(0.5, ReasonKind.HALF_OF_GIVEN_NAME)
    known = lexicons.people().nicknames
    nicknames, spellings = _groups(known.short), _groups(known.spellings)
    if _share(nicknames, one, other):
        return uncertain(0.65, ReasonKind.SHORT_GIVEN_NAME)
    if _share(spellings, one, other):
        return uncertain(0.4, ReasonKind.GIVEN_NAME_SPELLING)
    return None


def is_sure_nickname(one: Word, other: Word) -> bool:
    """Whether one given name is short for the other, and only for that: Joe and Joseph."""
    known = lexicons.people().nicknames
    sure, nicknames = known.sure, _groups(known.short)
    if (one.folded in sure) == (other.folded in sure):
        return False
    return _share(nicknames, one, other)


def _share(groups: dict[str, frozenset[int]], one: Word, other: Word) -> bool:
    return not groups.get(one.folded, frozenset()).isdisjoint(groups.get(other.folded, frozenset()))


@cache
def _groups(lines: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """From each word to the numbers of its lines."""
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            numbers.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in numbers.items()}


# Surnames.


def surnames_agree(
    one: Parse, other: Parse, conventions: tuple[Convention, Convention], name_origins: Collection[Origin]
) -> Agreement | None:
    """How two surnames agree; None if they are two."""
    return best(list(_agreements(one, other, conventions, name_origins)))


def _agreements(
    one: Parse, other: Parse, conventions: tuple[Convention, Convention], name_origins: Collection[Origin]
) -> Iterator[Agreement]:
    told = any(
        parse.given and transliteration.tells_by_given(parse.given[0], Origin.EASTERN, convention)
        for parse, convention in zip((one, other), conventions, strict=True)
    )
    for mine, form in enumerate(surname_forms(one)):
        for others, other_form in enumerate(surname_forms(other)):
            agreement = None if mine and others else _forms_agree(form, other_form, conventions, name_origins)
            if agreement and not told and _endings_at_home(form, other_form):
                agreement = uncertain(0.5, ReasonKind.GERMAN_ENDINGS)
            if agreement and (mine or others):
                full = bool(one.given and other.given)
                agreement = _as_genitive(agreement, one.surname if mine else other.surname, full)
            if agreement:
                yield agreement


def _endings_at_home(one: Word, other: Word) -> bool:
    """Whether two endings may be one Russian one, but are two German ones: Ramelow and Rameloff."""
    return {one.folded[-2:], other.folded[-2:]} == lexicons.people().endings_at_home


def _as_genitive(agreement: Agreement, genitive: Word, full: bool) -> Agreement | None:
    """An agreement that depends on one surname being a genitive; `full`: both names have a given name."""
    if is_doublet(genitive) or not agreement.certain:
        return uncertain(0.4, ReasonKind.POSSIBLE_GENITIVE) if full else None
    return certain(min(agreement.score, 0.9), ReasonKind.GENITIVE)


def _forms_agree(
    one: Word, other: Word, conventions: tuple[Convention, Convention], name_origins: Collection[Origin]
) -> Agreement | None:
    if one.folded == other.folded:
        return EQUAL
    if one.loose == other.loose and is_umlaut_doublet(one.loose):
        return uncertain(0.4, ReasonKind.POSSIBLE_UMLAUT)
    if one.loose == other.loose or one.folded.replace("-", "") == other.folded.replace("-", ""):
        return certain(0.97, ReasonKind.ACCENTS)
    for origin in name_origins:
        if transliteration.surname(one, origin, conventions[0]) == transliteration.surname(
            other, origin, conventions[1]
        ):
            return certain(0.95, ReasonKind.TRANSLITERATION)
    # A surname alone tells less of its origin; what only a transliteration can have made alike may be one.
    if any(
        transliteration.surname_keys(one, origin) & transliteration.surname_keys(other, origin)
        for origin in name_origins
    ):
        return uncertain(0.5, ReasonKind.POSSIBLE_TRANSLITERATION)
    return None


def is_misprint(one: Word, other: Word) -> bool:
    """Whether one letter is changed, left out or added, unless it is the -a of a woman's surname or a genitive's -s."""
    short, long = sorted((one.folded, other.folded), key=lambda letters: (len(letters), letters))
    if len(short) < SHORTEST_MISPRINT or len(long) - len(short) > 1 or long in (f"{short}a", f"{short}s"):
        return False
    pairs = enumerate(zip(short, long, strict=False))
    start = next((index for index, (mine, others) in pairs if mine != others), len(short))
    skipped = start if len(short) < len(long) else start + 1
    return short[skipped:] == long[start + 1 :]


def misprint_keys(surname: Word) -> tuple[str, ...]:
    """The blocking keys of surnames that differ by one letter: their beginning and their end."""
    letters = surname.folded
    if len(letters) < SHORTEST_MISPRINT:
        return ()
    return (f"{letters[:UNCHANGED]}-", f"-{letters[-UNCHANGED:]}")


def parts_of(surname: Word) -> tuple[str, ...]:
    """The halves of a double surname: Göring-Eckardt."""
    parts = tuple(part for part in surname.folded.split("-") if part)
    return parts if len(parts) > 1 else ()


def surname_keys(parse: Parse) -> set[str]:
    """The blocking keys of a surname: surnames that agree with it share one."""
    keys: set[str] = set()
    for form in surname_forms(parse):
        keys |= {form.folded.replace("-", ""), form.loose.replace("-", "")}
        for origin in Origin:
            keys |= transliteration.surname_keys(form, origin)
    if chinese.is_surname(parse.surname.folded):
        keys.add(chinese.wade_giles(parse.surname.folded)[0])
    return keys
