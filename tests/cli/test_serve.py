"""`tracker serve` over HTTP: the same answers as the terminal's, and who may ask for and write what."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from port_and_bridge import made
from served import SECONDS, Client, serving, started
from typer.testing import CliRunner

from tracker.cli import app
from tracker.store import Store
from tracker.store.documented import CANNED, TABLES

GUIDE = Path(__file__).parents[2] / "tracker" / "guides" / "programs.md"
PAGES = (
    *("/", "/statements", "/statements/1", "/timeline", "/search?q=Hafen", "/actors", "/actors/1", "/actors/pairs"),
    *("/articles", "/articles/1", "/decisions"),
)
OF_DATASETTE = ("/database", "/database/statements", "/database/actors/1", "/-/versions")


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    database = made(tmp_path_factory.mktemp("read-only") / "port & bridge?.db")
    with serving(database) as site:
        yield Client(site), database


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site for several editors, and its database."""
    database = made(tmp_path_factory.mktemp("editable") / "tracker.db")
    with serving(database, "--edit", "--by", "the host", TRACKER_PASSWORD="harbour") as site:
        yield site, database


@pytest.fixture
def ida(editable: tuple[str, Path]) -> Client:
    return Client.signed_in(editable[0], "ida", "harbour")


@pytest.fixture
def jon(editable: tuple[str, Path]) -> Client:
    return Client.signed_in(editable[0], "jon", "harbour")


@pytest.fixture
def history(editable: tuple[str, Path]) -> Callable[[int], list[tuple[str, str]]]:
    """Who has decided what about a statement, the newest first."""

    def of(number: int) -> list[tuple[str, str]]:
        with Store.open(editable[1], read_only=True) as store:
            return [(each.decided_by, each.judgement) for each in store.statement_decisions.history(number)]

    return of


def terminal(database: Path, *arguments: str) -> str:
    return CliRunner().invoke(app, [*arguments, "--db", str(database)]).stdout_bytes.decode()


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/statements", ("quotes",)),
        ("/statements?act=warning&act=denial&sure=1", ("quotes", "--act", "warning", "--act", "denial", "--sure")),
        ("/statements?actor=Okafor&since=2024-03", ("quotes", "--actor", "Okafor", "--since", "2024-03")),
        (
            "/statements?topic=Hafen&scope=article&limit=2",
            ("quotes", "--topic", "Hafen", "--scope", "article", "--limit", "2"),
        ),
        ("/statements?to=Reederverband&outlet=hafenkurier&article=1", ("quotes", "--to", "Reederverband")),
        ("/timeline?kind=direct", ("timeline", "--kind", "direct")),
        ("/search?q=bridge", ("search", "bridge")),
        ("/actors", ("actors",)),
        ("/actors?q=Lindholm", ("actors", "Lindholm")),
        ("/articles?outlet=Harbour+Post", ("articles", "--outlet", "Harbour Post")),
        ("/actors/pairs", ("actors", "suggestions")),
        ("/decisions", ("statements", "history")),
        ("/decisions/actors", ("actors", "history")),
    ],
)
@pytest.mark.parametrize("written_as", ["json", "jsonl", "csv"])
def test_a_listing_has_the_records_of_the_terminal(read_only, path: str, command, written_as: str) -> None:
    client, database = read_only
    address, _, query = path.partition("?")
    answer = client.get(f"{address}.{written_as}{'?' + query if query else ''}")
    assert answer.status == 200
    assert answer.data.decode() == terminal(database, *command, f"--{written_as}")


def test_one_thing_has_the_record_of_the_terminal(read_only) -> None:
    client, database = read_only
    assert client.json("/statements/1.json") == json.loads(terminal(database, "show", "1", "--json"))
    assert client.json("/actors/1.json") == json.loads(terminal(database, "actors", "show", "1", "--json"))
    assert client.json("/articles/2.json") == json.loads(terminal(database, "articles", "--json"))[0]


