"""Learn whom a speaker's words mean: a ranking of the places where an article names somebody.

The encoder isn't trained here: its vectors are taken as they are, so this is learnt after the model's other parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.evaluation import AnnotatedArticle, annotation_of
from tracker.evaluation.labels import SAME_STATEMENT, same_names, words_of_name
from tracker.evaluation.measure import statement_pairs
from tracker.extraction.decoding.decode import decided, proposed
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.encoder import Scores, score
from tracker.extraction.pipeline import task_of
from tracker.extraction.speakers.answers import NOBODY
from tracker.extraction.speakers.candidates import Candidates
from tracker.extraction.speakers.ranker import ranker
from tracker.extraction.speakers.referents import Entity
from tracker.extraction.speakers.resolve import Speakers
from tracker.extraction.statements import Item
from tracker.extraction.tags import names_in
from tracker.training.calibration import Judged
from tracker.training.corpora import GoldArticle, Sources, read_told, read_train_parts
from tracker.training.fitting import Pace, fit
from tracker.training.scored import draft_of
from tracker.training.told import with_told

SHARED, INNER, NOBODY_INNER = 64, 96, 48
NETWORKS = 3
PACE = Pace(epochs=6, batch=16, rate=1e-3, whole=True)
DROPPED_VECTORS, DROPPED = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a speaker or addressee with whom they may mean.

    `right`: bool (place + 1,), the places that name whom they do mean. Where the article names nobody whom they mean,
    the last one is right, which stands for nobody.
    """

    candidates: Candidates
    right: np.ndarray


def train_articles(sources: Sources) -> Iterator[GoldArticle]:
    """The articles that may be learnt from and have statements of which anybody's name is known, with what was told."""
    told = read_told(sources)
    articles = (with_told(article, told) for article in read_train_parts(sources))
    return (each for each in articles if any(of.actors is not None for of in each.statements))


def asked_of(article: GoldArticle, scores: Scores) -> Iterator[Asked]:
    """The speakers and addressees of an annotated article whose names were told, one name or none each."""
    statements = [each for each in article.statements if each.roles[0]]
    drafts = [draft_of(each) for each in statements]
    speakers = Speakers(scores.task.document, drafts, names_in(scores))
    places = speakers.places(scores.vectors)
    for number, statement in enumerate(statements):
        for addressed, actors in enumerate((statement.actors, statement.addressee_actors)):
            candidates = places.candidates(number, bool(addressed)) if actors is not None else None
            if candidates is not None and actors is not None and len(actors) <= 1:
                yield asked_about(candidates, actors)


def asked_about(candidates: Candidates, actors: Sequence[str]) -> Asked:
    """Words with whom they mean: one name as the article prints it, or none."""
    meant = [bool(actors) and _is_meant(entity, actors, candidates) for entity in candidates.of]
    right = np.array([meant[each] for each in candidates.entities] + [False])
    right[-1] = not right.any()
    return Asked(candidates, right)


def _is_meant(entity: Entity, actors: Sequence[str], candidates: Candidates) -> bool:
    """Whether an entity is the one that was told; the words of a body may say no more than that."""
    if entity in candidates.bodies and not words_of_name(entity.name) <= words_of_name(actors[0]):
        return False
    return same_names(actors, [entity.name])


