"""The turns of a conversation, each with its speaker before a colon: interviews, transcripts (*Habeck: Das stimmt.*).

The model knows them as statements only where something else about them looks like one. Here the layout tells: lines
that begin with the same few labels in turn, one of them somebody's name or the word for an answer, with words that
people say to each other. Tables, portraits and lists of results look alike; where in doubt, it is none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tracker.extraction.decoding.layout import Layout
from tracker.extraction.document.quotation_marks import CLOSERS, DEEPEST
from tracker.extraction.document.sentences import CLOSING_QUOTES
from tracker.extraction.speakers.grammar import grammar_of
from tracker.extraction.statements import Draft, Kind, Span

OPENING = "".join(sorted(set(CLOSERS) - set("'‘‚›‹’")))  # an apostrophe may be a single mark
CLOSING = "".join(sorted(set(CLOSING_QUOTES) - set("'‘‚›‹’")))
BLANK = r"[ \t\u00a0]"
LABEL = (
    rf"[{re.escape(OPENING)}]?(?P<name>[^\W\d_][^\s:(),]*(?:{BLANK}+[^\s:(),]+){{0,5}})"
    rf"(?:{BLANK}*\([^()\n]{{1,60}}\)|,[^:\n]{{1,90}})?{BLANK}*(?P<mark>:)(?=\s|$)"
)
LONGEST_LABEL = 160  # characters
NO_LABEL_ENDS_IN = (";", "!", "?", "…")  # nor does any word of it
# Before a colon may stand whom no label names, or a heading: what follows isn't said by who spoke before.
OTHER_LABEL = r"(?:[^.!?:\n]|[.!?](?!\s)|\b\w{1,4}\.(?=\s)){1,120}:(?=\s|$)"
TURNS_TO_AND_FRO = 3  # changes of speaker that make a conversation: two questions and two answers
SPOKEN = 0.5  # share of the lines that people say to each other
ASKED = 0.2  # share of the lines that are questions where somebody's turns are those of the interviewer
FEWEST_WORDS = 4  # of a line that tells whether it is spoken
SENTENCE_END = re.compile(rf"[.!?…—–-][\])}}{CLOSING_QUOTES}]*$")
WORD = re.compile(r"\w+")
DIRECTIONS = {"(": ")", "[": "]", "*": "*"}  # what encloses (LAUGHTER), [lacht], *nods*
SURE_OF_TURNS = 0.9  # the confidence in a turn: a rule found it, not the model


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph begins with: somebody's `name` and a colon, together `whole`.

    `key` tells the turns of one speaker, *JAKE TAPPER* and *TAPPER*: the name's last word, or all of it where several
    have that one. `line` is what stands behind it in its paragraph.
    """

    paragraph: int
    name: Span
    whole: Span
    line: Span
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
    conversation = _conversation(layout, people)
    if conversation is None:
        return list(drafts)
    speakers = sorted(span for draft in drafts for span in draft.speaker)
    turns = list(conversation.turns(speakers))
    found = _Turns(turns, layout)
    said = [_statement(turn) for turn in turns if turn.quote and turn.label.key not in conversation.talk.questions]
    return [draft for draft in drafts if not found.repeated_by(draft)] + said


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a language's lexicon says of conversations, in lower case but for the `polite` pronouns."""

    questions: frozenset[str]
    answers: frozenset[str]
    persons: frozenset[str]
    polite: re.Pattern[str] | None
    addressing: re.Pattern[str]
    particles: frozenset[str]
    label: re.Pattern[str]
    other_label: re.Pattern[str]

    def is_spoken(self, words: str) -> bool:
        """Whether words are said to somebody: a question, an address, a pronoun of the first or second person."""
        if (
            "?" in words
            or self.addressing.match(words)
            or not self.persons.isdisjoint(word.lower() for word in WORD.findall(words))
        ):
            return True
        return self.polite is not None and self.polite.search(words) is not None


@cache
def _talk_of(language: str) -> _Talk:
    grammar = grammar_of(language)
    polite = "|".join(grammar.conversations.polite)
    forms = "|".join(re.escape(form) for form, gender in grammar.addresses.items() if gender)
    questions, answers = grammar.conversations.questions, grammar.conversations.answers
    return _Talk(
        questions,
        answers,
        grammar.first_person | grammar.second_person,
        re.compile(rf"(?<=[\w,] )(?:{polite})\b") if polite else None,  # not at a sentence's beginning
        re.compile(rf"(?:{forms})\s[^.,:;!?]{{1,40}}[,!]", re.IGNORECASE),
        grammar.particles,
        re.compile(rf"{LABEL}|(?P<letter>{_letters(questions | answers)})(?P<stop>\.)(?=\s)"),
        re.compile(rf"{OTHER_LABEL}|{_letters(questions)}\s"),
    )


