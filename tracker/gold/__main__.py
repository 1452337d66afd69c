"""`python -m tracker.gold`: lay out articles to be read, check what readers wrote, build gold files, measure readers.

python -m tracker.gold lay-out CORPUS.jsonl.gz --to BATCHES
python -m tracker.gold check BATCHES/01
python -m tracker.gold build BATCHES/* --to fixtures/gold/corpus-dev.jsonl
python -m tracker.gold agreement BATCHES/01 SECOND-READING/01
python -m tracker.gold names fixtures/gold/polnear-dev.jsonl --forms fixtures/gold/names/en-dev.txt --language en
python -m tracker.gold names fixtures/gold/own-train.jsonl --forms fixtures/gold/names/own-train.jsonl
python -m tracker.gold figures fixtures/gold/*.jsonl
python -m tracker.gold sample fixtures/gold/*.jsonl --texts CORPUS.jsonl.gz --count 100
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tracker.evaluation import read_texts
from tracker.extraction.document.sentences import sentences
from tracker.gold.agreement import agreement
from tracker.gold.answers import Checked, checked
from tracker.gold.batches import ANSWERS, NumberedArticle, read_batch, write_batch
from tracker.gold.files import (
    GoldArticle,
    digest_of,
    read_forms,
    read_forms_of_articles,
    read_rows,
    with_names,
    write_gold,
    write_rows,
)
from tracker.reading.errors import ReadingError
from tracker.views.evaluation import print_evaluation

ARTICLES_A_BATCH = 10
CONTEXT = 200  # characters shown around a statement that is checked


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (ReadingError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tracker.gold", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)

    laying_out = commands.add_parser("lay-out", help="articles of a corpus as batches to be read, sentences numbered")
    laying_out.add_argument("corpus", type=Path)
    laying_out.add_argument("--to", type=Path, required=True, help="the folder for the batches")
    laying_out.add_argument("--size", type=int, default=ARTICLES_A_BATCH, help="articles a batch (10)")
    laying_out.add_argument("--seed", type=int, help="shuffle them")
    laying_out.add_argument("--count", type=int, help="only as many articles")
    laying_out.set_defaults(run=_lay_out)

    checking = commands.add_parser("check", help="say what is wrong with a reader's answers")
    checking.add_argument("folder", type=Path)
    checking.set_defaults(run=_check)

    building = commands.add_parser("build", help="write what readers found as a gold file of offsets")
    building.add_argument("folders", type=Path, nargs="+")
    building.add_argument("--to", type=Path, required=True)
    building.add_argument("--with-text", action="store_true", help="texts too: only where they are the project's own")
    building.set_defaults(run=_build)

    agreeing = commands.add_parser("agreement", help="how well two readers of the same batches agree")
    agreeing.add_argument("one", type=Path, help="a batch, or a folder of batches")
    agreeing.add_argument("other", type=Path)
    agreeing.set_defaults(run=_agree)

    naming = commands.add_parser("names", help="mark the names in the articles of a gold file, by their forms")
    naming.add_argument("file", type=Path)
    naming.add_argument("--forms", type=Path, required=True, help="forms by kind, for all or, .jsonl, by article")
    naming.add_argument("--language", help="of the articles to mark, where forms are for all")
    naming.add_argument("--texts", type=Path, help="the corpus that has the texts")
    naming.set_defaults(run=_name)

    counting = commands.add_parser("figures", help="how many articles and statements gold files have, by label")
    counting.add_argument("files", type=Path, nargs="+")
    counting.set_defaults(run=_count)

    sampling = commands.add_parser("sample", help="annotations drawn at random, to be checked by another reader")
    sampling.add_argument("files", type=Path, nargs="+")
    sampling.add_argument("--texts", type=Path, action="append", default=[], help="corpora that have the texts")
    sampling.add_argument("--count", type=int, default=100)
    sampling.add_argument("--seed", type=int, default=0)
    sampling.set_defaults(run=_sample)
    return parser


def _lay_out(options: argparse.Namespace) -> int:
    rows = list(_rows(options.corpus))
    if options.seed is not None:
        random.Random(options.seed).shuffle(rows)
    rows = rows[: options.count]
    for number, first in enumerate(range(0, len(rows), options.size), 1):
        write_batch(options.to / f"{number:03}", [_numbered(row) for row in rows[first : first + options.size]])
    print(f"{len(rows)} articles in {options.to}")
    return 0


def _check(options: argparse.Namespace) -> int:
    articles = read_batch(options.folder)
    result = _answers(options.folder, articles)
    for problem in result.errors:
        print(f"refused: {problem}")
    for problem in result.warnings:
        print(f"look again: {problem}")
    statements = [each for of_article in result.statements.values() for each in of_article]
    print(f"{len(result.statements)} of {len(articles)} articles, {len(statements)} statements read")
    for what in ("kind", "act"):
        print(f"  {what}: {dict(Counter(getattr(each, what) for each in statements).most_common())}")
    return 1 if result.errors else 0


def _build(options: argparse.Namespace) -> int:
    gold = []
    for folder in options.folders:
        articles = read_batch(folder)
        result = _answers(folder, articles)
        if result.errors:
            print(f"{folder}: {len(result.errors)} lines are refused; mend them first (check).", file=sys.stderr)
            return 1
        gold += [GoldArticle(articles[identifier], found) for identifier, found in result.statements.items()]
    write_gold(options.to, gold, with_text=options.with_text)
    print(f"{options.to}: {len(gold)} articles, {sum(len(each.statements) for each in gold)} statements")
    return 0


def _name(options: argparse.Namespace) -> int:
    texts = {}
    if options.texts:
        texts = {key: str(fields["text"]) for key, fields in read_texts(options.texts.read_bytes()).items()}
    rows = read_rows(options.file)
    if options.forms.suffix == ".jsonl":
        forms = read_forms_of_articles(options.forms)
    else:
        of_all = read_forms(options.forms)
        forms = {row["id"]: of_all for row in rows if row["language"] == options.language}
    rows = [
        with_names(row, row.get("text") or texts[row["id"]], forms[row["id"]]) if row["id"] in forms else row
        for row in rows
    ]
    write_rows(options.file, rows)
    print(f"{sum(len(row.get('names', ())) for row in rows)} names in {len(rows)} articles")
    return 0


def _agree(options: argparse.Namespace) -> int:
    articles: dict[str, NumberedArticle] = {}
    read: list[dict[str, Any]] = []
    for folder in (options.one, options.other):
        of_reader: dict[str, Any] = {}
        for batch in _batches(folder):
            known = read_batch(batch)
            articles |= known
            of_reader |= _answers(batch, known).statements
        read.append(of_reader)
    print_evaluation(*agreement(articles, *read))
    return 0


def _count(options: argparse.Namespace) -> int:
    for file in options.files:
        rows = read_rows(file)
        statements = [statement for row in rows for statement in row["statements"]]
        print(f"{file}: {len(rows)} articles, {len(statements)} statements")
        for name in ("type", "act", "standing", "link"):
            print(f"  {name}: {dict(Counter(each.get(name) or '-' for each in statements).most_common())}")
        for name in ("speaker", "cue", "addressee", "matter", "actors", "addressee_actors", "said_on"):
            print(f"  with {name}: {sum(bool(each.get(name)) for each in statements)}")
    return 0


def _sample(options: argparse.Namespace) -> int:
    texts = {row["id"]: row["text"] for corpus in options.texts for row in _rows(corpus)}
    rows = [row for file in options.files for row in read_rows(file)]
    drawn = [(row, statement) for row in rows for statement in row["statements"]]
    for number, (row, statement) in enumerate(random.Random(options.seed).sample(drawn, options.count), 1):
        text = row.get("text") or texts[row["id"]]
        if digest_of(text) != row["sha256"]:
            print(f"the text of {row['id']} isn't the one that was annotated", file=sys.stderr)
            return 1
        print(f"\n=== {number} | {row['id']} | published {row['date']}")
        print("\n".join(_shown(text, statement)))
    return 0


def _shown(text: str, statement: Mapping[str, Any]) -> Iterator[str]:
    """A statement with its labels, and the text around it."""
    start, end = statement["quote"][0][0], statement["quote"][-1][1]
    around = text[max(0, start - CONTEXT) : start] + "[[" + text[start:end] + "]]" + text[end : end + CONTEXT]
    yield " ".join(around.split())
    for role in ("quote", "speaker", "cue", "addressee", "matter", "frame"):
        if statement[role]:
            yield f"  {role}: " + " … ".join(text[first:last] for first, last in statement[role])
    for name in ("type", "act", "standing", "actors", "link", "addressee_actors", "said_on"):
        if statement[name]:
            yield f"  {name}: {statement[name]}"


def _batches(folder: Path) -> list[Path]:
    """The batch itself, or the answered batches of a folder."""
    return [folder] if (folder / ANSWERS).exists() else sorted(each.parent for each in folder.glob(f"*/{ANSWERS}"))


def _answers(folder: Path, articles: Mapping[str, NumberedArticle]) -> Checked:
    return checked((folder / ANSWERS).read_text(encoding="utf-8").splitlines(), articles)


def _rows(corpus: Path) -> Iterable[dict[str, Any]]:
    """The articles of a corpus, in its order."""
    return read_texts(corpus.read_bytes(), str(corpus)).values()


def _numbered(row: Mapping[str, Any]) -> NumberedArticle:
    return NumberedArticle(
        identifier=row["id"],
        language=row["language"],
        published=date.fromisoformat(row["date"]),
        title=row.get("title") or "-",
        text=row["text"],
        sentences=tuple(sentences(row["text"], row["language"])),
    )


if __name__ == "__main__":
    sys.exit(main())
