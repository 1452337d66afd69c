"""How many statements there are of what: by actor, act, outlet, month and so on, by one of them or by two."""

import json
import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from tracker.store import queries
from tracker.store.filters import StatementQuery
from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.store.rows.statements import Totals
from tracker.store.tallies import COLUMNS, RELATIONS, Asked, Key, Tally

AnyKey = TypeVar("AnyKey", bound=Hashable)

MOST_DIMENSIONS = 2
SEVERAL = (Dimension.OUTLET, Dimension.VERDICT)  # of which a statement may have more than one
OTHERS = -1  # the key of the values that are not told apart
# Which of two dimensions the statements are tallied by first.
ORDER = (Dimension.TOPIC, Dimension.ACTOR, Dimension.ADDRESSEE)


def counts(
    connection: sqlite3.Connection,
    query: StatementQuery,
    by: Sequence[Dimension] = (),
    limits: Sequence[int | None] = (),
) -> Counts:
    """The statements asked for, whatever the query's limit, counted by at most two different dimensions.

    `limits` has, for each dimension, how many values are told apart, the most frequent ones: the others are taken
    together. Days, weeks, months and years are all told. By topic means by each of the query's topics.

    Raises ValueError for more than two dimensions, for one twice, and by topic where none is asked for.
    """
    if len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
        raise ValueError(f"statements are counted by at most two different things, not by {', '.join(by)}")
    if Dimension.TOPIC in by and not query.topics:
        raise ValueError("counting by topic needs topics")
    return _counts(Asked.by(connection, query), by, limits)


def totals_by(
    connection: sqlite3.Connection, query: StatementQuery, by: Sequence[Dimension], limit: int
) -> tuple[Totals, Mapping[Dimension, Counts]]:
    """The totals of a question, and the same statements counted by each of these dimensions for itself.

    Of each dimension at most `limit` values are told apart.
    """
    found = queries.numbers(connection, replace(query, limit=queries.MOST_COUNTED + 1))
    totals = queries.totals_of(connection, found)
    asked = Asked.of(connection, query, found)
    return totals, {dimension: _counts(asked, (dimension,), (limit,)) for dimension in by}


def _counts(asked: Asked, by: Sequence[Dimension], limits: Sequence[int | None]) -> Counts:
    cells, found = _plain(asked, by)
    total = _total(asked, found)
    axes = []
    for position, dimension in enumerate(by):
        margin = found[dimension] if dimension in found else _margin(asked, dimension, total)
        axes.append(_axis(asked.connection, dimension, margin, limits[position] if position < len(limits) else None))
    margins = tuple(
        tuple(Count((value,), axis.told[key], total) for key, value in axis.values.items()) for axis in axes
    )
    return Counts(tuple(by), total, margins, tuple(_cells(asked, cells, *axes)) if len(axes) == MOST_DIMENSIONS else ())


def _plain(asked: Asked, by: Sequence[Dimension]) -> tuple[Tally, dict[Dimension, Mapping[Key, int]]]:
    """What is tallied without looking up actors or topics: both dimensions at once, if both are such, and each."""
    if len(by) == MOST_DIMENSIONS and all(dimension in COLUMNS for dimension in by):
        cells = asked.tally(*by)
        found: dict[Dimension, Mapping[Key, int]] = {}
        for position, dimension in enumerate(by):
            summed = _sums((key[position], statements) for key, statements in cells.items())
            found[dimension] = _margin(asked, dimension, 0) if by[1 - position] in SEVERAL else summed
        return cells, found
    return Counter(), {each: _margin(asked, each, 0) for each in by if each in COLUMNS}


def _total(asked: Asked, found: Mapping[Dimension, Mapping[Key, int]]) -> int:
    if asked.listed is not None:
        return asked.listed
    once = [margin for dimension, margin in found.items() if dimension not in SEVERAL]
    return sum(once[0].values()) if once else asked.tally()[()]


@dataclass(frozen=True, slots=True)
class _Axis:
    """A dimension: the keys of its values that are told, how many statements have each, and how all keys are told."""

    dimension: Dimension
    values: Mapping[Key, CountedValue]
    told: Counter[Key]
    margin: Mapping[Key, int]
    spelled: Mapping[Key, Key]

    def key(self, key: Key) -> Key:
        """Under which key a value is told."""
        key = self.spelled.get(key, key)
        return key if key in self.values else OTHERS


def _axis(connection: sqlite3.Connection, dimension: Dimension, margin: Mapping[Key, int], limit: int | None) -> _Axis:
    spelled = _spellings(margin) if dimension == Dimension.OUTLET else {}
    sums: Counter[Key] = Counter()
    for key, statements in margin.items():
        sums[spelled.get(key, key)] += statements
    known = [key for key in sums if key is not None]
    if dimension.is_time:
        known.sort(key=str)
    elif dimension != Dimension.TOPIC:  # those stand in the order in which they were asked for
        known.sort(key=lambda key: (-sums[key], key))
    told = known if dimension.is_time else known[:limit]
    values: dict[Key, CountedValue] = dict(_values(connection, dimension, told))
    if left := known[len(told) :]:
        values[OTHERS] = CountedValue(None, merged=len(left))
        sums[OTHERS] = sum(sums[key] for key in left)
    if None in sums:
        values[None] = CountedValue(None)
    return _Axis(dimension, values, Counter({key: sums[key] for key in values}), margin, spelled)


