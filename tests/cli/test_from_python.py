"""`tracker.open`: the same answers as the commands', for programs and notebooks."""

import json
import subprocess
import sys
from datetime import date
from typing import get_type_hints

import pytest
from hostile_articles import MARKUP, hostile
from port_and_bridge import OKAFOR, bridge, port, said
from typer.testing import CliRunner

import tracker
from tracker.asking.filters import Filters
from tracker.asking.rows import DAYS
from tracker.cli import app
from tracker.cli.filters import Filters as Options
from tracker.extraction.statements import Act, Extraction, Versions
from tracker.reading.article import Article
from tracker.store import Store

HEAVY = {"typer", "rich.console", "pandas", "pyarrow", "jinja2", "numpy", "onnxruntime", "dateparser", "sqlite_utils"}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        for article, extraction in (port(), bridge()):
            store.add(article, extraction, Versions("model", "code"))
    return path


@pytest.fixture
def database(path):
    with tracker.open(path) as database:
        yield database


@pytest.fixture
def ask(path):
    """The records of a command's `--json`."""

    def ask(*arguments):
        return json.loads(CliRunner().invoke(app, [*arguments, "--json"], env={"TRACKER_DB": str(path)}).stdout)

    return ask


@pytest.mark.parametrize(
    ("filters", "options"),
    [
        ({}, []),
        ({"actor": "Petra Lindholm"}, ["--actor", "Petra Lindholm"]),
        ({"actor": ["Petra Lindholm", 3]}, ["--actor", "Petra Lindholm", "--actor", "3"]),
        ({"act": "warning"}, ["--act", "warning"]),
        ({"act": ["warning", "denial"], "limit": 1}, ["--act", "warning", "--act", "denial", "--limit", "1"]),
        ({"topic": "Hafen", "scope": "article"}, ["--topic", "Hafen", "--scope", "article"]),
        ({"since": date(2024, 3, 8)}, ["--since", "2024-03-08"]),
        ({"since": "2024-03", "until": "7.3.2024"}, ["--since", "2024-03", "--until", "7.3.2024"]),
        ({"to": "Reederverband"}, ["--to", "Reederverband"]),
        ({"outlet": "Harbour Post", "kind": "direct"}, ["--outlet", "Harbour Post", "--kind", "direct"]),
        ({"article": 2, "min_confidence": 0.5, "sure": True}, ["--article", "2", "--min-confidence", "0.5", "--sure"]),
    ],
)
def test_the_answers_are_those_of_the_commands(database, ask, filters, options):
    quotes = database.quotes(fragments=True, **filters)
    assert quotes.to_dicts() == ask("quotes", *options)
    assert database.timeline(fragments=True, **filters).to_dicts() == ask("timeline", *options)
    if "limit" not in filters:
        assert database.count(**filters).to_dicts() == ask("count", *options)


def test_the_filters_are_those_of_the_commands():
    options = {"to" if name == "addressee" else name for name in get_type_hints(Options)}
    assert set(Filters.__annotations__) == options


def test_counts_and_actors_are_those_of_the_commands(database, ask):
    assert database.count("act").to_dicts() == ask("count", "--by", "act")
    assert database.count(["month", "actor"], limit=1).to_dicts() == ask(
        *("count", "--by", "month", "--by", "actor", "--limit", "1")
    )
    assert database.actors().to_dicts() == ask("actors")
    assert database.actors("okafor", limit=1).to_dicts() == ask("actors", "okafor")


def test_rows_are_sequences_of_mappings(database):
    quotes = database.quotes()
    first = quotes[0]
    assert (first.quote, first["quote"]) == (quotes.to_dicts()[0]["quote"],) * 2
    assert [row.id for row in quotes[:2]] == [row.id for row in quotes][:2]
    assert dict(first) == quotes.to_dicts()[0]
    assert repr(quotes[:1]).startswith("<1 row: id, article_id, ")
    assert "actors" in dir(first)
    with pytest.raises(AttributeError, match="no field 'speech'"):
        _ = first.speech


@pytest.mark.parametrize("question", ["quotes", "timeline", "actors", "count"])
def test_data_frames_have_the_same_fields(database, question):
    rows = getattr(database, question)(**({"by": ["day", "actor"]} if question == "count" else {}))
    frame, table = rows.to_pandas(), rows.to_arrow()
    assert list(frame.columns) == table.column_names == list(rows.fields) == list(rows.to_dicts()[0])
    assert len(frame) == table.num_rows == len(rows) > 0
    days = [name for name in DAYS if name in rows.fields]
    for name in days:
        expected = [row[name] and date.fromisoformat(row[name]) for row in rows]
        assert table.column(name).to_pylist() == expected
        assert [None if day != day else day.date() for day in frame[name]] == expected
    assert all(
        table.column(name).to_pylist() == [row[name] for row in rows] for name in rows.fields if name not in days
    )


