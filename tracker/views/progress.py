"""Progress of long work on standard error: a bar on a terminal; for a batch elsewhere, a line now and then."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from tracker.ingesting.outcomes import Tally
from tracker.views.console import complain
from tracker.views.wording import counted

SECONDS_BETWEEN_LINES = 30.0
SECONDS_LOOKED_BACK = 60.0  # for the current speed

Report = Callable[[Tally], object]


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar over `total` steps. Yields the function that moves it on by a number of steps."""
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield lambda done: None
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


@contextmanager
def counting(label: str) -> Iterator[Callable[[str], object]]:
    """What is done so far, on a terminal alone, where nobody knows how much there is. Yields what takes the words."""
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield lambda words: None
        return
    with console.status(f"{label} …") as status:
        yield lambda words: status.update(f"{label}: {words}")


@contextmanager
def batch_progress(inputs: Callable[[], int | None], *, bar: bool) -> Iterator[Report]:
    """The progress of a batch. Yields the function that takes the tally so far, as often as one likes.

    With `bar` and on a terminal it is a bar; elsewhere a line every half minute. `inputs` returns how many inputs there
    are, None until that is known; the time that is left is shown only then.
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

        def report(tally: Tally) -> None:
            speed.add(tally)
            total = inputs()
            description = ", ".join(_parts(tally, total, speed))
            shown.update(task, description=description, total=total, completed=tally.inputs_done)

        yield report


class Speed:
    """The speed of the last minute's work."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._moments: deque[tuple[float, int, int]] = deque([(self._begin, 0, 0)])

    def add(self, tally: Tally) -> None:
        """Note the time of this tally."""
        now = time.monotonic()
        if now - self._moments[-1][0] < 1 and len(self._moments) > 1:
            self._moments.pop()
        self._moments.append((now, tally.done, tally.inputs_done))
        while self._moments[0][0] < now - SECONDS_LOOKED_BACK and len(self._moments) > 2:
            self._moments.popleft()

    def articles_a_second(self) -> float:
        """The articles done per second."""
        (since, done, _), (until, done_now, _) = self._moments[0], self._moments[-1]
        return (done_now - done) / max(until - since, 0.001)

    def seconds_left(self, inputs: int) -> float | None:
        """How long the rest of `inputs` will take; None where no input was done lately."""
        (since, _, done), (until, _, done_now) = self._moments[0], self._moments[-1]
        return (inputs - done_now) * (until - since) / (done_now - done) if done_now > done else None


def _lines(inputs: Callable[[], int | None], speed: Speed) -> Report:
    """A report that writes a line every half minute."""
    last = time.monotonic()

    def report(tally: Tally) -> None:
        nonlocal last
        speed.add(tally)
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            complain(", ".join(_parts(tally, inputs(), speed)))

    return report


def _parts(tally: Tally, inputs: int | None, speed: Speed) -> Iterator[str]:
    """The parts of a line about a batch under way."""
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
