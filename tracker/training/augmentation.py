"""Articles as other outlets, keyboards and programs would print them, with their statements carried along.

The corpora have one typography each; a model that has seen only that one takes verbatim quotes in other marks for
indirect ones. Each epoch draws again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from tracker.extraction.document.quotation_marks import Quoted, quoted_in
from tracker.extraction.document.sentences import LINE_BREAKS
from tracker.training.corpora import GoldArticle
from tracker.training.editing import Edit, Edited

Marks = tuple[str, str, str, str]  # that open and close a quotation, and one within it

TYPOGRAPHIES: Sequence[Marks] = (
    ("„", "“", "‚", "‘"),
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("»", "«", "›", "‹"),
    ("«", "»", "‹", "›"),
    ("„", '"', "‚", "'"),
    ("„", "”", "‚", "’"),
    ("‚", "‘", "„", "“"),
    ("‘", "’", "“", "”"),
    ("'", "'", '"', '"'),
)
LIKELINESS = (3, 3, 6, 2, 1, 1, 1, 0.5, 0.5, 0.5)
WITHOUT_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
LONGEST_TITLE = 200  # characters of a first line that can be a title

RETYPED, UNCLOSED, UNCLOSED_MARKS = 0.75, 0.15, 0.2  # shares of articles, and of the marks in them
SPELT_OUT, TITLE_CHANGED, JOINED = 0.06, 0.3, 0.15


def augmented(article: GoldArticle, random: Random) -> GoldArticle:
    """The article as it might have been printed elsewhere."""
    for share, change in ((TITLE_CHANGED, title_changed), (JOINED, joined), (SPELT_OUT, spelt_out)):
        if random.random() < share:
            article = change(article)
    if random.random() < RETYPED:
        marks = random.choices(TYPOGRAPHIES, LIKELINESS)[0]
        article = edited(article, retyped(article.text, marks))
    if random.random() < UNCLOSED:
        article = edited(article, unclosed(article.text, lambda: random.random() < UNCLOSED_MARKS))
    return article


def edited(article: GoldArticle, edits: Iterator[Edit]) -> GoldArticle:
    """The article after the edits, without the statements whose quote is gone."""
    after = Edited(article.text, edits)
    moved = (
        replace(
            each,
            roles=tuple(map(after.spans, each.roles)),
            meant=None if each.meant is None else after.spans(each.meant),
        )
        for each in article.statements
    )
    names = article.names and tuple((span, kind) for name, kind in article.names for span in after.spans((name,)))
    return replace(article, text=after.text, statements=tuple(each for each in moved if each.roles[0]), names=names)


def retyped(text: str, marks: Marks) -> Iterator[Edit]:
    """Other quotation marks throughout; which ones stand within others shows in their own marks."""
    for quoted in quoted_in(text):
        opening, closing = marks[2:] if quoted.depth % 2 else marks[:2]
        yield Edit(quoted.outer.start, quoted.outer.start + 1, opening)
        if quoted.closed:
            yield _closing(quoted, closing)


def unclosed(text: str, chosen: Callable[[], bool]) -> Iterator[Edit]:
    """The closing marks left out of the quotations that are `chosen`."""
    for quoted in quoted_in(text):
        if quoted.closed and quoted.depth == 0 and chosen():
            yield _closing(quoted, "")


def spelt_out(article: GoldArticle) -> GoldArticle:
    """Umlauts and ß in the letters that every keyboard has."""
    places = (
        Edit(at, at + 1, WITHOUT_UMLAUTS[each]) for at, each in enumerate(article.text) if each in WITHOUT_UMLAUTS
    )
    return edited(article, places)


def joined(article: GoldArticle) -> GoldArticle:
    """All in one line."""
    return edited(article, (Edit(*each.span(), " ") for each in LINE_BREAKS.finditer(article.text)))


def title_changed(article: GoldArticle) -> GoldArticle:
    """Without the first line where it can be a title, else with the title before it."""
    first = LINE_BREAKS.search(article.text)
    if first and first.start() <= LONGEST_TITLE and article.text[: first.start()].rstrip()[-1:] not in (".", ":"):
        rest = article.text[first.start() :].lstrip()
        return edited(article, iter([Edit(0, len(article.text) - len(rest), "")]))
    return edited(article, iter([Edit(0, 0, f"{article.title}\n\n")] if article.title else []))


def _closing(quoted: Quoted, replacement: str) -> Edit:
    return Edit(quoted.outer.end - 1, quoted.outer.end, replacement)
