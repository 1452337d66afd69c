"""What a language says about who is meant: pronouns, titles, offices, organisations, from the lexicon."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from tracker.extraction.lemmas import inflection_of
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, NEUTER, Inflection, Noun, Sort
from tracker.lexicon import CountryWords, GivenNames, load

CACHED_WORDS = 2**15  # most words of a text are among the most frequent ones


@dataclass(frozen=True, slots=True)
class Conversations:
    """The lexicon `conversations`: how interviews and transcripts are printed, in lower case but for `polite`."""

    questions: frozenset[str]
    answers: frozenset[str]
    polite: tuple[str, ...]
    interviews: frozenset[str]
    before_guest: frozenset[str]
    interviewing: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormsOfAddress:
    """What is put before a name and tells the gender (*Frau*, *Mr.*), or does not (*Dr.*)."""

    masculine: tuple[str, ...]
    feminine: tuple[str, ...]
    neutral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedOrganisations:
    """Organisations by their names, with the nouns that describe any of them."""

    nouns: frozenset[str]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class NameWords:
    """The lexicon `names` of one language. All words are in lower case unless said otherwise there."""

    compounds: bool
    inflection: Inflection
    pronouns: Mapping[str, frozenset[str]]
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
    possessives: Mapping[str, frozenset[str]]
    definite: frozenset[str]
    indefinite: frozenset[str]
    plural_determiners: frozenset[str]
    singular_articles: frozenset[str]
    oblique: frozenset[str]
    genitive_determiners: frozenset[str]
    nominative_endings: tuple[str, ...]
    determiner_genders: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    genitive_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    other_function_words: frozenset[str]
    copulas: frozenset[str]
    not_names: frozenset[str]
    calendar: frozenset[str]
    leading: frozenset[str]
    forms_of_address: FormsOfAddress
    generations: frozenset[str]
    persons: tuple[str, ...]
    adjectival_persons: tuple[str, ...]
    spokespersons: tuple[str, ...]
    groups: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    men_compound: tuple[str, ...]
    women_compound: tuple[str, ...]
    persons_without_compounds: frozenset[str]
    irregular_feminines: Mapping[str, str]
    common_endings: tuple[str, ...]
    title_endings: tuple[str, ...]
    generic_persons: frozenset[str]
    counterparts: frozenset[str]
    representatives: frozenset[str]
    organisations: Mapping[str, tuple[str, ...]]
    named_organisations: tuple[NamedOrganisations, ...]
    institutions: frozenset[str]
    institution_compounds: tuple[str, ...]
    institution_prefixes: tuple[str, ...]
    not_institutions: frozenset[str]
    needs_owner: frozenset[str]
    offices: frozenset[str]
    attributive_offices: frozenset[str]
    generic_organisations: frozenset[str]
    no_short_forms: frozenset[str]
    with_place: frozenset[str]
    name_links: frozenset[str]
    plural_names: frozenset[str]
    base_forms: Mapping[str, str]
    sources: frozenset[str]
    source_compounds: tuple[str, ...]
    former: frozenset[str]
    modifiers: frozenset[str]
    modifier_endings: tuple[str, ...]
    not_modifier_endings: tuple[str, ...]
    distinct_prefixes: tuple[str, ...]
    loose_prefixes: tuple[str, ...]
    age: str
    synonym_sets: tuple[tuple[str, ...], ...]
    short_titles: Mapping[str, str]
    country_names: frozenset[str]
    party_words: Mapping[str, tuple[str, ...]]
    singular_verbs: frozenset[str]
    plural_verbs: frozenset[str]
    plural_endings: tuple[str, ...]
    singular_endings: tuple[str, ...]
    particles: frozenset[str]
    particle_starts: frozenset[str]


@dataclass(frozen=True, eq=False)
class Grammar(NameWords):
    """All that a language says about who is meant: what a text is read with."""

    nouns_capitalised: bool  # so that a capital alone makes no name
    given_names: GivenNames
    countries: Mapping[str, str]  # the country that a word stands for
    conversations: Conversations

    @cached_property
    def all_possessives(self) -> frozenset[str]:
        """The possessives of any gender and number."""
        return frozenset(word for group in self.possessives.values() for word in group)

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that are no part of a name unless the name is known."""
        return (
            self.prepositions
            | self.genitive_prepositions
            | self.place_prepositions
            | self.conjunctions
            | self.other_function_words
            | self.calendar
            | self.leading
            | self.definite
            | self.indefinite
            | self.pronouns.keys()
        )

    @cached_property
    def addresses(self) -> dict[str, str | None]:
        """Each form of address with the gender that it tells, if any."""
        forms = self.forms_of_address
        return (
            dict.fromkeys(forms.masculine, MASCULINE)
            | dict.fromkeys(forms.feminine, FEMININE)
            | dict.fromkeys(forms.neutral, None)
        )

    @cached_property
    def forms(self) -> dict[str, Noun]:
        """The nouns for persons and organisations by each of their forms."""
        forms: dict[str, Noun] = {}
        for noun, printed in _listed(self):
            forms.update(dict.fromkeys(printed, noun))
        return forms

    @cached_property
    def compound_heads(self) -> frozenset[str]:
        """The forms that may be the last part of a compound."""
        return (
            frozenset(form for form in self.forms if len(form) >= 3) - self.persons_without_compounds - {*self.groups}
        )

    @cached_property
    def known_organisations(self) -> dict[str, frozenset[str]]:
        """The organisations that are listed by name, each with the nouns that describe it."""
        known: dict[str, set[str]] = {}
        for listed in self.named_organisations:
            for name in listed.names:
                known.setdefault(name, set()).update(listed.nouns)
        return {name: frozenset(nouns) for name, nouns in known.items()}

    @cached_property
    def listed_names(self) -> frozenset[str]:
        """The listed names of organisations that have several words, in lower case."""
        listed = (*self.institutions, *self.base_forms, *(name.lower() for name in self.known_organisations))
        return frozenset(name for name in listed if " " in name)

    @cached_property
    def longest(self) -> dict[str, int]:
        """How many words the longest noun or listed name has that begins with a word."""
        longest: dict[str, int] = {}
        for phrase in (*self.forms, *self.listed_names):
            first, *rest = phrase.split()
            longest[first] = max(longest.get(first, 1), 1 + len(rest))
        return longest

    @cached_property
    def synonyms(self) -> dict[str, frozenset[str]]:
        """The words that may name the same as a word, itself among them."""
        synonyms: dict[str, set[str]] = {}
        for group in self.synonym_sets:
            for word in group:
                synonyms.setdefault(word, set()).update(group)
        return {word: frozenset(group) for word, group in synonyms.items()}

    @cached_property
    def parties(self) -> dict[str, str]:
        """The party that a word of a description stands for."""
        return {word: party for party, group in self.party_words.items() for word in group}

    def gender_of_given_name(self, name: str) -> str | None:
        """Masculine or feminine, or None where the name is unknown or borne by both."""
        masculine, feminine = name in self.given_names.masculine, name in self.given_names.feminine
        if masculine == feminine:
            return None
        return MASCULINE if masculine else FEMININE

    def is_given_name(self, name: str) -> bool:
        """Whether the lexicon lists it as a given name."""
        return name in self.given_names.masculine or name in self.given_names.feminine

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


