import gzip
import json
import resource
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest
from training_samples import GERMAN_NEWS, articles, own_article, write_sources

from tracker.evaluation import read_gold
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import tokenizer
from tracker.extraction.encoder import ACTS, STANDINGS, Task, score
from tracker.extraction.marked_words import Place
from tracker.extraction.statements import Act
from tracker.training.epochs import grouped
from tracker.training.examples import DATES, Example, article_examples, names_examples
from tracker.training.names import OUTSIDE, TAGS, NamesText
from tracker.training.settings import Settings, read_settings

torch = pytest.importorskip("torch")

from tracker.extraction.decoding.proposals import ROLES  # noqa: E402
from tracker.training.asking import asked  # noqa: E402
from tracker.training.batches import UNKNOWN, Batch, batch_of  # noqa: E402
from tracker.training.budget import Budget  # noqa: E402
from tracker.training.checkpoints import LATEST, epoch_file, read_trained, save  # noqa: E402
from tracker.training.corpora import OWN  # noqa: E402
from tracker.training.distillation import begin_with_teacher, taught_losses, with_likely  # noqa: E402
from tracker.training.evaluation import evaluated, names_in, simple_figures  # noqa: E402
from tracker.training.loop import Run, gold_losses, prepare, rate_at  # noqa: E402
from tracker.training.losses import (  # noqa: E402
    Losses,
    acts_loss,
    anchors_loss,
    antecedents_loss,
    dates_loss,
    names_loss,
    roles_loss,
)
from tracker.training.model import Model, buckets  # noqa: E402
from tracker.training.transformer import rows  # noqa: E402

TINY = read_settings("tiny")
PIECES = tokenizer().get_vocab_size()
STEPS_TO_LEARN = 120


def examples() -> list[Example]:
    shown = [example for article in articles() for example in article_examples(article, 0.2)]
    return shown + names_examples(NamesText("Ada Kern lebt in Bremen und Leeds.", "de", (), others=False))


def own_examples() -> list[Example]:
    """The articles by the guidelines that a model is asked for, and the one with acts."""
    own = [*(replace(article, guidelines=OWN) for article in articles()), own_article()]
    return [example for article in own for example in article_examples(article, 0.2)]


def tiny_batch(shown: list[Example] | None = None) -> Batch:
    return batch_of(shown or examples(), TINY.words_before, TINY.stretch)


def tiny_model(settings: Settings = TINY) -> Model:
    prepare(0, "cpu", threads=1)
    return Model(settings, PIECES)


def run_in(folder: Path, seed: int = 0, epochs: int = 2, minutes: float | None = None, pieces: int = PIECES) -> Run:
    settings = replace(TINY, epochs=epochs, dropout=0.2)
    prepare(seed, "cpu", threads=1)
    return Run(Model(settings, pieces), settings, folder, seed, budget=Budget(minutes))


def epoch(number: int) -> list[Batch]:
    return [tiny_batch(each) for each in grouped(examples() * 2, 2, Random(number))]


@pytest.fixture(scope="module")
def learnt() -> Model:
    """A model that has learnt the two articles by heart."""
    model = tiny_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    loss_of = gold_losses(TINY)
    batch = tiny_batch(own_examples()[:2] + examples()[2:])
    for _ in range(STEPS_TO_LEARN):
        optimizer.zero_grad()
        loss_of(model, batch).total.backward()
        optimizer.step()
    return model.eval()


