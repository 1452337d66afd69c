"""One article after the other through the stages: words, scores, drafts, speakers, acts, dates."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from itertools import tee
from typing import Self

from threadpoolctl import ThreadpoolController

from tracker.extraction.acts import act_of
from tracker.extraction.dating import date_statements
from tracker.extraction.decoding.candidates import candidates_in
from tracker.extraction.decoding.decode import decided, proposed
from tracker.extraction.decoding.thresholds import act_calibration_of, calibration_of, learnt_languages, thresholds_of
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Model, Scores, Scoring, Task, score
from tracker.extraction.language import detect_language, window_overlap
from tracker.extraction.speakers import resolve
from tracker.extraction.statements import (
    DateBasis,
    Extraction,
    Item,
    Saying,
    Span,
    Spans,
    Standing,
    Statement,
)
from tracker.extraction.tags import names_in

NOT_YET = Saying(None, DateBasis.UNKNOWN)


def extract_items(
    items: Iterable[Item], workers: int | None = None, model: Model | None = None
) -> Iterator[Extraction]:
    """One `Extraction` an item, in order; the windows of several articles are read side by side.

    `model`: another than tracker's own.
    """
    items, to_score = tee(_with_language(item) for item in items)
    scores = score((task_of(item) for item in to_score), workers, model)
    for item, of_item in zip(items, scores, strict=True):
        yield _extraction(item, of_item)


class Extracting:
    """Extracts articles side by side, each for itself: one that fails doesn't end the others.

    Use it as a context manager.
    """

    def __init__(self, workers: int | None = None) -> None:
        """`workers` windows are read side by side (default: one a core)."""
        self._scoring = Scoring(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, item: Item) -> Callable[[], Extraction]:
        """Have an article read. What this gives waits for what was found in it, or raises what went wrong."""
        known = _with_language(item)
        scores = self._scoring.begin(task_of(known))
        return lambda: _extraction(known, scores())

    def close(self) -> None:
        """Stop reading."""
        self._scoring.close()


def _with_language(item: Item) -> Item:
    given = item.language and item.language.lower().partition("-")[0]  # "de-DE" is German
    language = given or detect_language(item.text)
    return Item(item.text, item.published, language if language in learnt_languages() else None)


def task_of(item: Item) -> Task:
    """What the model is to read of an item, whose language is known."""
    if item.language is None:
        return Task(document_of("", ""))  # nothing is read in a language that the model hasn't learnt
    document = document_of(item.text, item.language)
    floor = thresholds_of(item.language).least
    return Task(document, candidates_in(document), floor, window_overlap(item.language))


def _extraction(item: Item, scores: Scores) -> Extraction:
    if item.language is None:
        return Extraction(None, (), ())
    document = scores.task.document
    of = proposed(scores)
    names = names_in(scores, of.tagged)
    drafts = decided(of)
    with _one_thread():
        resolved = resolve(document, drafts, names, scores.vectors)
        names_of = [frozenset(actor.name for actor in actors) for actors in resolved.speakers]
        sayings = date_statements(document, drafts, item.published, names_of, scores.vectors)
    calibration, of_acts = calibration_of(item.language), act_calibration_of(item.language)
    acts = [act_of(document, draft) for draft in drafts]
    statements = tuple(
        Statement(
            kind=draft.kind,
            quote=draft.quote,
            speaker=draft.speaker,
            cue=acted.cue,
            frame=draft.frame,
            addressee=draft.addressee,
            act=acted.act,
            actors=actors,
            addressee_actors=addressees,
            said=_when(said, acted.standing),
            confidence=round(calibration.of(draft.confidence), 3),
            inside=draft.inside,
            matter=draft.matter,
            standing=acted.standing,
            act_confidence=None if acted.probability is None else round(of_acts.of(acted.probability), 3),
            pronouns=tuple(each for each in resolved.pronouns if _is_within(each.span, draft.quote)),
        )
        for draft, acted, actors, addressees, said in zip(
            drafts, acts, resolved.speakers, resolved.addressees, sayings, strict=True
        )
    )
    return Extraction(item.language, statements, resolved.mentions)


def _is_within(span: Span, spans: Spans) -> bool:
    return any(each.start <= span.start and span.end <= each.end for each in spans)


def _one_thread() -> AbstractContextManager[object]:
    """In it, one thread multiplies matrices: these are so small that others would only wait, and busily."""
    limited: AbstractContextManager[object] = _blas().limit(limits=1, user_api="blas")
    return limited


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _when(said: Saying, standing: Standing) -> Saying:
    """When it was said: what is only announced has no day yet."""
    return NOT_YET if standing is Standing.ANNOUNCED else said
