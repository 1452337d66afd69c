"""What came of reading a sample."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from tracker.store.rows.decided import Sample
from tracker.terms import Judgement
from tracker.views.console import results
from tracker.views.wording import counted

Z = 1.96  # standard deviations that 95 % of a normal distribution lie within


def print_outcome(judgements: Sequence[Judgement | None], sample: Sample) -> None:
    """Print how many of a sample were wholly right, as far as it was read."""
    count = Counter(judgements)
    read = len(judgements) - count[None]
    where = f"{counted(len(judgements), 'statement')} drawn from {sample.drawn_from:,} on {sample.drawn_at[:10]}"
    if not read:
        line = f"{where}: none read yet"
    else:
        low, high = interval(count[Judgement.ACCEPT], read)
        line = (
            f"{where}, {read} read: {count[Judgement.ACCEPT]} wholly right, {count[Judgement.CORRECT]} corrected, "
            f"{count[Judgement.REJECT]} rejected. Right: {count[Judgement.ACCEPT] / read:.0%} "
            f"(95 % interval {low:.0%} to {high:.0%})"
        )
    results().print(line)


def interval(right: int, of: int) -> tuple[float, float]:
    """The share that is right, with a probability of 95 %: from and to.

    Wilson's score interval (1927), which is right for small samples and shares near 0 and 1, too.
    """
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
