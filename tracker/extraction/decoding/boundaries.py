"""Where spans begin and end: the words' scores and the punctuation between them, weighed over the whole window.

The model scores every word on its own, which leaves holes and ragged ends. Here a role's words are the
likeliest sequence of a two-state Markov chain (in the role, or not) whose emissions are the model's scores
and whose transitions depend on what stands at the border between two words: a quote ends far more often
before a full stop than between two words. Found with the Viterbi algorithm (Viterbi 1967). How often spans of
a role begin and end at each kind of border was counted in the train parts of the corpora
(`python -m tracker.training export`); the borders' effect is measured against the average border, so
that it says where a span ends rather than how likely one is.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tracker.extraction.document.quotation_marks import Quoted
from tracker.extraction.document.words import Words
from tracker.extraction.encoder import Floats
from tracker.extraction.model_files import model_file
from tracker.extraction.statements import Kind

PUNCTUATION = {",": ",", ";": ":", ":": ":", "–": "-", "—": "-", "-": "-"}
PUNCTUATION |= dict.fromkeys(".!?…", ".") | dict.fromkeys("()[]", "(")
GROUPS = {
    Kind.DIRECT: "direct",
    Kind.INDIRECT: "indirect",
    Kind.REPORTED: "reported",
    Kind.FREE_INDIRECT: "free",
    Kind.INDIRECT_FREE_INDIRECT: "free",
}
PRIOR_BORDERS = 5.0  # each kind of border counts as if seen this often with the average behaviour
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a role is weighed.

    `borders`: weight of the borders against the model's scores. `change`: what beginning or ending a span costs.
    `gain`: what is added to every word's log-odds, so that fewer words are missed. `whole`: whether the role has one
    span at most.
    """

    borders: float
    change: float
    gain: float
    whole: bool = False


def borders_of(words: Words, quoted: Sequence[Quoted]) -> list[str]:
    """What stands between word k - 1 and word k, for every k: the classes of both words and what separates them.

    Classes: an opening («) or closing (») quotation mark, punctuation, a capitalised (W) or other (w) word.
    Between them stands nothing, a space (_) or a line break (\\n). The first border is "".
    """
    opening = {each.outer.start for each in quoted if each.outer.start < each.content.start}
    closing = {each.outer.end - 1 for each in quoted if each.closed}
    classes = [
        "«" if span.start in opening else "»" if span.start in closing else _class_of(span.of(words.text))
        for span in words.spans
    ]
    borders = [""]
    for number in range(1, len(words)):
        gap = words.text[words.spans[number - 1].end : words.spans[number].start]
        separation = "\n" if "\n" in gap else "_" if gap else ""
        borders.append(classes[number - 1] + separation + classes[number])
    return borders


def _class_of(word: str) -> str:
    if word[0].isalnum():
        return "W" if word[0].isupper() else "w"
    return PUNCTUATION.get(word, "x")


@cache
def _counts(language: str) -> dict[str, dict[str, list[int]]]:
    """`counts[group + role][border]`: how often it was stayed out, begun, ended, stayed in at such a border."""
    text = model_file("boundaries.json").read_text(encoding="utf-8")
    counts: dict[str, dict[str, dict[str, list[int]]]] = json.loads(text)
    return counts.get(language, {})


@cache
def _changes(language: str, kind: Kind, role: str, border: str) -> tuple[float, float, float, float]:
    """Log-odds against the average border of staying out, beginning, ending and staying in."""
    counts = _counts(language).get(f"{GROUPS[kind]} {role}", {})
    if not counts:
        return 0.0, 0.0, 0.0, 0.0
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    out, begun, ended, inside = counts.get(border, [0, 0, 0, 0])
    begins = _against_average(begun, out, (total[1] + 0.5) / (total[0] + total[1] + 1))
    ends = _against_average(ended, inside, (total[2] + 0.5) / (total[2] + total[3] + 1))
    return begins[1], begins[0], ends[0], ends[1]


def _against_average(changed: int, stayed: int, average: float) -> tuple[float, float]:
    share = (changed + PRIOR_BORDERS * average) / (changed + stayed + PRIOR_BORDERS)
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / average), math.log((1 - share) / (1 - average))


def words_in_role(
    scores: Floats,
    borders: Sequence[str],
    language: str,
    kind: Kind,
    role: str,
    weighing: Weighing,
    begins_here: bool = False,
) -> list[int]:
    """Which of the words are in the role: positions in `scores`, ascending.

    `scores`: float32 (word,), the model's probabilities; `borders`: the border before each of these words.
    With `begins_here` the first word is in the role whatever its score.
    """
    if not len(scores):
        return []
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = (np.log(clipped) - np.log(1 - clipped) + weighing.gain).tolist()
    change = weighing.change
    outside, inside = 0.0, odds[0] - change
    if begins_here:
        outside, inside = NEVER, 0.0
    before_any = outside  # outside, and no word before it was inside
    came_from: list[tuple[bool, bool]] = []  # was the word before inside, if this one is outside, or inside
    for odd, border in zip(odds[1:], borders[1:], strict=True):
        out, begin, end, stay = (weighing.borders * change_of for change_of in _changes(language, kind, role, border))
        stays_out, ends = outside + out, inside + end - change
        begins, stays_in = (before_any if weighing.whole else outside) + begin - change, inside + stay
        came_from.append((ends > stays_out, stays_in > begins))
        outside, inside, before_any = max(stays_out, ends), max(begins, stays_in) + odd, before_any + out
    is_inside = inside > outside
    found = []
    for position in range(len(odds) - 1, -1, -1):
        if is_inside:
            found.append(position)
        if position:
            was_inside = came_from[position - 1][is_inside]
            if weighing.whole and is_inside and not was_inside:
                break
            is_inside = was_inside
    return found[::-1]
