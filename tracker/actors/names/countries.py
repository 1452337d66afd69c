"""Countries by all their names: from CLDR in German and English, and from the lexicon what CLDR lacks.

The names are read by Babel, which takes a tenth of a second to load: only when names of places are compared.
"""

from functools import cache

from tracker.actors import lexicons
from tracker.actors.names.words import script_of
from tracker.lexicon import languages

# Whose names of countries to read for a name in this script.
OF_SCRIPT = {
    "CYRILLIC": ("ru", "uk", "be", "bg"),
    "ARABIC": ("ar", "fa"),
    "HEBREW": ("he",),
    "CJK": ("zh", "zh_Hant"),
    "GREEK": ("el",),
}
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def cldr_names(language: str) -> dict[str, str]:
    """The names of all countries in a language ("de"), by ISO 3166 code."""
    from babel import Locale  # takes a while to load

    territories = Locale.parse(language).territories
    return {code: str(name) for code, name in territories.items() if len(code) == 2 and code not in NO_COUNTRIES}


@cache
def names_by_country() -> dict[str, tuple[str, ...]]:
    """All names of each country in the languages that are read, the one that CLDR gives in English first."""
    names = {code: [name] for code, name in cldr_names("en").items()}
    for language in languages("country_words"):
        for code, name in cldr_names(language).items():
            names.setdefault(code, []).append(name)
    for code, further in own_names().items():
        names.setdefault(code, []).extend(further)
    return {code: tuple(dict.fromkeys(of_country)) for code, of_country in names.items()}


@cache
def names_in_script(script: str) -> dict[str, tuple[str, ...]]:
    """The names of each country in the languages of a script; empty for an unknown script."""
    names: dict[str, list[str]] = {}
    for language in OF_SCRIPT.get(script, ()):
        for code, name in cldr_names(language).items():
            names.setdefault(code, []).append(name)
    return {code: tuple(dict.fromkeys(of_country)) for code, of_country in names.items()}


def own_names() -> dict[str, tuple[str, ...]]:
    """The names that CLDR lacks."""
    return {code: _several(names) for code, names in lexicons.countries().names.items()}


def capitals() -> dict[str, tuple[str, ...]]:
    """The names of the capital that stands for each country's government."""
    return {code: _several(names) for code, names in lexicons.countries().capitals.items()}


def seats() -> dict[str, tuple[str, ...]]:
    """The names of houses and streets that stand for a country's government."""
    return {code: _several(names) for code, names in lexicons.countries().seats.items()}


def ambiguous() -> dict[str, tuple[str, ...]]:
    """From a name that several countries have to these countries."""
    return {name: codes for names, codes in lexicons.countries().ambiguous.items() for name in _several(names)}


@cache
def adjectives() -> dict[str, str]:
    """The stems of German adjectives and the English ones (folded), to the country."""
    return {word: code for code, words in lexicons.countries().adjectives.items() for word in words}


def country_of_adjective(word: str) -> str | None:
    """The country of an adjective (folded), with a German ending or without one."""
    known = adjectives()
    for ending in ("", *lexicons.organisations().adjective_endings):
        if word.endswith(ending) and (code := known.get(word.removesuffix(ending) if ending else word)):
            return code
    return None


def display_name(code: str) -> str:
    """The English name of a country."""
    names = names_by_country().get(code)
    return names[0] if names else "the European Union" if code == "EU" else code


def script_needed(name: str) -> str:
    """The script of a name if countries have names in it; "" for Latin letters."""
    script = script_of(name)
    return script if script in OF_SCRIPT else ""


def _several(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|"))
