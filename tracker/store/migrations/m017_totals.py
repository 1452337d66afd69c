"""How many statements there are of each kind, written down so that they needn't be counted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

OF_STATEMENTS = ("act", "kind", "standing", "speakers", "addressees", "verdict", "status", "doubtful")
COLUMNS = ("month", "language", "outlets", *OF_STATEMENTS)


def statement_totals(database: "Database") -> None:
    """The statements of each month, act, outlet and so on, without fragments and repeats. Triggers keep them."""
    from tracker.store import totals

    database.executescript("""
        CREATE TABLE statement_totals (
            id INTEGER PRIMARY KEY,
            month TEXT,                         -- 2016-10; null for those without a day
            language TEXT,
            outlets TEXT NOT NULL,              -- JSON: all that have printed the article
            act TEXT NOT NULL,
            kind TEXT NOT NULL,
            standing TEXT NOT NULL,
            speakers INTEGER NOT NULL,          -- how many each of them has
            addressees INTEGER NOT NULL,
            verdict TEXT,
            status TEXT NOT NULL,
            doubtful INTEGER NOT NULL,
            statements INTEGER NOT NULL         -- how many they are
        );
        CREATE UNIQUE INDEX statement_totals_of
            ON statement_totals(
                coalesce(month, ''), coalesce(language, ''), outlets, act, kind, standing, speakers, addressees,
                coalesce(verdict, ''), status, doubtful
            );
        CREATE TRIGGER statement_totals_none AFTER UPDATE ON statement_totals WHEN new.statements = 0 BEGIN
            DELETE FROM statement_totals WHERE id = new.id;
        END;
    """)
    totals.write_down(database.conn)
    _keep_statements(database)
    _keep_articles(database)


def _keep_statements(database: "Database") -> None:
    changed = ", ".join(("article_id", "day", *OF_STATEMENTS, "fragment", "repeated"))
    for name, event, rows in (
        ("insert", "INSERT", {"new": 1}),
        ("delete", "DELETE", {"old": -1}),
        ("update", f"UPDATE OF {changed}", {"old": -1, "new": 1}),
    ):
        added = "\n".join(
            _added(row, f"{row}.article_id", number, f"WHERE {row}.fragment = 0 AND {row}.repeated = 0")
            for row, number in rows.items()
        )
        database.executescript(f"CREATE TRIGGER statements_total_{name} AFTER {event} ON statements BEGIN {added} END;")


def _keep_articles(database: "Database") -> None:
    """In the triggers that write down outlets, for totals are taken off before and added after that."""
    database.executescript("DROP TRIGGER IF EXISTS articles_outlet_update;")
    for name, table, event, row, article in (
        ("articles_total_update", "articles", "UPDATE OF outlet, language", "new", "id"),
        ("further_printings_outlet_insert", "further_printings", "INSERT", "new", "article_id"),
        ("further_printings_outlet_update", "further_printings", "UPDATE OF outlet", "new", "article_id"),
        ("further_printings_outlet_delete", "further_printings", "DELETE", "old", "article_id"),
    ):
        number = f"{row}.{article}"
        of_article = f"""FROM statements WHERE article_id = {number} AND fragment = 0 AND repeated = 0
            GROUP BY {", ".join(map(str, range(1, len(COLUMNS) + 1)))}"""
        before = "old.language" if table == "articles" else None
        database.executescript(f"""
            DROP TRIGGER IF EXISTS {name};
            CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
                {_added("statements", number, "-count(*)", of_article, language=before)}
                DELETE FROM article_outlets WHERE article_id = {number};
                INSERT INTO article_outlets
                    SELECT id, outlet FROM articles WHERE id = {number} AND outlet IS NOT NULL;
                INSERT OR IGNORE INTO article_outlets
                    SELECT article_id, outlet FROM further_printings
                    WHERE article_id = {number} AND outlet IS NOT NULL ORDER BY id;
                {_added("statements", number, "count(*)", of_article)}
            END;
        """)


def _added(row: str, article: str, number: object, chosen: str, language: str | None = None) -> str:
    """SQL that adds a number to the totals of statements."""
    outlets = f"SELECT outlet FROM article_outlets WHERE article_id = {article} ORDER BY outlet"
    own = ", ".join(f"{row}.{column}" for column in OF_STATEMENTS)
    return f"""
        INSERT INTO statement_totals ({", ".join(COLUMNS)}, statements)
            SELECT substr({row}.day, 1, 7), {language or f"(SELECT language FROM articles WHERE id = {article})"},
                (SELECT json_group_array(outlet) FROM ({outlets})), {own}, {number}
            {chosen}
            ON CONFLICT DO UPDATE SET statements = statements + excluded.statements;
    """


TOTALS = (statement_totals,)
