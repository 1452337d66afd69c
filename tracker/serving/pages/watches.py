"""The watches of the database, and what is new for one as an Atom feed. What they run or post to isn't shown."""

from tracker.serving.answers import Document, Page
from tracker.serving.asking import Asking, NotThereError
from tracker.store import Store
from tracker.views.harmless import harmless_line
from tracker.views.watches import in_words
from tracker.watching import atom


def watches(store: Store, asking: Asking) -> Page:
    """What is watched for, how much of it there was, and where the feeds are."""
    rows = store.watches.all()
    shown = [(row.id, harmless_line(in_words(row)), row.added_at[:10], row.told + row.waiting) for row in rows]
    return Page("watches.html", {"watches": shown})


def feed(store: Store, asking: Asking) -> Document:
    """The same as `tracker watch feed N`."""
    number = int(asking.variables["number"])
    row = next((each for each in store.watches.all() if each.id == number), None)
    if row is None:
        raise NotThereError(f"there is no watch {number}")
    notices = store.watches.newest(number, atom.MOST_ENTRIES)
    return Document(atom.feed(row, notices), "application/atom+xml; charset=utf-8")
