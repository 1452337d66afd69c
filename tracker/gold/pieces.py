"""A reader's words to spans: `words`, `first ~~ last`, `words @sentence`, `words #occurrence`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.statements import Span
from tracker.gold.batches import NumberedArticle

ELISION = " ~~ "
ADDRESS = re.compile(r"(?:\s+(?:@(?P<sentence>\d+)|#(?P<occurrence>\d+)))+\s*$")
SHOWN = 60  # characters of a piece that an error names


class PieceError(Exception):
    """Words that the article doesn't have there, or has several times. The message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as a reader wrote them. `sentence` and `occurrence` count from 1; None where the reader gave none."""

    words: str
    sentence: int | None = None
    occurrence: int | None = None


def piece_of(written: str) -> Piece:
    """Take apart what a reader wrote."""
    address = ADDRESS.search(written)
    if not address:
        return Piece(written.strip())
    sentence, occurrence = re.search(r"@(\d+)", address[0]), re.search(r"#(\d+)", address[0])
    return Piece(
        written[: address.start()].strip(),
        int(sentence[1]) if sentence else None,
        int(occurrence[1]) if occurrence else None,
    )


def located(piece: Piece, article: NumberedArticle, within: Sequence[int], avoided: Sequence[Span] = ()) -> Span:
    """Where a piece stands: in its own sentence if it names one, else in the sentences `within` (numbers from 1).

    Of several places, those outside `avoided` are preferred. Raises PieceError where there is not exactly one.
    """
    numbers = [piece.sentence] if piece.sentence else list(within)
    if not all(0 < number <= len(article.sentences) for number in numbers):
        raise PieceError(f"there is no sentence {numbers[0]}")
    places = _places(piece, article, numbers)
    free = [place for place in places if not any(_overlap(place, other) for other in avoided)]
    chosen = free if free and not piece.occurrence else places
    if piece.occurrence:
        chosen = places[piece.occurrence - 1 : piece.occurrence]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise PieceError(f"{_shown(piece)} stands there {len(chosen)} times: say which with #1, #2 …")
    elsewhere = [
        number for number in range(1, len(article.sentences) + 1) if _places(Piece(piece.words), article, [number])
    ]
    hint = f"; it stands in sentence {', '.join(map(str, elsewhere[:8]))}: say which with @" if elsewhere else ""
    raise PieceError(f"{_shown(piece)} doesn't stand in sentence {', '.join(map(str, numbers))}{hint}")


def _places(piece: Piece, article: NumberedArticle, numbers: Sequence[int]) -> list[Span]:
    """All places where a piece begins in one of the sentences; it may end in a later one."""
    first, _, last = piece.words.partition(ELISION)
    found = []
    for number in numbers:
        sentence = article.sentences[number - 1]
        for head in _pattern(first).finditer(article.text, sentence.start, sentence.end if last else len(article.text)):
            if head.start() >= sentence.end:
                break
            tail = _pattern(last).search(article.text, head.end()) if last else head
            if tail:
                found.append(Span(head.start(), tail.end()))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Words on word borders, whatever white space stands between them."""
    parts = [re.escape(part) for part in words.split()]
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + r"\s+".join(parts) + after)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(piece: Piece) -> str:
    return f"“{piece.words[:SHOWN]}”"
