"""What there is to show of an archive."""

from collections.abc import Iterable

from rich.text import Text

from tracker.views.console import print_many, results
from tracker.views.harmless import harmless_line


def print_problems(problems: Iterable[str]) -> None:
    """Print each on a line."""
    print_many(results(), (Text(harmless_line(each)) for each in problems))
