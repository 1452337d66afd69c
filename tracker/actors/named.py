"""Whom a text names that may be acted upon: people, organisations and states, these by an adjective too (*Indian*)."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from tracker.actors import lexicons
from tracker.actors.names import countries
from tracker.actors.names.organisations import Meaning, Role, organisation_name
from tracker.lexicon import CountryWords, load_all
from tracker.spelling import folded
from tracker.terms import ReferentKind

PRINTED_WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 3  # of a state's name, or of its adjective: "Sri Lankan"
MOST_BETWEEN = 2  # words between a state and the name it belongs to: "Indian Prime Minister Singh"
STATE = "country "
OFFICE = "office "


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name in an article: its span, the fullest form that the article has, and the actor, if it is one."""

    start: int
    end: int
    name: str
    kind: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a text names; `entity` is what the name is known to mean ("country IN"), empty if it isn't known.

    Without a `name` only the entity is known: the text has an adjective.
    """

    start: int
    end: int
    entity: str
    name: str = ""
    actor: str | None = None


def first_named(
    text: str, spans: Iterable[Sequence[int]], mentions: Sequence[Mentioned], besides: Set[str]
) -> list[Named]:
    """Whom the spans of a text name first, and those who are joined to them by a conjunction.

    `besides` are names and entities that don't count: see `identities`. A place counts only where it stands for a
    state: other places say where, not who.
    """
    in_spans = (named for start, end in spans for named in _named(text, start, end, mentions))
    found = sorted((named for named in in_spans if not _is_of_money(text, named)), key=lambda named: named.start)
    pairs = zip_longest(found, found[1:])
    whole = [named for named, after in pairs if after is None or not _belongs_to(text, named, after)]
    others = [named for named in whole if besides.isdisjoint({named.entity, *_folded(named.name, named.actor)})]
    chosen = others[:1]
    for named in others[1:]:
        if not _are_joined(text[chosen[-1].end : named.start]):
            break
        chosen.append(named)
    return chosen


def identities(names: Iterable[str], words: Iterable[str], mentions: Iterable[Mentioned]) -> set[str]:
    """What somebody is known by: names, and the states and bodies that their names and the words for them name."""
    of_mentions = [mention.name for mention in mentions]
    identities = set(_folded(*names, *of_mentions))
    for name in (*names, *of_mentions):
        for entity in _entities(name):
            identities.add(entity)
            if entity.startswith(OFFICE):
                identities.add(STATE + entity.rsplit(" ", 1)[-1])
    printed = " ".join((*names, *words))
    states = list(_states(printed, 0, len(printed)))
    for word in PRINTED_WORD.finditer(printed):
        if not any(state.start <= word.start() and word.end() <= state.end for state in states):
            identities.update(_entities(word.group()))  # *South Sudan* isn't Sudan
    return identities | {state.entity for state in states}


def _folded(*names: str | None) -> list[str]:
    return [folded(name) for name in names if name]


def _named(text: str, start: int, end: int, mentions: Sequence[Mentioned]) -> Iterator[Named]:
    at = start
    for mention in mentions:
        if start <= mention.start and mention.end <= end and mention.kind != ReferentKind.OTHER:
            yield from _states(text, at, mention.start)
            yield from _mentioned(text, mention, start)
            at = max(at, mention.end)
    yield from _states(text, at, end)


def _mentioned(text: str, mention: Mentioned, at: int) -> Iterator[Named]:
    """The name, if it may be acted upon, in words that begin `at` there. Nationalities are taken for any kind."""
    span = (mention.start, mention.end)
    is_person = mention.kind == ReferentKind.PERSON
    if code := nationality(text[slice(*span)], by_ending=not is_person):
        yield Named(*span, STATE + code)
        return
    meanings = () if is_person else organisation_name(mention.name).meanings
    meaning = meanings[0] if len(meanings) == 1 else None
    if mention.kind != ReferentKind.PLACE or (meaning and _is_state(meaning, text[at : mention.start])):
        yield Named(*span, meaning.entity if meaning else "", mention.name, mention.actor)


def _is_state(meaning: Meaning, before: str) -> bool:
    """Whether a place stands for a state: a country, or a capital that isn't just where something is."""
    says_where = meaning.role == Role.CAPITAL and not _locatives().isdisjoint(folded(before).split()[-1:])
    return meaning.entity.startswith(STATE) and not says_where


