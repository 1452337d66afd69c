"""Well-known organisations, countries and offices: what a printed name of one means.

A country means its government too: *Russland*, *Moskau* and *Kreml* are one entity. Offices that every state has
(*russisches Außenministerium*, *Foreign Ministry of Russia*) are recognised by the office and the country.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from tracker.actors import lexicons
from tracker.actors.lexicons import Places
from tracker.actors.names import countries
from tracker.actors.names.words import plain, split, word_of
from tracker.lexicon import load

ACRONYM_DOTS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
BRACKETS = re.compile(r"\(([^)]*)\)")
PRINTED_ACRONYM = re.compile(r"[^\W\d_]{2,6}")
SHORTEST_STEM = 3
SHORTEST_GENITIVE = 5  # letters: "Irans"
LONGEST_ACRONYM = 8
LONGEST_COUNTRY = 5  # words of a country's name within an office's
UNKNOWN = "?"  # the country of an office that is printed without one


class Role(StrEnum):
    """How a name stands for an entity."""

    NAME = "name"
    CAPITAL = "capital"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: the entity's key, and how the name stands for it."""

    entity: str  # "country RU", "office foreign ministry RU", "organisation Nato", "place München"
    role: Role

    @property
    def display_name(self) -> str:
        """A name that identifies the entity, in English where it has one."""
        kind, _, key = self.entity.partition(" ")
        if kind == "country":
            return countries.display_name(key)
        if kind != "office":
            return key
        office, code = key.rsplit(" ", 1)
        return f"the {office}" if code == UNKNOWN else f"the {office} of {countries.display_name(code)}"


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A printed name that is not a person's: its folded words without articles, and acronyms printed with it."""

    words: tuple[str, ...]
    acronyms: frozenset[str]  # in brackets after the name, or the whole name
    meanings: tuple[Meaning, ...]  # none where the name is not known, several where it is ambiguous

    @property
    def letters(self) -> str:
        """The letters of all words."""
        return "".join(self.words)


@lru_cache(maxsize=2**15)
def organisation_name(name: str) -> OrganisationName:
    """The words and acronyms of a printed name, and what it is known to mean."""
    printed, words, acronyms = _taken_apart(name)
    return OrganisationName(words, acronyms, _meanings(name, printed, words, _index(with_cldr=True)))


@lru_cache(maxsize=2**15)
def is_known(name: str) -> bool:
    """Whether a name is known from the lexicons; CLDR's names of countries are not read for this."""
    printed, words, _ = _taken_apart(name)
    return bool(_meanings(name, printed, words, _index(with_cldr=False)))


def words_in_name(name: str) -> tuple[str, ...]:
    """The folded words of a printed name."""
    return _taken_apart(name)[1]


@lru_cache(maxsize=2**15)
def _taken_apart(name: str) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """A name without acronyms in brackets, its words, and these acronyms, or the name itself if it is one."""
    composed = ACRONYM_DOTS.sub(_without_dots, plain(name))
    bracketed = [inner for inner in BRACKETS.findall(composed) if _is_acronym(inner)]
    bare = composed
    for inner in bracketed:
        bare = bare.replace(f"({inner})", " ")
    printed = bare.strip()
    acronyms = {inner.casefold() for inner in bracketed} | ({printed.casefold()} if _is_acronym(printed) else set())
    return printed, folded_words(bare) or folded_words(composed), frozenset(acronyms)


def _without_dots(dotted: re.Match[str]) -> str:
    return dotted.group().replace(".", "")


def folded_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without leading articles and without conjunctions."""
    folded = [word_of(part).folded for word in split(name) for part in word.split("-") if part]
    lexicon = lexicons.organisations()
    words = [word for word in folded if word not in lexicon.conjunctions]
    while len(words) > 1 and words[0] in lexicon.articles:
        words = words[1:]
    return tuple(words)


def stem(word: str) -> str:
    """A word without German endings of cases and adjectives, and without an English plural."""
    while (shorter := _inflection().sub("", word)) != word and len(shorter) >= SHORTEST_STEM:
        word = shorter
    return word


@cache
def _inflection() -> re.Pattern[str]:
    longest_first = sorted(lexicons.organisations().inflections, key=lambda ending: -len(ending))
    return re.compile(f"(?:{'|'.join(longest_first)})$")


def is_adjective_ending(ending: str) -> bool:
    """Whether an adjective may end so; no ending is one, too."""
    return not ending or ending in lexicons.organisations().adjective_endings


def stems(words: Sequence[str]) -> str:
    """The stems of all words together."""
    return "".join(map(stem, words))


def _phrase_stems(words: Sequence[str]) -> str:
    """Adjectives without their endings, and the noun without a genitive's: "weisshaus" for Weißen Hauses."""
    return stems(words[:-1]) + _noun(words)


