"""One statement in its place: the paragraph with everything marked, and what is known about it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from tracker.store.rows import Printing, Relative, StatementInPlace, StatementRow
from tracker.terms import CheckStatus, DateBasis, Resolution, Standing
from tracker.views.console import (
    ACT,
    ACTOR,
    ADDRESSEE,
    ASIDE,
    FRAME,
    HEADING,
    MATTER,
    QUOTE,
    print_hanging,
    results,
)
from tracker.views.harmless import harmless, harmless_line
from tracker.views.links import link_to
from tracker.views.statement_decisions import what_was_decided
from tracker.views.wording import day_is_guessed, in_later_version, in_marks, published

_RESOLUTIONS = {
    Resolution.NAME: "named there",
    Resolution.PART_OF_NAME: "from a part of the name",
    Resolution.DESCRIPTION: "from a description",
    Resolution.PRONOUN: "from a pronoun",
    Resolution.CONTEXT: "who is speaking there",
    Resolution.DECISION: "as decided",
}
_LABEL_WIDTH = 11


def print_statement(found: StatementInPlace) -> None:
    """Print the paragraph with the roles marked by style, then each role and fact on its own line."""
    console = results()
    row = found.statement
    confidence = f"confidence {min(row.confidence, 0.99):.2f}"  # nothing found is certain, also where rounding says so
    if row.decided:
        confidence = "decided"
    standing = "" if row.standing == Standing.ASSERTED else f"{row.standing}, "
    title = (f"  {row.act}, {standing}{row.kind.replace('_', ' ')}, {confidence}", ASIDE)
    print_hanging(console, Text.assemble((f"Statement {row.id}", HEADING), title))
    console.print()
    for line in _marked_paragraph(found).split("\n"):
        print_hanging(console, line, first="  ", rest="  ")
    for group in (_roles(found), [each for each in _judged(found) if each[1]], _article(found)):
        if not group:
            continue
        console.print()
        for label, value, style in group:
            _print_labelled(console, label, value, style)


def _print_labelled(console: Console, label: str, value: str, style: str) -> None:
    if value:
        first = Text.assemble("  ", (label, style), " " * (_LABEL_WIDTH - len(label)))
        print_hanging(console, Text(value), first=first, rest=" " * len(first))


def _marked_paragraph(found: StatementInPlace) -> Text:
    """The paragraph, every piece in the style of the roles it belongs to; the last role named wins."""
    roles = (
        (found.frame_spans, FRAME),
        (found.statement.quote_spans, QUOTE),
        (found.matter_spans, MATTER),
        (found.speaker_spans, ACTOR),
        (found.addressee_spans, ADDRESSEE),
        (found.cue_spans, ACT),
    )
    marked = [
        (start - found.paragraph_start, end - found.paragraph_start, style)
        for spans, style in roles
        for start, end in spans
    ]
    borders = {0, len(found.paragraph)} | {border for start, end, _ in marked for border in (start, end)}
    cuts = sorted(cut for cut in borders if 0 <= cut <= len(found.paragraph))
    paragraph = Text()
    for start, end in pairwise(cuts):
        styles = [style for first, last, style in marked if first <= start and end <= last]
        paragraph.append(harmless(found.paragraph[start:end]), " ".join(styles) or None)
    return paragraph


def _roles(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of the statement's roles."""
    row = found.statement
    yield "quote", in_marks(row), QUOTE
    yield "matter", harmless_line(row.matter), MATTER
    yield "speaker", _referred(row.speaker, row.actors, row.resolutions, row.doubtful_actors) or "unknown", ACTOR
    yield "spoke as", harmless_line("; ".join(row.descriptions)), ASIDE
    yield "addressee", _referred(row.addressee, row.addressee_actors), ADDRESSEE
    yield "cue", harmless_line(row.cue), ACT
    yield "frame", harmless_line(_words(found, found.frame_spans)), FRAME
    yield "said on", _said(row), ASIDE
    yield "inside", f"statement {row.inside}" if row.inside is not None else "", ASIDE