def test_shapes() -> None:
    batch = tiny_batch()
    windows, length = batch.pieces.shape
    words, statements = batch.there.shape[1], len(batch.anchor)
    assert (windows, statements) == (3, 4)
    assert batch.mask is not None
    assert batch.mask.shape == (windows, 1, 1, length)
    assert batch.stretch.shape == (statements, TINY.stretch)
    assert batch.roles.shape == (statements, TINY.stretch, 18)
    assert batch.annotated[:, 0, 4].tolist() == [1, 1, 0, 0]
    assert (batch.anchors[2] == UNKNOWN).all()
    model = tiny_model()
    vectors = model.vectors(batch.pieces, batch.marks, batch.mask, batch.first)
    assert vectors.shape == (windows, words, TINY.width)
    assert model.anchors(vectors).shape == (windows, words, 6)
    assert model.names(vectors).shape == (windows, words, len(TAGS))
    said = model.roles(vectors, batch.window, batch.stretch, batch.anchor, batch.kind)
    assert said.roles.shape == batch.roles.shape
    assert said.acts.shape == (statements, len(ACTS))
    assert said.standings.shape == (statements, len(STANDINGS))


def vectors_of(model: Model, batch: Batch) -> "torch.Tensor":
    with torch.no_grad():
        return model.vectors(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)


@pytest.mark.parametrize("layers_of_pieces", [0, 1])
def test_padding_changes_nothing(layers_of_pieces: int) -> None:
    model = tiny_model(replace(TINY, layers_of_pieces=layers_of_pieces)).eval()
    shown = examples()
    together, alone = tiny_batch(shown), tiny_batch(shown[2:])
    assert alone.mask is None
    one, other = vectors_of(model, together), vectors_of(model, alone)
    assert torch.allclose(one[2, : other.shape[1]], other[0], atol=1e-5)
    with torch.no_grad():
        unmasked = model.vectors(alone.pieces, alone.marks, None, alone.first)
    assert torch.equal(unmasked, other)


def test_upper_layers_read_words_alone() -> None:
    batch = tiny_batch()
    through, words = (tiny_model(replace(TINY, layers_of_pieces=lower)).eval() for lower in (0, 1))
    whole = through.encoder.encoded(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)
    upper = words.encoder.encoded(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)
    assert torch.equal(whole.words(1), upper.words(1))
    assert whole.states[2].shape[1] == batch.pieces.shape[1]
    assert upper.states[2].shape[1] == batch.first.shape[1] + 2
    assert not torch.allclose(whole.words(2)[batch.there], upper.words(2)[batch.there], atol=1e-4)


def test_marks_begin_as_if_there_were_none() -> None:
    model, batch = tiny_model().eval(), tiny_batch()
    assert batch.marks.any()
    with torch.no_grad():
        with_marks = model.encoder(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)
        without = model.encoder(batch.pieces, torch.zeros_like(batch.marks), batch.mask, batch.first, batch.there)
        assert torch.equal(with_marks, without)
        model.encoder.marks.weight[int(batch.marks.max())] += 1
        assert not torch.equal(model.encoder(batch.pieces, batch.marks, batch.mask, batch.first, batch.there), without)


def test_rows_are_those_of_their_own_window() -> None:
    states = torch.arange(12.0).reshape(2, 3, 2)
    numbers = torch.tensor([[2, 0], [1, 1]])
    assert rows(states, numbers).tolist() == [[[4, 5], [0, 1]], [[8, 9], [8, 9]]]


def test_buckets_grow_with_the_distance() -> None:
    found = buckets(192)
    near, far = found[192 - 15 : 192 + 16], found[192:]
    assert len(set(near.tolist())) == 31
    assert (far[1:].diff() >= 0).all()
    assert not set(found[:192].tolist()) & set(found[193:].tolist())


def names_batch(tag: str, others: bool) -> Batch:
    batch = tiny_batch(names_examples(NamesText("Ada", "de", (), others=others)))
    return replace(batch, tags=torch.tensor([[TAGS.index(tag)]]))


def names_logits(**likely: float) -> "torch.Tensor":
    logits = torch.full((1, 1, len(TAGS)), -9.0)
    for tag, value in likely.items():
        logits[0, 0, TAGS.index(tag.replace("_", "-"))] = value
    return logits


