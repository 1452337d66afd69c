"""The gate: figures on the project's own gold, with floors below which no change may bring them.

    python -m tests.evaluation.gate            what is measured, beside its floor
    python -m tests.evaluation.gate --raise    raise the floors to what is measured; never lowers one

Floors stand in `floors.toml` beside this file, with the digest of the gold that they belong to: another gold begins new
floors. A floor lies `ROOM` below what was measured, which is less than one statement counts. Of single kinds and acts
there are ten to three hundred statements, and a few of them change with every model: only what falls by more than the
standard error of a share of so many statements has fallen.
"""

import argparse
import hashlib
import math
import tomllib
from collections import Counter
from pathlib import Path

from tracker.evaluation import annotation_of, evaluate, evaluate_labels, read_gold
from tracker.extraction import Item, extract_many

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "fixtures" / "gold" / "own-dev.jsonl"
FLOORS = Path(__file__).parent / "floors.toml"
ROOM = 0.005
HEADING = "# F1 to be reached on fixtures/gold/own-dev.jsonl: see gate.py, which writes this file.\n\n"


def measured() -> dict[str, float]:
    """F1 by name: roles, kinds, labels, and each act."""
    articles = read_gold(GOLD.read_bytes())
    items = (Item(each.article.text, each.article.published, each.article.language) for each in articles)
    found = {
        article.identifier: tuple(map(annotation_of, extraction.statements))
        for article, extraction in zip(articles, extract_many(items), strict=True)
    }
    labels = evaluate_labels(articles, found)
    assert labels
    figures = {figure.name: figure.f1 for figure in (*evaluate(articles, found).figures, *labels.figures)}
    told = Counter(each.labels.act for statements in found.values() for each in statements if each.labels)
    return figures | {f"act:{row.name}": 2 * row.act / (row.gold + told[row.name]) for row in labels.acts}


def room() -> dict[str, float]:
    """By how much a figure may lie below its floor: a standard error for kinds and acts, nothing for others."""
    statements = [each for article in read_gold(GOLD.read_bytes()) for each in article.statements]
    counts = Counter(f"act:{each.labels.act}" for each in statements if each.labels)
    counts.update(f"type:{each.kind}" for each in statements)
    before = floors()
    return {name: _standard_error(before.get(name, 0.0), count) for name, count in counts.items()}


def _standard_error(share: float, count: int) -> float:
    """Of a share of so many, where it is near one, too (Agresti and Coull 1998: one right and one wrong more)."""
    likely = (share * count + 1) / (count + 2)
    return math.sqrt(likely * (1 - likely) / (count + 2))


def below(figures: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The figures that have fallen, each with its floor."""
    allowed = room()
    return {
        name: (figures.get(name, 0.0), floor)
        for name, floor in floors().items()
        if figures.get(name, 0.0) < floor - allowed.get(name, 0.0)
    }


def digest() -> str:
    """The SHA-256 of the gold."""
    return hashlib.sha256(GOLD.read_bytes()).hexdigest()


def floors() -> dict[str, float]:
    """The floors by the name of their figure; none where they belong to another gold."""
    read = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return read["floors"] if read.get("gold") == digest() else {}


def raised(before: dict[str, float], figures: dict[str, float]) -> dict[str, float]:
    """The floors that figures allow, none of them lower than before."""
    return {
        name: max(before.get(name, 0.0), round(max(0.0, figure - ROOM), 3)) for name, figure in sorted(figures.items())
    }


def write(new: dict[str, float]) -> None:
    """Write the floors."""
    lines = "".join(f'"{name}" = {floor}\n' for name, floor in new.items())
    FLOORS.write_text(f'{HEADING}gold = "{digest()}"\n\n[floors]\n{lines}', encoding="utf-8")


def main() -> None:
    """Show figures and floors, or raise the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.gate", description=__doc__)
    parser.add_argument("--raise", action="store_true", dest="raising", help="raise the floors to what is measured")
    options = parser.parse_args()
    figures, before = measured(), floors()
    if options.raising:
        write(raised(before, figures))
    for name, figure in sorted(figures.items()):
        print(f"{name:<30} {figure:>6.3f}  floor {floors().get(name, 0.0):>6.3f}")


if __name__ == "__main__":
    main()
