"""The turns of a conversation, each with its speaker before a colon: interviews, transcripts (*Habeck: Das stimmt.*).

The model knows them as statements only where something else about them looks like one. Here the layout tells: lines
that begin with the same few labels in turn, one of them somebody's name or the word for an answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.extraction.decoding.layout import Layout
from tracker.extraction.lexicon import load
from tracker.extraction.paragraphs import CLOSING_QUOTES, paragraphs
from tracker.extraction.quotation_marks import CLOSERS, DEEPEST
from tracker.extraction.statements import Draft, Kind, Span

OPENING = "".join(sorted(CLOSERS))
LABEL = re.compile(
    rf"[{re.escape(OPENING)}]?"
    r"(?P<name>[^\W\d_][^\s:()]*(?:[ \t\u00a0]+[^\s:()]+){0,4})(?:[ \t\u00a0]*\([^()\n]{1,40}\))?[ \t\u00a0]*"
    r"(?P<colon>:)(?=\s|$)"
)
LONGEST_LABEL = 50  # characters
NO_LABEL_ENDS_IN = ",;!?…"  # nor does any word of it
TURNS_TO_AND_FRO = 3  # changes of speaker that make a conversation: two questions and two answers
MOST_PARAGRAPHS = 8  # of one turn; what is longer has text of the author's own between
SENTENCE_END = re.compile(rf"[.!?…][\])}}{CLOSING_QUOTES}]*$")
# A paragraph that is no words of anybody's: (LAUGHTER), [lacht], … No part gives back what it took.
DIRECTION = re.compile(r"[^\w(\[*]*+[(\[*][^()\[\]*]*+[)\]*]*+\W*+|[\W_]*+")
SURE_OF_TURNS = 0.9  # the confidence in a turn: a rule found it, not the model


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph begins with: somebody's `name` and a colon, together `whole`.

    `key` is the name's last word, by which the turns of one speaker are told: *JAKE TAPPER* and *TAPPER*.
    """

    paragraph: int
    name: Span
    whole: Span
    key: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one takes up the word to say."""

    label: Label
    quote: tuple[Span, ...]

    def contains(self, span: Span) -> bool:
        """Whether a span begins in the label or in what is said."""
        return any(part.start <= span.start < part.end for part in (self.label.whole, *self.quote))


def with_turns(drafts: Sequence[Draft], layout: Layout, people: Sequence[range]) -> list[Draft]:
    """The drafts with each turn of a conversation as a direct statement, instead of what they made of it.

    What is quoted within a turn stays. What no name stands before (*Frage:*, *Zwischenruf:*) is no statement.
    `people`: the words of each person's name.
    """
    pieces = paragraphs(layout.text)
    labels = _labels_of_conversation(pieces, layout, people)
    if not labels:
        return list(drafts)
    speakers = sorted(span for draft in drafts for span in draft.speaker)
    turns = [
        Turn(label, _quote(label, following, pieces, speakers, layout.text))
        for label, following in zip(labels, [*labels[1:], None], strict=True)
    ]
    found = _Turns(turns, layout)
    asking = load("conversations", layout.language)["questions"]
    said = [_statement(turn) for turn in turns if turn.quote and turn.label.key not in asking]
    return [draft for draft in drafts if not found.repeated_by(draft)] + said


class _Turns:
    """The turns by their place in the text."""

    def __init__(self, turns: Sequence[Turn], layout: Layout) -> None:
        self._turns = turns
        self._starts = [turn.label.whole.start for turn in turns]
        self._quoted = [quoted.outer for quoted in layout.quoted if self._holds(quoted.outer)]
        self._quoted_starts = [span.start for span in self._quoted]

    def repeated_by(self, draft: Draft) -> bool:
        """Whether a draft is what the model made of a turn: said by the label, or by nobody in the turn's own words."""
        if any(self._is_label(span) for span in draft.speaker):
            return True
        turn = self._at(draft.quote[0])
        if turn is None or any(turn.contains(span) for span in draft.speaker):
            return False
        return not self._is_quoted(draft.quote[0])

    def _at(self, span: Span) -> Turn | None:
        """The turn in which a span begins."""
        number = bisect_right(self._starts, span.start) - 1
        return self._turns[number] if number >= 0 and self._turns[number].contains(span) else None

    def _is_label(self, span: Span) -> bool:
        turn = self._at(span)
        return turn is not None and span.start < turn.label.whole.end

    def _holds(self, quoted: Span) -> bool:
        """Whether what stands in quotation marks is a part of what is said in a turn."""
        turn = self._at(quoted)
        return turn is not None and any(part.start <= quoted.start and quoted.end <= part.end for part in turn.quote)

    def _is_quoted(self, span: Span) -> bool:
        """Whether a span begins in quotation marks within a turn; of nested ones the outermost tell."""
        number = bisect_right(self._quoted_starts, span.start) - 1
        return any(quoted.end > span.start for quoted in self._quoted[max(0, number - DEEPEST) : number + 1])


