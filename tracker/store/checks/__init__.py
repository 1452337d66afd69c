"""What must hold in a database. Each check is a small function of its own; add new ones to a list named CHECKS.

Their order is that in which they are mended: what is rebuilt comes after what it is rebuilt from.
"""

from tracker.store.checks import actors, articles, claims, decided, families, file, indexes, totals, verdicts
from tracker.store.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *file.CHECKS,
    *articles.CHECKS,
    *decided.CHECKS,
    *actors.CHECKS,
    *families.CHECKS,
    *claims.CHECKS,
    *indexes.CHECKS,
    *verdicts.CHECKS,
    *totals.CHECKS,
)
