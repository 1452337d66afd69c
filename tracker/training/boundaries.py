"""Count where spans begin and end in annotated articles.

    python -m tracker.training.boundaries CORPUS.jsonl.gz … > tracker/extraction/model/boundaries.json

The corpora are gzipped JSON Lines in the format that `tracker evaluate` reads, with `language`.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tracker.extraction.decoding.boundaries import GROUPS, borders_of
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.document.words import Words, words_in
from tracker.extraction.statements import Kind
from tracker.training.corpora import ROLES

WORDS_BEFORE, WORDS_AFTER = 120, 180  # of a quote's first word: where its roles are looked for
Counts = dict[str, dict[str, dict[str, list[int]]]]


def count(paths: Iterable[Path]) -> Counts:
    """`counts[language][group + role][border]`: [stayed out, begun, ended, stayed in]."""
    counts: Counts = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0])))
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                _count_article(article, counts[article["language"]])
    return counts


def _count_article(article: dict[str, Any], counts: dict[str, dict[str, list[int]]]) -> None:
    words = words_in(article["text"])
    borders = borders_of(words, quoted_in(words.text))
    for statement in article["statements"]:
        quote = _words_touched(words, statement.get("quote") or ())
        if not quote:
            continue
        first = min(quote)
        for role in ROLES:
            if statement.get(role) is None:
                continue  # not annotated in this corpus
            inside = quote if role == "quote" else _words_touched(words, statement[role])
            start = first if role == "quote" else max(0, first - WORDS_BEFORE)
            of_role = counts[f"{GROUPS[Kind(statement['type'])]} {role}"]
            for number in range(start + 1, min(len(words), first + WORDS_AFTER)):
                of_role[borders[number]][2 * (number - 1 in inside) + (number in inside)] += 1


def _words_touched(words: Words, spans: Sequence[Sequence[int]]) -> set[int]:
    return {
        number
        for number, (start, end) in enumerate(words.spans)
        if any(start < span_end and span_start < end for span_start, span_end in spans)
    }


if __name__ == "__main__":
    json.dump(count(map(Path, sys.argv[1:])), sys.stdout, ensure_ascii=False, sort_keys=True)
