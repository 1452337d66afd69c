"""Objects with named fields to articles, whatever names a crawler, a feed reader or a table uses.

It knows the names in the JSON of trafilatura, fundus and news-please, of JSON Feed, schema.org and the news services'
interfaces, and the plain words of each language. Capitals, hyphens, underscores and spaces in a name are ignored.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from tracker.reading.article import Article, Contents, PublishedBasis
from tracker.reading.documents import article_of, read_document
from tracker.reading.errors import ReadingError, shown
from tracker.reading.field_map import ABSENT, FieldMap, value_at
from tracker.reading.framing.detection import Format
from tracker.reading.lexicons import document_words
from tracker.reading.metadata.dates import day_words, written_date
from tracker.reading.records import NOTHING_GIVEN, FileContext

# The names of each field, the surest first; a dot leads into another object. The languages' own names for it
# (`tracker/lexicon/*/documents.toml`) come after the first group of them, before the second.
NAMES = {
    "text": (
        "text maintext plaintext raw_text article_text full_text body_text content_text article_body body content "
        "article story",
        "",
    ),
    "html": ("html content_html body_html article_html raw_html html.content content.rendered", ""),
    "title": ("title headline", "title.rendered title_page"),
    "outlet": (
        "outlet publisher newspaper sitename site_name source_hostname source_name",
        "html.source_info.publisher source hostname source_domain domain website",
    ),
    "url": ("url link canonical_url web_url permalink html.requested_url html.responded_url requested_url source", ""),
    "author": ("author authors byline", "creator"),
    "date": (
        "date published published_at published_on published_date publishing_date publication_date publish_date "
        "date_publish date_published pub_date published_time web_publication_date versioncreated",
        "created_at",
    ),
    "modified": ("modified date_modified date_modify modified_at modified_time updated updated_at last_modified", ""),
    "language": ("language lang language_code in_language", ""),
    "id": ("id article_id identifier doc_id guid uuid", ""),
}
IGNORED_IN_NAMES = re.compile(r"[\W_]+")

# How programs write an empty value.
NOTHING = frozenset(("", "none", "null", "nan", "nat", "n/a", "\\n", "undefined"))
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# A page, or a part of one, in a field whose name doesn't say that.
MARKUP = re.compile(
    r"\s*<(?:!doctype\s+html|html|body|article|main|section|div|p|h[1-6]|figure|ul)\b[^<>]*>", re.IGNORECASE
)
END_TAG = re.compile(r"</(?:html|body|article|main|section|div|p|h[1-6]|figure|ul)\s*>", re.IGNORECASE)
SURROGATES = re.compile("[\ud800-\udfff]")

PARAGRAPHS = "\n\n"
DEEPEST_TEXT = 6  # lists and sections within each other
MOST_NAMES_SHOWN = 20
LONGEST_NAME = 200  # characters that are compared
LONGEST_WORDS = 5_000  # characters of a title, an address, or all authors


def article_of_fields(record: Any, within: str, format: Format, context: FileContext) -> Article:
    """The article in a record of a file of a format; `within` is where in the file it is ("line 3").

    Its text is treated like a plain text file's: a dateline or title line above it is removed and used. Raises
    ReadingError where it has no text, naming the fields that it has.
    """
    source, place = f"{context.source}, {within}", f"{context.name}, {within}"
    if not isinstance(record, Mapping):
        raise ReadingError(f"{place}: not an object with fields such as `title` and `text`.")
    fields = _Fields(record, context.fields)
    contents = _contents(fields, source, place, context)
    article = article_of(contents, source, context.given, context.carried, format=format, today=context.today)
    return replace(article, remarks=(*article.remarks, *_remarks(fields, contents, context)))


class _Fields:
    """A record's fields by their meaning."""

    def __init__(self, record: Mapping[Any, Any], mapped: FieldMap) -> None:
        self.record = record
        self.mapped = mapped
        self._by_name = {plain_name(str(name)): name for name in reversed(record)}

    def values(self, field: str) -> Iterator[Any]:
        """A record's values for a field, the surest first; only the mapped one where the user mapped the field."""
        path = self.mapped.path_of(field)
        paths = [(plain_name(path), "")] if path is not None else _names(field)
        if path is not None and (value := value_at(self.record, path)) is not ABSENT:
            yield value
            return
        for name, rest in paths:
            if name in self._by_name:
                value = self.record[self._by_name[name]]
                if not rest:
                    yield value
                elif (inner := value_at(value, rest)) is not ABSENT:
                    yield inner

    def words(self, field: str) -> str | None:
        """The first value of a field that is a name, or several, on one line."""
        found = (_words(value) for value in self.values(field))
        return next((words for words in found if words), None)

    def names(self) -> str:
        """The record's fields and those one level below, for a message."""
        listed: list[str] = []
        for name, value in self.record.items():
            inner = [f"{name}.{each}" for each in value] if isinstance(value, Mapping) else []
            listed += inner or [str(name)]
            if len(listed) > MOST_NAMES_SHOWN:
                break
        more = ", …" if len(listed) > MOST_NAMES_SHOWN else ""
        return ", ".join(shown(name) for name in listed[:MOST_NAMES_SHOWN]) + more or "none"


