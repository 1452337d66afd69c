"""The words in which to look for who is addressed: the frame, or what does for it, without direct speech."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import Token
from tracker.extraction.statements import Draft, Kind, Span, Spans

_SEPARATORS = frozenset(",;:()[]–—.!?")
_GAP = "…"  # stands for what is left out
_LONGEST_NAME = 5  # words in quotation marks that may be a name; more are speech
_FURTHEST = 600  # characters before and after the cue to read
_LONGEST_FRAME = 2400  # characters


@dataclass(frozen=True, slots=True)
class ReadToken(Token):
    """A token of what is read. `open` is false for what can belong to no addressee.

    `segment` counts the stretches between marks; `cue` says whether it is read as the cue.
    """

    open: bool
    cue: bool
    speaker: bool
    segment: int


def words_to_read(document: Document, draft: Draft, content_too: bool) -> list[ReadToken]:
    """The tokens of the frame, else of the cue's sentence, else of a reported statement itself.

    A mark stands for each gap. `content_too` says whether the content may begin with who is addressed, as in
    "asked | the class to sit"; direct speech never does.
    """
    stretch = _stretch(document, draft)
    not_read = draft.kind is Kind.DIRECT or (draft.kind is not Kind.REPORTED and not content_too)
    left_out = _Covered((*(draft.quote if not_read else ()), *_speech(document, stretch)))
    speaker, cue = _Covered(draft.speaker), _Covered(draft.cue)
    found: list[ReadToken] = []
    segment = 0
    for span in stretch:
        if found:
            segment += 1
            found.append(_gap(found[-1].end, segment))
        for token in document.tokens_at(span):
            if left_out.touches(token.span):
                found += [_gap(token.start, segment)] if not found or found[-1].text != _GAP else []
                continue
            after_number = token.text == "." and found and found[-1].text.isdecimal()
            segment += token.text in _SEPARATORS and not after_number
            is_cue, is_speaker = cue.touches(token.span), speaker.touches(token.span)
            is_open = not (is_cue or is_speaker)
            found.append(
                ReadToken(token.start, token.end, token.text, token.lower, is_open, is_cue, is_speaker, segment)
            )
    return found


def _gap(place: int, segment: int) -> ReadToken:
    return ReadToken(place, place, _GAP, _GAP, open=False, cue=False, speaker=False, segment=segment)


def _stretch(document: Document, draft: Draft) -> Spans:
    """Where to read: the frame; else the sentence of the cue; else a reported statement itself."""
    if not draft.frame and draft.cue:
        return (_sentence_of(document, draft.cue[0]),)
    spans = draft.frame or (draft.quote if draft.kind is Kind.REPORTED else ())
    return tuple(Span(max(span.start, 0), min(span.end, span.start + _LONGEST_FRAME)) for span in spans)


def _sentence_of(document: Document, cue: Span) -> Span:
    """The sentence that the cue begins in, as far as it is near."""
    sentence = document.sentence_at(max(cue.start, 0))
    if sentence is None:
        return Span(max(cue.start, 0), max(cue.start, 0))
    return Span(max(sentence.start, cue.start - _FURTHEST), min(sentence.end, cue.start + _FURTHEST))


def _speech(document: Document, stretch: Spans) -> Iterator[Span]:
    """Whatever stands in quotation marks and is no name."""
    for span in stretch:
        for quoted in document.quoted_within(span):
            words = [token for token in document.tokens_at(quoted.content) if token.is_word]
            if len(words) > _LONGEST_NAME or not words or not words[0].is_capitalised:
                yield quoted.outer


class _Covered:
    """Whether a place in the text is covered by spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = tuple(spans)

    def touches(self, place: tuple[int, int]) -> bool:
        return any(span.start < place[1] and place[0] < span.end for span in self._spans)
