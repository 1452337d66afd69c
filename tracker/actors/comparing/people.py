"""Compares two printed names of people. The least sure part of the names gives the score:

SAME      1.00 the same words · 0.97 accents, umlauts, hyphens · 0.95 transliteration · 0.9 genitive
          0.85 one given name in two languages, Pinyin and Wade-Giles · 0.8 two surnames alone
POSSIBLE  0.9 a middle name left out · 0.85 a middle name abbreviated · 0.7 a particle left out
          0.65 a nickname · 0.6 an initial · 0.5 a surname alone, Jr. or III left out · 0.4 spelling, misprint
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from tracker.actors import lexicons
from tracker.actors.comparing.name_parts import (
    EQUAL,
    Agreement,
    certain,
    given_names_agree,
    is_misprint,
    is_sure_nickname,
    misprint_keys,
    parts_of,
    surname_keys,
    surnames_agree,
    together,
    uncertain,
)
from tracker.actors.comparing.results import DIFFERENT, Comparison, ReasonKind, possible, same, surest
from tracker.actors.names import chinese, transliteration
from tracker.actors.names.people import Parse, Person, is_initial, letters_of, person
from tracker.actors.names.transliteration import Convention, Origin
from tracker.actors.names.words import Word, plain, split, word_of

UNVOCALISED = ("ARABIC", "HEBREW")  # scripts that print no short vowels
VOWELS = str.maketrans("", "", "aeiouv")  # v and i are written with the letters of u and i
FEWEST_CONSONANTS = 2  # of a name in such a script; fewer agree by chance
LONGEST_SYLLABLE = 5  # letters: chien; one syllable is too little to identify anybody
GENERATION_LEFT_OUT = 0.5  # joined if both hold the same office at one time, see tracker.actors.resolving.clusters
SAME_WORDS = same(1.0, ReasonKind.SAME_NAME)


def compare_people(one: str, other: str) -> Comparison:
    """Whether two printed names of people mean one person."""
    if plain(one) == plain(other):
        return SAME_WORDS
    first, second = person(one), person(other)
    if (known := known_person(one)) is not None and known == known_person(other):
        return same(0.95, ReasonKind.KNOWN_PERSON)
    if "" in (first.letters, second.letters):
        return DIFFERENT
    if _genders_differ(first, second) or (first.ranks and second.ranks and first.ranks.isdisjoint(second.ranks)):
        return DIFFERENT
    comparisons = [
        comparison
        for parse in first.parses
        for other_parse in second.parses
        if (parse.certain or other_parse.certain) and (comparison := _compare_parses(parse, other_parse, first, second))
    ]
    return _of_one_generation(surest([*comparisons, *_same_letters(first, second)]), first, second)


def person_keys(name: str) -> frozenset[str]:
    """The blocks of a person's name: names that `compare_people` doesn't find different share one."""
    whole = person(name)
    keys = {f"people {known}"} if (known := known_person(name)) is not None else set()
    keys.add(f"letters {whole.letters}")
    for parse in whole.parses:
        keys.update(f"surname {key}" for key in surname_keys(parse))
        if parse.given:
            nearly = (*misprint_keys(parse.surname), *parts_of(parse.surname), parse.surname.folded)
            keys.update(f"{parse.given[0].folded} {key}" for key in nearly)
        keys.update(f"consonants {key}" for key in _consonant_keys(parse, whole))
    return frozenset(keys)


@cache
def _known_people() -> dict[str, int]:
    """From each name of a person whose names differ by more than spelling to the person's number."""
    lines = lexicons.people().known
    return {_all_letters(name): number for number, line in enumerate(lines) for name in line.split("|")}


@lru_cache(maxsize=2**15)
def known_person(name: str) -> int | None:
    """The number of the person who is known by this and other names; None for most names."""
    return _known_people().get(_all_letters(name))


def _all_letters(name: str) -> str:
    return letters_of(split(plain(name)))


def _genders_differ(one: Person, other: Person) -> bool:
    """Whether titles or given names show two genders: Herr Clinton and Frau Clinton; Frau Clinton and Bill Clinton."""
    alone = one.surname_alone or other.surname_alone
    return bool(alone and one.gender and other.gender and one.gender != other.gender)


def _of_one_generation(comparison: Comparison, one: Person, other: Person) -> Comparison:
    if one.generation == other.generation or comparison is DIFFERENT:
        return comparison
    if one.generation and other.generation:
        return DIFFERENT
    if comparison.score < GENERATION_LEFT_OUT:
        return possible(min(comparison.score, 0.3), ReasonKind.GENERATION)
    return possible(GENERATION_LEFT_OUT, ReasonKind.GENERATION)


