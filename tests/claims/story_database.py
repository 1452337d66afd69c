"""The stories as a database: read and compared as `tracker ingest` does."""

from collections.abc import Iterable
from pathlib import Path

from stories import Told

from tracker.extraction import extract_many, versions
from tracker.extraction.statements import Item
from tracker.store import Store


def read_stories(path: Path, told: Iterable[Told]) -> dict[int, Told]:
    """Write the articles of stories to a new database, and compare their statements; the articles by number."""
    listed = list(told)
    items = (Item(each.article.text, each.article.published, each.article.language) for each in listed)
    with Store.open(path) as store:
        found = {
            store.add(each.article, extraction, versions()).article_id: each
            for each, extraction in zip(listed, extract_many(items), strict=True)
        }
        store.claims.bring_up_to_date()
    return found
