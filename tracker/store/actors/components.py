"""Resolving again what is connected with some names, and writing down what changed. Call these inside a transaction."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from tracker.actors.comparing.pairwise import MatchScore, MatchScores
from tracker.actors.comparing.results import Match, Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.clusters import components
from tracker.actors.resolving.decisions import Decision, DecisionKind, Subject, decided_names
from tracker.actors.resolving.mentions import MentionCount, MentionGroup, ResolvedActor, magnitude
from tracker.actors.resolving.resolve import resolve_component
from tracker.store import sureness
from tracker.store.actors import counts as actor_counts
from tracker.store.actors import names as actor_names

Kinds: TypeAlias = Mapping[tuple[str, str], int]  # statements, by part and kind, by order of magnitude

ROLES = ("statement_speakers", "statement_addressees")
MANY_DECISIONS = 100  # entries of registers: from there on all of a decision's are read at once


class _Row(NamedTuple):
    """A group's number, and whom it meant until now, why, and how surely."""

    id: int
    actor_id: int | None
    basis: str
    score: float


@dataclass(frozen=True, slots=True)
class _Component:
    """Names that hang together, with their groups: what is linked, and what was written of it until now."""

    names: dict[int, Name]
    rows: dict[MentionGroup, _Row]
    counts: dict[MentionGroup, MentionCount]
    meant: dict[Name, int]  # the actors of names that mean one everywhere
    actors: dict[int, tuple[str, str, bool]]  # name, kind, whether the user chose the name
    fullness: dict[Name, int]  # how much of a name is printed


def relink(connection: sqlite3.Connection, name_ids: Collection[int]) -> set[int]:
    """Decide again whom these names mean, and all that hangs together with them. Returns the actors looked at."""
    if not name_ids:
        return set()
    reached = _reached(connection, set(name_ids))
    before = _actors_of(connection, reached)
    _remove_empty(connection, reached)
    component = load(connection, reached)
    actors = linked(component, verdicts(connection, component.names), decisions(connection, component.names))
    taken = write(connection, component, actors)
    remove_nameless(connection, before - taken)
    return taken


def linked(component: _Component, likely: MatchScores, decided: Sequence[Decision]) -> list[ResolvedActor]:
    """The actors of names that hang together, or of several sets of such."""
    of_name: defaultdict[Name, list[MentionGroup]] = defaultdict(list)
    for group in component.counts:
        of_name[group.name, group.kind].append(group)
    by_words: defaultdict[str, dict[int, Decision]] = defaultdict(dict)
    for each in decided:
        for name, _ in decided_names([each]):
            by_words[normalised(name)][id(each)] = each
    actors: list[ResolvedActor] = []
    for names in components(list(component.names.values()), likely, decided):
        counts = {group: component.counts[group] for name in names for group in of_name[name]}
        if not counts:
            continue  # of a register, and nowhere printed
        about = {number: each for name, _ in names for number, each in by_words.get(normalised(name), {}).items()}
        actors += resolve_component(counts, names, likely, list(about.values()), component.fullness)
    return actors


def part(connection: sqlite3.Connection, words: str, article_id: int) -> str:
    """The part of a name that an article belongs to: the numbers of the decisions about it there."""
    rows = connection.execute(
        """SELECT DISTINCT decision_id FROM actor_decision_articles
           JOIN actor_decision_names ON actor_decision_names.id = decision_name_id
           JOIN actor_decisions ON actor_decisions.id = decision_id
           WHERE article_id = ? AND words = ? AND undone_at IS NULL ORDER BY decision_id""",
        [article_id, words],
    )
    return " ".join(str(number) for (number,) in rows)


def kinds(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, Kinds]:
    """What these words are taken for, each with the order of magnitude of its statements."""
    found: defaultdict[str, Kinds] = defaultdict(dict)
    rows = connection.execute(
        """SELECT words, part, kind, sum(name_groups.statements + name_groups.addressed)
           FROM actor_names JOIN name_groups ON name_id = actor_names.id
           WHERE words IN (SELECT value FROM json_each(?)) GROUP BY words, part, kind""",
        [json.dumps(sorted(set(words)))],
    )
    for each, of_part, kind, statements in rows:
        found[each] = {**found[each], (of_part, kind): magnitude(statements)}
    return dict(found)


