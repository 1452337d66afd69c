"""What an annotation may say: kinds, acts, standings and links, as the annotation guide explains them."""

from tracker.evaluation.annotations import ROLES as MEASURED_ROLES
from tracker.terms import Act, Kind, Standing

KINDS = tuple(str(kind) for kind in Kind)

ACTS = tuple(map(str, Act))
STANDINGS = tuple(map(str, Standing))
LINKS = ("name", "part", "pronoun", "relative", "description", "group", "spokesperson", "none")
ROLES = (*MEASURED_ROLES, "matter")