def test_names_that_a_corpus_does_not_mark_cost_nothing() -> None:
    logits = names_logits(B_MISC=5.0, O=0.0)
    assert names_loss(logits, names_batch("O", others=False)) < 0.01
    assert names_loss(logits, names_batch("O", others=True)) > 4
    person = names_logits(B_PER=5.0)
    assert names_loss(person, names_batch("O", others=False)) > 4
    assert names_loss(person, names_batch("B-PER", others=False)) < 0.01
    certain = names_logits(O=1.0)
    both = [names_loss(certain, names_batch("B-LOC", others=others)) for others in (False, True)]
    assert torch.equal(*both)


def test_what_is_not_annotated_costs_nothing() -> None:
    batch = tiny_batch()
    zeros = torch.zeros(batch.roles.shape)
    changed = zeros.clone()
    changed[2:, :, 3:5] = 7.0  # frames and addressees in English
    assert roles_loss(changed, batch, 0.5) == roles_loss(zeros, batch, 0.5)
    changed[0, :, 3] = 7.0
    assert roles_loss(changed, batch, 0.5) > roles_loss(zeros, batch, 0.5)
    logits = torch.zeros(*batch.there.shape, 6)
    one = anchors_loss(logits, batch)
    logits[2, :, 1] = 7.0  # a text that is annotated with names alone
    assert anchors_loss(logits, batch) == one


def test_acts_that_are_not_annotated_cost_nothing() -> None:
    own, others = tiny_batch(own_examples()[2:]), tiny_batch()
    assert [ACTS[number] for number in own.act.tolist()] == ["promise", "warning"]
    for batch, costs in ((own, True), (others, False)):
        acts, standings = torch.zeros(len(batch.act), len(ACTS)), torch.zeros(len(batch.act), len(STANDINGS))
        assert (acts_loss(acts, standings, batch) > 0) == costs
    right = torch.full((2, len(ACTS)), -9.0)
    right[0, ACTS.index(Act.PROMISE)] = right[1, ACTS.index(Act.WARNING)] = 9.0
    asserted = torch.tensor([[9.0, -9.0, -9.0, -9.0]] * 2)
    assert acts_loss(right, asserted, own) < 1e-4
    assert acts_loss(right, -asserted, own) > 1


def test_antecedents_that_are_not_annotated_cost_nothing() -> None:
    own, others = tiny_batch(own_examples()[2:]), tiny_batch()
    assert not others.meant.any()
    logits = torch.zeros(*others.meant.shape)
    assert antecedents_loss(logits, others) == 0
    nobody, named = own.meant.float()
    assert nobody.nonzero().flatten().tolist() == [own.meant.shape[1] - 1]
    assert named.sum() == 2
    assert antecedents_loss(torch.zeros(*own.meant.shape), own) > 0
    assert antecedents_loss(20 * own.meant.float(), own) < 1e-4
    one_of_both = 20 * own.meant.float()
    one_of_both[1, int(named.nonzero()[0])] = 0
    assert antecedents_loss(one_of_both, own) < 1e-4  # either word of a name will do


def learn_by_heart(model: Model, batch: Batch) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(STEPS_TO_LEARN):
        optimizer.zero_grad()
        gold_losses(TINY)(model, batch).total.backward()
        optimizer.step()
    model.eval()


def test_dates_are_learnt_by_heart_where_gold_tells_them() -> None:
    promise, warning = (article := own_article()).statements
    earlier = replace(article, published=date(2024, 3, 8), statements=(promise, replace(warning, earlier=True)))
    model, batch = tiny_model(), tiny_batch(article_examples(earlier, 0.2))
    assert [DATES[number] for number in batch.date.tolist()] == ["published", "earlier"]
    learn_by_heart(model, batch)
    logits = model.dates(vectors_of(model, batch), batch.window, batch.anchor)
    assert logits.argmax(-1).tolist() == batch.date.tolist()
    unknown = tiny_batch()
    assert dates_loss(torch.zeros(len(unknown.anchor), len(DATES)), unknown) == 0


