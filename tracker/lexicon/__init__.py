"""The words of each language, as data: a folder per language, and in it a TOML file per subject.

Each file is described by a dataclass that has its keys as fields, beside the code that reads it.
"""

from tracker.lexicon.loading import (
    CountryWords,
    GivenNames,
    LexiconError,
    QuotationMarks,
    known_language,
    languages,
    load,
    load_all,
    quotation_marks,
    read,
)

__all__ = [
    "CountryWords",
    "GivenNames",
    "LexiconError",
    "QuotationMarks",
    "known_language",
    "languages",
    "load",
    "load_all",
    "quotation_marks",
    "read",
]
