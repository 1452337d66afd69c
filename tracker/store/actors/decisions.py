"""The user's decisions about who is who: written down, taken back, and listed.

A decision is about printed names (and articles), never about actors' numbers, which may change; it is applied
every time that names are linked, until it is undone. The methods of `Store` take actors' numbers, because that is
what a user chooses, and write down the names that those actors have at that moment.

    merge_actors(one, other) -> Decision              these two actors are one
    split_actor(actor, names, articles) -> Decision   these names of it (in these articles only) are somebody else
    keep_apart(one, other) -> Decision                "no" to a suggestion
    rename_actor(actor, name) -> Decision             the name to show
    add_alias(actor, name) -> Decision                a further name, printed or not
    import_register(entries, source) -> Imported      all entries of a register, as one decision
    decisions(limit) -> list[Decision]                newest first, those undone included
    undo(number) -> Decision                          takes back exactly this one
    suggestions(limit) -> list[Suggestion]            pairs that may be one actor, best first
    why(one, other) -> Why                            two actors or printed names: verdict and evidence
    actor_details(actor) -> ActorDetails | None       names and descriptions with counts, first and last day
    actor_name_rows() -> Iterator[ActorNameRow]       all names of all actors, to export

All raise StoreError with one clear line (no such actor, no such name of the actor, no such decision, undone already).
The records are in `tracker.store.rows`; `tracker.actors.registers` has a register's entries.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from tracker.actors.comparing.pairwise import FULL, fullness
from tracker.actors.comparing.results import Name
from tracker.actors.names.words import normalised
from tracker.actors.registers import RegisterEntry, shared_names
from tracker.actors.resolving.decisions import DecisionKind, Subject, Unit, constraints_of
from tracker.garbage_collection import without_collecting
from tracker.store.actors import components, mentions
from tracker.store.actors import names as actor_names
from tracker.store.errors import StoreError, expect_in_force
from tracker.store.rows.actors import Decision, Imported

WITHOUT_KIND = "person"  # what an entry of a register is taken for that doesn't say, and isn't printed so far


def merge(connection: sqlite3.Connection, one: int, other: int) -> Decision:
    """Two actors are one."""
    if one == other:
        raise StoreError(f"Actor {one} can't be merged with itself.")
    sides = subjects_of(connection, one), subjects_of(connection, other)
    return _decide(connection, DecisionKind.MERGE, *sides)


def keep_apart(connection: sqlite3.Connection, one: int, other: int) -> Decision:
    """Two actors are two, however much alike their names are."""
    if one == other:
        raise StoreError(f"Actor {one} can't be kept apart from itself; see `tracker actors split`.")
    sides = subjects_of(connection, one), subjects_of(connection, other)
    return _decide(connection, DecisionKind.APART, *sides)


def split(
    connection: sqlite3.Connection, actor: int, names: Sequence[str], articles: Sequence[int] | None = None
) -> Decision:
    """These names of an actor, in these articles alone where they are given, are somebody else."""
    printed = _names_of(connection, actor)
    wanted = {normalised(name) for name in names}
    if unknown := [name for name in names if normalised(name) not in {normalised(text) for text, _ in printed}]:
        raise StoreError(f"“{unknown[0]}” is no name of {_shown(connection, actor)} ({actor}).")
    taken = [name for name in printed if normalised(name[0]) in wanted]
    left = [name for name in printed if normalised(name[0]) not in wanted]
    if articles is not None:
        subjects = _subjects_in(connection, actor, taken, articles)
        left = list(printed)
    else:
        subjects = [_subject(connection, actor, name) for name in taken]
    if not left:
        raise StoreError(f"{_shown(connection, actor)} ({actor}) has no other names; give articles to split it.")
    full = [name for name in left if fullness(name) == FULL] or left
    return _decide(connection, DecisionKind.SPLIT, subjects, [Subject(*name) for name in full])


def rename(connection: sqlite3.Connection, actor: int, name: str) -> Decision:
    """An actor is shown by this name."""
    return _decide(connection, DecisionKind.RENAME, subjects_of(connection, actor), [], value=_cleaned(name))


def add_alias(connection: sqlite3.Connection, actor: int, name: str) -> Decision:
    """An actor has a further name, printed or not."""
    alias = _cleaned(name)
    subjects = subjects_of(connection, actor)
    return _decide(connection, DecisionKind.ALIAS, subjects, [Subject(alias, subjects[0].kind)], value=alias)


def import_register(connection: sqlite3.Connection, entries: Iterable[RegisterEntry], source: str) -> Imported:
    """The names of each entry are one actor's. A name that several entries have links nothing by itself."""
    merged = _by_key(entries)
    if not merged:
        raise StoreError(f"{source} has no entries to import.")
    with without_collecting():
        number, names = _import(connection, merged, source)
    return Imported(one(connection, number), len(merged), names, shared_names(merged))


