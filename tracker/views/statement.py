"""One statement in its place: the paragraph with everything marked, and what is known about it."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from tracker.store.rows import StatementInPlace
from tracker.terms import Standing
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
from tracker.views.in_place import alike, judged, printed_in, referred, versions, when_said, words_at
from tracker.views.links import link_to
from tracker.views.marking import pieces_of
from tracker.views.wording import in_marks, published

_STYLES = {"frame": FRAME, "quote": QUOTE, "matter": MATTER, "speaker": ACTOR, "addressee": ADDRESSEE, "cue": ACT}
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
    for group in (_roles(found), _judged(found), _article(found)):
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
    paragraph = Text()
    for piece in pieces_of(found):
        styles = [style for role, style in _STYLES.items() if role in piece.roles]
        paragraph.append(harmless(piece.text), " ".join(styles) or None)
    return paragraph


def _roles(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of the statement's roles."""
    row = found.statement
    yield "quote", in_marks(row), QUOTE
    yield "matter", harmless_line(row.matter), MATTER
    yield "speaker", referred(row.speaker, row.actors, found.resolutions) or "unknown", ACTOR
    yield "spoke as", harmless_line("; ".join(row.descriptions)), ASIDE
    yield "addressee", referred(row.addressee, row.addressee_actors, ()), ADDRESSEE
    yield "cue", harmless_line(row.cue), ACT
    yield "frame", harmless_line(words_at(found, found.frame_spans)), FRAME
    yield "said on", when_said(row), ASIDE
    yield "inside", f"statement {row.inside}" if row.inside is not None else "", ASIDE


def _judged(found: StatementInPlace) -> list[tuple[str, str, str]]:
    """Labels, values and styles of what was decided, and of how its checking goes."""
    aside = ("found", "links", "tags")
    return [(label, value, ASIDE if label in aside else "") for label, value in judged(found)]


def _article(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of where the statement is printed."""
    row = found.statement
    yield "article", harmless_line(f"{row.article_id}  {row.title or ''}"), ASIDE
    yield "outlet", harmless_line(row.outlet or ""), ASIDE
    yield "url", harmless_line(row.url or ""), ASIDE
    yield "link", harmless_line(link_to(row) or ""), ASIDE
    yield "published", published(row.published_on, row.published_on_basis), ASIDE
    yield "printed in", harmless_line("; ".join(map(printed_in, found.printings))), ASIDE
    yield "alike", harmless_line("; ".join(map(alike, found.relatives))), ASIDE
    yield "version", harmless_line(versions(found)), ASIDE
    yield "read from", harmless_line(found.source or ""), ASIDE
    yield "model", harmless_line(found.model_version), ASIDE
