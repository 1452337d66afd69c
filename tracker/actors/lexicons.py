"""What is known about names, as data: the lexicons of people, organisations, countries and offices.

Each class has the keys of one file in `tracker/lexicon/`; the file's comments say what they mean. Where one line or
text lists several names or words, "|" stands between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tracker.lexicon import load, load_all


@dataclass(frozen=True)
class Nicknames:
    """Given names that may be one: a line lists those that belong together."""

    short: tuple[str, ...]
    sure: frozenset[str]
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """The lexicon `people`: how people's names are built."""

    masculine_titles: frozenset[str]
    feminine_titles: frozenset[str]
    neutral_titles: frozenset[str]
    lines_of_ranks: tuple[str, ...]
    title_endings: tuple[str, ...]
    nobility: frozenset[str]
    particles: frozenset[str]
    also_given: frozenset[str]
    filiation: frozenset[str]
    arabic_articles: tuple[str, ...]
    articles: frozenset[str]
    junior: frozenset[str]
    senior: frozenset[str]
    trailing: frozenset[str]
    genitive_doublets: frozenset[str]
    umlaut_doublets: frozenset[str]
    endings_at_home: frozenset[str]
    hungarian: frozenset[str]
    japanese: frozenset[str]
    frequent: frozenset[str]
    frequent_at_home: frozenset[str]
    known: tuple[str, ...]
    abbreviated_particles: Mapping[str, str]
    nicknames: Nicknames

    @cached_property
    def titles(self) -> frozenset[str]:
        """All titles."""
        return self.masculine_titles | self.feminine_titles | self.neutral_titles

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The number of the rank that a title tells."""
        return {title: rank for rank, line in enumerate(self.lines_of_ranks) for title in line.split()}

    @cached_property
    def generations(self) -> dict[str, str]:
        """Whether a word behind a name means the father or the son."""
        return dict.fromkeys(self.junior, "junior") | dict.fromkeys(self.senior, "senior")


@dataclass(frozen=True)
class WadeGiles:
    """How pinyin is rewritten as Wade-Giles; `syllables` are pairs of whole ones."""

    initials: Mapping[str, str]
    finals: Mapping[str, str]
    syllables: tuple[str, ...]
    german: Mapping[str, str]


@dataclass(frozen=True)
class Chinese:
    """The lexicon `chinese`: surnames that are printed first, and syllables."""

    surnames: frozenset[str]
    initials: tuple[str, ...]
    finals: tuple[str, ...]
    further_syllables: tuple[str, ...]
    wade_giles: WadeGiles


@dataclass(frozen=True)
class NamesOfOrigin:
    """Names that are written in another script at home; a line lists the spellings of one name."""

    letters: Mapping[str, str]
    context: tuple[tuple[str, str], ...]
    given: str
    telling_given: tuple[str, ...]
    telling_surnames: tuple[str, ...]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    surnames: str
    languages: str


@dataclass(frozen=True)
class Origins:
    """The lexicon `origins`."""

    eastern: NamesOfOrigin
    arabic: NamesOfOrigin


@dataclass(frozen=True)
class Countries:
    """The lexicon `countries`: what CLDR does not say of a country, by ISO 3166 code."""

    names: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]
    capitals: Mapping[str, str]
    seats: Mapping[str, str]
    adjectives: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Organisations:
    """The lexicon `organisations`: `names` are grouped, `seats` lead to the organisation that they stand for."""

    legal_forms: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    adjective_endings: tuple[str, ...]
    inflections: tuple[str, ...]
    genitive_endings: tuple[str, ...]
    function_words: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, str]


@dataclass(frozen=True)
class StateOffices:
    """The lexicon `state_offices`: ministries and the like, which every state has; `prefixes` name a country."""

    prefixes: Mapping[str, str]
    offices: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Places:
    """The lexicon `places`: one place a line."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Surnames:
    """The lexicon `surnames`: those that many people have."""

    common: frozenset[str]


@dataclass(frozen=True)
class Descriptions:
    """The lexicon `descriptions`: how the offices and countries that describe people go together."""

    single_offices: frozenset[str]
    fields: Mapping[str, frozenset[str]]
    regions: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Offices:
    """The lexicon `offices` of a language: what people are described as, by the office's name in all languages.

    `compounds` says that a word's end counts (*bundesinnenminister*); in other languages only whole words do, and
    several of them in a row are one office. `endings` are those of inflected and feminine forms, `country_endings`
    those that may follow a country's name or adjective.
    """

    compounds: bool
    offices: Mapping[str, tuple[str, ...]]
    weak: frozenset[str]
    endings: tuple[str, ...] = ()
    country_endings: tuple[str, ...] = ()


@cache
def people() -> People:
    """How people's names are built."""
    return load(People, "people")


@cache
def countries() -> Countries:
    """What is known of countries besides CLDR's names."""
    return load(Countries, "countries")


@cache
def organisations() -> Organisations:
    """Organisations that are well known."""
    return load(Organisations, "organisations")


@cache
def state_offices() -> StateOffices:
    """Offices that every state has."""
    return load(StateOffices, "state_offices")


@cache
def offices() -> tuple[Offices, ...]:
    """What people are described as, in each language."""
    return load_all(Offices, "offices")
