"""Vectors of sentences: those that mean nearly the same, in German or English, point nearly the same way.

They are nearly those of multilingual-e5-small (`model/README.md`). A high cosine says that two sentences are about the
same and worded alike, not that they agree: *not* or another number changes it less than another wording does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tracker.extraction.model_files import BOUNDARY_AFTER, BOUNDARY_BEFORE

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.int8]

MODEL = resources.files("tracker.claims") / "model" / "sentences.onnx"
TOKENIZER = resources.files("tracker.extraction") / "model" / "tokenizer.json"  # not that of a model on trial
WIDTH = 256
PREFIX = "query: "  # with which the model was trained to compare sentences
MOST_PIECES = 128  # of a sentence; more change its vector little
PIECES_AT_ONCE = 1024  # of sentences that are read together; more take more memory and no less time
FEW = 12  # sentences in all, for which the model isn't made ready for more
SCALE = 127 / 0.4  # a value of a vector of length 1 is seldom beyond .4


def vectors_of(sentences: Sequence[str]) -> Vectors:
    """The vectors of sentences: int8 (sentence, WIDTH), in their order."""
    if not sentences:
        return np.zeros((0, WIDTH), np.int8)  # the model isn't loaded for nothing
    with ThreadPoolExecutor(1) as pool:  # neither loads in Python: together they take as long as one of them
        loading = pool.submit(SESSIONS.to_read, len(sentences))
        pieces = pieces_of_sentences(sentences)
        session = loading.result()
    found = np.zeros((len(pieces), WIDTH), np.int8)
    for numbers in read_together(pieces):
        (floats,) = session.run(None, {"input_ids": np.array([pieces[number] for number in numbers])})
        found[numbers] = np.clip(np.rint(floats * SCALE), -127, 127).astype(np.int8)
    return found


def pieces_of_sentences(sentences: Sequence[str]) -> list[list[int]]:
    """The numbers of each sentence's pieces, as the model takes them."""
    encoded = _tokenizer().encode_batch([PREFIX + each for each in sentences], add_special_tokens=False)
    return [[BOUNDARY_BEFORE, *each.ids[:MOST_PIECES], BOUNDARY_AFTER] for each in encoded]


def read_together(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of sentences that are read together: of as many pieces, for padding would change their vectors."""
    of_length: defaultdict[int, list[int]] = defaultdict(list)
    for number, of_sentence in enumerate(pieces):
        of_length[len(of_sentence)].append(number)
    for length, numbers in of_length.items():
        at_once = PIECES_AT_ONCE // length
        for start in range(0, len(numbers), at_once):
            yield numbers[start : start + at_once]


def similarities(some: Vectors, others: Vectors) -> npt.NDArray[np.float32]:
    """The cosines between vectors: float32 (some, others).

    The same from both sides and on every machine: sums of products of such whole numbers are exact in float32.
    """
    one, other = some.astype(np.float32), others.astype(np.float32)
    lengths = np.linalg.norm(one, axis=1)[:, None] * np.linalg.norm(other, axis=1)[None, :]
    cosines: npt.NDArray[np.float32] = (one @ other.T) / np.maximum(lengths, 1e-6)
    return cosines


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    return Tokenizer.from_str(TOKENIZER.read_text(encoding="utf-8"))


class Sessions:
    """The model's session at work: first one for few sentences, and then one for many, which has the same vectors.

    The weights are stored as 8-bit integers. To make floats of them once and for all takes as long as a dozen sentences
    that have it done anew.
    """

    def __init__(self) -> None:
        self._read = 0
        self._session: Any = None
        self._for_many = False

    def to_read(self, sentences: int) -> Any:
        """The session for so many sentences more."""
        self._read += sentences
        for_many = self._read > FEW
        if self._session is None or for_many > self._for_many:
            self._session, self._for_many = _session(for_many), for_many
        return self._session


SESSIONS = Sessions()


def _session(for_many: bool) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # for the reason that `encoder.session` gives
    if not for_many:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    with resources.as_file(MODEL) as file:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
