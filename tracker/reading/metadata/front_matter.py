"""Front matter: a block of `key: value` lines between two lines of three hyphens, above the text."""

import re
from dataclasses import dataclass

from tracker.reading.lexicons import document_words

LONGEST_BLOCK = 60  # lines
FENCE = re.compile(r"---+[ \t]*")
CLOSING_FENCE = re.compile(r"(?:---+|\.\.\.)[ \t]*")
FIELD = re.compile(r"(?P<key>[^\W\d_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
WITHOUT_FIELD = re.compile(r"[ \t]*|[ \t]*#.*|[ \t]*-[ \t]+.*|[ \t]+\S.*")  # comments, items, indented lines
LANGUAGE_CODE = re.compile(r"(?P<code>[a-z]{2})(?:[-_].*)?", re.IGNORECASE)

# The names of the fields in content systems and note-taking programs; the lexicons have those of other languages.
FIELD_OF_KEY = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "author": "author",
    "byline": "author",
    "language": "language",
    "lang": "language",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block's fields as written; None where a field is missing."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    modified: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter at the beginning of `text`, and the text after it.

    A block counts only if it is closed, has a known field, and holds nothing but fields, comments, list items and
    indented lines; unknown fields are ignored. Anything else belongs to the text.
    """
    lines = text.split("\n", LONGEST_BLOCK + 1)
    if not FENCE.fullmatch(lines[0]):
        return FrontMatter(), text
    for number, line in enumerate(lines[1:LONGEST_BLOCK], start=1):
        if CLOSING_FENCE.fullmatch(line):
            fields = _fields_of(lines[1:number])
            return (FrontMatter(**fields), "\n".join(lines[number + 1 :])) if fields else (FrontMatter(), text)
        if not (FIELD.fullmatch(line) or WITHOUT_FIELD.fullmatch(line)):
            break
    return FrontMatter(), text


def _fields_of(lines: list[str]) -> dict[str, str | None]:
    """The known fields; of a field that is written twice, the first value that isn't empty."""
    fields: dict[str, str | None] = {}
    for line in lines:
        found = FIELD.fullmatch(line)
        name = _field_of(found["key"].lower()) if found else None
        if found and name and not fields.get(name):
            fields[name] = _value_of(found["value"] or "", name)
    return fields


def _field_of(key: str) -> str | None:
    return FIELD_OF_KEY.get(key) or document_words().front_matter.get(key)


def _value_of(written: str, name: str) -> str | None:
    """The value without surrounding quotation marks; None for YAML's ways to write nothing."""
    value = " ".join(written.split())
    if name == "author" and value.startswith("[") and value.endswith("]"):
        value = ", ".join(each.strip().strip("\"'") for each in value[1:-1].split(","))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').strip()
    if value.lower() in ("", "null", "~", "none", "|", ">"):
        return None
    return language_code(value) if name == "language" else value


def language_code(value: str) -> str | None:
    """The language of a code such as de-DE; None where it is no code, so that the language is detected."""
    code = LANGUAGE_CODE.fullmatch(value)
    return code["code"].lower() if code else None
