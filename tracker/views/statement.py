"""One statement in its place: the paragraph with everything marked, and what is known about it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

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
from tracker.views.wording import act_in_words, day_is_guessed, in_later_version, in_marks, published
from tracker.views.words import words

_GAP = 1  # columns between a label and what stands behind it


def print_statement(found: StatementInPlace) -> None:
    """Print the paragraph with the roles marked by style, then each role and fact on its own line."""
    console = results()
    row = found.statement
    said = words()
    certainty = f"{min(row.confidence, 0.99):.2f}"  # nothing found is certain, also where rounding says so
    confidence = said.confidence.format(certainty.replace(".", said.decimal))
    if row.decided:
        confidence = said.labels["decided"]
    standing = "" if row.standing == Standing.ASSERTED else f"{said.standings[row.standing]}, "
    title = (f"  {act_in_words(row)}, {standing}{said.kinds[row.kind]}, {confidence}", ASIDE)
    print_hanging(console, Text.assemble((said.statement.format(row.id), HEADING), title))
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
        shown, width = words().labels[label], max(map(len, words().labels.values())) + _GAP
        first = Text.assemble("  ", (shown, style), " " * (width - len(shown)))
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
    yield "speaker", _referred(row.speaker, row.actors, row.resolutions, row.doubtful_actors) or words().unknown, ACTOR
    yield "spoke_as", harmless_line("; ".join(row.descriptions)), ASIDE
    yield "addressee", _referred(row.addressee, row.addressee_actors), ADDRESSEE
    yield "cue", harmless_line(row.cue), ACT
    yield "frame", harmless_line(_words(found, found.frame_spans)), FRAME
    yield "said_on", _said(row), ASIDE
    yield "inside", words().inside.format(row.inside) if row.inside is not None else "", ASIDE


def _judged(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of what was decided, and of how its checking goes."""
    row = found.statement
    for decision in found.decisions:
        who_and_when = f"{decision.decided_by}, {decision.decided_at[:10]} (decision {decision.id})"
        yield "decided", harmless_line(f"{what_was_decided(decision)}; {who_and_when}"), ""
    for name, value in found.found.items():
        yield "found", harmless_line(f"{words().labels[name]}: {_found(name, value)}"), ASIDE
    if row.status != CheckStatus.OPEN:
        verdict = f", {words().verdicts[row.verdict]}" if row.verdict else ""
        yield "checking", f"{words().statuses[row.status]}{verdict}", ""
    yield "finding", harmless_line(row.finding or ""), ""
    yield "links", harmless_line("; ".join(row.links)), ASIDE
    yield "tags", harmless_line(" ".join(f"#{tag}" for tag in row.tags)), ASIDE


def _found(name: str, value: Any) -> str:
    """What a field was found to be."""
    said = words()
    match name, value:
        case _, list():
            return ", ".join(value)
        case "act", str():
            return said.acts[value].noun
        case "kind" | "standing", str():
            return (said.kinds if name == "kind" else said.standings)[value]
        case _:
            return str(value or said.nothing)


def _article(found: StatementInPlace) -> Iterable[tuple[str, str, str]]:
    """Labels, values and styles of where the statement is printed."""
    row = found.statement
    yield "article", harmless_line(f"{row.article_id}  {row.title or ''}"), ASIDE
    yield "outlet", harmless_line(row.outlet or ""), ASIDE
    yield "url", harmless_line(row.url or ""), ASIDE
    yield "link", harmless_line(link_to(row) or ""), ASIDE
    yield "published", published(row.published_on, row.published_on_basis), ASIDE
    yield "printed_in", harmless_line("; ".join(map(_printing, found.printings))), ASIDE
    yield "alike", harmless_line("; ".join(map(_relative, found.relatives))), ASIDE
    yield "version", harmless_line(_version(found)), ASIDE
    yield "own_id", harmless_line(row.article_own_id or ""), ASIDE
    yield "read_from", harmless_line("" if row.article_own_id else found.source or ""), ASIDE
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
    before = words().of_article.format(found.version_of) if found.version_of is not None else ""
    after = words().is_there_statement.format(row.repeated_in) if row.repeated_in is not None else ""
    later = ", ".join(part for part in (in_later_version(row), after) if part)
    return "; ".join(part for part in (before, later) if part)


def _referred(
    printed: str, actors: Sequence[str], resolutions: Sequence[str] = (), doubtful: Sequence[str] = ()
) -> str:
    """The printed words and who they refer to: "Blinken → Antony Blinken (from a part of the name)"."""
    said, speaker = words(), harmless_line(printed)
    if not actors:
        return f"{speaker} ({said.unresolved})" if speaker else ""
    names = [harmless_line(actor) for actor in actors]
    for number, resolution in enumerate(resolutions[: len(names)]):
        guess = f", {said.guess}" if actors[number] in doubtful else ""
        names[number] += f" ({said.resolutions[resolution]}{guess})"
    if not speaker or [speaker] == list(actors):
        return ", ".join(names)
    return f"{speaker} → {', '.join(names)}"


def _words(found: StatementInPlace, spans: Sequence[Sequence[int]]) -> str:
    """The words of spans in the paragraph; what lies outside of it is left out."""
    pieces = (
        found.paragraph[max(0, start - found.paragraph_start) : max(0, end - found.paragraph_start)]
        for start, end in spans
    )
    return " … ".join(piece for piece in pieces if piece)


def _said(row: StatementRow) -> str:
    said = words()
    if row.said_on is None:
        return said.unknown
    if row.said_on_basis == DateBasis.DECISION:
        return f"{row.said_on}, {said.resolutions[Resolution.DECISION]}"
    if row.said_on_basis == DateBasis.WORDS:
        printed = said.printed_words.format(harmless_line(row.said_on_words or ""))
        return f"{row.said_on}, {said.from_words.format(printed)}"
    return f"{row.said_on}, {said.published_date}" + (f", {said.guess}" if day_is_guessed(row) else "")
