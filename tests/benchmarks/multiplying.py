"""A large database made several times as large, in SQL: in minutes what reading would take hours for.

Each article comes again, with all that was found in it, under numbers of its own; actors stay who they are and are
quoted as many times as often. What only helps to recognise an article that is read again is left out. Claims are made
up: of ten statements six make one that others make too, three at a time.
"""

import sqlite3
from collections.abc import Sequence

NUMBERED = ("articles", "paragraphs", "statements")  # whose rows get numbers of their own
COPIED = (
    *("articles", "paragraphs", "statements", "article_families", "article_versions"),
    *("repeated_statements", "statement_speakers", "statement_addressees", "article_names"),
)
COUNTS = {
    "actors": ("statements", "articles"),
    "actor_names": ("statements", "addressed"),
    "name_groups": ("articles", "statements", "addressed"),
    "name_descriptions": ("statements",),
}
IN_A_CLAIM = 3
OPPOSED_EVERY = 10  # of the claims one is contradicted


def multiply(connection: sqlite3.Connection, times: int) -> None:
    """Make a database as large as several of its kind, with claims."""
    connection.execute("PRAGMA foreign_keys = OFF")
    steps = {table: _last(connection, table) for table in NUMBERED}
    with connection:
        for copy in range(1, times):
            for table in COPIED:
                _copy(connection, table, copy, steps)
        for table, columns in COUNTS.items():
            connection.execute(f"UPDATE {table} SET {', '.join(f'{each} = {each} * {times}' for each in columns)}")
        _claim(connection)
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _last(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0])


def _copy(connection: sqlite3.Connection, table: str, copy: int, steps: dict[str, int]) -> None:
    """Insert the rows that there were at first once more, with everything that is a number of a row moved on."""
    points_to = {source: to for _, _, to, source, *_ in connection.execute(f"PRAGMA foreign_key_list({table})")}
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    values = [_moved(table, name, points_to, copy, steps) for name in columns]
    number, of = _numbered_by(table, columns, points_to)
    connection.execute(
        f"""INSERT INTO {table} ({", ".join(f'"{name}"' for name in columns)})
            SELECT {", ".join(values)} FROM {table} WHERE {number} <= {steps[of]} ORDER BY {number}"""
    )


def _moved(table: str, name: str, points_to: dict[str, str], copy: int, steps: dict[str, int]) -> str:
    of = table if name == "id" else points_to.get(name)
    if of in steps:
        return f"{name} + {copy * steps[of]}"
    return f"'{copy}' || substr({name}, 2, 62) || 'x'" if name == "text_hash" else f'"{name}"'


def _numbered_by(table: str, columns: Sequence[str], points_to: dict[str, str]) -> tuple[str, str]:
    """The column that tells the rows that there were at first, and whose number it is."""
    if table in NUMBERED:
        return "id", table
    return next((name, points_to[name]) for name in columns if points_to.get(name) in NUMBERED)


def _claim(connection: sqlite3.Connection) -> None:
    """Claims without vectors: of statements that follow one another, and nothing waits to be compared."""
    connection.executescript(f"""
        DELETE FROM statements_to_compare;
        INSERT INTO wordings (id, digest, language, words, denied, wants, speakers, names, claim_id)
            SELECT id, printf('%064d', id), 'de', quote, 0, 0, '[]', '[]',
                CASE WHEN id / {IN_A_CLAIM} % 10 < 6 THEN id / {IN_A_CLAIM} + 1 END FROM statements;
        INSERT INTO statement_wordings SELECT id, id FROM statements;
        INSERT INTO claims (id, wording_id)
            SELECT claim_id, min(id) FROM wordings WHERE claim_id IS NOT NULL GROUP BY claim_id;
        INSERT INTO wording_pairs
            SELECT id, id + {3 * IN_A_CLAIM}, 'opposed', 0.9, '[["negation", "", ""]]' FROM wordings
            WHERE claim_id % {OPPOSED_EVERY} = 0;
    """)
