"""Measuring the extraction on articles that people have annotated."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from io import BufferedReader
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.errors import UsageError, UserError
from tracker.evaluation import (
    AnnotatedArticle,
    Annotation,
    annotation_of,
    evaluate_labels,
    evaluate_names,
    read_gold,
    read_predicted,
    read_predicted_names,
    read_texts,
)
from tracker.evaluation import evaluate as measured
from tracker.evaluation.annotations import Names
from tracker.extraction import Item, extract_many
from tracker.extraction.document.quotation_marks import with_marks
from tracker.reading.errors import ReadingError
from tracker.views.console import complain
from tracker.views.evaluation import evaluation_record, print_evaluation
from tracker.views.progress import progress
from tracker.views.records import write_json_line

STDIN = "-"

Predicted = dict[str, tuple[Annotation, ...]]
PredictedNames = dict[str, Names]


@app.command(
    epilog=examples(
        "tracker evaluate fixtures/gold.jsonl",
        "tracker evaluate --marks --json corpus.jsonl.gz",
        "tracker extract corpus.jsonl.gz | tracker evaluate corpus.jsonl.gz -",
    )
)
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(metavar="GOLD", help="Annotated articles, as JSON Lines, plain or compressed (.gz)."),
    ],
    predicted: Annotated[
        str | None,
        typer.Argument(
            metavar="[PREDICTED]",
            help="What a program found in them, such as `tracker extract`; by default tracker reads them now.",
        ),
    ] = None,
    texts: Annotated[
        list[str] | None,
        typer.Option("--texts", metavar="FILE", help="The articles of a GOLD that has no texts, as JSON Lines."),
    ] = None,
    marks: options.Marks = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how well statements are found, by articles that people have annotated.

    A line of GOLD has an `id`, a `text` and `statements` in the format that `tracker extract` writes, and
    where known `date`, `language` and `tokens`, the spans that count as words. Instead of the text it may have its
    `sha256`: --texts names the corpus with the texts. The measure is that of the
    German news quotation corpus (arXiv 2404.16764): statements are paired by the words of their quotes, and
    precision and recall of each role are averaged over the statements. What GOLD never has is left
    out. “roles” is all roles but the quote, “joint” all roles, “type” the kinds of the paired statements. In
    a pipe each figure is one line with tabs between name, precision, recall and F1.

    Where GOLD has labels (`act`, `actors`, …) these are measured too: statements whose act, speaker's name and day are
    right, and those that are wholly right, quote included (F1 of its words from 0.8 on); what is found of each kind and
    act; speakers by what leads to their names; acts that are taken for others. Where GOLD has the `names` in its
    articles, each as [start, end, kind], so are people, organisations and places whose span and kind are right.
    """
    if gold == predicted == STDIN:
        raise UsageError("GOLD and PREDICTED can't both be standard input")
    if predicted and marks:
        raise UsageError("--marks is about what tracker reads now; `tracker extract --marks` makes such a PREDICTED")
    if find_spec("scipy") is None:  # said before the articles are read, which may take minutes
        raise UserError("measuring needs one more package: pip install 'quote-claim-tracker[evaluate]'")

    known = _texts(texts or [])
    with _opened(gold) as stream:
        articles = read_gold(stream, gold, known)
    found, mentions = _extracted(articles, marks=marks) if predicted is None else _read(predicted, articles)
    evaluation, labels = measured(articles, found), evaluate_labels(articles, found)
    names = evaluate_names(articles, mentions) if mentions else ()
    if as_json:
        write_json_line(evaluation_record(evaluation, labels, names))
    else:
        print_evaluation(evaluation, labels, names)


def _texts(files: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The articles of corpora by their ids."""
    known: dict[str, dict[str, Any]] = {}
    for file in files:
        with _opened(file) as stream:
            known |= read_texts(stream, file)
    return known


def _extracted(articles: Sequence[AnnotatedArticle], *, marks: bool) -> tuple[Predicted, PredictedNames]:
    """What tracker finds in the texts of the articles, by their ids: statements, and names."""
    items = (Item(each.article.text, each.article.published, each.article.language) for each in articles)
    found: Predicted = {}
    mentions: PredictedNames = {}
    with progress("extracting", len(articles)) as move_on:
        for article, extraction in zip(articles, extract_many(items), strict=True):
            if marks:
                extraction = with_marks(extraction, article.article.text)
            found[article.identifier] = tuple(map(annotation_of, extraction.statements))
            mentions[article.identifier] = frozenset((each.span, each.kind.value) for each in extraction.mentions)
            move_on(1)
    return found, mentions


def _read(file: str, articles: Sequence[AnnotatedArticle]) -> tuple[Predicted, PredictedNames]:
    """What a file has for the articles, by their ids: statements, and names; says which articles it lacks."""
    with _opened(file) as stream:
        data = stream.read()
        found = read_predicted(data, articles, file)
        named = any(each.names is not None for each in articles)
        mentions = read_predicted_names(data, articles, file) if named else {}
    if missing := len(articles) - len(found):
        complain(f"{file}: without {missing} of the {len(articles)} articles; nothing counts as found there")
    return found, mentions


@contextmanager
def _opened(file: str) -> Iterator[BufferedReader]:
    """The bytes of a file or of standard input. Raises UserError where they can't be read."""
    try:
        if file == STDIN:
            yield cast(BufferedReader, sys.stdin.buffer)
        else:
            with Path(file).open("rb") as stream:
                yield stream
    except ReadingError as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(f"{file}: can't be read ({error.strerror})") from error
