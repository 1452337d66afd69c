"""Learn whom pronouns in quotes mean, by the same network as for whom a speaker's words mean.

`pronouns-train.jsonl` and `pronouns-dev.jsonl` of tracker's own gold have whom the pronouns in the quotes of some
articles mean. It is learnt from gold statements and the speakers that are found for these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tracker.evaluation.labels import same_names
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.encoder import Scores
from tracker.extraction.speakers.ranker import Ranker
from tracker.extraction.speakers.resolve import Speakers
from tracker.extraction.statements import Span
from tracker.extraction.tags import names_in
from tracker.training.calibration import Judged
from tracker.training.corpora import GoldArticle, Meant, Sources, read_own_gold, read_pronouns
from tracker.training.fitting import Pace
from tracker.training.ranking import NETWORKS, Asked, Network, arrays_of, asked_about, learn
from tracker.training.scored import draft_of, scored

PACE = Pace(epochs=8, batch=32, rate=1.5e-3, whole=True)


@dataclass(frozen=True, slots=True)
class AskedPronoun:
    """A pronoun with whom it may mean, and whom it does: a name as the article prints it, None for nobody it names."""

    asked: Asked
    name: str | None


def asked_in(sources: Sources, part: str) -> list[AskedPronoun]:
    """The pronouns of the "train" or "dev" part of which it was told whom they mean."""
    meant = read_pronouns(sources, part)
    articles = (each for each in read_own_gold(sources, part) if digest_of(each) in meant)
    return [
        each for article, scores in scored(articles) for each in asked_of(article, scores, meant[digest_of(article)])
    ]


def digest_of(article: GoldArticle) -> str:
    """By which it is known of which text something was told."""
    return sha256(article.text.encode()).hexdigest()


def asked_of(article: GoldArticle, scores: Scores, meant: Mapping[Span, Meant]) -> Iterator[AskedPronoun]:
    """The pronouns of an article; those that mean several are left out."""
    drafts = [draft_of(each) for each in article.statements if each.roles[0]]
    speakers = Speakers(scores.task.document, drafts, names_in(scores))
    places = speakers.places(scores.vectors)
    speakers.rank(places)
    speakers.rules.continue_speakers()
    for span, candidates in speakers.of_pronouns(places):
        if span in meant and len(meant[span]) <= 1:
            yield AskedPronoun(asked_about(candidates, meant[span]), next(iter(meant[span]), None))


def learn_several(asked: Sequence[AskedPronoun]) -> list[Network]:
    """Networks that learnt the same with other beginnings."""
    return [learn([each.asked for each in asked], seed, PACE) for seed in range(NETWORKS)]


def judged_pronouns(networks: Sequence[Network], asked: Iterable[AskedPronoun]) -> Judged:
    """How sure the networks are of whoever is the likeliest, and whether readers name them too."""
    ranker = Ranker.of(arrays_of(networks, Calibration()))
    judged = Judged([], [])
    for each in asked:
        best, confidence = ranker.likeliest(each.asked.candidates)
        if best is not None:
            right = each.name is not None and same_names([each.name], [best.name])
            judged += Judged([confidence], [right])
    return judged
