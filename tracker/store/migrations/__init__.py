"""The schema, as small named migrations in the order of their modules' numbers.

Databases remember migrations by the names of their functions: one that was released is never changed or renamed.

They are applied by sqlite-utils, which is imported only where some are pending: it takes longer to
import than a question takes to answer.
"""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from tracker.store.migrations.m001_first_schema import FIRST_SCHEMA
from tracker.store.migrations.m002_inputs_and_families import INPUTS_AND_FAMILIES
from tracker.store.migrations.m003_feeds import FEEDS
from tracker.store.migrations.m004_actors import ACTORS
from tracker.store.migrations.m005_negation import NEGATION
from tracker.store.migrations.m006_runtime import RUNTIME
from tracker.store.migrations.m007_matter_and_standing import MATTER_AND_STANDING
from tracker.store.migrations.m008_statement_decisions import STATEMENT_DECISIONS
from tracker.store.migrations.m009_counting import COUNTING
from tracker.store.migrations.m010_own_ids import OWN_IDS
from tracker.store.migrations.m011_watches import WATCHES
from tracker.store.migrations.m012_claims import CLAIMS
from tracker.store.migrations.m013_verdicts import VERDICTS
from tracker.store.migrations.m014_speaker_confidence import SPEAKER_CONFIDENCE
from tracker.store.migrations.m015_sureness import SURENESS
from tracker.store.migrations.m016_repeated import REPEATED
from tracker.store.migrations.m017_totals import TOTALS
from tracker.store.migrations.m018_act_confidence import ACT_CONFIDENCE
from tracker.store.migrations.m019_article_names import ARTICLE_NAMES
from tracker.store.migrations.m020_pronouns import PRONOUNS

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration: TypeAlias = Callable[["Database"], None]

MIGRATION_SET = "tracker"
MIGRATIONS: tuple[Migration, ...] = (
    *FIRST_SCHEMA,
    *INPUTS_AND_FAMILIES,
    *FEEDS,
    *ACTORS,
    *NEGATION,
    *RUNTIME,
    *MATTER_AND_STANDING,
    *STATEMENT_DECISIONS,
    *COUNTING,
    *OWN_IDS,
    *WATCHES,
    *CLAIMS,
    *VERDICTS,
    *SPEAKER_CONFIDENCE,
    *ARTICLE_NAMES,  # before those that read its tables by today's code
    *SURENESS,
    *REPEATED,
    *TOTALS,
    *ACT_CONFIDENCE,
    *PRONOUNS,
)
NAMES = tuple(migration.__name__ for migration in MIGRATIONS)


def applied(connection: sqlite3.Connection) -> set[str] | None:
    """The names of tracker's migrations that the database has; None where it isn't tracker's."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "_sqlite_migrations" not in tables:
        return None if tables else set()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATION_SET])
    return {name for (name,) in rows} or None


def apply(connection: sqlite3.Connection) -> None:
    """Apply the migrations that are pending, all or none.

    Call it inside a transaction that may write: what is pending is looked up there, for another process may
    have applied some while this one waited.
    """
    from sqlite_utils import Migrations

    from tracker.store.migrations.scripts import Scripts

    migrations = Migrations(MIGRATION_SET)
    for migration in MIGRATIONS:
        migrations(name=migration.__name__)(migration)
    migrations.apply(Scripts(connection, recursive_triggers=False, execute_plugins=False))
