"""Progress of long work, on standard error: a bar on a terminal, or for a batch a plain line now and then."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from tracker.views.console import complain
from tracker.views.wording import counted

if TYPE_CHECKING:
    from tracker.ingesting import Tally

SECONDS_BETWEEN_LINES = 30.0
SECONDS_LOOKED_BACK = 60.0  # for how quick the work is now

Report = Callable[["Tally"], object]


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar that the function it gives moves on, by so many of `total`."""
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield lambda done: None
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


@contextmanager
def batch_progress(inputs: Callable[[], int | None], *, bar: bool) -> Iterator[Report]:
    """How far a batch is: the function it gives is told the tally so far, as often as one likes.

    With `bar` and on a terminal it is a bar; elsewhere a line every half minute. `inputs` gives how many inputs there
    are as soon as that is known; only then is it told how long the rest will take.
    """
    console = Console(stderr=True, markup=False, highlight=False)
    speed = Speed()
    if not (bar and console.is_terminal):
        yield _lines(inputs, speed)
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False))
    # Standard output may be a file, which the bar must not write to.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as shown:
        task = shown.add_task("reading", total=None)

        def report(tally: "Tally") -> None:
            speed.add(tally)
            total = inputs()
            description = ", ".join(_parts(tally, total, speed))
            shown.update(task, description=description, total=total, completed=tally.inputs_done)

        yield report


class Speed:
    """How quick the work was of late."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._moments: deque[tuple[float, int, int]] = deque([(self._begin, 0, 0)])

    def add(self, tally: "Tally") -> None:
        """Look at the clock."""
        now = time.monotonic()
        if now - self._moments[-1][0] < 1 and len(self._moments) > 1:
            self._moments.pop()
        self._moments.append((now, tally.done, tally.inputs_done))
        while self._moments[0][0] < now - SECONDS_LOOKED_BACK and len(self._moments) > 2:
            self._moments.popleft()

    def articles_a_second(self) -> float:
        """Articles done in a second."""
        (since, done, _), (until, done_now, _) = self._moments[0], self._moments[-1]
        return (done_now - done) / max(until - since, 0.001)

    def seconds_left(self, inputs: int) -> float | None:
        """How long the rest of so many inputs will take; None where that can't be told."""
        (since, _, done), (until, _, done_now) = self._moments[0], self._moments[-1]
        return (inputs - done_now) * (until - since) / (done_now - done) if done_now > done else None


def _lines(inputs: Callable[[], int | None], speed: Speed) -> Report:
    """Writes a line every half minute of a long run."""
    last = time.monotonic()

    def report(tally: "Tally") -> None:
        nonlocal last
        speed.add(tally)
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            complain(", ".join(_parts(tally, inputs(), speed)))

    return report


def _parts(tally: "Tally", inputs: int | None, speed: Speed) -> Iterator[str]:
    """What is said of a batch under way."""
    if inputs is None or inputs < 2:
        yield f"{counted(tally.done, 'article')} done"
    else:
        yield f"{tally.inputs_done:,} of {counted(inputs, 'input')} done"
    yield counted(tally.statements, "statement")
    yield f"{tally.failed:,} failed"
    yield f"{speed.articles_a_second():.1f} articles/s"
    left = speed.seconds_left(inputs) if inputs is not None else None
    if left is not None and tally.inputs_done:
        yield f"{in_words(left)} left"


def in_words(seconds: float) -> str:
    """A duration: "12 s", "3 min", "2 h 05 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
