"""What must hold in a database. Each check is a small function of its own; list new ones here.

Their order is that in which they are mended: what is rebuilt comes after what it is rebuilt from.
"""

from tracker.store.checks import articles, derived, families, file, indexes
from tracker.store.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *file.CHECKS,
    *articles.CHECKS,
    derived.DECISIONS,
    derived.ACTORS,
    *families.CHECKS,
    derived.CLAIMS,
    *indexes.CHECKS,
    *derived.VERDICTS,
    derived.TOTALS,
)
