"""Saved web pages: the article's text without what surrounds it, and its metadata."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracker.lexicon import quotation_marks
from tracker.reading.article import Contents
from tracker.reading.errors import ReadingError
from tracker.reading.framing.encoding import decode_markup
from tracker.reading.lexicons import document_words
from tracker.reading.metadata.page_metadata import metadata_of, saved_from

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Characters. For shorter texts trafilatura accepts worse paragraphs; its default, 250, is longer than many a brief.
SHORTEST_ARTICLE = 25
MOST_ELEMENTS_BEFORE_CLEANING = 100_000
MOST_ELEMENTS = 30_000  # the pages of news sites have a few thousand
MOST_ELEMENTS_FOR_ALL_ALGORITHMS = 10_000
LONGEST_ATTRIBUTE = 2_000  # characters
LEAST_REPEATED = 20  # characters of a pull quote
POST = "twitter-tweet"
CREDIT = re.compile(r"[—–-]\s*(?P<name>[^(@\n]{1,60}?)\s*\(@\w{1,30}\)\s*(?P<day>.{0,40})")
SPACES = re.compile(r"\s+")  # no-break spaces too, which pages use for layout
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LONG_GAP = re.compile(r"[ \t\r\n]{200,}")
MARKS_AROUND = "\"'„“”‚‘’«»‹› "
# What is printed before and after the elements of trafilatura's result (TEI).
PARAGRAPHS = dict.fromkeys(("p", "head", "quote", "list", "table", "div", "code", "body"), "\n\n")
BREAKS = {"start": {**PARAGRAPHS, "item": "\n", "row": "\n", "lb": "\n", "cell": "\t"}, "end": PARAGRAPHS}


def read_html(data: bytes, place: str, charset: str | None = None, address: str | None = None) -> Contents:
    """The article in a web page. Raises ReadingError where no article's text is found.

    `charset` is the encoding that came with the bytes, `address` where they were fetched from. The text is what
    trafilatura (Barbaresi 2021) extracts.
    """
    markup = LONG_GAP.sub("\n", UNREADABLE.sub("", decode_markup(data, place, charset)))
    tree = _tree(markup)
    if tree is None:
        raise _no_text(place)
    _refuse_too_many(tree, MOST_ELEMENTS_BEFORE_CLEANING, place)
    metadata = metadata_of(tree, address or saved_from(markup))
    _insert_quotation_marks(tree)
    _credit_posts(tree)
    _drop_unprinted(tree)
    _refuse_too_many(tree, MOST_ELEMENTS, place)
    text = _article_text(tree)
    if metadata.text and len(metadata.text) > len(text):
        text = metadata.text
    if not text:
        raise _no_text(place)
    return Contents(
        text=text,
        title=metadata.title,
        outlet=metadata.outlet,
        url=metadata.url,
        author=metadata.author,
        published=metadata.published,
        modified=metadata.modified,
    )


def _no_text(place: str) -> ReadingError:
    return ReadingError(f"{place}: no article's text is found in this web page. Copy its text into a plain text file.")


def _tree(markup: str) -> "HtmlElement | None":
    from trafilatura import load_html

    _settings()
    return load_html(markup)


def _refuse_too_many(tree: "HtmlElement", most: int, place: str) -> None:
    if next(islice(tree.iter(), most, None), None) is not None:
        raise ReadingError(f"{place}: this page has more than {most:,} elements. Copy its text into a plain text file.")


def _insert_quotation_marks(tree: "HtmlElement") -> None:
    """Put the quotation marks that browsers show around <q> into the text."""
    opening, closing = quotation_marks(tree.get("lang", "").lower()[:2]).marks
    for element in list(tree.iter("q")):
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
        element.drop_tag()


def _credit_posts(tree: "HtmlElement") -> None:
    """Put embedded posts between quotation marks, before the line that credits them: *“…” — Ann Wood, March 7*."""
    opening, closing = quotation_marks(tree.get("lang", "").lower()[:2]).marks
    for post in list(tree.iter("blockquote")):
        words = next(post.iter("p"), None)
        line = SPACES.sub(" ", "".join(post.itertext())) if words is not None else ""
        said = SPACES.sub(" ", "".join(words.itertext())).strip() if words is not None else ""
        credit = CREDIT.fullmatch(line.partition(said)[2].strip()) if said else None
        if credit is None or POST not in post.get("class", "").split():
            continue
        day = f", {credit['day']}" if credit["day"] else ""
        paragraph = post.makeelement("p", {})
        paragraph.text, paragraph.tail = f"{opening}{said}{closing} — {credit['name']}{day}", post.tail
        post.getparent().replace(post, paragraph)


def _drop_unprinted(tree: "HtmlElement") -> None:
    """Remove what browsers don't show, and very long attributes (embedded images), which only cost time."""
    for element in list(tree.iter("script", "style", "svg", "template", "iframe", "object")):
        # JSON-LD stays: on some pages the text is only there.
        if element.getparent() is not None and "ld+json" not in element.get("type", ""):
            element.drop_tree()
    for element in list(tree.xpath("//*[@hidden][not(self::html or self::body)]")):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter("*"):
        for name, value in element.attrib.items():
            if len(value) > LONGEST_ATTRIBUTE:
                del element.attrib[name]


