"""A statement in its place: its paragraph with everything marked, and in words what is known about it.

What has a label comes with its key in the lexicon's `labels`.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from rich.console import Console
from rich.text import Text

from tracker.store.rows.articles import Printing
from tracker.store.rows.statements import Relative, StatementInPlace, StatementRow
from tracker.terms import Act, DateBasis, Resolution, Standing
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
from tracker.views.marking import pieces_of
from tracker.views.statement_decisions import what_was_decided
from tracker.views.wording import (
    act_perhaps,
    checking,
    day_is_guessed,
    fact_checkers,
    in_later_version,
    in_marks,
    published,
    rated_by,
    similar_claim,
)
from tracker.views.words import words

_STYLES = {"frame": FRAME, "quote": QUOTE, "matter": MATTER, "speaker": ACTOR, "addressee": ADDRESSEE, "cue": ACT}
_PLAIN = ("decided", "checking", "finding", "rated")  # what the user and fact-checkers have said
_GAP = 1  # columns between a label and what stands behind it


def how_sure(row: StatementRow) -> str:
    """The confidence that this is a statement, or that it was decided."""
    if row.decided:
        return words().labels["decided"]
    return _share(row.confidence)


def _act_and_how_sure(row: StatementRow) -> str:
    """The act as a noun with how probable it is: "warning (0.93)"; without, where nothing special was done, and where
    that isn't known or was decided.
    """
    act = act_perhaps(row)
    if row.act_confidence is None or row.act == Act.STATEMENT or {"act", "accepted", "added"} & set(row.decided):
        return act
    return f"{act} ({_share(row.act_confidence)})"


def roles(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    """Labels and values of the statement's roles; a value may be empty."""
    row = found.statement
    yield "quote", in_marks(row)
    yield "matter", harmless_line(row.matter)
    yield "pronouns", _pronouns(found)
    yield "speaker", _speaker(row) or words().unknown
    yield "spoke_as", harmless_line("; ".join(row.descriptions))
    yield "addressee", _referred(row.addressee, list(map(harmless_line, row.addressee_actors)))
    yield "cue", harmless_line(row.cue)
    yield "frame", harmless_line(_words_at(found, found.frame_spans))
    yield "said_on", _when_said(row)
    yield "inside", words().inside.format(row.inside) if row.inside is not None else ""


def _pronouns(found: StatementInPlace) -> str:
    """Whom the pronouns in the quote mean: "she → Anna Lee (0.97)"; the surest of those that are alike."""
    surest: dict[tuple[str, str], float] = {}
    for each in found.statement.pronouns:
        known = _words_at(found, [(each.start, each.end)]).lower(), each.name
        surest[known] = max(each.confidence, surest.get(known, 0.0))
    return ", ".join(harmless_line(f"{word} → {name} ({_share(sure)})") for (word, name), sure in surest.items())


def _speaker(row: StatementRow) -> str:
    """The speaker's words and who they refer to: "Blinken → Antony Blinken (from a part of the name, 0.97)"."""
    said = words()
    names = []
    for name, resolution, confidence in zip_longest(row.actors, row.resolutions, row.actor_confidences):
        how = [said.resolutions[resolution]] if resolution else []
        if name in row.doubtful_actors:
            how.append(said.guess)
        if confidence is not None:
            how.append(_share(confidence))
        names.append(f"{harmless_line(name)} ({', '.join(how)})" if how else harmless_line(name))
    return _referred(row.speaker, names)


def _referred(printed: str, names: Sequence[str]) -> str:
    """The printed words and the names that they refer to."""
    speaker = harmless_line(printed)
    if not names:
        return f"{speaker} ({words().unresolved})" if speaker else ""
    return f"{speaker} → {', '.join(names)}" if speaker and [speaker] != list(names) else ", ".join(names)


def _share(confidence: float) -> str:
    """A confidence in figures: nothing found is certain, also where rounding says so."""
    return f"{min(confidence, 0.99):.2f}".replace(".", words().decimal)


def _words_at(found: StatementInPlace, spans: Sequence[Sequence[int]]) -> str:
    """The words of spans in the paragraph; what lies outside of it is left out."""
    pieces = (
        found.paragraph[max(0, start - found.paragraph_start) : max(0, end - found.paragraph_start)]
        for start, end in spans
    )
    return " … ".join(piece for piece in pieces if piece)


def _when_said(row: StatementRow) -> str:
    """The day it was said, and where that is from."""
    said = words()
    day = row.said_on or said.unknown
    if row.said_on_basis == DateBasis.DECISION:
        return f"{day}, {said.resolutions[Resolution.DECISION]}"
    if row.said_on_words:
        return f"{day}, {said.from_words.format(said.printed_words.format(harmless_line(row.said_on_words)))}"
    if row.said_on is None:
        return day
    return f"{row.said_on}, {said.published_date}" + (f", {said.guess}" if day_is_guessed(row) else "")


def judged(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    """Labels and values of what was decided, what was found instead, and how its checking goes."""
    row, said = found.statement, words()
    for decision in found.decisions:
        who_and_when = f"{decision.decided_by}, {decision.decided_at[:10]} ({said.decisions['decision']} {decision.id})"
        yield "decided", harmless_line(f"{what_was_decided(decision)}; {who_and_when}")
    for name, value in found.found.items():
        yield "found", harmless_line(f"{said.labels[name]}: {_found(name, value)}")
    if checked := ", ".join(filter(None, checking(row))):
        yield "checking", checked
    if row.finding:
        yield "finding", harmless_line(row.finding)
    if row.links:
        yield "links", harmless_line("; ".join(row.links))
    if row.tags:
        yield "tags", harmless_line(" ".join(f"#{tag}" for tag in row.tags))


def _checked_by_others(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    """Labels and values of what fact-checkers have found of the statement, and of similar claims."""
    for verdict in fact_checkers(found.statement.verdicts):
        yield "rated", " ".join(part for part in (rated_by(verdict), harmless_line(verdict.url or "")) if part)
    for verdict in found.similar_verdicts:
        yield "similar_claim", similar_claim(verdict)


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


def read_from(found: StatementInPlace) -> tuple[str, str]:
    """Label and value of what the article was read from: its own id, or else the file or address."""
    if own_id := found.statement.article_own_id:
        return "own_id", harmless_line(own_id)
    return "read_from", harmless_line(found.source or "")


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
    before = words().of_article.format(found.version_of) if found.version_of is not None else ""
    after = words().is_there_statement.format(row.repeated_in) if row.repeated_in is not None else ""
    later = ", ".join(part for part in (in_later_version(row), after) if part)
    return "; ".join(part for part in (before, later) if part)


def print_statement(found: StatementInPlace) -> None:
    """Print the paragraph with the roles marked by style, then each role and fact on its own line."""
    console = results()
    row = found.statement
    said = words()
    confidence = how_sure(row) if row.decided else said.confidence.format(how_sure(row))
    standing = "" if row.standing == Standing.ASSERTED else f"{said.standings[row.standing]}, "
    title = (f"  {_act_and_how_sure(row)}, {standing}{said.kinds[row.kind]}, {confidence}", ASIDE)
    print_hanging(console, Text.assemble((said.statement.format(row.id), HEADING), title))
    console.print()
    for line in _marked_paragraph(found).split("\n"):
        print_hanging(console, line, first="  ", rest="  ")
    for group in (list(roles(found)), [*judged(found), *_checked_by_others(found)], list(_article(found))):
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
