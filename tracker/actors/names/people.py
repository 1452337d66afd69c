"""The parts of a person's printed name: given names, surname, and what else is printed with them.

A name has a parse for every way in which it may be built. The first is the usual one; in others the surname comes first
(Xi Jinping, Orbán Viktor), or a surname of two words (Pedro Sánchez Pérez-Castejón).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.actors import lexicons
from tracker.actors.names import chinese, transliteration
from tracker.actors.names.transliteration import Convention, Origin, convention_of
from tracker.actors.names.words import SEPARATORS, Word, in_latin, plain, script_of, split, word_of
from tracker.lexicon import GivenNames, load_all

NICKNAME = re.compile(r"[\"„“”«»]([^\"„“”«»]+)[\"„“”«»]|\(([^)]*)\)")
INITIALS = re.compile(r"(?<=\b[A-Z]\.)(?=[^\W\d_])")  # J.D. Vance, G.W.Bush
TWO_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-Z]{2}|[A-Z][B-DF-HJ-NP-TV-Z]")  # JD, AJ
ASSIMILATED_ARTICLE = re.compile(r"^[ae](sch|sh|[drstznl])-(?=\1)", re.IGNORECASE)  # as-Sisi, ash-Sharaa
SERVANT = re.compile(r"^abd([aeou]l)?$")  # Abd al-Fattah, Abdel Fattah: one given name with the word behind it
REGNAL = re.compile(r"^(i{1,3}|iv|vi{1,3}|ix|xi{0,3}|xi?v|xvi{0,3}|xxiii)$")
INITIAL = re.compile(r"^[a-z](-[a-z])?$")
SHORTEST_GENITIVE = 4  # letters: "Lawrows" may be a genitive, "Ros" is a name
SHORTEST_SYLLABLES = 2


@dataclass(frozen=True, slots=True)
class Parse:
    """One way to divide a name into given names, particles and surname."""

    given: tuple[Word, ...]
    particles: tuple[str, ...]
    surname: Word
    certain: bool = True
    surname_first: bool = False  # as in Chinese


@dataclass(frozen=True, slots=True)
class Person:
    """A person's printed name. `letters` are those of all words but titles."""

    parses: tuple[Parse, ...]
    letters: str
    generation: str  # "junior", "senior" or a number; "" where none is printed
    gender: str  # "masculine" or "feminine", by a title or the given name; "" where neither shows it
    ranks: frozenset[int]  # of kings, popes and the like, by their titles
    nicknames: tuple[str, ...]
    convention: Convention
    origins: frozenset[Origin]
    script: str

    @property
    def surname_alone(self) -> bool:
        """Whether the name is a surname alone, so that it may be anybody's."""
        return not self.parses[0].given


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    """The given names of men alone and of women alone, folded."""
    listed = load_all(GivenNames, "given_names")
    men, women = _folded(each.masculine for each in listed), _folded(each.feminine for each in listed)
    return men - women, women - men


