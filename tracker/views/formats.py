"""How a user may want results: written for programs, or gathered for reading."""

from enum import StrEnum


class Format(StrEnum):
    """JSON as one array, JSON Lines, or CSV."""

    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"


class By(StrEnum):
    """What the entries of a timeline are gathered under."""

    DAY = "day"
    ACTOR = "actor"
