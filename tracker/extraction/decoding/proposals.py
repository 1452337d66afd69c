"""From an anchor's scores to the words of each role."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.extraction.decoding.boundaries import Weighing, words_in_role
from tracker.extraction.decoding.layout import Layout
from tracker.extraction.encoder import Anchor
from tracker.extraction.statements import Kind

ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")
WEIGHINGS = {
    "quote": Weighing(borders=1.0, change=1.0, gain=0.5),
    "speaker": Weighing(borders=0.5, change=1.2, gain=0.7, whole=True),
    "cue": Weighing(borders=0.3, change=0.0, gain=0.0),
    "frame": Weighing(borders=0.5, change=1.0, gain=0.3),
    "addressee": Weighing(borders=0.5, change=0.3, gain=0.0),
    "matter": Weighing(borders=0.5, change=0.5, gain=0.5),
}
SEEN = 0.01  # words whose score is lower are far from a role
SHORTEST_PART = 3  # words of a quote's further part, where nothing of the statement's own interrupts the quote


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement in the making: for each role the numbers of its words, ascending."""

    anchor: Anchor
    kind: Kind
    words: dict[str, list[int]]

    @property
    def quote(self) -> list[int]:
        """The words of the quote, never empty."""
        return self.words["quote"]

    def with_words(self, role: str, words: list[int]) -> "Proposal":
        """The same proposal with other words in a role."""
        return replace(self, words=self.words | {role: words})


def propose(anchor: Anchor, layout: Layout) -> Proposal:
    """Find the words of each role, and leave out what can't belong to them."""
    words = {role: _words_of(anchor, column, role, layout) for column, role in enumerate(ROLES)}
    proposal = Proposal(anchor, anchor.kind, words)
    return _without_fragments(proposal, layout)


def _words_of(anchor: Anchor, column: int, role: str, layout: Layout) -> list[int]:
    """The words in a role, looked for between the first and the last that the model sees any of it in."""
    scores = anchor.roles[:, column]
    seen = np.flatnonzero(scores > SEEN)
    here = anchor.word - anchor.first
    first, last = (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (here, here)
    first, last = max(0, first - 4), min(len(scores), last + 6)
    if role == "quote":
        first, last = here, max(last, here + 1)
    found = words_in_role(
        scores[first:last],
        layout.borders[anchor.first + first : anchor.first + last],
        layout.language,
        anchor.kind,
        role,
        WEIGHINGS[role],
        begins_here=role == "quote",
    )
    return [anchor.first + first + position for position in found]


def _without_fragments(proposal: Proposal, layout: Layout) -> Proposal:
    """Without those further parts of a quote that are a word or two, or begin within another sentence.

    What the statement's own frame or cue interrupts goes on after it, however short; but not what stands in quotation
    marks with what doesn't.
    """
    own = {word for role in ("frame", "cue") for word in proposal.words[role]}
    in_marks = layout.is_quoted(proposal.quote[0])
    kept: list[int] = []
    for part in runs(proposal.quote):
        goes_on = bool(kept) and bool(own & set(range(kept[-1] + 1, part[0])))
        if goes_on and len(part) < SHORTEST_PART and in_marks and not layout.is_quoted(part[0]):
            continue
        if kept and not goes_on:
            elsewhere = layout.sentence(part[0]) != layout.sentence(kept[-1]) and not layout.begins_sentence(part[0])
            if len(part) < SHORTEST_PART or (elsewhere and proposal.kind is not Kind.DIRECT):
                continue
        kept += part
    return proposal.with_words("quote", kept)


def runs(words: Sequence[int]) -> list[list[int]]:
    """Ascending numbers in groups that follow each other without a gap."""
    found: list[list[int]] = []
    for word in words:
        if found and word == found[-1][-1] + 1:
            found[-1].append(word)
        else:
            found.append([word])
    return found