def _article_text(tree: "HtmlElement") -> str:
    from trafilatura import bare_extraction

    # Besides its own algorithm trafilatura has two others, whose time grows with the square of a page's size.
    fast = next(islice(tree.iter(), MOST_ELEMENTS_FOR_ALL_ALGORITHMS, None), None) is not None
    found: Any = bare_extraction(tree, fast=fast, include_comments=False, config=_settings())
    if found is None or found.body is None:
        return ""
    _drop_headline(found.body)
    _drop_repeated_quotes(found.body)
    _drop_teasers(found.body)
    return _printed(found.body)


def _drop_headline(body: Any) -> None:
    """Remove the headline at the beginning of the text, which the metadata may word differently."""
    first = next(iter(body), None)
    if first is not None and first.tag == "head" and first.get("rend") == "h1" and len(body) > 1:
        body.remove(first)


def _drop_repeated_quotes(body: Any) -> None:
    """Remove pull quotes, which repeat words of the text."""
    quotes = list(body.iter("quote"))
    text = SPACES.sub(" ", " ".join(_own_text(body, without="quote"))) if quotes else ""
    for quote in quotes:
        words = SPACES.sub(" ", "".join(quote.itertext())).strip(MARKS_AROUND)
        if len(words) >= LEAST_REPEATED and words in text:
            for each in quote.iter():
                each.text = None
                each.tail = None if each is not quote else each.tail


def _drop_teasers(body: Any) -> None:
    """Remove paragraphs that lead to other articles (*Read more: …*) or offer a subscription."""
    for paragraph in list(body.iter("p", "head", "item")):
        words = SPACES.sub(" ", "".join(paragraph.itertext())).strip()
        if document_words().teaser.match(words) or document_words().offer.search(words):
            for each in paragraph.iter():
                each.text = None
                each.tail = None if each is not paragraph else each.tail


def _own_text(body: Any, without: str) -> Iterator[str]:
    """The texts of a tree outside elements of one name."""
    inside = 0
    for event, element in _walk(body):
        if event == "start":
            inside += element.tag == without
            words = element.text
        else:
            inside -= element.tag == without
            words = element.tail
        if words and not inside:
            yield words


def _printed(body: Any) -> str:
    """The text that trafilatura found: a blank line between paragraphs, a line per item, row and <br>."""
    pieces = []
    for event, element in _walk(body):
        pieces.append(BREAKS[event].get(element.tag, ""))
        words = element.text if event == "start" else element.tail
        pieces.append(SPACES.sub(" ", words or ""))
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ ]*\t[ \t]*", "\t", text)).strip()


def _walk(body: Any) -> Any:
    from lxml.etree import iterwalk

    return iterwalk(body, events=("start", "end"))


@cache
def _settings() -> Any:
    """Trafilatura's settings, made once."""
    from copy import deepcopy

    from trafilatura.settings import DEFAULT_CONFIG

    # Without a handler, Python would print to the terminal what these log.
    for name in ("trafilatura", "justext", "htmldate", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(SHORTEST_ARTICLE)
    return settings
