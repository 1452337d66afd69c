"""`tracker report`, as it is used: where it goes, what stands in it, what is left out, and what can go wrong."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hostile_articles import MARKUP
from markdown_it import MarkdownIt
from typer.testing import Result


class Page(HTMLParser):
    """A page's text, its elements, and the addresses that it leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.elements, self.addresses = "", [], []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data

    def having(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for each, found in self.elements if each == tag and wanted.items() <= found.items()]


def text_of(document: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(document)).paragraphs)


TEXTS: dict[str, Callable[[bytes], str]] = {
    "report.html": lambda written: Page(written.decode()).text,
    "report.md": lambda written: written.decode().replace("\\", ""),
    "report.docx": text_of,
}


@pytest.fixture
def to_file(ask: Callable[..., Result], tmp_path: Path) -> Callable[..., bytes]:
    """Writes a report to a file, which must work, and reads it."""

    def written(*arguments: str, name: str = "report.html") -> bytes:
        result = ask("report", *arguments, "-o", str(tmp_path / name), "--force")
        assert result.exit_code == 0, result.stderr
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        return (tmp_path / name).read_bytes()

    return written


def test_a_statement_stands_in_its_paragraph_with_its_source(to_file) -> None:
    page = Page(to_file("--actor", "Petra Lindholm").decode())
    assert page.text.count("Ministerin Petra Lindholm warnte am Mittwoch den Reederverband vor einer Schließung") == 2
    assert "Petra Lindholm warns Reederverband" in " ".join(page.text.split())
    for words in ("Hafenkurier", "Streit um den Hafen Nordby", "2024-03-07, from the dateline", "hafen.txt"):
        assert words in page.text
    assert "https://example.org/hafen#:~:text=Der%20Hafen%20bleibt%20offen" in page.addresses
    assert page.having("mark", **{"class": "speaker"})
    assert page.having("mark", **{"class": "cue"})
    assert page.having("mark", **{"class": "addressee"})
    assert page.having("mark", **{"class": "quote"})
    assert "confidence0.90" in "".join(page.text.split())
    assert "said on2024-03-06, from “am Mittwoch”" in page.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--actor", "Okafor"], {"4"}),
        (["--topic", "Löhne", "--scope", "statement"], {"3"}),
        (["--act", "warning", "--act", "denial"], {"1", "5"}),
        (["--since", "2024-03-07", "--until", "2024-03-08"], {"2", "3"}),
        (["--outlet", "Harbour Post", "--kind", "direct"], {"4"}),
        (["--limit", "2"], {"4", "5"}),
    ],
)
def test_the_filters_are_those_of_quotes(to_file, filters: list[str], found: set[str]) -> None:
    page = Page(to_file(*filters).decode())
    statements = page.having("article")
    assert {(each["aria-labelledby"] or "").rpartition("-")[2] for each in statements} == found


def test_by_day_and_by_actor(to_file) -> None:
    def headings(*arguments: str) -> list[str]:
        lines = to_file(*arguments, name="report.md").decode().splitlines()
        return [line.removeprefix("### ") for line in lines if line.startswith("### ")]

    days = ["Wednesday, 6 March 2024", "Thursday, 7 March 2024", "Saturday, 9 March 2024"]
    assert headings() == headings("--group-by", "day") == days
    assert headings("--group-by", "actor") == ["Jan Okafor", "Karl Lindholm", "Petra Lindholm", "(Experten)"]


def test_the_title_says_what_was_asked(to_file) -> None:
    def title(*arguments: str) -> str:
        return to_file(*arguments, name="report.md").decode().splitlines()[0]

    assert title() == "# Statements"
    assert title("--actor", "Okafor", "--topic", "bridge") == "# Jan Okafor on bridge"
    assert title("--topic", "bridge", "--topic", "Hafen") == "# Statements on bridge and Hafen"
    assert title("--title", "The *bridge*") == r"# The \*bridge\*"


def test_what_was_decided_and_checked_and_left_out(to_file, ask, database: Path) -> None:
    ask("statements", "check", "1", "--verdict", "mixed", "--finding", "Half of it.", "--tag", "port", "--by", "ida")
    ask("statements", "correct", "2", "--to", "Radio Nord", "--note", "heard it", "--by", "ida")
    ask("statements", "reject", "3", "--note", "nobody did", "--by", "ida")
    for name in TEXTS:
        told = TEXTS[name](to_file("--until", "2024-03-08", "--min-confidence", "0.95", name=name))
        for words in (
            "addressee is Radio Nord (heard it); ida",
            "1 statement with a confidence below 0.95",
            "rejected by ida",
            "(nobody did)",
        ):
            assert words in told, (name, words)
        assert "Half of it." in TEXTS[name](to_file("--tag", "port", name=name))


