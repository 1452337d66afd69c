"""Learn when statements were made: a ranking of the times that an article names.

As with speakers (`ranking`), the encoder's vectors are taken as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.extraction.dating.candidates import Candidates
from tracker.extraction.dating.deciding import Days
from tracker.extraction.dating.ranker import NOWHERE, Ranker, likeliest, ranker
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.encoder import Scores
from tracker.extraction.statements import Standing
from tracker.training.calibration import Judged
from tracker.training.corpora import GoldArticle
from tracker.training.fitting import Pace, fit
from tracker.training.scored import draft_of

SHARED, INNER, NONE_INNER = 16, 64, 32
NETWORKS = 3
PACE = Pace(epochs=12, batch=16, rate=3e-3)  # batches of articles
DROPPED_VECTORS, DROPPED = 0.3, 0.2
_EARLIER, _UNTOLD = 0, -1  # in place of a day's number
PARTS = 3  # of the articles, each of which the others tell how sure to be


@dataclass(frozen=True, slots=True)
class Asked:
    """An article's statements with the times that may tell when they were made.

    `right`: bool (statement, near + NOWHERE). Where nothing is told of a statement, the last one is right, but times of
    the published day are, too, for that day is taken then. Where a day is told that isn't looked at, only the last one
    is. `published`: the article's.
    """

    candidates: Candidates
    right: np.ndarray
    published: date | None


def asked_of(article: GoldArticle, scores: Scores) -> Asked | None:
    """An annotated article, if it names days and has statements. What is only announced is left out."""
    made = [each for each in article.statements if each.standing is not Standing.ANNOUNCED]
    days = Days(scores.task.document, [draft_of(each) for each in made], article.published)
    candidates = days.candidates([frozenset(each.actors or ()) for each in made], scores.vectors)
    if candidates is None:
        return None
    of = np.array([time.day.toordinal() if time.day else _EARLIER for time in candidates.named])[candidates.near]
    published = article.published.toordinal() if article.published else _UNTOLD
    said = np.array(
        [_EARLIER if each.earlier else each.said_on.toordinal() if each.said_on else published for each in made]
    )
    right = (of == said[:, None]) & candidates.there
    earlier = said == _EARLIER
    untold = np.array([not each.earlier and each.said_on is None for each in made], np.bool_)
    nothing = untold | ~(right.any(1) | earlier)
    return Asked(candidates, np.concatenate([right, earlier[:, None], nothing[:, None]], axis=1), article.published)


class Network(nn.Module):
    """What `Ranker` computes, for batches that can be learnt from."""

    def __init__(self, like: Candidates) -> None:
        super().__init__()
        (_, of_statement, width), of_time = like.statement_vectors.shape, like.time_vectors.shape[1]
        self.of_statement = nn.ModuleList([nn.Linear(width, SHARED, bias=False) for _ in range(of_statement)])
        self.of_time = nn.ModuleList([nn.Linear(width, SHARED, bias=False) for _ in range(of_time)])
        self.compared, self.beside = nn.Linear(width, SHARED, bias=False), nn.Linear(width, SHARED, bias=False)
        statements = like.statements.shape[1] + of_statement * SHARED
        self.pairs = nn.Linear(like.pairs.shape[2], INNER)
        self.statements = nn.Linear(statements, INNER, bias=False)
        self.times = nn.Linear(like.times.shape[1] + of_time * SHARED, INNER, bias=False)
        self.both = nn.Linear(SHARED, INNER, bias=False)
        self.outer = nn.Linear(INNER, 1, bias=False)
        self.none_inner = nn.Linear(statements, NONE_INNER)
        self.none_outer = nn.Linear(NONE_INNER, NOWHERE, bias=False)
        self.drop_vectors, self.drop = nn.Dropout(DROPPED_VECTORS), nn.Dropout(DROPPED)

    def forward(self, of: "Batch") -> Tensor:
        """float32 (statement, near + NOWHERE): scores, minus infinity where fewer times are looked at."""
        of_statements, of_times = self.drop_vectors(of.statement_vectors), self.drop_vectors(of.time_vectors)
        statements = torch.cat(
            [of.statements, *(made(of_statements[:, row]) for row, made in enumerate(self.of_statement))], 1
        )
        times = torch.cat([of.times, *(made(of_times[:, row]) for row, made in enumerate(self.of_time))], 1)
        compared = self.compared(of_statements[:, -1])[:, None] * self.beside(of_times[:, -1])[of.near]
        inner = self.pairs(of.pairs) + self.statements(statements)[:, None] + self.times(times)[of.near]
        scores = self.outer(self.drop(torch.relu(inner + self.both(compared))))[..., 0]
        none = self.none_outer(self.drop(torch.relu(self.none_inner(statements))))
        return torch.cat([scores.masked_fill(~of.there, -torch.inf), none], 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """The statements of several articles under each other, filled up to the most times that are looked at."""

    near: Tensor
    there: Tensor
    statements: Tensor
    times: Tensor
    pairs: Tensor
    statement_vectors: Tensor
    time_vectors: Tensor
    right: Tensor

    @classmethod
    def of(cls, several: Sequence[Asked]) -> "Batch":
        """A batch of these articles."""
        all_of = [each.candidates for each in several]
        most = max(of.near.shape[1] for of in all_of)
        begins = np.cumsum([0, *(len(of.times) for of in all_of)])

        def filled(arrays: Iterable[np.ndarray]) -> Tensor:
            several = [np.pad(a, ((0, 0), (0, most - a.shape[1]), *((0, 0),) * (a.ndim - 2))) for a in arrays]
            return torch.from_numpy(np.concatenate(several))

        def under(arrays: Iterable[np.ndarray]) -> Tensor:
            return torch.from_numpy(np.concatenate(list(arrays)))

        return cls(
            filled(of.near + begin for of, begin in zip(all_of, begins, strict=False)),
            filled(of.there for of in all_of),
            under(of.statements for of in all_of),
            under(of.times for of in all_of),
            filled(of.pairs for of in all_of),
            under(of.statement_vectors for of in all_of),
            under(of.time_vectors for of in all_of),
            torch.cat(
                [
                    filled(each.right[:, :-NOWHERE] for each in several),
                    under(each.right[:, -NOWHERE:] for each in several),
                ],
                1,
            ),
        )


def learn(asked: Sequence[Asked], seed: int) -> Network:
    """A network that gives most of its probability to the times that are right."""
    torch.manual_seed(seed)
    network = Network(asked[0].candidates)
    fit(network, asked, Batch.of, PACE)
    return network.eval()


def learn_several(asked: Sequence[Asked]) -> list[Network]:
    """The networks that are asked together."""
    return [learn(asked, seed) for seed in range(NETWORKS)]


def arrays_of(networks: Sequence[Network], calibrated: Calibration) -> dict[str, np.ndarray]:
    """What `Ranker` takes."""

    def stacked(of: Iterable[Tensor]) -> np.ndarray:
        return np.stack([each.detach().numpy() for each in of]).astype(np.float16)

    def made(several: nn.ModuleList) -> Tensor:
        return torch.stack([each.weight.T for each in several])  # type: ignore[union-attr,operator]

    return {
        "of_statement": stacked(made(each.of_statement) for each in networks),
        "of_time": stacked(made(each.of_time) for each in networks),
        **{
            name: stacked(getattr(each, name).weight.T for each in networks)
            for name in ("compared", "beside", "pairs", "statements", "times", "both", "none_inner", "none_outer")
        },
        "bias": stacked(each.pairs.bias for each in networks),
        "none_bias": stacked(each.none_inner.bias for each in networks),
        "outer": stacked(each.outer.weight[0] for each in networks),
        "calibration": np.array([calibrated.slope, calibrated.offset], np.float32),
    }


def judged_days(asked: Sequence[Asked]) -> Judged:
    """How sure networks are of the likeliest time of statements in articles that they haven't learnt from."""
    judged = Judged([], [])
    for part in range(PARTS):
        networks = learn_several([each for number, each in enumerate(asked) if number % PARTS != part])
        asking = Ranker.of(arrays_of(networks, Calibration()))
        for each in asked[part::PARTS]:
            judged += _judged(each, asking)
    return judged


def _judged(asked: Asked, asking: Ranker) -> Judged:
    of = asked.candidates
    confidences, is_right = [], []
    for near, shares, right in zip(of.near, asking.shares(of), asked.right, strict=True):
        told, likely, _ = likeliest(of, near, shares, asked.published)
        days = {of.named[time].day for time, tells in zip(near, right, strict=False) if tells}
        days |= {None} if right[-NOWHERE] else set()
        confidences.append(likely)
        is_right.append(told.day in days)
    return Judged(confidences, is_right)


def write(file: Path, networks: Sequence[Network], calibrated: Calibration) -> None:
    """Write the file that extraction loads."""
    np.savez_compressed(file, **arrays_of(networks, calibrated))  # type: ignore[arg-type]
    ranker.cache_clear()
