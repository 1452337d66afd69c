"""Extraction from tables: a function that engines for large data call with a piece of a table at a time.

    import tracker.frames

    found = tracker.frames.extract_frame(articles)                          # pandas
    articles.map_partitions(tracker.frames.extract_frame, meta=tracker.frames.empty_frame())     # Dask

It is pure, as `tracker.extract` is: a row's result depends on the row alone. Each process loads the model once, at its
first row, and computes on one core: run as many processes as there are cores. Needs pandas (extra `archive`).
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tracker.extraction import Extraction, Item, versions
from tracker.reading.errors import shown
from tracker.reading.metadata.dates import written_date
from tracker.views.extractions import extraction_record

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "language", "date", "statements", "mentions", "problem", "model_version")  # of what comes out, strings
AHEAD = 2  # articles: so that a core has the next one's windows while the last one's are being decoded

Found = Extraction | Exception


def extract_frame(articles: "pd.DataFrame") -> "pd.DataFrame":
    """What was found in a table of articles: a row for each, in their order and with their index.

    Read are the columns `text` and, where they are there, `published` (a date, a time stamp or a string), `language`
    and `id` (otherwise the index is the id). What comes out has the columns of COLUMNS, all strings: `statements` and
    `mentions` are JSON arrays of the records that `tracker extract` writes, `date` is when the article was published,
    and `problem` says in a line why nothing could be found, null where all went well. Raises KeyError where there is
    no column `text`, and nothing for what is wrong with a row.
    """
    import pandas as pd

    texts = articles["text"]
    rows = [
        _Row(text, *values)
        for text, *values in zip(
            texts,
            articles.get("id", articles.index),
            articles.get("published", [None] * len(texts)),
            articles.get("language", [None] * len(texts)),
            strict=True,
        )
    ]
    found = found_in(row.item for row in rows if row.item)
    model = versions().model
    records = [(*row.values(next(found) if row.item else None), model) for row in rows]
    return pd.DataFrame(records, columns=list(COLUMNS), index=articles.index, dtype="string")


def empty_frame() -> "pd.DataFrame":
    """The columns and types of what `extract_frame` gives, without rows: the `meta` of Dask."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype="string") for name in COLUMNS})


def found_in(items: Iterable[Item]) -> Iterator[Found]:
    """What was found in each article, in their order, or why its extraction failed; on one core."""
    from tracker.extraction.pipeline import Extracting

    ahead: deque[Callable[[], Extraction]] = deque()
    with Extracting(1) as extracting:
        for item in items:
            ahead.append(_begun(extracting.begin, item))
            if len(ahead) > AHEAD:
                yield _finished(ahead.popleft())
        while ahead:
            yield _finished(ahead.popleft())


def _begun(begin: Callable[[Item], Callable[[], Extraction]], item: Item) -> Callable[[], Extraction]:
    try:
        return begin(item)
    except Exception as error:
        failure = error

        def raise_it() -> Extraction:
            raise failure

        return raise_it


def _finished(extraction: Callable[[], Extraction]) -> Found:
    try:
        return extraction()
    except Exception as error:  # an unforeseen error with one article is that article's
        return error


def words_for(error: Exception) -> str:
    """The line that says why an article's extraction failed."""
    return f"tracker failed ({type(error).__name__}: {error}).".splitlines()[0]


class _Row:
    """An article of a table, as far as it can be used: `item` is None where `problem` says why it can't."""

    def __init__(self, text: Any, identifier: Any, published: Any, language: Any) -> None:
        self._id = str(identifier)
        self.item: Item | None = None
        self.problem: str | None = None
        if not isinstance(text, str) or not text.strip():
            self.problem = "no text: it must be a string that is not blank."
            return
        try:
            self.item = Item(text, _day(published), language if isinstance(language, str) and language else None)
        except ValueError as error:
            self.problem = f"`published`: {error}."

    def values(self, found: Found | None) -> tuple[str | None, ...]:
        """The values of all columns but the model's version."""
        if self.item is None or not isinstance(found, Extraction):
            problem = words_for(found) if isinstance(found, Exception) else self.problem
            return self._id, None, None, "[]", "[]", problem
        record = extraction_record(self._id, self.item.text, self.item.published, found, with_text=False)
        statements, mentions = (json.dumps(record[name], ensure_ascii=False) for name in ("statements", "mentions"))
        return self._id, found.language, record["date"], statements, mentions, None  # type: ignore[return-value]


def _day(value: Any) -> date | None:
    """A day from whatever a table has for it. Raises ValueError."""
    if isinstance(value, str) and value.strip():
        if day := written_date(value):
            return day
        raise ValueError(f"“{shown(value)}” is no date, such as 2022-01-21, or may be one of two days")
    if isinstance(value, datetime):  # pandas.Timestamp is one, and NaT, which is not equal to itself
        return value.date() if value == value else None
    return value if isinstance(value, date) else None
