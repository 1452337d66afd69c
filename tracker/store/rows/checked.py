"""What is wrong in a database, and what mending it did."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """What can be wrong; behind each kind, the details that a problem of it has."""

    # the file and its schema
    REPORTED_BY_SQLITE = "reported by SQLite"  # what SQLite says
    TABLE_MISSING = "table missing"  # what it is: a table
    PART_MISSING = "part missing"  # what it is: index, trigger or view
    PART_CHANGED = "part changed"  # what it is
    REFERENCE_TO_NOTHING = "reference to nothing"  # the column, the table that it refers to
    JOURNAL_MODE = "journal mode"  # the mode

    # articles and statements
    TEXT_CHANGED = "text changed"
    WORDS_MISCOUNTED = "words miscounted"  # the number stored, that of the text
    UNKNOWN_VALUE = "unknown value"  # the column, the value
    NO_PARAGRAPH = "no paragraph"  # start, end, length of the text
    PRONOUNS_ELSEWHERE = "pronouns elsewhere"
    SPANS_OUTSIDE = "spans outside"  # the role, the spans
    WORDS_NOT_AT_SPANS = "words not at spans"  # the role
    START_NOT_OF_QUOTE = "start not of quote"
    PARAGRAPH_OF_ANOTHER = "paragraph of another article"  # its number
    INSIDE_NO_OTHER = "inside no other statement"  # the number of the statement that it is said to be inside
    NO_CONFIDENCE = "no confidence"  # the value
    WRONG_DAY = "wrong day"  # the day
    MENTION_NOT_AT_SPAN = "mention not at span"

    DECISIONS_NOT_APPLIED = "decisions not applied"

    # actors
    NAME_MISCOUNTED = "name miscounted"  # number, name, statements and addressed as counted, and as there are
    ACTOR_MISCOUNTED = "actor miscounted"  # number, name, statements and articles as counted, and as there are
    GROUP_MISCOUNTED = "group miscounted"  # number of the group, name
    ANOTHER_ACTOR = "another actor"  # the statement
    WRONG_DOUBT = "wrong doubt"  # the statement
    ACTOR_NOT_MENTIONED = "actor not mentioned"  # number, name
    COMPARED_ONE_WAY = "compared one way"  # the numbers of both names
    DECISION_GONE = "decision gone"  # its number, the name

    # claims
    WRONG_WORDING = "wrong wording"  # the statement
    NO_VECTOR = "no vector"  # the wording
    PAIR_OF_NOTHING = "pair of nothing"  # the wordings
    CLAIM_OF_ONE = "claim of one"  # the claim
    CLAIM_AGAINST_DECISION = "claim against a decision"  # the wordings

    # what is known of articles together
    IMPOSSIBLE_INPUT = "impossible input"  # its number of articles
    SIGNATURE_MISSING = "signature missing"
    SIGNATURE_OUTDATED = "signature outdated"
    WRONG_BANDS = "wrong bands"
    WRONG_FAMILY = "wrong family"  # the family, its first article, how many it has
    WRONG_ADDRESS = "wrong address"
    VERSIONS_IN_WRONG_ORDER = "versions in wrong order"
    WRONG_REPEATED_STATEMENTS = "wrong repeated statements"
    WRONG_REPEAT = "wrong repeat"
    WRONG_OUTLETS = "wrong outlets"
    WRONG_TOTALS = "wrong totals"
    NO_OTHER_VERSION = "no other version"

    # indexes
    INDEX_OUT_OF_STEP = "index out of step"
    INDEX_DAMAGED = "index damaged"
    WORD_MISSING = "word missing"  # the word
    WORD_NOT_INDEXED = "word not indexed"  # the word

    # verdicts
    WRONG_VERDICT_WORDS = "wrong verdict words"
    WRONG_VERDICT_MATCHES = "wrong verdict matches"

    FURTHER = "further"  # how many more there are like the one before


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the database: in which table and row, and what.

    `row` is the number of the row, None where it has none; `can_be_mended` says whether `Store.repair` can rebuild it.
    """

    table: str
    row: int | str | None
    kind: ProblemKind
    details: tuple[str | int | float | None, ...] = ()
    can_be_mended: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in the database, and what is wrong with it."""

    articles: int
    statements: int
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Mended:
    """What was rebuilt after a check: how many rows, or which parts, where that is worth knowing."""

    check: str
    count: int = 0
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """What mending did, where the copy of the database as it was is, and how the database is now.

    Nothing is done, and no copy made, where there is nothing that can be mended.
    """

    done: list[Mended]
    copy: str | None
    now: Checked
