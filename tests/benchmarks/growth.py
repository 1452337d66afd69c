"""Whether reading takes longer in step with the text, also where the text is made to be awkward.

    python -m tests.benchmarks.growth

Each part of the extraction reads an awkward text and one four times as long, in turn. Four times the time is linear,
sixteen times quadratic.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import numpy as np

from tracker.extraction.dating import date_statements
from tracker.extraction.dating.ranker import ranker
from tracker.extraction.decoding.layout import layout_of
from tracker.extraction.decoding.turns import with_turns
from tracker.extraction.document.document import document_of
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.document.sentences import sentences
from tracker.extraction.document.words import windows_of, words_in
from tracker.extraction.speakers import resolve
from tracker.extraction.statements import Draft, Kind, NamedSpan, ReferentKind, Span

TIMES_AS_LONG = 4
TURNS = 3
MARKS = ("„", "«", "“", '"', "‘a ", "'a ", "“ ", '(" ', '"a" ', "„x ", ' "', "s' a", "‚a “")
STOPS = (".", '."', "\n", " \n", "a. ", "A.", "A.B ", " ", "„A ", "1. ", "?” A ")
TIMES = ("am am Montag ", "(", "1. 1. ", "vom vergangenen ", "on late early ", "Jan. 19 ", '"', "a  \n")

Reader = Callable[[str], object]


def main() -> None:
    """Print a line for each part of the extraction and each awkward text."""
    print(f"{'read by':16}{'repeated':24}{'characters':>12}{'seconds':>10}{'times':>8}")
    for name, read, unit, length in _cases():
        short = (unit * length)[:length]
        long = (unit * TIMES_AS_LONG * length)[: TIMES_AS_LONG * length]
        read(short[:100])
        turns = [(_seconds(read, short), _seconds(read, long)) for _ in range(TURNS)]
        shorter, longer = (min(of_one) for of_one in zip(*turns, strict=True))
        print(f"{name:16}{unit!r:24}{length:>12,}{shorter:>10.3f}{longer / shorter:>8.1f}")


def _cases() -> Iterator[tuple[str, Reader, str, int]]:
    for unit in MARKS:
        yield "quotation marks", quoted_in, unit, 50_000
    for unit in STOPS:
        yield "sentences", partial(sentences, language="en"), unit, 50_000
    for unit in TIMES:
        yield "dating", _date, unit, 20_000
    yield "words", _words, "Er kam an. Dann ging sie. ", 100_000
    yield "speakers", _speakers, "Eva Roth er sie ", 3_200
    for unit in ("Meier: Ja, ich.\nBerg: Nein?\n", "Frage: Ja?\nAntwort: Ich.\n", "Meier: (Ich (\n\nBerg: „Ja?\n"):
        yield "conversations", _conversation, unit, 20_000


def _date(text: str) -> object:
    drafts = [
        Draft(Kind.INDIRECT, (Span(at, at + 5),), (Span(at + 6, at + 9),), (Span(at + 10, at + 14),), (), (), 1.0)
        for at in range(0, len(text) - 20, 400)
    ]
    document, learnt = document_of(text, "de"), ranker()
    assert learnt is not None  # the shipped model has learnt one
    vectors = np.zeros((len(document.words), learnt.compared.shape[1]), np.float32)
    return date_statements(document, drafts, date(2022, 1, 21), [frozenset({"Lopez"})] * len(drafts), vectors)


def _words(text: str) -> object:
    return windows_of(words_in(text), 0.35)


def _speakers(text: str) -> object:
    return resolve(document_of(text, "de"), [], [])


def _conversation(text: str) -> object:
    drafts = with_turns([], layout_of(document_of(text, "de")), [range(1)])
    return resolve(document_of(text, "de"), drafts, [NamedSpan(Span(0, 5), ReferentKind.PERSON, 1.0)])


def _seconds(read: Reader, text: str) -> float:
    before = time.process_time()
    read(text)
    return time.process_time() - before


if __name__ == "__main__":
    main()