def may_differ(before: Kinds, after: Kinds) -> bool:
    """Whether what words are taken for may have changed: where they are taken for several things."""
    return before != after and len({kind for _, kind in (*before, *after)}) > 1


def settle(connection: sqlite3.Connection, group_id: int, actor_id: int | None, article_id: int, name_id: int) -> None:
    """Let a name's roles in one article mean whom its group means, where that is another than `actor_id`."""
    (new,) = connection.execute("SELECT actor_id FROM name_groups WHERE id = ?", [group_id]).fetchone()
    if new == actor_id or new is None:
        return
    before = actor_counts.of_articles(connection, [article_id])
    for table in ROLES:
        connection.execute(
            f"""UPDATE {table} SET actor_id = ? WHERE +actor_name_id = ?
                AND statement_id IN (SELECT id FROM statements WHERE article_id = ?)""",
            [new, name_id, article_id],
        )
    actor_counts.change(connection, before, actor_counts.of_articles(connection, [article_id]))


def decisions(connection: sqlite3.Connection, names: Mapping[int, Name] | None = None) -> list[Decision]:
    """The decisions that hold and are about these names, or all that hold; an import's by its entries."""
    if names is None:
        return _decisions(connection, "undone_at IS NULL")
    about = connection.execute(
        """SELECT DISTINCT decision_id, entry FROM actor_decision_names
           JOIN actor_decisions ON actor_decisions.id = decision_id
           WHERE undone_at IS NULL AND words IN
               (SELECT words FROM actor_names WHERE id IN (SELECT value FROM json_each(?)))""",
        [json.dumps(list(names))],
    ).fetchall()
    if len(about) > MANY_DECISIONS:
        listed = json.dumps(sorted({number for number, _ in about}))
        return _decisions(connection, "decision_id IN (SELECT value FROM json_each(?))", [listed], set(about))
    return [each for entry in sorted(about) for each in _decisions(connection, "(decision_id, entry) = (?, ?)", entry)]


def decisions_one_by_one(connection: sqlite3.Connection) -> list[Decision]:
    """The decisions that hold, without those of imports, of which there may be very many."""
    return _decisions(connection, "undone_at IS NULL AND actor_decisions.kind <> ?", [DecisionKind.IMPORT.value])


def kept_apart(connection: sqlite3.Connection) -> set[frozenset[str]]:
    """The pairs of names, by their words, that decisions keep apart."""
    return {
        frozenset((normalised(subject.name), normalised(other.name)))
        for decision in decisions_one_by_one(connection)
        if decision.kind in (DecisionKind.APART, DecisionKind.SPLIT)
        for subject in decision.subjects
        for other in decision.others
    }


def _decisions(
    connection: sqlite3.Connection,
    condition: str,
    values: Sequence[object] = (),
    wanted: Container[tuple[int, str]] | None = None,
) -> list[Decision]:
    """The decisions that meet a condition, in their order; of those `wanted` alone where they are given."""
    joined = "actor_decision_names JOIN actor_decisions ON actor_decisions.id = decision_id"
    articles: defaultdict[int, set[int]] = defaultdict(set)
    for name_row, article in connection.execute(
        f"""SELECT decision_name_id, article_id FROM {joined}
            JOIN actor_decision_articles ON decision_name_id = actor_decision_names.id WHERE {condition}""",
        values,
    ):
        articles[name_row].add(article)
    rows = connection.execute(
        f"""SELECT decision_id, entry, actor_decisions.kind, value, actor_decision_names.id, side, name,
                actor_decision_names.kind, shown
            FROM {joined} WHERE {condition} ORDER BY decision_id, entry, actor_decision_names.id""",
        values,
    )
    found = []
    for (number, entry), of_one in groupby(rows, key=lambda row: row[:2]):
        if wanted is None or (number, entry) in wanted:
            found.append(_decision(number, entry, list(of_one), articles))
    return found


