"""The datasets of an archive: which fields they have, from articles and extractions to rows and back.

`articles`, `statements` and `mentions` are Parquet files in a folder for each month in which articles were published
(`month=2022-01`, `month=unknown`), and `failures` are what couldn't be read or extracted. Spans count code points of
the article's text from 0. An article is known by the SHA-256 of its text, and its number and those of its statements
are made of it: they are the same in every archive and in every slice.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.extraction.document.sentences import paragraphs
from tracker.extraction.statements import (
    Extraction,
    Mention,
    Referent,
    Saying,
    Span,
    Spans,
    Statement,
    Versions,
    words_of,
)
from tracker.reading.article import Article
from tracker.store.articles import digest_of
from tracker.store.decided.statements import pronoun_fields, pronoun_of
from tracker.store.statement_rows import ROLES, WITH_A_DAY
from tracker.terms import Act, DateBasis, Kind, PublishedBasis, ReferentKind, Resolution, Standing

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 4  # of the datasets' fields, and of how parts are cut
DATASETS = ("articles", "statements", "mentions", "failures")
UNDATED = "unknown"
DIGITS_OF_NUMBER = 13  # hexadecimal: 52 bits, which programs that know all numbers as floats keep, too

Row = dict[str, Any]


def schemas() -> "Mapping[str, pa.Schema]":
    """The fields of each dataset."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    text, number, day = pa.string(), pa.int64(), pa.date32()
    words_of_referent = [(name, text) for name in ("name", "kind", "description", "resolution")]
    referent = pa.struct([*words_of_referent, ("confidence", pa.float64())])
    pronoun = pa.struct([*span, ("kind", text), ("name", text), ("confidence", pa.float64())])
    described = {b"schema_version": str(SCHEMA_VERSION).encode()}
    of_articles = [
        *(("id", number), ("digest", text), ("title", text), ("outlet", text), ("url", text), ("author", text)),
        *(("published", day), ("published_basis", text), ("language", text), ("source", text), ("modified", text)),
        *(("format", text), ("own_id", text), ("text", text), ("words", pa.int32()), ("input", text)),
        *(("record", pa.int64()), ("model_version", text), ("code_version", text), ("runtime_version", text)),
    ]
    of_statements = [
        *(("id", number), ("article_id", number), ("article", text), ("position", pa.int32()), ("kind", text)),
        *(("act", text), ("standing", text), ("confidence", pa.float64()), ("act_confidence", pa.float64())),
        *(("day", day), ("said_on", day)),
        *(("said_on_basis", text), ("said_on_words", text), ("said_on_words_spans", pa.list_(span))),
        *((role, text) for role in ROLES),
        *((f"{role}_spans", pa.list_(span)) for role in ROLES),
        *(("inside", pa.int32()), ("paragraph_start", pa.int32()), ("paragraph_end", pa.int32())),
        *(("speakers", pa.list_(referent)), ("addressees", pa.list_(referent)), ("pronouns", pa.list_(pronoun))),
    ]
    of_mentions = [
        *(("article_id", number), ("article", text), ("start", pa.int32()), ("end", pa.int32()), ("text", text)),
        *(("name", text), ("kind", text)),
    ]
    of_failures = [("input", text), ("source", text), ("record", pa.int64()), ("problem", text)]
    fields = zip(DATASETS, (of_articles, of_statements, of_mentions, of_failures), strict=True)
    return {name: pa.schema(listed, metadata=described) for name, listed in fields}


def number_of(digest: str) -> int:
    """The number that a digest (SHA-256 in hexadecimal) stands for."""
    return int(digest[:DIGITS_OF_NUMBER], 16)


def statement_numbers(digest: str, statements: Sequence[Statement]) -> list[int]:
    """The numbers of an article's statements: one that is found again, in the same words, has the same number."""
    seen: Counter[str] = Counter()
    numbers = []
    for each in statements:
        quote = json.dumps([list(span) for span in each.quote])
        words = f"{digest} {quote} {seen[quote]}"
        seen[quote] += 1
        numbers.append(number_of(hashlib.sha256(words.encode()).hexdigest()))
    return numbers


def month_of(article: Article) -> str:
    """The folder that an article's rows are in."""
    return f"month={article.published:%Y-%m}" if article.published else f"month={UNDATED}"