def test_older_statements_beyond_the_limit_are_counted(ask, tmp_path: Path) -> None:
    result = ask("report", "--limit", "2", "-o", str(tmp_path / "r.md"))
    assert result.stderr == f"{tmp_path / 'r.md'}: 2 statements; 3 older left out (--limit N takes the newest N)\n"
    assert ask("report", "--limit", "2").stderr == "3 older left out (--limit N takes the newest N)\n"
    assert "3 older statements: the report was limited to the newest 2." in (tmp_path / "r.md").read_text("utf-8")


def test_nothing_found_is_said_and_no_report(ask, tmp_path: Path) -> None:
    result = ask("report", "--topic", "Raumfahrt", "-o", str(tmp_path / "r.html"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"nothing matches: no statement found; {tmp_path / 'r.html'} is not written\n"
    assert not (tmp_path / "r.html").exists()


def test_the_format_is_what_the_ending_says(to_file, ask, tmp_path: Path) -> None:
    assert to_file(name="a.html").startswith(b"<!DOCTYPE html>")
    assert to_file(name="a.MD").startswith(b"# Statements")
    assert to_file(name="a.docx").startswith(b"PK")
    assert to_file("--format", "markdown", name="a.html").startswith(b"# Statements")
    assert ask("report").stdout.startswith("<!DOCTYPE html>")
    assert ask("report", "--format", "markdown", "-o", "-").stdout.startswith("# Statements")
    assert ask("report", "--format", "docx").stdout_bytes.startswith(b"PK")
    template = tmp_path / "house.md"
    template.write_text("{{ report.title }}!", encoding="utf-8")
    assert ask("report", "--title", "a*b", "--template", str(template)).stdout == r"a\*b!"


def test_a_file_that_is_there_is_not_overwritten_unasked(ask, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    file.write_text("mine", encoding="utf-8")
    result = ask("report", "-o", str(file))
    assert result.exit_code == 1
    assert result.stderr == f"tracker: {file} is there already; --force overwrites it\n"
    assert file.read_text("utf-8") == "mine"
    link = tmp_path / "link.html"
    link.symlink_to(file)
    assert ask("report", "-o", str(link), "--force").exit_code == 0
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert sorted(each.name for each in tmp_path.iterdir() if not each.name.startswith("tracker.db")) == [
        "link.html",
        "r.html",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "FOLDER/no/r.html"], 1, "tracker: FOLDER/no/r.html: can't be written (No such file or directory)"),
        (["-o", "FOLDER", "--format", "html"], 1, "tracker: FOLDER: can't be written (Is a directory)"),
        (["-o", "FOLDER/r.pdf"], 2, "what is “.pdf”?"),
        (["--format", "docx", "--template", "x"], 2, "--template is for HTML and Markdown"),
        (["--template", "FOLDER/none.html"], 1, "there is no file FOLDER/none.html"),
        (["Okafor"], 2, "--actor or --topic"),
        (["--group-by", "week"], 2, "--group-by"),
    ],
)
def test_what_can_not_be_done_is_one_line(ask, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    result = ask("report", *(each.replace("FOLDER", str(tmp_path)) for each in arguments))
    assert result.exit_code == code
    assert result.stdout == ""
    assert said.replace("FOLDER", str(tmp_path)) in result.stderr
    assert "Traceback" not in result.stderr
    assert code == 2 or len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("line one\n{{ report.titel }}", "has no attribute 'titel'"),
        ("line one\n{% for %}", ", line 2: "),
        ("{{ 1 // 0 }}", "division"),
        ("{% include 'none.html' %}", "none.html"),
        ("{{ report.__class__.__init__.__globals__ }}", "unsafe"),
        (b"\xff\xfe", "can't decode"),
    ],
)
def test_a_template_that_does_not_work_is_one_line(ask, tmp_path: Path, template: str | bytes, said: str) -> None:
    file, output = tmp_path / "house.html", tmp_path / "r.html"
    file.write_bytes(template if isinstance(template, bytes) else template.encode())
    result = ask("report", "--template", str(file), "-o", str(output))
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"tracker: --template: {file}")
    assert said in line
    assert not output.exists()


