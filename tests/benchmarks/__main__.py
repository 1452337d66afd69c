"""Measure, print tables, and write the figures as JSON."""

import argparse
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import Any

from tests.benchmarks.asking import Duration, measure_questions
from tests.benchmarks.figures import write_figures
from tests.benchmarks.linking import SIZES, Linked, OneArticle, linking_table, measure_linking, measure_one_article
from tests.benchmarks.throughput import Throughput, measure_throughput
from tracker.extraction import versions

LONGEST_QUESTION = 1.5  # times the bare imports: the goal
WRITTEN_TO = Path("build/benchmarks.json")


def main() -> None:
    """Run all benchmarks."""
    options = _options()
    durations = measure_questions(options.runs)
    throughputs = measure_throughput(options.corpus, options.articles, options.repetitions)
    _print_durations(durations)
    _print_throughputs(throughputs)
    linked, one = measure_linking(options.names), measure_one_article(options.names[-1], often=options.names[-1] // 2)
    print(f"\n{linking_table(linked, one)}")
    write_figures(options.json, _record(durations, throughputs, linked, one))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="articles as JSON Lines; by default the fixtures, repeated")
    parser.add_argument("--articles", type=int, help="read at most this many of the corpus")
    parser.add_argument("--runs", type=int, default=15, help="how often each question is asked (15)")
    parser.add_argument("--repetitions", type=int, default=3, help="how often the articles are read (3)")
    parser.add_argument("--names", type=int, nargs="+", default=SIZES, help="how many names are linked (to 100,000)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def _print_durations(durations: Sequence[Duration]) -> None:
    print(f"{'':28}{'best':>10}{'median':>10}{'ratios':>14}")
    for each in durations:
        ratios = f"{each.best_ratio:.2f} {each.median_ratio:.2f}"
        print(f"{each.name:28}{each.best * 1000:>7.0f} ms{each.median * 1000:>7.0f} ms{ratios:>14}")
    print(f"goal: a ratio of at most {LONGEST_QUESTION}")


def _print_throughputs(throughputs: Sequence[Throughput]) -> None:
    print(f"\n{'threads':>8}{'articles/s':>12}{'words/s':>10}{'seconds':>10}{'not the model':>24}")
    for each in throughputs:
        lowest, middle, highest = each.not_the_model
        print(
            f"{each.threads:>8}{each.articles_a_second:>12.2f}{each.words_a_second:>10.0f}"
            f"{each.seconds:>10.1f}{middle:>9.1%} ({lowest:.1%} to {highest:.1%})"
        )
    if any(each.busy_elsewhere for each in throughputs):
        print("the machine was busy with other work: measure again when it is not")


def _record(
    durations: Sequence[Duration], throughputs: Sequence[Throughput], linked: Sequence[Linked], one: OneArticle
) -> dict[str, Any]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {cpu_count()} cores",
        "onnxruntime": version("onnxruntime"),
        "versions": asdict(versions()),
        "questions": [asdict(each) for each in durations],
        "throughput": [
            {
                **asdict(each),
                "articles_a_second": each.articles_a_second,
                "words_a_second": each.words_a_second,
                "not_the_model": each.not_the_model,
                "busy_elsewhere": each.busy_elsewhere,
            }
            for each in throughputs
        ],
        "linking": [asdict(each) for each in linked],
        "one_article": asdict(one),
    }


main()
