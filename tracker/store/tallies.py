"""Tallies of statements in SQL: how many have which values.

Indexes are read instead of rows where that is possible. What is not to be counted (fragments, and what a later version
of an article has again) is little: it is tallied apart and taken off, for a condition on every statement takes longer.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

from tracker.store import fragments, queries
from tracker.store.filters import NOT_REPEATED, OPEN, Filter, StatementQuery, among, filters_of
from tracker.store.rows.counts import Dimension
from tracker.store.verdicts import answers

Key: TypeAlias = str | int | None  # a value of a dimension: an actor by its number; None where it isn't known
Tally: TypeAlias = Counter[tuple[Key, ...]]
Parameter: TypeAlias = str | int | float

RELATIONS = {Dimension.ACTOR: "statement_speakers", Dimension.ADDRESSEE: "statement_addressees"}
COUNTED, FRAGMENT_INDEX = "statements_counted", "statements_fragment"  # indexes
COUNTED_BY_ARTICLE = "statements_counted_by_article"  # the same statements, with what is in it alone
IN_IT_BY_ARTICLE = {"article_id", "act", "kind"}  # and how many speakers and addressees are known
IN_INDEX = Filter("statements.fragment = 0")  # the condition of that index
NO_FRAGMENT = Filter("NOT statements.fragment")  # the same, where rows are looked up
FRAGMENT = Filter("statements.fragment > 0")
REPEATED = Filter("statements.id IN (SELECT statement_id FROM repeated_statements)")
FRAGMENTS = "SELECT id FROM statements WHERE fragment > 0"
ALL_REPEATED = "SELECT statement_id FROM repeated_statements"
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
ACTOR, SPEAKER = Column("actor_id", "actor_id"), Column("speaker_id", "speaker_id")
ACTORS = {ACTOR.grouped, SPEAKER.grouped}
INDEX_ORDER = ("day", "act", "kind")  # with which the index begins: statements grouped so needn't be sorted


@dataclass(frozen=True, slots=True)
class Part:
    """Some statements, which are added or taken off; with the index to read, where SQLite may not see that."""

    filters: tuple[Filter, ...] = ()
    sign: str = ""
    index: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements that are counted: added and taken off in parts.

    `related` and `by_article` are parts that come to the same, for tallies of relations to actors and by articles that
    needn't read statements; None where there are filters. `listed` is how many they are, where they were looked
    up one by one.
    """

    connection: sqlite3.Connection
    query: StatementQuery
    parts: tuple[Part, ...]
    related: tuple[Part, ...] | None = None
    by_article: tuple[Part, ...] | None = None
    listed: int | None = None

    @classmethod
    def by(cls, connection: sqlite3.Connection, query: StatementQuery) -> Self:
        """Those that a question asks for, whatever its limit."""
        query = replace(query, limit=None)
        if _are_few(query):
            numbers = queries.numbers(connection, query, queries.BY_NUMBER)
            return cls.of(connection, query, numbers)
        given = tuple(filters_of(query))
        filters = tuple(each for each in given if each != NOT_REPEATED)
        once = NOT_REPEATED in given
        alone = [] if query.fragments else _alone(connection, given)
        added = [Part((among(alone),))] if alone else []
        parts = [Part((*filters, IN_INDEX), index=COUNTED), *added]
        if once:
            parts.append(Part((*filters, NO_FRAGMENT, REPEATED), "-"))
        if query.fragments:
            parts.append(Part((*given, FRAGMENT)))
        if filters:
            return cls(connection, query, tuple(parts))
        by_article = [Part(), *added]
        if once:
            by_article.append(Part((REPEATED,), "-"))
        if not query.fragments:
            by_article.append(Part((*given, FRAGMENT), "-", FRAGMENT_INDEX))
        related = _of_relations(alone, once=once, fragments_too=query.fragments)
        return cls(connection, query, tuple(parts), related, tuple(by_article))

    @classmethod
    def of(cls, connection: sqlite3.Connection, query: StatementQuery, numbers: Sequence[int]) -> Self:
        """Statements of a question that were looked up already."""
        return cls(connection, query, (Part((among(numbers),)),), listed=len(numbers))

    def about(self, topic: str) -> Self:
        """Those of them that are about one of the topics."""
        return self.by(self.connection, replace(self.query, topics=(topic,)))

    def tally(self, *dimensions: Dimension, further: Filter | None = None) -> Tally:
        """How many have which values of these dimensions, all of which have columns; of some, with a further filter."""
        return self._rated(dimensions, 0, lambda asked: asked._tally(dimensions, further))

    def _tally(self, dimensions: Sequence[Dimension], further: Filter | None) -> Tally:
        columns = [COLUMNS[dimension] for dimension in dimensions]
        grouped = _grouped(columns)
        filters = (further,) if further else ()
        if self.by_article and not further and set(grouped) <= {"day", "article_id"} and "article_id" in grouped:
            return self._summed(columns, [_part(grouped, "statements", each, *filters) for each in self.by_article])
        parts: Sequence[Part] = self.parts
        if self.by_article and "article_id" in grouped and set(grouped) <= IN_IT_BY_ARTICLE:
            parts = [replace(each, index=COUNTED_BY_ARTICLE) if each.index == COUNTED else each for each in parts]
        return self._summed(columns, [_part(grouped, "statements", each, *filters) for each in parts])

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
        return self.tally(*dimensions, further=Filter(f"statements.{known} = 0"))

    def further(self, relation: Dimension, *dimensions: Dimension) -> Tally:
        """How many pairs there are beyond the first of each statement."""
        columns = [COLUMNS[dimension] for dimension in dimensions]
        whose = [Filter("position > 0"), _each_once(relation)]
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
        further = [Filter("position > 0"), *whose]
        return pairs, self._related(to, columns[:1], further, from_actors=True, joined=joined)

    def _rated(self, dimensions: Sequence[Dimension], before: int, tallied: Callable[[Self], Tally]) -> Tally:
        """A tally, with fact-checkers' verdicts in the place of none, where that is told of these dimensions.

        A statement with several verdicts counts for each. `before`: how many values keys have before the dimensions'.
        """
        tally = tallied(self)
        if Dimension.VERDICT not in dimensions or not (verdicts := answers.counted_as(self.connection)):
            return tally
        place = before + dimensions.index(Dimension.VERDICT)
        tally.subtract(tallied(self._only({number for numbers in verdicts.values() for number in numbers})))
        for verdict, numbers in verdicts.items():
            for key, statements in tallied(self._only(numbers)).items():
                tally[*key[:place], verdict, *key[place + 1 :]] += statements
        return Counter({key: statements for key, statements in tally.items() if statements})

    def _only(self, numbers: Iterable[int]) -> Self:
        """Those of them that have one of these numbers."""
        chosen = among(numbers)
        parts = [
            Part((*(NO_FRAGMENT if each == IN_INDEX else each for each in part.filters), chosen), part.sign)
            for part in self.parts
        ]
        return replace(self, parts=tuple(parts), related=None, by_article=None)

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
        if self.related and set(grouped) <= ACTORS:
            parts = [_part(grouped, f"{table} {joined}", each, *_of(actors), *whose) for each in self.related]
            return self._summed(columns, parts)
        # The plus: SQLite is to look up this statement's rows, not to try all statements or actors that filters leave.
        by_statement = f"statements CROSS JOIN {table} ON statement_id = +statements.id {joined}"
        by_actor = f"{table} CROSS JOIN statements ON statements.id = statement_id {joined}"
        parts = []
        for each in self.parts:
            if from_actors and each.index:
                looked_up = Part((*(one for one in each.filters if one != IN_INDEX), NO_FRAGMENT))
                parts.append(_part(grouped, by_actor, looked_up, *_of(actors), *whose))
            else:
                parts.append(_part(grouped, by_statement, each, *_of(actors, "+"), *whose))
        return self._summed(columns, parts)

    def _summed(self, columns: Sequence[Column], parts: Sequence[tuple[str, Sequence[Parameter]]]) -> Tally:
        values = ", ".join(column.value for column in columns)
        joined = " ".join(dict.fromkeys(column.joined for column in columns))
        rows = self.connection.execute(
            f"""SELECT {values and f"{values}, "} sum(found)
                FROM ({" UNION ALL ".join(sql for sql, _ in parts)}) {joined} {values and f"GROUP BY {values}"}""",
            [value for _, parameters in parts for value in parameters],
        )
        return Counter({tuple(key): found for *key, found in rows if found})


