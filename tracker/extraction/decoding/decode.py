"""Scores to statements: which anchors begin a quote, and how the statements found fit together."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.decoding.candidates import Candidate
from tracker.extraction.decoding.layout import Layout, layout_of
from tracker.extraction.decoding.proposals import Proposal, propose, runs
from tracker.extraction.decoding.shaping import in_one_paragraph, joined, shaped
from tracker.extraction.decoding.sources import with_own_sources
from tracker.extraction.decoding.speaker_words import with_inherited_speakers, with_likeliest_speakers
from tracker.extraction.decoding.thresholds import Thresholds, thresholds_of
from tracker.extraction.decoding.turns import with_turns
from tracker.extraction.document.quotation_marks import ALL_MARKS
from tracker.extraction.document.words import Words
from tracker.extraction.encoder import Scores
from tracker.extraction.speakers.grammar import grammar_of
from tracker.extraction.statements import Act, Draft, Kind, ReferentKind, Span, Spans
from tracker.extraction.tags import KINDS as NAME_KINDS
from tracker.extraction.tags import Tagged, likeliest_names

SAME_QUOTE = 0.5  # two anchors whose quotes share this much of their words (F1) begin the same quote
PLAIN_ACTS = (Act.STATEMENT, Act.ANNOUNCEMENT)
SURE_OF_CANDIDATES = 0.7  # confidence in a quote that stands in marks or the subjunctive but the model doubts
# Behind a quote that a mark credits to its speaker rather than a verb: *“Never again.” — Ann Wood*
CREDIT_LINE = re.compile(
    rf"\.?[{re.escape(ALL_MARKS)}]+\.?\s{{0,3}}(?P<frame>[—–―-][ \t\u00a0]*(?P<name>[^\n,(]{{1,60}}?[^\s,(])"
    r"(?:[ \t]*[,(][^\n]{0,79}?[^\s.])?)[ \t\u00a0.]*(?=\n|$)"
)
LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class Proposed:
    """What each of an article's anchors would make a statement of, whatever is decided of them.

    `tagged`: the article's names.
    """

    scores: Scores
    layout: Layout
    proposals: tuple[Proposal, ...]
    tagged: tuple[Tagged, ...]

    @property
    def names(self) -> tuple[range, ...]:
        """The words of each name."""
        return tuple(range(first, behind) for first, behind, _ in self.tagged)

    @property
    def people(self) -> tuple[range, ...]:
        """The words of each person's name."""
        return tuple(
            range(first, behind) for first, behind, kind in self.tagged if NAME_KINDS[kind] is ReferentKind.PERSON
        )


def decode(scores: Scores) -> list[Draft]:
    """The statements of an article, in the order in which their quotes begin (the longer one first)."""
    return decided(proposed(scores))


def proposed(scores: Scores) -> Proposed:
    """What there is to decide on."""
    layout = layout_of(scores.task.document)
    tagged = likeliest_names(scores.names, layout.words)
    return Proposed(scores, layout, tuple(propose(anchor, layout) for anchor in scores.anchors), tagged)


def decided(of: Proposed, thresholds: Thresholds | None = None) -> list[Draft]:
    """The statements among what was proposed, as `decode` gives them. `thresholds`: others than the model's own."""
    scores, layout = of.scores, of.layout
    thresholds = thresholds or thresholds_of(layout.language)
    proposals = [
        each
        for each in of.proposals
        if each.anchor.probability >= thresholds.least or each.anchor.word in scores.task.candidates
    ]
    proposals = with_own_sources(with_likeliest_speakers(proposals, of.names, layout), of.names, layout)
    statements = _accepted(proposals, layout, thresholds)
    statements += _unsaid(proposals, scores.task.candidates, _drafts(statements, layout), layout.words)
    statements.sort(key=lambda each: (each.anchor.word, -len(each.quote)))
    statements = with_inherited_speakers(statements, layout)
    drafts = with_turns(joined(_drafts(statements, layout), layout.text), layout, of.people)
    return _numbered(drafts, layout)


def _accepted(proposals: Sequence[Proposal], layout: Layout, thresholds: Thresholds) -> list[Proposal]:
    """The proposals that the model is sure enough of, one for each quote."""
    accepted: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda each: -each.anchor.probability):
        if _is_convincing(proposal, layout, thresholds) and not any(_same_quote(proposal, other) for other in accepted):
            accepted.append(proposal)
    return accepted


def _is_convincing(proposal: Proposal, layout: Layout, thresholds: Thresholds) -> bool:
    """Whether a quote is likely enough; with a speaker and a cue of the lexicon, less likely is enough."""
    if proposal.anchor.probability >= thresholds.alone:
        return True
    if proposal.kind is Kind.REPORTED and _tells_act(proposal, layout):
        return proposal.anchor.probability >= thresholds.reported_act
    known = act_lexicon(layout.language)
    return (
        proposal.anchor.probability >= thresholds.with_cue
        and bool(proposal.words["speaker"])
        and any(known.entries_of(layout.words.word(word)) for word in proposal.words["cue"])
    )


