"""A database to ask from Python: `tracker.open`."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from os import PathLike
from types import TracebackType
from typing import Any, Self, TypeAlias, Unpack, get_type_hints

from tracker.asking.errors import UsageError
from tracker.asking.filters import Filters, query_of
from tracker.asking.rows import Rows
from tracker.store import Store
from tracker.store.rows.actors import ActorRow
from tracker.store.rows.counts import Dimension
from tracker.store.rows.statements import StatementRow, TimelineEntry
from tracker.views import notebook
from tracker.views.counts import count_fields, count_records
from tracker.views.records import (
    ACTOR_FIELDS,
    STATEMENT_FIELDS,
    TIMELINE_FIELDS,
    Record,
    actor_record,
    statement_record,
    timeline_record,
)

MOST_DIMENSIONS = 2
By: TypeAlias = str | Iterable[str]


def open(path: str | PathLike[str]) -> "Database":
    """The database at `path`, to ask and not to change.

    Raises StoreError, whose message is one line: there is none, it isn't tracker's, of another version, or damaged.
    """
    return Database(Store.open(path, create=False, read_only=True))


class Database:
    """A database to ask. Use it as a context manager, or call `close`.

    The filters are those of the commands, under the names of their options (see `Filters`): `actor`, `topic`, `act`,
    `since` and so on; one value or several. Every method raises StoreError where the file fails, and UserError for a
    name that is nobody's or several actors', an outlet or article that isn't there, and a date or an act that is none.
    """

    def __init__(self, store: Store) -> None:
        """Use `tracker.open`."""
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __repr__(self) -> str:
        return f"tracker.open({str(self._store.path)!r})"

    def quotes(
        self, *, limit: int | None = None, all_versions: bool = False, **filters: Unpack[Filters]
    ) -> Rows[StatementRow]:
        """Statements, the newest first: what `tracker quotes` lists on a terminal, with the fields of its `--json`."""
        query = replace(query_of(self._store, limit, **filters), all_versions=all_versions)
        found = self._store.statements(query)
        return Rows(
            found, STATEMENT_FIELDS, statement_record, _STATEMENT_TYPES, notebook.statements, notebook.statement
        )

    def timeline(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Rows[TimelineEntry]:
        """What was said day by day, the earliest first, the same words in several articles once, with their sources."""
        found = self._store.timeline(query_of(self._store, limit, **filters))
        types = {"day": str | None, **_STATEMENT_TYPES}
        return Rows(found, TIMELINE_FIELDS, timeline_record, types, notebook.timeline, notebook.timeline_entry)

    def actors(self, name: str | None = None, *, limit: int | None = None) -> Rows[ActorRow]:
        """The actors, or those whom `name` may mean, the most quoted first."""
        found = self._store.actors(name, limit)
        return Rows(found, ACTOR_FIELDS, actor_record, get_type_hints(ActorRow), notebook.actors)

    def count(
        self, by: By = (), *, limit: int | None = None, all_versions: bool = False, **filters: Unpack[Filters]
    ) -> Rows[Record]:
        """Statements counted by at most two things, such as `"act"` or `["month", "actor"]`.

        With a limit the most frequent values are told apart, so many of each, and the others taken together. Shares are
        between 0 and 1. Raises UsageError for what can't be counted by.
        """
        dimensions = _dimensions([by] if isinstance(by, str) else by)
        query = replace(query_of(self._store, **filters), all_versions=all_versions)
        records = list(count_records(self._store.count(query, dimensions, [limit] * len(dimensions))))
        fields = count_fields(dimensions)
        types = {name: int if name in ("statements", "of") or name.endswith("_id") else str for name in fields}
        return Rows(records, fields, dict, {**types, "share": float}, partial(notebook.counts, fields))


def _dimensions(names: Iterable[str]) -> list[Dimension]:
    """Raises UsageError for what can't be counted by."""
    try:
        found = [Dimension(name) for name in names]
    except ValueError as error:
        raise UsageError(f"by: {error}; there are {', '.join(Dimension)}") from error
    if len(found) > MOST_DIMENSIONS or len(set(found)) < len(found):
        raise UsageError("by: at most two different things")
    return found


_STATEMENT_TYPES: dict[str, Any] = {**get_type_hints(StatementRow), "link": str | None}
