import resource
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from training_samples import write_sources

from tracker.extraction.encoder import ACTS
from tracker.training.corpora import Sources
from tracker.training.settings import read_settings

torch = pytest.importorskip("torch")

from tracker.training.ahead import epochs_ahead  # noqa: E402
from tracker.training.batches import Batch  # noqa: E402

FEW_FILES = 200
TINY = replace(read_settings("tiny"), epochs=4)


def assert_same(one: Batch, other: Batch) -> None:
    for field in fields(Batch):
        here, there = getattr(one, field.name), getattr(other, field.name)
        assert (here is None and there is None) or torch.equal(here, there), field.name


def test_other_processes_make_the_same_epochs(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    with epochs_ahead(sources, TINY, 3, 0) as here, epochs_ahead(sources, TINY, 3, 2) as elsewhere:
        for epoch in range(1, TINY.epochs):  # as after the first was done before the run was cut off
            one, other = here(epoch), elsewhere(epoch)
            assert len(one) == len(other) > 0
            for mine, theirs in zip(one, other, strict=True):
                assert_same(mine, theirs)


@pytest.fixture
def few_files() -> Iterator[None]:
    """As many open files as are few for an epoch's tensors, for this process and those that it begins."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW_FILES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("few_files")
def test_an_epoch_may_have_more_tensors_than_files_can_be_open(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    many = replace(TINY, times={"german-news": FEW_FILES}, batch=1)
    with epochs_ahead(sources, many, 0, 1) as batches:
        assert len(batches(0)) > FEW_FILES


def test_epochs_come_in_their_order(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    with epochs_ahead(sources, TINY, 0, 1) as batches:
        batches(0)
        with pytest.raises(ValueError, match="epoch 3 was asked for where 1 is next"):
            batches(3)


def test_a_missing_corpus_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="german-news-train"), epochs_ahead(Sources(tmp_path), TINY, 0, 1):
        pass


def test_a_corpus_can_be_shown_several_times(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    framed = {}
    for times in (1, 3):
        settings = replace(TINY, times={"german-news": times}, own_times=0)
        with epochs_ahead(sources, settings, 0, 0) as batches:
            framed[times] = sum(int(batch.annotated[:, 0, 4].sum()) for batch in batches(0))
    assert framed[3] == 3 * framed[1] > 0


def test_own_gold_can_be_shown_several_times(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    told = {}
    for times in (1, 3):
        with epochs_ahead(sources, replace(TINY, own_times=times), 0, 0) as batches:
            told[times] = sum(int((batch.standing >= 0).sum()) for batch in batches(0))  # which it alone has
    assert told[3] == 3 * told[1] > 0


def test_names_can_be_shown_several_times(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    tagged = {}
    for times in (1, 3):
        with epochs_ahead(
            sources, replace(TINY, names_times=times, texts={"ner-wikiann-de": 100, "ner-wikiann-en": 100}), 0, 0
        ) as batches:
            tagged[times] = sum(int((batch.tags > 0).sum()) for batch in batches(0))
    assert tagged[3] == 3 * tagged[1] > 0


def test_the_corpora_have_the_acts_that_their_cues_tell(tmp_path: Path) -> None:
    with epochs_ahead(write_sources(tmp_path), replace(TINY, own_times=0), 0, 0) as batches:
        told = {ACTS[number] for batch in batches(0) for number in batch.act.tolist() if number >= 0}
    assert told == {"warning"}  # *warnte*, but not *sagte*
