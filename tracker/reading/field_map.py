"""The user's map from fields to where a record has them (`--map text=body.content`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.reading.errors import shown

# The fields that can be mapped; `html` is a page's source, read where there is no text.
MAPPED = ("text", "html", "title", "outlet", "url", "author", "date", "modified", "language", "id")

ABSENT = object()  # what `value_at` returns for a path that doesn't exist; None is a value


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Pairs of a field and the path at which a record has it, sorted. Other fields are found by their usual names."""

    paths: tuple[tuple[str, str], ...] = ()

    def path_of(self, field: str) -> str | None:
        """The path that the user gave for a field."""
        return dict(self.paths).get(field)

    @property
    def reads_text(self) -> bool:
        """Whether a text is looked for before a page's source; not if the user mapped only the source."""
        return self.path_of("html") is None or self.path_of("text") is not None


NO_MAP = FieldMap()


def parse_map(words: Iterable[str]) -> FieldMap:
    """The map in options such as `text=body.content`. Raises ValueError that says what to write instead."""
    paths: dict[str, str] = {}
    for word in words:
        field, equals, path = (part.strip() for part in word.partition("="))
        if not equals or not path:
            raise ValueError(f"“{shown(word)}” is no map: write it as FIELD=PATH, like text=body.content")
        if field not in MAPPED:
            raise ValueError(f"“{shown(field)}” can't be mapped: the fields are {', '.join(MAPPED)}")
        if field in paths:
            raise ValueError(f"“{field}” is mapped twice")
        paths[field] = path
    return FieldMap(tuple(sorted(paths.items())))


def value_at(record: Any, path: str) -> Any:
    """The value at a dotted path in a record, `ABSENT` where there is none.

    A name that contains dots is found too, as in flattened records. A number is an index into a list; any other
    name is looked up in every object of a list: `body.text` is a list of texts where `body` is a list of
    paragraphs.
    """
    if isinstance(record, Mapping) and path in record:
        return record[path]
    name, dot, rest = path.partition(".")
    inner = _step(record, name)
    return value_at(inner, rest) if dot and inner is not ABSENT else inner


def _step(record: Any, name: str) -> Any:
    if isinstance(record, Mapping):
        return record.get(name, ABSENT)
    if isinstance(record, list):
        if name.isdecimal() and name.isascii() and len(name) < 9:
            return record[int(name)] if int(name) < len(record) else ABSENT
        found = [each[name] for each in record if isinstance(each, Mapping) and name in each]
        return found or ABSENT
    return ABSENT