@pytest.mark.parametrize("question", ["quotes", "actors", "count"])
def test_an_empty_answer_has_the_same_columns(database, question):
    nothing = {"actors": {"name": "Zzyzx"}, "count": {"by": "act", "act": "threat"}, "quotes": {"act": "threat"}}
    something = {"actors": {}, "count": {"by": "act"}, "quotes": {}}
    empty, full = (getattr(database, question)(**given[question]) for given in (nothing, something))
    assert len(empty) == 0
    assert list(empty.to_pandas().columns) == list(full.to_pandas().columns)
    assert empty.to_arrow().schema == full.to_arrow().schema


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"actor": "Lindholm"}, "actor: 2 actors match “Lindholm”; name one by its number:\n"),
        ({"actor": "Zzyzx"}, "actor: nobody is called “Zzyzx”"),
        ({"act": "thret"}, "act: there is no “thret”; there are statement, "),
        ({"since": "someday"}, "since: "),
        ({"since": "2024", "until": "2023"}, "since 2024-01-01 is after until 2023-12-31"),
        ({"outlet": "Nobody's"}, "outlet: no article is from “Nobody's”"),
        ({"article": 99}, "article: there is no article 99"),
        ({"scope": "page"}, "scope: there is no “page”; there are statement, paragraph, article"),
    ],
)
def test_what_cannot_be_asked(database, asked, message):
    with pytest.raises(tracker.UserError) as caught:
        database.quotes(**asked)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("by", ["mood", ["act", "act"], ["act", "kind", "day"]])
def test_what_cannot_be_counted_by(database, by):
    with pytest.raises(tracker.UserError, match="by: "):
        database.count(by)


def test_what_is_no_database(tmp_path):
    with pytest.raises(tracker.StoreError, match="there is no database"):
        tracker.open(tmp_path / "none.db")


def test_nothing_is_changed(database, path):
    before = path.read_bytes()
    database.quotes()
    with pytest.raises(Exception, match="readonly"):
        database._store.connection.execute("DELETE FROM statements")
    assert path.read_bytes() == before


def test_a_notebook_shows_statements_and_answers(database):
    import IPython
    from IPython.core.formatters import DisplayFormatter

    assert IPython.version_info >= (8,)
    shown = DisplayFormatter().format
    quotes = database.quotes()
    html = shown(quotes)[0]["text/html"]
    assert html.count("<tr>") == 1 + len(quotes)
    alone = shown(quotes[0])[0]["text/html"]
    assert "<blockquote" in alone
    assert quotes[0].actors[0] in alone
    for rows in (database.timeline(), database.actors(), database.count("act")):
        assert shown(rows)[0]["text/html"].count("<tr>") == 1 + len(rows)
        assert shown(rows[0])[0]["text/html"]


def test_what_articles_say_does_nothing_in_a_notebook(path):
    from lxml import html

    with Store.open(path) as store:
        for article, extraction in hostile():
            store.add(article, extraction, Versions("model", "code"))
    with tracker.open(path) as database:
        quotes = database.quotes()
        shown = [rows._repr_html_() for rows in (quotes, database.timeline(), database.actors(), *quotes)]
    assert any(MARKUP in row.title for row in quotes if row.title)
    for written in shown:
        tags = {element.tag for element in html.fragment_fromstring(written, create_parent=True).iter()}
        assert tags <= {*("div", "table", "thead", "tbody", "tr", "th", "td", "a", "p", "strong", "blockquote")}
        assert "javascript:" not in str(html.fragment_fromstring(written, create_parent=True).xpath("//@href"))
        assert "\u202e" not in written


def test_a_long_answer_is_cut_in_a_notebook(tmp_path):
    with Store.open(tmp_path / "long.db") as store:
        for number in range(53):
            text = f"Jan Okafor sagte Satz {number}."
            statement = said(text, f"Satz {number}", "Jan Okafor", "sagte", Act.STATEMENT, OKAFOR)
            store.add(Article(text, language="de"), Extraction("de", (statement,), ()), Versions("model", "code"))
    with tracker.open(tmp_path / "long.db") as database:
        assert "and 3 rows more" in database.quotes()._repr_html_()


def run(program, path):
    return subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)


def test_only_what_is_used_is_imported(path):
    program = "import sys, tracker; print(*sys.modules)"
    assert not {each for each in run(program, path).stdout.split() if each.startswith("tracker.store")}
    program = f"import sys, tracker; tracker.open(sys.argv[1]).quotes(); print({HEAVY!r} & set(sys.modules))"
    assert run(program, path).stdout == "{'rich.console'}\n"


@pytest.mark.parametrize("package", ["pandas", "pyarrow"])
def test_a_package_that_is_missing_is_named(path, package):
    method = {"pandas": "to_pandas", "pyarrow": "to_arrow"}[package]
    program = (
        f"import sys; sys.modules['{package}'] = None; import tracker; tracker.open(sys.argv[1]).quotes().{method}()"
    )
    assert run(program, path).stderr.splitlines()[-1] == (
        f"tracker.asking.errors.UserError: this needs {package}: pip install 'quote-claim-tracker[frames]'"
    )
