"""`python -m tracker.gold`: lay out articles to be read, check what readers wrote, build the gold."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tracker.gold.answers import checked
from tracker.gold.batches import ANSWERS, read_batch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tracker.gold", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say what is wrong with a reader's answers")
    check.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    return _check(options.folder)


def _check(folder: Path) -> int:
    articles = read_batch(folder)
    result = checked((folder / ANSWERS).read_text(encoding="utf-8").splitlines(), articles)
    for problem in result.errors:
        print(f"refused: {problem}")
    for problem in result.warnings:
        print(f"look again: {problem}")
    statements = [each for of_article in result.statements.values() for each in of_article]
    print(f"{len(result.statements)} of {len(articles)} articles, {len(statements)} statements read")
    for what in ("kind", "act"):
        print(f"  {what}: {dict(Counter(getattr(each, what) for each in statements).most_common())}")
    return 1 if result.errors else 0


if __name__ == "__main__":
    sys.exit(main())