@lru_cache(maxsize=CACHED_WORDS)
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
    return Grammar(
        **vars(load(NameWords, "names", language)),
        nouns_capitalised=inflection_of(language).nouns_capitalised,
        given_names=load(GivenNames, "given_names", language),
        countries=load(CountryWords, "country_words", language).country_of,
        conversations=load(Conversations, "conversations", language),
    )


def _listed(words: NameWords) -> Iterator[tuple[Noun, Iterable[str]]]:
    """The nouns with their forms; what comes later is the better reading of a form."""

    def sort_of(stem: str) -> Sort:
        return Sort.SPOKESPERSON if stem in words.spokespersons else Sort.PERSON

    inflection = words.inflection
    for group in words.groups:
        yield Noun(group, group, Sort.GROUP, None, plural=True), (group,)
    for gender in (FEMININE, MASCULINE, NEUTER):
        for stem in words.organisations[gender]:
            endings = () if gender == FEMININE else inflection.cases
            yield Noun(stem, stem, Sort.ORGANISATION, gender), _with(stem, endings)
    for stem in (*words.persons, *words.spokespersons):
        yield from _person(stem, sort_of(stem), inflection)
    for stem in words.adjectival_persons:
        yield from _adjectival(stem, inflection)
    for stem in (*words.men, *words.men_compound):
        yield Noun(stem, stem, sort_of(stem), MASCULINE), _with(stem, inflection.cases)
    for stem in (*words.women, *words.women_compound):
        base = words.irregular_feminines.get(stem, stem)
        yield Noun(base, base, sort_of(stem), FEMININE), (stem,)


def _with(stem: str, endings: Iterable[str]) -> list[str]:
    return [stem, *(stem + ending for ending in endings)]


def _person(stem: str, sort: Sort, inflection: Inflection) -> Iterator[tuple[Noun, Iterable[str]]]:
    """A title with its inflected forms, the feminine, and the plural where that is another word."""
    for ending, plural in inflection.plurals:
        if stem.endswith(ending):
            several = Noun(stem, stem, sort, None, plural=True)
            yield several, (stem.removesuffix(ending) + plural,)
            break
    base = stem.removesuffix(inflection.weak) if inflection.weak else stem
    if not inflection.feminine:
        yield Noun(stem, stem, sort, None), (stem,)
        return
    cases = [*_with(stem, inflection.cases), *(base + ending for ending in inflection.cases)]
    yield Noun(stem, stem, sort, MASCULINE), cases
    yield Noun(stem, stem, sort, FEMININE), (base + inflection.feminine,)
    yield Noun(stem, stem, sort, FEMININE, plural=True), (base + inflection.feminine_plural,)


def _adjectival(stem: str, inflection: Inflection) -> Iterator[tuple[Noun, Iterable[str]]]:
    forms = [stem + ending for ending in inflection.adjectives]
    yield Noun(stem, stem, Sort.PERSON, None, adjectival=True), forms
    masculine = Noun(stem, stem, Sort.PERSON, MASCULINE, adjectival=True)
    yield masculine, (stem + inflection.strong[MASCULINE],)