def _same_letters(one: Person, other: Person) -> list[Comparison]:
    """A match by the same letters in other words: DeNiro and De Niro, Annalena and Anna Lena."""
    words = [len(each.parses[0].given) + len(each.parses[0].particles) + 1 for each in (one, other)]
    if one.letters != other.letters or min(words) == 1:
        return []
    if "CJK" in (one.script, other.script):
        return []
    return [SAME_WORDS if words[0] == words[1] else same(0.97, ReasonKind.SAME_LETTERS)]


def _compare_parses(one: Parse, other: Parse, first: Person, second: Person) -> Comparison | None:
    agreement = _parses_agree(one, other, first, second)
    if agreement is None:
        return None
    if not (one.certain and other.certain):
        return possible(min(agreement.score, 0.4), ReasonKind.UNUSUAL_ORDER)
    if not agreement.certain:
        return possible(agreement.score, agreement.reason)
    return same(agreement.score, agreement.reason)


def _parses_agree(one: Parse, other: Parse, first: Person, second: Person) -> Agreement | None:
    if (first.script in UNVOCALISED) != (second.script in UNVOCALISED):
        return _consonants_agree(one, other, first, second)
    given = _given_agree(one, other, first, second)
    if given is None:
        return _chinese_agree(one, other)
    conventions, name_origins = (first.convention, second.convention), sorted(first.origins | second.origins)
    surnames = surnames_agree(one, other, conventions, name_origins) or _nearly_agree(one, other)
    particles = _particles_agree(one.particles, other.particles)
    if surnames is None or particles is None:
        return _chinese_agree(one, other)
    script = certain(0.95, ReasonKind.OTHER_SCRIPT) if first.script != second.script else EQUAL
    if first.script == second.script == "CJK":
        script = uncertain(0.5, ReasonKind.CHARACTERS_READ_ALIKE)
    if _in_two_languages(one, other, conventions) and _is_frequent(one.surname, first.convention):
        given = together(given, uncertain(0.7, ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES_FREQUENT_SURNAME))
    return together(_of_rare_surname(given, one, other), surnames, particles, script)


def _of_rare_surname(given: Agreement, one: Parse, other: Parse) -> Agreement:
    """A short given name is certain with a rare surname: Joe and Joseph Biden; Joe and Joseph Smith may be two."""
    if given.certain or len(one.given) != 1 or len(other.given) != 1:
        return given
    frequent = any(each.surname.folded in _frequent_surnames_at_home() for each in (one, other))
    if frequent or not is_sure_nickname(one.given[0], other.given[0]):
        return given
    return certain(0.8, ReasonKind.SHORT_GIVEN_NAME_RARE_SURNAME)


def _frequent_surnames_at_home() -> frozenset[str]:
    return lexicons.people().frequent_at_home


def _in_two_languages(one: Parse, other: Parse, conventions: tuple[Convention, Convention]) -> bool:
    """Whether the given names are one name in two languages: Wladimir and Volodymyr."""
    if not (one.given and other.given):
        return False
    pairs = list(zip((one.given[0], other.given[0]), conventions, strict=True))
    names = {transliteration.given_name(word, Origin.EASTERN, convention) for word, convention in pairs}
    return (
        len(names) == 2
        and len({transliteration.given_name_in_any_language(word, convention) for word, convention in pairs}) == 1
    )


def _is_frequent(surname: Word, convention: Convention) -> bool:
    return transliteration.surname(surname, Origin.EASTERN, convention) in _frequent_surnames()


@cache
def _frequent_surnames() -> frozenset[str]:
    surnames = lexicons.people().frequent
    return frozenset(transliteration.surname(word_of(each), Origin.EASTERN, Convention.ENGLISH) for each in surnames)


def _given_agree(one: Parse, other: Parse, first: Person, second: Person) -> Agreement | None:
    """How all given names agree."""
    if not one.given and not other.given:
        return certain(0.8, ReasonKind.TWO_SURNAMES_ALONE)
    if not one.given or not other.given:
        return uncertain(0.5, ReasonKind.SURNAME_ALONE)
    conventions, name_origins = (first.convention, second.convention), sorted(first.origins | second.origins)
    agreement = given_names_agree(one.given[0], other.given[0], conventions, name_origins)
    if agreement is None:
        return _otherwise_called(one, other, first, second)
    middle = _middle_names_agree(one.given[1:], other.given[1:], conventions, name_origins)
    return middle and together(agreement, middle)


