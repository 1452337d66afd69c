"""A statement's own time: the one that belongs to the clause of its cue.

Without a parser: the sentence falls into pieces, the cue's piece and those that belong to the same clause are
read, and a time in them counts unless it belongs to a noun or to a preposition with a noun of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from tracker.extraction.dating.clauses import Piece, PieceKind, find_pieces
from tracker.extraction.dating.date_words import DateWords, date_words
from tracker.extraction.dating.time_expressions import Precision, TimeExpression, find_time_expressions
from tracker.extraction.document.document import Document
from tracker.extraction.statements import Draft, Kind, Span, Spans

# A sentence is read so far around the cue: what is further away is hardly about it, and a text without
# full stops stays cheap.
CHARACTERS_AROUND = 500
# A noun of saying stands within so many words of its time.
WORDS_TO_NOUN = 7
# "Monday's", "a Monday": what it belongs to follows at once.
WORDS_TO_ATTRIBUTED_NOUN = 4
MARKS_BETWEEN = 3  # characters between a frame and the quote that it leads to

SUBORDINATE = (PieceKind.RELATIVE, PieceKind.SIMULTANEOUS, PieceKind.ELSEWHEN)


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its drafts, and the times, sentences and quotes found in it.

    `quotes` and `cues` are all drafts' spans with the draft's number, by start; a draft without a cue has its
    anchor there. `quote_reach` is the furthest end of a quote up to each of them.
    """

    document: Document
    published: date | None
    drafts: Sequence[Draft]
    times: Sequence[TimeExpression]
    sentences: Sequence[Span]
    quotes: Sequence[tuple[Span, int]]
    quote_reach: Sequence[int]
    cues: Sequence[tuple[Span, int]]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.text

    @property
    def language(self) -> str:
        """The article's language."""
        return self.document.language

    def words(self, start: int, end: int) -> list[str]:
        """The words between two places, in lower case."""
        return [token.lower for token in self.document.words_in(start, end)]

    def sentence_number(self, position: int) -> int:
        """The number of the sentence that a position is in."""
        return max(0, bisect_right(self.sentences, position, key=lambda span: span.start) - 1)

    def times_in(self, span: Span) -> list[TimeExpression]:
        """The times that stand wholly in a span."""
        first = bisect_left(self.times, span.start, key=lambda time: time.span.start)
        last = bisect_left(self.times, span.end, key=lambda time: time.span.start)
        return [time for time in self.times[first:last] if time.span.end <= span.end]

    def cues_in(self, span: Span) -> list[int]:
        """The numbers of the drafts with a cue, or else an anchor, that begins in a span."""
        first = bisect_left(self.cues, span.start, key=lambda cue: cue[0].start)
        last = bisect_left(self.cues, span.end, key=lambda cue: cue[0].start)
        return [number for _, number in self.cues[first:last]]

    def quotes_at(self, span: Span) -> list[tuple[Span, int]]:
        """The quote spans that share a character with a span, each with its draft's number."""
        found = []
        number = bisect_left(self.quotes, span.end, key=lambda quote: quote[0].start) - 1
        while number >= 0 and self.quote_reach[number] > span.start:
            if self.quotes[number][0].end > span.start:
                found.append(self.quotes[number])
            number -= 1
        return found


def make_page(document: Document, drafts: Sequence[Draft], published: date | None) -> Page:
    """Finds the times and sentences of a text. Raises FileNotFoundError where the language has no lexicon."""
    quotes = sorted((span, number) for number, draft in enumerate(drafts) for span in draft.quote)
    return Page(
        document=document,
        published=published,
        drafts=drafts,
        times=find_time_expressions(document.text, published, document.language),
        sentences=document.sentences or [Span(0, len(document.text))],
        quotes=quotes,
        quote_reach=list(accumulate((span.end for span, _ in quotes), max)),
        cues=sorted((span, number) for number, draft in enumerate(drafts) for span in _cues_of(draft)),
    )


def anchor_of(draft: Draft) -> Span | None:
    """Where a statement is attributed: its cue, else its speaker, else its frame, else None."""
    if _is_led_by_frame(draft):
        return Span(draft.frame[-1].start, draft.frame[-1].start + 1)
    for spans in (draft.cue, draft.speaker, draft.frame):
        if spans:
            return spans[0]
    return None


