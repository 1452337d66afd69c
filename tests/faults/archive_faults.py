"""Kill workers and schedulers of a run over an archive: nothing lost, nothing twice, and the same dataset.

    python -m tests.faults.archive_faults --workers 30 --schedulers 5 --articles 2000

A run of two workers has one of them killed at random moments, and now and then the process that holds the scheduler
and the run, as when its machine is switched off; then the same command is called again, until it ends by itself. The
rows must be those of an undisturbed run.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tracker.archive.datasets import DATASETS
from tracker.archive.places import Directory
from tracker.archive.tables import whole_dataset

ROOT = Path(__file__).parents[2]
TEXT = """In Nordby wird seit {number} Tagen um das Tor am Hafen gestritten.
„Das Tor {number} bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch vor Händlern. Sie warnte den Stadtrat \
vor einer Schließung, die allein im Winter {number} Stellen kosten werde. Bürgermeister Jan Okafor wies das zurück: \
Man habe genug Geld, und niemand müsse gehen. Die Händler forderten, bis zum {number}. Tag eine Antwort zu bekommen."""
WORKER = "spawn_main"  # in the command line of a process that a nanny has begun


@dataclass(slots=True)
class Result:
    """What was killed, how many calls it took, and what went wrong; `done_at_kill` counts parts.

    `named` is what calls said that ended by themselves before all was done.
    """

    workers: int = 0
    schedulers: int = 0
    calls: int = 0
    named: list[str] = field(default_factory=list)
    done_at_kill: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def kill_often(folder: Path, workers: int, schedulers: int, articles: int, size: int, seed: int = 1) -> Result:
    """Kill so many of both in one run; `folder` is an empty folder to work in."""
    news = folder / "news.jsonl"
    lines = (json.dumps({"text": TEXT.format(number=number), "date": "2024-03-07"}) for number in range(articles))
    news.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = Result()
    moments = random.Random(seed)
    directory = Directory(str(folder / "archive"))
    parts = -(-articles // size)
    # Before so many parts are done: spread over the run, so that each kill finds work.
    due = sorted(moments.uniform(0, 0.7 * parts) for _ in range(workers + schedulers))
    is_scheduler = set(moments.sample(range(len(due)), schedulers))
    killed = 0
    running = _begun(news, directory, size, result)
    while True:
        try:
            running.wait(0.05)
            if running.returncode == 0 or result.calls > schedulers + 3:
                break
            result.named += _said(folder)
            running = _begun(news, directory, size, result)
            continue
        except subprocess.TimeoutExpired:
            done = len(directory.names("parts", ".json"))
        if killed == len(due) or done < due[killed]:
            continue
        if killed in is_scheduler:
            running.send_signal(signal.SIGKILL)
            running.wait()
            result.schedulers += 1
        elif not (found := _workers_of(running.pid)):
            continue  # they are being started
        else:
            os.kill(moments.choice(found), signal.SIGKILL)
            result.workers += 1
            time.sleep(moments.uniform(0, 0.2))
        result.done_at_kill.append(done)
        killed += 1
    if running.returncode:
        result.problems.append(f"the last call ended with {running.returncode}")
    undisturbed = Directory(str(folder / "undisturbed"))
    _begun(news, undisturbed, size, Result()).wait()
    result.problems += _differences(directory, undisturbed, articles)
    return result


def _begun(news: Path, directory: Directory, size: int, result: Result) -> "subprocess.Popen[bytes]":
    result.calls += 1
    command = [sys.executable, "-m", "tracker", "archive", "extract", str(news), "--to", directory.address]
    options = ["--part", str(size), "--jobs", "2"]
    with (news.parent / "said").open("wb") as said:
        return subprocess.Popen([*command, *options], cwd=ROOT, stderr=said)


def _said(folder: Path) -> list[str]:
    return (folder / "said").read_text(encoding="utf-8").splitlines()


def _workers_of(pid: int) -> list[int]:
    """The processes of a run's workers."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return [int(line.split()[0]) for line in listed if WORKER in line]


def _differences(directory: Directory, undisturbed: Directory, articles: int) -> list[str]:
    problems = []
    for name in DATASETS:
        found, wanted = _rows(directory, name), _rows(undisturbed, name)
        if found != wanted:
            lost, more = len(set(wanted) - set(found)), len(found) - len(set(found))
            problems.append(f"{name}: {len(found)} rows instead of {len(wanted)}, {lost} lost, {more} twice")
    if len(_rows(undisturbed, "articles")) != articles:
        problems.append("the undisturbed run hasn't all articles")
    return problems


def _rows(directory: Directory, name: str) -> list[str]:
    found = whole_dataset(directory, name)
    return sorted(map(repr, found.to_pylist())) if found is not None else []


def main() -> None:
    """Print how many were killed, and what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.archive_faults", description=__doc__)
    parser.add_argument("--workers", type=int, default=30)
    parser.add_argument("--schedulers", type=int, default=5)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--part", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = kill_often(
            Path(folder), options.workers, options.schedulers, options.articles, options.part, options.seed
        )
    print(f"{result.workers} workers and {result.schedulers} schedulers killed, {result.calls} calls")
    print(f"parts done when something was killed: {result.done_at_kill}")
    for line in result.named:
        print(f"a call that ended before all was done said: {line}")
    print(*(result.problems or ["nothing lost, nothing twice, the same dataset"]), sep="\n")
    sys.exit(bool(result.problems))


if __name__ == "__main__":
    main()
