"""The words around statements in the language of the reader."""

import string
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from babel import Locale

from tracker.extraction.statements import Act, Kind, Resolution, Standing
from tracker.lexicon import languages, load
from tracker.reading.article import PublishedBasis
from tracker.store.rows.statements import StatementInPlace, TimelineEntry, Totals
from tracker.terms import CheckStatus, Verdict
from tracker.views.formats import By
from tracker.views.listing import print_statements, print_totals
from tracker.views.statement import print_statement
from tracker.views.timeline import print_timeline
from tracker.views.wording import day_in_full, verb, verb_end
from tracker.views.words import ENGLISH, ListingWords, reading_in

READ_IN = languages("listings")


@pytest.fixture
def german() -> Iterator[None]:
    with reading_in("de"):
        yield


def predicate(row: Any) -> str:
    return f"{verb(row)} X {verb_end(row)}".strip() if row.addressee else verb(row)


@pytest.mark.parametrize(
    ("act", "one", "several", "addressing", "several_addressing"),
    [
        ("statement", "sagt", "sagen", "sagt zu X", "sagen zu X"),
        ("announcement", "kündigt an", "kündigen an", "kündigt X an", "kündigen X an"),
        ("denial", "dementiert", "dementieren", "dementiert gegenüber X", "dementieren gegenüber X"),
        ("warning", "warnt", "warnen", "warnt X", "warnen X"),
        ("accusation", "erhebt Vorwürfe", "erheben Vorwürfe", "wirft X vor", "werfen X vor"),
        ("admission", "räumt ein", "räumen ein", "räumt gegenüber X ein", "räumen gegenüber X ein"),
    ],
)
@pytest.mark.usefixtures("german")
def test_a_german_verb_agrees_with_its_speakers_and_closes_around_the_addressee(
    row, act: str, one: str, several: str, addressing: str, several_addressing: str
) -> None:
    both = ["A", "B"]
    assert predicate(row(act=act, addressee="")) == one
    assert predicate(row(act=act, addressee="", actors=both)) == several
    assert predicate(row(act=act, addressee="X")) == addressing
    assert predicate(row(act=act, addressee="X", actors=both)) == several_addressing


@pytest.mark.usefixtures("german")
def test_a_name_that_is_a_plural_has_a_verb_in_the_plural(row) -> None:
    assert predicate(row(addressee="", actors=["USA"])) == "warnen"
    with reading_in("en"):
        assert predicate(row(addressee="", actors=["USA"])) == "warns"


@pytest.mark.parametrize(
    ("day", "heading"), [("2024-03-06", "Mittwoch, 6. März 2024"), ("2022-01-21", "Freitag, 21. Januar 2022")]
)
@pytest.mark.usefixtures("german")
def test_a_german_day_as_a_heading(day: str, heading: str) -> None:
    assert day_in_full(day) == heading
    assert day_in_full(None) == "Ohne Datum"


@pytest.mark.usefixtures("german")
def test_a_german_listing(row, screen) -> None:
    stdout = screen(100)
    print_totals(1, Totals(2640, 1, "2024-03-06", "2024-03-07"))
    print_totals(None, Totals(10_000, 3, None, None, more=True))
    print_statements([row(tags=["Hafen"], status="checked", verdict="mostly_false", decided=["accepted", "act"])])
    print_statements([row(doubtful_actors=["Petra Lindholm"], speaker="sie", act="denial", newest_version=3)])
    assert stdout.text.splitlines() == [
        "1 von 2.640 Aussagen; 1 Akteur, 2024-03-06 bis 2024-03-07",
        "",
        "mehr als 10.000 Aussagen",
        "",
        "3  2024-03-06  Petra Lindholm  Warnung an (die Reeder)  Hafenkurier  (bestätigt, Akt entschieden;",
        "   geprüft: überwiegend falsch; #Hafen)",
        "   vor einer Schließung des Hafens",
        "3  2024-03-06  Petra Lindholm? aus „sie“  Dementi gegenüber (die Reeder)  Hafenkurier  (nicht mehr",
        "   in der späteren Fassung, Artikel 3)",
        "   vor einer Schließung des Hafens",
    ]


