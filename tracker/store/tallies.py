"""Tallies of statements in SQL: how many have which values.

What is written down already is summed: `tracker.store.totals`. Else indexes are read instead of rows where that is
possible: of statements two, which have all that most counting needs, in the order of days and of articles. Relations
to actors lack what statements have: what is not to be counted is tallied apart and taken off, for to look up every
statement takes longer.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeAlias

from tracker.store import fragments, queries
from tracker.store.filters import NOT_REPEATED, OPEN, SURE, Filter, StatementQuery, among, filters_of
from tracker.store.rows.counts import Dimension
from tracker.store.verdicts import answers

Key: TypeAlias = str | int | None  # a value of a dimension: an actor by its number; None where it isn't known
Tally: TypeAlias = Counter[tuple[Key, ...]]
Parameter: TypeAlias = str | int | float

RELATIONS = {Dimension.ACTOR: "statement_speakers", Dimension.ADDRESSEE: "statement_addressees"}
IN_INDEXES = Filter("statements.fragment = 0 AND statements.repeated = 0", of_totals=True)  # their condition
LOOKED_UP = Filter("NOT statements.fragment AND NOT statements.repeated")  # the same, where rows are looked up
NO_FRAGMENT, FRAGMENT = Filter("NOT statements.fragment"), Filter("statements.fragment > 0")
REPEATED = Filter("statements.id IN (SELECT statement_id FROM repeated_statements)")
FRAGMENTS = "SELECT id FROM statements WHERE fragment > 0"
# What filters leave out, where an index has that: it is soon listed.
LEAVING_OUT = {
    NOT_REPEATED: "SELECT statement_id FROM repeated_statements",
    SURE: "SELECT id FROM statements WHERE doubtful > 0",
}
FURTHER = Filter("position > 0")  # rows of a statement's further actors, few of all
KNOWN_VERDICT = Filter("statements.verdict IS NOT NULL", of_totals=True)
NO_VERDICT = Filter("statements.verdict IS NULL", of_totals=True)
PRINTED_BY = "LEFT JOIN article_outlets ON article_outlets.article_id = counted.article_id"
WRITTEN_IN = "JOIN articles ON articles.id = counted.article_id"


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
    Dimension.OUTLET: Column("article_id", "article_outlets.outlet COLLATE BINARY", PRINTED_BY),
    Dimension.LANGUAGE: Column("article_id", "articles.language", WRITTEN_IN),
}
# The same of totals, which days are not told of.
COLUMNS_OF_TOTALS = {
    Dimension.MONTH: Column("month", "month"),
    Dimension.YEAR: Column("month", "substr(month, 1, 4)"),
    Dimension.ACT: Column("act", "act"),
    Dimension.KIND: Column("kind", "kind"),
    Dimension.VERDICT: Column("verdict", "verdict"),
    Dimension.OUTLET: Column("outlets", "printed.value", "LEFT JOIN json_each(outlets) AS printed"),
    Dimension.LANGUAGE: Column("language", "language"),
}
ACTOR, SPEAKER = Column("actor_id", "actor_id"), Column("speaker_id", "speaker_id")
ACTORS = {ACTOR.grouped, SPEAKER.grouped}
# The indexes, each with what it begins with: statements grouped so needn't be sorted.
BY_DAY, BY_ARTICLE = ("day", "act", "kind"), ("article_id", "day", "act", "kind")
INDEXES = {BY_DAY: "statements_counted", BY_ARTICLE: "statements_counted_by_article"}


@dataclass(frozen=True, slots=True)
class Part:
    """Some statements, which are added or taken off; `indexed` if they are read from the indexes for counting."""

    filters: tuple[Filter, ...] = ()
    sign: str = ""
    indexed: bool = False

    def looked_up(self, *further: Filter) -> "Part":
        """The same without these indexes, and of them those that further filters leave."""
        filters = (LOOKED_UP if each == IN_INDEXES else each for each in self.filters)
        return Part((*filters, *further), self.sign)


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements that are counted: added and taken off in parts.

    `related` are parts that come to the same, for tallies of relations to actors that needn't read statements; None
    where filters ask for more than `LEAVING_OUT` has. `listed` is how many they are, where they were looked up one by
    one.
    """

    connection: sqlite3.Connection
    query: StatementQuery
    parts: tuple[Part, ...]
    related: tuple[Part, ...] | None = None
    listed: int | None = None
    _about: dict[str, "Asked"] = field(default_factory=dict)

    @classmethod
    def by(cls, connection: sqlite3.Connection, query: StatementQuery) -> Self:
        """Those that a question asks for, whatever its limit."""
        query = replace(query, limit=None)
        if _are_few(query):
            numbers = queries.numbers(connection, query, queries.BY_NUMBER)
            return cls.of(connection, query, numbers)
        given = tuple(filters_of(query))
        alone = [] if query.fragments else _alone(connection, given)
        filters = tuple(each for each in given if each != NOT_REPEATED)
        parts = [Part((*filters, IN_INDEXES), indexed=True)]
        if NOT_REPEATED not in given:
            parts.append(Part((*filters, NO_FRAGMENT, REPEATED)))
        if alone:
            parts.append(Part((among(alone),)))
        if query.fragments:
            parts.append(Part((*given, FRAGMENT)))
        related = _of_relations(given, alone, fragments_too=query.fragments) if set(given) <= set(LEAVING_OUT) else None
        return cls(connection, query, tuple(parts), related)

    @classmethod
    def of(cls, connection: sqlite3.Connection, query: StatementQuery, numbers: Sequence[int]) -> Self:
        """Statements of a question that were looked up already."""
        return cls(connection, query, (Part((among(numbers),)),), listed=len(numbers))

    def about(self, topic: str) -> "Asked":
        """Those of them that are about one of the topics."""
        if topic not in self._about:
            self._about[topic] = self.by(self.connection, replace(self.query, topics=(topic,)))
        return self._about[topic]

    def tally(self, *dimensions: Dimension, further: Filter | None = None) -> Tally:
        """How many have which values of these dimensions, all of which have columns; of some, with a further filter."""
        return self._rated(dimensions, 0, lambda asked: asked._tally(dimensions, further))

    def _tally(self, dimensions: Sequence[Dimension], further: Filter | None) -> Tally:
        filters = (further,) if further else ()
        if Dimension.VERDICT not in dimensions:
            return self._grouped_by(dimensions, *filters)
        # Few statements have one: the others needn't be sorted by it.
        place = dimensions.index(Dimension.VERDICT)
        others = [each for each in dimensions if each != Dimension.VERDICT]
        tally: Tally = Counter()
        for key, statements in self._grouped_by(others, NO_VERDICT, *filters).items():
            tally[*key[:place], None, *key[place:]] = statements
        return tally + self._only(KNOWN_VERDICT)._grouped_by(dimensions, *filters)

    def _grouped_by(self, dimensions: Sequence[Dimension], *filters: Filter) -> Tally:
        tally: Tally = Counter()
        parts = list(self.parts)
        if set(dimensions) <= set(COLUMNS_OF_TOTALS):
            summed = [each for each in parts if _is_written_down(each, filters)]
            parts = [each for each in parts if each not in summed]
            columns = [COLUMNS_OF_TOTALS[dimension] for dimension in dimensions]
            names = list(dict.fromkeys(column.grouped for column in columns))
            tally.update(self._summed(columns, [_totals(names, each, *filters) for each in summed]))
        columns = [COLUMNS[dimension] for dimension in dimensions]
        grouped = _grouped(columns)
        tally.update(self._summed(columns, [_part(grouped, "statements", each, *filters) for each in parts]))
        return tally

    def pairs(self, relation: Dimension, *dimensions: Dimension, actors: Sequence[Key] | None = None) -> Tally:
        """How many pairs of a statement and an actor there are, of all or some: keys begin with the actor."""
        columns = [ACTOR, *(COLUMNS[dimension] for dimension in dimensions)]
        whose, chosen = [_each_once(relation)], actors is not None
        return self._rated(
            dimensions, 1, lambda asked: asked._related(relation, columns, whose, actors=actors, from_actors=chosen)
        )

    def unknown(self, relation: Dimension, *dimensions: Dimension) -> Tally:
        """Those that have no actor."""
        known = "speakers" if relation == Dimension.ACTOR else "addressees"
        return self.tally(*dimensions, further=Filter(f"statements.{known} = 0", of_totals=True))

    def further(self, relation: Dimension, *dimensions: Dimension) -> Tally:
        """How many pairs there are beyond the first of each statement."""
        columns = [COLUMNS[dimension] for dimension in dimensions]
        whose = [FURTHER, _each_once(relation)]
        return self._rated(dimensions, 0, lambda asked: asked._related(relation, columns, whose, from_actors=True))

    def addressed(self) -> tuple[Tally, Tally]:
        """Pairs of speaker and addressee, and those of each speaker beyond the first addressee of a statement.

        The speaker is None where it isn't known.
        """
        columns = [SPEAKER, ACTOR]
        joined = f"""LEFT JOIN (SELECT statement_id AS spoken, actor_id AS speaker_id FROM statement_speakers
            WHERE {_each_once(Dimension.ACTOR).sql}) ON spoken = statement_id"""
        to = Dimension.ADDRESSEE
        whose = [_each_once(to)]
        pairs = self._related(to, columns, whose, from_actors=True, joined=joined)
        further = [FURTHER, *whose]
        return pairs, self._related(to, columns[:1], further, from_actors=True, joined=joined)

    def _rated(self, dimensions: Sequence[Dimension], before: int, tallied: Callable[[Self], Tally]) -> Tally:
        """A tally, with fact-checkers' verdicts in the place of none, where that is told of these dimensions.

        A statement with several verdicts counts for each. `before`: how many values keys have before the dimensions'.
        """
        tally = tallied(self)
        if Dimension.VERDICT not in dimensions or not (verdicts := answers.counted_as(self.connection)):
            return tally
        place = before + dimensions.index(Dimension.VERDICT)
        tally.subtract(tallied(self._only(among({number for numbers in verdicts.values() for number in numbers}))))
        for verdict, numbers in verdicts.items():
            for key, statements in tallied(self._only(among(numbers))).items():
                tally[*key[:place], verdict, *key[place + 1 :]] += statements
        return Counter({key: statements for key, statements in tally.items() if statements})

    def _only(self, chosen: Filter) -> Self:
        """Those of them that are among few, which are looked up."""
        parts = [each.looked_up(chosen) for each in self.parts]
        return replace(self, parts=tuple(parts), related=None)

    def _related(
        self,
        relation: Dimension,
        columns: Sequence[Column],
        whose: Sequence[Filter],
        *,
        from_actors: bool,
        actors: Sequence[Key] | None = None,
        joined: str = "",
    ) -> Tally:
        """Rows of a relation to actors, all or some; read from there, or else looked up for each statement."""
        grouped, table = _grouped(columns), RELATIONS[relation]
        few = FURTHER in whose
        if few:
            table = f"{table} INDEXED BY {table}_further"
        elif self.related and set(grouped) <= ACTORS:
            parts = [_part(grouped, f"{table} {joined}", each, *_of(actors), *whose) for each in self.related]
            return self._summed(columns, parts)
        # The plus: SQLite is to look up this statement's rows, not to try all statements or actors that filters leave.
        by_statement = f"statements CROSS JOIN {table} ON statement_id = +statements.id {joined}"
        by_actor = f"{table} CROSS JOIN statements ON statements.id = statement_id {joined}"
        parts = []
        for each in self.parts:
            if few or (from_actors and each.indexed):
                parts.append(_part(grouped, by_actor, each.looked_up(), *_of(actors), *whose))
            else:
                parts.append(_part(grouped, by_statement, each, *_of(actors, "+"), *whose))
        return self._summed(columns, parts)

    def _summed(self, columns: Sequence[Column], parts: Sequence[tuple[str, Sequence[Parameter]]]) -> Tally:
        if not parts:
            return Counter()
        values = ", ".join(column.value for column in columns)
        joined = " ".join(dict.fromkeys(column.joined for column in columns))
        counted = " UNION ALL ".join(sql for sql, _ in parts)
        rows = self.connection.execute(
            f"""SELECT {values and f"{values}, "} sum(found) FROM ({counted}) AS counted {joined}
                {values and f"GROUP BY {values}"}""",
            [value for _, parameters in parts for value in parameters],
        )
        return Counter({tuple(key): found for *key, found in rows if found})