def _spellings(margin: Mapping[Key, int]) -> dict[Key, Key]:
    """For each outlet the most frequent spelling of the same without case."""
    spelled: dict[str, Key] = {}
    for _, name in sorted((statements, str(key)) for key, statements in margin.items() if key is not None):
        spelled[name.casefold()] = name
    return {key: spelled[str(key).casefold()] for key in margin if key is not None}


def _values(
    connection: sqlite3.Connection, dimension: Dimension, keys: Sequence[Key]
) -> Iterator[tuple[Key, CountedValue]]:
    if dimension in RELATIONS:
        found = connection.execute(
            "SELECT id, name FROM actors WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(keys)]
        )
        names = dict(found.fetchall())
        yield from ((key, CountedValue(names[key], actor_id=int(key or 0))) for key in keys)
    else:
        yield from ((key, CountedValue(_week(str(key)) if dimension == Dimension.WEEK else str(key))) for key in keys)


def _week(monday: str) -> str:
    """The week that begins on a day: "2022-W03"."""
    year, week, _ = date.fromisoformat(monday).isocalendar()
    return f"{year}-W{week:02}"


def _margin(asked: Asked, dimension: Dimension, total: int) -> Mapping[Key, int]:
    """How many statements have each value of a dimension."""
    if dimension == Dimension.TOPIC:
        return {topic: _total(asked.about(topic), {}) for topic in asked.query.topics}
    if dimension not in RELATIONS:
        return {key: statements for (key,), statements in asked.tally(dimension).items()}
    margin = {key: statements for (key,), statements in asked.pairs(dimension).items()}
    unknown = total - (sum(margin.values()) - asked.further(dimension)[()])
    return margin | ({None: unknown} if unknown else {})


def _cells(asked: Asked, plain: Tally, first: _Axis, second: _Axis) -> Iterator[Count]:
    """How many statements have a value of both, in the order of the values."""
    turned = _rank(second) < _rank(first)
    cells = _told(asked, second, first, plain) if turned else _told(asked, first, second, plain)
    for one, value in first.values.items():
        for other, further in second.values.items():
            if statements := cells[(other, one) if turned else (one, other)]:
                yield Count((value, further), statements, first.told[one])


def _rank(axis: _Axis) -> int:
    return ORDER.index(axis.dimension) if axis.dimension in ORDER else len(ORDER)


def _told(asked: Asked, first: _Axis, second: _Axis, plain: Tally) -> Tally:
    """The same with the keys of the values that are told; the dimensions in their order."""
    if first.dimension == Dimension.TOPIC:
        found = _by_topic(asked, second.dimension)
    elif second.dimension in RELATIONS:
        found = _by_speaker_and_addressee(asked, first)
    elif first.dimension in RELATIONS:
        return _by_actor(asked, first, second)
    else:
        found = plain
    return _sums(((first.key(one), second.key(other)), statements) for (one, other), statements in found.items())


def _sums(found: Iterable[tuple[AnyKey, int]]) -> Counter[AnyKey]:
    sums: Counter[AnyKey] = Counter()
    for key, statements in found:
        sums[key] += statements
    return sums


def _by_topic(asked: Asked, other: Dimension) -> Tally:
    tally: Tally = Counter()
    for topic in asked.query.topics:
        about = asked.about(topic)
        for key, statements in _margin(about, other, _total(about, {})).items():
            tally[topic, key] = statements
    return tally


def _by_speaker_and_addressee(asked: Asked, speakers: _Axis) -> Tally:
    """Most statements address nobody that is known: those of a speaker are what is left of all."""
    tally, further = asked.addressed()
    addressing = _sums((speaker, statements) for (speaker, _), statements in tally.items())
    for speaker, statements in speakers.margin.items():
        tally[speaker, None] = statements - (addressing[speaker] - further[speaker,])
    return tally


def _by_actor(asked: Asked, actors: _Axis, other: _Axis) -> Tally:
    """Of the actors that are told apart alone; the rest of all pairs of statement and actor is the others'."""
    relation, dimension = actors.dimension, other.dimension
    apart = [key for key in actors.values if key not in (OTHERS, None)]
    cells: Tally = _sums(
        ((actor, other.key(key)), statements)
        for (actor, key), statements in asked.pairs(relation, dimension, actors=apart).items()
    )
    if None not in actors.values and OTHERS not in actors.values:
        return cells
    unknown = asked.unknown(relation, dimension)
    cells += _sums(((None, other.key(key)), statements) for (key,), statements in unknown.items())
    if OTHERS in actors.values:
        pairs: Tally = Counter({(key,): statements for key, statements in other.margin.items()})
        pairs.update(asked.further(relation, dimension))
        cells += _sums(((OTHERS, other.key(key)), statements) for (key,), statements in pairs.items())
        for (actor, key), statements in list(cells.items()):
            if actor != OTHERS:
                cells[OTHERS, key] -= statements
    return cells
