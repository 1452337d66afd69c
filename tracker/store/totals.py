"""How many statements there are of each month, act, outlet and so on: written down, so that they needn't be counted.

A row of `statement_totals` is for all statements that are alike in its columns; fragments, and what a later version of
the article has, too, are not among them. Triggers keep the rows, whoever writes.
"""

import sqlite3

OF_STATEMENTS = ("act", "kind", "standing", "speakers", "addressees", "verdict", "status", "doubtful")
COLUMNS = ("month", "language", "outlets", *OF_STATEMENTS)

_COUNTED = f"""
    SELECT substr(day, 1, 7) AS month, (SELECT language FROM articles WHERE articles.id = article_id) AS language,
        (SELECT json_group_array(outlet) FROM (
            SELECT outlet FROM article_outlets WHERE article_outlets.article_id = statements.article_id ORDER BY outlet
        )) AS outlets,
        {", ".join(OF_STATEMENTS)}, count(*) AS statements
    FROM statements WHERE fragment = 0 AND repeated = 0
    GROUP BY {", ".join(map(str, range(1, len(COLUMNS) + 1)))}
"""
_STORED = f"SELECT {', '.join(COLUMNS)}, statements FROM statement_totals"


def write_down(connection: sqlite3.Connection) -> None:
    """Write down all totals, as triggers do from then on."""
    connection.execute("DELETE FROM statement_totals")
    connection.execute(f"INSERT INTO statement_totals ({', '.join(COLUMNS)}, statements) {_COUNTED}")


def are_wrong(connection: sqlite3.Connection) -> bool:
    """Whether they aren't what the statements come to."""
    (rows,) = connection.execute(
        f"""WITH counted AS MATERIALIZED ({_COUNTED}) SELECT
                (SELECT count(*) FROM ({_STORED} EXCEPT SELECT * FROM counted))
                + (SELECT count(*) FROM (SELECT * FROM counted EXCEPT {_STORED}))"""
    ).fetchone()
    return bool(rows)
