"""Scores to statements: which anchors are quotes, and which words are theirs."""

import tomllib
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np

from tracker.extraction.act_lexicon import act_lexicon
from tracker.extraction.boundaries import Weighing, borders_of, words_in_role
from tracker.extraction.candidates import Candidate
from tracker.extraction.encoder import Anchor, Scores
from tracker.extraction.lexicon import load
from tracker.extraction.paragraphs import paragraphs, sentences
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
SAME_QUOTE = 0.5  # two anchors whose quotes share this much of their words (F1) begin the same quote
SURE_OF_CANDIDATES = 0.7  # confidence in a quote that stands in marks or the subjunctive but the model doubts
FAINT_SPEAKER = 0.2  # the least score of the likeliest speaker where there must be one
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
    starts = [paragraph.start for paragraph in paragraphs(words.text)]
    proposals = [_within_paragraph(_propose(each, borders, language), words, starts) for each in scores.anchors]
    named = _named_words(scores, proposals)
    proposals = [_with_likeliest_speaker(each, words, language, named) for each in proposals]
    accepted = _without_next_statement(_accepted(proposals, words, language), words, language)
    drafts = [shaped(_draft(each, words), words.text, quoted) for each in accepted]
    accepted += _unsaid(proposals, scores.task.candidates, drafts, words)
    accepted = _with_speakers(sorted(accepted, key=lambda each: each.anchor.word), words, starts)
    drafts = [shaped(_draft(each, words), words.text, quoted) for each in accepted]
    if load("quotation", language)["verbatim_words_within"]:
        drafts += _verbatim_words(drafts, words.text, quoted)
    return _numbered(drafts)


def _propose(anchor: Anchor, borders: list[str], language: str) -> Proposal:
    """Find the words of each role, near where the model sees any."""
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


def _with_likeliest_speaker(proposal: Proposal, words: Words, language: str, named: Container[int]) -> Proposal:
    """The words most like a speaker where one must be: in a frame with a cue, or in a clause that is the quote.

    `named` are the words that belong to a name: the only name there is the speaker, even if the model doubts it.
    """
    roles = proposal.words
    where = roles["frame"] if roles["cue"] else roles["quote"] if proposal.kind is Kind.REPORTED else []
    if roles["speaker"] or not where:
        return proposal
    prepositions = load("quotation", language)["never_before_a_speaker"]
    where = [
        word
        for word in where
        if word not in roles["cue"]
        and not any(words.word(before).lower() in prepositions for before in range(max(0, word - 2), word))
    ]
    scores = {word: float(proposal.anchor.roles[word - proposal.anchor.first, 1]) for word in where}
    best = max(scores, key=scores.__getitem__, default=None)
    names = [word for word in where if word in named]
    if best is not None and scores[best] >= FAINT_SPEAKER:
        speaker = [word for word in _run_around(best, where) if scores[word] >= scores[best] / 3]
    elif names and _run_around(names[0], names) == names:
        speaker = names
    else:
        return proposal
    return replace(proposal, words=roles | {"speaker": speaker})


def _within_paragraph(proposal: Proposal, words: Words, starts: Sequence[int]) -> Proposal:
    """Without the parts of cue and frame that a heading or another paragraph seems to lend to the quote's own."""
    paragraph_of = {
        word: bisect_right(starts, words.spans[word].start)
        for role in ("quote", "cue", "frame")
        for word in proposal.words[role]
    }
    own = {paragraph_of[word] for word in proposal.quote}
    roles = {
        role: [word for word in proposal.words[role] if paragraph_of[word] in own] or proposal.words[role]
        for role in ("cue", "frame")
    }
    return replace(proposal, words=proposal.words | roles)


def _named_words(scores: Scores, proposals: Sequence[Proposal]) -> set[int]:
    """The words that are tagged as a name, or look like one that is elsewhere in the article, or like a speaker."""
    words = scores.task.words
    seen = set(np.flatnonzero(scores.names.argmax(-1)).tolist())
    seen.update(word for each in proposals for word in each.words["speaker"])
    forms = {words.word(word) for word in seen}
    return {number for number in range(len(words)) if (form := words.word(number)) in forms and form[0].isupper()}


def _run_around(word: int, where: list[int]) -> list[int]:
    """The words of `where` that follow each other around `word`."""
    first = last = word
    while first - 1 in where:
        first -= 1
    while last + 1 in where:
        last += 1
    return list(range(first, last + 1))


