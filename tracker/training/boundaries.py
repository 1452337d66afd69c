"""Count where spans begin and end in annotated articles: `boundaries.json`, which belongs to a model's files."""

from collections import defaultdict
from collections.abc import Iterable

from tracker.extraction.decoding.boundaries import GROUPS, borders_of
from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.document.words import Words, words_in
from tracker.extraction.statements import Spans
from tracker.training.corpora import GoldArticle

WORDS_BEFORE, WORDS_AFTER = 120, 180  # of a quote's first word: where its roles are looked for
Counts = dict[str, dict[str, dict[str, list[int]]]]


def count(articles: Iterable[GoldArticle]) -> Counts:
    """`counts[language][group + role][border]`: [stayed out, begun, ended, stayed in]."""
    counts: Counts = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0])))
    for article in articles:
        _count_article(article, counts[article.language])
    return counts


def _count_article(article: GoldArticle, counts: dict[str, dict[str, list[int]]]) -> None:
    words = words_in(article.text)
    borders = borders_of(words, quoted_in(words.text))
    for statement in article.statements:
        quote = _words_touched(words, statement.roles[0])
        if not quote:
            continue
        first = min(quote)
        for role, spans in zip(ROLES[: len(article.guidelines.roles)], statement.roles, strict=False):
            inside = quote if role == "quote" else _words_touched(words, spans)
            start = first if role == "quote" else max(0, first - WORDS_BEFORE)
            of_role = counts[f"{GROUPS[statement.kind]} {role}"]
            for number in range(start + 1, min(len(words), first + WORDS_AFTER)):
                of_role[borders[number]][2 * (number - 1 in inside) + (number in inside)] += 1


def _words_touched(words: Words, spans: Spans) -> set[int]:
    return {
        number
        for number, (start, end) in enumerate(words.spans)
        if any(start < span_end and span_start < end for span_start, span_end in spans)
    }
