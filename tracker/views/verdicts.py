"""Verdicts as listings and in full, the statements that they may be about, and what was decided of that."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from rich.text import Text

from tracker.store.rows.verdicts import FormerVerdict, Tier, VerdictDecision, VerdictDetails, VerdictMatch, VerdictRow
from tracker.views.console import (
    ACT,
    ACTOR,
    ASIDE,
    HEADING,
    QUOTE,
    on_terminal,
    print_fields,
    print_hanging,
    results,
    shorten,
)
from tracker.views.decisions import local_time
from tracker.views.harmless import harmless_line
from tracker.views.records import Record
from tracker.views.table import Column, print_lines, print_table
from tracker.views.wording import day, listed, rating_in_words, what, who_perhaps

VERDICT_FIELDS = tuple(field.name for field in fields(VerdictRow))
MATCH_FIELDS = (
    *("tier", "score", "against", "decision", "verdict", "rating", "label", "said_by", "reviewed_on", "claim"),
    *("claimants", "claimed_on", "statement", "quote", "actors", "day", "outlet"),
)
VERDICT_DECISION_FIELDS = tuple(field.name for field in fields(VerdictDecision))
_SHOWN = 60  # characters of a claim in a line about something else
_LABEL_WIDTH = 12

_TIERS = {
    Tier.DECIDED: "as you decided",
    Tier.SURE: "sure",
    Tier.SUGGESTED: "suggested",
    Tier.SIMILAR: "similar",
    Tier.APART: "not about it, as you decided",
}
_AGAINST = {
    "words": "other words",
    "numbers": "other numbers",
    "negation": "a negation more or less",
    "summary": "the statement is a summary",
    "not_asserted": "it is denied, or not said",
    "another_day": "said at another time",
    "no_day": "a day isn't known",
    "too_short": "short, and no day of the claim agrees",
    "points": "“he”, “today” and the like, and no day of the claim agrees",
    "no_claimant": "nobody is named",
    "another_claimant": "said by somebody else",
    "like_claimant": "perhaps by somebody else of the name",
    "guessed_speaker": "the speaker is a guess",
    "several_of_the_name": "several actors have the name",
}


def verdict_record(row: VerdictRow) -> Record:
    """The verdict's fields."""
    return asdict(row)


def details_record(details: VerdictDetails) -> Record:
    """The verdict's fields, what else is known of it, what it said before, and its matches."""
    told = asdict(details)
    return {**told.pop("verdict"), **told, "matches": [match_record(match) for match in details.matches]}


def match_record(match: VerdictMatch) -> Record:
    """How sure it is, and what is known of both sides; `verdict` and `statement` are their numbers."""
    verdict, statement = match.verdict, match.statement
    return {
        "tier": match.tier,
        "score": match.score,
        "against": match.against,
        "decision": match.decision,
        "verdict": verdict.id,
        **{name: getattr(verdict, name) for name in ("rating", "label", "said_by", "reviewed_on", "claim")},
        **{name: getattr(verdict, name) for name in ("claimants", "claimed_on")},
        "statement": statement.id,
        **{name: getattr(statement, name) for name in ("quote", "actors")},
        "day": statement.said_on or statement.published_on,
        "outlet": statement.outlet,
    }


def verdict_decision_record(decision: VerdictDecision) -> Record:
    """The decision's fields."""
    return asdict(decision)


def print_verdicts(rows: Iterable[VerdictRow]) -> None:
    """Print verdicts in the given order: the rating first, then by whom and when, and of what claim.

    In a pipe a line's fields are number, rating, by whom, day of the review, claimants, claim and address; the user's
    own have “statement 17” for a number.
    """
    console = results()
    if not on_terminal():
        for row in rows:
            cells = (rating_in_words(row.rating, row.label), row.said_by, row.reviewed_on, listed(row.claimants))
            fields = (_number(row), *cells, row.claim, row.url)
            print_fields(console, [Text(harmless_line(field or "")) for field in fields])
        return
    for position, row in enumerate(rows):
        if position:
            console.print()
        print_hanging(console, _heading(row))
        print_hanging(console, Text(_claim(row)), first="    ", rest="    ")


def print_verdict(details: VerdictDetails) -> None:
    """Print all that is known of a verdict, a fact a line."""
    console, row = results(), details.verdict
    print_hanging(
        console, Text.assemble((f"Verdict {row.id}  ", HEADING), (rating_in_words(row.rating, row.label), ACT))
    )
    console.print()
    scale = ""
    if details.rating_value is not None:
        ends = [f"{end:g}" for end in (details.worst_rating, details.best_rating) if end is not None]
        scale = f"{details.rating_value:g}" + (f", on a scale of {'–'.join(ends)}" if len(ends) > 1 else "")
    facts = (
        ("claim", row.claim),
        ("claimant", listed(row.claimants) or "not named"),
        ("claimed on", row.claimed_on),
        *(("made at", url) for url in details.appearances),
        ("as a number", scale),
        ("found by", " ".join(part for part in (row.said_by, f"({row.site})" if row.site else "") if part)),
        ("on", row.reviewed_on),
        ("title", row.title),
        ("url", row.url),
        ("language", row.language),
        ("licence", details.licence),
        ("read from", f"{details.source}, {local_time(details.imported_at)}"),
        *(("before", _former(former)) for former in details.former),
    )
    for label, value in facts:
        if value:
            first = f"  {label:<{_LABEL_WIDTH}}"
            print_hanging(console, Text(harmless_line(value)), first=Text(first, ASIDE), rest=" " * len(first))
    if details.matches:
        console.print()
    for match in details.matches:
        print_hanging(console, _about(match), first="  ", rest="      ")


