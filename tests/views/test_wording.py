import pytest

from tracker.extraction.statements import Act, Standing
from tracker.reading.article import PublishedBasis
from tracker.views.wording import day, day_in_full, in_marks, listed, published, to_whom, verb, what, what_of_it, who


def test_names_in_a_row() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_whoever_is_not_resolved_is_shown_as_printed(row) -> None:
    assert who(row()) == "Petra Lindholm"
    assert who(row(actors=[], speaker="Experten")) == "(Experten)"
    assert who(row(actors=[], speaker="")) == "(unknown)"
    assert to_whom(row()) == "(die Reeder)"
    assert to_whom(row(addressee_actors=["Union der Reeder"])) == "Union der Reeder"
    assert to_whom(row(addressee="")) == ""


@pytest.mark.parametrize(
    ("act", "addressed", "verbs"),
    [
        ("statement", "", "says"),
        ("statement", "Oslo", "tells"),
        ("warning", "Oslo", "warns"),
        ("denial", "Oslo", "denies to"),
        ("demand", "Oslo", "demands of"),
        ("appeal", "Oslo", "appeals to"),
        ("rejection", "", "rejects"),
        ("support", "Oslo", "supports"),
        ("apology", "Oslo", "apologises to"),
        ("concern", "", "worries"),
        ("question", "Oslo", "asks"),
    ],
)
def test_the_act_is_a_verb_that_leads_to_the_addressee(row, act: str, addressed: str, verbs: str) -> None:
    assert verb(row(act=act, addressee=addressed)) == verbs


@pytest.mark.parametrize(
    ("act", "confidence", "said"),
    [
        ("warning", 0.49, "warns?"),
        ("warning", 0.5, "warns"),
        ("warning", None, "warns"),
        ("statement", 0.2, "tells"),
        ("demand", 0.2, "demands? of"),
    ],
)
def test_an_act_that_is_a_guess_has_a_question_mark(row, act: str, confidence: float | None, said: str) -> None:
    assert verb(row(act=act, act_confidence=confidence)) == said


def test_several_speakers_have_a_verb_in_the_plural(row) -> None:
    assert verb(row(actors=["A", "B"], act="denial", addressee="")) == "deny"


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("addressee", ["", "Oslo"])
def test_every_act_has_a_verb(row, act: Act, addressee: str) -> None:
    assert verb(row(act=act.value, addressee=addressee))


@pytest.mark.parametrize(
    ("kind", "language", "shown"),
    [
        ("direct", "de", "„Nein“"),
        ("direct", "en", "“Nein”"),
        ("direct", None, "“Nein”"),
        ("indirect", "de", "Nein"),
        ("reported", "en", "Nein"),
    ],
)
def test_only_verbatim_words_stand_in_marks_of_the_articles_language(row, kind, language, shown) -> None:
    assert what(row(kind=kind, language=language, quote="Nein")) == shown


def test_a_guessed_day_says_so(row) -> None:
    assert day(row()) == "2024-03-06"
    assert day(row(published_on_basis="file_time")) == "2024-03-06?"
    assert day(row(said_on=None)) == "undated"


def test_a_day_as_a_heading() -> None:
    assert day_in_full("2022-01-21") == "Friday, 21 January 2022"
    assert day_in_full(None) == "Undated"


@pytest.mark.parametrize("basis", PublishedBasis)
def test_every_basis_of_a_published_date_has_words(basis: PublishedBasis) -> None:
    assert ("guess" in published("2024-03-07", basis)) == (basis.guessed and basis != PublishedBasis.UNKNOWN)
    assert published(None, basis) == "unknown"


def test_what_was_not_said_is_shown_with_its_cue(row) -> None:
    shown = row(
        act="statement", standing="negated", cue="wollte … nicht\nbestätigen", addressee="", quote="es gebe einen Text"
    )
    assert verb(shown) == "„wollte … nicht bestätigen“"
    assert what(shown) == "es gebe einen Text"
    assert what_of_it(shown) == "[wollte … nicht bestätigen] es gebe einen Text"
    assert what_of_it(row()) == what(row())


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.ASSERTED])
def test_what_was_not_said_is_told_without_a_cue_too(row, standing: Standing) -> None:
    shown = row(act="denial", standing=standing.value, cue="", addressee="", quote="es gebe einen Text")
    assert verb(shown) == f"({standing}) denies"
    assert what_of_it(shown) == f"[{standing}] es gebe einen Text"


def test_of_a_reported_statement_its_matter_is_shown(row) -> None:
    reported = row(kind="reported", quote="Sie warnte vor einer Sperrung", matter="vor einer\nSperrung")
    assert what(reported) == "vor einer Sperrung"
    assert in_marks(reported) == "Sie warnte vor einer Sperrung"
    assert what(row(kind="reported", quote="Sie protestierte", matter="")) == "Sie protestierte"
    assert what(row(kind="indirect", quote="es drohe Streit", matter="Streit")) == "es drohe Streit"