@pytest.mark.parametrize("path", [*PAGES, *OF_DATASETTE])
def test_every_page_is_there_and_may_do_nothing_but_use_what_is_ours(read_only, path: str) -> None:
    answer = read_only[0].get(path)
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.data.decode()
    assert "<style>" not in answer.data.decode()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/statements?act=shout", 400, "act: there is no “shout”; there are statement"),
        ("/statements?actor=Nobody", 400, "actor: nobody is called “Nobody”"),
        ("/statements?since=soon", 400, "since:"),
        ("/statements?outlet=Nowhere", 400, "no article is from “Nowhere”"),
        ("/statements?min_confidence=2", 400, "is no number from 0 to 1"),
        ("/statements?page=999", 400, "narrow it down"),
        ("/statements?page=-1", 400, "is no number above 0"),
        ("/statements/999", 404, "there is no statement 999"),
        ("/actors/999", 404, "there is no actor 999"),
        ("/articles/999999999999999999", 404, "there is no article"),
        ("/nowhere", 404, "There is no page at this address"),
    ],
)
def test_what_cannot_be_answered_says_why(read_only, path: str, status: int, said: str) -> None:
    answer = read_only[0].get(path)
    assert answer.status == status
    assert said in re.sub(r"<[^>]+>", "", answer.data.decode())


def test_programs_are_told_why_as_well(read_only) -> None:
    answer = read_only[0].get("/statements.json?act=shout")
    assert (answer.status, json.loads(answer.data)["error"][:25]) == (400, "act: there is no “shout”;")


def test_several_who_may_be_meant_lead_to_each(read_only) -> None:
    client, database = read_only
    page = client.get("/statements?act=denial&actor=Lindholm").data.decode()
    numbers = {each["id"] for each in json.loads(terminal(database, "actors", "Lindholm", "--json"))}
    assert set(map(int, re.findall(r'"/statements\?act=denial&amp;actor=(\d+)"', page))) == numbers
    assert len(numbers) == 2


def test_without_edit_nothing_can_be_written(read_only) -> None:
    client, database = read_only
    before = database.read_bytes()
    assert "<form method" not in client.get("/statements/1").data.decode()
    for path in ("/statements/1/reject", "/actors/1/merge", "/decisions/1/undo"):
        assert client.post(path, {}, Cookie="ds_csrftoken=x").status in (403, 404)
    answer = client.json("/database.json?sql=delete+from+statements")
    assert not answer["ok"]
    assert database.read_bytes() == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[", ""])
def test_under_another_name_nothing_is_answered(read_only, host: str) -> None:
    answer = read_only[0].get("/statements.json", Host=host)
    assert answer.status == 403
    assert b"Hafen" not in answer.data


def test_under_its_own_names_it_is(read_only) -> None:
    client = read_only[0]
    port = client.site.rpartition(":")[2]
    assert client.get("/statements.json", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "no-cors"},
    ],
)
def test_another_sites_page_reads_nothing(read_only, headers: dict[str, str]) -> None:
    answer = read_only[0].get("/statements.json", **headers)
    assert answer.status == 403
    assert b"Hafen" not in answer.data


def test_a_link_on_another_sites_page_leads_here(read_only) -> None:
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert read_only[0].get("/statements/1", **followed).status == 200


def test_a_form_needs_its_token_its_cookie_and_its_origin(ida: Client, history) -> None:
    form = ida.form("/statements/4")
    path = "/statements/4/reject"
    cookie = ida.headers["Cookie"]
    assert ida.post(path, form, Origin="https://evil.example").status == 403
    assert ida.post(path, {**form, "csrftoken": "x"}).status == 403
    assert ida.post(path, {"seen": ""}).status == 403
    del ida.headers["Cookie"]
    assert ida.post(path, form).status == 403
    assert history(4) == []
    ida.headers["Cookie"] = cookie
    assert ida.post(path, form).status == 303
    assert history(4) == [("ida", "reject")]


def test_only_who_knows_the_password_is_answered(editable: tuple[str, Path]) -> None:
    site = editable[0]
    for client in (Client(site), Client.signed_in(site, "ida", "Harbour"), Client.signed_in(site, "ida", "")):
        for path in ("/", "/statements.json", "/static/site.css", "/database/statements.json"):
            answer = client.get(path)
            assert answer.status == 401
            assert "Basic" in answer.headers["www-authenticate"]
            assert b"Hafen" not in answer.data
    assert Client.signed_in(site, "ida", "harbour").get("/").status == 200


