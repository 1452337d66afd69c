"""The user's word on which field of a record holds what (`--map text=body.content`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.reading.errors import shown

# What a record can be asked for; `html` is a page's source, read where there is no text.
MAPPED = ("text", "html", "title", "outlet", "url", "author", "date", "modified", "language")

ABSENT = object()  # what a path leads to that isn't there; None is there


@dataclass(frozen=True, slots=True)
class FieldMap:
    """From what tracker asks for to the path where a record has it, sorted; the rest goes by its usual name."""

    paths: tuple[tuple[str, str], ...] = ()

    def path_of(self, field: str) -> str | None:
        """The path that the user gave for a field."""
        return dict(self.paths).get(field)

    @property
    def reads_text(self) -> bool:
        """Whether a text is looked for before a page's source: not if the user named that alone."""
        return self.path_of("html") is None or self.path_of("text") is not None


NO_MAP = FieldMap()


def parse_map(words: Iterable[str]) -> FieldMap:
    """The map that options such as `text=body.content` make. Raises ValueError, with what to write instead."""
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
    """What stands in a record at a dotted path, `ABSENT` where nothing does.

    A name with dots in it is found too, as records have it that were flattened. A number counts in a list from 0; any
    other name leads into every object of a list: `body.text` is a list of texts where `body` is one of paragraphs.
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
