"""A corpus of articles in JSON Lines, each with its `id`, as annotated corpora and pipelines write them."""

from collections.abc import Iterator
from datetime import date
from io import BufferedReader
from typing import Any

from tracker.reading.article import LONGEST_TEXT, Article, PublishedBasis
from tracker.reading.errors import ReadingError, shown
from tracker.reading.framing.json_lines import numbered_lines, value_of
from tracker.reading.metadata.dates import parse_date
from tracker.reading.metadata.front_matter import language_code


def read_articles_jsonl(
    data: bytes | BufferedReader, source: str = "-"
) -> Iterator[tuple[str, Article | ReadingError]]:
    """The articles of a JSON Lines file, plain or gzip-compressed, each with its `id`.

    A stream is read line by line, so that a file of any size takes the memory of its longest line. A line is an
    object with `id` and `text` and, where known, `title`, `date`, `language`, `outlet`, `url` and `author`; other
    fields are ignored. The text is kept to the code point, since spans count its code points. In place of a line
    that can't be read there is a ReadingError that names file and line, with the `id`, or "" where that is missing
    too; the lines after it are read.
    """
    name = "stdin" if source == "-" else shown(source)
    line_count = 0
    try:
        for number, line in numbered_lines(data, name):
            line_count += 1
            yield _identified(line, f"{name}, line {number}", source)
    except ReadingError as error:
        yield "", error
    else:
        if not line_count:
            yield "", ReadingError(f"{name}: empty. Nothing to read.")


def _identified(line: bytes, place: str, source: str) -> tuple[str, Article | ReadingError]:
    identifier = ""
    try:
        fields = fields_of(line, place)
        identifier = identifier_of(fields, place)
        return identifier, article_of(fields, place, source)
    except ReadingError as error:
        return identifier, error


def fields_of(line: bytes, place: str) -> dict[str, Any]:
    """The object on a line; `place` is what errors call the line. Raises ReadingError where there is no object."""
    fields = value_of(line, place)
    if not isinstance(fields, dict):
        raise ReadingError(f"{place}: not a JSON object with `id` and `text`.")
    return fields


def identifier_of(fields: dict[str, Any], place: str) -> str:
    """The object's `id`. Raises ReadingError where it has none."""
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        return str(identifier)
    if isinstance(identifier, str) and identifier:
        return _of_characters(identifier, "id", place)
    raise ReadingError(f"{place}: without an `id`, which must be a string or a whole number.")


def article_of(fields: dict[str, Any], place: str, source: str) -> Article:
    """The article in an object. Raises ReadingError where its text or metadata are missing or unusable."""
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadingError(f"{place}: without a `text`, which must be a string that is not blank.")
    if len(text) > LONGEST_TEXT:
        raise ReadingError(f"{place}: a text of more than {LONGEST_TEXT // 1_000_000} million characters.")
    published = _published(fields, place)
    return Article(
        text=_of_characters(text, "text", place),
        title=_optional(fields, "title", place),
        outlet=_optional(fields, "outlet", place),
        url=_optional(fields, "url", place),
        author=_optional(fields, "author", place),
        published=published,
        published_basis=PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN,
        language=language_code(_optional(fields, "language", place) or ""),
        source=source,
    )


def _published(fields: dict[str, Any], place: str) -> date | None:
    words = _optional(fields, "date", place)
    if words is None:
        return None
    try:
        return parse_date(words)
    except ValueError as error:
        raise ReadingError(f"{place}: `date`: {error}.") from None


def _optional(fields: dict[str, Any], name: str, place: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ReadingError(f"{place}: `{name}` must be a string.")
    return _of_characters(value, name, place)


def _of_characters(value: str, name: str, place: str) -> str:
    """The value, unless it holds half of a surrogate pair, which is no character and can't be stored."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ReadingError(f"{place}: `{name}` holds half of a surrogate pair, which is no character.") from None
    return value
