"""What an annotation may say: kinds, acts, standings and links, as the annotation guide explains them."""

from tracker.extraction.statements import Kind

KINDS = tuple(str(kind) for kind in Kind)
ACTS = (
    "statement",
    "announcement",
    "confirmation",
    "denial",
    "rejection",
    "admission",
    "warning",
    "threat",
    "demand",
    "appeal",
    "accusation",
    "criticism",
    "praise",
    "support",
    "promise",
    "expectation",
    "concern",
    "question",
    "apology",
)
STANDINGS = ("asserted", "negated", "announced", "hypothetical")
LINKS = ("name", "part", "pronoun", "relative", "description", "group", "spokesperson", "none")
ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")
