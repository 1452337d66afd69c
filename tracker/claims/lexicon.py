"""The lexicon `claims`, ready to be looked up by a word in lower case."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tracker.lexicon import languages, load


@dataclass(frozen=True)
class Sides:
    """Words for a thing and for its opposite."""

    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True)
class ClaimWords:
    """The lexicon `claims`: `de/claims.toml` says what each key means."""

    negations: frozenset[str]
    not_negations: tuple[str, ...]
    implied_negations: tuple[str, ...]
    denials: frozenset[str]
    self: frozenset[str]
    collective: frozenset[str]
    somebody: frozenset[str]
    believes: frozenset[str]
    wants: frozenset[str]
    wants_phrases: tuple[str, ...]
    may: frozenset[str]
    may_verbs: frozenset[str]
    after_no_comment: tuple[str, ...]
    relatives: frozenset[str]
    vague: frozenset[str]
    agents: frozenset[str]
    about: frozenset[str]
    quantifiers: Mapping[str, frozenset[str]]
    limits: frozenset[str]
    polls: frozenset[str]
    opposites: Mapping[str, Sides]
    thousands: str
    decimal: str
    one: frozenset[str]
    numbers: Mapping[str, int]
    multiples: Mapping[str, int]
    units: Mapping[str, frozenset[str]]
    days: Mapping[str, Mapping[str, frozenset[str]]]

    @cached_property
    def quantifier_of(self) -> dict[str, str]:
        """From a word to what it says of how many."""
        return {word: name for name, words in self.quantifiers.items() for word in words}

    @cached_property
    def side_of(self) -> dict[str, tuple[str, bool]]:
        """From a word to the pair of opposites and whether it stands on the first side."""
        sides = {word: (name, True) for name, each in self.opposites.items() for word in each.yes}
        return sides | {word: (name, False) for name, each in self.opposites.items() for word in each.no}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """From a word or sign to what is measured in it."""
        return {word: name for name, words in self.units.items() for word in words}

    @cached_property
    def day_of(self) -> dict[str, tuple[str, str]]:
        """From a word to what it names, "weekday", "season" or "month", and which one."""
        return {
            word: (kind, name) for kind, each in self.days.items() for name, words in each.items() for word in words
        }


@cache
def claim_words(language: str) -> ClaimWords | None:
    """The words of a language; None where it has no such lexicon: its statements make no claims."""
    return load(ClaimWords, "claims", language) if language in languages("claims") else None
