"""Choose the thresholds of the decoding that suit a model: those with the highest joint F1 on annotated articles.

How much that flatters is told beside it: the F1 where the thresholds for each half of the articles are those that the
other half would choose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import product

from tracker.evaluation import AnnotatedArticle, Annotation, annotation_of, evaluate
from tracker.extraction.decoding.candidates import candidates_in
from tracker.extraction.decoding.decode import decided, proposed
from tracker.extraction.decoding.thresholds import Calibration, Thresholds
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Model, Scores, Task, score
from tracker.extraction.language import window_overlap
from tracker.extraction.statements import Kind
from tracker.training.calibration import Bin, Judged, calibration, judged, judged_acts, reliability
from tracker.training.corpora import Sources, listed
from tracker.training.evaluation import dev_articles, own_dev_articles, own_dev_articles_of_no_corpus

ALONE = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
AS_GOOD = 0.0005  # joint F1 below the best that makes no difference
WITH_EVIDENCE = (1.0, 0.8, 0.6, 0.4)  # of the threshold without any
HEADING = """\
# How probable the beginning of a quote must be to be taken, by language: what the model learnt from is annotated more
# generously in one than in another. `with_cue` holds where a speaker and a cue that the
# lexicon knows were found for it, `reported_act` for a reported statement with a verb that tells its act.
# `slope` and `offset` of the log-odds make of the probability how sure a statement is, `act_slope` and `act_offset` of
# that of its act how sure the act is.
# Chosen by `python -m tracker.training thresholds`.
"""


NONE = Calibration()


@dataclass(frozen=True, slots=True)
class Choice:
    """The thresholds with the highest joint F1 on all articles, and the F1 with those that the other half chooses.

    `calibration` of what is found with them, and how reliable confidences are then; the same of the acts.
    """

    thresholds: Thresholds
    joint: float
    joint_by_halves: float
    calibration: Calibration = NONE
    reliability: Sequence[Bin] = ()
    of_acts: Calibration = NONE
    reliability_of_acts: Sequence[Bin] = ()


def choose(sources: Sources, model: Model | None = None) -> dict[str, Choice]:
    """The choice for each language, on tracker's own dev gold, or the corpora's where there is none.

    `model`: None for tracker's own.
    """
    return {
        language: choice(gold, list(score(_tasks(gold, language), model=model)))
        for language, gold in _gold_by_language(sources).items()
    }


def _gold_by_language(sources: Sources) -> Mapping[str, Sequence[AnnotatedArticle]]:
    """What the thresholds of each language are chosen on."""
    corpora_in: dict[str, list[str]] = {}
    for name, corpus in listed().statements.items():
        corpora_in.setdefault(corpus.language, []).append(name)
    gold: dict[str, Sequence[AnnotatedArticle]] = {}
    for language, names in corpora_in.items():
        own = [article for name in names for article in own_dev_articles(sources, name)]
        gold[language] = own or [article for name in names for article in dev_articles(sources, name)]
    return gold | own_dev_articles_of_no_corpus(sources)


def choice(gold: Sequence[AnnotatedArticle], scores: Sequence[Scores]) -> Choice:
    """Try all thresholds on annotated articles and what the model says of them. Articles come in gold's order."""
    halves = [gold[::2], gold[1::2]]
    joint: dict[Thresholds, tuple[float, list[float]]] = {}
    found: dict[Thresholds, dict[str, list[Annotation]]] = {}
    reported = any(each.kind == Kind.REPORTED for article in gold for each in article.statements)
    articles = [proposed(each) for each in scores]
    for thresholds in candidates(reported=reported):
        found[thresholds] = {
            article.identifier: [annotation_of(draft) for draft in decided(of_article, thresholds)]
            for article, of_article in zip(gold, articles, strict=True)
        }
        joint[thresholds] = (_joint(gold, found[thresholds]), [_joint(half, found[thresholds]) for half in halves])
    best = most_generous({each: of_all for each, (of_all, _) in joint.items()})
    crossed: dict[str, list[Annotation]] = {}
    for half, other in ((0, 1), (1, 0)):
        by_other = most_generous({each: of_halves[other] for each, (_, of_halves) in joint.items()})
        crossed |= {article.identifier: found[by_other][article.identifier] for article in halves[half]}
    of_all, acts = Judged([], []), Judged([], [])
    for article, of_article, its_scores in zip(gold, articles, scores, strict=True):
        drafts = decided(of_article, best)
        of_all += judged(article, drafts)
        acts += judged_acts(article, its_scores.task.document, drafts)
    calibrated, of_acts = calibration(of_all), calibration(acts)
    reliable, reliable_acts = reliability(of_all, calibrated), reliability(acts, of_acts)
    return Choice(best, joint[best][0], _joint(gold, crossed), calibrated, reliable, of_acts, reliable_acts)


def most_generous(joint: Mapping[Thresholds, float]) -> Thresholds:
    """The lowest of the thresholds that are as good as the best: what is missed can't be seen by who reads the list."""
    enough = max(joint.values()) - AS_GOOD
    return min((each for each, value in joint.items() if value >= enough), key=astuple)


def candidates(*, reported: bool = True) -> Iterator[Thresholds]:
    """The thresholds that are tried; where nothing is `reported`, one for it is enough."""
    for alone, with_cue, reported_act in product(ALONE, WITH_EVIDENCE, WITH_EVIDENCE if reported else (1.0,)):
        yield Thresholds(alone, round(alone * with_cue, 3), round(alone * reported_act, 3))


def written(chosen: Mapping[str, Choice]) -> str:
    """The choices as `thresholds.toml`."""
    return HEADING + "".join(
        f"\n[{language}]\nalone = {of.thresholds.alone}\n"
        f"with_cue = {of.thresholds.with_cue}\nreported_act = {of.thresholds.reported_act}\n"
        f"slope = {of.calibration.slope}\noffset = {of.calibration.offset}\n"
        f"act_slope = {of.of_acts.slope}\nact_offset = {of.of_acts.offset}\n"
        for language, of in chosen.items()
    )


def _tasks(gold: Sequence[AnnotatedArticle], language: str) -> Iterator[Task]:
    least = min(each.least for each in candidates())
    for each in gold:
        document = document_of(each.article.text, language)
        yield Task(document, candidates_in(document), least, window_overlap(language))


def _joint(gold: Sequence[AnnotatedArticle], found: Mapping[str, Sequence[Annotation]]) -> float:
    return next(figure.f1 for figure in evaluate(gold, found).figures if figure.name == "joint")