def _decision(number: int, entry: str, rows: Sequence[Any], articles: Mapping[int, Collection[int]]) -> Decision:
    sides: tuple[list[Subject], list[Subject]] = ([], [])
    shown = None
    for *_, name_row, side, name, name_kind, is_shown in rows:
        shown = name if is_shown else shown
        sides[side].append(Subject(name, name_kind, frozenset(articles.get(name_row, ()))))
    _, _, kind, value, *_ = rows[0]
    return Decision(number, DecisionKind(kind), tuple(sides[0]), tuple(sides[1]), entry or value, shown)


def _reached(connection: sqlite3.Connection, start: set[int]) -> set[int]:
    """The names that hang together with these: by name, by words, and by decision."""
    found, waiting = set(start), set(start)
    decided = connection.execute("SELECT 1 FROM actor_decisions LIMIT 1").fetchone() is not None
    while waiting:
        listed = json.dumps(sorted(waiting))
        others = actor_names.neighbours(connection, waiting)
        rows = connection.execute(
            """SELECT same.id FROM actor_names JOIN actor_names AS same ON same.words = actor_names.words
               WHERE actor_names.id IN (SELECT value FROM json_each(?))""",
            [listed],
        )
        others.update(number for (number,) in rows)
        if decided:
            others |= _decided_with(connection, listed)
        waiting = others - found
        found |= others
    return found


def _decided_with(connection: sqlite3.Connection, listed: str) -> set[int]:
    """The names that a decision names together with these."""
    rows = connection.execute(
        """SELECT DISTINCT others.id FROM actor_names
           JOIN actor_decision_names AS one ON one.words = actor_names.words
           JOIN actor_decisions ON actor_decisions.id = one.decision_id AND undone_at IS NULL
           JOIN actor_decision_names AS other ON other.decision_id = one.decision_id AND other.entry = one.entry
           JOIN actor_names AS others ON others.words = other.words
           WHERE actor_names.id IN (SELECT value FROM json_each(?))""",
        [listed],
    )
    return {number for (number,) in rows}


def _remove_empty(connection: sqlite3.Connection, name_ids: set[int]) -> None:
    """Remove groups without mentions, and names without groups that no decision names; from `name_ids` too."""
    listed = json.dumps(sorted(name_ids))
    connection.execute(
        """DELETE FROM name_groups
           WHERE articles <= 0 AND name_id IN (SELECT value FROM json_each(?))""",
        [listed],
    )
    rows = connection.execute(
        """SELECT actor_names.id, actor_names.name FROM actor_names WHERE id IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM name_groups WHERE name_id = actor_names.id)
           AND NOT EXISTS (SELECT 1 FROM actor_decision_names JOIN actor_decisions ON actor_decisions.id = decision_id
                           WHERE undone_at IS NULL AND actor_decision_names.words = actor_names.words)""",
        [listed],
    ).fetchall()
    unused = {number for number, _ in rows}
    actor_names.remove(connection, unused)
    for _, name in rows:
        _refresh_mentions(connection, name)
    name_ids -= unused


def _actors_of(connection: sqlite3.Connection, name_ids: set[int]) -> set[int]:
    rows = connection.execute(
        """SELECT actor_id FROM actor_names WHERE id IN (SELECT value FROM json_each(?1)) AND actor_id IS NOT NULL
           UNION SELECT actor_id FROM name_groups
           WHERE name_id IN (SELECT value FROM json_each(?1)) AND actor_id IS NOT NULL""",
        [json.dumps(sorted(name_ids))],
    )
    return {actor_id for (actor_id,) in rows}


def remove_nameless(connection: sqlite3.Connection, actor_ids: Iterable[int]) -> None:
    """Remove those of these actors whom no mention means any more."""
    for actor_id in sorted(actor_ids):
        if connection.execute("SELECT 1 FROM name_groups WHERE actor_id = ? LIMIT 1", [actor_id]).fetchone():
            continue
        connection.execute("UPDATE actor_names SET actor_id = NULL WHERE actor_id = ?", [actor_id])
        connection.execute("UPDATE mentions SET actor_id = NULL WHERE actor_id = ?", [actor_id])
        connection.execute("DELETE FROM actors WHERE id = ?", [actor_id])