def _is_led_by_frame(draft: Draft) -> bool:
    """Whether the last part of a frame leads to the quote, and the cue, of an earlier clause, is no part of it."""
    if not draft.frame or not draft.cue:
        return False
    leads = 0 <= draft.quote[0].start - draft.frame[-1].end <= MARKS_BETWEEN
    return leads and all(cue.end <= draft.frame[-1].start for cue in draft.cue)


def _cues_of(draft: Draft) -> Spans:
    anchor = anchor_of(draft)
    return () if anchor is None else (anchor,) if _is_led_by_frame(draft) else draft.cue or (anchor,)


def own_time(page: Page, number: int) -> TimeExpression | None:
    """The time in the clause of the draft's cue; a single day rather than a coarse time, then the nearest."""
    draft = page.drafts[number]
    anchor = anchor_of(draft)
    if anchor is None:
        return None
    window = _window(page, anchor)
    hidden = _hidden_quotes(page, window, number, anchor)
    times = [time for time in _shown_times(page, window, hidden) if _is_told_of_saying(page, time, draft, anchor)]
    if not times:
        return None
    whole = [*(time.span for time in times), *(draft.cue or draft.speaker)]
    pieces = find_pieces(page.document, window, hidden, whole)
    for reachable in _reachable(page, number, anchor, pieces):
        belonging = [
            time
            for piece in reachable
            for time in times
            if _holds(piece.span, time.span) and _belongs_to_clause(page, time, piece, draft)
        ]
        if belonging:
            return min(belonging, key=lambda time: (time.precision is Precision.COARSE, _distance(time.span, anchor)))
    return None


def _is_told_of_saying(page: Page, time: TimeExpression, draft: Draft, anchor: Span) -> bool:
    """False for a time deep in the draft's own REPORTED quote: that is in what was said.

    In "Die Behörde warnte am Montag vor Sturm am Dienstag" only the first time stands near the speaker.
    """
    if not any(_holds(quote, time.span) for quote in draft.quote):
        return True
    start, end = min(time.span.end, anchor.end), max(time.span.start, anchor.start)
    return len(page.words(start, end)) <= WORDS_TO_NOUN and "," not in page.text[start:end]


def _window(page: Page, anchor: Span) -> Span:
    sentence = page.sentences[page.sentence_number(anchor.start)]
    return Span(
        max(sentence.start, anchor.start - CHARACTERS_AROUND),
        min(sentence.end, anchor.end + CHARACTERS_AROUND),
    )


def _hidden_quotes(page: Page, window: Span, number: int, anchor: Span) -> list[Span]:
    """The quote spans in a window that tell nothing about when draft `number` was said.

    A quote around the anchor is read: the statement stands inside it. The draft's own quote is not, unless
    it is REPORTED, whose quote can be the reporter's whole clause.
    """
    around = {
        other
        for span, other in page.quotes_at(anchor)
        if span.start <= anchor.start and anchor.end <= span.end
        if other != number or page.drafts[number].kind is Kind.REPORTED
    }
    return [span for span, other in page.quotes_at(window) if other not in around]


