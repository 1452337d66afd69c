"""A web page's metadata on its article: in JSON-LD, Open Graph and other meta elements, links and times."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tracker.reading.metadata.structured_data import described_article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements (`property`, `name` or `itemprop`), in lower case, the surest first.
META_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title", "sailthru.title")
META_OUTLET = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
META_AUTHOR = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
)
META_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "publication_date",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date",
)  # fmt: skip
META_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
LONGEST_VALUE = 1_000  # characters of a title or name
LONGEST_NAME = 100
MOST_MARKED = 10  # elements of a kind that are examined
LEAST_OF_TEXT = 150  # characters; a shorter paragraph may be a teaser, byline or caption
# How browsers record where they saved a page from.
SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d+\)(?P<address>https?://[^\s<>]+) -->|Page saved with SingleFile\s+url:\s*(?P<other>https?://[^\s<>]+)"
)
CHARACTERS_BEFORE_SAVED_FROM = 5_000
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page states, dates as written there; None where it states nothing."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    text: str | None = None  # of an article of which the page says that it shows a part


def saved_from(markup: str) -> str | None:
    """The address that a browser recorded when it saved the page."""
    found = SAVED_FROM.search(markup[:CHARACTERS_BEFORE_SAVED_FROM])
    return (found["address"] or found["other"]) if found else None


def metadata_of(tree: "HtmlElement", address: str | None) -> PageMetadata:
    """The metadata of a page that was fetched or saved from `address`.

    JSON-LD wins over meta elements, and those over what the page prints. Nothing is guessed from the text or the
    address.
    """
    metas = _metas(tree)
    base = address or _first(metas, ("og:url",))
    canonical = _canonical(tree, base)
    scripts = (script.text or "" for script in tree.iter("script") if "ld+json" in script.get("type", "").lower())
    described = described_article(scripts, canonical)
    url = canonical or _address(_first(metas, ("og:url",)), base) or described.url or address
    outlet = _outlet(_first(metas, META_OUTLET), described.outlet)
    return PageMetadata(
        title=_without_outlet(described.title or _first(metas, META_TITLE) or _heading(tree), outlet),
        outlet=outlet,
        url=url,
        author=described.author or _author(tree, metas),
        published=described.published or _first(metas, META_PUBLISHED) or _printed_time(tree),
        modified=described.modified or _first(metas, META_MODIFIED),
        text=described.text,
    )


def _metas(tree: "HtmlElement") -> dict[str, list[str]]:
    """The values of meta elements, and of elements whose `itemprop` is a date or the author's name."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = " ".join(element.get("content", "").split())[:LONGEST_VALUE]
        for attribute in ("property", "name", "itemprop"):
            for name in element.get(attribute, "").lower().split():
                if value:
                    metas.setdefault(name, []).append(value)
    for element in tree.iter("time", "span", "div"):
        name = element.get("itemprop", "").lower()
        value = element.get("content") or element.get("datetime")
        if value and name in ("datepublished", "datemodified"):
            metas.setdefault(name, []).append(value)
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _canonical(tree: "HtmlElement", base: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            return _address(link.get("href"), base)
    return None


def _address(written: str | None, base: str | None) -> str | None:
    """The absolute address of a page; None for a site's start page, which some sites name on every page."""
    try:
        address = urljoin(base or "", (written or "").strip())
        path = urlsplit(address).path
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        return None
    return address if ADDRESS.fullmatch(address) and path not in ("", "/") else None


def _outlet(site: str | None, publisher: str | None) -> str | None:
    """The outlet's printed name: the publisher's is often a company's, the site's often a host's."""
    if site and publisher and HOST.fullmatch(site) and not HOST.fullmatch(publisher):
        return publisher
    return site or publisher


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title without the outlet's name, which many sites append."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s+[|–—·:»-]+\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title


def _author(tree: "HtmlElement", metas: dict[str, list[str]]) -> str | None:
    for name in META_AUTHOR:
        if names := [each for each in metas.get(name, []) if not each.startswith(("http://", "https://", "@"))]:
            return ", ".join(dict.fromkeys(names))
    marked = (
        element
        for element in tree.iter("a", "span", "div", "p")
        if "author" in element.get("rel", "").split() or element.get("itemprop") == "author"
    )
    printed = [_text(element) for element in islice(marked, MOST_MARKED)]
    return ", ".join(dict.fromkeys(name for name in printed if 0 < len(name) <= LONGEST_NAME)) or None


def _heading(tree: "HtmlElement") -> str | None:
    """The only first heading, or else the window's title up to the outlet's name."""
    headings = [_text(heading) for heading in islice(tree.iter("h1"), 2)]
    if len(headings) == 1 and headings[0]:
        return headings[0][:LONGEST_VALUE]
    title = next((_text(element) for element in tree.iter("title")), "")
    return re.split(r"\s+[|–—-]\s+|\s+::\s+", title)[0][:LONGEST_VALUE] or None


def _printed_time(tree: "HtmlElement") -> str | None:
    """The time that is marked as that of publishing, or that alone stands between heading and text."""
    for time in tree.iter("time"):
        if time.get("pubdate") is not None or "publish" in time.get("class", "").lower():
            return time.get("datetime") or _text(time)
    for container in islice(tree.iter("article", "main"), MOST_MARKED):
        above = _times_above_text(container)
        days = {each[:10] for each in above}
        if above:
            return above[0] if len(days) == 1 else None
    return None


def _times_above_text(container: Any) -> list[str]:
    """The times in the container's header, above its first long paragraph."""
    found = []
    for element in container.iter("time", "p"):
        if element.tag == "p" and len(_text(element)) >= LEAST_OF_TEXT:
            break
        if element.tag == "time" and element.get("datetime"):
            found.append(element.get("datetime").strip())
    return found


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
