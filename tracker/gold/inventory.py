"""What an annotation may say: kinds, acts, standings and links, as the annotation guide explains them."""

from tracker.evaluation.annotations import ROLES as MEASURED_ROLES
from tracker.terms import Act, Kind

KINDS = tuple(str(kind) for kind in Kind)

ACTS = (*map(str, Act), "rejection", "appeal", "support", "apology")
STANDINGS = ("asserted", "negated", "announced", "hypothetical")
LINKS = ("name", "part", "pronoun", "relative", "description", "group", "spokesperson", "none")
ROLES = (*MEASURED_ROLES, "matter")
