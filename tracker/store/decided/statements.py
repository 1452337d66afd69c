"""Statements as JSON, as decisions keep them: whole, so that one can be put back that nothing finds any more."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.extraction.statements import Pronoun, Referent, Saying, Span, Spans, Statement
from tracker.terms import Act, DateBasis, Kind, ReferentKind, Resolution, Standing

ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")

Fields = Mapping[str, Any]


def written(statement: Statement) -> str:
    """The statement as JSON, without the one that it stands inside."""
    return json.dumps(fields_of(statement), ensure_ascii=False)


def read(stored: str) -> Statement:
    """The statement that `written` wrote."""
    return statement_of(json.loads(stored))


def fields_of(statement: Statement) -> Fields:
    """The statement as plain values."""
    said = statement.said
    return {
        "kind": statement.kind.value,
        **{role: [list(span) for span in getattr(statement, role)] for role in ROLES},
        "act": statement.act.value,
        "standing": statement.standing.value,
        "actors": [_referent_fields(each) for each in statement.actors],
        "addressee_actors": [_referent_fields(each) for each in statement.addressee_actors],
        "said_on": said.day.isoformat() if said.day else None,
        "said_on_basis": said.basis.value,
        "said_on_words": list(said.words) if said.words else None,
        "confidence": statement.confidence,
        "act_confidence": statement.act_confidence,
        "pronouns": list(map(pronoun_fields, statement.pronouns)),
    }


def statement_of(fields: Fields) -> Statement:
    """The statement of these plain values.

    Raises KeyError, TypeError or ValueError where they are no statement's.
    """
    words = fields["said_on_words"]
    spans: dict[str, Any] = {role: spans_of(fields[role]) for role in ROLES}
    if not spans["quote"]:
        raise ValueError("a statement without a quote")
    return Statement(
        kind=Kind(fields["kind"]),
        act=Act(fields["act"]),
        standing=Standing(fields["standing"]),
        actors=referents_of(fields["actors"]),
        addressee_actors=referents_of(fields["addressee_actors"]),
        said=Saying(_day(fields["said_on"]), DateBasis(fields["said_on_basis"]), _span(words) if words else None),
        confidence=float(fields["confidence"]),
        # Which earlier versions didn't know:
        act_confidence=fields.get("act_confidence"),
        pronouns=tuple(map(pronoun_of, fields.get("pronouns", ()))),
        **spans,
    )


def pronoun_fields(pronoun: Pronoun) -> Fields:
    """The pronoun as plain values."""
    start, end = pronoun.span
    known = {"start": start, "end": end, "kind": pronoun.kind.value, "name": pronoun.name}
    return {**known, "confidence": pronoun.confidence}


def pronoun_of(fields: Fields) -> Pronoun:
    """The pronoun of these plain values. Raises KeyError or ValueError where they are no pronoun's."""
    span = Span(fields["start"], fields["end"])
    return Pronoun(span, ReferentKind(fields["kind"]), fields["name"], fields["confidence"])


def spans_of(values: Iterable[Sequence[int]]) -> Spans:
    """Spans of [start, end] pairs. Raises TypeError or ValueError where one isn't such a pair."""
    return tuple(map(_span, values))


def referents_of(values: Iterable[Fields]) -> tuple[Referent, ...]:
    """Who is meant; without a resolution, as somebody decided."""
    return tuple(
        Referent(
            str(each["name"]),
            ReferentKind(each["kind"]),
            each.get("description"),
            Resolution(each.get("resolution", Resolution.DECISION)),
            each.get("confidence"),
        )
        for each in values
    )


def _referent_fields(referent: Referent) -> Fields:
    return {
        "name": referent.name,
        "kind": referent.kind.value,
        "description": referent.description,
        "resolution": referent.resolution.value,
        "confidence": referent.confidence,
    }


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    if not (type(start) is type(end) is int and 0 <= start < end):
        raise ValueError(f"no span: {pair}")
    return Span(start, end)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
