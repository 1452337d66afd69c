"""`tracker verdicts` as a user meets it: imported, listed, confirmed, shown with statements, exported."""

import csv
import io
import json
import os
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.testing import CliRunner, Result

from tests.local_server import local_server, page
from tracker.cli import app
from tracker.store import Store

MARKUP = "</script><img src=x onerror=alert(1)> {{ 7*7 }} \x1b[2J\u202e False"
# The terms that schema.org gives the properties that are exported, and the types that may be their values.
SCHEMA_ORG: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "url": ("URL",),
        "datePublished": ("Date",),
        "claimReviewed": ("Text",),
        "reviewBody": ("Text",),
        "citation": ("Text",),
        "author": ("Person", "Organization"),
        "reviewRating": ("Rating",),
        "itemReviewed": ("Claim",),
    },
    "Rating": {
        "alternateName": ("Text",),
        "ratingValue": ("Number", "Text"),
        "bestRating": ("Number", "Text"),
        "worstRating": ("Number", "Text"),
    },
    "Claim": {"author": ("Person", "Organization"), "datePublished": ("Date",), "appearance": ("NewsArticle",)},
    "NewsArticle": {
        "url": ("URL",),
        "headline": ("Text",),
        "datePublished": ("Date",),
        "inLanguage": ("Text",),
        "publisher": ("Organization",),
    },
    "Person": {"name": ("Text",)},
    "Organization": {"name": ("Text",), "url": ("URL",)},
}


