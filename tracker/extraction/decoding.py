"""Scores to statements: which anchors are quotes, and which words are theirs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.extraction.boundaries import Weighing, borders_of, words_in_role
from tracker.extraction.encoder import Anchor, Scores
from tracker.extraction.lexicon import load
from tracker.extraction.paragraphs import paragraphs
from tracker.extraction.quotation_marks import Quoted, quoted_in
from tracker.extraction.shaping import shaped, verbatim_within
from tracker.extraction.statements import Draft, Kind, Span, Spans
from tracker.extraction.words import Words

ROLES = ("quote", "speaker", "cue", "frame", "addressee")
WEIGHINGS = {
    "quote": Weighing(borders=1.0, change=1.0, gain=0.5),
    "speaker": Weighing(borders=0.5, change=1.2, gain=0.7),
    "cue": Weighing(borders=0.3, change=0.2, gain=0.2),
    "frame": Weighing(borders=0.5, change=1.0, gain=0.3),
    "addressee": Weighing(borders=0.5, change=0.3, gain=1.5),
}
ACCEPTED = 0.22  # an anchor this probable begins a quote
SAME_QUOTE = 0.5  # two anchors whose quotes share this much of their words (F1) begin the same quote
COVERED = 0.0  # a sentence in the subjunctive with this share of its words in quotes needs no statement of its own
SEEN = 0.01  # words whose score is lower are far from a role


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


def decode(scores: Scores, language: str) -> list[Draft]:
    """The statements of an article, in the order in which their quotes begin (the longer one first)."""
    words = scores.task.words
    quoted = quoted_in(words.text)
    borders = borders_of(words, quoted)
    proposals = [_propose(anchor, words, borders, language) for anchor in scores.anchors]
    accepted = _accepted(proposals, scores.task.candidates)
    starts = [paragraph.start for paragraph in paragraphs(words.text)]
    accepted = [_with_speaker(each, accepted, words, starts) for each in accepted]
    drafts = [shaped(_draft(each, words), words.text, quoted) for each in accepted]
    if load("quotation", language)["verbatim_words_within"]:
        drafts += _verbatim_words(drafts, words.text, quoted)
    return _numbered(drafts)


def _propose(anchor: Anchor, words: Words, borders: list[str], language: str) -> Proposal:
    roles = {}
    for column, role in enumerate(ROLES):
        scores = anchor.roles[:, column]
        seen = np.flatnonzero(scores > SEEN)
        here = anchor.word - anchor.first
        first, last = (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (here, here)
        first, last = max(0, first - 4), min(len(scores), last + 6)
        if role == "quote":
            first, last = here, max(last, here + 1)
        found = words_in_role(
            scores[first:last],
            borders[anchor.first + first : anchor.first + last],
            language,
            anchor.kind,
            role,
            WEIGHINGS[role],
            begins_here=role == "quote",
        )
        roles[role] = [anchor.first + first + position for position in found]
    return Proposal(anchor, anchor.kind, roles)


def _accepted(proposals: Sequence[Proposal], candidates: Iterable[int]) -> list[Proposal]:
    """The proposals that are statements, one for each quote, in the order of their first words."""
    accepted: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda each: -each.anchor.probability):
        if proposal.anchor.probability >= ACCEPTED and not any(
            _same_quote(proposal, other) for other in accepted
        ):
            accepted.append(proposal)
    quoted = {number for proposal in accepted for number in proposal.quote}
    unquoted = [
        proposal
        for proposal in proposals
        if proposal.anchor.word in candidates
        and proposal.anchor.probability < ACCEPTED
        and len(quoted.intersection(proposal.quote)) <= COVERED * len(proposal.quote)
    ]
    return sorted(accepted + unquoted, key=lambda each: (each.anchor.word, -len(each.quote)))


def _same_quote(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals are one quote seen twice; verbatim words within a report are a quote of their own."""
    if (one.kind is Kind.DIRECT) is not (other.kind is Kind.DIRECT):
        return False
    both = len(set(one.quote) & set(other.quote))
    return 2 * both >= SAME_QUOTE * (len(one.quote) + len(other.quote))


def _with_speaker(proposal: Proposal, statements: Sequence[Proposal], words: Words, starts: list[int]) -> Proposal:
    """Where a quote goes on without naming its speaker, the words that named the speaker before it."""
    if proposal.words["speaker"] or proposal.kind in (Kind.INDIRECT, Kind.REPORTED):
        return proposal
    paragraph = bisect_right(starts, words.spans[proposal.anchor.word].start)
    for earlier in reversed(statements):
        if earlier.anchor.word >= proposal.anchor.word or not earlier.words["speaker"]:
            continue
        if bisect_right(starts, words.spans[earlier.anchor.word].start) != paragraph:
            break
        return replace(proposal, words=proposal.words | {"speaker": earlier.words["speaker"]})
    return proposal


def _draft(proposal: Proposal, words: Words) -> Draft:
    spans = {role: _spans(words, numbers) for role, numbers in proposal.words.items()}
    return Draft(
        kind=proposal.kind,
        quote=spans["quote"],
        speaker=spans["speaker"],
        cue=spans["cue"],
        frame=spans["frame"],
        addressee=spans["addressee"],
        confidence=proposal.anchor.probability,
    )


def _spans(words: Words, numbers: Sequence[int]) -> Spans:
    """The spans of words that follow each other."""
    spans: list[Span] = []
    last = None
    for number in numbers:
        here = words.spans[number]
        if last is not None and number == last + 1:
            spans[-1] = Span(spans[-1].start, here.end)
        else:
            spans.append(here)
        last = number
    return tuple(spans)


def _verbatim_words(drafts: list[Draft], text: str, quoted: Sequence[Quoted]) -> list[Draft]:
    """Verbatim words within the drafts that are no statement yet."""
    known = {draft.quote for draft in drafts}
    found: dict[Spans, Draft] = {}
    for draft in drafts:
        for inner in verbatim_within(draft, text, quoted):
            if inner.quote not in known:
                found[inner.quote] = inner  # of several statements around it the innermost comes last
    return list(found.values())


def _numbered(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in the order of their quotes, the longer first, each with the number of the one it stands inside."""
    ordered = sorted(set(drafts), key=lambda each: (each.quote[0].start, -each.quote[-1].end, each.kind))
    numbered: list[Draft] = []
    for draft in ordered:
        around = [
            number for number, earlier in enumerate(numbered) if _stands_inside(draft.quote, earlier.quote)
        ]
        numbered.append(replace(draft, inside=around[-1] if around else None))
    return numbered


def _stands_inside(inner: Spans, outer: Spans) -> bool:
    return inner != outer and outer[0].start <= inner[0].start and inner[-1].end <= outer[-1].end
