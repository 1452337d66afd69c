"""Reads a TOML file of words into the dataclass that describes it, and lists the languages that there are.

Lexicons that more than one package reads are described here.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

ANY = "any"  # the folder of words that belong to no single language
FOLDERS: tuple[Traversable, ...] = (resources.files("tracker.lexicon"),)  # where the languages' folders are

Lexicon = TypeVar("Lexicon")


class LexiconError(ValueError):
    """A lexicon lacks a key, has one too many, or a value of the wrong type. The message names file and key."""


def languages(subject: str | None = None) -> tuple[str, ...]:
    """The languages that have a folder of words ("de", "en"), in alphabetical order; of `subject`, if given."""
    return _languages_in(FOLDERS, subject)


def known_language(language: str | None) -> str | None:
    """The language, if it has a folder of words; None for another one, such as whatever a file says of an article."""
    return language if language in languages() else None


@cache
def _languages_in(folders: tuple[Traversable, ...], subject: str | None) -> tuple[str, ...]:
    found = [entry for folder in folders for entry in folder.iterdir() if entry.is_dir()]
    if subject:
        found = [entry for entry in found if (entry / f"{subject}.toml").is_file()]
    return tuple(sorted({entry.name for entry in found if re.fullmatch("[a-z]{2,3}", entry.name)} - {ANY}))


def load(form: type[Lexicon], subject: str, language: str = ANY) -> Lexicon:
    """The lexicon of a subject ("acts", "dates") in a language ("de", "en"), read once.

    `form` is a dataclass whose fields are the file's keys. A field with a default may be left out of the file, and a
    list of single words may be written as one text with spaces between them.

    Raises FileNotFoundError where the language has no such lexicon, LexiconError where the file doesn't fit.
    """
    return cast(Lexicon, _loaded(cast(Any, form), subject, language))


@cache
def _loaded(form: Any, subject: str, language: str) -> Any:
    name = f"{language}/{subject}.toml"
    files = [folder / language / f"{subject}.toml" for folder in FOLDERS]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        raise FileNotFoundError(f"there is no lexicon {name}")
    return read(file, form, name)


def read(file: Traversable, form: type[Lexicon], name: str) -> Lexicon:
    """A TOML file as the dataclass that describes it. `name`: what messages call it. Raises LexiconError."""
    return cast(Lexicon, _built(form, tomllib.loads(file.read_text(encoding="utf-8")), name, ()))


def load_all(form: type[Lexicon], subject: str) -> tuple[Lexicon, ...]:
    """The lexicons of a subject of all languages that have one, in the order of `languages`."""
    return tuple(load(form, subject, language) for language in languages(subject))


def _built(form: Any, value: Any, file: str, path: tuple[str, ...]) -> Any:
    """A value of a TOML file as the type hint `form` has it. `path` are the keys that lead to the value."""
    origin, arguments = get_origin(form), get_args(form)
    if is_dataclass(form):
        return _dataclass(form, _checked(value, dict, file, path), file, path)
    if origin is Mapping:
        table = _checked(value, dict, file, path)
        keys = [_built(arguments[0], key, file, (*path, key)) for key in table]
        return {key: _built(arguments[1], table[key], file, (*path, key)) for key in keys}
    if origin in (tuple, frozenset):
        return origin(_items(form, value, file, path))
    if origin is UnionType:  # "str | None": TOML has no None, so what is there is of the other type
        return _built(arguments[0], value, file, path)
    if issubclass(form, Enum):
        if value not in set(form):
            raise _error(file, path, f"is {value!r}, expected one of: {', '.join(form)}")
        return form(value)
    return _checked(value, form, file, path)


def _items(form: Any, value: Any, file: str, path: tuple[str, ...]) -> list[Any]:
    """The items of a list: all of the same type, or, where `form` is such a tuple, a certain number of them."""
    item, *others = get_args(form)
    listed = value.split() if isinstance(value, str) and item is str else value
    items = [_built(item, each, file, (*path, str(at))) for at, each in enumerate(_checked(listed, list, file, path))]
    if others and others != [...] and len(items) != len(others) + 1:
        raise _error(file, path, f"should have {len(others) + 1} items, not {len(items)}")
    return items


def _dataclass(form: Any, table: dict[str, Any], file: str, path: tuple[str, ...]) -> Any:
    hints = get_type_hints(form)
    keys = [field.name for field in fields(form)]
    unknown = sorted(table.keys() - keys)
    if unknown:
        alike = get_close_matches(unknown[0], keys, 1)
        raise _error(file, (*path, unknown[0]), "is no known key" + (f", {alike[0]} is" if alike else ""))
    required = [field.name for field in fields(form) if field.default is field.default_factory is MISSING]
    missing = [key for key in required if key not in table]
    if missing:
        raise _error(file, (*path, missing[0]), "is missing")
    return form(**{key: _built(hints[key], value, file, (*path, key)) for key, value in table.items()})


def _checked(value: Any, form: type, file: str, path: tuple[str, ...]) -> Any:
    if form is float and type(value) is int:
        return float(value)
    if type(value) is not form:
        raise _error(file, path, f"should be {_TYPES[form]}, not {value!r:.60}")
    return value


_TYPES = {
    dict: "a table",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


def _error(file: str, path: tuple[str, ...], problem: str) -> LexiconError:
    return LexiconError(f"{file}: {'.'.join(path)} {problem}")


@dataclass(frozen=True)
class GivenNames:
    """The lexicon `given_names`: well-known names, as printed. One that stands in both lists tells no gender."""

    masculine: frozenset[str]
    feminine: frozenset[str]


@dataclass(frozen=True)
class CountryWords:
    """The lexicon `country_words`: what stands for a country in descriptions, in lower case (*russisch*, *Russian*).

    With `endings` a country's name is an adjective or its people (*Sri Lanka*n), with `plurals` these are several.
    Behind `locatives` a capital is a place, not the government that has its seat there; before `currencies` nobody is
    named (*US dollars*).
    """

    countries: Mapping[str, tuple[str, ...]]
    endings: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    locatives: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()

    @property
    def country_of(self) -> dict[str, str]:
        """The country that each word stands for."""
        return {word: country for country, words in self.countries.items() for word in words}


@dataclass(frozen=True)
class QuotationMarks:
    """The lexicon `quotation_marks`: the opening and the closing mark."""

    marks: tuple[str, str]


def quotation_marks(language: str | None) -> QuotationMarks:
    """The quotation marks of a language, or English ones where it has no lexicon of them."""
    return load(QuotationMarks, "quotation_marks", language if language in languages("quotation_marks") else "en")