def test_padding_changes_nobody_meant() -> None:
    model = tiny_model().eval()
    alone, padded = tiny_batch(own_examples()[2:]), tiny_batch([*own_examples()[2:], *examples()[:1]])
    logits = [
        model.antecedents(vectors_of(model, each), each.window, each.speaker, each.anchor, each.there)
        for each in (alone, padded)
    ]
    length = alone.there.shape[1]
    assert torch.allclose(logits[0][:, :length], logits[1][:2, :length], atol=1e-5)
    assert torch.allclose(logits[0][:, -1], logits[1][:2, -1], atol=1e-5)
    assert (logits[1][:2, length:-1] < -1e30).all()


def test_whom_words_mean_learnt_by_heart() -> None:
    model, batch = tiny_model(), tiny_batch(own_examples()[2:])
    learn_by_heart(model, batch)
    pointed = model.antecedents(vectors_of(model, batch), batch.window, batch.speaker, batch.anchor, batch.there)
    right = (pointed.softmax(-1) * batch.meant).sum(-1)
    assert (right > 0.9).all()


def test_guidelines_are_told_apart() -> None:
    own, others = own_examples()[0], examples()[0]
    assert (own.guidelines, others.guidelines) == (OWN, GERMAN_NEWS)
    batch = tiny_batch([own, others])
    assert not torch.equal(batch.marks[0], batch.marks[1])
    model = tiny_model().eval()
    assert torch.equal(*vectors_of(model, batch))
    with torch.no_grad():
        model.encoder.marks.weight[len(Place) * GERMAN_NEWS.number] += 1
    assert not torch.allclose(*vectors_of(model, batch))


def test_acts_learnt_by_heart() -> None:
    model, batch = tiny_model(), tiny_batch(own_examples()[2:])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(STEPS_TO_LEARN):
        optimizer.zero_grad()
        gold_losses(TINY)(model, batch).total.backward()
        optimizer.step()
    (scores,) = score([Task(document_of(own_article().text, ""))], 1, asked(model.eval(), TINY))
    likely = [anchor for anchor in scores.anchors if anchor.probability > 0.5]
    told = [(ACTS[int(anchor.acts.argmax())], anchor.standing) for anchor in likely]
    assert told == [("promise", "asserted"), ("warning", "asserted")]


