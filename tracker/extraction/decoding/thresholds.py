"""How probable the beginning of a quote must be, and how sure statements and acts are: among a model's files."""

import math
import tomllib
from dataclasses import dataclass, fields
from functools import cache

from tracker.extraction.model_files import model_file

SMALLEST = 1e-6  # a probability


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


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes of a probability how sure something is: slope and offset of the log-odds."""

    slope: float = 1.0
    offset: float = 0.0

    def of(self, probability: float) -> float:
        """How many of those with this probability are right: from 0 to 1."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.offset)))


def log_odds(probability: float) -> float:
    """The logarithm of the odds; of 0 and 1, that of what can just be told from them."""
    kept = min(max(probability, SMALLEST), 1 - SMALLEST)
    return math.log(kept / (1 - kept))


@cache
def thresholds_of(language: str) -> Thresholds:
    """The model's own thresholds."""
    of_language = _by_language()[language]
    return Thresholds(**{field.name: of_language[field.name] for field in fields(Thresholds)})


@cache
def calibration_of(language: str) -> Calibration:
    """The model's own calibration of statements."""
    return _calibration(language, "")


@cache
def act_calibration_of(language: str) -> Calibration:
    """The model's own calibration of acts."""
    return _calibration(language, "act_")


def _calibration(language: str, of: str) -> Calibration:
    of_language = _by_language()[language]
    return Calibration(of_language.get(f"{of}slope", 1.0), of_language.get(f"{of}offset", 0.0))


@cache
def learnt_languages() -> frozenset[str]:
    """The languages that the model has learnt: those that it has thresholds for."""
    return frozenset(_by_language())


def _by_language() -> dict[str, dict[str, float]]:
    return tomllib.loads(model_file("thresholds.toml").read_text(encoding="utf-8"))