def print_matches(matches: Sequence[VerdictMatch]) -> None:
    """Print verdicts with the statements that they may be about.

    In a pipe a line's fields are how sure it is, what speaks against it, the verdict's number, rating, by whom, claim,
    the statement's number, who said it, its day and its words.
    """
    console = results()
    if not on_terminal():
        print_lines(map(_match_fields, matches))
        return
    before = None
    for match in matches:
        if match.verdict.id != before:
            if before is not None:
                console.print()
            print_hanging(console, _heading(match.verdict))
            print_hanging(console, Text(_claim(match.verdict)), first="    ", rest="    ")
        before = match.verdict.id
        print_hanging(console, _about(match), first="  ", rest="      ")


def print_pair(match: VerdictMatch) -> None:
    """Print a verdict and a statement to be compared by the user."""
    console, row = results(), match.statement
    print_hanging(console, _heading(match.verdict))
    print_hanging(console, Text(_claim(match.verdict)), first="    ", rest="    ")
    who = Text.assemble((f"statement {row.id}  ", HEADING), (f"{day(row)}  ", ASIDE), (who_perhaps(row), ACTOR))
    if row.outlet:
        who.append(f"  {harmless_line(row.outlet)}", ASIDE)
    print_hanging(console, who)
    print_hanging(console, Text(what(row), QUOTE), first="    ", rest="    ")
    print_hanging(console, Text(_reasons(match), ASIDE))


def print_verdict_decisions(decisions: Sequence[VerdictDecision]) -> None:
    """Print decisions; in a pipe a line each with tabs between number, when, who, what, and “undone”."""
    rows = [
        (
            str(each.id),
            local_time(each.decided_at),
            each.decided_by,
            decision_in_words(each),
            "undone" if each.undone_at else "",
        )
        for each in decisions
    ]
    if not on_terminal():
        print_lines(rows)
        return
    columns = (
        Column("no.", ASIDE, number=True),
        Column("when", ASIDE),
        Column("who"),
        Column("decision", share=1),
        Column("", ASIDE),
    )
    print_table(columns, rows)


def decision_in_words(decision: VerdictDecision) -> str:
    """A decision: "verdict 3, “The bridge …”, is about statement 17"."""
    number = f"verdict {decision.verdict}" if decision.verdict is not None else "a verdict"
    verb = "is" if decision.same else "isn't"
    return f"{number}, “{shorten(harmless_line(decision.claim), _SHOWN)}”, {verb} about statement {decision.statement}"


def _number(row: VerdictRow) -> str:
    return str(row.id) if row.id is not None else f"statement {row.statement}"


def _heading(row: VerdictRow) -> Text:
    heading = Text.assemble((f"{_number(row)}  ", HEADING), (rating_in_words(row.rating, row.label), ACT))
    who_and_when = ", ".join(part for part in (row.said_by, row.reviewed_on) if part)
    return heading.append(f"  {harmless_line(who_and_when)}", ASIDE)


def _claim(row: VerdictRow) -> str:
    """The claim after who made it when: "Sabine Röder, 2023-03-09: Die Stadt …"."""
    made = ", ".join(part for part in (listed(row.claimants), row.claimed_on) if part)
    return harmless_line(f"{made}: {row.claim}" if made else row.claim)


def _about(match: VerdictMatch) -> Text:
    """A statement that a verdict may be about: "sure: [17] 2022-01-20 Antony Blinken: …"."""
    row = match.statement
    about = Text.assemble(
        (f"{_reasons(match)}: ", ASIDE), (f"[{row.id}]  {day(row)}  ", ASIDE), (who_perhaps(row), ACTOR)
    )
    return about.append(": ").append(what(row))


def _reasons(match: VerdictMatch) -> str:
    """How sure it is, and what speaks against it: "suggested (other words)"."""
    tier = Tier(match.tier)
    against = "" if tier in (Tier.DECIDED, Tier.APART) else ", ".join(_AGAINST[each] for each in match.against)
    return f"{_TIERS[tier]} ({against})" if against else _TIERS[tier]


def _match_fields(match: VerdictMatch) -> tuple[str, ...]:
    verdict, row = match.verdict, match.statement
    found = match.tier, ", ".join(_AGAINST[each] for each in match.against)
    rated = str(verdict.id), rating_in_words(verdict.rating, verdict.label), verdict.said_by or "", verdict.claim
    return (*found, *rated, str(row.id), who_perhaps(row), day(row), what(row))


def _former(former: FormerVerdict) -> str:
    said = former.fields
    rating = rating_in_words(said["rating"], said["label"])
    about = f": {said['claim']}" if said.get("claim") else ""
    return f"{rating}{about} (until {local_time(former.replaced_at)})"