def test_what_somebody_else_has_decided_is_shown_and_overruled_only_if_wanted(ida, jon, history) -> None:
    assert ida.decide(1, "correct", was_act="warning", act="threat", note="he meant it").status == 303
    answer = jon.decide(1, "correct", was_act="threat", act="demand")
    assert answer.status == 409
    assert "act is threat (he meant it)" in answer.data.decode()
    assert history(1) == [("ida", "correct")]
    assert jon.decide(1, "correct", was_act="threat", act="demand", override="1").status == 303
    assert history(1) == [("jon", "correct"), ("ida", "correct")]
    last = jon.json("/decisions.json?limit=1")[0]["id"]
    undone = ida.post(f"/decisions/{last}/undo", ida.form("/statements/1"))
    assert undone.status == 409
    assert jon.json("/statements/1.json")["act"] == "demand"


def test_a_verdict_is_taken_away_in_the_form(ida) -> None:
    assert ida.decide(1, "check", was_status="open", status="open", verdict="false", finding="Nein.").status == 303
    assert ida.decide(1, "check", was_verdict="false", verdict="", was_finding="Nein.", finding="").status == 303
    row = ida.json("/statements/1.json")
    assert (row["status"], row["verdict"], row["finding"]) == ("checked", None, None)
    assert ida.decide(1, "check", link="javascript:alert(1)").status == 400


def test_a_page_that_was_opened_before_somebody_decided_writes_nothing_unseen(ida, jon, history) -> None:
    stale = jon.form("/statements/2")
    assert ida.decide(2, "correct", was_standing="asserted", standing="announced").status == 303
    answer = jon.post("/statements/2/accept", stale)
    assert answer.status == 409
    assert "standing is announced" in answer.data.decode()
    assert history(2) == [("ida", "correct")]
    assert jon.decide(2, "accept").status == 303
    assert history(2) == [("jon", "accept"), ("ida", "correct")]


def test_many_editors_at_once_lose_nothing(editable: tuple[str, Path], history) -> None:
    names = [f"editor {number}" for number in range(8)]
    editors = [Client.signed_in(editable[0], name, "harbour") for name in names]

    def tags(editor: Client) -> list[int]:
        statuses = []
        for number in range(3):
            tag = f"{names[editors.index(editor)]} {number}"
            while (status := editor.decide(5, "check", was_tags="", tags=tag).status) == 409:
                statuses.append(status)
            statuses.append(status)
        return statuses

    with ThreadPoolExecutor(len(editors)) as threads:
        statuses = [status for each in threads.map(tags, editors) for status in each]
    assert set(statuses) <= {303, 409}
    assert statuses.count(303) == len(history(5)) == 24
    assert len(editors[0].json("/statements/5.json")["tags"]) == 24


def test_the_terminal_and_the_site_write_beside_each_other(editable: tuple[str, Path], ida: Client) -> None:
    terminal(editable[1], "statements", "check", "3", "--tag", "from the terminal", "--by", "ida")
    assert "from the terminal" in ida.get("/statements/3").data.decode()
    answer = ida.decide(3, "check", was_tags="from the terminal", tags="from the terminal, from the site")
    assert answer.status == 303
    assert ida.json("/statements/3.json")["tags"] == ["from the site", "from the terminal"]


def test_what_a_form_gets_wrong_is_said_and_nothing_written(ida: Client, history) -> None:
    before = history(3)
    for values, said in (
        ({"was_act": "concern", "act": "concern"}, "nothing was changed"),
        ({"was_act": "concern", "act": "shout"}, "there is no “shout”"),
        ({"was_quote": "x", "quote": "words that no article has"}, "words that no article has"),
        ({"was_date": "", "date": "soon"}, "soon"),
    ):
        answer = ida.decide(3, "correct", **values)
        assert answer.status == 400
        assert said in answer.data.decode()
    assert history(3) == before
    assert ida.post("/statements/999/accept", {**ida.form("/statements/3"), "seen": ""}).status == 400
    assert ida.get("/statements/3/accept").status == 405