def test_two_articles_learnt_by_heart(learnt: Model, tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    for corpus in ("german-news", "polnear"):
        with gzip.open(sources.corpora / f"{corpus}-dev.jsonl.gz") as file:
            gold = read_gold(file.read())
        figures = simple_figures(asked(learnt, TINY), gold, workers=1)
        assert figures["joint"] > 0.95
        assert figures["type"] == 1
    figures_of = evaluated(asked(learnt, TINY), sources, workers=1)
    assert figures_of["german-news"]["quote"] > 0.6


def test_a_run_that_was_cut_off_ends_the_same(tmp_path: Path) -> None:
    whole = run_in(tmp_path / "whole")
    whole.train(epoch, gold_losses(TINY))
    batches = len(epoch(0))
    for cut in (1, batches, batches + 1):
        folder = tmp_path / str(cut)
        run_in(folder).train(epoch, gold_losses(TINY), until=cut)
        resumed = run_in(folder, seed=0)
        torch.manual_seed(99)
        resumed.resume()
        assert resumed.place.steps == cut
        resumed.train(epoch, gold_losses(TINY))
        assert_same(resumed.model.state_dict(), whole.model.state_dict())
        assert_same(read_trained(epoch_file(folder, 2)).weights, whole.average.weights)
    assert (tmp_path / "whole" / "log.jsonl").read_text().count("\n") == 2


def test_a_run_can_end_with_its_time(tmp_path: Path) -> None:
    settings = replace(TINY, epochs=1000)
    now = 0.0

    def run(minutes: float) -> Run:
        prepare(0, "cpu", threads=1)
        return Run(Model(settings, PIECES), settings, tmp_path, 0, budget=Budget(minutes, lambda: now))

    def three_seconds(model: Model, batch: Batch) -> Losses:
        nonlocal now
        now += 3
        return gold_losses(settings)(model, batch)

    first = run(minutes=1.05)
    first.train(epoch, three_seconds)
    assert first.place.steps == 21
    assert_same(read_trained(epoch_file(tmp_path, first.place.epoch)).weights, first.average.weights)
    rates = [json.loads(line)["rate"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert rates[-1] == pytest.approx(rate_at(60 / 63, settings), abs=1e-4)  # the last step begins then
    now += 3600  # until it goes on
    for minutes, steps in ((1.05, 21), (1.5, 30)):
        again = run(minutes)
        again.resume()
        again.train(epoch, three_seconds)
        assert again.place.steps == steps
        assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["step"] == steps


def test_a_run_whose_time_was_up_when_it_was_cut_off_ends(tmp_path: Path) -> None:
    run_in(tmp_path).train(epoch, gold_losses(TINY), until=1)
    again = run_in(tmp_path, minutes=1e-9)
    again.resume()
    again.train(epoch, gold_losses(TINY))
    assert again.place.steps == 1
    assert_same(read_trained(epoch_file(tmp_path, 1)).weights, again.average.weights)


def test_a_run_with_another_vocabulary_is_not_resumed(tmp_path: Path) -> None:
    run_in(tmp_path).train(epoch, gold_losses(TINY), until=1)
    with pytest.raises(ValueError, match="another vocabulary"):
        run_in(tmp_path, pieces=PIECES + 1).resume()


def test_layers_that_the_teacher_lacks_are_named(learnt: Model) -> None:
    counted_from_one = replace(TINY, layers=(1, 2))
    student = Model(counted_from_one, PIECES)
    with pytest.raises(ValueError, match="layer 2 of a model that has 0 to 1"):
        begin_with_teacher(student, learnt, counted_from_one.layers)
    with pytest.raises(ValueError, match="layer 2 of a model that has 0 to 1"):
        taught_losses([learnt], counted_from_one)


def test_a_full_disk_is_told_of(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match=r"kept\.pt|File too large"):
            save({"weights": torch.zeros(10_000)}, tmp_path / "kept.pt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "kept.pt").exists()


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"a text", b"hello", None])
def test_what_is_no_checkpoint_is_named(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "other.pt"
    if content is None:
        torch.save({"weights": {}}, file)
    else:
        file.write_bytes(content)
    with pytest.raises(ValueError, match=r"other\.pt: is no checkpoint"):
        read_trained(file)


def assert_same(one: dict[str, "torch.Tensor"], other: dict[str, "torch.Tensor"]) -> None:
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_another_seed_gives_another_model_and_no_resumption(tmp_path: Path) -> None:
    for seed in (0, 1):
        run_in(tmp_path / str(seed), seed).train(epoch, gold_losses(TINY), until=2)
    one, other = (read_trained(tmp_path / name / LATEST) for name in "01")
    assert not torch.equal(one.weights["names.weight"], other.weights["names.weight"])
    with pytest.raises(ValueError, match="other settings or another seed"):
        run_in(tmp_path / "0", seed=1).resume()


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(step / 100, TINY) for step in range(101)]
    highest = rates.index(max(rates))
    assert highest == round(100 * TINY.warm_up)
    assert rates[highest] == 1
    assert rates[:highest] == sorted(rates[:highest])
    assert rates[highest:] == sorted(rates[highest:], reverse=True)
    assert min(rates) == TINY.least_rate


def test_a_student_learns_what_its_teacher_says(learnt: Model) -> None:
    settings = replace(TINY, layers=(1,), teacher_vectors=1.0, teacher_layers=1.0)
    prepare(0, "cpu", threads=1)
    student = Model(settings, PIECES)
    begin_with_teacher(student, learnt, settings.layers)
    assert torch.equal(student.encoder.layers[0].up.weight, learnt.encoder.layers[1].up.weight)
    untold = [replace(example, anchors=None, begun=()) for example in examples()]
    batch = tiny_batch(untold)
    optimizer = torch.optim.AdamW(student.parameters(), lr=3e-3)
    loss_of = taught_losses([learnt, learnt], settings)
    losses = []
    for _ in range(30):
        optimizer.zero_grad()
        loss = loss_of(student, batch)
        losses.append([loss.anchors.item(), loss.roles.item(), loss.acts.item()])
        loss.total.backward()
        optimizer.step()
    assert losses[-1][0] < losses[0][0] / 2
    assert losses[-1][1] < losses[0][1] / 2
    assert losses[-1][2] < losses[0][2] / 2


def test_several_teachers_are_averaged(learnt: Model) -> None:
    other = tiny_model()
    batch = tiny_batch()
    with torch.no_grad():
        one, two, both = (
            taught_losses(teachers, replace(TINY, border_weight=0.0))(tiny_model(), batch)
            for teachers in ([learnt], [other], [learnt, other])
        )
    assert one.names != two.names
    # What is averaged is at most as far from anything as its parts are on average: the divergence is convex.
    assert both.names < (one.names + two.names) / 2


def test_the_teachers_names_can_be_left_to_the_corpora(learnt: Model) -> None:
    batch = tiny_batch()
    with torch.no_grad():
        of_corpora = gold_losses(TINY)(tiny_model().eval(), batch)
        alone = taught_losses([learnt], replace(TINY, teacher_names=0.0))(tiny_model().eval(), batch)
        told = taught_losses([learnt], TINY)(tiny_model().eval(), batch)
    assert torch.equal(alone.names, of_corpora.names)
    assert told.names > alone.names
    assert torch.equal(told.anchors, alone.anchors)


def test_borders_that_a_teacher_never_learnt_can_be_left_out(learnt: Model) -> None:
    changed = tiny_model()
    changed.load_state_dict(learnt.state_dict())
    with torch.no_grad():
        changed.roles.scores[3].bias[len(ROLES) :] += 5
    batch = tiny_batch()
    for weight, is_same in ((0.0, True), (0.5, False)):
        settings = replace(TINY, border_weight=weight)
        with torch.no_grad():
            losses = [taught_losses([teacher], settings)(tiny_model(), batch).roles for teacher in (learnt, changed)]
        assert torch.equal(*losses) == is_same


def test_the_teacher_explains_what_it_holds_likely() -> None:
    batch = tiny_batch()
    logits = torch.zeros(*batch.there.shape, 6)
    logits[..., 0] = 9.0
    logits[1, 5, 3] = 12.0
    logits[batch.window[0], batch.anchor[0], 1] = 12.0  # annotated: not twice
    logits[2, -1, 1] = 12.0  # no word is there
    found = with_likely(batch, logits, TINY)
    assert found.anchor.tolist() == [*batch.anchor.tolist(), 5]
    assert found.kind.tolist() == [*batch.kind.tolist(), 3]
    assert torch.equal(found.stretch[: len(batch.anchor), : batch.stretch.shape[1]], batch.stretch)
    assert 5 in found.stretch[-1]


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("O O", []),
        ("B-PER I-PER O B-LOC", [(0, 2, 1), (3, 4, 3)]),
        ("B-PER B-PER", [(0, 1, 1), (1, 2, 1)]),
        ("I-ORG I-LOC", [(0, 1, 2), (1, 2, 3)]),
        ("", []),
    ],
)
def test_names_of_tags(tags: str, names: list[tuple[int, int, int]]) -> None:
    assert list(names_in(np.array([TAGS.index(tag) for tag in tags.split()], np.int64))) == names


def test_the_extraction_asks_a_trained_model(learnt: Model) -> None:
    article = articles()[0]
    (scores,) = score([Task(document_of(article.text, ""))], 1, asked(learnt, TINY))
    assert scores.names.shape == (len(scores.task.words), len(TAGS))
    direct = next(anchor for anchor in scores.anchors if anchor.probability > 0.5)
    assert scores.task.words.word(direct.word) == "„"
    assert direct.roles.shape[1] == len(ROLES)
    assert direct.roles[direct.word - direct.first, 0] > 0.5
    assert OUTSIDE == 0
