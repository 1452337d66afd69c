"""Tallies of statements in SQL: how many have which values.

Indexes are read instead of rows where that is possible. What is not to be counted (fragments, and what a later version
of an article has again) is little: it is tallied apart and taken off, for a condition on every statement takes longer.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

from tracker.store import fragments, queries
from tracker.store.filters import NOT_REPEATED, OPEN, Filter, StatementQuery, among, filters_of
from tracker.store.rows.counts import Dimension

Key: TypeAlias = str | int | None  # a value of a dimension: an actor by its number; None where it isn't known
Tally: TypeAlias = Counter[tuple[Key, ...]]

RELATIONS = {Dimension.ACTOR: "statement_speakers", Dimension.ADDRESSEE: "statement_addressees"}
BY_INDEX = "statements INDEXED BY statements_counted"
IN_INDEX = Filter("statements.id > 0")  # the condition of that index
REPEATED_OR_AMONG = """statements.id IN (
    SELECT statement_id FROM repeated_statements UNION ALL SELECT value FROM json_each(?)
)"""
NESTED = Filter("""statements.id IN (
    SELECT id FROM statements WHERE inside IS NOT NULL
    UNION ALL SELECT inside FROM statements WHERE inside IS NOT NULL
)""")
# Each article with the outlets that have printed it, each once; with null where none of its printings has one.
PRINTED = """(
    SELECT id AS printed, outlet FROM articles
    WHERE outlet IS NOT NULL OR id NOT IN (SELECT article_id FROM further_printings WHERE outlet IS NOT NULL)
    UNION ALL SELECT article_id, outlet FROM further_printings AS further
    WHERE outlet IS NOT NULL
        AND outlet COLLATE NOCASE IS NOT (SELECT outlet FROM articles WHERE articles.id = further.article_id)
    GROUP BY article_id, outlet COLLATE NOCASE
)"""

WRITTEN_IN = "JOIN (SELECT id AS written, language FROM articles) ON written = article_id"


@dataclass(frozen=True, slots=True)
class Column:
    """How a dimension's values are got: statements are grouped by a column, the groups by what it tells."""

    grouped: str
    value: str
    joined: str = ""