def _tells_act(proposal: Proposal, layout: Layout) -> bool:
    """Whether the clause that is the quote has a verb that does more than say: *warnte vor einem Einmarsch*."""
    known = act_lexicon(layout.language)
    return any(
        entry.kind in (EntryKind.VERB, EntryKind.SEPARATED) and entry.act not in PLAIN_ACTS
        for word in proposal.quote
        for entry in known.entries_of(layout.words.word(word))
    )


def _same_quote(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals are one quote seen twice; verbatim words within a report are a quote of their own."""
    if (one.kind is Kind.DIRECT) is not (other.kind is Kind.DIRECT):
        return False
    both = len(set(one.quote) & set(other.quote))
    return 2 * both >= SAME_QUOTE * (len(one.quote) + len(other.quote))


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
        quote = range(candidate.start, candidate.end)
        roles = {role: [word for word in of_role if word not in quote] for role, of_role in proposal.words.items()}
        anchor = replace(proposal.anchor, probability=max(proposal.anchor.probability, SURE_OF_CANDIDATES))
        found.append(Proposal(anchor, candidate.kind, roles | {"quote": list(quote)}))
    return found


def _drafts(statements: Iterable[Proposal], layout: Layout) -> list[Draft]:
    """The statements with spans for words, their quotes in shape."""
    found = (in_one_paragraph(_draft(each, layout.words), layout.text, layout.paragraphs) for each in statements)
    drafts = (shaped(each, layout.text, layout.quoted) for each in found)
    return [_with_speaker_of_line(draft, layout.text, layout.language) for draft in drafts]


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
        matter=spans["matter"] if proposal.kind is Kind.REPORTED else (),
        acts=tuple(proposal.anchor.acts.tolist()),
        standing=proposal.anchor.standing,
    )


def _spans(words: Words, numbers: Sequence[int]) -> Spans:
    """The spans of words that follow each other."""
    return tuple(Span(words.spans[run[0]].start, words.spans[run[-1]].end) for run in runs(numbers))


def _numbered(drafts: Iterable[Draft], layout: Layout) -> list[Draft]:
    """The drafts in the order of their quotes, the longer first, each with the number of the one it stands inside."""
    ordered = sorted(
        _one_a_quote(drafts, layout), key=lambda each: (each.quote[0].start, -each.quote[-1].end, each.kind, each.quote)
    )
    numbered: list[Draft] = []
    reaching: list[int] = []  # those that end behind where this one begins
    for draft in ordered:
        reaching = [number for number in reaching if numbered[number].quote[-1].end > draft.quote[0].start]
        around = [number for number in reaching if _stands_inside(draft.quote, numbered[number].quote)]
        reaching.append(len(numbered))
        numbered.append(replace(draft, inside=around[-1] if around else None))
    return numbered


def _one_a_quote(drafts: Iterable[Draft], layout: Layout) -> list[Draft]:
    """The surest of the drafts with the same quote and kind, without mere parts of a quote that stands in marks."""
    surest: dict[tuple[Kind, Spans], Draft] = {}
    for draft in sorted(drafts, key=lambda each: -each.confidence):
        surest.setdefault((draft.kind, draft.quote), draft)
    contents = {quoted.content for quoted in layout.quoted}
    whole = {span for draft in surest.values() if draft.kind is Kind.DIRECT for span in draft.quote if span in contents}
    return [draft for draft in surest.values() if not _is_part(draft, whole)]


def _is_part(draft: Draft, whole: Set[Span]) -> bool:
    """Whether a direct quote begins in the middle of another that stands in marks, without marks of its own."""
    start = draft.quote[0].start
    return (
        draft.kind is Kind.DIRECT
        and draft.quote[0] not in whole
        and any(span.start < start < span.end for span in whole)
    )


def _stands_inside(inner: Spans, outer: Spans) -> bool:
    return inner != outer and all(
        any(around.start <= span.start and span.end <= around.end for around in outer) for span in inner
    )


def _with_speaker_of_line(draft: Draft, text: str, language: str) -> Draft:
    """The draft with the speaker whose name alone follows the quote behind a dash."""
    if draft.kind is not Kind.DIRECT:
        return draft
    line = CREDIT_LINE.match(text, draft.quote[-1].end)
    if line is None or not _is_name(line["name"], grammar_of(language).particles):
        return draft
    speaker, frame = (Span(line.start(part), line.end(part)) for part in ("name", "frame"))
    return replace(draft, speaker=(speaker,), cue=(), frame=(frame,), addressee=())


def _is_name(words: str, particles: frozenset[str]) -> bool:
    several = words.split()
    return (
        len(several) <= LONGEST_NAME
        and several[-1][0].isupper()
        and all(word[0].isupper() or word in particles for word in several)
    )