@lru_cache(maxsize=2**15)
def _entities(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning.entity for meaning in organisation_name(name).meanings))


def _states(text: str, start: int, end: int) -> Iterator[Named]:
    """States by their names and adjectives, whether these were found as names or not."""
    words = list(PRINTED_WORD.finditer(text, start, end))
    at = 0
    while at < len(words):
        of_several = [count for count in range(MOST_WORDS, 1, -1) if _are_capitalised(words[at : at + count], count)]
        for count in (*of_several, 1):
            first, last = words[at].start(), words[at + count - 1].end()
            if code := nationality(text[first:last]) or _state(text[first:last]):
                yield Named(first, last, STATE + code)
                break
        at += count


def _are_capitalised(words: Sequence[re.Match[str]], count: int) -> bool:
    """Whether there are so many words, and the first and the last begin with a capital."""
    return len(words) == count and all(words[end].group()[0].isupper() for end in (0, -1))


@lru_cache(maxsize=2**15)
def _state(printed: str) -> str | None:
    """The country of a name that is printed in capitals; not of its capital, which may be just a place."""
    meanings = organisation_name(printed).meanings if printed[:1].isupper() else ()
    named = [meaning for meaning in meanings if meaning.entity.startswith(STATE) and meaning.role == Role.NAME]
    return named[0].entity.removeprefix(STATE) if len(named) == len(meanings) == 1 else None


@lru_cache(maxsize=2**15)
def nationality(printed: str, by_ending: bool = True) -> str | None:
    """The country of an adjective or of a word for its people, of several words too; None for any other word.

    Without `by_ending` only of those that are known as such. In small letters they count inflected alone: *polnische*,
    not the verb *polish*.
    """
    word = folded(printed).replace(" ", "").replace("-", "")
    if not printed[:1].isupper():
        return None if word in countries.adjectives() else countries.country_of_adjective(word)
    singulars = [word, *(word.removesuffix(plural) for plural in _plurals() if word.endswith(plural))]
    known = next((code for each in singulars if (code := countries.country_of_adjective(each))), None)
    return known or (_by_ending(printed) if by_ending else None)


def _by_ending(printed: str) -> str | None:
    endings = (ending + plural for ending in _endings() for plural in ("", *_plurals()))
    stems = (printed.removesuffix(ending) for ending in endings if printed.endswith(ending))
    return next((code for stem in stems if (code := _state(stem))), None)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for words in load_all(CountryWords, "country_words") for ending in words.endings)


@cache
def _plurals() -> tuple[str, ...]:
    return tuple(plural for words in load_all(CountryWords, "country_words") for plural in words.plurals)


def _belongs_to(text: str, named: Named, after: Named) -> bool:
    """Whether a state only says where somebody or a body that is named behind it belongs: *Iraqi President Hussein*."""
    if not named.entity.startswith(STATE) or after.entity.startswith(STATE):
        return False
    between = text[named.end : after.start].removeprefix("'s").removeprefix("’s").strip(" -")
    words = between.split()
    bare = all(PRINTED_WORD.fullmatch(word) for word in words)
    return (
        bare and len(words) <= MOST_BETWEEN and lexicons.organisations().function_words.isdisjoint(map(folded, words))
    )


def _is_of_money(text: str, named: Named) -> bool:
    """Whether a state is only named by its currency: *US dollars*."""
    word = PRINTED_WORD.search(text, named.end) if named.entity.startswith(STATE) else None
    return word is not None and folded(word.group()) in _currencies()


@cache
def _currencies() -> frozenset[str]:
    return frozenset[str]().union(*(words.currencies for words in load_all(CountryWords, "country_words")))


@cache
def _locatives() -> frozenset[str]:
    return frozenset[str]().union(*(words.locatives for words in load_all(CountryWords, "country_words")))


def _are_joined(between: str) -> bool:
    """Whether nothing but a conjunction stands between two names."""
    lexicon = lexicons.organisations()
    words = folded(between).split()
    conjunctions = [word for word in words if word in lexicon.conjunctions]
    return bool(conjunctions) and all(word in lexicon.conjunctions | lexicon.articles for word in words)