COLUMNS = {
    Dimension.DAY: Column("day", "day"),
    Dimension.WEEK: Column("day", "date(day, '-6 days', 'weekday 1')"),  # its Monday
    Dimension.MONTH: Column("day", "substr(day, 1, 7)"),
    Dimension.YEAR: Column("day", "substr(day, 1, 4)"),
    Dimension.ACT: Column("act", "act"),
    Dimension.KIND: Column("kind", "kind"),
    Dimension.VERDICT: Column("verdict", "verdict"),
    Dimension.OUTLET: Column("article_id", "outlet", f"JOIN {PRINTED} ON printed = article_id"),
    Dimension.LANGUAGE: Column("article_id", "language", WRITTEN_IN),
}
ACTOR = Column("actor_id", "actor_id")
INDEX_ORDER = ("day", "act", "kind")  # with which the index begins: statements grouped so needn't be sorted


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements that are counted: those that meet the filters, without some.

    `without` are the numbers of fragments (a JSON array); None where the filters leave in what is counted alone, which
    they do by naming each statement. With `once`, what later versions of articles repeat isn't counted either.
    """

    connection: sqlite3.Connection
    query: StatementQuery
    filters: tuple[Filter, ...]
    without: str | None = None
    once: bool = True

    @classmethod
    def by(cls, connection: sqlite3.Connection, query: StatementQuery) -> Self:
        """Those that a question asks for, whatever its limit."""
        query = replace(query, limit=None)
        if _are_few(query):
            return cls(connection, query, (among(queries.numbers(connection, query)),))
        filters = filters_of(query)
        left = set() if query.fragments else fragments.left_out(connection, _ids(connection, [*filters, NESTED]))
        once = NOT_REPEATED in filters
        return cls(
            connection, query, tuple(each for each in filters if each != NOT_REPEATED), json.dumps(list(left)), once
        )

    def about(self, topic: str) -> Self:
        """Those of them that are about one of the topics."""
        return self.by(self.connection, replace(self.query, topics=(topic,)))

    def tally(self, *dimensions: Dimension, further: Filter | None = None) -> Tally:
        """How many have which values of these dimensions, all of which have columns; of some, with a further filter."""
        columns = [COLUMNS[dimension] for dimension in dimensions]
        grouped = _in_order(dict.fromkeys(column.grouped for column in columns))
        filters = [*self.filters, *([further] if further else [])]
        if "article_id" in grouped and not filters:
            return self._summed(columns, grouped, "statements", filters, "statements", filters)
        return self._summed(columns, grouped, BY_INDEX, [*filters, IN_INDEX], "statements", filters)

    def pairs(self, relation: Dimension, *dimensions: Dimension, actors: Sequence[Key] | None = None) -> Tally:
        """How many pairs of a statement and an actor there are, of all or some: keys begin with the actor."""
        columns = [ACTOR, *(COLUMNS[dimension] for dimension in dimensions)]
        whose = [_each_once(relation)]
        if actors is not None:
            whose.insert(0, Filter("actor_id IN (SELECT value FROM json_each(?))", (json.dumps(actors),)))
        return self._related(relation, columns, whose, from_actors=actors is not None)

    def known(self, relation: Dimension) -> int:
        """How many statements have any actor."""
        return self._related(relation, [], [Filter("position = 0")], from_actors=False)[()]

    def unknown(self, relation: Dimension, *dimensions: Dimension) -> Tally:
        """Those that have no actor."""
        known = f"SELECT 1 FROM {RELATIONS[relation]} WHERE statement_id = statements.id"
        return self.tally(*dimensions, further=Filter(f"NOT EXISTS ({known})"))

    def further(self, relation: Dimension, *dimensions: Dimension) -> Tally:
        """How many pairs there are beyond the first of each statement."""
        columns = [COLUMNS[dimension] for dimension in dimensions]
        return self._related(relation, columns, [Filter("position > 0"), _each_once(relation)], from_actors=True)

    def addressed(self) -> tuple[Tally, Tally]:
        """Of statements that address somebody: pairs of speaker and addressee, and the pairs of each speaker.

        The speaker is None where it isn't known.
        """
        columns = [Column("speaker_id", "speaker_id"), ACTOR]
        joined = f"""LEFT JOIN (SELECT statement_id AS spoken, actor_id AS speaker_id FROM statement_speakers
            WHERE {_each_once(Dimension.ACTOR).sql}) ON spoken = statement_id"""
        pairs = self._related(
            Dimension.ADDRESSEE, columns, [_each_once(Dimension.ADDRESSEE)], from_actors=True, joined=joined
        )
        speakers = self._related(
            Dimension.ADDRESSEE, columns[:1], [Filter("position = 0")], from_actors=True, joined=joined
        )
        return pairs, speakers

    def _related(
        self,
        relation: Dimension,
        columns: Sequence[Column],
        whose: Sequence[Filter],
        *,
        from_actors: bool,
        joined: str = "",
    ) -> Tally:
        """Rows of a relation to actors; read from there, or else looked up for each statement."""
        grouped = _in_order(dict.fromkeys(column.grouped for column in columns))
        alone = RELATIONS[relation]
        filters = [*self.filters, *whose]
        looked_up = f"statements CROSS JOIN {alone} ON statement_id = statements.id {joined}"
        if self.without is None:
            return self._summed(columns, grouped, looked_up, filters)
        if not self.filters and all(name in ("actor_id", "speaker_id") for name in grouped):
            source, conditions = f"{alone} {joined}", [*whose]
        elif from_actors:
            source, conditions = f"{alone} CROSS JOIN statements ON statements.id = statement_id {joined}", filters
        else:
            source, conditions = looked_up.replace("statements", BY_INDEX, 1), [*filters, IN_INDEX]
        return self._summed(columns, grouped, source, conditions, looked_up, filters)

    def _summed(
        self,
        columns: Sequence[Column],
        grouped: Sequence[str],
        source: str,
        filters: Sequence[Filter],
        source_without: str = "",
        filters_without: Sequence[Filter] = (),
    ) -> Tally:
        """What a source gives, less what isn't to be counted of another one, which begins with statements."""
        parts = [_part(grouped, source, filters)]
        if self.without is not None:
            among_those = REPEATED_OR_AMONG if self.once else "statements.id IN (SELECT value FROM json_each(?))"
            left = Filter(among_those, (self.without,))
            parts.append(_part(grouped, source_without, [*filters_without, left], "-"))
        values = ", ".join(column.value for column in columns)
        joined = " ".join(dict.fromkeys(column.joined for column in columns))
        rows = self.connection.execute(
            f"""SELECT {values and f"{values}, "} sum(found)
                FROM ({" UNION ALL ".join(sql for sql, _ in parts)}) {joined} {values and f"GROUP BY {values}"}""",
            [value for _, parameters in parts for value in parameters],
        )
        return Counter({tuple(key): found for *key, found in rows if found})


def _part(
    grouped: Sequence[str], source: str, filters: Sequence[Filter], sign: str = ""
) -> tuple[str, list[str | int | float]]:
    names = ", ".join(grouped)
    where = " AND ".join(each.sql for each in filters) or "true"
    return (
        f"""SELECT {names and f"{names}, "} {sign}count(*) AS found FROM {source} WHERE {where}
            {names and f"GROUP BY {names}"}""",
        [value for each in filters for value in each.parameters],
    )


def _in_order(names: dict[str, None]) -> list[str]:
    """The columns to group by: with those that stand before them in the index, if the index has them first."""
    if not names or not set(names) <= set(INDEX_ORDER):
        return sorted(names, key=lambda name: name != "day")
    last = max(map(INDEX_ORDER.index, names))
    return list(INDEX_ORDER[: last + 1])


def _each_once(relation: Dimension) -> Filter:
    """Of an actor that a statement has twice, as two names, the first row."""
    table = RELATIONS[relation]
    return Filter(
        f"""(position = 0 OR NOT EXISTS (SELECT 1 FROM {table} AS before
             WHERE before.statement_id = {table}.statement_id AND before.actor_id = {table}.actor_id
                 AND before.position < {table}.position))"""
    )


def _are_few(query: StatementQuery) -> bool:
    """Whether the filters leave few statements, which are then looked up rather than all gone through."""
    looked_up = (query.actor_ids, query.addressee_ids, query.topics, query.tags, query.verdicts)
    named = query.outlet is not None or query.article_id is not None
    return named or any(looked_up) or (bool(query.statuses) and OPEN not in (query.statuses or ()))


def _ids(connection: sqlite3.Connection, filters: Sequence[Filter]) -> list[int]:
    where = " AND ".join(each.sql for each in filters)
    parameters = [value for each in filters for value in each.parameters]
    return [number for (number,) in connection.execute(f"SELECT id FROM statements WHERE {where}", parameters)]
