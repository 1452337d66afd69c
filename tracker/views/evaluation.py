"""How well statements were found, as a table for a person and as a record for a program."""

from rich.text import Text

from tracker.evaluation.measure import Evaluation, Figure
from tracker.views.console import ASIDE, HEADING, complain, on_terminal, print_fields, results
from tracker.views.harmless import harmless_line
from tracker.views.records import Record

_HEADINGS = ("precision", "recall", "F1")


def evaluation_record(evaluation: Evaluation) -> Record:
    """The counts under `gold` and `predicted`, and under each figure's name `precision`, `recall` and `f1`.

    A kind ("type:direct") has how often it is annotated under `gold` too.
    """
    return {
        "gold": evaluation.gold,
        "predicted": evaluation.predicted,
        **{figure.name: _figure_record(figure) for figure in evaluation.figures},
    }


def _figure_record(figure: Figure) -> Record:
    shares = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    return shares if figure.gold is None else {**shares, "gold": figure.gold}


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the figures as a table; the counts are said on standard error.

    In a pipe a line's fields are name, precision, recall and F1, separated by tabs.
    """
    console = results()
    complain(f"{evaluation.gold} gold statements, {evaluation.predicted} predicted")
    rows = [(harmless_line(figure.name), _shares(figure)) for figure in evaluation.figures]
    if not on_terminal():
        for name, shares in rows:
            print_fields(console, [Text(name), *map(Text, shares)])
        return
    name_width = max(len(name) for name, _ in rows)
    console.print(Text(" " * name_width + "".join(f"{heading:>11}" for heading in _HEADINGS), ASIDE))
    for name, shares in rows:
        console.print(Text.assemble((f"{name:<{name_width}}", HEADING), *(f"{share:>11}" for share in shares)))


def _shares(figure: Figure) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in (figure.precision, figure.recall, figure.f1))
