"""JSON Lines to annotated articles, and to what was predicted for them.

A line is an object with `id` and `statements`; in a gold file with `text` too and, where known, `date`,
`language` and the corpus's own `tokens`. Gold on texts that can't be passed on has the `sha256` of the text (in UTF-8)
instead, and the texts stand in another file under the same ids. A statement has its kind under `type`, and under
`quote`, `speaker`, `cue`, `frame`, `addressee` and `matter` lists of [start, end] spans in code points of the text;
what is left out is empty. In gold each statement has a quote. With an `act` it has labels: `actors`,
`addressee_actors`, `said_on`, `standing` and `link`, as the annotation guide explains them. `names` of an article are
all names in it, each as [start, end, kind].
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from io import BufferedReader
from itertools import pairwise
from typing import Any

from tracker.evaluation.annotations import EARLIER, ROLES, AnnotatedArticle, Annotation, Labels, Names
from tracker.extraction.statements import DateBasis, Span, Spans
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.corpus import article_of, fields_of, identifier_of
from tracker.reading.framing.json_lines import numbered_lines

TOKEN = re.compile(r"\w+|[^\w\s]")  # where the corpus has none of its own: words and single punctuation marks
VALUE_SHOWN = 60  # characters of a value that an error names

Object = dict[str, Any]


def read_gold(
    data: bytes | BufferedReader, source: str = "-", texts: Mapping[str, Object] | None = None
) -> list[AnnotatedArticle]:
    """The annotated articles of a JSON Lines file, plain or gzip-compressed.

    `texts`: what `read_texts` has read, for articles without a text of their own. Raises ReadingError, which names the
    line, at the first line that is no annotated article, and where the file has no statement at all.
    """
    articles = [
        _annotated(_with_text(fields, identifier, place, texts or {}), identifier, place, source)
        for identifier, fields, place in _objects(data, source)
    ]
    if not any(article.statements for article in articles):
        raise ReadingError(f"{_name(source)}: without a statement. Nothing to measure by.")
    return articles


def read_predicted(
    data: bytes | BufferedReader, gold: Sequence[AnnotatedArticle], source: str = "-"
) -> dict[str, tuple[Annotation, ...]]:
    """What a JSON Lines file has for the articles of `gold`, by their id; other articles are left out.

    Raises ReadingError, which names the line, at the first line that has no statements or wrong ones, and
    where none of the articles are those of `gold`.
    """
    lengths = {article.identifier: len(article.article.text) for article in gold}
    predicted = {
        identifier: _statements(fields, place, lengths[identifier], _annotation)
        for identifier, fields, place in _objects(data, source)
        if identifier in lengths
    }
    if not predicted:
        raise ReadingError(f"{_name(source)}: has none of the articles of the gold file (by their `id`).")
    return predicted


def read_predicted_names(
    data: bytes | BufferedReader, gold: Sequence[AnnotatedArticle], source: str = "-"
) -> dict[str, Names]:
    """The names that a JSON Lines file has as `mentions` of the articles of `gold`, by their id; without any, none."""
    lengths = {article.identifier: len(article.article.text) for article in gold}
    found = (
        (identifier, _mentions(fields, place, lengths[identifier]))
        for identifier, fields, place in _objects(data, source)
        if identifier in lengths
    )
    return {identifier: names for identifier, names in found if names is not None}


def read_texts(data: bytes | BufferedReader, source: str = "-") -> dict[str, Object]:
    """The articles of a JSON Lines file by id, as far as gold without texts needs them: `text`, `date`, `tokens` …"""
    return {identifier: fields | {"statements": []} for identifier, fields, _ in _objects(data, source)}


def _with_text(fields: Object, identifier: str, place: str, texts: Mapping[str, Object]) -> Object:
    """A gold article with its text, its own or that of the same id whose digest is the one annotated."""
    if fields.get("text") is not None or "sha256" not in fields:
        return fields
    if identifier not in texts:
        raise ReadingError(f"{place}: its text stands elsewhere: name the corpus that has {identifier} with --texts.")
    text = texts[identifier].get("text")
    if not isinstance(text, str) or sha256(text.encode()).hexdigest() != fields["sha256"]:
        raise ReadingError(f"{place}: the text of {identifier} isn't the one that was annotated.")
    return texts[identifier] | fields


def _objects(data: bytes | BufferedReader, source: str) -> Iterator[tuple[str, Object, str]]:
    """The objects of all lines, each with its id and with the words that errors name its line by."""
    name = _name(source)
    place_of: dict[str, str] = {}
    for number, line in numbered_lines(data, name):
        place = f"{name}, line {number}"
        fields = fields_of(line, place)
        identifier = identifier_of(fields, place)
        if identifier in place_of:
            raise ReadingError(f"{place}: its `id` is that of line {place_of[identifier]} too.")
        place_of[identifier] = str(number)
        yield identifier, fields, place
    if not place_of:
        raise ReadingError(f"{name}: empty. Nothing to read.")


def _name(source: str) -> str:
    return "stdin" if source == "-" else shown(source)


def _annotated(fields: Object, identifier: str, place: str, source: str) -> AnnotatedArticle:
    article = article_of(fields, place, source)
    return AnnotatedArticle(
        identifier,
        article,
        _tokens(fields, article.text, place),
        _statements(fields, place, len(article.text), _gold_annotation),
        _names_in(fields, place, len(article.text)),
    )


def _names_in(fields: Object, place: str, length: int) -> Names | None:
    """The `names` of a gold article, each as [start, end, kind]."""
    values = fields.get("names")
    if values is None:
        return None
    if not isinstance(values, list) or not all(isinstance(each, list) and len(each) == 3 for each in values):
        raise ReadingError(f'{place}: `names` must be a list of names, such as [[12, 40, "person"]].')
    return frozenset((_span([start, end], "names", place, length), str(kind)) for start, end, kind in values)


def _mentions(fields: Object, place: str, length: int) -> Names | None:
    """The `mentions` of an article as `tracker extract` writes them, each with a `span` and a `kind`."""
    values = fields.get("mentions")
    if values is None:
        return None
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        raise ReadingError(f"{place}: `mentions` must be a list of objects with a `span` and a `kind`.")
    return frozenset((_span(each.get("span"), "span", place, length), str(each.get("kind"))) for each in values)


def _tokens(fields: Object, text: str, place: str) -> tuple[Span, ...]:
    if fields.get("tokens") is None:
        return tuple(Span(*match.span()) for match in TOKEN.finditer(text))
    tokens = _spans(fields, "tokens", place, len(text))
    for before, here in pairwise(tokens):
        if here.start < before.end:
            raise ReadingError(f"{place}: `tokens` overlap or are out of order at {list(here)}.")
    return tokens


def _statements(
    fields: Object, place: str, length: int, annotation: Callable[[Object, str, int], Annotation]
) -> tuple[Annotation, ...]:
    """The statements of an article whose text has `length` characters, each made by `annotation`."""
    statements = fields.get("statements")
    if not isinstance(statements, list):
        raise ReadingError(f"{place}: without `statements`, which must be a list.")
    return tuple(
        annotation(statement, f"{place}, statement {number}", length) for number, statement in enumerate(statements, 1)
    )


def _gold_annotation(statement: Object, place: str, length: int) -> Annotation:
    annotation = _annotation(statement, place, length)
    if not annotation.quote:
        raise ReadingError(f"{place}: without a `quote`, which must have at least one span.")
    return annotation


def _annotation(statement: Object, place: str, length: int) -> Annotation:
    if not isinstance(statement, dict):
        raise ReadingError(f"{place}: not an object with a `quote`.")
    kind = statement.get("type")
    if kind is not None and not (isinstance(kind, str) and kind):
        raise ReadingError(f"{place}: `type` must be a string.")
    spans = {role: _spans(statement, role, place, length) for role in ROLES}
    return Annotation(kind=kind, labels=_labels(statement, place, length), **spans)


def _labels(statement: Object, place: str, length: int) -> Labels | None:
    """The labels of a statement that has an act; None without one."""
    act = statement.get("act")
    if act is None:
        return None
    for name in ("act", "standing", "link"):
        if statement.get(name) is not None and not isinstance(statement[name], str):
            raise ReadingError(f"{place}: `{name}` must be a string.")
    earlier = _is_earlier(statement)
    return Labels(
        act=act,
        actors=_names(statement, "actors", place),
        addressee_actors=_names(statement, "addressee_actors", place),
        said_on=None if earlier else _said_on(statement, place),
        earlier=earlier,
        standing=statement.get("standing"),
        link=statement.get("link"),
        matter=_spans(statement, "matter", place, length),
    )


def _names(statement: Object, name: str, place: str) -> tuple[str, ...]:
    values = statement.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise ReadingError(f"{place}: `{name}` must be a list of names.")
    if not all(isinstance(value, str) for value in values):
        raise ReadingError(f"{place}: `{name}` must be a list of names.")
    return tuple(values)


def _is_earlier(statement: Object) -> bool:
    """Whether it was said before, on a day that isn't told: as gold says it, or as `tracker extract` does."""
    return statement.get("said_on") == EARLIER or statement.get("said_on_basis") == DateBasis.UNKNOWN


def _said_on(statement: Object, place: str) -> date | None:
    """The day that words of the article give; `tracker extract` also writes the published date, and says so."""
    value = statement.get("said_on")
    if value is None or statement.get("said_on_basis", "words") != "words":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ReadingError(f"{place}: `said_on` must be a date such as 2022-01-21.") from None


def _spans(fields: Object, name: str, place: str, length: int) -> Spans:
    """The spans under `name`, all of them in a text of `length` characters."""
    values = fields.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise ReadingError(f"{place}: `{name}` must be a list of spans, such as [[12, 40]].")
    return tuple(_span(value, name, place, length) for value in values)


def _span(value: object, name: str, place: str, length: int) -> Span:
    match value:
        case [bool(), _] | [_, bool()]:  # which Python counts among the whole numbers
            pass
        case [int() as start, int() as end] if 0 <= start < end <= length:
            return Span(start, end)
        case [int() as start, int() as end] if start < end:
            raise ReadingError(f"{place}: `{name}` has the span {value}, outside the text of {length} characters.")
    written = shown(value) if len(str(value)) <= VALUE_SHOWN else "something else"
    raise ReadingError(f"{place}: `{name}` has {written} where a span [start, end] must stand.")
