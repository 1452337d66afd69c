"""What extraction found in a text, as a record: the format of gold files, with what else is known added.

The record has `id`, `language`, `date` (when the article was published), `statements` and `mentions`, and
`text` where it is asked for. A statement has its kind under `type`; `quote`, `speaker`, `cue`, `frame`,
`addressee` and `matter` as [start, end] pairs in code points of the text; `act` with `act_confidence` (how probable
it is), and `standing`; `actors` and `addressee_actors` as lists of names, with `descriptions`, `resolutions` (how the
words led to the name) and `actor_confidences` (how probable it is that they are meant) in the order of `actors`;
`said_on`, `said_on_basis` and `said_on_words`; `confidence`; `inside`, the index of the statement it stands in; and
`pronouns`, those in its quote of which it is known whom they mean, with `span`, `kind`, `name` and `confidence`. A
mention has `span`, `kind` and `name`. Dates are ISO 8601; what is not known is null.
"""

from datetime import date

from tracker.extraction.statements import Extraction, Mention, Pronoun, Spans, Statement
from tracker.views.records import Record


def extraction_record(
    identifier: str, text: str, published: date | None, extraction: Extraction, *, with_text: bool
) -> Record:
    """The record of one text."""
    return {
        "id": identifier,
        "language": extraction.language,
        "date": _iso(published),
        **({"text": text} if with_text else {}),
        "statements": [_statement(statement, text) for statement in extraction.statements],
        "mentions": [_mention(mention) for mention in extraction.mentions],
    }


def _statement(statement: Statement, text: str) -> Record:
    said = statement.said
    return {
        "type": statement.kind.value,
        "quote": _pairs(statement.quote),
        "speaker": _pairs(statement.speaker),
        "cue": _pairs(statement.cue),
        "frame": _pairs(statement.frame),
        "addressee": _pairs(statement.addressee),
        "act": statement.act.value,
        "act_confidence": statement.act_confidence,
        "actors": [actor.name for actor in statement.actors],
        "descriptions": [actor.description for actor in statement.actors],
        "resolutions": [actor.resolution.value for actor in statement.actors],
        "actor_confidences": [actor.confidence for actor in statement.actors],
        "addressee_actors": [actor.name for actor in statement.addressee_actors],
        "said_on": _iso(said.day),
        "said_on_basis": said.basis.value,
        "said_on_words": said.words.of(text) if said.words else None,
        "confidence": round(statement.confidence, 4),
        "inside": statement.inside,
        "matter": _pairs(statement.matter),
        "standing": statement.standing.value,
        "pronouns": [_pronoun(pronoun) for pronoun in statement.pronouns],
    }


def _mention(mention: Mention) -> Record:
    return {"span": list(mention.span), "kind": mention.kind.value, "name": mention.name}


def _pronoun(pronoun: Pronoun) -> Record:
    known = {"span": list(pronoun.span), "kind": pronoun.kind.value, "name": pronoun.name}
    return {**known, "confidence": pronoun.confidence}


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