def review(**changes: Any) -> dict[str, Any]:
    """A review of statement 2 of the database."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example/hafen",
        "datePublished": "2024-03-12",
        "author": {"@type": "Organization", "name": "Check Nord"},
        "claimReviewed": "Der Hafen bleibt offen",
        "itemReviewed": {"@type": "Claim", "author": {"name": "Petra Lindholm"}, "datePublished": "2024-03-07"},
        "reviewRating": {"alternateName": "Frei erfunden"},
        **changes,
    }


OTHER = review(
    url="https://check.example/geld",
    datePublished="2024-03-15",
    author="Faktenblatt",
    claimReviewed="The money was gone",
    itemReviewed={"@type": "Claim", "author": "Karl Lindholm", "datePublished": "2024-03-09"},
    reviewRating={"alternateName": "Mostly true"},
)


@pytest.fixture
def bring_in(tmp_path: Path, ask: Callable[..., Result]) -> Callable[..., Result]:
    """Imports reviews from a file of JSON Lines."""

    def run(*reviews: Any) -> Result:
        file = tmp_path / "reviews.jsonl"
        lines = (each if isinstance(each, str) else json.dumps(each) for each in reviews)
        file.write_text("\n".join(lines), encoding="utf-8")
        return ask("verdicts", "import", str(file))

    return run


def records(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_an_import_says_what_it_did_and_what_is_wrong(bring_in, tmp_path: Path) -> None:
    result = bring_in(review(), "{broken", review(url="javascript:alert(1)", claimReviewed="Der Hafen bleibt zu"))
    file = tmp_path / "reviews.jsonl"
    assert result.stderr.splitlines() == [
        f"{file}, line 2: not JSON (Expecting property name enclosed in double quotes at character 2).",
        f"{file}, line 3: url can't be used: javascript:alert(1)",
        f"{file}: 2 verdicts: 2 new",
    ]
    assert (result.exit_code, result.stdout) == (1, "")
    again = bring_in(review(), review(reviewRating={"alternateName": "Falsch"}))
    assert (again.exit_code, again.stderr) == (0, f"{file}: 2 verdicts: 1 corrected, 1 known\n")


def test_many_problems_are_not_all_shown(bring_in) -> None:
    result = bring_in(review(), *["{"] * 70)
    assert len(result.stderr.splitlines()) == 52
    assert "reviews.jsonl: 20 further lines like these" in result.stderr


def test_standard_input_and_a_page_of_the_web_are_read(ask, database: Path) -> None:
    script = f'<html><script type="application/ld+json">{json.dumps(review(url="/hafen"))}</script></html>'
    with local_server() as server:
        server.pages["/news/check"] = page(script)
        result = ask("verdicts", "import", server.url("/news/check"), "--allow-private")
        assert result.exit_code == 0, result.stderr
        assert records(ask("verdicts", "list", "--json"))[0]["url"] == server.url("/hafen")
    environment = {"TRACKER_DB": str(database)}
    piped = CliRunner().invoke(app, ["verdicts", "import", "-"], input=json.dumps(OTHER), env=environment)
    assert piped.stderr == "stdin: 1 verdict: 1 new\n"


@pytest.mark.parametrize("source", ["none.json", "http://127.0.0.1:9/", "https://", "."])
def test_what_cannot_be_read_is_one_line(ask, source: str) -> None:
    result = ask("verdicts", "import", source)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_verdicts_are_listed_and_filtered(ask, bring_in) -> None:
    bring_in(review(), OTHER)
    ask("statements", "check", "4", "--status", "checked", "--verdict", "mixed", "--by", "ida")
    listed = records(ask("verdicts", "list", "--json"))
    assert [(each["id"], each["origin"], each["statement"], each["label"]) for each in listed] == [
        (None, "own", 4, "mixed"),
        (2, "imported", None, "mostly_true"),
        (1, "imported", None, "false"),
    ]
    for options, numbers in (
        (("--by", "blatt"), [2]),
        (("--by", "check.EXAMPLE"), [2, 1]),
        (("--by", "Ida"), [None]),
        (("--actor", "karl"), [2]),
        (("--rating", "false"), [1]),
        (("--rating", "frei ERFUNDEN"), [1]),
        (("--rating", "mostly true"), [2]),
        (("--since", "2024-03-13"), [None, 2]),
        (("--limit", "1"), [None]),
        (("--by", "nobody"), []),
    ):
        assert [each["id"] for each in records(ask("verdicts", "list", *options, "--json"))] == numbers, options
    lines = ask("verdicts", "list").stdout.splitlines()
    assert lines[0].startswith("statement 4\t“mixed”\tida\t")
    assert lines[2].split("\t") == [
        *("1", "“Frei erfunden” (false)", "Check Nord", "2024-03-12", "Petra Lindholm", "Der Hafen bleibt offen"),
        "https://check.example/hafen",
    ]
    table = list(csv.DictReader(io.StringIO(ask("verdicts", "list", "--csv").stdout)))
    assert table[1]["claimants"] == "Karl Lindholm"
    assert ask("verdicts", "list", "--by", "nobody").stderr == "no verdict found\n"


def test_a_sure_verdict_stands_with_its_statement_everywhere(ask, bring_in, tmp_path: Path) -> None:
    bring_in(review(), OTHER)
    told = "rated “Frei erfunden” (false) by Check Nord, 2024-03-12"
    assert told in ask("quotes", "--actor", "Petra Lindholm").stdout
    assert told in ask("timeline").stdout
    assert told[6:] + " https://check.example/hafen" in ask("show", "2").stdout
    assert "bewertet als „Frei erfunden“ (falsch) von Check Nord" in ask("quotes", "--lang", "de").stdout
    (rated,) = records(ask("quotes", "--rated", "--json"))
    assert rated["id"] == 2
    assert rated["verdicts"] == [
        {
            "id": 1,
            "rating": "Frei erfunden",
            "label": "false",
            "said_by": "Check Nord",
            "reviewed_on": "2024-03-12",
            "url": "https://check.example/hafen",
            "claimants": ["Petra Lindholm"],
            "tier": "sure",
        }
    ]
    (row,) = csv.DictReader(io.StringIO(ask("quotes", "--rated", "--csv").stdout))
    assert row["verdicts"] == "Frei erfunden (Check Nord)"
    assert [each["id"] for each in records(ask("timeline", "--rated", "--json"))] == [2]
    assert records(ask("count", "--rated", "--json"))[0]["statements"] == 1
    for name in ("report.html", "report.md", "report.docx"):
        assert ask("report", "-o", str(tmp_path / name), "--rated").exit_code == 0
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        texts = [
            archive.read("word/document.xml").decode(),
            *((tmp_path / f"report.{x}").read_text() for x in ("html", "md")),
        ]
    assert all(told in text for text in texts)


def test_somebody_elses_same_words_are_told_apart(ask, bring_in) -> None:
    bring_in(review(itemReviewed={"@type": "Claim", "author": "Jan Okafor", "datePublished": "2024-03-07"}))
    shown = ask("show", "2").stdout
    assert "a similar claim by Jan Okafor was rated “Frei erfunden” (false) by Check Nord" in shown
    assert "rated" not in ask("quotes").stdout


def test_matches_say_how_sure_they_are_and_why(ask, bring_in) -> None:
    bring_in(review(), OTHER, review(url="https://check.example/3", claimReviewed="Der Hafen von Nordby bleibt offen"))
    found = records(ask("verdicts", "matches", "--json"))
    assert [(each["verdict"], each["statement"], each["tier"], each["against"]) for each in found] == [
        (1, 2, "sure", []),
        (2, 5, "suggested", ["summary", "not_asserted", "no_day", "too_short"]),
        (3, 2, "suggested", ["words"]),
    ]
    suggested = records(ask("verdicts", "matches", "--tier", "suggested", "--statement", "2", "--json"))
    assert [each["verdict"] for each in suggested] == [3]
    assert records(ask("verdicts", "matches", "--verdict", "1", "--json"))[0]["quote"] == "Der Hafen bleibt offen"
    assert (
        "suggested\tthe statement is a summary, it is denied, or not said, a day isn't known"
        in ask("verdicts", "matches").stdout
    )


def test_the_user_is_asked_about_suggestions(ask, bring_in, database: Path) -> None:
    bring_in(OTHER, review(itemReviewed={"@type": "Claim", "author": "Lindholm", "datePublished": "2024-03-07"}))
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"TRACKER_DB": str(database), "TERM": "xterm-256color", "NO_COLOR": "1", "TRACKER_USER": "ida"}
    running = pexpect.spawn(
        sys.executable,
        ["-m", "tracker", "verdicts", "matches", "--ask"],
        env=environment,
        dimensions=(50, 80),
        encoding="utf-8",
        timeout=60,
    )
    running.expect("uit: ")
    running.sendline("n")
    running.expect("isn't about statement 5; to undo: tracker verdicts undo 1")
    running.expect("uit: ")
    running.sendline("maybe")
    running.expect("“maybe” is no answer")
    running.sendline("y")
    running.expect("2 decisions; to see them: tracker verdicts history")
    running.expect(pexpect.EOF)
    assert [(each["verdict"], each["tier"]) for each in records(ask("verdicts", "matches", "--json"))] == [
        (2, "decided")
    ]
    assert "rated “Frei erfunden”" in ask("quotes").stdout
    history = records(ask("verdicts", "history", "--json"))
    assert [(each["same"], each["statement"], each["decided_by"]) for each in history] == [
        (True, 2, "ida"),
        (False, 5, "ida"),
    ]
    assert ask("verdicts", "undo", "2").stderr.startswith(
        "undone: verdict 2, “Der Hafen bleibt offen”, is about statement 2"
    )
    assert "rated" not in ask("quotes").stdout
    assert ask("verdicts", "same", "2", "2").exit_code == 0
    assert (
        ask("verdicts", "apart", "9", "2").stderr
        == "tracker: there is no verdict 9; `tracker verdicts list` lists them\n"
    )


def test_what_a_verdict_said_before_is_told(ask, bring_in) -> None:
    bring_in(review(reviewRating={"alternateName": "Falsch", "ratingValue": 1, "bestRating": 5, "worstRating": 1}))
    bring_in(review(datePublished="2024-03-14"))
    shown = ask("verdicts", "show", "1").stdout
    assert shown.startswith("Verdict 1  “Frei erfunden” (false)")
    assert "before      “Falsch” (false): Der Hafen bleibt offen (until " in shown
    record = json.loads(ask("verdicts", "show", "1", "--json").stdout)
    assert (record["former"][0]["fields"]["rating"], record["matches"][0]["statement"]) == ("Falsch", 2)
    assert ask("verdicts", "show", "7").exit_code == 1


def checked(ask: Callable[..., Result], database: Path) -> None:
    with Store.open(database) as store:
        store.statement_decisions.check(4, {"links": ["my notes"]}, "ida")  # as an earlier version took them
    finding = ("--finding", "It </script> was not.", "--link", "https://port.example/plan")
    ask("statements", "check", "4", "--status", "checked", "--verdict", "mostly_false", *finding, "--by", "ida")
    ask("statements", "check", "2", "--status", "checked", "--verdict", "unproven", "--by", "ida")


def expect_terms(node: dict[str, Any]) -> None:
    """Each property is one that schema.org has for the type, with a value of a type that it may have."""
    known = SCHEMA_ORG[node["@type"]]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                assert each["@type"] in known[name], name
                expect_terms(each)
            elif "Date" in known[name]:
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", each)
            elif "URL" in known[name]:
                assert each.startswith("https://")
            else:
                assert "Number" in known[name] if isinstance(each, int) else "Text" in known[name]


def test_what_was_checked_is_exported_with_schema_orgs_terms(ask, database: Path) -> None:
    checked(ask, database)
    options = ("--publisher", "Hafenkurier", "--site", "https://hafen.example", "--url", "https://hafen.example/{}")
    bridge, port = records(ask("verdicts", "export", *options))
    for each in (bridge, port):
        assert each["@context"] == "https://schema.org"
        expect_terms(each)
    assert bridge["url"] == "https://hafen.example/4"
    assert bridge["claimReviewed"] == "We will build the bridge,"
    assert bridge["citation"] == ["https://port.example/plan"]
    assert bridge["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert bridge["itemReviewed"]["author"] == {"@type": "Person", "name": "Jan Okafor"}
    assert port["reviewRating"] == {"@type": "Rating", "alternateName": "Unproven"}
    assert port["itemReviewed"]["appearance"]["url"] == "https://example.org/hafen"


def test_only_what_is_checked_is_exported(ask, database: Path) -> None:
    checked(ask, database)
    ask("statements", "check", "4", "--status", "open", "--by", "ida")
    result = ask("verdicts", "export")
    assert [each["claimReviewed"] for each in records(result)] == ["Der Hafen bleibt offen"]
    assert result.stderr.startswith("1 statement left out: with a verdict, but not checked")
    ask("statements", "check", "2", "--no-verdict", "--by", "ida")
    ask("statements", "check", "4", "--no-verdict", "--by", "ida")
    result = ask("verdicts", "export")
    assert (result.stdout, result.stderr.startswith("no statement has a verdict")) == ("[]\n", True)


def test_what_was_exported_is_read_again(ask, database: Path, tmp_path: Path) -> None:
    checked(ask, database)
    file = tmp_path / "page.html"
    file.write_text(f"<html>{ask('verdicts', 'export', '--html').stdout}</html>", encoding="utf-8")
    assert file.read_text().count("</script>") == 2
    other = {"TRACKER_DB": str(tmp_path / "other.db")}
    assert ask("verdicts", "import", str(file), **other).stderr.endswith("page.html: 2 verdicts: 2 new\n")
    listed = records(ask("verdicts", "list", "--json", **other))
    assert {(each["rating"], each["label"], each["said_by"]) for each in listed} == {
        ("Mostly false", "mostly_false", "ida"),
        ("Unproven", "unproven", "ida"),
    }


def test_nothing_checked_is_said(ask) -> None:
    result = ask("verdicts", "export")
    assert (result.stdout, result.exit_code) == ("[]\n", 0)
    assert result.stderr == "no statement has a verdict; tracker statements check gives one\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("verdicts", "list", "--json", "--csv"),
        ("verdicts", "matches", "--ask", "--json"),
        ("verdicts", "export", "--html", "--json"),
        ("verdicts", "export", "--site", "https://a.example"),
        ("verdicts", "list", "--since", "someday"),
        ("verdicts", "matches", "--tier", "certain"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(ask, arguments: tuple[str, ...]) -> None:
    assert ask(*arguments).exit_code == 2


def test_hostile_verdicts_do_no_harm(ask, bring_in, database: Path, tmp_path: Path) -> None:
    hostile = review(
        url='https://check.example/"><script>alert(1)</script>',
        author={"name": MARKUP},
        headline=MARKUP * 100,
        reviewRating={"alternateName": MARKUP},
    )
    bring_in(hostile)
    for command in (
        ("verdicts", "list"),
        ("verdicts", "show", "1"),
        ("verdicts", "matches"),
        ("quotes",),
        ("timeline",),
    ):
        shown = ask(*command).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    report = tmp_path / "report.html"
    assert ask("report", "-o", str(report)).exit_code == 0
    written = report.read_text(encoding="utf-8")
    assert "7*7" in written
    assert "<img" not in written
    assert "<script" not in written


def test_verdicts_are_counted_as_they_stand_with_statements(ask, bring_in) -> None:
    """A fact-checker's under what it stands for or as it is printed, the user's own in its place, several each."""
    missing = review(url="https://check.example/2", reviewRating={"alternateName": "Fehlender Kontext"})
    bring_in(review(), missing, OTHER)
    assert ask("statements", "check", "5", "--verdict", "true").exit_code == 0

    def counted(*by: str) -> dict[tuple[str, ...], int]:
        rows = records(ask("count", *(part for each in by for part in ("--by", each)), "--json"))
        return {tuple(row[each] for each in by): row["statements"] for row in rows}

    assert counted("verdict") == {("false",): 1, ("Fehlender Kontext",): 1, ("true",): 1, (None,): 3}
    statements = records(ask("quotes", "--json"))
    for other in ("act", "actor", "outlet", "day"):
        expected: Counter[tuple[Any, ...]] = Counter()
        for row in statements:
            own = [row["verdict"]] if row["verdict"] else []
            verdicts = own or [each["label"] or each["rating"] for each in row["verdicts"]] or [None]
            values = row["actors"] or [None] if other == "actor" else [row["said_on" if other == "day" else other]]
            expected.update((verdict, value) for verdict in verdicts for value in values)
        assert counted("verdict", other) == expected
        assert counted(other, "verdict") == {turned[::-1]: number for turned, number in expected.items()}
    assert records(ask("count", "--json"))[0]["statements"] == 5
