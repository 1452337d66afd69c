"""Articles with what an exported model says of their texts: what rankings are learnt from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Scores, Task, score
from tracker.extraction.language import window_overlap
from tracker.extraction.statements import Draft
from tracker.training.corpora import GoldArticle, GoldStatement

NO_BEGINNING = 1.0  # as probable as no beginning of a quote is: roles aren't scored


def scored(articles: Iterable[GoldArticle]) -> Iterator[tuple[GoldArticle, Scores]]:
    """The articles with the scores of their names and words; a text that is annotated twice is scored once."""
    of_text: defaultdict[tuple[str, str], list[GoldArticle]] = defaultdict(list)
    for article in articles:
        of_text[article.text, article.language].append(article)
    tasks = (
        Task(document_of(text, language), {}, NO_BEGINNING, window_overlap(language)) for text, language in of_text
    )
    for alike, scores in zip(of_text.values(), score(tasks), strict=True):
        yield from ((article, scores) for article in alike)


def draft_of(statement: GoldStatement) -> Draft:
    """A gold statement as if it had been found."""
    quote, speaker, cue, frame, addressee = statement.roles[:5]
    return Draft(statement.kind, quote, speaker, cue, frame, addressee, 1.0)
