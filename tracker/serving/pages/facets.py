"""What a listing of statements can be narrowed down by: how many have each act, actor, outlet, year."""

from dataclasses import dataclass
from pathlib import Path

from tracker.serving.asking import Asking
from tracker.store import StatementQuery, Store
from tracker.store.rows import Counts, Dimension
from tracker.views.counts import label

IN_A_FACET = 8  # values
MOST_KEPT = 256  # counts
FACETS = {  # and the filters that they are instead of
    Dimension.ACT: ("act",),
    Dimension.ACTOR: ("actor",),
    Dimension.OUTLET: ("outlet", "article"),
    Dimension.YEAR: ("since", "until"),
}

Key = tuple[Path, StatementQuery, tuple[Dimension, ...], tuple[int, ...]]
_kept: dict[Key, Counts] = {}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that the listing can be narrowed down to: how many statements have it, and the address of these."""

    name: str
    statements: int
    address: str


def facets(store: Store, asking: Asking, query: StatementQuery) -> dict[str, list[FacetValue]]:
    """For each thing that isn't asked for yet, its most frequent values."""
    found = {}
    for dimension, instead_of in FACETS.items():
        if any(asking.all(name) for name in instead_of):
            continue
        counts = counted_once(store, query, (dimension,), (None if dimension.is_time else IN_A_FACET,))
        values = [row for row in counts.margins[0] if row.values[0].value is not None and not row.values[0].merged]
        if dimension.is_time:
            values = values[::-1][:IN_A_FACET]
        if len(values) > 1:
            found[dimension.value] = [
                FacetValue(
                    label(dimension, row.values[0]),
                    row.statements,
                    asking.with_values(
                        [(name, str(row.values[0].actor_id or row.values[0].value)) for name in _set_by(dimension)]
                    ),
                )
                for row in values
            ]
    return found


def _set_by(dimension: Dimension) -> tuple[str, ...]:
    return ("since", "until") if dimension.is_time else (dimension.value,)


def counted_once(
    store: Store, query: StatementQuery, by: tuple[Dimension, ...], limits: tuple[int | None, ...]
) -> Counts:
    """The counts, kept until the database changes: of a large one they take longest of all that a page has."""
    key = (store.path, query, by, _version(store.path))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = store.count(query, by, limits)
    return _kept[key]


def _version(database: Path) -> tuple[int, ...]:
    """What changes whenever the database does: size and time of its file and of its write-ahead log."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return tuple(value for file in files if file.exists() for value in (file.stat().st_mtime_ns, file.stat().st_size))
