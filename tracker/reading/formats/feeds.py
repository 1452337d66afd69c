"""RSS and Atom: the articles that a feed announces.

feedparser reads all their variants. Feeds are written by strangers, so it gets bytes, never a string, which it could
take for the name of a file to open; and no document type, so that there are no entities to expand without end.
"""

import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.reading.errors import ReadingError, shown
from tracker.reading.metadata.dates import written_date

LARGEST_FEED = 5_000_000  # bytes
MOST_ENTRIES = 1000  # of a feed at one time; in nearly all feeds the newest come first
_LONGEST_LINE = 1000  # characters of a title or name

_BEFORE_ELEMENTS = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_FIRST_ELEMENT = re.compile(r"<\w")
_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HALF_A_CHARACTER = re.compile(  # U+D800 to U+DFFF, on which feedparser fails
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']([^"'<>\s]{1,500})["']""", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_FEED_TYPE = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article that a feed announces.

    `key` identifies the entry in later versions of the feed: its id, or else its address. `published` is the day as
    the feed gives it, ISO 8601, or its words where they are none. `content` is the article as HTML where the feed
    carries the whole article.
    """

    key: str
    url: str | None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries in the feed's order; `left_out` counts those beyond MOST_ENTRIES."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    left_out: int = 0


def read_feed(data: bytes, url: str, content_type: str | None = None) -> Feed:
    """The feed in `data`, which was fetched from `url`; relative links are resolved against it.

    Broken XML is read as far as possible. A malicious feed can take minutes, so `tracker.polling` reads feeds in a
    process of its own. Raises ReadingError where it is no feed.
    """
    name = shown(url)
    if len(data) > LARGEST_FEED:
        raise ReadingError(f"{name}: larger than {LARGEST_FEED // 1_000_000} MB; no feed of news is.")
    if not data.strip():
        raise ReadingError(f"{name}: empty. Check the feed's address.")
    text = _HALF_A_CHARACTER.sub("\ufffd", _decoded(data, content_type))
    try:
        version, title, entries = _parsed(text, url)
    except Exception as error:  # feedparser raises many kinds of errors on damaged feeds
        raise ReadingError(f"{name}: this feed is damaged ({type(error).__name__}); it can't be read.") from error
    if not version and not entries:
        raise ReadingError(f"{name}: {_what_instead(text, url)}")
    unique: dict[str, FeedEntry] = {}
    for entry in entries:
        unique.setdefault(entry.key, entry)
    return Feed(title, tuple(unique.values())[:MOST_ENTRIES], max(0, len(unique) - MOST_ENTRIES))


def _parsed(text: str, url: str) -> tuple[str, str | None, list[FeedEntry]]:
    """The feed's version, "" where it has none, its title, and its entries."""
    import feedparser

    found = feedparser.parse(
        io.BytesIO(_without_document_type(text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,  # what is taken from it is used as text only
        resolve_relative_uris=False,
    )
    return found.get("version") or "", _line(found.feed.get("title")), list(filter(None, map(_entry, found.entries)))


def _decoded(data: bytes, content_type: str | None) -> str:
    """The text. Valid UTF-8 is decoded as such whatever server and feed declare: no other encoding looks like it."""
    declared = _DECLARED.match(data[:300].decode("latin-1").lstrip("ï»¿ \t\r\n"))
    charset = _CHARSET.search(content_type or "")
    wide = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2])
    for encoding in (wide, "utf-8-sig", declared and declared[1], charset and charset[1]):
        try:
            if encoding:
                return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _without_document_type(text: str) -> str:
    """The document from its first element on, after which no document type can be declared."""
    begin = _BEFORE_ELEMENTS.match(text)
    element = _FIRST_ELEMENT.search(text, begin.end() if begin else 0)
    return text[element.start() :] if element else ""


def _what_instead(text: str, url: str) -> str:
    """What to say of something that is no feed; a web page may name the feed that the user wants."""
    if not re.search(r"<html\b", text[:5000], re.IGNORECASE):
        return "neither RSS nor Atom. Check the feed's address."
    from urllib.parse import urljoin

    for link in _LINK.finditer(text[:200_000]):
        target = _HREF.search(link.group())
        if target and _FEED_TYPE.search(link.group()):
            try:
                return f"this is a web page, not a feed; it names {shown(urljoin(url, html.unescape(target[1])))}"
            except ValueError:
                break
    return "this is a web page, not a feed. Look on it for a link to RSS or Atom."


def _entry(found: Mapping[str, Any]) -> FeedEntry | None:
    """One entry, None where there is nothing to fetch or read."""
    url = found.get("feedburner_origlink") or found.get("link") or None
    content = _content(found)
    if not url and not content:
        return None
    title = _line(found.get("title"))
    published = _published(found)
    key = found.get("id") or url or f"{title} {published} {_author(found)}"
    return FeedEntry(str(key)[:_LONGEST_LINE], url, title, _author(found), published, content)


def _content(found: Mapping[str, Any]) -> str | None:
    """The article where the feed carries it (RSS `content:encoded`, Atom `content`): HTML, the longest version."""
    forms = list(_contents(found.get("content") or ()))
    return max(forms, key=len) if forms else None


def _contents(found: Any) -> Iterator[str]:
    for each in found:
        value = each.get("value") or ""
        if not value.strip():
            continue
        kind = each.get("type") or ""
        if "html" in kind:
            yield value
        elif kind.startswith("text"):
            yield f"<p>{html.escape(value)}</p>"


def _author(found: Mapping[str, Any]) -> str | None:
    """The authors' names; e-mail addresses don't belong to the article."""
    names = [each.get("name") for each in found.get("authors") or () if isinstance(each, dict)]
    detail = found.get("author_detail") or {}
    return _line(", ".join(filter(None, names)) or detail.get("name") or found.get("author"))


def _published(found: Mapping[str, Any]) -> str | None:
    """The day on which it was published, or else changed, in the feed's zone; words that are no day as they are."""
    unread: str | None = None
    # `get` would return one date where only another is given
    for name in ("published", "created", "updated"):
        if name not in dict.keys(found):  # type: ignore[arg-type]
            continue
        words = " ".join(str(found[name]).split())[:100]
        if day := _printed_day(words) or _parsed_day(found.get(f"{name}_parsed"), words):
            return day
        unread = unread or words or None
    return unread


def _printed_day(words: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return date.fromisoformat(words[:10]).isoformat()
    except ValueError:
        pass
    if day := written_date(words):
        return day.isoformat()
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parsed_day(moment: Any, words: str) -> str | None:
    """The day, in UTC, that feedparser read in a date of a form that no standard knows; none that it made up."""
    numbers = {int(number) for number in _NUMBER.findall(words)}
    try:
        day = date(*moment[:3]) if moment else None
    except (ValueError, TypeError):
        return None
    return day.isoformat() if day and numbers & {day.year, day.year % 100} and day.day in numbers else None


def _line(markup: Any) -> str | None:
    """A title or name as text on one line, without tags and with entities resolved."""
    if not isinstance(markup, str):
        return None
    text = html.unescape(_TAG.sub("", markup[: 10 * _LONGEST_LINE]))
    return " ".join(text.split())[:_LONGEST_LINE] or None
