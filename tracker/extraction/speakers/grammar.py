"""What a language says about who is meant: pronouns, titles, offices, organisations, from the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tracker.extraction.speakers.inflection import (
    FEMININE,
    MASCULINE,
    NEUTER,
    Inflection,
    Noun,
    noun_forms,
)
from tracker.lexicon import load


@dataclass(frozen=True, eq=False)
class Grammar:
    """The lexicon of one language, ready for look-up. All words are in lower case unless said otherwise."""

    compounds: bool
    nouns_capitalised: bool
    inflection: Inflection
    pronouns: dict[str, frozenset[str]]
    pairs: frozenset[str]
    sides: frozenset[str]
    first_person: frozenset[str]
    first_person_possessive: frozenset[str]
    second_person: frozenset[str]
    demonstrative: frozenset[str]
    relative: frozenset[str]
    reflexive: frozenset[str]
    source_pronouns: frozenset[str]
    own: frozenset[str]
    polite: str
    possessives: dict[str, frozenset[str]]
    all_possessives: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    plural_determiners: frozenset[str]
    singular_articles: frozenset[str]
    oblique: frozenset[str]
    genitive_determiners: frozenset[str]
    nominative_endings: tuple[str, ...]
    common_endings: tuple[str, ...]
    determiner_genders: dict[str, frozenset[str]]
    prepositions: frozenset[str]
    genitive_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    function_words: frozenset[str]
    copulas: frozenset[str]
    not_names: frozenset[str]
    calendar: frozenset[str]
    title_endings: tuple[str, ...]
    leading: frozenset[str]
    addresses: dict[str, str | None]
    generations: frozenset[str]
    abbreviations: frozenset[str]
    forms: dict[str, Noun]
    longest: dict[str, int]  # how many words the longest noun or listed name has that begins with a word
    compound_heads: frozenset[str]
    generic_persons: frozenset[str]
    counterparts: frozenset[str]
    representatives: frozenset[str]
    institutions: frozenset[str]
    institution_compounds: tuple[str, ...]
    institution_prefixes: tuple[str, ...]
    not_institutions: frozenset[str]
    needs_owner: frozenset[str]
    offices: frozenset[str]
    attributive_offices: frozenset[str]
    plural_names: frozenset[str]
    base_forms: dict[str, str]
    listed_names: frozenset[str]
    name_links: frozenset[str]
    known_organisations: dict[str, frozenset[str]]
    sources: frozenset[str]
    source_compounds: tuple[str, ...]
    former: frozenset[str]
    modifiers: frozenset[str]
    modifier_endings: tuple[str, ...]
    not_modifier_endings: tuple[str, ...]
    generic_organisations: frozenset[str]
    no_short_forms: frozenset[str]
    with_place: frozenset[str]
    distinct_prefixes: tuple[str, ...]
    loose_prefixes: tuple[str, ...]
    age: str
    synonyms: dict[str, frozenset[str]]
    short_titles: dict[str, str]
    countries: dict[str, str]
    country_names: frozenset[str]
    parties: dict[str, str]
    singular_verbs: frozenset[str]
    plural_verbs: frozenset[str]
    plural_endings: tuple[str, ...]
    singular_endings: tuple[str, ...]
    particles: frozenset[str]
    particle_starts: frozenset[str]
    masculine_names: frozenset[str]
    feminine_names: frozenset[str]
    questions: frozenset[str]
    answers: frozenset[str]
    interviews: frozenset[str]
    interview_with: frozenset[str]
    interviewing: frozenset[str]

    def gender_of_given_name(self, name: str) -> str | None:
        """Masculine or feminine, or None where the name is unknown or borne by both."""
        masculine, feminine = name in self.masculine_names, name in self.feminine_names
        if masculine == feminine:
            return None
        return MASCULINE if masculine else FEMININE

    def is_given_name(self, name: str) -> bool:
        """Whether the lexicon lists it as a given name."""
        return name in self.masculine_names or name in self.feminine_names

    def is_determiner(self, word: str) -> bool:
        """Whether it is an article, a demonstrative or a possessive."""
        return word in self.definite or word in self.indefinite or self.is_possessive(word)

    def is_possessive(self, word: str) -> bool:
        """Whether it says to whom something belongs (*his*, *ihre*)."""
        return word in self.all_possessives

    def noun(self, word: str) -> Noun | None:
        """What the lexicon knows of a noun, by the whole word or by the last part of a compound."""
        return _noun(self, word.lower())

    def country(self, word: str) -> str | None:
        """The country that a word of a description stands for (*US-*, *russische*, *Russian*)."""
        lower = word.lower()
        for candidate in (lower, *self.inflection.adjective_stems(lower)):
            if candidate in self.countries:
                return self.countries[candidate]
        return None

    def is_institution(self, noun: Noun) -> bool:
        """Whether a definite noun names one organisation by itself (*die Polizei*, *das Ministerium*)."""
        if noun.stem.rsplit("-", 1)[-1] in self.not_institutions:
            return False
        if noun.stem in self.institutions or noun.stem.startswith(self.institution_prefixes):
            return True
        return any(noun.stem.endswith(e) and noun.stem != e for e in self.institution_compounds)


@cache
def _noun(grammar: Grammar, word: str) -> Noun | None:
    if word in grammar.forms:
        return grammar.forms[word]
    last = word.rsplit("-", 1)[-1]
    if last != word and last in grammar.forms:
        return _compound(word[: -len(last)], grammar.forms[last])
    if grammar.compounds:
        for cut in range(1, len(last) - 2):
            if last[cut:] in grammar.compound_heads:
                return _compound(word[: len(word) - len(last) + cut], grammar.forms[last[cut:]])
    return None


def _compound(prefix: str, noun: Noun) -> Noun:
    return Noun(prefix + noun.stem, noun.head, noun.sort, noun.gender, noun.plural, noun.adjectival)


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language ("de", "en"), read once.

    Raises FileNotFoundError where the language has no lexicon of names.
    """
    data, conversations = load("names", language), load("conversations", language)
    kinds, determiners, function = data["pronoun_kinds"], data["determiners"], data["function_words"]
    nouns, organisations, descriptions = data["nouns"], data["organisations"], data["descriptions"]
    inflection = Inflection.of(data["inflection"])
    forms = noun_forms(data, inflection)
    without = set(nouns["persons_without_compounds"]) | set(nouns["groups"])
    words = {word for key, group in function.items() if key not in ("not_names", "copulas") for word in group}
    known = _known(data["known_organisations"])
    listed = (*organisations["institutions"], *organisations["base_forms"], *(name.lower() for name in known))
    listed_names = frozenset(name for name in listed if " " in name)
    return Grammar(
        compounds=data["compounds"],
        nouns_capitalised=data["nouns_capitalised"],
        inflection=inflection,
        pronouns={word: frozenset(features) for word, features in data["pronouns"].items()},
        pairs=frozenset(kinds["two"]),
        sides=frozenset(kinds["sides"]),
        first_person=frozenset(kinds["first_person"]),
        first_person_possessive=frozenset(kinds["first_person_possessive"]),
        second_person=frozenset(kinds["second_person"]),
        demonstrative=frozenset(kinds["demonstrative"]),
        relative=frozenset(kinds["relative"]),
        reflexive=frozenset(kinds["reflexive"]),
        source_pronouns=frozenset(kinds["source"]),
        own=frozenset(kinds["own"]),
        polite=kinds["polite"],
        possessives={key: frozenset(group) for key, group in data["possessives"].items()},
        all_possessives=frozenset(word for group in data["possessives"].values() for word in group),
        definite=frozenset(determiners["definite"]),
        indefinite=frozenset(determiners["indefinite"]),
        plural_determiners=frozenset(determiners["plural"]),
        singular_articles=frozenset(determiners["one"]),
        oblique=frozenset(determiners["oblique"]),
        genitive_determiners=frozenset(determiners["genitive"]),
        common_endings=tuple(nouns["common_endings"]),
        nominative_endings=tuple(determiners["nominative_endings"]),
        determiner_genders={gender: frozenset(determiners[gender]) for gender in (MASCULINE, FEMININE, NEUTER)},
        prepositions=frozenset(function["prepositions"]),
        genitive_prepositions=frozenset(function["genitive_prepositions"]),
        place_prepositions=frozenset(function["place_prepositions"]),
        conjunctions=frozenset(function["conjunctions"]),
        function_words=frozenset(words)
        | frozenset(data["pronouns"])
        | frozenset(determiners["definite"])
        | frozenset(determiners["indefinite"]),
        copulas=frozenset(function["copulas"]),
        not_names=frozenset(function["not_names"]),
        calendar=frozenset(function["calendar"]),
        title_endings=tuple(nouns["title_endings"]),
        leading=frozenset(function["leading"]),
        addresses=_addresses(data["addresses"]),
        generations=frozenset(data["addresses"]["generations"]),
        abbreviations=frozenset(data["abbreviations"]["words"]),
        forms=forms,
        longest=_longest((*forms, *listed_names)),
        compound_heads=frozenset(form for form in forms if len(form) >= 3 and form not in without),
        generic_persons=frozenset(nouns["generic_persons"]),
        counterparts=frozenset(nouns["counterparts"]),
        representatives=frozenset(nouns["representatives"]),
        institutions=frozenset(organisations["institutions"]),
        institution_compounds=tuple(organisations["institution_compounds"]),
        institution_prefixes=tuple(organisations["institution_prefixes"]),
        not_institutions=frozenset(organisations["not_institutions"]),
        needs_owner=frozenset(organisations["needs_owner"]),
        offices=frozenset(organisations["offices"]),
        attributive_offices=frozenset(organisations["attributive_offices"]),
        plural_names=frozenset(organisations["plural_names"]),
        base_forms=dict(organisations["base_forms"]),
        listed_names=listed_names,
        name_links=frozenset(organisations["name_links"]),
        known_organisations=known,
        sources=frozenset(data["sources"]["words"]),
        source_compounds=tuple(data["sources"]["compounds"]),
        former=frozenset(descriptions["former"]),
        modifiers=frozenset(descriptions["modifiers"]),
        modifier_endings=tuple(descriptions["modifier_endings"]),
        not_modifier_endings=tuple(descriptions["not_modifier_endings"]),
        generic_organisations=frozenset(organisations["generic"]),
        no_short_forms=frozenset(organisations["no_short_forms"]),
        with_place=frozenset(organisations["with_place"]),
        distinct_prefixes=tuple(descriptions["distinct_prefixes"]),
        loose_prefixes=tuple(descriptions["loose_prefixes"]),
        age=descriptions["age"],
        synonyms=_synonyms(descriptions["synonyms"]),
        short_titles=dict(data["short_titles"]),
        countries={word: country for country, group in data["countries"].items() for word in group},
        parties={word: party for party, group in data["parties"].items() for word in group},
        country_names=frozenset(data["country_names"]["words"]),
        singular_verbs=frozenset(data["verbs"]["singular"]),
        plural_verbs=frozenset(data["verbs"]["plural"]),
        plural_endings=tuple(data["verbs"]["plural_endings"]),
        singular_endings=tuple(data["verbs"]["singular_endings"]),
        particles=frozenset(data["particles"]["words"]),
        particle_starts=frozenset(data["particles"]["starts"]),
        masculine_names=frozenset(data["given_names"]["masculine"].split()),
        feminine_names=frozenset(data["given_names"]["feminine"].split()),
        questions=frozenset(conversations["questions"]),
        answers=frozenset(conversations["answers"]),
        interviews=frozenset(conversations["interviews"]),
        interview_with=frozenset(conversations["with"]),
        interviewing=frozenset(conversations["interviewing"]),
    )


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 1), 1 + len(rest))
    return longest


def _addresses(data: dict[str, list[str]]) -> dict[str, str | None]:
    genders = {"masculine": MASCULINE, "feminine": FEMININE, "neutral": None}
    return {word: gender for key, gender in genders.items() for word in data[key]}


def _known(entries: Iterable[dict[str, list[str]]]) -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for entry in entries:
        for name in entry["names"]:
            known.setdefault(name, set()).update(entry["nouns"])
    return {name: frozenset(nouns) for name, nouns in known.items()}


def _synonyms(sets: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    synonyms: dict[str, set[str]] = {}
    for group in sets:
        for word in group:
            synonyms.setdefault(word, set()).update(group)
    return {word: frozenset(group) for word, group in synonyms.items()}