def _judged(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of what was decided, and of how its checking goes."""
    row = found.statement
    for decision in found.decisions:
        who_and_when = f"{decision.decided_by}, {decision.decided_at[:10]} (decision {decision.id})"
        yield "decided", harmless_line(f"{what_was_decided(decision)}; {who_and_when}"), ""
    for name, value in found.found.items():
        shown = ", ".join(value) if isinstance(value, list) else str(value or "nothing")
        yield "found", harmless_line(f"{name.replace('_', ' ')}: {shown}"), ASIDE
    if row.status != CheckStatus.OPEN:
        verdict = f", {row.verdict.replace('_', ' ')}" if row.verdict else ""
        yield "checking", f"{row.status}{verdict}", ""
    yield "finding", harmless_line(row.finding or ""), ""
    yield "links", harmless_line("; ".join(row.links)), ASIDE
    yield "tags", harmless_line(" ".join(f"#{tag}" for tag in row.tags)), ASIDE


def _article(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of where the statement is printed."""
    row = found.statement
    yield "article", harmless_line(f"{row.article_id}  {row.title or ''}"), ASIDE
    yield "outlet", harmless_line(row.outlet or ""), ASIDE
    yield "url", harmless_line(row.url or ""), ASIDE
    yield "link", harmless_line(link_to(row) or ""), ASIDE
    yield "published", published(row.published_on, row.published_on_basis), ASIDE
    yield "printed in", harmless_line("; ".join(map(_printing, found.printings))), ASIDE
    yield "alike", harmless_line("; ".join(map(_relative, found.relatives))), ASIDE
    yield "version", harmless_line(_version(found)), ASIDE
    yield "own id", harmless_line(row.article_own_id or ""), ASIDE
    yield "read from", harmless_line("" if row.article_own_id else found.source or ""), ASIDE
    yield "model", harmless_line(found.model_version), ASIDE


def _printing(printing: Printing) -> str:
    """Where else the text is printed: "Elbkurier https://…, 2022-01-21"."""
    where = " ".join(part for part in (printing.outlet, printing.url) if part)
    return ", ".join(part for part in (where, printing.published_on) if part)


def _relative(relative: Relative) -> str:
    """An article of the same family: "12 Elbkurier, 2022-01-21"."""
    named = " ".join(part for part in (str(relative.id), relative.outlet or relative.title) if part)
    return ", ".join(part for part in (named, relative.published_on) if part)


def _version(found: StatementInPlace) -> str:
    """Which versions of the article there are before and after this one."""
    row = found.statement
    before = f"of article {found.version_of}" if found.version_of is not None else ""
    after = f"where it is statement {row.repeated_in}" if row.repeated_in is not None else ""
    later = ", ".join(part for part in (in_later_version(row), after) if part)
    return "; ".join(part for part in (before, later) if part)


def _referred(
    printed: str, actors: Sequence[str], resolutions: Sequence[str] = (), doubtful: Sequence[str] = ()
) -> str:
    """The printed words and who they refer to: "Blinken → Antony Blinken (from a part of the name)"."""
    words = harmless_line(printed)
    if not actors:
        return f"{words} (unresolved)" if words else ""
    names = [harmless_line(actor) for actor in actors]
    for number, resolution in enumerate(resolutions[: len(names)]):
        guess = ", which is a guess" if actors[number] in doubtful else ""
        names[number] += f" ({_RESOLUTIONS[Resolution(resolution)]}{guess})"
    if not words or [words] == list(actors):
        return ", ".join(names)
    return f"{words} → {', '.join(names)}"


def _words(found: StatementInPlace, spans: Sequence[Sequence[int]]) -> str:
    """The words of spans in the paragraph; what lies outside of it is left out."""
    pieces = (
        found.paragraph[max(0, start - found.paragraph_start) : max(0, end - found.paragraph_start)]
        for start, end in spans
    )
    return " … ".join(piece for piece in pieces if piece)


def _said(row: StatementRow) -> str:
    if row.said_on is None:
        return "unknown"
    if row.said_on_basis == DateBasis.DECISION:
        return f"{row.said_on}, as decided"
    guess = ", which is a guess" if day_is_guessed(row) else ""
    if row.said_on_basis == DateBasis.WORDS:
        return f"{row.said_on}, from “{harmless_line(row.said_on_words or '')}”"
    return f"{row.said_on}, the article's published date{guess}"
