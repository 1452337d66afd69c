"""Names to actors across articles: which printed names mean the same person, organisation or place.

The same names give the same actors, whatever the order in which they came: `linked` is a function of the
set of all names, not of what was decided before. Only names of the same `block` can mean the same actor,
so a store needs to look at one block at a time.

It joins rarely: a name that could mean two actors is an actor of its own. The names of one article were
completed within the article already (Blinken to Antony Blinken), so that a bare surname here is one whose
article never prints more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tracker.extraction.lexicon import load
from tracker.spelling import folded

GENITIVE_MARK = re.compile(r"['’`´]s?$")
SEPARATORS = re.compile(r"[\s.,;:()/\"„“”»«]+")
DASHES = re.compile(r"[‐‑‒–—−]")
ARABIC_ARTICLE = re.compile(r"^(al|el)-(?=.)")  # al-Assad is Assad with a particle
SHORTEST_GENITIVE = 4  # letters: "Iraks" may be a genitive, "Ros" is a name
PERSON = "person"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as articles print it, what they took it for (a `ReferentKind`), and in how many statements."""

    name: str
    kind: str
    statements: int


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """One actor: the name to show, what it is, and every printed name that means it, as (name, kind)."""

    name: str
    kind: str
    names: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Form:
    """A name taken apart: (("john", "f"), (), "kerry"), (("ursula",), ("von", "der"), "leyen").

    What isn't a person has no parts: all its words but the last stand in `given`, and only equal forms
    are the same.
    """

    person: bool
    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str


@dataclass(frozen=True, slots=True)
class _NameWords:
    """The lexicons' words about names, of all languages: an article may print names of any."""

    titles: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]


def block(name: str) -> str:
    """What names that can mean the same actor have in common: the last word, without a genitive's s."""
    last = _words(name)[-1]
    return last.rstrip("s") or last


def linked(names: Iterable[PrintedName]) -> list[LinkedActor]:
    """The actors that the names of one block (or of several) mean, most quoted first."""
    forms = _forms(list(names))
    meant = _without_genitives(set(forms.values()))
    fullest = _fullest({meant[form] for form in forms.values()})
    groups: defaultdict[_Form, list[PrintedName]] = defaultdict(list)
    for printed, form in forms.items():
        groups[fullest[meant[form]]].append(printed)
    actors = [_actor(group, forms, meant) for group in groups.values()]
    quoted = {actor.name: 0 for actor in actors}
    for actor, group in zip(actors, groups.values(), strict=True):
        quoted[actor.name] += sum(printed.statements for printed in group)
    return sorted(actors, key=lambda actor: (-quoted[actor.name], actor.name, sorted(actor.names)))


def _words(name: str) -> list[str]:
    """The folded words of a name, a genitive's apostrophe taken off; at least one, if only an empty one."""
    plain = GENITIVE_MARK.sub("", DASHES.sub("-", folded(name)).strip())
    return [part for word in SEPARATORS.split(plain) for part in ARABIC_ARTICLE.sub(r"\1 ", word).split()] or [""]


def _forms(names: list[PrintedName]) -> dict[PrintedName, _Form]:
    """Each name taken apart. The same words are the same kind of name: what most statements took them for."""
    kinds: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for printed in names:
        kinds[tuple(_words(printed.name))][printed.kind] += printed.statements
    return {printed: _form(words := _words(printed.name), _most(kinds[tuple(words)]) == PERSON) for printed in names}


def _most(counts: Counter[str]) -> str:
    """The most frequent; a person before the others where as many statements say so."""
    return min(counts, key=lambda kind: (-counts[kind], kind != PERSON, kind))


def _form(words: list[str], person: bool) -> _Form:
    known = _name_words()
    leading = known.titles if person else known.articles
    while len(words) > 1 and words[0] in leading:
        words = words[1:]
    *before, surname = words
    if not person:
        return _Form(False, tuple(before), (), surname)
    first_particle = len(before)
    while first_particle and before[first_particle - 1] in known.particles:
        first_particle -= 1
    return _Form(True, tuple(before[:first_particle]), tuple(before[first_particle:]), surname)


