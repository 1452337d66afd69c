"""What a process keeps of words and names that it has read, so as not to work it out again, has a limit."""

import gc
import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.archive_memory import text
from tracker.ingesting.batch import ingest
from tracker.ingesting.inputs import Input
from tracker.store import Store

ARTICLES = 20
CACHED = type(cache(len))  # a function with a cache


def without_limit() -> dict[str, int]:
    """How much tracker's caches without a limit hold, by the name of their function."""
    cached: list[Any] = [each for each in gc.get_objects() if isinstance(each, CACHED)]
    return {
        f"{each.__module__}.{each.__qualname__}": each.cache_info().currsize
        for each in cached
        if str(each.__module__).startswith("tracker.") and each.cache_parameters()["maxsize"] is None
    }


def test_no_cache_without_a_limit_grows_with_the_articles(tmp_path: Path) -> None:
    def add(numbers: range) -> None:
        path = tmp_path / f"{numbers.start}.jsonl"
        path.write_text("".join(json.dumps({"text": text(number)}) + "\n" for number in numbers), encoding="utf-8")
        outcomes = list(ingest(store, [Input(path.name, path=path)], jobs=1))
        assert sum(outcome.statements for outcome in outcomes) > ARTICLES

    with Store.open(tmp_path / "tracker.db") as store:
        add(range(ARTICLES))
        before = without_limit()
        add(range(ARTICLES, 2 * ARTICLES))
    grown = {name: size - before.get(name, 0) for name, size in without_limit().items()}
    assert len(grown) > 50
    # A cache by language, act or kind may get an entry yet; one by word or name gets some of each article.
    assert {name: size for name, size in grown.items() if size >= ARTICLES} == {}
