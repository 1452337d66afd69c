"""Text that attacks: escapes, markup, marks of direction, script, SQL, queries, names of files. Nothing of it acts."""

import sqlite3
from pathlib import Path

import pytest

from tests.faults.batches import asked, run

NAME = "Jan Okafor"
EVIL = (
    "\x1b]0;owned\x07\x1b[2J[bold red]Der Hafen[/bold red] \u202eist\u2066 :skull: <script>alert(1)</script> "
    "'; DROP TABLE statements; -- \" OR 1=1 {{7*7}} =HYPERLINK(1)"
)
TEXT = (
    f"Nordby, 7. März 2024 (dpa) - „Der Hafen bleibt offen“, sagte Minister {NAME} am Mittwoch. "
    f"„Wir sagen es noch einmal: {EVIL}“, sagte Minister {NAME}."
)
ACTING = frozenset("\x1b\x07\x9b\x00\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\r\x08")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the article twice, as text and as a web page, from files whose names attack too."""
    folder = tmp_path_factory.mktemp("attacks")
    plain = folder / "news\n\x1b[31m[red]'; DROP TABLE articles; --.txt"
    plain.write_text(TEXT, encoding="utf-8")
    page = folder / "page.html"
    head = f"<title>\x1b[1m[b]{NAME}\u202e</title><meta property='og:site_name' content='Bote\x1b[2J\n[red]'>"
    page.write_text(
        f"<html><head><meta charset='utf-8'>{head}<script>document.title = 1</script></head><body><article>"
        + "".join(f"<p>{TEXT} Das war der {number}. Tag.</p>" for number in range(4))
        + "</article></body></html>",
        encoding="utf-8",
    )
    done = run(folder / "tracker.db", "ingest", "--language", "de", str(plain), str(page))
    assert done.returncode == 0, done.stderr
    assert not ACTING & set(done.stdout + done.stderr)
    assert "Traceback" not in done.stderr
    return folder / "tracker.db"


@pytest.mark.parametrize(
    "arguments",
    [
        ("quotes",),
        ("timeline",),
        ("timeline", "--by", "actor"),
        ("show", "1"),
        ("search", "Hafen"),
        ("actors",),
        ("articles",),
        ("check",),
    ],
)
def test_nothing_acts_on_the_terminal(database: Path, arguments: tuple[str, ...]) -> None:
    done = asked(database, *arguments)
    assert done.exit_code == 0, done.stderr
    assert done.stdout
    assert not ACTING & set(done.stdout + done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE statements; --",
        '" OR 1=1',
        "NEAR(a b)",
        "quote:Hafen",
        "Haf*",
        "%",
        "_",
        "\\",
        "(",
        '"',
        "AND OR NOT",
        "[red]x[/red]",
        "\x1b[2J",
        "\u202e",
    ],
)
def test_questions_are_data(database: Path, words: str) -> None:
    for arguments in (("search", "--", words), ("quotes", "--topic", words), ("quotes", "--actor", words)):
        done = asked(database, *arguments)
        assert done.exit_code in (0, 1)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert not ACTING & set(done.stdout + done.stderr)


def test_everything_is_still_there(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM articles ORDER BY id")]
        (statements,) = connection.execute("SELECT count(*) FROM statements").fetchone()
    connection.close()
    assert len(texts) == 2
    assert "\x1b" not in texts[0]
    assert "'; DROP TABLE statements; --" in texts[0]
    assert "<script>" in texts[0]
    assert "document.title" not in texts[1]
    assert statements > 0