@cache
def _names(field: str) -> tuple[tuple[str, str], ...]:
    """The names of a field, each with the path below it, "" where the name itself has the value."""
    first, last = NAMES[field]
    names = (*first.split(), *document_words().fields.get(field, ()), *last.split())
    split = (name.partition(".") for name in names)
    return tuple((plain_name(name), rest) for name, _, rest in split)


def plain_name(name: str) -> str:
    """A field's name without the characters that are ignored in it."""
    return IGNORED_IN_NAMES.sub("", name[:LONGEST_NAME]).casefold()


def has_text(record: Mapping[Any, Any], mapped: FieldMap) -> bool:
    """Whether a record has a text or a page's source, and so is an article rather than a wrapper around some."""
    fields = _Fields(record, mapped)
    return any(_text(value).strip() for field in ("text", "html") for value in fields.values(field))


@cache
def names_of(*fields: str) -> frozenset[str]:
    """The names of fields, as `plain_name` gives them."""
    return frozenset(name for field in fields for name, rest in _names(field) if not rest)


def _contents(fields: _Fields, source: str, place: str, context: FileContext) -> Contents:
    """The record's contents: its text, or else that of the page in it, whose metadata fill the gaps."""
    outlet = next((words for words in map(_words, fields.values("outlet")) if words and not ADDRESS.match(words)), None)
    url = next((words for words in map(_words, fields.values("url")) if words and ADDRESS.match(words)), None)
    described = Contents(
        text="",
        title=fields.words("title"),
        outlet=outlet,
        url=url or (fields.words("url") if context.fields.path_of("url") else None),
        author=fields.words("author"),
        published=next((day for value in fields.values("date") if (day := _date_words(value))), None),
        modified=next((words for value in fields.values("modified") if (words := _date_words(value))), None),
        language=fields.words("language"),
        own_id=next((own for value in fields.values("id") if (own := _own_id(value))), None),
    )
    page = None
    for value in fields.values("text") if context.fields.reads_text else ():
        text = _text(value)
        if MARKUP.match(text) and END_TAG.search(text):
            page = page or text
        elif text.strip():
            return replace(described, text=text)
    page = page or next((value for value in fields.values("html") if isinstance(value, str) and value.strip()), None)
    if page is None:
        raise ReadingError(_without_text(fields, place))
    return _with_page(described, page, source, context)


def _without_text(fields: _Fields, place: str) -> str:
    path = fields.mapped.path_of("text")
    if path is not None:
        return f"{place}: no text at `{shown(path)}` (--map text); the fields are: {fields.names()}."
    return f"{place}: no text in it. Name its field with --map text=FIELD; the fields are: {fields.names()}."


def _with_page(described: Contents, page: str, source: str, context: FileContext) -> Contents:
    """The contents with the text of a page's source, and its metadata where the record has none."""
    carried = replace(
        context.carried, url=described.url or context.carried.url, content_type="text/html; charset=utf-8"
    )
    data = SURROGATES.sub("\ufffd", page).encode()
    article = read_document(data, source, NOTHING_GIVEN, carried, today=context.today, format=Format.HTML)
    published = article.published if article.published_basis is PublishedBasis.METADATA else None
    return Contents(
        text=article.text,
        title=described.title or article.title,
        outlet=described.outlet or article.outlet,
        url=described.url or article.url,
        author=described.author or article.author,
        published=described.published or (published.isoformat() if published else None),
        modified=described.modified or article.modified,
        language=described.language or article.language,
        own_id=described.own_id,
    )


def _text(value: Any, depth: int = 0) -> str:
    """The text of a string, a list of paragraphs, or sections with headlines as fundus writes them; else ""."""
    if isinstance(value, str):
        # Half of a surrogate pair, which is left when a text is cut off, is not a character.
        return SURROGATES.sub("\ufffd", value)
    if depth < DEEPEST_TEXT and isinstance(value, list):
        return PARAGRAPHS.join(text for each in value if (text := _text(each, depth + 1)).strip())
    if depth < DEEPEST_TEXT and isinstance(value, Mapping):
        parts = (value.get(name) for name in ("summary", "headline", "text", "paragraphs", "sections"))
        return PARAGRAPHS.join(text for each in parts if (text := _text(each, depth + 1)).strip())
    return ""


def _words(value: Any) -> str | None:
    """A name, or several joined by commas, from a string, an object with a `name`, or a list of such."""
    if isinstance(value, list):
        value = ", ".join(dict.fromkeys(name for each in value if (name := _name(each))))
    return _name(value)


def _name(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str) or len(value) > LONGEST_WORDS:
        return None
    words = " ".join(SURROGATES.sub("\ufffd", value).split())
    return None if words.casefold() in NOTHING else words


def _own_id(value: Any) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _name(value)


def _date_words(value: Any) -> str | None:
    words = day_words(value)
    return None if words is None or words.casefold() in NOTHING else words


def _remarks(fields: _Fields, contents: Contents, context: FileContext) -> Iterator[str]:
    """What the user should know: a date that is none or ambiguous, a path that leads nowhere."""
    if contents.published and not context.given.published and not written_date(contents.published):
        yield f"its date, “{shown(contents.published)}”, isn't used: it is none, or may be one of two days"
    for field, path in context.fields.paths:
        if field not in ("text", "html") and next(fields.values(field), None) is None:
            yield f"nothing at `{shown(path)}` (--map {field}); the fields are: {fields.names()}"