def _accepted(proposals: Sequence[Proposal], words: Words, language: str) -> list[Proposal]:
    """The proposals that the model is sure enough of, one for each quote."""
    accepted: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda each: -each.anchor.probability):
        if _is_convincing(proposal, words, language) and not any(_same_quote(proposal, other) for other in accepted):
            accepted.append(proposal)
    return accepted


def _is_convincing(proposal: Proposal, words: Words, language: str) -> bool:
    """Whether a quote is likely enough; with a speaker and a cue of the lexicon, less likely is enough."""
    thresholds = _thresholds()[language]
    if proposal.anchor.probability >= thresholds["alone"]:
        return True
    known = act_lexicon(language)
    return (
        proposal.anchor.probability >= thresholds["with_cue"]
        and bool(proposal.words["speaker"])
        and any(known.entries_of(words.word(word)) for word in proposal.words["cue"])
    )


@cache
def _thresholds() -> dict[str, dict[str, float]]:
    """By language: what an anchor's probability must reach on its own ("alone"), or with a speaker and a cue."""
    path = resources.files("tracker.extraction") / "model" / "thresholds.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _unsaid(
    proposals: Sequence[Proposal],
    candidates: Mapping[int, Candidate],
    drafts: Sequence[Draft],
    words: Words,
) -> list[Proposal]:
    """The candidates that no statement's quote touches."""
    found = []
    for proposal in proposals:
        candidate = candidates.get(proposal.anchor.word)
        if candidate is None:
            continue
        start, end = words.spans[candidate.start].start, words.spans[candidate.decided - 1].end
        if any(span.start < end and start < span.end for draft in drafts for span in draft.quote):
            continue
        quote = list(range(candidate.start, candidate.end))
        roles = _apart_from(quote, proposal.words) | {"quote": quote}
        anchor = replace(proposal.anchor, probability=max(proposal.anchor.probability, SURE_OF_CANDIDATES))
        found.append(Proposal(anchor, candidate.kind, roles))
    return found


def _apart_from(quote: list[int], roles: dict[str, list[int]]) -> dict[str, list[int]]:
    """The roles' words that don't lie in the quote."""
    inside = set(quote)
    return {role: [word for word in words if word not in inside] for role, words in roles.items()}


def _without_next_statement(statements: list[Proposal], words: Words, language: str) -> list[Proposal]:
    """End speech reported without a cue where a sentence begins that is a statement with a cue of its own."""
    starts = {sentence.start for sentence in sentences(words.text, language)}
    own_cue = [
        each.anchor.word for each in statements if each.words["cue"] and words.spans[each.anchor.word].start in starts
    ]
    return [
        replace(each, words=each.words | {"quote": _before_any(own_cue, each)})
        if each.kind in (Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT)
        else each
        for each in statements
    ]


def _before_any(borders: Iterable[int], proposal: Proposal) -> list[int]:
    later = [border for border in borders if border > proposal.anchor.word]
    return [word for word in proposal.quote if word < min(later, default=word + 1)]


def _same_quote(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals are one quote seen twice; verbatim words within a report are a quote of their own."""
    if (one.kind is Kind.DIRECT) is not (other.kind is Kind.DIRECT):
        return False
    both = len(set(one.quote) & set(other.quote))
    return 2 * both >= SAME_QUOTE * (len(one.quote) + len(other.quote))


def _with_speakers(statements: Sequence[Proposal], words: Words, starts: Sequence[int]) -> list[Proposal]:
    """Where a quote goes on without naming its speaker, the words that named the speaker before it."""
    found: list[Proposal] = []
    for statement in statements:
        named = [each for each in found if each.words["speaker"]]
        goes_on = not statement.words["speaker"] and statement.kind not in (Kind.INDIRECT, Kind.REPORTED)
        if goes_on and named and _paragraph(named[-1], words, starts) == _paragraph(statement, words, starts):
            statement = replace(statement, words=statement.words | {"speaker": named[-1].words["speaker"]})
        found.append(statement)
    return found


def _paragraph(statement: Proposal, words: Words, starts: Sequence[int]) -> int:
    return bisect_right(starts, words.spans[statement.anchor.word].start)


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
        around = [number for number, earlier in enumerate(numbered) if _stands_inside(draft.quote, earlier.quote)]
        numbered.append(replace(draft, inside=around[-1] if around else None))
    return numbered


def _stands_inside(inner: Spans, outer: Spans) -> bool:
    return inner != outer and outer[0].start <= inner[0].start and inner[-1].end <= outer[-1].end