class Network(nn.Module):
    """What `Ranker` computes, for batches that can be learnt from."""

    def __init__(self, width: int, features: int, asked: int, answered: int) -> None:
        super().__init__()
        self.words, self.place = nn.Linear(width, SHARED, bias=False), nn.Linear(width, SHARED, bias=False)
        self.inner = nn.Linear(features + asked + 3 * SHARED, INNER)
        self.outer = nn.Linear(INNER, 1, bias=False)
        self.nobody_inner = nn.Linear(asked + answered + SHARED, NOBODY_INNER)
        self.nobody_outer = nn.Linear(NOBODY_INNER, 1, bias=False)
        self.drop_vectors, self.drop = nn.Dropout(DROPPED_VECTORS), nn.Dropout(DROPPED)

    def forward(self, batch: "Batch") -> Tensor:
        """float32 (speaker, place + 1): scores, minus infinity where a speaker has fewer places."""
        words = self.words(self.drop_vectors(batch.vector))
        places = self.place(self.drop_vectors(batch.vectors))
        count = places.shape[1]
        beside, asked = words[:, None].expand(-1, count, -1), batch.asked[:, None].expand(-1, count, -1)
        taken = torch.cat([batch.features, asked, beside * places, beside, places], 2)
        of_places = self.outer(self.drop(torch.relu(self.inner(taken))))[..., 0]
        of_places = of_places.masked_fill(~batch.there, -torch.inf)
        nobody = torch.cat([batch.asked, batch.answered, words], 1)
        return torch.cat([of_places, self.nobody_outer(torch.relu(self.nobody_inner(nobody)))], 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several speakers side by side, filled up to the most places. `there`, `right`: bool (speaker, place [+ 1])."""

    vector: Tensor
    vectors: Tensor
    asked: Tensor
    features: Tensor
    answered: Tensor
    there: Tensor
    right: Tensor

    @classmethod
    def of(cls, several: Sequence[Asked]) -> "Batch":
        """A batch of these."""
        most = max(len(each.candidates.entities) for each in several)
        of = [each.candidates for each in several]

        def filled(arrays: Sequence[np.ndarray]) -> Tensor:
            return torch.from_numpy(np.stack([np.pad(a, ((0, most - len(a)), (0, 0))) for a in arrays]))

        there = np.stack([np.arange(most) < len(each.entities) for each in of])
        right = np.stack(
            [np.append(np.pad(each.right[:-1], (0, most - len(each.right) + 1)), each.right[-1]) for each in several]
        )
        return cls(
            torch.from_numpy(np.stack([each.vector for each in of])),
            filled([each.vectors for each in of]),
            torch.from_numpy(np.stack([each.asked for each in of])),
            filled([each.features for each in of]),
            torch.from_numpy(np.stack([each.answered for each in of])),
            torch.from_numpy(there),
            torch.from_numpy(right),
        )


def learn(asked: Sequence[Asked], seed: int, pace: Pace = PACE) -> Network:
    """A network that gives most of its probability to the places that are right."""
    torch.manual_seed(seed)
    first = asked[0].candidates
    network = Network(first.vectors.shape[1], first.features.shape[1], len(first.asked), len(first.answered))
    fit(network, asked, Batch.of, pace)
    return network.eval()


def arrays_of(networks: Sequence[Network], calibrated: Calibration) -> dict[str, np.ndarray]:
    """What `Ranker` takes."""

    def stacked(of: list[Tensor]) -> np.ndarray:
        return np.stack([each.detach().numpy() for each in of]).astype(np.float32)

    return {
        "words": stacked([each.words.weight.T for each in networks]),
        "place": stacked([each.place.weight.T for each in networks]),
        "inner": stacked([each.inner.weight.T for each in networks]),
        "inner_bias": stacked([each.inner.bias for each in networks]),
        "outer": stacked([each.outer.weight[0] for each in networks]),
        "nobody_inner": stacked([each.nobody_inner.weight.T for each in networks]),
        "nobody_inner_bias": stacked([each.nobody_inner.bias for each in networks]),
        "nobody_outer": stacked([each.nobody_outer.weight[0] for each in networks]),
        "calibration": np.array([calibrated.slope, calibrated.offset], np.float32),
    }


def judged_speakers(gold: Sequence[AnnotatedArticle]) -> Judged:
    """How likely whoever alone speaks in a statement that is found, and whether readers name them too.

    However unlikely they are: confidences of those alone who are likely enough to be named would be too high. As the
    ranking has them: `resolve` rounds, and so can't tell those near 1 apart.
    """
    judged = Judged([], [])
    items = (Item(each.article.text, each.article.published, each.article.language) for each in gold)
    for article, scores in zip(gold, score(map(task_of, items)), strict=True):
        of = proposed(scores)
        drafts = decided(of)
        speakers = Speakers(scores.task.document, drafts, names_in(scores, of.tagged))
        speakers.rank(speakers.places(scores.vectors), least=0.0)
        annotations = [annotation_of(draft) for draft in drafts]
        answers = {id(of_draft): answer for of_draft, answer in zip(annotations, speakers.rules.speakers, strict=True)}
        for pair in statement_pairs(article, annotations):
            labels = pair.gold.labels if pair.gold and pair.overlap >= SAME_STATEMENT else None
            answer = answers[id(pair.found)] if pair.found else NOBODY
            if labels is not None and len(answer.entities) == 1 and answer.confidence is not None:
                right = same_names(labels.actors, [answer.entities[0].name])
                judged += Judged([answer.confidence], [right])
    return judged


def write(file: Path, networks: Sequence[Network], calibrated: Calibration) -> None:
    """Write the file that extraction loads."""
    np.savez(file, **arrays_of(networks, calibrated))  # type: ignore[arg-type]
    ranker.cache_clear()