def _import(connection: sqlite3.Connection, merged: Sequence[RegisterEntry], source: str) -> tuple[int, int]:
    """Write the entries down and apply them. Returns the decision's number, and how many names there are."""
    number = _insert(connection, DecisionKind.IMPORT, source)
    kinds = _printed_kinds(connection, (name for entry in merged for name in entry.names))
    rows = []
    for entry in merged:
        known = next((kinds[normalised(name)] for name in entry.names if normalised(name) in kinds), WITHOUT_KIND)
        kind = entry.kind or known
        for name in entry.names:
            is_shown = entry.shown and name == entry.name
            rows.append((number, entry.key, 0, name, kind, normalised(name), is_shown))
    connection.executemany(
        """INSERT INTO actor_decision_names (decision_id, entry, side, name, kind, words, shown)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        rows,
    )
    _apply(connection, number)
    return number, len({words for *_, words, _ in rows})


def undo(connection: sqlite3.Connection, number: int) -> Decision:
    """Take back exactly this decision."""
    decision = one(connection, number)
    expect_in_force(number, decision.undone_at)
    connection.execute("UPDATE actor_decisions SET undone_at = ? WHERE id = ?", [_now(), number])
    _apply(connection, number)
    return one(connection, number)


def history(connection: sqlite3.Connection, limit: int | None = None) -> list[Decision]:
    """All decisions, newest first, those undone included."""
    rows = connection.execute(
        "SELECT id, kind, value, decided_at, undone_at FROM actor_decisions ORDER BY id DESC LIMIT ?",
        [-1 if limit is None else limit],
    ).fetchall()
    overruled = overruled_by(connection)
    return [_row(connection, row, overruled) for row in rows]


def one(connection: sqlite3.Connection, number: int) -> Decision:
    """The decision with this number. Raises StoreError where there is none."""
    row = connection.execute(
        "SELECT id, kind, value, decided_at, undone_at FROM actor_decisions WHERE id = ?", [number]
    ).fetchone()
    if row is None:
        raise StoreError(f"there is no decision {number}; `tracker actors history` lists them")
    return _row(connection, row, overruled_by(connection))


def overruled_by(connection: sqlite3.Connection) -> dict[int, int]:
    """The decisions that later ones contradict, each with the later one. An import overrules nothing."""
    decisions = components.decisions_one_by_one(connection)
    words = {normalised(subject.name) for each in decisions for subject in (*each.subjects, *each.others)}
    rows = connection.execute(
        """SELECT DISTINCT words, part FROM name_groups JOIN actor_names ON actor_names.id = name_id
           WHERE part <> '' AND words IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(words))],
    )
    units = {Unit(each) for each in words} | {Unit(*row) for row in rows}
    return constraints_of(decisions, units).overruled


def subjects_of(connection: sqlite3.Connection, actor: int) -> list[Subject]:
    """What stands for an actor in a decision: a name that always means it, or else all its names where they do."""
    names = _names_of(connection, actor)
    for name in names:
        if fullness(name) == FULL and _means_only(connection, actor, name):
            return [Subject(*name)]
    return [_subject(connection, actor, name) for name in names]


def _subject(connection: sqlite3.Connection, actor: int, name: Name) -> Subject:
    """A name of an actor, in the articles in which it means the actor, where it means others elsewhere."""
    if _means_only(connection, actor, name):
        return Subject(*name)
    rows = connection.execute(
        """SELECT article_id FROM actor_names JOIN article_names ON article_names.name_id = actor_names.id
           JOIN name_groups ON name_groups.id = group_id
           WHERE name = ? AND kind = ? AND name_groups.actor_id = ?""",
        [*name, actor],
    )
    return Subject(*name, frozenset(article for (article,) in rows))


def _means_only(connection: sqlite3.Connection, actor: int, name: Name) -> bool:
    rows = connection.execute(
        """SELECT DISTINCT name_groups.actor_id FROM actor_names JOIN name_groups ON name_id = actor_names.id
           WHERE words = ?""",
        [normalised(name[0])],
    ).fetchall()
    return rows == [(actor,)]


def _subjects_in(
    connection: sqlite3.Connection, actor: int, names: Sequence[Name], articles: Sequence[int]
) -> list[Subject]:
    """The names of an actor in these articles. Raises StoreError for an article in which it has none of them."""
    subjects = []
    found: set[int] = set()
    for name in names:
        rows = connection.execute(
            """SELECT article_id FROM actor_names JOIN article_names ON article_names.name_id = actor_names.id
               JOIN name_groups ON name_groups.id = group_id
               WHERE name = ? AND kind = ? AND name_groups.actor_id = ?
                   AND article_id IN (SELECT value FROM json_each(?))""",
            [*name, actor, json.dumps(list(articles))],
        )
        if in_articles := frozenset(article for (article,) in rows):
            subjects.append(Subject(*name, in_articles))
            found |= in_articles
    if missing := sorted(set(articles) - found):
        raise StoreError(f"{_shown(connection, actor)} ({actor}) isn't printed so in article {missing[0]}.")
    return subjects