def _labels_of_conversation(pieces: Sequence[Span], layout: Layout, people: Sequence[range]) -> list[Label]:
    """The labels of the article's turns in order; none where it is no conversation."""
    text = layout.text
    found = [label for number, piece in enumerate(pieces) if (label := _label(number, piece, text, layout.language))]
    times = Counter(label.key for label in found)
    if len([key for key in times if times[key] > 1]) < 2:
        return []
    lexicon = load("conversations", layout.language)
    names = {layout.words.word(word).casefold() for name in people for word in name}
    known = names | set(lexicon["questions"])
    labels = [label for label in found if times[label.key] > 1 or label.key in known or _is_shouted(label, text)]
    if labels[0].paragraph == 0 and labels[1].paragraph > 1:
        labels = labels[1:]  # a title: "Habeck: Die Speicher sind voll"
    by_name = any(times[key] > 1 for key in (*names, *lexicon["answers"]))
    to_and_fro = sum(one.key != next_one.key for one, next_one in pairwise(labels))
    is_conversation = by_name and to_and_fro >= TURNS_TO_AND_FRO and _is_spoken(labels, pieces, layout)
    return labels if is_conversation else []


def _label(number: int, piece: Span, text: str, language: str) -> Label | None:
    """The label that a paragraph begins with."""
    match = LABEL.match(text, piece.start, min(piece.end, piece.start + LONGEST_LABEL))
    if match is None:
        return None
    words = match["name"].split()
    particles = load("names", language)["particles"]["words"]
    ends_clause = any(word.endswith(tuple(NO_LABEL_ENDS_IN)) for word in words)
    small = [word for word in words if not word[0].isupper() and not word[0].isdigit() and word not in particles]
    if ends_clause or (small and len(words) > 1):  # a small word alone may be a newspaper: "taz:"
        return None
    key = words[-1] if len(words[-1]) > 1 else " ".join(words)  # "Gruppe A:" is no answer
    return Label(number, Span(*match.span("name")), Span(match.start(), match.end("colon")), key.casefold())


def _is_shouted(label: Label, text: str) -> bool:
    """Whether a label stands in capitals, as transcripts have it."""
    name = label.name.of(text)
    return name.isupper() and len(name) > 2


def _is_spoken(labels: Sequence[Label], pieces: Sequence[Span], layout: Layout) -> bool:
    """Whether what follows the labels are sentences that people say to each other, not results or tables."""
    lines = [Span(label.whole.end, pieces[label.paragraph].end).of(layout.text) for label in labels]
    sentences = sum(SENTENCE_END.search(line.rstrip()) is not None for line in lines)
    first_person = set(load("names", layout.language)["pronoun_kinds"]["first_person"])
    personal = any("?" in line or not first_person.isdisjoint(line.lower().split()) for line in lines)
    return personal and 2 * sentences >= len(lines)


def _quote(
    label: Label, following: Label | None, pieces: Sequence[Span], speakers: Sequence[Span], text: str
) -> tuple[Span, ...]:
    """What is said from a label to the `following` one; of the last turn, where nothing tells its end, one paragraph.

    Without stage directions, and without quotation marks around all of a paragraph. `speakers`: the drafts', in order.
    """
    rest = Span(label.whole.end, pieces[label.paragraph].end)
    first = Span(rest.end - len(rest.of(text).lstrip()), rest.end)
    further = pieces[label.paragraph + 1 : following.paragraph if following else label.paragraph + 1]
    if following is None and first.start == first.end:
        further = pieces[label.paragraph + 1 : label.paragraph + 2]
    if len(further) >= MOST_PARAGRAPHS:
        further = []
    told = next((n for n, piece in enumerate(further) if _is_told(piece, label, speakers, text)), len(further))
    said = [piece for piece in (first, *further[:told]) if DIRECTION.fullmatch(piece.of(text)) is None]
    return tuple(_without_marks(piece, text) for piece in said)


def _without_marks(piece: Span, text: str) -> Span:
    """What stands between the quotation marks of a paragraph that has them around all of it, or only before it.

    `piece` begins behind the label, which the opening mark may stand before: then only the closing one is left.
    """
    words = piece.of(text)
    opened = words[0] in OPENING and not any(mark in words[1:-1] for mark in CLOSERS[words[0]])
    start = piece.start + opened
    closed = words[-1] in CLOSING_QUOTES and not any(mark in words[opened:-1] for mark in OPENING)
    return Span(start, piece.end - closed)


def _is_told(piece: Span, label: Label, speakers: Sequence[Span], text: str) -> bool:
    """Whether a paragraph is the author's own, who says there what the one who had the word says."""
    within = speakers[
        bisect_left(speakers, Span(piece.start, piece.start)) : bisect_left(speakers, Span(piece.end, piece.end))
    ]
    return any(label.key in span.of(text).casefold().split() for span in within)


def _statement(turn: Turn) -> Draft:
    colon = Span(turn.label.whole.end - 1, turn.label.whole.end)
    return Draft(
        kind=Kind.DIRECT,
        quote=turn.quote,
        speaker=(turn.label.name,),
        cue=(colon,),
        frame=(turn.label.whole,),
        addressee=(),
        confidence=SURE_OF_TURNS,
    )