def test_a_newsroom_replaces_what_it_likes(ask, to_file, hostile_database: Path, tmp_path: Path) -> None:
    (tmp_path / "mast.html").write_text("<p>Harbour Post</p>", encoding="utf-8")
    template = tmp_path / "house.html"
    template.write_text(
        '{% extends "report.html" %}{% block style %}body { color: teal }{% endblock %}'
        '{% block header %}{% include "mast.html" %}<h1>{{ report.title }}</h1>{% endblock %}',
        encoding="utf-8",
    )
    page = Page(to_file("--title", "<i>Port</i>", "--template", str(template)).decode())
    assert "Harbour Post" in page.text
    assert "<i>Port</i>" in page.text
    assert "body { color: teal }" in page.text
    assert not page.having("i")


def test_hostile_text_is_text_in_html(hostile_database: Path, to_file) -> None:
    whole = to_file()
    page = Page(whole.decode())
    assert len(whole) < 1_000_000
    assert " ".join(MARKUP.split()) in " ".join(page.text.split())
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "b", "link", "iframe", "object", "base"})
    assert not [name for _, found in page.elements for name in found if name.startswith("on") or name == "style"]
    assert all(address.startswith(("https://example.org/", "#")) for address in page.addresses)
    assert not {"\u202e", "\u2066", "\x00", "\x1b"} & set(whole.decode())
    [policy] = page.having("meta", **{"http-equiv": "Content-Security-Policy"})
    assert (policy["content"] or "").startswith("default-src 'none'; style-src 'sha256-")


def test_hostile_text_is_text_in_markdown(hostile_database: Path, to_file) -> None:
    page = Page(MarkdownIt("gfm-like", {"linkify": False}).render(to_file(name="r.md").decode()))
    assert " ".join(MARKUP.split()) in " ".join(page.text.split())
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "b", "link", "style", "meta"})
    assert all(address.startswith("https://example.org/") for address in page.addresses)


def test_hostile_text_is_text_in_word(hostile_database: Path, to_file) -> None:
    document = docx.Document(io.BytesIO(to_file(name="r.docx")))
    assert MARKUP in "\n".join(each.text for each in document.paragraphs)
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert targets
    assert all(target.startswith("https://example.org/") for target in targets)


def test_the_command_that_made_it_is_told(process, tmp_path: Path) -> None:
    file = tmp_path / "r.md"
    done = process("report", "--topic", "the bridge", "-o", str(file))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", f"{file}: 2 statements\n")
    assert f"    tracker report --topic 'the bridge' -o {file}\n" in file.read_text("utf-8")


def test_without_python_docx_one_line_says_what_to_install(database: Path, tmp_path: Path) -> None:
    hidden = (
        "import sys, importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *rest: None if name == 'docx' else find(name, *rest); "
        "from tracker.cli import main; sys.argv = ['tracker', 'report', '-o', sys.argv[1]]; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden, str(tmp_path / "r.docx")],
        env=os.environ | {"TRACKER_DB": str(database)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == "tracker: writing DOCX needs one more package: pip install 'quote-claim-tracker[docx]'\n"
    assert not (tmp_path / "r.docx").exists()


def test_a_report_and_counts_are_german_where_that_is_asked_for(ask, monkeypatch) -> None:
    made = ask("report", "--lang", "de").stdout
    assert '<html lang="de">' in made
    for heading in ("Überblick", "Zeitverlauf", "Nach Akteur, Akt und Medium", "Was fehlt, und Grenzen"):
        assert f">{heading}</h2>" in made
    assert "Summary" not in made
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "## Überblick" in ask("report", "--format", "markdown").stdout
    assert "(kein Urteil)" in ask("count", "--by", "verdict", "--lang", "de").stdout
    assert '"(kein Urteil)"' not in ask("count", "--by", "verdict", "--lang", "de", "--csv").stdout
    assert "(no verdict)" in ask("count", "--by", "verdict").stdout  # in a pipe, for programs


def test_each_report_is_in_the_language_of_its_own_reader(ask) -> None:
    headings = {"en": ">Summary</h2>", "de": ">Überblick</h2>"}
    for language in ("en", "de", "en"):
        made = ask("report", "--lang", language).stdout
        assert [heading in made for heading in headings.values()] == [each == language for each in headings]
