"""Who goes on speaking: statements that say nothing of their speaker, *ich* and *demnach*."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.speakers.answers import NOBODY, Answer
from tracker.extraction.speakers.referents import Referents
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import Draft, Kind, Resolution, Span

_FARTHEST = 2  # sentences between a statement and the one that it continues
_CONTINUING = (Kind.DIRECT, Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT)


def outer_statements(drafts: Sequence[Draft]) -> list[int | None]:
    """The statement in whose quote each one stands: as decoded, else the shortest that contains its quote."""
    outer: list[int | None] = [None] * len(drafts)
    spans = sorted((span.start, span.end, number) for number, draft in enumerate(drafts) for span in draft.quote)
    around: list[tuple[int, int]] = []  # the end and the draft of each span that may still contain what follows
    begun = 0
    for start, number in sorted((draft.quote[0].start, number) for number, draft in enumerate(drafts)):
        draft = drafts[number]
        while begun < len(spans) and spans[begun][0] <= start:
            around.append(spans[begun][1:])
            begun += 1
        around = [(end, other) for end, other in around if end > start]
        if draft.inside is not None and 0 <= draft.inside < len(drafts) and draft.inside != number:
            outer[number] = draft.inside
            continue
        own, end = _length(draft), draft.quote[-1].end
        containing = [
            (_length(drafts[other]), other) for last, other in around if last >= end and _length(drafts[other]) > own
        ]
        outer[number] = min(containing)[1] if containing else None
    return outer


def _length(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.quote)


def source_before(
    number: int, start: int, tokens: Tokens, drafts: Sequence[Draft], speakers: Sequence[Answer]
) -> Answer:
    """*Demnach* at place `start` in the text: according to the speaker of the statement right before."""
    before = [
        (draft.quote[-1].end, position)
        for position, draft in enumerate(drafts)
        if position != number and draft.quote[-1].end <= start
    ]
    if not before:
        return NOBODY
    end, nearest = max(before)
    here, there = tokens.within(Span(start, start + 1)), tokens.within(Span(end - 1, end))
    if not len(here) or not len(there) or tokens[here.start].sentence - tokens[there.start].sentence > 1:
        return NOBODY
    return replace(speakers[nearest], resolution=Resolution.CONTEXT, unnamed=None)


def continue_speakers(
    speakers: list[Answer],
    drafts: Sequence[Draft],
    outer: Sequence[int | None],
    tokens: Tokens,
    referents: Referents,
) -> None:
    """Give statements without a speaker's words to whoever is speaking there, in `speakers` itself."""
    order = sorted(range(len(drafts)), key=lambda number: drafts[number].quote[0].start)
    for position, number in enumerate(order):
        draft = drafts[number]
        if draft.speaker or draft.cue or draft.kind not in _CONTINUING:
            continue
        source = outer[number]
        if source is None:
            source = _speaking_before(order[:position], draft, drafts, speakers, tokens, referents)
        if source is None:
            source = _speaking_behind(order[position + 1 :], draft, drafts, tokens)
        if source is not None and speakers[source].entities:
            speakers[number] = replace(speakers[source], resolution=Resolution.CONTEXT)


def _speaking_before(
    before: Sequence[int],
    draft: Draft,
    drafts: Sequence[Draft],
    speakers: Sequence[Answer],
    tokens: Tokens,
    referents: Referents,
) -> int | None:
    """The statement right before, in the same paragraph or running on from the one before."""
    if not before:
        return None
    nearest = max(before, key=lambda number: (_end(drafts[number]), -number))
    end = _end(drafts[nearest])
    first, last = tokens.within(draft.quote[0]), tokens.within(Span(end - 1, end))
    if not len(first) or not len(last):
        return None
    here, there = tokens[first.start], tokens[last.start]
    farthest = _FARTHEST if here.paragraph == there.paragraph else 1
    if here.paragraph - there.paragraph > 1 or here.sentence - there.sentence > farthest:
        return None
    speaking = speakers[nearest].entities
    interrupted = any(
        occurrence.entities[0].is_person and occurrence.entities[0] not in speaking
        for occurrence in referents.within(last.stop, first.start)
    )
    return None if interrupted else nearest


def _speaking_behind(behind: Sequence[int], draft: Draft, drafts: Sequence[Draft], tokens: Tokens) -> int | None:
    """A direct quote may run on into the next, whose speaker is told only there."""
    if draft.kind is not Kind.DIRECT or not behind or drafts[behind[0]].kind is not Kind.DIRECT:
        return None
    end, start = _end(draft), drafts[behind[0]].quote[0].start
    between = tokens.text[end:start]
    touching = end <= start and not any(character.isalnum() for character in between)
    return behind[0] if touching and "\n" not in between else None


def _end(draft: Draft) -> int:
    return max(span.end for span in (*draft.quote, *draft.speaker, *draft.cue, *draft.frame))
