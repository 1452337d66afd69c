"""Values of markup as they really occur: strings, numbers, objects or lists of these where one of them is expected.

Nothing here raises: what isn't what it should be is None.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from math import isfinite
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.reading.metadata.dates import day_words, written_date

LONGEST_ADDRESS = 2_000  # characters
DEEPEST = 12  # levels of nesting; real markup has five
MOST_NAMED = 20  # of names and addresses
FIRST_YEAR = 1900  # an earlier one stands for a date that is missing: 0001-01-01
BLOCK = re.compile(r"</?(?:p|br|div|li|ul|h\d|tr|td|script|style)\b[^<>]{0,300}>", re.IGNORECASE)  # ends a word
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,6})?")
NAMES = ("name", "legalName", "alternateName")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup that values stand in: the page's `address`, and the objects that others name by their `@id`."""

    address: str | None
    named: Mapping[str, Node]

    def node(self, value: Any) -> Node:
        """The object that a value is, refers to or begins a list of; empty where it is none."""
        for _ in range(DEEPEST):
            if isinstance(value, list):
                value = next((each for each in value if each), None)
            elif isinstance(value, dict) and isinstance(called := value.get("@id"), str) and len(value) == 1:
                value = self.named.get(called)
            else:
                break
        return value if isinstance(value, dict) else {}

    def web_address(self, value: Any) -> str | None:
        """The address of a web page, made whole where it is relative; None where it is none, as of `javascript:`."""
        for _ in range(DEEPEST):
            if isinstance(value, list):
                value = next((each for each in value if each), None)
            elif isinstance(value, dict):
                value = value.get("url") or value.get("@id")
            else:
                break
        written = words(value)
        if not written or len(written) > LONGEST_ADDRESS:
            return None
        try:
            whole = urljoin(self.address or "", written)
            parts = urlsplit(whole)
            return whole if parts.scheme in ("http", "https") and parts.hostname and " " not in whole else None
        except ValueError:  # brackets of an IPv6 address that don't close
            return None

    def names(self, value: Any) -> tuple[str, ...]:
        """The names of people and organisations: strings, objects with a name, references to them, or lists."""
        return tuple(dict.fromkeys(self._names(value, 0)))[:MOST_NAMED]

    def _names(self, value: Any, depth: int) -> Iterator[str]:
        if depth > DEEPEST:
            return
        if isinstance(value, list):
            for each in value[:MOST_NAMED]:
                yield from self._names(each, depth + 1)
        elif isinstance(value, dict):
            node = self.node(value)
            found = next((name for key in NAMES if (name := words(node.get(key)))), None)
            if found:
                yield found
        elif (name := words(value)) and not name.startswith(("http://", "https://")):
            yield name


def words(value: Any) -> str | None:
    """A text on one line, without entities and tags; the first of a list. None for anything else, and without words."""
    for _ in range(DEEPEST):
        if not isinstance(value, list):
            break
        value = next((each for each in value if each), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    plain = TAG.sub("", BLOCK.sub(" ", unescape(unescape(value))))  # feeds escape what their pages have escaped
    whole = plain.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")  # without halves of surrogate pairs
    return " ".join(whole.split()) or None


def number(value: Any) -> float | None:
    """A number, also one written as a text, or with a comma."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        written = value.strip()
        value = float(written.replace(",", ".")) if NUMBER.fullmatch(written) else None
    if not isinstance(value, int | float):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None


def day(value: Any) -> date | None:
    """The day of a date or a point in time."""
    if isinstance(value, list):
        value = next(iter(value), None)
    written = day_words(value) if isinstance(value, str | int) else None
    found = written_date(written) if written else None
    return found if found and found.year >= FIRST_YEAR else None


def site_of(address: str | None) -> str | None:
    """The site that an address is of, as people name it: "example.org"."""
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None
