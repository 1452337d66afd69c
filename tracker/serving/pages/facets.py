"""What a listing of statements can be narrowed down by: how many have each act, actor, outlet, year."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.serving.asking import Asking
from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import Counts, Dimension
from tracker.store.rows.statements import Totals
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


def totals_and_facets(
    store: Store, asking: Asking, query: StatementQuery
) -> tuple[Totals, dict[str, list[FacetValue]]]:
    """The totals, and for each thing that isn't asked for yet, its most frequent values among what they count."""
    wanted = [each for each, instead_of in FACETS.items() if not any(map(asking.all, instead_of))]
    totals, counted = store.totals_by(query, wanted, IN_A_FACET)
    facets = {
        dimension.value: values
        for dimension, counts in counted.items()
        if len(values := list(_values(asking, dimension, counts))) > 1
    }
    return totals, facets


def _values(asking: Asking, dimension: Dimension, counts: Counts) -> Iterator[FacetValue]:
    rows = [row for row in counts.margins[0] if row.values[0].value is not None and not row.values[0].merged]
    for row in rows[: -IN_A_FACET - 1 : -1] if dimension.is_time else rows:
        value = row.values[0]
        address = asking.with_values([(name, str(value.actor_id or value.value)) for name in _set_by(dimension)])
        yield FacetValue(label(dimension, value), row.statements, address)


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
