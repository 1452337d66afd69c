"""Many processes ingest the same and different articles into one database at once, while others ask.

python -m tests.faults.writers --writers 8 --readers 2
"""

import argparse
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.faults.batches import command, content_of, problems_in, run, write_articles

QUESTIONS = (("quotes", "--act", "warning"), ("timeline", "--topic", "Tor"), ("actors",), ("articles",))


def write_at_once(folder: Path, writers: int, readers: int, articles: int) -> list[str]:
    """What went wrong. Every writer has `articles` of its own and as many that all of them have."""
    database = folder / "shared.db"
    write_articles(folder / "common", range(articles))
    for number in range(writers):
        write_articles(folder / f"own-{number}", range((number + 1) * articles, (number + 2) * articles))
    write_articles(folder / "first", range(1))
    problems: list[str] = []
    if run(database, "ingest", str(folder / "first")).returncode:  # so that there is a database to ask
        problems.append("the first article could not be ingested")
    ended = threading.Event()
    asking = [threading.Thread(target=_ask, args=[database, ended, problems, turn]) for turn in range(readers)]
    running = [
        subprocess.Popen(
            command(database, "ingest", "--jobs", "1", str(folder / "common"), str(folder / f"own-{number}")),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number in range(writers)
    ]
    for thread in asking:
        thread.start()
    for process in running:
        output, _ = process.communicate()
        if process.returncode:
            problems.append(output)
    ended.set()
    for thread in asking:
        thread.join()
    return problems + _missing(folder, database)


def _ask(database: Path, ended: threading.Event, problems: list[str], turn: int) -> None:
    """Ask one question after the other until all writers have ended."""
    while not ended.is_set():
        answered = run(database, *QUESTIONS[turn % len(QUESTIONS)])
        if answered.returncode:
            problems.append(answered.stderr)
        turn += 1


def _missing(folder: Path, database: Path) -> list[str]:
    """What differs from the same articles in one run, one process."""
    alone = folder / "alone.db"
    run(alone, "ingest", *(str(path) for path in sorted(folder.iterdir()) if path.is_dir()))
    problems = problems_in(database)
    if content_of(database) != content_of(alone):
        problems.append("the content differs from that of one process alone")
    return problems


def main() -> None:
    """Print what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.writers", description=__doc__)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--articles", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        problems = write_at_once(Path(folder), options.writers, options.readers, options.articles)
    print(f"{options.writers} processes, {options.articles} common and {options.articles} own articles each")
    print(*(problems or ["no error, no duplicate, nothing missing"]), sep="\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
