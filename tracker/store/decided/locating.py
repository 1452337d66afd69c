"""From words that somebody gives to where they stand in a text."""

import re

from tracker.extraction.statements import Span, Spans

GAP = re.compile(r"\s+…\s+|\s*\[…\]\s*")  # between two pieces of a quote, as they are shown
MARKS = "„“”\"»«‚‘’'›‹` \n\t"


class NotThereError(ValueError):
    """Words that don't stand in the text, or in several places of it; the message says so."""


def place_of(words: str, text: str, near: int | None = None) -> Spans:
    """Where words stand: a span for each piece between " … ".

    White space may differ, and outer quotation marks are left out. Of several places the nearest to `near` is meant.
    Raises NotThereError where there is none, or, without `near`, more than one.
    """
    found: list[Span] = []
    for piece in filter(None, (each.strip(MARKS) for each in GAP.split(words))):
        places = [span for span in _places(piece, text) if not found or span.start >= found[-1].end]
        if not places:
            behind = f" behind “{found[-1].of(text)}”" if found else ""
            raise NotThereError(f"“{piece}” doesn't stand in the article{behind}")
        if not found and near is None and len(places) > 1:
            raise NotThereError(f"“{piece}” stands in the article {len(places)} times: give more words")
        at = near if not found and near is not None else places[0].start
        found.append(min(places, key=lambda span: abs(span.start - at)))
    if not found:
        raise NotThereError("no words were given")
    return tuple(found)


def name_near(name: str, text: str, quote: Spans) -> Spans:
    """Where a name stands nearest to a quote, whole or by its last word; empty where it is printed nowhere."""
    whole = {span.end: span for span in _places(name, text)}
    places = [whole.get(span.end, span) for span in _places(name.split()[-1], text)] or list(whole.values())
    return (min(places, key=lambda span: abs(span.start - quote[0].start)),) if places else ()


def _places(words: str, text: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    before, after = (r"\b" if border.isalnum() else "" for border in (words[0], words[-1]))
    return [Span(*match.span()) for match in re.finditer(f"{before}{pattern}{after}", text)]