def load(connection: sqlite3.Connection, name_ids: set[int]) -> _Component:
    """These names with their groups."""
    names = actor_names.named(connection, name_ids)
    rows: dict[MentionGroup, _Row] = {}
    counts: dict[MentionGroup, MentionCount] = {}
    for name_id, of_part, year, marks, articles, statements, *row in connection.execute(
        """SELECT name_id, part, year, marks, articles, statements + addressed, id, actor_id, basis, score
           FROM name_groups WHERE name_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(name_ids))],
    ):
        group = MentionGroup(*names[name_id], of_part, year, frozenset(marks.split()))
        rows[group] = _Row(*row)
        counts[group] = MentionCount(articles, statements)
    meant = _meant(connection, names)
    actors = {*meant.values(), *(row.actor_id for row in rows.values() if row.actor_id is not None)}
    full = connection.execute(
        "SELECT name, kind, fullness FROM actor_names WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(name_ids))],
    )
    fullness = {(name, kind): how_full for name, kind, how_full in full}
    return _Component(names, rows, counts, meant, _named(connection, actors), fullness)


def _named(connection: sqlite3.Connection, actor_ids: Iterable[int]) -> dict[int, tuple[str, str, bool]]:
    rows = connection.execute(
        "SELECT id, name, kind, renamed FROM actors WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(actor_ids))],
    )
    return {number: (name, kind, bool(renamed)) for number, name, kind, renamed in rows}


def _meant(connection: sqlite3.Connection, names: Mapping[int, Name]) -> dict[Name, int]:
    rows = connection.execute(
        """SELECT id, actor_id FROM actor_names
           WHERE id IN (SELECT value FROM json_each(?)) AND actor_id IS NOT NULL""",
        [json.dumps(sorted(names))],
    )
    return {names[name_id]: actor_id for name_id, actor_id in rows}


def verdicts(connection: sqlite3.Connection, names: Mapping[int, Name]) -> dict[Name, dict[Name, MatchScore]]:
    """What the names of a component say about each other."""
    found: dict[Name, dict[Name, MatchScore]] = {name: {} for name in names.values()}
    for number, other, verdict, score in connection.execute(
        """SELECT name_id, other_id, verdict, score FROM actor_name_pairs
           WHERE name_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(names))],
    ):
        if other in names:
            found[names[number]][names[other]] = MatchScore(Match(verdict), score)
    return found


def write(
    connection: sqlite3.Connection, component: _Component, actors: Sequence[ResolvedActor], *, moving: bool = True
) -> set[int]:
    """Write down whom the groups of a component mean. Returns the numbers of its actors.

    Unless `moving`, roles, mentions and which statements are doubtful stay as they are.
    """
    taken: set[int] = set()
    moved: list[tuple[int, int]] = []
    doubted: list[int] = []
    numbers: dict[Name, set[int]] = defaultdict(set)
    unprinted: dict[Name, int] = {}
    for actor in sorted(actors, key=lambda actor: _weight(actor, component)):
        if not actor.links:
            continue
        actor_id = _write_actor(connection, actor, component, taken)
        taken.add(actor_id)
        for link in actor.links:
            row = component.rows[link.group]
            if (row.actor_id, row.basis, row.score) != (actor_id, link.basis, link.score):
                connection.execute(
                    "UPDATE name_groups SET actor_id = ?, score = ?, basis = ? WHERE id = ?",
                    [actor_id, link.score, link.basis.value, row.id],
                )
            if row.actor_id not in (None, actor_id):
                moved.append((row.id, actor_id))
            if sureness.differ(row.basis, link.basis):
                doubted.append(row.id)
            numbers[link.group.name, link.group.kind].add(actor_id)
        unprinted.update(dict.fromkeys(actor.names, actor_id))
    if moving:
        move(connection, moved)
        sureness.mark_groups(connection, doubted)
    for name_id, name in component.names.items():
        of_name = numbers.get(name, set())
        meant = of_name or {unprinted[name]} if name in unprinted else of_name
        actor_of_name = next(iter(meant)) if len(meant) == 1 else None
        if actor_of_name != component.meant.get(name):
            _write_name(connection, name_id, name, actor_of_name, mentions=moving)
    return taken