def _noun(words: Sequence[str]) -> str:
    noun = words[-1].removesuffix("s")
    return noun.removesuffix("e") if noun != words[-1] else noun


def without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a company's legal form: Siemens AG is Siemens."""
    while len(words) > 1 and words[-1] in _legal_forms():
        words = words[:-1]
    return words


def initials(words: Sequence[str]) -> frozenset[str]:
    """The initials of a name, with and without those of its articles and prepositions."""
    main_words = [word for word in words if word not in _function_words()]
    return frozenset("".join(word[0] for word in chosen) for chosen in (words, main_words) if len(chosen) > 1)


def names_of(entity: str) -> tuple[tuple[str, Role], ...]:
    """All known names of an entity, and how each stands for it."""
    return _names_of_entities().get(entity, ())


def is_capitalised(printed: str) -> bool:
    """Whether a name is printed in capitals, as acronyms are."""
    letters = [letter for letter in printed if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _is_acronym(printed: str) -> bool:
    return PRINTED_ACRONYM.fullmatch(printed) is not None and (is_capitalised(printed) or printed.islower())


def _legal_forms() -> frozenset[str]:
    return lexicons.organisations().legal_forms


def _function_words() -> frozenset[str]:
    return lexicons.organisations().function_words


@dataclass(frozen=True, slots=True)
class _Index:
    """What names mean, by their letters; those in `acronyms` count in capitals only."""

    by_letters: Mapping[str, tuple[Meaning, ...]]
    by_stems: Mapping[str, tuple[Meaning, ...]]
    nouns: frozenset[str]  # the last words of those
    acronyms: Mapping[str, tuple[Meaning, ...]]


def _meanings(name: str, printed: str, words: tuple[str, ...], known: _Index) -> tuple[Meaning, ...]:
    if not words:
        return ()
    if is_capitalised(printed) and (found := known.acronyms.get("".join(words))):
        return found
    for letters in ("".join(words), *_without_genitive(words), "".join(without_legal_form(words))):
        if found := known.by_letters.get(letters):
            return found
    # The noun first, as few words are one of a known phrase.
    if len(words) > 1 and _noun(words) in known.nouns and (found := known.by_stems.get(_phrase_stems(words))):
        return found
    if script := countries.script_needed(name):
        return _in_script(script).get("".join(words), ())
    return tuple(_as_office(words, known))


def _without_genitive(words: tuple[str, ...]) -> Iterator[str]:
    letters = "".join(words)
    for ending in lexicons.organisations().genitive_endings:
        if len(words[-1]) >= SHORTEST_GENITIVE and letters.endswith(ending) and not letters.endswith("ss"):
            yield letters.removesuffix(ending)


@cache
def _index(with_cldr: bool) -> _Index:
    by_letters: dict[str, tuple[Meaning, ...]] = {}
    by_stems: dict[str, set[Meaning]] = {}
    acronyms: dict[str, tuple[Meaning, ...]] = {}
    nouns: set[str] = set()
    for name, meaning in _known_names(with_cldr):
        words = words_in_name(name)
        letters = "".join(words)
        index = acronyms if is_capitalised(name) and len(letters) <= LONGEST_ACRONYM else by_letters
        index.setdefault(letters, (meaning,))
        if len(words) > 1:
            by_stems.setdefault(_phrase_stems(words), set()).add(meaning)
            nouns.add(_noun(words))
    for name, codes in countries.ambiguous().items():
        several = tuple(_country(code, Role.NAME) for code in codes)
        further = (Meaning(f"ambiguous {name}", Role.NAME),) if len(several) == 1 else ()
        by_letters["".join(folded_words(name))] = (*several, *further)
    unmistakable = {
        letters: meanings for letters, meanings in by_stems.items() if len({m.entity for m in meanings}) == 1
    }
    first = {letters: (min(meanings, key=lambda meaning: meaning.role),) for letters, meanings in unmistakable.items()}
    return _Index(by_letters, first, frozenset(nouns), acronyms)


@cache
def _in_script(script: str) -> dict[str, tuple[Meaning, ...]]:
    return {
        "".join(folded_words(name)): (_country(code, Role.NAME),)
        for code, names in countries.names_in_script(script).items()
        for name in names
    }


@cache
def _names_of_entities() -> dict[str, tuple[tuple[str, Role], ...]]:
    names: dict[str, dict[str, Role]] = {}
    for name, meaning in _known_names(with_cldr=True):
        names.setdefault(meaning.entity, {}).setdefault(name, meaning.role)
    return {entity: tuple(of_entity.items()) for entity, of_entity in names.items()}


def _known_names(with_cldr: bool) -> Iterator[tuple[str, Meaning]]:
    """Every known name with its meaning; where a name comes twice, the first one counts."""
    for code, names in (countries.names_by_country() if with_cldr else countries.own_names()).items():
        yield from ((name, _country(code, Role.NAME)) for name in names)
    for places, role in ((countries.capitals(), Role.CAPITAL), (countries.seats(), Role.SEAT)):
        for code, names in places.items():
            yield from ((name, _country(code, role)) for name in names)
    yield from _known_offices()
    yield from _known_organisations()
    for line in load(Places, "places").names:
        yield from _one_entity(line, "place")


def _known_offices() -> Iterator[tuple[str, Meaning]]:
    for key, line in lexicons.state_offices().names.items():
        office, code = key.rsplit(" ", 1)
        yield from ((name.strip(), _office(office, code)) for name in line.split("|"))


def _known_organisations() -> Iterator[tuple[str, Meaning]]:
    lexicon = lexicons.organisations()
    for lines in lexicon.names.values():
        for line in lines:
            yield from _one_entity(line, "organisation")
    for line, display_name in lexicon.seats.items():
        for name in line.split("|"):
            yield name.strip(), Meaning(f"organisation {display_name}", Role.SEAT)


def _one_entity(line: str, kind: str) -> Iterator[tuple[str, Meaning]]:
    names = [name.strip() for name in line.split("|")]
    for name in names:
        yield name, Meaning(f"{kind} {names[0]}", Role.NAME)


def _country(code: str, role: Role) -> Meaning:
    return Meaning(f"country {code}", role)


def _office(office: str, code: str) -> Meaning:
    return Meaning(f"office {office} {code}", Role.NAME)


@cache
def _offices() -> dict[str, str]:
    """From the words of an office, without those of its country, to the office."""
    return {
        form.strip().replace(" ", ""): office
        for office, forms in lexicons.state_offices().offices.items()
        for form in forms.split("|")
    }


@cache
def _office_beginnings() -> tuple[str, ...]:
    """The beginnings of the words of offices, to rule out other names quickly."""
    forms = [form.split() for forms in lexicons.state_offices().offices.values() for form in forms.split("|")]
    return tuple(sorted({word[:5] for form in forms for word in (form[0], form[-1])}))


def _as_office(words: tuple[str, ...], known: _Index) -> Iterator[Meaning]:
    """An office known from its words and its country's name, adjective or capital."""
    if not any(_without_prefix(word)[0].startswith(_office_beginnings()) for word in words):
        return
    chosen = tuple(word for word in words if word not in _function_words())
    if office := _office_of(chosen):
        yield _office(office, UNKNOWN)
        return
    last, country = _without_prefix(chosen[-1]) if chosen else ("", "")
    if country and (office := _office_of((last,))):
        if len(chosen) == 1 or _country_of(chosen[:-1], known) == country:
            yield _office(office, country)
    else:
        yield from _office_and_country(chosen, known)


def _without_prefix(word: str) -> tuple[str, str]:
    """A word without the prefix that makes it an office of one country, and this country: Bundesregierung."""
    for prefix, country in lexicons.state_offices().prefixes.items():
        if word.startswith(prefix):
            return word.removeprefix(prefix), country
    return word, ""


def _office_and_country(words: tuple[str, ...], known: _Index) -> Iterator[Meaning]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_COUNTRY) + 1):
            office = _office_of(words[:start] + words[end:])
            if office and (code := _country_of(words[start:end], known)):
                yield _office(office, code)
                return


def _office_of(words: tuple[str, ...]) -> str | None:
    if not words:
        return None
    known, letters = _offices(), "".join(words)
    return known.get(letters) or known.get(letters.removesuffix("s")) or known.get(letters.removesuffix("es"))


def _country_of(words: tuple[str, ...], known: _Index) -> str | None:
    if len(words) == 1 and (code := countries.country_of_adjective(words[0])):
        return code
    for letters in ("".join(words), *_without_genitive(words)):
        meanings = known.by_letters.get(letters) or known.acronyms.get(letters) or ()
        if len(meanings) == 1 and meanings[0].entity.startswith("country "):
            return meanings[0].entity.removeprefix("country ")
    return None
