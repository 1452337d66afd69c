"""Chinese names in pinyin, Wade-Giles and the German newspapers' spelling; which names have the surname first.

Pinyin can be rewritten as Wade-Giles, not the other way round: without its apostrophes, which conventions leave out,
Wade-Giles writes *zhou* and *chou* alike. So names are compared as Wade-Giles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.actors.lexicons import Chinese
from tracker.lexicon import load

LONGEST_SYLLABLE = 8  # letters: tschiang


@dataclass(frozen=True, slots=True)
class _Spelling:
    surnames: frozenset[str]
    syllables: Mapping[str, str]  # in all spellings, each mapped to itself
    wade_giles: Mapping[str, str]  # from pinyin
    german: Mapping[str, str]


@cache
def _spelling() -> _Spelling:
    lexicon = load(Chinese, "chinese")
    wade_giles = _wade_giles_of(lexicon)
    syllables = [*wade_giles, *lexicon.further_syllables]
    return _Spelling(
        surnames=lexicon.surnames,
        syllables=dict(zip(syllables, syllables, strict=True)),
        wade_giles=wade_giles,
        german=lexicon.wade_giles.german,
    )


def _wade_giles_of(lexicon: Chinese) -> dict[str, str]:
    rules, odd = lexicon.wade_giles, lexicon.wade_giles.syllables
    regular = {
        initial + final: rules.initials.get(initial, initial) + rules.finals.get(final, final)
        for initial in ["", *lexicon.initials]
        for final in lexicon.finals
    }
    return regular | dict(zip(odd[::2], odd[1::2], strict=True))


def is_surname(word: str) -> bool:
    """Whether a folded word is a surname that is printed first."""
    return word in _spelling().surnames


@lru_cache(maxsize=2**14)
def is_syllabic(word: str) -> bool:
    """Whether a folded word consists of syllables of Chinese, Korean or Vietnamese given names."""
    return _split(word.replace("-", ""), _spelling().syllables) is not None


@lru_cache(maxsize=2**14)
def is_pinyin(word: str) -> bool:
    """Whether a folded word can be pinyin, which joins the syllables of a given name."""
    return _split(word, _spelling().wade_giles) is not None


@lru_cache(maxsize=2**14)
def wade_giles(word: str) -> tuple[str, int]:
    """A folded word in Wade-Giles without apostrophes and hyphens, and how many syllables it has."""
    syllables = [syllable for part in word.split("-") for syllable in _segmented(part)]
    return "".join(syllables), len(syllables)


def _segmented(part: str) -> list[str]:
    known = _spelling()
    segments = _split(part, known.wade_giles)
    if segments is not None:
        return segments
    for german, old in known.german.items():
        part = part.replace(german, old)
    return [part]


def _split(part: str, known: Mapping[str, str]) -> list[str] | None:
    """The part in the fewest known syllables, rewritten; None if it can't be divided into such."""
    best: list[list[str] | None] = [[]]  # for each beginning of the part
    for end in range(1, len(part) + 1):
        found = [
            [*before, known[syllable]]
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if (before := best[start]) is not None and (syllable := part[start:end]) in known
        ]
        best.append(min(found, key=lambda each: (len(each), each), default=None))
    return best[-1]
