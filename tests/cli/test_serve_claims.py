"""Claims, verdicts and watches on the site, on a story of three days, six outlets and two languages."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html
from served import Client, serving
from typer.testing import CliRunner

from tracker.cli import app
from tracker.reading.claim_reviews.review import ClaimReview
from tracker.store import Store

STORY = Path(__file__).parents[2] / "fixtures" / "claims" / "reservoir.jsonl"
WORDS = "Das Trinkwasser ist für alle Haushalte unbedenklich"
LISTED, VERDICT = "//ol[@class='statements']//p[@class='words']", "//p[@class='verdict']"
HOOK = "https://hooks.example/secret"


def terminal(database: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments, "--db", str(database)])
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes.decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    database = tmp_path_factory.mktemp("story") / "story.db"
    terminal(database, "watch", "add", "--topic", "Trinkwasser")
    terminal(database, "watch", "add", "--actor", "Althoff", "--run", f"true {HOOK}")
    terminal(database, "ingest", str(STORY), "--quiet")
    review = ClaimReview(
        WORDS,
        "Stimmt nicht",
        "here",
        claimants=("Karin Althoff",),
        claimed_on=date(2024, 5, 6),
        reviewer="Faktenwerk",
        url="https://faktenwerk.example/1",
        reviewed_on=date(2024, 5, 9),
        language="de",
    )
    with Store.open(database) as store:
        store.verdicts.add([review], "here")
    with serving(database) as site:
        yield Client(site), database


def page(client: Client, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status == 200
    return html.fromstring(answer.data.decode())


def texts(element: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in element.xpath(path)]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", ()),
        ("outlets=4&languages=2", ("--outlets", "4", "--languages", "2")),
        ("opposed=1", ("--opposed",)),
        ("topic=Trinkwasser&actor=Althoff", ("--topic", "Trinkwasser", "--actor", "Althoff")),
        ("limit=2", ("--limit", "2")),
    ],
)
@pytest.mark.parametrize("written_as", ["json", "jsonl", "csv"])
def test_claims_have_the_records_of_the_terminal(served, query: str, options: tuple[str, ...], written_as: str) -> None:
    client, database = served
    answer = client.get(f"/claims.{written_as}?{query}").data.decode()
    assert answer == terminal(database, "claims", "list", *options, f"--{written_as}")
    assert len(answer) > 200


def test_one_claim_has_the_record_of_the_terminal(served) -> None:
    client, database = served
    assert client.json("/claims/1.json") == json.loads(terminal(database, "claims", "show", "1", "--json"))


def test_a_claim_has_its_statements_by_day_who_denies_it_and_its_verdict(served) -> None:
    client, _ = served
    listed = client.json("/claims.json")
    number = next(each["id"] for each in listed if each["words"] == WORDS)
    details = client.json(f"/claims/{number}.json")
    shown = page(client, f"/claims/{number}")
    assert texts(shown, "//h1") == [WORDS]
    assert texts(shown, "//h2[@id='opposed']") == ["Who denies it, or seems to contradict it"]
    assert texts(shown, "//h3/time") == ["Monday, 6 May 2024", "Tuesday, 7 May 2024"]
    numbers = [link.rpartition("/")[2] for link in shown.xpath(f"{LISTED}/a/@href")]
    of_record = [each["id"] for part in ("said", "opposing", "suggested") for each in details[part]]
    assert list(map(int, numbers)) == of_record
    assert texts(shown, VERDICT)[0].startswith("“Stimmt nicht” (false) Faktenwerk, 2024-05-09 about statement ")
    rated = [each["id"] for each in details["said"] if each["verdicts"]]
    assert rated
    statement = page(client, f"/statements/{rated[0]}")
    assert texts(statement, VERDICT) == ["“Stimmt nicht” (false) Faktenwerk, 2024-05-09"]
    assert texts(statement, f"//section[@aria-labelledby='claim']{LISTED}") == [WORDS]


def test_claims_are_narrowed_down(served) -> None:
    client, _ = served
    words = texts(page(client, "/claims?opposed=1&outlets=5"), LISTED)
    assert WORDS in words
    assert len(words) < len(texts(page(client, "/claims"), LISTED))
    assert texts(page(client, "/claims?topic=Weinbau"), "//main//p")[-1] == "No claim found."


def test_a_watch_has_the_feed_of_the_terminal_and_keeps_what_it_runs_to_itself(served) -> None:
    client, database = served
    answer = client.get("/watches/1.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.data.decode() == terminal(database, "watch", "feed", "1")
    assert len(etree.fromstring(answer.data).findall("{http://www.w3.org/2005/Atom}entry")) > 3
    shown = page(client, "/watches")
    assert shown.xpath("//td/a/@href") == ["/watches/1.atom", "/watches/2.atom"]
    assert HOOK not in client.get("/watches").data.decode()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/claims/999", 404, "there is no claim 999"),
        ("/claims/999.json", 404, "there is no claim 999"),
        ("/watches/9.atom", 404, "there is no watch 9"),
        ("/claims?outlets=many", 400, "outlets: “many” is no number above 0"),
        ("/claims?actor=Nobody", 400, "actor: nobody is called “Nobody”"),
    ],
)
def test_what_isn_t_there_is_said(served, path: str, status: int, said: str) -> None:
    answer = served[0].get(path)
    assert (answer.status, said in answer.data.decode()) == (status, True)
