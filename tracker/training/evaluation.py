"""How good a model is on the dev parts: statements by tracker's own measure, names by the F1 of whole names."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from tracker.evaluation import (
    AnnotatedArticle,
    Annotation,
    annotation_of,
    evaluate,
    evaluate_labels,
    read_gold,
    read_texts,
)
from tracker.evaluation.annotations import ROLES
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import Words
from tracker.extraction.encoder import Anchor, Integers, Model, Task, score
from tracker.extraction.pipeline import extract_items
from tracker.extraction.statements import Item, Span, Spans
from tracker.extraction.tags import likeliest_tags
from tracker.training import corpora
from tracker.training.corpora import Sources, corpus_file
from tracker.training.names import OTHER, OUTSIDE, NamesText, tags_of, texts_of

SIMPLE_THRESHOLD = 0.5  # of a word's score for a role, in simple decoding
SIMPLE_ANCHORS = (0.3, 0.4, 0.5)  # thresholds of a beginning's probability, of which the best counts
WORDS_OF_NAMES = 220

Figures = dict[str, float]
Entity = tuple[int, int, int]  # first word, the word behind the last one, kind


def evaluated(
    model: Model | None, sources: Sources, articles: int | None = None, workers: int | None = None
) -> dict[str, Figures]:
    """All figures by corpus; of each one's articles the first few alone, if this many are given.

    `model`: None for tracker's own.
    """
    figures = {}
    listed = corpora.listed()
    for name in listed.statements:
        gold = dev_articles(sources, name)[:articles]
        figures[name] = statements_figures(model, gold, workers)
        figures[f"{name}, simple decoding"] = simple_figures(model, gold, workers)
        if own := own_dev_articles(sources, name)[:articles]:
            figures[f"tracker's own gold of {name}"] = statements_figures(model, own, workers)
    for language, own in own_dev_articles_of_no_corpus(sources).items():
        figures[f"tracker's own gold in {language}"] = statements_figures(model, own[:articles], workers)
    for name, corpus in listed.names.items():
        if not corpus.dev:
            continue
        sentences = corpora.read_sentences(corpus_file(sources.corpora, name, "dev"))
        texts = texts_of(sentences, corpus.language, others=corpus.others, length=WORDS_OF_NAMES)
        figures[name] = {"names": names_f1(model, list(texts), workers)}
    return figures


def dev_articles(sources: Sources, corpus: str) -> list[AnnotatedArticle]:
    """The dev part of a corpus of statements."""
    with gzip.open(corpus_file(sources.corpora, corpus, "dev")) as file:
        return read_gold(file.read(), corpus)


def own_dev_articles(sources: Sources, corpus: str) -> list[AnnotatedArticle]:
    """The dev part of tracker's own gold of a corpus's articles; empty where there is none."""
    file = own_dev_file(sources, corpus)
    if file is None:
        return []
    with gzip.open(corpus_file(sources.corpora, corpus, "dev")) as texts:
        return read_gold(file.read_bytes(), str(file), read_texts(texts.read(), corpus))


def own_dev_articles_of_no_corpus(sources: Sources) -> dict[str, list[AnnotatedArticle]]:
    """The dev part of tracker's own gold in languages that no corpus of statements is in, by language."""
    file = own_dev_file(sources, corpora.OWN_GOLD)
    found: dict[str, list[AnnotatedArticle]] = {}
    of_corpora = {corpus.language for corpus in corpora.listed().statements.values()}
    for article in read_gold(file.read_bytes(), str(file)) if file else ():
        language = article.article.language
        if language is not None and language not in of_corpora:
            found.setdefault(language, []).append(article)
    return found


def own_dev_file(sources: Sources, name: str) -> Path | None:
    """Where the dev part of tracker's own gold of this name is; None where there is none."""
    file = sources.gold / f"{name}-dev.jsonl" if sources.gold else None
    return file if file is not None and file.is_file() else None


def statements_figures(model: Model | None, gold: Sequence[AnnotatedArticle], workers: int | None = None) -> Figures:
    """F1 of each role and kind, and of labels where gold has them, as `tracker evaluate` gives them."""
    items = (Item(each.article.text, each.article.published, each.article.language) for each in gold)
    found = {
        article.identifier: [annotation_of(statement) for statement in extraction.statements]
        for article, extraction in zip(gold, extract_items(items, workers, model), strict=True)
    }
    labels = evaluate_labels(gold, found)
    return _figures(gold, found) | {each.name: round(each.f1, 4) for each in (labels.figures if labels else ())}


def simple_figures(model: Model | None, gold: Sequence[AnnotatedArticle], workers: int | None = None) -> Figures:
    """The same where thresholds alone decide: every beginning and every word that is likely enough."""
    scores = list(score((Task(document_of(each.article.text, "")) for each in gold), workers, model))
    best: Figures = {}
    for threshold in SIMPLE_ANCHORS:
        found = {
            article.identifier: [
                _simple(anchor, of_article.task.words)
                for anchor in of_article.anchors
                if anchor.probability >= threshold
            ]
            for article, of_article in zip(gold, scores, strict=True)
        }
        figures = _figures(gold, found) | {"threshold": threshold}
        best = max(best, figures, key=lambda each: each.get("joint", -1.0))
    return best


def names_f1(model: Model | None, texts: Sequence[NamesText], workers: int | None = None) -> float:
    """F1 of names, right where first word, last word and kind are; names of the fourth class where there are any."""
    right = wrong = 0
    tasks = (Task(document_of(text.text, "")) for text in texts)
    for text, scores in zip(texts, score(tasks, workers, model), strict=True):
        tags = np.array(likeliest_tags(scores.names, scores.task.words), np.int64)
        if not text.others:
            tags = np.where(np.isin(tags, OTHER), OUTSIDE, tags)
        gold, found = set(names_in(tags_of(scores.task.words, text.names))), set(names_in(tags))
        right += len(gold & found)
        wrong += len(gold ^ found)
    return 2 * right / max(1, 2 * right + wrong)


def names_in(tags: Integers) -> Iterator[Entity]:
    """The names that tags make, int64 (word,): a B or another kind begins a new one."""
    start, kind = 0, 0
    for number, tag in enumerate([*tags.tolist(), OUTSIDE]):
        of_tag = (tag + 1) // 2
        if of_tag == kind and not (of_tag and tag % 2):
            continue
        if kind:
            yield start, number, kind
        start, kind = number, of_tag


def _simple(anchor: Anchor, words: Words) -> Annotation:
    inside = anchor.roles > SIMPLE_THRESHOLD
    inside[anchor.word - anchor.first, 0] = True
    roles = {role: _spans(inside[:, column], anchor.first, words) for column, role in enumerate(ROLES)}
    return Annotation(anchor.kind.value, **roles, labels=None)


def _spans(inside: np.ndarray[tuple[int], np.dtype[np.bool_]], first: int, words: Words) -> Spans:
    """The spans of words that follow each other. `inside`: bool (word,), from the article's word `first` on."""
    changes = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    return tuple(
        Span(words.spans[first + start].start, words.spans[first + end - 1].end)
        for start, end in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)
    )


def _figures(gold: Sequence[AnnotatedArticle], found: dict[str, list[Annotation]]) -> Figures:
    measured = evaluate(gold, found)
    figures = {figure.name: round(figure.f1, 4) for figure in measured.figures}
    joint = next(figure for figure in measured.figures if figure.name == "joint")
    return figures | {"joint precision": round(joint.precision, 4), "joint recall": round(joint.recall, 4)}
