"""The model's sessions: the words of a window to scores, through ONNX Runtime on the CPU.

A window is never padded into a batch with others: the int8 weights are multiplied with activations that
are scaled by the largest value in the batch, so that an article's neighbours would change its result.
Windows are read side by side in threads instead, each on one core.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from tracker.extraction.statements import Kind
from tracker.extraction.words import Window, Words, windows_of

if TYPE_CHECKING:  # decoding needs what is here
    from tracker.extraction.decoding.candidates import Candidate

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

BOUNDARY_BEFORE, BOUNDARY_AFTER = 0, 2  # <s> and </s> in the vocabulary
OVERLAP = 0.35  # share of a window that its neighbour reads too
KINDS = (Kind.DIRECT, Kind.INDIRECT, Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT, Kind.REPORTED)
ANCHORS_A_RUN = 16
STRETCH = 256  # words that are looked at for the statement of an anchor


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word where a quote may begin.

    `kind` is the likeliest kind and `probability` that a quote of any kind begins here. `first` is the number
    of the article's word that row 0 of `roles` belongs to; `roles`: float32 (word, 5), probabilities that a
    word belongs to the quote, speaker, cue, frame and addressee.
    """

    word: int
    kind: Kind
    probability: float
    first: int
    roles: Floats


@dataclass(frozen=True, slots=True)
class Task:
    """An article's words, and those of them that are looked at as the beginning of a quote in any case."""

    words: Words
    candidates: "Mapping[int, Candidate]" = field(default_factory=dict)
    floor: float = 0.02


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of an article. `names`: float32 (word, 9), probabilities of the IOB2 tags."""

    task: Task
    names: Floats
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one window says of the words it owns, those that no other window sees in more context."""

    names: Floats
    anchors: tuple[Anchor, ...]


class Scoring:
    """Scores articles whose windows are read side by side, each article for itself. Use it as a context manager."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers` windows are read side by side (default: one a core)."""
        self._pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, task: Task) -> Callable[[], Scores]:
        """Have an article's windows read. What this gives waits for its scores, or raises what went wrong."""
        parts = _parts(task.words)
        if parts:
            session("encoder"), session("roles")  # here, for two threads at once would load each twice
        return partial(_joined, task, [self._pool.submit(_read, task, *part) for part in parts])

    def close(self) -> None:
        """Read no more; whoever stops early need not wait for what is ahead."""
        self._pool.shutdown(cancel_futures=True)


def score(tasks: Iterable[Task], workers: int | None = None) -> Iterator[Scores]:
    """Score articles, in their order; `workers` windows are read side by side (default: one a core).

    Only a few articles are ahead of the one that is handed out, so memory stays bounded.
    """
    workers = workers or os.cpu_count() or 1
    ahead: deque[Callable[[], Scores]] = deque()
    with Scoring(workers) as scoring:
        for task in tasks:
            ahead.append(scoring.begin(task))
            if len(ahead) > 2 * workers:
                yield ahead.popleft()()
        while ahead:
            yield ahead.popleft()()


@cache
def session(name: str) -> Any:
    """The ONNX Runtime session of a model file ("encoder" or "roles"), loaded once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # A plan of the memory for each length of window that was ever read: they only pile up, for lengths seldom recur.
    options.enable_mem_pattern = False
    path = resources.files("tracker.extraction") / "model" / f"{name}.onnx"
    with resources.as_file(path) as file:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _parts(words: Words) -> list[tuple[Window, range]]:
    """The windows of an article, each with the words it owns: neighbours meet in the middle of their overlap."""
    windows = windows_of(words, OVERLAP)
    if not windows:
        return []
    cuts = [(left.end + right.start) // 2 for left, right in pairwise(windows)]
    bounds = [0, *cuts, len(words)] if windows else []
    return [(window, range(first, last)) for window, (first, last) in zip(windows, pairwise(bounds), strict=True)]


def _joined(task: Task, parts: list[Future[Reading]]) -> Scores:
    readings = [part.result() for part in parts]
    names = np.concatenate([reading.names for reading in readings]) if readings else np.zeros((0, 9), np.float32)
    return Scores(task, names, tuple(anchor for reading in readings for anchor in reading.anchors))


def _read(task: Task, window: Window, owned: range) -> Reading:
    """Run the encoder over a window, and the roles for the anchors among the words it owns."""
    vectors, kind_logits, name_logits = session("encoder").run(None, _encoder_inputs(task.words, window))
    kinds = _softmax(kind_logits[0])
    names = _softmax(name_logits[0, owned.start - window.start : owned.stop - window.start])
    starts = []
    for word in owned:
        probability = float(1 - kinds[word - window.start, 0])
        likeliest = KINDS[int(kinds[word - window.start, 1:].argmax())]
        if probability >= task.floor:
            starts.append((word, likeliest, probability))
        elif word in task.candidates:
            starts.append((word, task.candidates[word].kind, probability))
    anchors: list[Anchor] = []
    for first in range(0, len(starts), ANCHORS_A_RUN):
        anchors += _roles(vectors, window, starts[first : first + ANCHORS_A_RUN])
    return Reading(names, tuple(anchors))


def _encoder_inputs(words: Words, window: Window) -> dict[str, Integers]:
    """`input_ids` and `attention_mask`: int64 (1, piece); `first`: int64 (1, word), where each word's pieces begin."""
    pieces = [BOUNDARY_BEFORE]
    first = []
    for number in range(window.start, window.end):
        first.append(len(pieces))
        pieces.extend(words.pieces[number])
    pieces.append(BOUNDARY_AFTER)
    return {
        "input_ids": np.array([pieces], np.int64),
        "attention_mask": np.ones((1, len(pieces)), np.int64),
        "first": np.array([first], np.int64),
    }


def _roles(vectors: Floats, window: Window, starts: list[tuple[int, Kind, float]]) -> list[Anchor]:
    """Score the words near each start (word, kind, probability). `vectors`: float32 (1, word, 384).

    Each start is looked at in a stretch of its own, `STRETCH` words or the whole window, with the start in its middle
    where the window's borders allow.
    """
    size = min(window.end - window.start, STRETCH)
    here = np.array([word - window.start for word, _, _ in starts], np.int64)
    first = np.clip(here - size // 2, 0, window.end - window.start - size)
    logits = session("roles").run(
        None,
        {
            "words": vectors[0, first[:, None] + np.arange(size)],
            "word_mask": np.ones((len(starts), size), bool),
            "window": np.arange(len(starts), dtype=np.int64),
            "anchor": here - first,
            "kind": np.array([KINDS.index(kind) + 1 for _, kind, _ in starts], np.int64),
        },
    )[0]
    roles = _sigmoid(logits)
    return [
        Anchor(word, kind, probability, window.start + int(first[row]), roles[row])
        for row, (word, kind, probability) in enumerate(starts)
    ]


def _softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def _sigmoid(logits: Floats) -> Floats:
    """Probabilities of independent scores."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