def _otherwise_called(one: Parse, other: Parse, first: Person, second: Person) -> Agreement | None:
    """An agreement by a nickname in quotation marks, or by the second given name: J. Robert Oppenheimer."""
    if other.given[0].folded in first.nicknames or one.given[0].folded in second.nicknames:
        return uncertain(0.7, ReasonKind.PRINTED_NICKNAME)
    for long, short in ((one.given, other.given), (other.given, one.given)):
        if is_initial(long[0]) and len(long) > 1 and long[1].folded == short[0].folded and not is_initial(short[0]):
            return uncertain(0.6, ReasonKind.LEADING_INITIAL_LEFT_OUT)
    return None


def _middle_names_agree(
    one: Sequence[Word],
    other: Sequence[Word],
    conventions: tuple[Convention, Convention],
    name_origins: Sequence[Origin],
) -> Agreement | None:
    """How middle names agree; None if they are of two people: George W. and George H. W. Bush."""
    pairs = zip(one, other, strict=False)
    agreements = [given_names_agree(mine, others, conventions, name_origins) for mine, others in pairs]
    if None in agreements:
        return None
    of_each = [
        each if each.certain else uncertain(0.85, ReasonKind.MIDDLE_NAME_ABBREVIATED) for each in agreements if each
    ]
    if len(one) != len(other):
        of_each.append(uncertain(0.9, ReasonKind.MIDDLE_NAME_LEFT_OUT))
    return together(EQUAL, *of_each)


def _particles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement | None:
    if one == other:
        return EQUAL
    short, long = sorted((one, other), key=len)
    if long[len(long) - len(short) :] != short:
        return None
    return uncertain(0.7, ReasonKind.PARTICLE_LEFT_OUT)


def _nearly_agree(one: Parse, other: Parse) -> Agreement | None:
    """How surnames agree that may be one because the given names are."""
    if not one.given or not other.given or one.given[0].folded != other.given[0].folded or is_initial(one.given[0]):
        return None
    if is_misprint(one.surname, other.surname):
        return uncertain(0.4, ReasonKind.ONE_LETTER)
    if one.surname.folded in parts_of(other.surname) or other.surname.folded in parts_of(one.surname):
        return uncertain(0.35, ReasonKind.HALF_OF_SURNAME)
    return None


def _chinese_agree(one: Parse, other: Parse) -> Agreement | None:
    """How Chinese names agree in pinyin and older spellings: Mao Zedong and Mao Tse-tung."""
    if not (one.surname_first and other.surname_first):
        return None
    names = [(each.surname.folded, "-".join(word.folded for word in each.given)) for each in (one, other)]
    if not all(chinese.is_surname(surname) and chinese.is_syllabic(given) for surname, given in names):
        return None
    old = [[chinese.wade_giles(part) for part in name] for name in names]
    if [text for text, _ in old[0]] != [text for text, _ in old[1]]:
        return None
    short = all(syllables == 1 and len(letters) <= LONGEST_SYLLABLE for _, (letters, syllables) in old)
    if all(chinese.is_pinyin(part) for name in names for part in name):
        return None if short else uncertain(0.3, ReasonKind.PINYIN_SPELLED_ALIKE)
    older = ReasonKind.OLD_SPELLING_OF_CHINESE
    return uncertain(0.5, older) if short else certain(0.85, older)


def _consonants_agree(one: Parse, other: Parse, first: Person, second: Person) -> Agreement | None:
    mine, others = _consonant_keys(one, first), _consonant_keys(other, second)
    if mine.isdisjoint(others):
        return None
    if bool(one.given) != bool(other.given):
        return uncertain(0.4, ReasonKind.CONSONANTS_OF_SURNAME_ALONE)
    if one.given:
        given = [
            {_consonants(word, origin, each.convention) for origin in each.origins}
            for word, each in ((one.given[0], first), (other.given[0], second))
        ]
        if given[0].isdisjoint(given[1]):
            return None
    return uncertain(0.5, ReasonKind.CONSONANTS)


def _consonant_keys(parse: Parse, whole: Person) -> set[str]:
    found = {_consonants(parse.surname, origin, whole.convention) for origin in whole.origins}
    return {each for each in found if len(each) >= FEWEST_CONSONANTS}


def _consonants(word: Word, origin: Origin, convention: Convention) -> str:
    sound = transliteration.PHONETIC_KEYS[origin](word.lower, convention)[0]
    return sound.translate(VOWELS)