def _letters(words: frozenset[str]) -> str:
    """The pattern of those words that are a letter, as they are printed: *Q. What comes next?*."""
    letters = sorted(word.upper() for word in words if len(word) == 1)
    return f"[{''.join(letters)}]" if letters else "(?!)"


class _Conversation:
    """An article's labels in order, and what stands between them."""

    def __init__(self, labels: Sequence[Label], layout: Layout, marks: "_Marks", talk: _Talk) -> None:
        self.labels = labels
        self.talk = talk
        self._pieces = layout.paragraphs
        self._text = layout.text
        self._marks = marks
        asking = [label.key for label in labels if label.line.of(layout.text).endswith("?")]
        self._asking = frozenset(asking)
        self._has_interviewer = len(asking) >= ASKED * len(labels)

    def turns(self, speakers: Sequence[Span]) -> Iterable[Turn]:
        """What is said from each label to the next one. `speakers`: the drafts', in order."""
        for label, following in zip(self.labels, [*self.labels[1:], None], strict=True):
            pieces = [label.line, *self._further(label, following, speakers)]
            said = [piece for piece in pieces if not _is_direction(piece.of(self._text))]
            yield Turn(label, tuple(self._marks.without(piece) for piece in said))

    def _further(self, label: Label, following: Label | None, speakers: Sequence[Span]) -> Sequence[Span]:
        """The paragraphs in which a turn goes on: up to the last that is spoken, as far as all may be the speaker's.

        None of the last turn, whose end nothing tells, or where all questions may be those of somebody without a label.
        """
        if not label.line.of(self._text):
            return self._pieces[label.paragraph + 1 : label.paragraph + 2]
        if following is None or not self._has_interviewer or self._marks.enclose(label.line):
            return ()
        further = self._pieces[label.paragraph + 1 : following.paragraph]
        spoken = 0
        for number, piece in enumerate(further):
            if _is_direction(piece.of(self._text)):
                continue
            if self._is_others(piece, label, speakers):
                break
            if self.talk.is_spoken(self._marks.outside(piece)):
                spoken = number + 1
        return further[:spoken]

    def _is_others(self, piece: Span, label: Label, speakers: Sequence[Span]) -> bool:
        """Whether a paragraph is a heading, has a label of its own, asks, or tells what who had the word says."""
        words = piece.of(self._text)
        asks = words.endswith("?") and label.key not in self._asking
        if asks or self.talk.other_label.match(words) or not SENTENCE_END.search(words):
            return True
        within = speakers[
            bisect_left(speakers, Span(piece.start, piece.start)) : bisect_left(speakers, Span(piece.end, 0))
        ]
        names = {word.casefold() for span in within for word in WORD.findall(span.of(self._text))}
        return label.key.rpartition(" ")[2] in names


def _conversation(layout: Layout, people: Sequence[range]) -> _Conversation | None:
    """The article's conversation, None where it has none."""
    talk = _talk_of(layout.language)
    found = [
        each for number, piece in enumerate(layout.paragraphs) if (each := _label(number, piece, layout.text, talk))
    ]
    if len(found) <= TURNS_TO_AND_FRO:
        return None
    marks = _Marks(layout)
    found = _told_apart([label for label in found if not marks.begin(label.line)], layout.text)
    times = Counter(label.key for label in found)
    if len([key for key in times if times[key] > 1]) < 2 or "b" in times:  # "A:", "B:" are what to choose from
        return None
    names = {layout.words.word(word).casefold() for name in people for word in name}
    spoken = {label for label in found if talk.is_spoken(marks.outside(label.line)) or marks.enclose(label.line)}
    speaking = {label.key for label in spoken} | talk.questions | talk.answers
    labels = [
        label
        for label in found
        if not names.isdisjoint(_words_of_name(label, layout.text))
        or (label.key in speaking and (times[label.key] > 1 or _is_known(label, layout.text, talk)))
    ]
    if len(labels) > 1 and labels[0].paragraph == 0 and labels[1].paragraph > 1:
        labels = labels[1:]  # a title: "Habeck: Die Speicher sind voll"
    by_name = any(times[each.key] > 1 and _words_of_name(each, layout.text) & (names | talk.answers) for each in labels)
    to_and_fro = sum(one.key != other.key for one, other in pairwise(labels))
    telling = [label for label in labels if label in spoken or len(label.line.of(layout.text).split()) >= FEWEST_WORDS]
    is_spoken = len(telling) > 0 and sum(label in spoken for label in telling) >= SPOKEN * len(telling)
    is_conversation = by_name and to_and_fro >= TURNS_TO_AND_FRO and is_spoken
    return _Conversation(labels, layout, marks, talk) if is_conversation else None


def _words_of_name(label: Label, text: str) -> set[str]:
    """The words of a label's name: the network may have seen but one of them as a person's."""
    return {*label.name.of(text).casefold().split()}


