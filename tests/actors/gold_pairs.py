"""Pairs of names whose truth is known, and how many of them a database gets right.

    python -m tests.actors.gold_pairs                 a table for the open pairs and for each part held out
    python -m tests.actors.gold_pairs --failures open  the pairs that failed, one a line

Every pair gets a database of its own, into which each of its mentions is added as an article with one
statement, in the way any article is. Nothing here knows how names are compared.
"""

import argparse
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Span,
    Statement,
    Versions,
)
from tracker.reading.article import Article, PublishedBasis
from tracker.store import Store

GOLD = Path(__file__).parent / "gold"
PARTS = ("open", "held_out", "second_held_out")
VERSIONS = Versions(model="gold", code="gold")

# Unlike each other, so that no two articles of a pair are taken for versions of one text.
FRAMES = {
    "de": (
        ("Über den Haushalt wurde bis tief in die Nacht gestritten. ", " sagte, ", "das Geld reiche nicht aus", "."),
        ("Kurz vor Mitternacht war man sich einig. ", " erklärte, ", "der Weg sei nun frei", "."),
        ("Am Hafen stehen die Kräne still. ", " teilte mit, ", "morgen werde wieder gearbeitet", "."),
    ),
    "en": (
        ("The talks went on for most of the week. ", " said ", "that nothing had been decided", "."),
        ("Rain kept the crowds at home on Sunday. ", " announced ", "that the match would be played again", "."),
        ("Nobody had expected such a harvest. ", " added ", "that prices were likely to fall", "."),
    ),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one article: as printed, what the text took it for, the paper's language, and its context."""

    name: str
    kind: ReferentKind
    language: str
    description: str | None
    published: date | None

    def __str__(self) -> str:
        context = ", ".join(str(part) for part in (self.language, self.kind, self.description, self.published) if part)
        return f"{self.name} ({context})"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, whether both are one actor, and who else the database has seen."""

    category: str
    same: bool
    one: Mention
    other: Mention
    others: tuple[Mention, ...]

    def __str__(self) -> str:
        with_others = "".join(f" + {mention}" for mention in self.others)
        return f"{self.category}: {self.one} {'=' if self.same else '≠'} {self.other}{with_others}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair: whether the database has both mentions under one actor."""

    pair: Pair
    joined: bool

    @property
    def right(self) -> bool:
        """Whether that is the truth."""
        return self.joined == self.pair.same


def read_pairs(part: str) -> list[Pair]:
    """The pairs of a part, one of PARTS."""
    content = tomllib.loads((GOLD / f"{part}_pairs.toml").read_text(encoding="utf-8"))
    return [_pair(entry) for entry in content["pair"]]


def outcomes(pairs: Iterable[Pair], folder: Path) -> Iterator[Outcome]:
    """What becomes of each pair; the databases are made in `folder`, which must exist."""
    empty = folder / "empty.db"
    Store.open(empty).close()
    for number, pair in enumerate(pairs):
        path = folder / f"{number}.db"
        shutil.copyfile(empty, path)
        yield Outcome(pair, _joined(pair, path))
        for file in folder.glob(f"{number}.db*"):
            file.unlink()


def table(found: Iterable[Outcome]) -> str:
    """Categories as rows: of the pairs that are the same how many were joined, of the different ones how many kept."""
    found = list(found)
    rows = [(category, [o for o in found if o.pair.category == category]) for category in _categories(found)]
    lines = [f"{'category':34} {'same':>5} {'joined':>7} {'different':>10} {'wrongly joined':>15}"]
    for category, some in [*rows, ("all", found)]:
        same = [outcome.joined for outcome in some if outcome.pair.same]
        different = [outcome.joined for outcome in some if not outcome.pair.same]
        lines.append(f"{category:34} {len(same):5} {sum(same):7} {len(different):10} {sum(different):15}")
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or the pairs of one part that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.actors.gold_pairs", description="Match the gold pairs.")
    parser.add_argument("--failures", choices=PARTS, help="list the pairs of this part that failed")
    wanted = parser.parse_args().failures
    for part in [wanted] if wanted else PARTS:
        with tempfile.TemporaryDirectory() as folder:
            found = list(outcomes(read_pairs(part), Path(folder)))
        print(f"{part.replace('_', ' ')}\n{table(found)}\n")
        if wanted:
            print(*(outcome.pair for outcome in found if not outcome.right), sep="\n")


def _pair(entry: dict[str, Any]) -> Pair:
    one, other = (_mention(fields) for fields in entry["mentions"])
    others = tuple(_mention(fields) for fields in entry.get("others", ()))
    return Pair(entry["category"], entry["same"], one, other, others)


def _mention(fields: dict[str, Any]) -> Mention:
    context = {"description": None, "published": None} | fields
    return Mention(**context | {"kind": ReferentKind(fields["kind"])})


def _joined(pair: Pair, path: Path) -> bool:
    with Store.open(path) as store:
        articles = [
            store.add(*_printed(mention, number), VERSIONS).article_id
            for number, mention in enumerate((pair.one, pair.other, *pair.others))
        ]
    one, other = _speakers(path, articles[:2])
    return one == other


def _printed(mention: Mention, number: int) -> tuple[Article, Extraction]:
    """An article in which somebody of this name says something, and what is found in it."""
    opening, cue, quote, end = FRAMES[mention.language][number]
    text = f"{opening}{mention.name}{cue}{quote}{end}"
    statement = Statement(
        kind=Kind.INDIRECT,
        quote=(_span(text, quote),),
        speaker=(_span(text, mention.name),),
        cue=(_span(text, cue.strip()),),
        frame=(),
        addressee=(),
        act=Act.STATEMENT,
        actors=(Referent(mention.name, mention.kind, mention.description, Resolution.NAME),),
        addressee_actors=(),
        said=Saying(mention.published, DateBasis.PUBLISHED if mention.published else DateBasis.UNKNOWN),
        confidence=0.9,
    )
    basis = PublishedBasis.GIVEN if mention.published else PublishedBasis.UNKNOWN
    article = Article(text, published=mention.published, published_basis=basis, language=mention.language)
    return article, Extraction(mention.language, (statement,), ())


def _span(text: str, piece: str) -> Span:
    return Span(text.rindex(piece), text.rindex(piece) + len(piece))


def _speakers(path: Path, articles: list[int]) -> list[int]:
    """The actor that the one statement of each article is put down to."""
    query = """
        SELECT actor_id FROM statement_speakers JOIN statements ON statements.id = statement_id WHERE article_id = ?
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return [connection.execute(query, [article]).fetchone()[0] for article in articles]


def _categories(found: list[Outcome]) -> list[str]:
    return list(dict.fromkeys(outcome.pair.category for outcome in found))


if __name__ == "__main__":
    main()
