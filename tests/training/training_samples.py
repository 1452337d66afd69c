"""Invented articles and sentences, as the corpora have them."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Kind, Span
from tracker.training.corpora import ROLES, GoldArticle, GoldStatement

GERMAN = (
    "Neue Brücke über die Orla\n\n"
    "„Wir öffnen die Brücke im Mai“, sagte Bürgermeisterin Hanna Voigt am Montag dem Stadtrat. "
    "Der Bauleiter Timo Reuß warnte vor einer ‚langen Sperrung‘ der Straße. Danach gab es Kuchen."
)
ENGLISH = (
    "Harbour strike ends\n"
    "“The cranes move again,” said union leader Maud Ellery. "
    "The port’s director told reporters that wages would rise. It rained all day."
)


def span(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def statement(text: str, kind: Kind, *roles: str | None) -> GoldStatement:
    """`roles`: the words of each role, in order; None for none."""
    found = tuple((span(words, text),) if words else () for words in roles)
    return GoldStatement(kind, found + ((),) * (len(ROLES) - len(found)))


def articles() -> list[GoldArticle]:
    german = (
        statement(
            GERMAN,
            Kind.DIRECT,
            "„Wir öffnen die Brücke im Mai“",
            "Bürgermeisterin Hanna Voigt",
            "sagte",
            ", sagte Bürgermeisterin Hanna Voigt am Montag dem Stadtrat",
            "dem Stadtrat",
        ),
        statement(
            GERMAN,
            Kind.REPORTED,
            "Der Bauleiter Timo Reuß warnte vor einer ‚langen Sperrung‘ der Straße",
            "Der Bauleiter Timo Reuß",
            "warnte",
        ),
    )
    english = (
        statement(ENGLISH, Kind.DIRECT, "“The cranes move again,”", "union leader Maud Ellery", "said"),
        statement(ENGLISH, Kind.INDIRECT, "that wages would rise", "The port’s director", "told"),
    )
    return [
        GoldArticle("brücke", "Im Mai ist es so weit", GERMAN, "de", german),
        GoldArticle("strike", "", ENGLISH, "en", english),
    ]


SENTENCES = (
    ("de", "Ada/B-PER Kern/I-PER zog/O nach/O Bremen/B-LOC ,/O in/O die/O deutsche/B-LOCderiv Stadt/O ./O"),
    ("de", 'Der/O Film/O "/O Nachtzug/B-OTH "/O lief/O bei/O Funk/B-ORG Nord/I-ORG ./O'),
    ("en", "Lee/B-PER works/O for/O Acme/B-ORG Tools/I-ORG in/O Leeds/B-LOC ./O"),
)


def tagged(sentence: str) -> tuple[list[str], list[str]]:
    tokens, tags = zip(*re.findall(r"(\S+)/(\S+)", sentence), strict=True)
    return list(tokens), list(tags)


def write_corpora(folder: Path) -> Path:
    """All corpora, train and dev part alike, from what is above."""
    folder.mkdir(exist_ok=True)
    for part in ("train", "dev"):
        for article, corpus in zip(articles(), ("german-news", "polnear"), strict=True):
            _write(folder / f"{corpus}-{part}.jsonl.gz", [_fields(article)])
        for corpus, language in (("germeval", "de"), ("ewt", "en"), ("wikiann-de", "de"), ("wikiann-en", "en")):
            rows = [tagged(sentence) for of, sentence in SENTENCES if of == language]
            lines = [{"language": language, "tokens": tokens, "tags": tags} for tokens, tags in rows]
            _write(folder / f"ner-{corpus}-{part}.jsonl.gz", lines)
    return folder


def _fields(article: GoldArticle) -> dict[str, Any]:
    statements = [{"type": each.kind, **dict(zip(ROLES, each.roles, strict=True))} for each in article.statements]
    return {
        "id": article.identifier,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "statements": statements,
    }


def _write(file: Path, lines: Iterable[dict[str, Any]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
