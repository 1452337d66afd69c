"""Why statements make the same claim or seem to contradict each other, in words."""

from collections.abc import Iterable

from tracker.claims.comparing import Reason, Relation
from tracker.store.rows.claims import ClaimDecision, ClaimDecisionKind

Evidence = Iterable[tuple[str, str, str]]

_REASONS = {
    Reason.WORDS: "the same words",
    Reason.SHORTENED: "the same words, shortened",
    Reason.ALIKE: "alike: {0}",
    Reason.SPEAKER: "the same speaker",
    Reason.SAME_NUMBER: "the same number: {0}",
    Reason.NEGATION: "one says that it isn't so",
    Reason.OPPOSITE: "one says the opposite",
    Reason.NUMBER: "another number: {0} and {1}",
    Reason.OTHER_SPEAKER: "each speaks of itself",
    Reason.SHORT: "few words, by others",
    Reason.NO_NUMBER: "only one has a number",
    Reason.NAMES: "others are named",
    Reason.ROLES: "the same names in another order",
    Reason.DAY: "another day: {0} and {1}",
    Reason.MODALITY: "what is, against what should or may be",
    Reason.QUANTITY: "{0} against {1}",
    Reason.LIMIT: "one is for a while, or in part",
    Reason.WORD: "“{0}” in place of “{1}”",
    Reason.SAID_ON: "said on {0} and {1}",
}
_RELATIONS = {
    Relation.SAME_WORDS: "the same words",
    Relation.SAME: "the same claim",
    Relation.SUGGESTED: "may be the same claim",
    Relation.OPPOSED: "seems to contradict",
    "decided": "the same claim, as you decided",
}


def in_words(evidence: Evidence) -> str:
    """Reasons in a row: "alike: 0.95, the same speaker"."""
    return ", ".join(_REASONS[Reason(reason)].format(_side(one), _side(other)) for reason, one, other in evidence)


def relation_in_words(relation: str | None) -> str:
    """What two statements are to each other."""
    return "near" if relation is None else _RELATIONS[relation]


def decision_in_words(decision: ClaimDecision) -> str:
    """What was decided."""
    quotes = " and ".join(
        f"“{quote}” [{number}]" for quote, number in zip(decision.quotes, decision.statements, strict=True)
    )
    match decision.kind:
        case ClaimDecisionKind.SAME:
            return f"{quotes} are one claim"
        case ClaimDecisionKind.APART:
            return f"{quotes} are two claims"
        case ClaimDecisionKind.WORD:
            return f"the claim of {quotes} is worded “{decision.words}”"


def _side(text: str) -> str:
    """What one side has, a number as it is read: 2e+08 is 200,000,000."""
    if not text:
        return "an unknown day"  # all else that is told has something
    try:
        value = float(text)
    except ValueError:
        return text
    return f"{value:,.0f}" if value >= 1000 and value.is_integer() else text
