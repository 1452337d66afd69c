"""How well statements were found, as a table for a person and as a record for a program."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.text import Text

from tracker.evaluation.labels import LabelEvaluation
from tracker.evaluation.measure import Evaluation, Figure
from tracker.views.console import ASIDE, HEADING, complain, on_terminal, print_fields, results
from tracker.views.harmless import harmless_line
from tracker.views.records import Record

LABEL_TABLES = ("kinds", "acts", "links", "confusions")
_HEADINGS = ("precision", "recall", "F1")


def evaluation_record(
    evaluation: Evaluation, labels: LabelEvaluation | None = None, names: Sequence[Figure] = ()
) -> Record:
    """The counts under `gold` and `predicted`, and under each figure's name `precision`, `recall` and `f1`.

    A kind ("type:direct", "name:person") has how often it is annotated under `gold` too. What is measured of labels is
    under `labels`: its `figures`, and lists of `kinds`, `acts`, `links` and `confusions`.
    """
    record: dict[str, object] = {
        "gold": evaluation.gold,
        "predicted": evaluation.predicted,
        **{figure.name: _figure_record(figure) for figure in (*evaluation.figures, *names)},
    }
    if labels:
        record["labels"] = {
            "figures": {figure.name: _figure_record(figure) for figure in labels.figures},
            **{
                name: [asdict(row) for row in getattr(labels, name)]
                for name in ("kinds", "acts", "links", "confusions")
            },
        }
    return record


def _figure_record(figure: Figure) -> Record:
    shares = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    return shares if figure.gold is None else {**shares, "gold": figure.gold}


def print_evaluation(
    evaluation: Evaluation, labels: LabelEvaluation | None = None, names: Sequence[Figure] = ()
) -> None:
    """Print the figures as a table; the counts are said on standard error.

    In a pipe a line's fields are name, precision, recall and F1, separated by tabs.
    """
    console = results()
    complain(f"{evaluation.gold} gold statements, {evaluation.predicted} predicted")
    figures = (*evaluation.figures, *names, *(labels.figures if labels else ()))
    rows = [(harmless_line(figure.name), _shares(figure)) for figure in figures]
    if not on_terminal():
        for name, shares in rows:
            print_fields(console, [Text(name), *map(Text, shares)])
        return
    name_width = max(len(name) for name, _ in rows)
    console.print(Text(" " * name_width + "".join(f"{heading:>11}" for heading in _HEADINGS), ASIDE))
    for name, shares in rows:
        console.print(Text.assemble((f"{name:<{name_width}}", HEADING), *(f"{share:>11}" for share in shares)))
    if labels:
        _print_labels(labels, name_width)


def _print_labels(labels: LabelEvaluation, name_width: int) -> None:
    """Print what is found of each kind and act, speakers by link, and acts taken for others."""
    found = ("in gold", "found", "act right", "wholly")
    for title, rows in (("kind", labels.kinds), ("act", labels.acts)):
        _print_counts(
            title, found, [(row.name, (row.gold, row.found, row.act, row.wholly)) for row in rows], name_width
        )
    outcomes = ("right", "wrong", "open", "missed")
    links = [(row.name, (row.right, row.wrong, row.open, row.missed)) for row in labels.links]
    _print_counts("speaker by", outcomes, links, name_width)
    taken = [(f"{row.gold} as {row.predicted}", (row.times,)) for row in labels.confusions]
    _print_counts("acts mistaken", ("times",), taken, max([name_width, *(len(name) for name, _ in taken)]))


def _print_counts(
    title: str, headings: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], name_width: int
) -> None:
    console = results()
    console.print()
    console.print(Text(f"{title:<{name_width}}" + "".join(f"{heading:>11}" for heading in headings), ASIDE))
    for name, counts in rows:
        shown = f"{harmless_line(name):<{name_width}}"
        console.print(Text.assemble((shown, HEADING), *(f"{count:>11}" for count in counts)))


def _shares(figure: Figure) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in (figure.precision, figure.recall, figure.f1))