def _part(grouped: Sequence[str], source: str, part: Part, *further: Filter) -> tuple[str, list[Parameter]]:
    """A part of the statements, or of what belongs to them, in groups: SQL with its parameters."""
    if part.indexed:
        index = INDEXES[BY_ARTICLE if "article_id" in grouped else BY_DAY]
        source = source.replace("statements", f"statements INDEXED BY {index}", 1)
    return _in_groups(grouped, f"{part.sign}count(*)", source, [*part.filters, *further])


def _is_written_down(part: Part, further: Sequence[Filter]) -> bool:
    return part.indexed and all(each.of_totals for each in (*part.filters, *further))


def _totals(grouped: Sequence[str], part: Part, *further: Filter) -> tuple[str, list[Parameter]]:
    """A part of the statements that is written down."""
    filters = [each for each in (*part.filters, *further) if each != IN_INDEXES]
    return _in_groups(grouped, "sum(statements.statements)", "statement_totals AS statements", filters)


def _in_groups(
    grouped: Sequence[str], found: str, source: str, filters: Sequence[Filter]
) -> tuple[str, list[Parameter]]:
    names = ", ".join(grouped)
    where = " AND ".join(each.sql for each in filters) or "true"
    return (
        f"""SELECT {names and f"{names}, "} {found} AS found FROM {source} WHERE {where}
            {names and f"GROUP BY {names}"}""",
        [value for each in filters for value in each.parameters],
    )