def test_actors_are_merged_separated_and_it_is_undone(editable: tuple[str, Path], ida: Client) -> None:
    database = editable[1]

    def actors() -> set[tuple[str, ...]]:
        return {tuple(sorted(each["names"])) for each in json.loads(terminal(database, "actors", "--json"))}

    def page(name: str) -> str:
        found = json.loads(terminal(database, "actors", "--json"))
        return next(f"/actors/{each['id']}" for each in found if name in each["names"])

    def decide(whom: str, what: str, **values: str) -> None:
        answer = ida.post(f"{page(whom)}/{what}", {**ida.form(page(whom)), **values})
        assert answer.status == 303

    before = actors()
    decide("Petra Lindholm", "merge", other="Karl Lindholm")
    assert page("Petra Lindholm") == page("Karl Lindholm")
    decide("Petra Lindholm", "split", name="Karl Lindholm")
    assert actors() == before
    decide("Petra Lindholm", "rename", name="Minister Lindholm")
    assert "<h1><bdi>Minister Lindholm" in ida.get(page("Petra Lindholm")).data.decode()
    for decision in (3, 2, 1):
        undone = ida.post(f"/decisions/actors/{decision}/undo", ida.form(page("Petra Lindholm")))
        assert undone.status == 303
    assert actors() == before
    assert [each["undone_at"] is None for each in ida.json("/decisions/actors.json")] == [False, False, False]


def test_tables_are_described_and_internal_ones_hidden(read_only) -> None:
    client, database = read_only
    shown = {each["name"]: each["hidden"] for each in client.json("/database.json")["tables"]}
    with sqlite3.connect(database) as connection:
        views = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {name for name, hidden in shown.items() if not hidden} == set(TABLES) - views
    assert "_sqlite_migrations" not in client.get("/database").data.decode()
    section = GUIDE.read_text(encoding="utf-8").split("## The database")[1]
    documented = {
        name for row in re.findall(r"^\| (`[^|]+`) \|", section, re.M) for name in re.findall(r"`(\w+)`", row)
    }
    assert set(TABLES) == documented | {"statements_with_actors", "paragraph_texts", "all_verdicts"}


@pytest.mark.parametrize("question", CANNED, ids=lambda each: each.name)
def test_a_canned_question_has_an_answer(read_only, question) -> None:
    answer = read_only[0].json(f"/database/{question.name}.json?_shape=objects")
    assert answer["ok"]
    if question.name == "who-denied-what":
        assert [each["actors"] for each in answer["rows"]] == ["Karl Lindholm"]
    if question.name == "warnings-a-month":
        assert answer["rows"] == [{"month": "2024-03", "warnings": 1, "threats": 0}]


def test_what_is_typed_leads_to_actors_and_statements(read_only) -> None:
    found = read_only[0].json("/typed-ahead.json?q=okaf")
    assert (found[0]["text"], found[0]["about"]) == ("Jan Okafor", "1 statement")
    assert found[0]["address"].startswith("/actors/")
    found = read_only[0].json("/typed-ahead.json?q=Löhne+kön")
    assert [each["address"] for each in found] == ["/statements/3"]
    assert read_only[0].json("/typed-ahead.json?q=%22+OR+*") == []


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (("--host", "0.0.0.0"), {}, 2, "--host 0.0.0.0: others can reach it there; add --password"),
        (("--host", "0.0.0.0"), {"TRACKER_PASSWORD": " "}, 1, "the password is empty"),
        (("--db", "missing.db"), {}, 1, "there is no database at"),
        (("--port", "70000"), {}, 2, "70000"),
        (("--host", "192.0.2.1", "--port", "0"), {"TRACKER_PASSWORD": "harbour"}, 1, "--host 192.0.2.1 --port 0:"),
    ],
)
def test_what_cannot_be_served_says_why(database: Path, arguments, environment, code: int, said: str) -> None:
    process = started(database, *arguments, **environment)
    errors, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == code
    assert said in errors
    assert "Traceback" not in errors


def test_a_port_that_is_taken_is_said(read_only, database: Path) -> None:
    process = started(database, "--port", read_only[0].site.rpartition(":")[2])
    errors, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "--port 0 takes a port that is free" in errors


def test_with_a_password_others_reach_it_by_address_or_name(database: Path) -> None:
    with serving(database, "--host", "0.0.0.0", "--name", "news.example", TRACKER_PASSWORD="harbour") as site:
        port = site.rpartition(":")[2]
        client = Client.signed_in(f"http://127.0.0.1:{port}", "ida", "harbour")
        for host, status in (("news.example", 200), (f"10.1.2.3:{port}", 200), ("evil.example", 403)):
            assert client.get("/", Host=host).status == status
