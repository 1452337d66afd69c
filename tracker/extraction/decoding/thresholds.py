"""How probable the beginning of a quote must be: chosen for a model, so among its files."""

import tomllib
from dataclasses import dataclass
from functools import cache

from tracker.extraction.model_files import model_file


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an anchor's probability must reach, by the evidence there is for a statement besides.

    `alone`: without any; `with_cue`: where a speaker and a cue of the lexicon were found for it; `reported_act`: for
    a reported statement with a verb that tells its act.
    """

    alone: float
    with_cue: float
    reported_act: float

    @property
    def least(self) -> float:
        """What must be reached whatever evidence there is."""
        return min(self.alone, self.with_cue, self.reported_act)


@cache
def thresholds_of(language: str) -> Thresholds:
    """The model's own thresholds."""
    return Thresholds(**_by_language()[language])


@cache
def learnt_languages() -> frozenset[str]:
    """The languages that the model has learnt: those that it has thresholds for."""
    return frozenset(_by_language())


def _by_language() -> dict[str, dict[str, float]]:
    return tomllib.loads(model_file("thresholds.toml").read_text(encoding="utf-8"))
