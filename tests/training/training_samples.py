"""Invented articles and sentences, as the corpora have them."""

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.statements import Act, Kind, Span, Standing
from tracker.training.corpora import GoldArticle, GoldStatement, Sources, listed

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

GERMAN_NEWS, POLNEAR = (listed().statements[name].annotated_by for name in ("german-news", "polnear"))


def span(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def statement(text: str, kind: Kind, *roles: str | None, act: Act | None = None) -> GoldStatement:
    """`roles`: the words of each role, in order; None for none. With an `act` it is asserted."""
    found = tuple((span(words, text),) if words else () for words in roles)
    roles_of_all = found + ((),) * (len(ROLES) - len(found))
    return GoldStatement(kind, roles_of_all, act, Standing.ASSERTED if act else None)


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
        GoldArticle("brücke", "Im Mai ist es so weit", GERMAN, "de", german, GERMAN_NEWS),
        GoldArticle("strike", "", ENGLISH, "en", english, POLNEAR),
    ]


def own_article() -> GoldArticle:
    """The German one as tracker's own gold has it."""
    promise = statement(
        GERMAN, Kind.DIRECT, "Wir öffnen die Brücke im Mai", "Bürgermeisterin Hanna Voigt", "sagte", act=Act.PROMISE
    )
    warning = statement(
        GERMAN,
        Kind.REPORTED,
        "Der Bauleiter Timo Reuß warnte vor einer ‚langen Sperrung‘ der Straße",
        "Der Bauleiter Timo Reuß",
        "warnte",
        None,
        None,
        "vor einer ‚langen Sperrung‘ der Straße",
        act=Act.WARNING,
    )
    meant = (replace(promise, meant=()), replace(warning, meant=(span("Timo Reuß", GERMAN),)))
    return GoldArticle("brücke", "Im Mai ist es so weit", GERMAN, "de", meant)


SENTENCES = (
    ("de", "Ada/B-PER Kern/I-PER zog/O nach/O Bremen/B-LOC ,/O in/O die/O deutsche/B-LOCderiv Stadt/O ./O"),
    ("de", 'Der/O Film/O "/O Nachtzug/B-OTH "/O lief/O bei/O Funk/B-ORG Nord/I-ORG ./O'),
    ("en", "Lee/B-PER works/O for/O Acme/B-ORG Tools/I-ORG in/O Leeds/B-LOC ./O"),
)


def tagged(sentence: str) -> tuple[list[str], list[str]]:
    tokens, tags = zip(*re.findall(r"(\S+)/(\S+)", sentence), strict=True)
    return list(tokens), list(tags)


def write_sources(folder: Path) -> Sources:
    """All corpora and tracker's own gold, train and dev part alike, from what is above."""
    corpora, gold = write_corpora(folder / "corpora"), folder / "gold"
    gold.mkdir(exist_ok=True)
    own = own_article()
    row = _fields(own) | {"sha256": sha256(own.text.encode()).hexdigest()}
    without_text = {name: value for name, value in row.items() if name not in ("title", "text")}
    for part in ("train", "dev"):
        for name, content in (("german-news", without_text), ("own", row)):
            (gold / f"{name}-{part}.jsonl").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    return Sources(corpora, gold)


def named(sources: Sources) -> list[str]:
    """The options of the command line that name the sources."""
    return ["--corpora", str(sources.corpora), "--gold", str(sources.gold)]


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
    statements = [
        {"type": each.kind, **dict(zip(ROLES, each.roles, strict=True)), "act": each.act, "standing": each.standing}
        | ({} if each.meant is None else {"actors": [meant.of(article.text) for meant in each.meant]})
        for each in article.statements
    ]
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
