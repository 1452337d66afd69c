"""How far one part of two names agrees."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """`certain`: the parts are one; else they may be. `score` from 0 to 1; `reason` is "" for the same letters."""

    certain: bool
    score: float
    reason: str


EQUAL = Agreement(True, 1.0, "")


def certain(score: float, reason: str) -> Agreement:
    """The two parts are one."""
    return Agreement(True, score, reason)


def uncertain(score: float, reason: str) -> Agreement:
    """The two parts may be one."""
    return Agreement(False, score, reason)


def together(*agreements: Agreement) -> Agreement:
    """What all parts say: no more than the least sure one."""
    least = min(agreements, key=lambda each: (each.certain, each.score, each.reason))
    return Agreement(all(each.certain for each in agreements), min(each.score for each in agreements), least.reason)


def best(agreements: list[Agreement]) -> Agreement | None:
    """The surest; None of none."""
    return max(agreements, key=lambda each: (each.certain, each.score, each.reason), default=None)
