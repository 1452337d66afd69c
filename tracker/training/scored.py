"""Articles with what an exported model says of their texts: what rankings are learnt from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Model, Scores, Task, score
from tracker.extraction.language import window_overlap
from tracker.training.corpora import GoldArticle

NO_BEGINNING = 1.0  # as probable as no beginning of a quote is: roles aren't scored


def scored(articles: Iterable[GoldArticle], model: Model | None = None) -> Iterator[tuple[GoldArticle, Scores]]:
    """The articles with the scores of their names and words; a text that is annotated twice is scored once.

    `model`: another than tracker's own.
    """
    of_text: defaultdict[tuple[str, str], list[GoldArticle]] = defaultdict(list)
    for article in articles:
        of_text[article.text, article.language].append(article)
    tasks = (
        Task(document_of(text, language), {}, NO_BEGINNING, window_overlap(language)) for text, language in of_text
    )
    for alike, scores in zip(of_text.values(), score(tasks, model=model), strict=True):
        yield from ((article, scores) for article in alike)
