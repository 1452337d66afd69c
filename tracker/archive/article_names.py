"""Who is seen where in an archive: names in articles, as a database has them, of each text once."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.actors.comparing.results import Name
from tracker.actors.resolving.display import is_seat
from tracker.actors.resolving.mentions import Mention, group_of
from tracker.archive.datasets import Row, by_article
from tracker.archive.parts import Manifest
from tracker.archive.places import Directory
from tracker.archive.tables import table_of_part

if TYPE_CHECKING:
    import pandas as pd

GROUP = ["name", "kind", "year", "marks"]  # mentions that agree in these mean the same actor
TYPES = {
    **{"article": "object", "copy": "object", "name": "object", "kind": "object", "year": "int64", "marks": "object"},
    "statements": "int64",
}
LATEST = date.max


def empty(types: Mapping[str, str]) -> "pd.DataFrame":
    """A table of these columns and types without rows."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def article_names_in(parts: Sequence[Manifest], directory: Directory) -> "pd.DataFrame":
    """The names in the articles of some parts: the columns of TYPES.

    `article` is the digest of the text and `copy` says which of several articles of one text it is: the first counts.
    """
    import pandas as pd

    rows = [row for part in parts for row in _of_part(part, directory)]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES) if rows else empty(TYPES)


def copy_of(article: Row, part: Manifest) -> str:
    """Which of several articles of one text this is: the one that sorts first counts."""
    return f"{article['published'] or LATEST} {article['source']} {article['record']:09} {part.part}"


def first_copies(mentions: "pd.DataFrame") -> "pd.DataFrame":
    """Of each text those of its first copy."""
    first = mentions.groupby("article")["copy"].transform("min")
    return mentions[mentions["copy"] == first]


def grouped(mentions: "pd.DataFrame") -> "pd.DataFrame":
    """Mentions counted by group: how many articles, and in how many statements."""
    counted = mentions.assign(articles=1) if "articles" not in mentions else mentions
    return counted.groupby(GROUP, as_index=False, sort=True)[["articles", "statements"]].sum()


def _of_part(part: Manifest, directory: Directory) -> Iterator[tuple[str, str, str, str, int, str, int]]:
    said = table_of_part(directory, part, "statements", ["article", "said_on", "speakers", "addressees"])
    printed = table_of_part(directory, part, "articles", ["digest", "published", "source", "record"])
    if said is None or printed is None:
        return
    articles = {row["digest"]: row for row in printed.to_pylist()}
    for digest, statements in by_article(said.to_pylist()).items():
        article = articles[digest]
        published: date | None = article["published"]
        copy = copy_of(article, part)
        for mention in _mentions(statements, published):
            group = group_of(mention)
            marks = " ".join(sorted(group.marks))
            yield digest, copy, group.name, group.kind, group.year, marks, mention.statements


def _mentions(statements: Sequence[Row], published: date | None) -> Iterator[Mention]:
    """Each name of an article once: its descriptions, its day, and in how many statements it speaks or is addressed."""
    descriptions: defaultdict[Name, set[str]] = defaultdict(set)
    days: defaultdict[Name, list[date]] = defaultdict(list)
    times: defaultdict[Name, int] = defaultdict(int)
    for row in statements:
        for referents in (row["speakers"], row["addressees"]):
            for name, description in _distinct(referents).items():
                descriptions[name].update([description] if description else [])
                days[name].extend([row["said_on"]] if row["said_on"] else [])
                times[name] += 1
    for name, of_name in descriptions.items():
        day = published or min(days[name], default=None)
        yield Mention(0, *name, frozenset(of_name), day, times[name])


def _distinct(referents: Sequence[Row]) -> dict[Name, str | None]:
    """Each name once, white space folded, with its description: that of whoever has a seat is the seat."""
    found: dict[Name, str | None] = {}
    for each in referents:
        name = (" ".join(each["name"].split()), each["kind"])
        seat = name[0] if is_seat(name) else None
        found[name] = each["description"] if each["description"] is not None else seat
    return found


def described_group(row: Mapping[str, object]) -> str:
    """What a group of mentions is known by."""
    return json.dumps([row[name] for name in GROUP], ensure_ascii=False)