def _names_of(connection: sqlite3.Connection, actor: int) -> list[Name]:
    """The printed names of an actor, those of most statements first. Raises StoreError where there is no such actor."""
    names = connection.execute(
        """SELECT name, kind FROM name_groups JOIN actor_names ON actor_names.id = name_id
           WHERE name_groups.actor_id = ? GROUP BY name_id
           ORDER BY sum(name_groups.statements + name_groups.addressed) DESC, name, kind""",
        [actor],
    ).fetchall()
    if not names:
        raise StoreError(f"there is no actor {actor}; `tracker actors` lists them")
    return [(name, kind) for name, kind in names]


def _shown(connection: sqlite3.Connection, actor: int) -> str:
    return str(connection.execute("SELECT name FROM actors WHERE id = ?", [actor]).fetchone()[0])


def _cleaned(name: str) -> str:
    cleaned = " ".join(name.split())
    if not any(letter.isalnum() for letter in cleaned):
        raise StoreError(f"“{cleaned}” is no name.")
    return cleaned


def _decide(
    connection: sqlite3.Connection,
    kind: DecisionKind,
    subjects: Sequence[Subject],
    others: Sequence[Subject],
    value: str | None = None,
) -> Decision:
    number = _insert(connection, kind, value)
    for side, listed in enumerate((subjects, others)):
        for subject in listed:
            row = connection.execute(
                """INSERT INTO actor_decision_names (decision_id, entry, side, name, kind, words)
                   VALUES (?, '', ?, ?, ?, ?)""",
                [number, side, subject.name, subject.kind, normalised(subject.name)],
            ).lastrowid
            connection.executemany(
                "INSERT INTO actor_decision_articles (decision_name_id, article_id) VALUES (?, ?)",
                [(row, article) for article in sorted(subject.articles)],
            )
    _apply(connection, number)
    return one(connection, number)


def _insert(connection: sqlite3.Connection, kind: DecisionKind, value: str | None) -> int:
    number = connection.execute(
        "INSERT INTO actor_decisions (kind, value, decided_at) VALUES (?, ?, ?)", [kind.value, value, _now()]
    ).lastrowid
    assert number is not None
    return number


def _apply(connection: sqlite3.Connection, number: int) -> None:
    """Link again what a decision is about, whether it holds from now on or no more."""
    names = connection.execute(
        "SELECT DISTINCT name, kind FROM actor_decision_names WHERE decision_id = ?", [number]
    ).fetchall()
    changed = set(actor_names.numbers(connection, names).values())
    in_articles = connection.execute(
        """SELECT name, article_id FROM actor_decision_names
           JOIN actor_decision_articles ON decision_name_id = actor_decision_names.id
           WHERE decision_id = ? ORDER BY actor_decision_names.id, article_id""",
        [number],
    ).fetchall()
    for name, article in in_articles:
        changed |= mentions.regroup(connection, article, name)
    components.relink(connection, changed)


def _by_key(entries: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """Entries of the same key as one: those of one QID are one actor."""
    found: dict[str, RegisterEntry] = {}
    for entry in entries:
        if not entry.names:
            continue
        if before := found.get(entry.key):
            names = tuple(sorted({*before.names, *entry.names}))
            entry = RegisterEntry(before.name, names, before.kind or entry.kind, entry.qid, before.shown or entry.shown)
        found[entry.key] = entry
    return list(found.values())


def _printed_kinds(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """What the articles take names for, by their words."""
    rows = connection.execute(
        """SELECT words, kind FROM actor_names WHERE words IN (SELECT value FROM json_each(?))
           ORDER BY statements + addressed, kind""",
        [json.dumps(sorted({normalised(name) for name in names}))],
    )
    return dict(rows.fetchall())


def _row(
    connection: sqlite3.Connection, row: tuple[int, str, str | None, str, str | None], overruled: Mapping[int, int]
) -> Decision:
    number, kind, value, decided_at, undone_at = row
    rows = connection.execute(
        "SELECT side, name FROM actor_decision_names WHERE decision_id = ? ORDER BY id", [number]
    ).fetchall()
    articles = connection.execute(
        """SELECT DISTINCT article_id FROM actor_decision_articles
           JOIN actor_decision_names ON actor_decision_names.id = decision_name_id
           WHERE decision_id = ? ORDER BY article_id""",
        [number],
    )
    return Decision(
        number,
        kind,
        [name for side, name in rows if side == 0],
        [name for side, name in rows if side == 1],
        [article for (article,) in articles],
        value,
        decided_at,
        undone_at,
        overruled.get(number),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