def rows_of(
    article: Article, extraction: Extraction, versions: Versions, input_digest: str, record: int
) -> dict[str, list[Row]]:
    """The rows of an article and of what was found in it, by dataset."""
    digest = digest_of(article.text)
    number = number_of(digest)
    of_article: Row = {
        **{name: getattr(article, name) for name in ("title", "outlet", "url", "author", "published", "source")},
        **{name: getattr(article, name) for name in ("modified", "format", "own_id", "text")},
        "id": number,
        "digest": digest,
        "published_basis": article.published_basis.value,
        "language": article.language or extraction.language,
        "words": len(article.text.split()),
        "input": input_digest,
        "record": record,
        "model_version": versions.model,
        "code_version": versions.code,
        "runtime_version": versions.runtime,
    }
    known: Row = {"article_id": number, "article": digest}
    numbers = statement_numbers(digest, extraction.statements)
    places = paragraphs(article.text)
    statements = [
        {**known, "id": each, "position": position, **_statement_row(statement, article, places)}
        for position, (each, statement) in enumerate(zip(numbers, extraction.statements, strict=True))
    ]
    mentions = [{**known, **_mention_row(each, article.text)} for each in extraction.mentions]
    return {"articles": [of_article], "statements": statements, "mentions": mentions}


def _statement_row(statement: Statement, article: Article, places: Sequence[Span]) -> Row:
    said = statement.said
    words = (said.words,) if said.words else ()
    start = statement.quote[0].start
    paragraph = next((place for place in reversed(places) if place.start <= start), places[0])
    return {
        **{name: getattr(statement, name).value for name in ("kind", "act", "standing")},
        "confidence": statement.confidence,
        "act_confidence": statement.act_confidence,
        "pronouns": list(map(pronoun_fields, statement.pronouns)),
        "day": said.day or (None if said.basis in WITH_A_DAY else article.published),
        "said_on": said.day,
        "said_on_basis": said.basis.value,
        "said_on_words": words_of(article.text, words) or None,
        "said_on_words_spans": _pairs(words),
        **{role: words_of(article.text, getattr(statement, role)) for role in ROLES},
        **{f"{role}_spans": _pairs(getattr(statement, role)) for role in ROLES},
        "inside": statement.inside,
        "paragraph_start": paragraph.start,
        "paragraph_end": paragraph.end,
        "speakers": list(map(_referent_row, statement.actors)),
        "addressees": list(map(_referent_row, statement.addressee_actors)),
    }


def _mention_row(mention: Mention, text: str) -> Row:
    start, end = mention.span
    return {"start": start, "end": end, "text": text[start:end], "name": mention.name, "kind": mention.kind.value}


def _referent_row(referent: Referent) -> Row:
    resolution, kind = referent.resolution.value, referent.kind.value
    known = {"name": referent.name, "kind": kind, "description": referent.description}
    return {**known, "resolution": resolution, "confidence": referent.confidence}


def _pairs(spans: Iterable[Span]) -> list[Row]:
    return [{"start": start, "end": end} for start, end in spans]


# And back.


def article_of(row: Row) -> Article:
    """The article of a row of `articles`."""
    names = ("text", "title", "outlet", "url", "author", "published", "language", "source", "modified", "format")
    return Article(
        **{name: row[name] for name in (*names, "own_id")}, published_basis=PublishedBasis(row["published_basis"])
    )


def versions_of(row: Row) -> Versions:
    """What found the statements of the article of a row of `articles`."""
    return Versions(row["model_version"], row["code_version"], row["runtime_version"])


def extraction_of(language: str | None, statements: Iterable[Row], mentions: Iterable[Row]) -> Extraction:
    """What was found in an article, of its rows of `statements` and `mentions`."""
    in_order = sorted(statements, key=lambda row: int(row["position"]))
    return Extraction(language, tuple(map(_statement_of, in_order)), tuple(map(_mention_of, mentions)))


def _statement_of(row: Row) -> Statement:
    words = _spans(row["said_on_words_spans"])
    roles: dict[str, Any] = {role: _spans(row[f"{role}_spans"]) for role in ROLES}
    return Statement(
        kind=Kind(row["kind"]),
        act=Act(row["act"]),
        standing=Standing(row["standing"]),
        actors=tuple(_referents(row["speakers"])),
        addressee_actors=tuple(_referents(row["addressees"])),
        said=Saying(row["said_on"], DateBasis(row["said_on_basis"]), words[0] if words else None),
        confidence=row["confidence"],
        act_confidence=row["act_confidence"],
        pronouns=tuple(map(pronoun_of, row["pronouns"])),
        inside=row["inside"],
        **roles,
    )


def _referents(rows: Iterable[Row]) -> Iterator[Referent]:
    for row in rows:
        kind, resolution = ReferentKind(row["kind"]), Resolution(row["resolution"])
        yield Referent(row["name"], kind, row["description"], resolution, row["confidence"])


def _mention_of(row: Row) -> Mention:
    return Mention(Span(row["start"], row["end"]), ReferentKind(row["kind"]), row["name"])


def _spans(rows: Iterable[Row]) -> Spans:
    return tuple(Span(row["start"], row["end"]) for row in rows)


def by_article(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """Rows of `statements` or `mentions` by the digest of their article."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article"]].append(row)
    return found
