"""A batch of small articles, and what a database holds of it, to compare with an undisturbed run."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from tracker.cli import app

SPEAKERS = ("Petra Lindholm", "Jan Okafor", "Karl Brandt", "Ines Falk", "Robert Quast", "Maren Dahl", "Tom Ashby")
PLACES = ("Nordby", "Westhafen", "Ostrow", "Tarnau", "Harwich", "Lindow")
GERMAN = (
    "{place}, 7. März 2024 (dpa) - „Der Anleger {number} bleibt auch im Winter offen“, sagte Ministerin {speaker} am "
    "Mittwoch. {other} warnte vor höheren Kosten für Tor {number}."
)
ENGLISH = (
    "“We will open gate {number} at {place} before winter,” {speaker} told reporters on Wednesday. {other} denied "
    "that the money for gate {number} was gone."
)

Content = dict[str, list[tuple[object, ...]]]


def write_articles(folder: Path, numbers: range) -> None:
    """A file for each number, half of them German, all different."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        text = (GERMAN, ENGLISH)[number % 2].format(
            number=number,
            place=PLACES[number % len(PLACES)],
            speaker=SPEAKERS[number % len(SPEAKERS)],
            other=SPEAKERS[(number + 3) % len(SPEAKERS)],
        )
        (folder / f"2024-03-07-{number:04}.txt").write_text(text + "\n", encoding="utf-8")


def command(database: Path, *arguments: str) -> list[str]:
    """The command line of a command that uses the database."""
    return [sys.executable, "-m", "tracker", *arguments, "--db", str(database)]


def run(database: Path, *arguments: str, seconds: float = 600) -> "subprocess.CompletedProcess[str]":
    """Run a command on the database to its end."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command(database, *arguments), capture_output=True, text=True, check=False, timeout=seconds, env=environment
    )


def asked(database: Path, *arguments: str) -> Result:
    """Run a command on the database to its end in this process, which has loaded already what commands need."""
    return CliRunner().invoke(app, [*arguments, "--db", str(database)])


def run_killed(database: Path, *arguments: str, after: float) -> bool:
    """Begin a command on the database; whether it was killed after so many seconds, or had ended by itself."""
    running = subprocess.Popen(command(database, *arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        running.wait(after)
        return False
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
        return True


def content_of(database: Path) -> Content:
    """Every article's statements with their actors' names, by the article's text: all but the numbers given to them."""
    with sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True) as connection:
        content: Content = {text: [] for (text,) in connection.execute("SELECT text_hash FROM articles")}
        rows = connection.execute(
            """SELECT text_hash, quote_spans, statements.kind, act, said_on, quote, speaker, actors.name
               FROM statements JOIN articles ON articles.id = article_id
               LEFT JOIN statement_speakers ON statement_id = statements.id
               LEFT JOIN actors ON actors.id = actor_id
               ORDER BY text_hash, start, quote_spans, statements.kind, position"""
        )
        for text, *row in rows:
            content[text].append(tuple(row))
    connection.close()
    return content


def has_schema(database: Path) -> bool:
    """Whether the first run got as far as making the tables."""
    with sqlite3.connect(database) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
    connection.close()
    return bool(tables)


def problems_in(database: Path) -> list[str]:
    """What SQLite and `tracker check` find wrong."""
    with sqlite3.connect(database) as connection:
        found = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    connection.close()
    checked = asked(database, "check")
    if checked.exit_code:
        found.append(f"{checked.output}{checked.exception!r}")
    return found
