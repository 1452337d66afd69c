"""Learning whom a speaker's words mean."""

from collections.abc import Sequence

import numpy as np
import pytest

from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.speakers.candidates import Candidates
from tracker.extraction.speakers.ranker import Ranker
from tracker.extraction.speakers.referents import Entity
from tracker.extraction.statements import ReferentKind

pytest.importorskip("torch")

from tracker.training import ranking  # needs torch

WIDTH, FEATURES, ASKED = 5, 7, 3
PEOPLE = [Entity((name,), ReferentKind.PERSON) for name in ("Ada", "Bo", "Cy")]


def asked_of(chance: np.random.Generator, right: int | None) -> ranking.Asked:
    """A speaker with a place for each of three people; the right one's first feature tells it."""
    features = chance.random((3, FEATURES)).astype(np.float32)
    features[:, 0] = 0
    if right is not None:
        features[right, 0] = 1
    candidates = Candidates(
        PEOPLE,
        np.arange(3),
        features,
        chance.random((3, WIDTH)).astype(np.float32),
        chance.random(ASKED).astype(np.float32),
        chance.random(WIDTH).astype(np.float32),
        np.zeros(6, np.float32),
    )
    places = [number == right for number in range(3)]
    return ranking.Asked(candidates, np.array([*places, right is None]))


def several(count: int, seed: int) -> Sequence[ranking.Asked]:
    chance = np.random.default_rng(seed)
    return [asked_of(chance, int(number) if number < 3 else None) for number in chance.integers(0, 4, count)]


def test_it_learns_what_tells_who_is_meant() -> None:
    networks = [ranking.learn(several(800, 1), seed) for seed in (0, 1)]
    ranker = Ranker.of(ranking.arrays_of(networks, Calibration()))
    right = 0
    unseen = several(60, 2)
    for asked in unseen:
        likely = ranker.probabilities(asked.candidates)
        shares = [*(likely[each] for each in PEOPLE), 1 - sum(likely.values())]
        right += bool(asked.right[int(np.argmax(shares))])
    assert right >= 0.9 * len(unseen)


def test_what_is_shipped_computes_what_was_learnt() -> None:
    network = ranking.learn(several(200, 3), 0)
    [asked] = several(1, 4)
    learnt = network(ranking.Batch.of([asked])).softmax(1)[0].detach().numpy()
    shipped = Ranker.of(ranking.arrays_of([network], Calibration())).probabilities(asked.candidates)
    assert [shipped[each] for each in PEOPLE] == pytest.approx(learnt[:3].tolist(), abs=1e-5)


def test_speakers_with_fewer_places_are_filled_up() -> None:
    first, second = several(2, 5)
    fewer = ranking.Asked(
        Candidates(
            PEOPLE,
            second.candidates.entities[:1],
            second.candidates.features[:1],
            second.candidates.vectors[:1],
            second.candidates.asked,
            second.candidates.vector,
            second.candidates.answered,
        ),
        np.array([False, True]),
    )
    network = ranking.learn(several(64, 6), 0)
    alone = network(ranking.Batch.of([fewer])).softmax(1)[0]
    beside = network(ranking.Batch.of([first, fewer])).softmax(1)[1]
    assert beside[[0, 3]].tolist() == pytest.approx(alone.tolist(), abs=1e-6)
    assert beside[[1, 2]].tolist() == [0, 0]
