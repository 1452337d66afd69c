"""The terms that a statement or an article is described by.

They stand apart from the records that have them: options and views name them for questions too, which make no records.
"""

from enum import StrEnum

LARGEST_NUMBER = 2**63 - 1  # that SQLite keeps: of rows, limits and pages


class Kind(StrEnum):
    """How something was quoted. The values are those of the German news quotation corpus (arXiv 2404.16764)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    FREE_INDIRECT = "free_indirect"
    INDIRECT_FREE_INDIRECT = "indirect_free_indirect"
    REPORTED = "reported"


class Act(StrEnum):
    """What was done by saying it."""

    STATEMENT = "statement"
    ANNOUNCEMENT = "announcement"
    CONFIRMATION = "confirmation"
    DENIAL = "denial"
    REJECTION = "rejection"
    ADMISSION = "admission"
    WARNING = "warning"
    THREAT = "threat"
    DEMAND = "demand"
    APPEAL = "appeal"
    ACCUSATION = "accusation"
    CRITICISM = "criticism"
    PRAISE = "praise"
    SUPPORT = "support"
    PROMISE = "promise"
    EXPECTATION = "expectation"
    CONCERN = "concern"
    QUESTION = "question"
    APOLOGY = "apology"


class Standing(StrEnum):
    """Whether it was said at all."""

    ASSERTED = "asserted"
    NEGATED = "negated"  # "would not confirm", "kein Sprecher sagte"
    ANNOUNCED = "announced"  # "wird am Freitag erklären"
    HYPOTHETICAL = "hypothetical"  # "falls er bestätigt", "could demand"


class SourceBasis(StrEnum):
    """Where the source of an event comes from; from the surest to the least sure."""

    NAME = "name"  # it is known who it was
    WORDS = "words"  # it is not, and these are printed for them: *Palestinian officials*


class TargetBasis(StrEnum):
    """Where the target of an event comes from; from the surest to the least sure."""

    ADDRESSEE = "addressee"  # it was said to them, or at them
    CONTENT = "content"  # they are whom it names first besides its source


class ReferentKind(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class Resolution(StrEnum):
    """How the words of a speaker or addressee led to a name; from the surest to the least sure."""

    NAME = "name"  # the name itself is printed there
    PART_OF_NAME = "part_of_name"  # a surname or short form, to the full name within the article
    DESCRIPTION = "description"  # "der US-Außenminister", "the minister", "die Behörde"
    PRONOUN = "pronoun"  # "er", "she", "beide"
    CONTEXT = "context"  # no words of its own: whoever is speaking there
    DECISION = "decision"  # the user said so

    @property
    def guessed(self) -> bool:
        """Whether the name isn't printed there, but concluded: a guess that the user should check."""
        return self in (Resolution.DESCRIPTION, Resolution.PRONOUN, Resolution.CONTEXT)


class DateBasis(StrEnum):
    """Where a statement's date comes from."""

    WORDS = "words"  # from words in or around the statement
    PUBLISHED = "published"  # the article's published date, for want of such words
    UNKNOWN = "unknown"  # neither is known
    DECISION = "decision"  # the user said so


class Judgement(StrEnum):
    """What a user can say of a statement."""

    ACCEPT = "accept"  # it is right as it is
    CORRECT = "correct"  # some of it is otherwise
    REJECT = "reject"  # nobody said this
    ADD = "add"  # one that wasn't found
    CHECK = "check"  # how far the checking of what it says has come, and what came of it


class CheckStatus(StrEnum):
    """How far the checking of what a statement says has come."""

    OPEN = "open"
    CHECKING = "checking"
    CHECKED = "checked"


# The lists of a checking, with what the changes are called that shorten them; and both.
TAKEN_AWAY = {"tags": "untagged", "links": "unlinked"}
CHECK_LISTS = (*TAKEN_AWAY, *TAKEN_AWAY.values())


class Verdict(StrEnum):
    """What came of checking it, as a label."""

    FALSE = "false"
    MOSTLY_FALSE = "mostly_false"
    MIXED = "mixed"
    MOSTLY_TRUE = "mostly_true"
    TRUE = "true"
    UNPROVEN = "unproven"


class PublishedBasis(StrEnum):
    """Where an article's published date was taken from, from the surest to the least sure."""

    GIVEN = "given"  # the user said so (`--date`)
    METADATA = "metadata"  # the article's own metadata, such as front matter
    FEED = "feed"  # the feed that announced it
    DATELINE = "dateline"  # "Genf, 21. Januar 2022 (dpa)"
    FILE_NAME = "file_name"  # 2022-01-21-genf.txt
    FILE_TIME = "file_time"  # when the file was last changed: a guess
    UNKNOWN = "unknown"

    @property
    def guessed(self) -> bool:
        """Whether the date is a guess that the user should check."""
        return self in (PublishedBasis.FILE_NAME, PublishedBasis.FILE_TIME, PublishedBasis.UNKNOWN)