def _label(number: int, piece: Span, text: str, talk: _Talk) -> Label | None:
    """The label that a paragraph begins with."""
    match = talk.label.match(text, piece.start, min(piece.end, piece.start + LONGEST_LABEL))
    if match is None:
        return None
    name, mark = ("name", "mark") if match["name"] else ("letter", "stop")
    words = match[name].split()
    small = [word for word in words if not word[0].isupper() and not word[0].isdigit() and word not in talk.particles]
    ends_clause = any(word.endswith(NO_LABEL_ENDS_IN) for word in words)
    if ends_clause or (small and len(words) > 1):  # a small word alone may be a newspaper: "taz:"
        return None
    rest = Span(match.end(mark), piece.end)
    line = Span(rest.end - len(rest.of(text).lstrip()), rest.end)
    key = words[-1] if len(words[-1]) > 1 else " ".join(words)  # "Gruppe A:" is no answer
    return Label(number, Span(*match.span(name)), Span(match.start(), match.end(mark)), line, key.casefold())


def _told_apart(labels: Sequence[Label], text: str) -> list[Label]:
    """The labels, with all of the name as the key where a last word is that of several: *Anna Meier*, *Jens Meier*."""
    names = [" ".join(label.name.of(text).casefold().split()) for label in labels]
    of_several: dict[str, set[str]] = {}
    for label, name in zip(labels, names, strict=True):
        if " " in name:
            of_several.setdefault(label.key, set()).add(name)
    return [
        replace(label, key=name) if len(of_several.get(label.key, ())) > 1 else label
        for label, name in zip(labels, names, strict=True)
    ]


def _is_known(label: Label, text: str, talk: _Talk) -> bool:
    """Whether a label stands in capitals, as transcripts have it, or stands for a name."""
    name = label.name.of(text)
    return label.key in talk.questions or (name.isupper() and len(name) > 2)


def _is_direction(words: str) -> bool:
    """Whether a paragraph is no words of anybody's: *(LAUGHTER)*, *[lacht]*, *…*."""
    bare = words.strip(OPENING + CLOSING + ". ")
    return not WORD.search(bare) or (bare[0] in DIRECTIONS and bare[-1] == DIRECTIONS[bare[0]])


def _statement(turn: Turn) -> Draft:
    return Draft(
        kind=Kind.DIRECT,
        quote=turn.quote,
        speaker=(turn.label.name,),
        cue=(),
        frame=(turn.label.whole,),
        addressee=(),
        confidence=SURE_OF_TURNS,
    )


class _Marks:
    """What stands in quotation marks, by its place in the text."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.text
        self._outermost = sorted(quoted.outer for quoted in layout.quoted if quoted.depth == 0 and quoted.closed)
        self._contents = {quoted.outer: quoted.content for quoted in layout.quoted if quoted.closed}
        self._ends = {outer.start: outer.end for outer in sorted(self._contents)}

    def enclose(self, piece: Span) -> bool:
        """Whether all of a piece, but for white space, stands in marks that are closed."""
        return piece in self._contents

    def begin(self, piece: Span) -> bool:
        """Whether a piece begins with words in marks that others follow: *„Das ist falsch“, sagte er*."""
        end = self._ends.get(piece.start, piece.end)
        return WORD.search(self._text, end, piece.end) is not None

    def outside(self, piece: Span) -> str:
        """A piece's words that stand in no marks; marks that are not closed in it don't count."""
        words, start = [], piece.start
        first = bisect_left(self._outermost, Span(piece.start, 0))
        for number in range(first, len(self._outermost)):
            quoted = self._outermost[number]
            if quoted.start >= piece.end:
                break
            if quoted.end <= piece.end:
                words.append(self._text[start : quoted.start])
                start = quoted.end
        return " ".join([*words, self._text[start : piece.end]])

    def without(self, piece: Span) -> Span:
        """What stands between the marks of a piece that has them around all of it, or only before it.

        A mark that opens may stand before the label: then only the closing one is left.
        """
        if piece in self._contents:
            return self._contents[piece]
        words = piece.of(self._text)
        opened = words[0] in OPENING and not any(mark in words[1:-1] for mark in CLOSERS[words[0]])
        closed = words[-1] in CLOSING and not any(mark in words[opened:-1] for mark in OPENING)
        return Span(piece.start + opened, piece.end - closed)


class _Turns:
    """The turns by their place in the text."""

    def __init__(self, turns: Sequence[Turn], layout: Layout) -> None:
        self._turns = turns
        self._starts = [turn.label.whole.start for turn in turns]
        self._quoted = [quoted.outer for quoted in layout.quoted if self._holds(quoted.outer)]
        self._quoted_starts = [span.start for span in self._quoted]

    def repeated_by(self, draft: Draft) -> bool:
        """Whether a draft is what the model made of a turn.

        That is what the label says, what begins with the label, and what nobody says in the turn's own words.
        """
        if any(self._is_label(span) for span in (*draft.speaker, draft.quote[0])):
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
