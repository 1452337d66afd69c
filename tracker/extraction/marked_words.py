"""Where each word stands to quotation marks, as the model is told."""

from bisect import bisect_left
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from tracker.extraction.document.document import Document
from tracker.extraction.document.quotation_marks import Quoted
from tracker.extraction.document.words import Words


class Place(IntEnum):
    """Where a word stands to the outermost quotation marks around it."""

    OUTSIDE = 0
    OPENING = 1  # the mark itself
    INSIDE = 2
    CLOSING = 3
    UNCLOSED = 4  # behind an opening mark that is never closed


def places_of(document: Document) -> npt.NDArray[np.int64]:
    """Where each word stands: int64 (word,), numbers of `Place`."""
    places = np.zeros(len(document.words), np.int64)
    for quoted in document.quoted:
        if quoted.depth == 0:
            _mark(places, quoted, document.words)
    return places


def _mark(places: npt.NDArray[np.int64], quoted: Quoted, words: Words) -> None:
    first, behind = (_first_word_from(position, words) for position in quoted.outer)
    places[first:behind] = Place.INSIDE if quoted.closed else Place.UNCLOSED
    places[first : first + 1] = Place.OPENING
    if quoted.closed and behind > first:
        places[behind - 1] = Place.CLOSING


def _first_word_from(position: int, words: Words) -> int:
    """The first word that begins at a position or behind it."""
    return bisect_left(words.spans, position, key=lambda span: span.start)
