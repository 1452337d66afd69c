"""Where a text names somebody, as far as the names in the gold tell: what a model of antecedents learns to point at."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from tracker.extraction.statements import Span, Spans

MOST_WORDS = 3  # of a name whose last word stands for it: *Blinken*, *Bahn*; longer ones are those of bodies
SHORTEST = 3  # letters of such a word
GENITIVE = r"(?:['’]?s|['’])?"


def mentions_of(names: Collection[str], text: str, everybody: Collection[str]) -> Spans:
    """The spans of the text that print one of these names, or its last word where no other name ends so there.

    `everybody`: all names that the gold has in this text.
    """
    whole = {span for name in names for span in _whole(name, text)}
    taken = [*whole, *(span for name in everybody if name not in names for span in _whole(name, text))]
    alone = {
        span
        for name in names
        for span in _last_words(name, text)
        if not any(other.start <= span.start and span.end <= other.end for other in taken)
    }
    return tuple(sorted(whole | alone))


@lru_cache(maxsize=4096)
def _whole(name: str, text: str) -> Spans:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return tuple(_found(words, text)) if words else ()


def _last_words(name: str, text: str) -> Spans:
    *before, last = name.split() or [""]
    if not 1 <= len(before) < MOST_WORDS or len(last) < SHORTEST or not last[0].isupper():
        return ()
    return _whole(last, text)


def _found(pattern: str, text: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){pattern}{GENITIVE}(?!\w)", text):
        yield Span(*match.span())