def _part(grouped: Sequence[str], source: str, part: Part, *further: Filter) -> tuple[str, list[Parameter]]:
    """A part of the statements, or of what belongs to them, in groups: SQL with its parameters."""
    names = ", ".join(grouped)
    filters = [*part.filters, *further]
    where = " AND ".join(each.sql for each in filters) or "true"
    if part.index:
        source = source.replace("statements", f"statements INDEXED BY {part.index}", 1)
    return (
        f"""SELECT {names and f"{names}, "} {part.sign}count(*) AS found FROM {source} WHERE {where}
            {names and f"GROUP BY {names}"}""",
        [value for each in filters for value in each.parameters],
    )


def _grouped(columns: Sequence[Column]) -> list[str]:
    """The columns to group by: with those that stand before them in the index, if the index has them first.

    Else numbers come first, for they are sorted soonest.
    """
    names = dict.fromkeys(column.grouped for column in columns)
    if not names or not set(names) <= set(INDEX_ORDER):
        return sorted(names, key=lambda name: name != "article_id")
    last = max(map(INDEX_ORDER.index, names))
    return list(INDEX_ORDER[: last + 1])


def _of_relations(alone: Sequence[int], *, once: bool, fragments_too: bool) -> tuple[Part, ...]:
    """The rows of a relation, without those of statements that aren't counted."""
    parts = [Part()]
    without = [*([ALL_REPEATED] if once else []), *([] if fragments_too else [FRAGMENTS])]
    if without:
        parts.append(Part((Filter(f"statement_id IN ({' UNION '.join(without)})"),), "-"))
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
    if not parameters:  # then the rows around needn't be read
        around = f"(nested.inside IS NULL{f' OR nested.inside IN ({ALL_REPEATED})' if filters else ''})"
    nested = connection.execute(
        f"""SELECT nested.id, nested.inside, {around} AS unlisted
            FROM (SELECT id, inside, fragment FROM statements WHERE {FRAGMENT.sql} AND {where}) AS nested
            WHERE nested.fragment = {fragments.Fragment.OTHER_NAMES.value} OR unlisted""",
        [*parameters, *parameters],
    ).fetchall()
    others = fragments.of_others(connection, [(inner, outer) for inner, outer, unlisted in nested if not unlisted])
    return [inner for inner, _, unlisted in nested if unlisted or inner in others]
