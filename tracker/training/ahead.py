"""Epochs made ready in processes of their own while the model learns from the ones before.

Reading, changing and cutting up all articles takes a core half a minute an epoch, in which a GPU learns several.
"""

import multiprocessing
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from tracker.training.batches import Batch, batch_of
from tracker.training.corpora import Sources
from tracker.training.epochs import TrainingData, epoch_batches, read_training_data
from tracker.training.settings import Settings

Batches = Callable[[int], Sequence[Batch]]  # an epoch's number to its batches

_data: list[TrainingData] = []  # a worker's own, read once


@contextmanager
def epochs_ahead(sources: Sources, settings: Settings, seed: int, workers: int) -> Iterator[Batches]:
    """The batches of each epoch, asked for in their order. `workers`: processes.

    Raises FileNotFoundError, which names the corpus that isn't there.
    """
    if not workers:
        data = read_training_data(sources)
        yield lambda epoch: _collated(data, settings, seed, epoch)
        return
    read_training_data(sources)  # what is wrong with the corpora is told here, not by a worker
    context = multiprocessing.get_context("spawn")  # a process that uses a GPU can't be forked
    with ProcessPoolExecutor(workers, context, _begin, (sources,)) as pool:
        ready: deque[tuple[int, Callable[[], bytes]]] = deque()

        def batches(epoch: int) -> Sequence[Batch]:
            begun = ready[-1][0] + 1 if ready else epoch
            for number in range(begun, min(epoch + workers + 1, settings.epochs)):
                ready.append((number, pool.submit(_made, settings, seed, number).result))
            number, result = ready.popleft()
            if number != epoch:
                raise ValueError(f"epoch {epoch} was asked for where {number} is next")
            made: Sequence[Batch] = pickle.loads(result())
            return made

        try:
            yield batches
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(sources: Sources) -> None:
    _data[:] = [read_training_data(sources)]


def _made(settings: Settings, seed: int, epoch: int) -> bytes:
    """Pickled here: as they are, tensors go to another process as open files, of which there can be too many."""
    return pickle.dumps(_collated(_data[0], settings, seed, epoch))


def _collated(data: TrainingData, settings: Settings, seed: int, epoch: int) -> Sequence[Batch]:
    examples = epoch_batches(data, settings, seed, epoch)
    return [batch_of(each, settings.words_before, settings.stretch) for each in examples]
