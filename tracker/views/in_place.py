"""A statement in its place, in words: who is meant, when it was said, where else it is printed, what was decided."""

from collections.abc import Iterable, Sequence

from tracker.store.rows import Printing, Relative, StatementInPlace, StatementRow
from tracker.terms import CheckStatus, DateBasis, Resolution
from tracker.views.harmless import harmless_line
from tracker.views.statement_decisions import what_was_decided
from tracker.views.wording import day_is_guessed, in_later_version

_RESOLUTIONS = {
    Resolution.NAME: "named there",
    Resolution.PART_OF_NAME: "from a part of the name",
    Resolution.DESCRIPTION: "from a description",
    Resolution.PRONOUN: "from a pronoun",
    Resolution.CONTEXT: "who is speaking there",
    Resolution.DECISION: "as decided",
}


def referred(printed: str, actors: Sequence[str], resolutions: Sequence[str]) -> str:
    """The printed words and who they refer to: "Blinken → Antony Blinken (from a part of the name)"."""
    words = harmless_line(printed)
    if not actors:
        return f"{words} (unresolved)" if words else ""
    names = [harmless_line(actor) for actor in actors]
    for number, resolution in enumerate(resolutions[: len(names)]):
        names[number] += f" ({_RESOLUTIONS[Resolution(resolution)]})"
    if not words or [words] == list(actors):
        return ", ".join(names)
    return f"{words} → {', '.join(names)}"


def words_at(found: StatementInPlace, spans: Sequence[Sequence[int]]) -> str:
    """The words of spans in the paragraph; what lies outside of it is left out."""
    pieces = (
        found.paragraph[max(0, start - found.paragraph_start) : max(0, end - found.paragraph_start)]
        for start, end in spans
    )
    return " … ".join(piece for piece in pieces if piece)


def when_said(row: StatementRow) -> str:
    """The day it was said, and where that is from."""
    if row.said_on is None:
        return "unknown"
    if row.said_on_basis == DateBasis.DECISION:
        return f"{row.said_on}, as decided"
    guess = ", which is a guess" if day_is_guessed(row) else ""
    if row.said_on_basis == DateBasis.WORDS:
        return f"{row.said_on}, from “{harmless_line(row.said_on_words or '')}”"
    return f"{row.said_on}, the article's published date{guess}"


def judged(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    """Labels and values of what was decided, what was found instead, and how its checking goes."""
    row = found.statement
    for decision in found.decisions:
        who_and_when = f"{decision.decided_by}, {decision.decided_at[:10]} (decision {decision.id})"
        yield "decided", harmless_line(f"{what_was_decided(decision)}; {who_and_when}")
    for name, value in found.found.items():
        shown = ", ".join(value) if isinstance(value, list) else str(value or "nothing")
        yield "found", harmless_line(f"{name.replace('_', ' ')}: {shown}")
    if row.status != CheckStatus.OPEN:
        verdict = f", {row.verdict.replace('_', ' ')}" if row.verdict else ""
        yield "checking", f"{row.status}{verdict}"
    if row.finding:
        yield "finding", harmless_line(row.finding)
    if row.links:
        yield "links", harmless_line("; ".join(row.links))
    if row.tags:
        yield "tags", harmless_line(" ".join(f"#{tag}" for tag in row.tags))


def printed_in(printing: Printing) -> str:
    """Where else the text is printed: "Elbkurier https://…, 2022-01-21"."""
    where = " ".join(part for part in (printing.outlet, printing.url) if part)
    return ", ".join(part for part in (where, printing.published_on) if part)


def alike(relative: Relative) -> str:
    """An article of the same family: "12 Elbkurier, 2022-01-21"."""
    named = " ".join(part for part in (str(relative.id), relative.outlet or relative.title) if part)
    return ", ".join(part for part in (named, relative.published_on) if part)


def versions(found: StatementInPlace) -> str:
    """Which versions of the article there are before and after this one."""
    row = found.statement
    before = f"of article {found.version_of}" if found.version_of is not None else ""
    after = f"where it is statement {row.repeated_in}" if row.repeated_in is not None else ""
    later = ", ".join(part for part in (in_later_version(row), after) if part)
    return "; ".join(part for part in (before, later) if part)
