"""What the vectors of sentences are learnt from: sentences and quotes of texts that anyone may use."""

from collections.abc import Iterator
from itertools import chain

from tracker.claims.reading import plainly
from tracker.extraction.document.document import document_of
from tracker.extraction.statements import words_of
from tracker.training import corpora
from tracker.training.corpora import Sources, corpus_file
from tracker.training.names import printed

FURTHER = {"bundestag": "de", "gum": "en"}  # corpora of which the texts alone are read
FEWEST_WORDS = 4


def sentences_of(sources: Sources) -> list[str]:
    """All sentences of free texts, and the quotes in those that have gold of tracker's own: each once, in their order.

    Raises FileNotFoundError and ValueError, which name the file.
    """
    free = Sources(sources.corpora, sources.gold, free=True)
    found = (" ".join(each.split()) for each in chain(_of_gold(free), _of_texts(free), _of_names(free)))
    return [each for each in dict.fromkeys(found) if len(each.split()) >= FEWEST_WORDS]


def _of_gold(sources: Sources) -> Iterator[str]:
    for article in corpora.read_own_gold(sources, "train"):
        yield from _sentences(article.text, article.language)
        for statement in article.statements:
            quote, *_ = statement.roles
            yield plainly(words_of(article.text, quote), statement.kind)


def _of_texts(sources: Sources) -> Iterator[str]:
    for name, language in FURTHER.items():
        for text in corpora.read_texts(corpus_file(sources.corpora, name, "train")):
            yield from _sentences(text, language)


def _of_names(sources: Sources) -> Iterator[str]:
    for name, corpus in corpora.listed().names.items():
        for sentence in corpora.read_sentences(corpus_file(sources.corpora, name, "train")):
            text, _ = printed(sentence.tokens, corpus.language)
            yield text


def _sentences(text: str, language: str) -> Iterator[str]:
    for sentence in document_of(text, language).sentences:
        yield sentence.of(text)
