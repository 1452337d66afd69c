"""Learning whom the words of a speaker or addressee mean."""

from collections.abc import Sequence

import numpy as np
import pytest

from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Scores, Task
from tracker.extraction.speakers.candidates import Candidates
from tracker.extraction.speakers.ranker import Ranker
from tracker.extraction.speakers.referents import Entity
from tracker.extraction.statements import Act, Kind, ReferentKind, Span, Spans

pytest.importorskip("torch")

from tracker.training import ranking  # needs torch
from tracker.training.corpora import GoldArticle, GoldStatement

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


TEXT = "Obama officials told the council that it would rain. Republicans asked Ada Bo."
TAGS = 9  # of names


def statement(quote: str, speaker: str, addressee: str, who: Sequence[str], to: Sequence[str]) -> GoldStatement:
    def spans(words: str) -> Spans:
        return (Span(TEXT.index(words), TEXT.index(words) + len(words)),)

    roles = (spans(quote), spans(speaker), (), (), spans(addressee), ())
    return GoldStatement(Kind.INDIRECT, roles, Act.STATEMENT, actors=tuple(who), addressee_actors=tuple(to))


def meant_in(*statements: GoldStatement) -> list[set[str]]:
    """Whom the words of each speaker and addressee mean, by what is learnt from them."""
    document = document_of(TEXT, "en")
    count = len(document.words)
    scores = Scores(
        Task(document, {}, 1.0, 0), np.zeros((count, TAGS), np.float32), np.ones((count, 4), np.float32), ()
    )
    asked = ranking.asked_of(GoldArticle("a", "", TEXT, "en", statements), scores)
    return [
        {
            each.candidates.of[place].name
            for place, right in zip(each.candidates.entities, each.right, strict=False)
            if right
        }
        for each in asked
    ]


def test_a_body_is_meant_where_its_words_say_no_more_than_the_name() -> None:
    first = statement("it would rain", "Obama officials", "the council", ["Obama administration"], ["council"])
    second = statement("Republicans asked", "Republicans", "Ada Bo", ["Republicans"], [])
    assert meant_in(first, second) == [set(), {"council"}, {"Republicans"}, set()]
    longer = statement("it would rain", "Obama officials", "the council", ["Obama"], ["city council"])
    assert meant_in(longer) == [set(), {"council"}]


def test_where_several_are_meant_nothing_is_learnt() -> None:
    assert meant_in(statement("it would rain", "Obama officials", "the council", ["Ada", "Bo"], ["council"])) == [
        {"council"}
    ]


def test_a_ranker_of_fewer_features_doesnt_fit() -> None:
    ranker = Ranker.of(ranking.arrays_of([ranking.learn(several(64, 7), 0)], Calibration()))
    [asked] = several(1, 8)
    of = asked.candidates
    wider = Candidates(
        of.of, of.entities, np.pad(of.features, ((0, 0), (0, 1))), of.vectors, of.asked, of.vector, of.answered
    )
    assert ranker.fits(of)
    assert not ranker.fits(wider)
