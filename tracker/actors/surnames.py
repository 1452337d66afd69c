"""Whether two surnames are one."""

from collections.abc import Collection, Iterator

from tracker.actors import chinese, origins
from tracker.actors.agreement import EQUAL, Agreement, best, certain, uncertain
from tracker.actors.given_names import ACCENTS, TRANSLITERATED
from tracker.actors.origins import Origin
from tracker.actors.people import Reading, is_doublet, is_umlaut_doublet, surname_forms
from tracker.actors.sounds import Paper
from tracker.actors.words import Word

SHORTEST_MISPRINT = 6  # letters of a surname in which one wrong letter is thinkable
UNCHANGED = 3  # letters at one end that a wrong letter leaves alone


def surnames_agree(
    one: Reading, other: Reading, papers: tuple[Paper, Paper], name_origins: Collection[Origin]
) -> Agreement | None:
    """How two surnames agree; None where they are two."""
    return best(list(_agreements(one, other, papers, name_origins)))


def _agreements(
    one: Reading, other: Reading, papers: tuple[Paper, Paper], name_origins: Collection[Origin]
) -> Iterator[Agreement]:
    told = any(
        reading.given and origins.tells_by_given(reading.given[0], Origin.EASTERN, paper)
        for reading, paper in zip((one, other), papers, strict=True)
    )
    for mine, form in enumerate(surname_forms(one)):
        for others, other_form in enumerate(surname_forms(other)):
            agreement = None if mine and others else _forms_agree(form, other_form, papers, name_origins)
            if agreement and not told and _endings_at_home(form, other_form):
                agreement = uncertain(0.5, "endings that German names have too")
            if agreement and (mine or others):
                full = bool(one.given and other.given)
                agreement = _as_genitive(agreement, one.surname if mine else other.surname, full)
            if agreement:
                yield agreement


def _endings_at_home(one: Word, other: Word) -> bool:
    """Ramelow and Rameloff: what one Russian name might end in, and two German ones do."""
    return {one.folded[-2:], other.folded[-2:]} == {"ow", "ff"}


def _as_genitive(agreement: Agreement, genitive: Word, full: bool) -> Agreement | None:
    """`full`: both names have a given name."""
    if is_doublet(genitive) or not agreement.certain:
        return uncertain(0.4, "a genitive, or another surname") if full else None
    return certain(min(agreement.score, 0.9), "a genitive")


def _forms_agree(
    one: Word, other: Word, papers: tuple[Paper, Paper], name_origins: Collection[Origin]
) -> Agreement | None:
    if one.folded == other.folded:
        return EQUAL
    if one.loose == other.loose and is_umlaut_doublet(one.loose):
        return uncertain(0.4, "an umlaut that may make another surname")
    if one.loose == other.loose or one.folded.replace("-", "") == other.folded.replace("-", ""):
        return certain(0.97, ACCENTS)
    for origin in name_origins:
        if origins.surname(one, origin, papers[0]) == origins.surname(other, origin, papers[1]):
            return certain(0.95, TRANSLITERATED)
    # A surname alone tells less of its origin; what only a transliteration can have made alike may be one.
    if any(origins.surname_readings(one, origin) & origins.surname_readings(other, origin) for origin in name_origins):
        return uncertain(0.5, "may be one name in two transliterations")
    return None


def is_misprint(one: Word, other: Word) -> bool:
    """Whether one letter was changed, left out or put in, other than the -a of a woman's surname."""
    short, long = sorted((one.folded, other.folded), key=lambda letters: (len(letters), letters))
    if len(short) < SHORTEST_MISPRINT or len(long) - len(short) > 1 or long in (f"{short}a", f"{short}s"):
        return False
    pairs = enumerate(zip(short, long, strict=False))
    start = next((index for index, (mine, others) in pairs if mine != others), len(short))
    skipped = start if len(short) < len(long) else start + 1
    return short[skipped:] == long[start + 1 :]


def misprint_keys(surname: Word) -> tuple[str, ...]:
    """What surnames that differ by one letter have in common: one end or the other."""
    letters = surname.folded
    if len(letters) < SHORTEST_MISPRINT:
        return ()
    return (f"{letters[:UNCHANGED]}-", f"-{letters[-UNCHANGED:]}")


def parts_of(surname: Word) -> tuple[str, ...]:
    """The halves of a double surname: Göring-Eckardt."""
    parts = tuple(part for part in surname.folded.split("-") if part)
    return parts if len(parts) > 1 else ()


def surname_keys(reading: Reading) -> set[str]:
    """Something that all surnames have in common which `surnames_agree` with this one."""
    keys: set[str] = set()
    for form in surname_forms(reading):
        keys |= {form.folded.replace("-", ""), form.loose.replace("-", "")}
        for origin in Origin:
            keys |= origins.surname_readings(form, origin)
    if chinese.is_surname(reading.surname.folded):
        keys.add(chinese.wade_giles(reading.surname.folded)[0])
    return keys
