"""The quote's extent: verbatim words end where their marks do, and what stands wholly in marks is verbatim."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.document.quotation_marks import Quoted
from tracker.extraction.statements import Draft, Kind, Span, Spans

COVERED = 0.5  # share of a quoted stretch that a direct quote must cover to be that stretch
EDGE = " \t\n\u00a0.,;:!?…–—-"


def shaped(draft: Draft, text: str, quoted: Sequence[Quoted]) -> Draft:
    """The draft with its quote cut to what stands between quotation marks, where it is verbatim.

    A quote that stands wholly in marks is direct, also where the model saw another kind: it knows the marks of
    its training texts only. A direct quote without marks stays as it is.
    """
    draft = _led_to_words(draft, text, quoted)
    stretches = _stretches(draft.quote, quoted)
    verbatim = draft.kind is Kind.DIRECT or _lies_within(draft.quote, stretches, text)
    contents = _contents(stretches)
    return replace(draft, kind=Kind.DIRECT, quote=contents) if contents and verbatim else draft


def in_one_paragraph(draft: Draft, text: str, paragraphs: Sequence[Span]) -> Draft:
    """The draft without what its spans have of another paragraph: a heading has no full stop to end it.

    What isn't verbatim stands in one paragraph, that of its cue or else of most of its words.
    """
    if not any("\n" in span.of(text) for span in (*draft.quote, *draft.speaker, *draft.frame)):
        return draft
    if draft.kind is not Kind.DIRECT:
        own = _paragraph_of(draft.cue or draft.quote, paragraphs)
        quote = _within(draft.quote, own) if own else ()
        draft = replace(draft, quote=quote or draft.quote)
    last = _paragraph_of(draft.cue or draft.speaker[-1:] or draft.quote, paragraphs)
    if last is None:
        return draft
    return replace(draft, speaker=_within(draft.speaker, last) or draft.speaker, frame=_within(draft.frame, last))


def _paragraph_of(spans: Spans, paragraphs: Sequence[Span]) -> Span | None:
    """The paragraph that has most of some spans."""
    return max(paragraphs, key=lambda paragraph: sum(_overlap(span, paragraph) for span in spans), default=None)


def _within(spans: Spans, around: Span) -> Spans:
    """What of some spans stands within another."""
    cut = (Span(max(span.start, around.start), min(span.end, around.end)) for span in spans)
    return tuple(span for span in cut if span.start < span.end)


def joined(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts, sentences in the subjunctive that follow each other as one (*Er sei alt. Er bleibe.*).

    They are in the order of their quotes.
    """
    found: list[Draft] = []
    for draft in drafts:
        if found and _goes_on(found[-1], draft, text):
            whole = Span(found[-1].quote[-1].start, max(found[-1].quote[-1].end, draft.quote[0].end))
            found[-1] = replace(found[-1], quote=(*found[-1].quote[:-1], whole, *draft.quote[1:]))
        else:
            found.append(draft)
    return found


def _goes_on(before: Draft, draft: Draft, text: str) -> bool:
    """Whether a sentence without a cue of its own goes on with what is said in its paragraph, or is part of it."""
    if not before.kind is draft.kind is Kind.INDIRECT_FREE_INDIRECT or before.speaker != draft.speaker:
        return False
    between = text[before.quote[-1].end : draft.quote[0].start]
    return "\n" not in between and not between.strip(EDGE)


def _led_to_words(draft: Draft, text: str, quoted: Sequence[Quoted]) -> Draft:
    """A report that a colon leads to words in marks as these words: *The Herald quoted Hake as saying: “I was”*."""
    if draft.kind is not Kind.REPORTED:
        return draft
    start, end = draft.quote[0].start, draft.quote[-1].end
    for stretch in quoted:
        colon = text.rfind(":", start, stretch.outer.start)
        leads = colon >= 0 and not text[colon + 1 : stretch.outer.start].strip()
        if stretch.closed and leads and colon < end <= stretch.outer.end:
            frame = (Span(start, colon + 1),)
            return replace(draft, kind=Kind.DIRECT, quote=(stretch.content,), frame=frame, matter=())
    return draft


def _stretches(quote: Spans, quoted: Sequence[Quoted]) -> list[Quoted]:
    """The outermost quoted stretches that the quote covers for the most part."""
    chosen: list[Quoted] = []
    for stretch in quoted:
        if chosen and _contains(chosen[-1].outer, stretch.outer):
            continue
        length = max(1, stretch.content.end - stretch.content.start)
        if sum(_overlap(span, stretch.content) for span in quote) >= COVERED * length:
            chosen.append(stretch)
    return chosen


def _lies_within(quote: Spans, stretches: list[Quoted], text: str) -> bool:
    """Whether all of the quote but punctuation stands in these marks: not in *dass „wir alle kommen“*."""
    inside = sum(_overlap(span, stretch.outer) for span in quote for stretch in stretches)
    return inside >= sum(len(span.of(text).strip(EDGE)) for span in quote)


def _contents(stretches: list[Quoted]) -> Spans:
    return tuple(stretch.content for stretch in stretches if stretch.content.start < stretch.content.end)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _contains(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