def _shown_times(page: Page, window: Span, hidden: Sequence[Span]) -> list[TimeExpression]:
    """The times of a window that touch no hidden span and lie in the past."""
    return [
        time
        for time in page.times_in(window)
        if time.precision is not Precision.OPEN
        and not any(span.start < time.span.end and time.span.start < span.end for span in hidden)
    ]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _reachable(page: Page, number: int, anchor: Span, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces to look for the time in, nearest first: the cue's own, then those of its clause."""
    draft = page.drafts[number]
    cues = [anchor] if _is_led_by_frame(draft) else [anchor, *draft.cue]
    own = [index for index, piece in enumerate(pieces) if any(_holds(piece.span, cue) for cue in cues)]
    if not own:
        return []
    before = _clauses_before(page, pieces, own[0])
    tiers = [[pieces[index] for index in own]]
    kind = pieces[own[0]].kind
    if kind not in SUBORDINATE:
        tiers.append(before + _clauses_after(page, number, pieces, own[-1]))
    elif kind is not PieceKind.ELSEWHEN:
        tiers.append(before)
    return tiers


def _clauses_before(page: Page, pieces: Sequence[Piece], own: int) -> list[Piece]:
    """The pieces of the main clause before a piece, up to a semicolon."""
    found: list[Piece] = []
    for index in range(own - 1, -1, -1):
        if pieces[index + 1].parted:
            break
        if pieces[index].kind is not PieceKind.RELATIVE or _tells_of_utterance(page, pieces, index):
            found.append(pieces[index])
    return found


def _tells_of_utterance(page: Page, pieces: Sequence[Piece], relative: int) -> bool:
    """Whether a relative clause is about a noun of saying: "im Interview, das am Sonntag erschien"."""
    if relative == 0 or pieces[relative].kind is not PieceKind.RELATIVE:
        return False
    before = pieces[relative - 1].span
    words = page.words(*before)
    return bool(words) and words[-1].endswith(date_words(page.language).host.utterances)


def _clauses_after(page: Page, number: int, pieces: Sequence[Piece], own: int) -> list[Piece]:
    """The pieces of the same clause after a piece, up to a new clause or another statement's cue."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces[own + 1 :], own + 1):
        if piece.parted or piece.kind in (PieceKind.COORDINATE, PieceKind.ELSEWHEN):
            break
        if any(other != number for other in page.cues_in(piece.span)):
            break
        if piece.kind not in SUBORDINATE or _tells_of_utterance(page, pieces, index):
            found.append(piece)
    return found


def _belongs_to_clause(page: Page, time: TimeExpression, piece: Piece, draft: Draft) -> bool:
    """Whether a time in a piece is that of the clause, not of a noun or of a preposition's noun in it.

    `draft` is the statement whose clause it may be: its cue and speaker end the reach of a preposition before them.
    """
    rules = date_words(page.language)
    leading = page.words(piece.span.start, time.span.start)
    if rules.clause.future and _contains(leading, rules.clause.future):
        return False
    phrase = page.words(_phrase_start(page, time, piece, draft, rules), time.span.start)
    following = page.words(time.span.end, piece.span.end)[:WORDS_TO_NOUN]
    at_occasion = any(word.endswith(rules.host.occasions) for word in phrase)
    if _contains(phrase, rules.clause.detached) or (piece.kind is PieceKind.ELSEWHEN and not _has_cue(piece, draft)):
        return at_occasion and not time.attributive
    if time.attributive:
        return _any_noun(phrase[-WORDS_TO_NOUN:] + following[:WORDS_TO_ATTRIBUTED_NOUN], rules)
    if phrase and phrase[-1] in rules.host.articles and _opens_participle(following, rules):
        return any(word.endswith(rules.host.utterances) for word in following)
    return True


def _contains(words: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether any of the phrases, of one word or more, stands among the words."""
    joined = f" {' '.join(words)} "
    return any(f" {phrase} " in joined for phrase in phrases)


def _any_noun(words: Sequence[str], rules: DateWords) -> bool:
    return any(word.endswith(rules.host.utterances) or word.endswith(rules.host.occasions) for word in words)


def _has_cue(piece: Piece, draft: Draft) -> bool:
    return any(_holds(piece.span, cue) for cue in draft.cue)


def _phrase_start(page: Page, time: TimeExpression, piece: Piece, draft: Draft, rules: DateWords) -> int:
    """Where the phrase around a time begins: after the last verb, cue or speaker before it in the piece."""
    start = piece.span.start
    for word in page.document.words_in(piece.span.start, time.span.start):
        if word.text in rules.clause.verbs:
            start = word.end
    ends = (span.end for span in (*draft.cue, *draft.speaker) if span.end <= time.span.start)
    return max((start, *ends))


def _opens_participle(following: Sequence[str], rules: DateWords) -> bool:
    """Whether the words after an article and a time hold a participle: "der am Dienstag zurückgetretene"."""
    return bool(rules.host.participle_endings) and any(
        word.endswith(rules.host.participle_endings) for word in following[:4]
    )
