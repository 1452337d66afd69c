"""How a statement is put into words: who, does what, to whom, when, and what was said."""

from collections.abc import Sequence
from datetime import date

from tracker.lexicon import quotation_marks
from tracker.store.rows import ActorRow, StatementRow
from tracker.terms import CheckStatus, PublishedBasis, Standing
from tracker.views.harmless import harmless_line

UNDATED = "undated"

# act: for one speaker, for several, and what stands before an addressee ({} is the addressee)
_VERBS: dict[str, tuple[str, str]] = {
    "statement": ("says", "say"),
    "announcement": ("announces", "announce"),
    "confirmation": ("confirms", "confirm"),
    "denial": ("denies", "deny"),
    "rejection": ("rejects", "reject"),
    "admission": ("admits", "admit"),
    "warning": ("warns", "warn"),
    "threat": ("threatens", "threaten"),
    "demand": ("demands", "demand"),
    "appeal": ("appeals", "appeal"),
    "accusation": ("accuses", "accuse"),
    "criticism": ("criticises", "criticise"),
    "praise": ("praises", "praise"),
    "support": ("supports", "support"),
    "promise": ("promises", "promise"),
    "expectation": ("expects", "expect"),
    "concern": ("worries", "worry"),
    "question": ("asks", "ask"),
    "apology": ("apologises", "apologise"),
}
_TELLING = ("tells", "tell")
_WORDS_BEFORE_ADDRESSEE = {
    "statement": "",
    "announcement": "to",
    "confirmation": "to",
    "denial": "to",
    "rejection": "speaking to",
    "admission": "to",
    "warning": "",
    "threat": "",
    "demand": "of",
    "appeal": "to",
    "accusation": "",
    "criticism": "",
    "praise": "",
    "support": "",
    "promise": "",
    "expectation": "speaking to",
    "concern": "speaking to",
    "question": "",
    "apology": "to",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str) -> str:
    """How many of something: "1 article", "1,204 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def who(row: StatementRow) -> str:
    """The actors; where nobody is known the words printed for the speaker, or "unknown", in brackets."""
    if row.actors:
        return harmless_line(listed(row.actors))
    return f"({harmless_line(row.speaker) or 'unknown'})"


def who_perhaps(row: StatementRow) -> str:
    """The actors like `who`, with "?" after those who are a guess."""
    guessed = [f"{actor}?" if actor in row.doubtful_actors else actor for actor in row.actors]
    return harmless_line(listed(guessed)) if guessed else who(row)


def who_from(row: StatementRow) -> str:
    """What the actors were concluded from: "from “she”"; nothing where they are no guess."""
    if not row.doubtful_actors:
        return ""
    return f"from “{harmless_line(row.speaker)}”" if row.speaker else "who is speaking there"


def to_whom(row: StatementRow) -> str:
    """The addressees like `who`; nothing where nobody is addressed."""
    if row.addressee_actors:
        return harmless_line(listed(row.addressee_actors))
    addressee = harmless_line(row.addressee)
    return f"({addressee})" if addressee else ""


def verb(row: StatementRow) -> str:
    """The act as a verb in the present tense that agrees with the speakers and leads to the addressee.

    The cue of what wasn't said, or not yet, stands as it is printed, in quotation marks: *“would not confirm”*.
    """
    if row.standing != Standing.ASSERTED:
        return quoted(row, harmless_line(row.cue)) if row.cue else f"({row.standing}) {_VERBS[row.act][0]}"
    several = len(row.actors) > 1
    if not to_whom(row):
        return _VERBS[row.act][several]
    said = _TELLING if row.act == "statement" else _VERBS[row.act]
    return f"{said[several]} {_WORDS_BEFORE_ADDRESSEE[row.act]}".rstrip()


def what(row: StatementRow) -> str:
    """What was said, on one line; verbatim words in the quotation marks of the article's language.

    Of a reported statement that is what the act is about, if that is known: *vor einem Einmarsch in die Ukraine*.
    """
    if row.kind == "reported" and row.matter:
        return harmless_line(row.matter)
    return in_marks(row)


def in_marks(row: StatementRow) -> str:
    """The quote on one line; verbatim words in the quotation marks of the article's language."""
    quote = harmless_line(row.quote)
    return quoted(row, quote) if row.kind == "direct" else quote


def what_of_it(row: StatementRow) -> str:
    """What was said; before it in brackets the cue of what wasn't said, or not yet: there is no verb to tell it."""
    if row.standing == Standing.ASSERTED:
        return what(row)
    return f"[{harmless_line(row.cue) or row.standing}] {what(row)}"


def quoted(row: StatementRow, words: str) -> str:
    """The words in the quotation marks of the article's language."""
    opening, closing = quotation_marks(row.language).marks
    return f"{opening}{words}{closing}"


def day_is_guessed(row: StatementRow) -> bool:
    """Whether the day rests on a published date that was guessed."""
    return PublishedBasis(row.published_on_basis).guessed


def day(row: StatementRow) -> str:
    """The day it was said in ISO 8601, with "?" after a guess, or "undated"."""
    if row.said_on is None:
        return UNDATED
    return row.said_on + ("?" if day_is_guessed(row) else "")


def day_in_full(day: str | None) -> str:
    """An ISO 8601 day as a heading: "Friday, 21 January 2022"."""
    if day is None:
        return UNDATED.capitalize()
    when = date.fromisoformat(day)
    return f"{_WEEKDAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]} {when.year}"


def remarks(row: StatementRow) -> str:
    """What is to be known of a statement besides: versions, decisions, checking; "; " between them."""
    checked = f"{row.status}: {row.verdict.replace('_', ' ')}" if row.verdict else row.status
    found = (
        in_later_version(row),
        _decided(row.decided),
        "" if row.status == CheckStatus.OPEN else checked,
        " ".join(f"#{tag}" for tag in row.tags),
    )
    return harmless_line("; ".join(filter(None, found)))


def _decided(decided: Sequence[str]) -> str:
    """What the user decided: "accepted", "speaker and act decided"."""
    whole = [each for each in decided if each in ("accepted", "added")]
    fields = [each.replace("_", " ") for each in decided if each not in whole]
    return ", ".join((*whole, *([f"{listed(fields)} decided"] if fields else [])))


def in_later_version(row: StatementRow) -> str:
    """What a later version of the article has of the statement; nothing where there is no later version."""
    if row.withdrawn:
        return withdrawn(row.newest_version)
    return f"again in the later version, article {row.newest_version}" if row.newest_version else ""


def withdrawn(newest_version: int | None) -> str:
    """Says that the last version of an article doesn't have a statement; nothing where there is none."""
    return f"not in the later version, article {newest_version}" if newest_version else ""


_BASES = {
    PublishedBasis.GIVEN: "as given",
    PublishedBasis.METADATA: "from the article's metadata",
    PublishedBasis.FEED: "from the feed",
    PublishedBasis.DATELINE: "from the dateline",
    PublishedBasis.FILE_NAME: "a guess from the file's name or address",
    PublishedBasis.FILE_TIME: "a guess from the file's time",
    PublishedBasis.UNKNOWN: "unknown",
}


def published(published_on: str | None, basis: str) -> str:
    """An article's published date and where it was taken from: "2022-01-21, from the dateline"."""
    if published_on is None:
        return "unknown"
    return f"{published_on}, {_BASES[PublishedBasis(basis)]}"


def called(actor: ActorRow) -> str:
    """The actor's name with the number that tells it from others: "Sergej Lawrow (6)"."""
    return f"{actor.name} ({actor.id})"
