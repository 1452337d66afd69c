"""What --actor, --to and --sure pass over that may be meant is counted; --maybe asks for it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from port_and_bridge import said
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Versions,
)
from tracker.reading.article import Article
from tracker.store import Store

ORTMANN = Referent("Helga Ortmann", ReferentKind.PERSON, "Ministerin", Resolution.NAME)
SHE = Referent("Helga Ortmann", ReferentKind.PERSON, "Ministerin", Resolution.PRONOUN)
KARL = Referent("Karl Ortmann", ReferentKind.PERSON, "Wirt", Resolution.NAME)
BARE = Referent("Ortmann", ReferentKind.PERSON, None, Resolution.NAME)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Result]:
    """A minister with five statements, two of them by a pronoun; a host of the same surname with one; one of either."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        for text, *speakers in (
            ("Helga Ortmann sagte eins. Sie sagte zwei. Sie sagte drei.", ORTMANN, SHE, SHE),
            ("Helga Ortmann sagte vier, später fünf.", ORTMANN, ORTMANN),
            ("Karl Ortmann sagte sechs.", KARL),
            ("Ortmann sagte sieben.", BARE),
        ):
            words = [word for word in ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben") if word in text]
            statements = [
                said(text, word, "", "sagte", Act.STATEMENT, who, addressees=(BARE,) if word == "eins" else ())
                for word, who in zip(words, speakers, strict=True)
            ]
            article = Article(text, published=date(2024, 3, 7), language="de")
            store.add(article, Extraction("de", tuple(statements), ()), Versions("model", "code"))
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env={"TRACKER_DB": str(path)})


