"""What is wrong in the database, or that nothing is."""

from collections.abc import Sequence

from rich.text import Text

from tracker.store.rows import Checked, Problem, Repaired
from tracker.views.console import ASIDE, HEADING, complain, print_fields, results
from tracker.views.harmless import harmless_line
from tracker.views.wording import counted


def print_checked(checked: Checked) -> None:
    """Print a line for each problem with tabs between table, row and what is wrong; one line where there is none."""
    if checked.problems:
        _print_problems(checked.problems)
        mendable = sum(problem.can_be_mended for problem in checked.problems)
        if mendable:
            complain(f"{mendable} of {len(checked.problems)} can be mended: tracker check --repair")
    else:
        _print_in_order(checked)


def print_repaired(repaired: Repaired) -> None:
    """Print what was done, and like `print_checked` what is still wrong."""
    console = results()
    for line in repaired.done:
        console.print(Text(harmless_line(line)))
    if repaired.copy:
        complain(f"the database as it was: {repaired.copy}")
    if repaired.now.problems:
        complain("could not be mended:")
        _print_problems(repaired.now.problems)
    else:
        _print_in_order(repaired.now)


def _print_problems(problems: Sequence[Problem]) -> None:
    console = results()
    for problem in problems:
        row = "" if problem.row is None else str(problem.row)
        fields = (Text(problem.table, HEADING), Text(harmless_line(row), ASIDE), Text(harmless_line(problem.message)))
        print_fields(console, list(fields))


def _print_in_order(checked: Checked) -> None:
    articles, statements = counted(checked.articles, "article"), counted(checked.statements, "statement")
    results().print(Text(f"{articles}, {statements}: all in order"))
