"""Structured data in a web page: the article that its JSON-LD describes (schema.org NewsArticle and others)."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

# Types of schema.org that are articles though their names don't end in Article.
OTHER_ARTICLE_TYPES = frozenset(
    {"LiveBlogPosting", "BlogPosting", "Report", "SocialMediaPosting", "DiscussionForumPosting"}
)
# Properties that hold the page's own article; others lead to other articles.
LEADING_TO_ARTICLE = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf")
WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|\]\]>\s*\*/)\s*$"
)
DEEPEST = 12  # levels of nesting; real pages have four
MOST_NODES = 5_000
MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class DescribedArticle:
    """What JSON-LD says about the page's article, as written there; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    text: str | None = None  # where it says that the page shows only a part of it


NOTHING_DESCRIBED = DescribedArticle()


def described_article(scripts: Iterable[str], address: str | None) -> DescribedArticle:
    """The article that the JSON-LD in `scripts` describes; of several the one at `address`, or else the first.

    Scripts that aren't JSON are ignored, as search engines do.
    """
    nodes = [node for script in scripts for node in _nodes(_parsed(script))][:MOST_NODES]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return NOTHING_DESCRIBED
    at_address = [node for node in articles if address and _address(node, named) == address]
    node = (at_address or articles)[0]
    return DescribedArticle(
        title=_words(node.get("headline")) or _words(node.get("name")),
        author=", ".join(_names(node.get("author") or node.get("creator"), named)) or None,
        outlet=next(iter(_names(node.get("publisher") or node.get("sourceOrganization"), named)), None),
        url=_address(node, named),
        published=_words(node.get("datePublished")),
        modified=_words(node.get("dateModified")),
        text=_body(node) if str(node.get("isAccessibleForFree")).lower() == "false" else None,
    )


def _parsed(script: str) -> Any:
    try:
        return json.loads(WRAPPED.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects that may describe the page's article, in the page's order."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:MOST_NODES]:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in LEADING_TO_ARTICLE:
            yield from _nodes(value.get(key), depth + 1)
        for key in ("author", "publisher"):  # where others refer to it by its @id
            yield from (node for node in _nodes(value.get(key), depth + 1) if "@id" in node)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    for name in types if isinstance(types, list) else [types]:
        if isinstance(name, str):
            last = re.split(r"[/:#]", name)[-1]
            if last.endswith("Article") or last in OTHER_ARTICLE_TYPES:
                return True
    return False


def _address(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value.strip()
    return None


def _names(value: Any, named: dict[str, dict[str, Any]], depth: int = 0) -> list[str]:
    """The names of persons or organisations: from strings, objects with a name, references to them, or lists."""
    if depth > DEEPEST:
        return []
    if isinstance(value, list):
        found = [name for each in value[:MOST_AUTHORS] for name in _names(each, named, depth + 1)]
        return list(dict.fromkeys(found))
    if isinstance(value, dict):
        if "name" not in value and isinstance(identifier := value.get("@id"), str) and identifier in named:
            value = named[identifier]
        return _names(value.get("name"), named, depth + 1)
    words = _words(value)
    return [words] if words and not words.startswith(("http://", "https://")) else []


def _body(node: dict[str, Any]) -> str | None:
    body = node.get("articleBody")
    return unescape(body).strip() or None if isinstance(body, str) else None


def _words(value: Any) -> str | None:
    """A string without escapes and extra spaces; None for anything else or an empty string."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