@pytest.fixture
def ask_undated(tmp_path: Path) -> Callable[..., Result]:
    """Three statements: on the seventh, on the eighth, and in an article without a date."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        for word, day in (("sieben", date(2024, 3, 7)), ("acht", date(2024, 3, 8)), ("neun", None)):
            text = f"Karl Ortmann sagte {word}."
            basis = DateBasis.PUBLISHED if day else DateBasis.UNKNOWN
            statement = said(text, word, "", "sagte", Act.STATEMENT, KARL, when=Saying(day, basis))
            store.add(Article(text, published=day), Extraction("de", (statement,), ()), Versions("model", "code"))
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env={"TRACKER_DB": str(path)})


def quotes(result: Result) -> set[str]:
    assert result.exit_code == 0, result.output
    return {json.loads(line)["quote"] for line in result.stdout.splitlines()}


@pytest.mark.parametrize("command", ["quotes", "timeline", "events", "count"])
@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_who_may_be_meant_is_counted_at_the_end_in_every_form(ask, command: str, form: list[str]) -> None:
    result = ask(command, "--actor", "Helga Ortmann", *form)
    assert result.stderr == "and 1 of “Ortmann” that may be Helga Ortmann's: --maybe\n"


def test_a_report_has_what_it_passes_over_in_it_and_marks_guesses(ask, ask_undated) -> None:
    result = ask("report", "--actor", "Helga Ortmann", "--format", "markdown")
    assert "- 1 of “Ortmann” that may be Helga Ortmann's: --maybe." in result.stdout.replace("\\", "")
    assert result.stderr == "and 1 of “Ortmann” that may be Helga Ortmann's: --maybe\n"
    told = [line for line in result.stdout.splitlines() if line.startswith("#### ")]
    assert [line.partition(" says")[0] for line in told].count("#### Helga Ortmann?") == 2
    assert result.stdout.count("(from a pronoun, which is a guess)") == 2
    surely = ask("report", "--actor", "Helga Ortmann", "--sure", "--format", "markdown").stdout.replace("\\", "")
    assert "- 2 statements whose speaker is a guess, without --sure." in surely
    assert "#### Helga Ortmann?" not in surely
    dated = ask_undated("report", "--since", "2024-03-08", "--format", "markdown").stdout.replace("\\", "")
    assert "- 1 statement of which no day is known: --maybe." in dated


def test_they_are_listed_where_they_are_asked_for(ask) -> None:
    assert quotes(ask("quotes", "--actor", "Helga Ortmann", "--jsonl")) == {"eins", "zwei", "drei", "vier", "fünf"}
    result = ask("quotes", "--actor", "Helga Ortmann", "--maybe", "--jsonl")
    assert quotes(result) == {"eins", "zwei", "drei", "vier", "fünf", "sieben"}
    assert result.stderr == ""


def test_other_filters_hold_for_what_is_counted(ask) -> None:
    assert ask("quotes", "--actor", "Helga Ortmann", "--topic", "eins").stderr == ""
    assert "1 of “Ortmann”" in ask("quotes", "--actor", "Helga Ortmann", "--topic", "sieben").stderr


def test_addressees_who_may_be_meant_are_counted(ask) -> None:
    assert ask("quotes", "--to", "Karl Ortmann").stderr.splitlines() == [
        "no statement found",
        "and 1 to “Ortmann” that may be meant: --maybe",
    ]
    assert quotes(ask("quotes", "--to", "Karl Ortmann", "--maybe", "--jsonl")) == {"eins"}


def test_who_was_decided_to_be_somebody_else_is_not_counted(ask) -> None:
    assert ask("actors", "apart", "Ortmann", "Helga Ortmann").exit_code == 0
    assert ask("quotes", "--actor", "Helga Ortmann").stderr == ""
    assert quotes(ask("quotes", "--actor", "Karl Ortmann", "--jsonl")) == {"sechs", "sieben"}
    assert quotes(ask("quotes", "--actor", "Karl Ortmann", "--sure", "--jsonl")) == {"sechs"}


def test_guessed_speakers_are_left_out_and_counted(ask) -> None:
    result = ask("quotes", "--actor", "Helga Ortmann", "--sure", "--jsonl")
    assert quotes(result) == {"eins", "vier", "fünf"}
    assert result.stderr.splitlines()[-1] == "and 2 statements whose speaker is a guess, without --sure"


def test_guessed_speakers_are_marked_with_what_they_were_concluded_from(ask) -> None:
    actors = {line.split("\t")[4]: line.split("\t")[2] for line in ask("quotes").stdout.splitlines()}
    assert (actors["eins"], actors["zwei"], actors["sieben"]) == ("Helga Ortmann", "Helga Ortmann?", "Ortmann")
    [record] = json.loads(ask("quotes", "--topic", "zwei", "--scope", "statement", "--json").stdout)
    assert (record["resolutions"], record["doubtful_actors"]) == (["pronoun"], ["Helga Ortmann"])


def test_what_has_no_day_is_counted_and_listed(ask_undated) -> None:
    result = ask_undated("quotes", "--since", "2024-03-08", "--jsonl")
    assert (quotes(result), result.stderr) == ({"acht"}, "and 1 statement of which no day is known: --maybe\n")
    for period in (["--since", "2024-03-08"], ["--until", "2024-04", "--since", "2024-03-08"]):
        for command in ("quotes", "timeline"):
            result = ask_undated(command, *period, "--maybe", "--jsonl")
            assert (quotes(result), result.stderr) == ({"acht", "neun"}, "")
    assert ask_undated("quotes", "--until", "2024", "--jsonl", "--topic", "acht").stderr == ""


def test_a_bare_surname_means_who_is_printed_with_it_and_the_well_known_one(ask) -> None:
    result = ask("quotes", "--actor", "Ortmann", "--jsonl")
    assert quotes(result) == {"eins", "zwei", "drei", "vier", "fünf", "sieben"}
    first, last = result.stderr.splitlines()
    assert "Helga Ortmann" in first
    assert "with 5 statements, and who is printed as Ortmann" in first
    assert last == "and 1 of “Karl Ortmann” that may be meant: --maybe"


def test_a_surname_that_nobody_has_alone_means_the_well_known_one(ask) -> None:
    assert ask("actors", "merge", "Ortmann", "Helga Ortmann").exit_code == 0
    result = ask("quotes", "--actor", "Ortmann", "--jsonl")
    assert quotes(result) == {"eins", "zwei", "drei", "vier", "fünf", "sieben"}
    assert result.stderr.splitlines()[0].startswith(
        "tracker: “Ortmann” is Helga Ortmann (1) with 6 statements; also there"
    )
    assert "Karl Ortmann" in result.stderr


def test_a_surname_that_means_no_one_by_far_is_asked_about(ask) -> None:
    assert ask("actors", "merge", "Ortmann", "Karl Ortmann").exit_code == 0
    result = ask("quotes", "--actor", "Ortmann")
    assert result.exit_code == 1
    assert "2 actors match “Ortmann”" in result.stderr