@cache
def _name_words() -> _NameWords:
    suffix = "actors."
    files = [entry.name for entry in resources.files("tracker.extraction.lexicon").iterdir()]
    lexicons = [load("actors", file.split(".")[1]) for file in files if file.startswith(suffix)]
    return _NameWords(*(frozenset(_entries(lexicons, key)) for key in ("titles", "articles", "particles")))


def _entries(lexicons: list[dict[str, str]], key: str) -> list[str]:
    return [word for lexicon in lexicons for word in lexicon[key].split()]


def _without_genitives(forms: set[_Form]) -> dict[_Form, _Form]:
    """What each form is the genitive of, itself where it is none."""
    full_surnames = {form.surname for form in forms if form.person and form.given}
    return {form: _nominative(form, forms, full_surnames) for form in forms}


def _nominative(form: _Form, forms: set[_Form], full_surnames: set[str]) -> _Form:
    surname = form.surname
    if len(surname) < SHORTEST_GENITIVE or not surname.endswith("s") or surname.endswith("ss"):
        return form
    base = _Form(form.person, form.given, form.particles, surname[:-1])
    bare = form.person and not form.given
    if bare and surname in full_surnames:
        return form
    return base if base in forms or (bare and base.surname in full_surnames) else form


def _fullest(forms: set[_Form]) -> dict[_Form, _Form]:
    """The one fullest form that each form is short for; itself where there is none, or more than one."""
    people: defaultdict[tuple[str, str], list[_Form]] = defaultdict(list)
    for form in forms:
        if form.person and form.given:
            people[form.surname, form.given[0][:1]].append(form)
    longer = {
        form: [other for other in group if _is_short_for(form, other)] for group in people.values() for form in group
    }
    most = {form for form, others in longer.items() if not others}
    for form in forms:
        if form.person and not form.given:
            longer[form] = [other for other in most if _is_short_for(form, other)]
    return {form: _only([other for other in longer.get(form, []) if other in most]) or form for form in forms}


def _only(forms: list[_Form]) -> _Form | None:
    return forms[0] if len(forms) == 1 else None


def _is_short_for(short: _Form, full: _Form) -> bool:
    """Whether `short` leaves out or abbreviates some of `full`: "Kerry", "J. Kerry" of "John F. Kerry"."""
    if short == full or short.surname != full.surname:
        return False
    if short.particles != full.particles[len(full.particles) - len(short.particles) :]:
        return False
    if not short.given:
        return bool(full.given)
    if not full.given or not _abbreviates(short.given[0], full.given[0]):
        return False
    remaining = iter(full.given[1:])
    return all(any(_abbreviates(name, other) for other in remaining) for name in short.given[1:])


def _abbreviates(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))


def _actor(group: list[PrintedName], forms: dict[PrintedName, _Form], meant: dict[_Form, _Form]) -> LinkedActor:
    kinds: Counter[str] = Counter()
    for printed in group:
        kinds[PERSON if forms[printed].person else printed.kind] += printed.statements
    shown = min(group, key=lambda printed: _unfit_to_show(printed, forms[printed], meant, group))
    return LinkedActor(shown.name, _most(kinds), frozenset((each.name, each.kind) for each in group))


def _unfit_to_show(
    printed: PrintedName, form: _Form, meant: dict[_Form, _Form], group: list[PrintedName]
) -> tuple[bool, bool, bool, int, bool, str]:
    """What sorts the name to show first.

    No genitive, no title, a first name written out, printed most often, with accents.
    """
    first_name = form.person and bool(form.given) and len(form.given[0]) > 1
    titled = form.person and len(_words(printed.name)) > len(form.given) + len(form.particles) + 1
    often = sum(other.statements for other in group if other.name == printed.name)
    genitive = meant[form] != form or GENITIVE_MARK.search(printed.name) is not None
    return (genitive, titled, not first_name, -often, printed.name.isascii(), printed.name)
