"""One statement in its place: the paragraph with everything marked, and what is known about it."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from tracker.store.rows.statements import StatementInPlace
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
from tracker.views.in_place import (
    act_and_how_sure,
    alike,
    checked_by_others,
    how_sure,
    judged,
    printed_in,
    read_from,
    roles,
    versions,
)
from tracker.views.links import link_to
from tracker.views.marking import pieces_of
from tracker.views.wording import published
from tracker.views.words import words

_STYLES = {"frame": FRAME, "quote": QUOTE, "matter": MATTER, "speaker": ACTOR, "addressee": ADDRESSEE, "cue": ACT}
_PLAIN = ("decided", "checking", "finding", "rated")  # what the user and fact-checkers have said
_GAP = 1  # columns between a label and what stands behind it


def print_statement(found: StatementInPlace) -> None:
    """Print the paragraph with the roles marked by style, then each role and fact on its own line."""
    console = results()
    row = found.statement
    said = words()
    confidence = how_sure(row) if row.decided else said.confidence.format(how_sure(row))
    standing = "" if row.standing == Standing.ASSERTED else f"{said.standings[row.standing]}, "
    title = (f"  {act_and_how_sure(row)}, {standing}{said.kinds[row.kind]}, {confidence}", ASIDE)
    print_hanging(console, Text.assemble((said.statement.format(row.id), HEADING), title))
    console.print()
    for line in _marked_paragraph(found).split("\n"):
        print_hanging(console, line, first="  ", rest="  ")
    for group in (list(roles(found)), [*judged(found), *checked_by_others(found)], list(_article(found))):
        if not group:
            continue
        console.print()
        for label, value in group:
            _print_labelled(console, label, value)


def _print_labelled(console: Console, label: str, value: str) -> None:
    if value:
        shown, width = words().labels[label], max(map(len, words().labels.values())) + _GAP
        style = _STYLES.get(label, "" if label in _PLAIN else ASIDE)
        first = Text.assemble("  ", (shown, style), " " * (width - len(shown)))
        print_hanging(console, Text(value), first=first, rest=" " * len(first))


def _marked_paragraph(found: StatementInPlace) -> Text:
    """The paragraph, every piece in the style of the roles it belongs to; the last role named wins."""
    paragraph = Text()
    for piece in pieces_of(found):
        paragraph.append(harmless(piece.text), " ".join(_STYLES[role] for role in piece.roles) or None)
    return paragraph


def _article(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    """Labels and values of where the statement is printed."""
    row = found.statement
    yield "article", harmless_line(f"{row.article_id}  {row.title or ''}")
    yield "outlet", harmless_line(row.outlet or "")
    yield "url", harmless_line(row.url or "")
    yield "link", harmless_line(link_to(row) or "")
    yield "published", published(row.published_on, row.published_on_basis)
    yield "printed_in", harmless_line("; ".join(map(printed_in, found.printings)))
    yield "alike", harmless_line("; ".join(map(alike, found.relatives)))
    yield "version", harmless_line(versions(found))
    yield read_from(found)
    yield "model", harmless_line(found.model_version)
