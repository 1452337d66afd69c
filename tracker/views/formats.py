"""How a user may want results: written for programs, or gathered for reading."""

from enum import StrEnum


class Format(StrEnum):
    """JSON as one array, JSON Lines, or CSV."""

    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"


class ReportFormat(StrEnum):
    """What a report is written as."""

    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"


class By(StrEnum):
    """What the entries of a timeline, or the statements of a report, are gathered under."""

    DAY = "day"
    ACTOR = "actor"