@pytest.mark.usefixtures("german")
def test_a_german_timeline(row, screen) -> None:
    told = row(act="announcement", published_on_basis="file_time", doubtful_actors=["Petra Lindholm"], speaker="")
    stdout = screen(100)
    print_timeline([TimelineEntry("2024-03-06", told, [told])], By.DAY)
    assert stdout.text.splitlines() == [
        "Mittwoch, 6. März 2024  (Datum vermutet)",
        "  Petra Lindholm? kündigt (die Reeder) an: vor einer Schließung des Hafens  [3]  (Hafenkurier;",
        "    Sprecher aus dem Zusammenhang)",
    ]


@pytest.mark.usefixtures("german")
def test_a_german_statement_in_its_place(row, capsys: pytest.CaptureFixture[str]) -> None:
    shown = row(resolutions=["pronoun"], doubtful_actors=["Petra Lindholm"], speaker="sie", standing="announced")
    found = StatementInPlace(shown, "Absatz", 0, [], [], [], [], [], "hafen.txt", "v1", found={"act": "denial"})
    print_statement(found)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Aussage 3  Warnung, angekündigt, berichtet, Sicherheit 0,83"
    assert "  Sprecher    sie → Petra Lindholm (aus einem Pronomen, vermutet)" in lines
    assert "  gesagt am   2024-03-06, nach „am Mittwoch“" in lines
    assert "  gefunden    Akt: Dementi" in lines
    assert "  erschienen  2024-03-07, aus der Ortszeile" in lines


@pytest.mark.parametrize("language", READ_IN)
def test_a_language_has_words_for_all_terms(language: str) -> None:
    found = load(ListingWords, "listings", language)
    terms = {
        "acts": Act,
        "kinds": Kind,
        "standings": Standing,
        "resolutions": Resolution,
        "bases": PublishedBasis,
        "statuses": CheckStatus,
        "verdicts": Verdict,
        "labels": load(ListingWords, "listings", ENGLISH).labels,
    }
    for name, expected in terms.items():
        assert set(getattr(found, name)) == set(expected), name


@pytest.mark.parametrize("language", READ_IN)
def test_days_and_months_are_called_as_in_cldr(language: str) -> None:
    found, cldr = load(ListingWords, "listings", language), Locale(language)
    assert dict(enumerate(found.weekdays)) == dict(cldr.days["format"]["wide"])
    assert dict(enumerate(found.months, start=1)) == dict(cldr.months["format"]["wide"])


@pytest.mark.parametrize("language", READ_IN)
def test_a_language_puts_in_what_english_puts_in(language: str) -> None:
    def places(words: ListingWords) -> dict[str, list[str | None]]:
        texts = {each.name: getattr(words, each.name) for each in fields(words)}
        return {
            name: sorted(str(field) for _, field, _, _ in string.Formatter().parse(text) if field is not None)
            for name, text in texts.items()
            if isinstance(text, str)
        }

    assert places(load(ListingWords, "listings", language)) == places(load(ListingWords, "listings", ENGLISH))


@pytest.mark.parametrize(
    ("locale", "undated"),
    [
        ({"LANG": "de_AT.UTF-8"}, "ohne Datum"),
        ({"LANG": "de"}, "ohne Datum"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_DE"}, "ohne Datum"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "undated"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "ohne Datum"),
        ({"LANG": "fr_FR.UTF-8"}, "undated"),
        ({"LANG": "../x"}, "undated"),
        ({"LANG": ""}, "undated"),
    ],
)
def test_a_terminal_is_read_in_the_language_of_the_locale(
    row, screen, monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], undated: str
) -> None:
    stdout = screen(80)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    with reading_in(None):
        print_statements([row(said_on=None)])
    assert undated in stdout.text


def test_a_pipe_is_english_unless_another_language_is_asked_for(row, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    for language, told in ((None, "warns"), ("de", "warnt")):
        with reading_in(language):
            print_timeline([TimelineEntry("2024-03-06", row(), [row()])], By.DAY)
        assert told in capsys.readouterr().out
    with reading_in("de"):
        print_statements([replace(row(), said_on="2024-03-06")])
    assert "\twarning\t" in capsys.readouterr().out
