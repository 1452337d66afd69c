"""Every lexicon that is there: it loads, and has no entry that can't match."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from tracker.actors import lexicons as of_actors
from tracker.claims.lexicon import ClaimWords
from tracker.extraction.acts.lexicon import ActWords
from tracker.extraction.dating.date_words import DateWords
from tracker.extraction.decoding.candidates import Subjunctive
from tracker.extraction.document.sentences import FullStops
from tracker.extraction.language import LanguageWords
from tracker.extraction.lemmas import InflectionWords
from tracker.extraction.quotation_words import QuotationWords
from tracker.extraction.speakers.grammar import Conversations, NameWords
from tracker.lexicon import CountryWords, GivenNames, QuotationMarks, languages, load
from tracker.lexicon.loading import ANY
from tracker.reading.lexicons import Documents, Printing, Published
from tracker.topics import TopicWords
from tracker.verdicts.ratings import RatingWords
from tracker.verdicts.wording import WordingWords
from tracker.views.words import ListingWords, ReportWords

# What each file is read into. A new lexicon is added here.
FORMS: dict[str, type] = {
    "acts": ActWords,
    "chinese": of_actors.Chinese,
    "claims": ClaimWords,
    "conversations": Conversations,
    "countries": of_actors.Countries,
    "country_words": CountryWords,
    "dates": DateWords,
    "descriptions": of_actors.Descriptions,
    "documents": Documents,
    "given_names": GivenNames,
    "inflection": InflectionWords,
    "language": LanguageWords,
    "listings": ListingWords,
    "names": NameWords,
    "offices": of_actors.Offices,
    "organisations": of_actors.Organisations,
    "origins": of_actors.Origins,
    "people": of_actors.People,
    "places": of_actors.Places,
    "printing": Printing,
    "published": Published,
    "quotation": QuotationWords,
    "quotation_marks": QuotationMarks,
    "ratings": RatingWords,
    "reports": ReportWords,
    "sentences": FullStops,
    "state_offices": of_actors.StateOffices,
    "subjunctive": Subjunctive,
    "surnames": of_actors.Surnames,
    "topics": TopicWords,
    "wording": WordingWords,
}

# What is compared as printed, capitals included; or whatever its capitals.
AS_PRINTED = (
    "acts.acts",  # nouns, where a language capitalises them
    "conversations.polite",
    "dates",
    "given_names",
    "inflection",
    "listings",  # is shown, and compared with nothing
    "names.age",
    "names.base_forms",
    "names.named_organisations",
    "names.polite",
    "printing",
    "published",
    "reports",  # is shown, too
    "sentences",
)
WITH_SPACES = ("dates.words", "names.inflection.plurals")  # parts of words, the empty ending

LEXICONS = sorted(
    (language, file.name.removesuffix(".toml"))
    for language in (*languages(), ANY)
    for file in (resources.files("tracker.lexicon") / language).iterdir()
)
OF_LANGUAGES = [(language, subject) for language, subject in LEXICONS if language != ANY]


def listed(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of texts with the keys that lead to it; a text is a list of its words."""
    match value:
        case dict():
            for key, each in value.items():
                yield from listed(each, f"{path}.{key}")
        case [str(), *_]:
            yield path, value
        case list():
            for each in value:
                yield from listed(each, path)
        case str():
            yield path, value.split()


def lists_of(language: str, subject: str) -> list[tuple[str, list[str]]]:
    path = resources.files("tracker.lexicon") / language / f"{subject}.toml"
    return list(listed(tomllib.loads(path.read_text(encoding="utf-8")), subject))


@pytest.mark.parametrize(("language", "subject"), LEXICONS)
def test_every_lexicon_loads(language: str, subject: str) -> None:
    assert load(FORMS[subject], subject, language) is load(FORMS[subject], subject, language)


@pytest.mark.parametrize(("language", "subject"), OF_LANGUAGES)
def test_no_entry_stands_twice_or_is_blank(language: str, subject: str) -> None:
    for path, entries in lists_of(language, subject):
        if not path.endswith(".form") and not path.startswith(("listings", "reports")):
            assert len(entries) == len(set(entries)), path
        if not path.startswith(WITH_SPACES):
            assert all(entry and entry == entry.strip() for entry in entries), path


@pytest.mark.parametrize(("language", "subject"), OF_LANGUAGES)
def test_what_is_compared_in_lower_case_is_written_so(language: str, subject: str) -> None:
    for path, entries in lists_of(language, subject):
        if not path.startswith(AS_PRINTED):
            assert [entry for entry in entries if entry != entry.lower()] == [], path


@pytest.mark.parametrize("language", languages())
def test_given_names_begin_with_a_capital(language: str) -> None:
    names = load(GivenNames, "given_names", language)
    assert all(name[0].isupper() for name in names.masculine | names.feminine)