def _folded(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(word_of(name).folded for names in lists for name in names)


def is_given_name(folded: str) -> bool:
    """Whether a folded word is well known as a given name."""
    return any(folded in names for names in _given_names())


def generation_of(name: str) -> str:
    """What distinguishes a person from father or son of the same name: "junior", "senior", a number, or ""."""
    return person(name).generation


def is_initial(word: Word) -> bool:
    """J, or J-P for Jean-Pierre."""
    return INITIAL.match(word.folded) is not None


@lru_cache(maxsize=2**15)
def person(name: str) -> Person:
    """The parts of a name. Every text has a parse, if only an empty one."""
    script = script_of(name)
    latin = plain(in_latin(name) if script != "LATIN" else name)
    nicknames = [word for groups in NICKNAME.findall(latin) for word in split("".join(groups))]
    printed = _printed_words(NICKNAME.sub(" ", latin)) or split(latin) or [""]
    words, titles = _without_titles(printed)
    words, generation = _without_generation(words)
    convention = _convention([word_of(word) for word in words], script)
    parses = _parses(words, script, convention)
    return Person(
        parses=parses,
        letters=letters_of(words),
        generation=generation,
        gender=_gender_of_titles(titles) or _gender(parses[0]),
        ranks=frozenset(lexicons.people().ranks[title] for title in titles if title in lexicons.people().ranks),
        nicknames=tuple(word_of(word).folded for word in nicknames),
        convention=convention,
        origins=frozenset(origin for origin in Origin if _is_of(origin, parses, convention, script)),
        script=script,
    )


def letters_of(words: Sequence[str]) -> str:
    """The folded letters of all words, without hyphens."""
    return "".join(word_of(word).folded for word in words).replace("-", "")


def _printed_words(name: str) -> list[str]:
    """The words with the given name first, without Arabic articles."""
    surname, comma, given = name.partition(",")
    after = split(given)
    known = lexicons.people()
    if comma and after and word_of(after[0]).folded not in known.generations and not _trails(after[0]):
        name = f"{given} {surname}"
    spaced = INITIALS.sub(" ", name)
    words = [part for word in SEPARATORS.split(spaced) if (part := word.strip("-'"))]
    two = len(words) > 1 and TWO_INITIALS.fullmatch(words[0]) and not name.isupper()
    if two and not _is_title(words[0], len(words)):
        words[:1] = list(words[0])
    return _servants_joined([part for word in words for part in _particles_apart(word)])


def _trails(word: str) -> bool:
    return word_of(word).folded in lexicons.people().trailing


def _particles_apart(word: str) -> list[str]:
    """A word without an Arabic article, and divided at other particles.

    al-Assad is Assad; Ben-Gvir is ben Gvir; v. is von.
    """
    for article in _arabic_articles():
        word = article.sub("", word)
    if filiation := _joined_filiation().match(word):
        return [filiation[1].lower(), word[filiation.end() :]]
    return lexicons.people().abbreviated_particles.get(word, word).split()


@cache
def _arabic_articles() -> tuple[re.Pattern[str], ...]:
    """Articles before a hyphen, assimilated, or before a capital: al-Assad, as-Sisi, ElBaradei."""
    articles = lexicons.people().arabic_articles
    with_hyphen = re.compile(rf"^({'|'.join(articles)})-(?=\w)", re.IGNORECASE)
    joined = re.compile(rf"^(?:{'|'.join(map(str.capitalize, articles))})(?=[A-Z][a-z])")
    return (with_hyphen, ASSIMILATED_ARTICLE, joined)


@cache
def _joined_filiation() -> re.Pattern[str]:
    """ "Son of" with a hyphen behind it: Ben-Gvir."""
    return re.compile(rf"^({'|'.join(sorted(lexicons.people().filiation))})-(?=\w{{3}})", re.IGNORECASE)


def _servants_joined(words: list[str]) -> list[str]:
    """Abd al-Fattah and Abdel Fattah as one word."""
    joined: list[str] = []
    for word in words:
        if joined and SERVANT.match(joined[-1].lower()) and word.lower() not in ("bin", "ibn"):
            joined[-1] = f"Abdul{word.lower()}"
        else:
            joined.append(word)
    return joined


def _is_title(word: str, count: int) -> bool:
    """Whether the first of `count` words is a title or an office."""
    known, folded = lexicons.people(), word_of(word).folded
    if folded in known.titles or folded in known.nobility:
        return True
    return count > 1 and len(folded) > SHORTEST_GENITIVE and folded.endswith(known.title_endings)


def _without_titles(printed: list[str]) -> tuple[list[str], list[str]]:
    """The words of the name itself, and the titles before it."""
    known = lexicons.people()
    words, titles = list(printed), list[str]()
    while len(words) > 1 and _is_title(words[0], len(words)):
        titles.append(word_of(words.pop(0)).folded)
    while len(words) > 1 and _trails(words[-1]):
        words.pop()
    within = [word for word in words[:-1] if word_of(word).folded not in known.nobility]
    return [*within, words[-1]], titles


def _gender_of_titles(titles: list[str]) -> str:
    known = lexicons.people()
    masculine = any(title in known.masculine_titles for title in titles)
    feminine = any(title in known.feminine_titles for title in titles)
    return "" if masculine == feminine else "masculine" if masculine else "feminine"


def _without_generation(words: list[str]) -> tuple[list[str], str]:
    """The words without a trailing Jr., III or the Elder, and which of these it was."""
    if len(words) == 1:
        return words, ""
    last = word_of(words[-1]).folded
    regnal = words[-1].isupper() and REGNAL.match(last)
    generation = lexicons.people().generations.get(last) or (last if regnal else "")
    if not generation:
        return words, ""
    left = words[:-1]
    while len(left) > 1 and word_of(left[-1]).folded in lexicons.people().articles:
        left = left[:-1]
    return left, generation


def _convention(words: list[Word], script: str) -> Convention:
    """The convention of the words, if it is only one; Cyrillic is transliterated as in English."""
    if script != "LATIN":
        return Convention.ENGLISH
    conventions = {convention_of(word.folded) for word in words} - {Convention.UNKNOWN}
    return conventions.pop() if len(conventions) == 1 else Convention.UNKNOWN


def _gender(parse: Parse) -> str:
    if not parse.given:
        return ""
    (men, women), first = _given_names(), parse.given[0].folded
    return "masculine" if first in men else "feminine" if first in women else ""


def _parses(printed: list[str], script: str, convention: Convention) -> tuple[Parse, ...]:
    words = [word_of(word) for word in printed]
    if len(words) > 1 and script in ("CJK", "HANGUL"):
        return (_surname_first(words),)
    capitals = [index for index, word in enumerate(words) if word.capitals and len(word.folded) > SHORTEST_SYLLABLES]
    if capitals == [0] and len(words) > 1 and not is_given_name(words[0].folded):
        return (_surname_first(words),)
    usual = _usual(words, printed)
    if len(words) > 1 and chinese.is_surname(words[0].folded):
        rest_syllabic = all(chinese.is_syllabic(word.folded) for word in words[1:])
        if rest_syllabic and not chinese.is_surname(words[-1].folded):
            return (_surname_first(words),)
        if rest_syllabic:
            return (usual, _surname_first(words, certain=False))
    return (usual, *_further(usual, words, convention))


def _surname_first(words: list[Word], certain: bool = True) -> Parse:
    """A parse in Chinese or Hungarian order; the syllables of a Chinese given name make one word."""
    given = words[1:]
    if all(chinese.is_syllabic(word.folded) for word in given):
        given = [word_of("".join(word.lower for word in given))]
    return Parse(tuple(given), (), words[0], certain, surname_first=True)


def _usual(words: list[Word], printed: list[str]) -> Parse:
    """Given names, particles, surname."""
    known = lexicons.people()
    first = len(words) - 1
    while first and words[first - 1].folded in known.particles and not _is_given_particle(words, first - 1, printed):
        first -= 1
    particles = tuple("bin" if word.folded in known.filiation else word.folded for word in words[first:-1])
    return Parse(tuple(words[:first]), particles, words[-1])


def _is_given_particle(words: list[Word], index: int, printed: list[str]) -> bool:
    """Whether a particle is a given name here: in Ben Carson and Al Gore, but not in Al Assad."""
    if index or words[0].folded not in lexicons.people().also_given or not printed[0][:1].isupper():
        return False
    return not any(transliteration.tells_by_surname(words[-1], origin, Convention.UNKNOWN) for origin in Origin)


def _further(usual: Parse, words: list[Word], convention: Convention) -> list[Parse]:
    """Parses for less usual ways to build a name."""
    known, further = lexicons.people(), list[Parse]()
    given, surname = usual.given, usual.surname
    if len(given) == 1 and not usual.particles and len(words) > 1:
        first_given, last_given = is_given_name(given[0].folded), is_given_name(surname.folded)
        hungarian = surname.folded in known.hungarian and given[0].folded not in known.hungarian and not first_given
        japanese = given[0].folded in known.japanese and surname.folded not in known.japanese
        if hungarian or japanese:
            further.append(_surname_first(words))
        elif last_given and not first_given and not is_initial(given[0]):
            further.append(_surname_first(words, certain=False))
    if len(given) > 1 and _may_be_surname(given[-1], convention):
        further.append(Parse(given[:-1], (), given[-1], certain=False))
    return further


def _may_be_surname(word: Word, convention: Convention) -> bool:
    if len(word.folded) < SHORTEST_GENITIVE or is_given_name(word.folded) or word.folded in lexicons.people().particles:
        return False
    return not transliteration.is_patronymic(word, Origin.EASTERN, convention)


def _is_of(origin: Origin, parses: tuple[Parse, ...], convention: Convention, script: str) -> bool:
    """Whether any part of the name shows this origin."""
    if script in ("CYRILLIC", "HEBREW", "ARMENIAN", "GEORGIAN"):
        return origin is Origin.EASTERN
    if script == "ARABIC":
        return origin is Origin.ARABIC
    return any(
        (parse.given and transliteration.tells_by_given(parse.given[0], origin, convention))
        or any(transliteration.is_patronymic(word, origin, convention) for word in parse.given[1:])
        or any(transliteration.tells_by_surname(word, origin, convention) for word in surname_forms(parse))
        for parse in parses
    )


def surname_forms(parse: Parse) -> tuple[Word, ...]:
    """The surname as printed, and the one whose genitive it may be."""
    surname, letters = parse.surname, parse.surname.lower
    alone = not parse.given and not parse.particles
    if len(letters) < SHORTEST_GENITIVE + alone or not letters.endswith("s") or letters.endswith(("ss", "ßs")):
        return (surname,)
    return (surname, word_of(letters[:-1]))


def is_doublet(surname: Word) -> bool:
    """Whether a surname in -s exists without it as well: Peters, Roberts, Woods."""
    base = surname.folded[:-1]
    return surname.folded in lexicons.people().genitive_doublets or is_given_name(base)


def is_umlaut_doublet(loose: str) -> bool:
    """Whether a surname without its umlaut is another surname: Kühn and Kuhn."""
    return loose in lexicons.people().umlaut_doublets
