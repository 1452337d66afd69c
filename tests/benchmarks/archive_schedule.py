"""How busy the cores of a large cluster are while an archive is extracted: the schedule of a run, simulated.

    python -m tests.benchmarks.archive_schedule --cores 16 160 1600

Nothing is extracted. Each core takes a part that waits for its extraction, else a step to read; a run has so many
steps read at once and so many parts wait as `tracker.archive.running` says. How long a step takes to read and a part to
extract is given; by default what articles of 400 words take at 570 words a second, and pages at 50 a second.
"""

import argparse
from heapq import heappop, heappush

from tracker.archive.reading import PARTS_OF_STEP
from tracker.archive.running import RECORDS_OF_PART, steps_ahead


def busy_share(cores: int, ahead: int, steps: int, reading: float, extracting: float) -> tuple[float, float]:
    """The share of time in which the cores extract, and the seconds that the run takes."""
    ends: list[tuple[float, bool]] = []  # of what is worked on; whether it is a step
    now, waiting, worked, read, unfinished = 0.0, 0, 0, 0, 0  # parts that wait, cores at work, steps begun, parts begun
    being_read = 0
    while True:
        while worked < cores:
            if waiting:
                waiting -= 1
                heappush(ends, (now + extracting, False))
            elif read < steps and being_read < ahead and unfinished < 2 * cores:
                read, being_read = read + 1, being_read + 1
                heappush(ends, (now + reading, True))
            else:
                break
            worked += 1
        if not ends:
            return steps * PARTS_OF_STEP * extracting / (now * cores), now
        now, was_step = heappop(ends)
        worked -= 1
        if was_step:
            being_read -= 1
            waiting += PARTS_OF_STEP
            unfinished += PARTS_OF_STEP
        else:
            unfinished -= 1


def main() -> None:
    """Print a line for each number of cores."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_schedule", description=__doc__)
    parser.add_argument("--cores", type=int, nargs="+", default=[16, 160, 1600])
    parser.add_argument("--articles", type=int, default=100_000_000)
    parser.add_argument("--reading", type=float, default=RECORDS_OF_PART * PARTS_OF_STEP / 50, help="seconds a step")
    parser.add_argument("--extracting", type=float, default=RECORDS_OF_PART * 400 / 570, help="seconds a part")
    options = parser.parse_args()
    steps = options.articles // (RECORDS_OF_PART * PARTS_OF_STEP)
    for cores in options.cores:
        for ahead in sorted({2, steps_ahead(cores)}):
            share, seconds = busy_share(cores, ahead, steps, options.reading, options.extracting)
            print(f"{cores:,} cores, {ahead} steps read at once: {share:.0%} of their time extracting", end=", ")
            print(f"{seconds / 3600:,.1f} hours")


if __name__ == "__main__":
    main()