def _weight(actor: ResolvedActor, component: _Component) -> tuple[int, str, list[Name]]:
    """What sorts first the actor that keeps its number before others: that of most articles."""
    articles = sum(component.counts[link.group].articles for link in actor.links)
    return -articles, actor.name, sorted(actor.names)


def _write_actor(connection: sqlite3.Connection, actor: ResolvedActor, component: _Component, taken: set[int]) -> int:
    """The actor's number: the one that most of its articles had, unless another actor took it."""
    before: Counter[int] = Counter()
    for link in actor.links:
        number = component.rows[link.group].actor_id
        if number is not None and number not in taken:
            before[number] += component.counts[link.group].articles
    if not before:
        meant = (component.meant[name] for name in sorted(actor.names) if name in component.meant)
        before.update(number for number in meant if number not in taken)
    if not before:
        cursor = connection.execute("INSERT INTO actors (name, kind) VALUES (?, ?)", [actor.name, actor.kind])
        assert cursor.lastrowid is not None
        actor_id = cursor.lastrowid
    else:
        actor_id = min(before, key=lambda number: (-before[number], number))
    if component.actors.get(actor_id) != (actor.name, actor.kind, actor.renamed):
        connection.execute(
            "UPDATE actors SET name = ?, kind = ?, renamed = ? WHERE id = ?",
            [actor.name, actor.kind, actor.renamed, actor_id],
        )
    return actor_id


def move(connection: sqlite3.Connection, moved: Sequence[tuple[int, int]]) -> None:
    """Let the mentions of these groups mean these actors, everywhere."""
    if not moved:
        return
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM article_names WHERE group_id IN (SELECT value FROM json_each(?))",
        [json.dumps([group_id for group_id, _ in moved])],
    )
    articles = [article for (article,) in rows]
    before = actor_counts.of_articles(connection, articles)
    for group_id, actor_id in moved:
        (name_id,) = connection.execute("SELECT name_id FROM name_groups WHERE id = ?", [group_id]).fetchone()
        for table in ROLES:
            connection.execute(
                f"""UPDATE {table} SET actor_id = ? WHERE +actor_name_id = ? AND statement_id IN
                    (SELECT statements.id FROM article_names JOIN statements USING (article_id) WHERE group_id = ?)""",
                [actor_id, name_id, group_id],
            )
        connection.execute(
            """UPDATE mentions SET actor_id = ? WHERE +name = (SELECT name FROM actor_names WHERE id = ?)
               AND article_id IN (SELECT article_id FROM article_names WHERE group_id = ?)""",
            [actor_id, name_id, group_id],
        )
    actor_counts.change(connection, before, actor_counts.of_articles(connection, articles))


def _write_name(
    connection: sqlite3.Connection, name_id: int, name: Name, actor_id: int | None, *, mentions: bool
) -> None:
    """Write down whom a name means everywhere: nobody in particular where it means several."""
    connection.execute("UPDATE actor_names SET actor_id = ? WHERE id = ?", [actor_id, name_id])
    if mentions:
        _refresh_mentions(connection, name[0])


def _refresh_mentions(connection: sqlite3.Connection, name: str) -> None:
    """Let the mentions of a name mean whom it means, in articles where nobody of the name speaks or is addressed."""
    connection.execute(
        """UPDATE mentions SET actor_id = (SELECT max(actor_id) FROM actor_names WHERE actor_names.name = ?1)
           WHERE name = ?1 AND NOT EXISTS (
               SELECT 1 FROM article_names JOIN actor_names ON actor_names.id = name_id
               WHERE article_names.article_id = mentions.article_id AND actor_names.name = ?1)""",
        [name],
    )