def _grouped(columns: Sequence[Column]) -> list[str]:
    """The columns to group by: with those that stand before them in an index, if the index has them first.

    Else numbers come first, for they are sorted soonest.
    """
    names = dict.fromkeys(column.grouped for column in columns)
    for order in INDEXES:
        if names and set(names) <= set(order):
            return list(order[: max(map(order.index, names)) + 1])
    return sorted(names, key=lambda name: name != "article_id")


def _of_relations(filters: Sequence[Filter], alone: Sequence[int], *, fragments_too: bool) -> tuple[Part, ...]:
    """The rows of a relation, without those of statements that aren't counted."""
    parts = [Part()]
    without = [*(LEAVING_OUT[each] for each in filters), *([] if fragments_too else [FRAGMENTS])]
    if without:
        parts.append(Part((Filter(f"statement_id IN ({' UNION ALL '.join(without)})"),), "-"))
    if alone:
        parts.append(Part((Filter("statement_id IN (SELECT value FROM json_each(?))", (json.dumps(alone),)),)))
    return tuple(parts)


def _of(actors: Sequence[Key] | None, sign: str = "") -> list[Filter]:
    """The filter for rows of some actors, none for all of them; with a plus no index of actors is read for it."""
    if actors is None:
        return []
    return [Filter(f"{sign}actor_id IN (SELECT value FROM json_each(?))", (json.dumps(actors),))]


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
    named = any(each is not None for each in (query.outlet, query.article_id, query.claim))
    return named or query.rated or any(looked_up) or (bool(query.statuses) and OPEN not in (query.statuses or ()))


def _alone(connection: sqlite3.Connection, filters: Sequence[Filter]) -> list[int]:
    """The fragments of statements that are not asked for, which are counted like others."""
    where = " AND ".join(each.sql for each in filters) or "true"
    parameters = [value for each in filters for value in each.parameters]
    around = f"NOT EXISTS (SELECT 1 FROM statements WHERE statements.id = nested.inside AND {where})"
    if set(filters) <= {NOT_REPEATED}:  # then the rows around needn't be read
        around = f"(nested.inside IS NULL{f' OR nested.inside IN ({LEAVING_OUT[NOT_REPEATED]})' if filters else ''})"
    nested = connection.execute(
        f"""SELECT nested.id, nested.inside, {around} AS unlisted
            FROM (SELECT id, inside, fragment FROM statements WHERE {FRAGMENT.sql} AND {where}) AS nested
            WHERE nested.fragment = {fragments.Fragment.OTHER_NAMES.value} OR unlisted""",
        [*parameters, *parameters],
    ).fetchall()
    others = fragments.of_others(connection, [(inner, outer) for inner, outer, unlisted in nested if not unlisted])
    return [inner for inner, _, unlisted in nested if unlisted or inner in others]
