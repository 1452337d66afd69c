"""The model's sessions: the words of a window to scores, through ONNX Runtime on the CPU.

The weights are stored as 8-bit integers and become floats when a session loads them, so that all sums are sums of
floats: releases of ONNX Runtime and kinds of processors differ in the last digits alone. A window is never padded into
a batch with others: an article's neighbours would change these digits. Windows are read side by side in threads
instead, each on one core. An article's words then have their vectors from the windows in which they have the most
context, and the roles are scored over the article as if there were no windows.
"""

import os
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
import numpy.typing as npt

from tracker.extraction.document.document import Document
from tracker.extraction.document.words import Window, Words, windows_of
from tracker.extraction.marked_words import places_of
from tracker.extraction.model_files import BOUNDARY_AFTER, BOUNDARY_BEFORE, model_file
from tracker.extraction.statements import Act, Kind, Standing

if TYPE_CHECKING:  # decoding needs what is here
    from tracker.extraction.decoding.candidates import Candidate

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

KINDS = (Kind.DIRECT, Kind.INDIRECT, Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT, Kind.REPORTED)
ACTS, STANDINGS = tuple(Act), tuple(Standing)
ANCHORS_A_RUN = 16


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word where a quote may begin.

    `kind` is the likeliest kind and `probability` that a quote of any kind begins here. `first` is the number
    of the article's word that row 0 of `roles` belongs to; `roles`: float32 (word, 6), probabilities that a
    word belongs to the quote, speaker, cue, frame, addressee and matter. `acts`: float32 (19,) and `standings`:
    float32 (4,), probabilities of each in `ACTS` and `STANDINGS`.
    """

    word: int
    kind: Kind
    probability: float
    first: int
    roles: Floats
    acts: Floats
    standings: Floats

    @property
    def standing(self) -> Standing:
        """The likeliest standing."""
        return STANDINGS[int(self.standings.argmax())]


@dataclass(frozen=True, slots=True)
class Task:
    """An article, and those of its words that are looked at as the beginning of a quote in any case.

    `floor`: how likely a beginning must be for its roles to be scored; `overlap`: of neighbouring windows.
    """

    document: Document
    candidates: "Mapping[int, Candidate]" = field(default_factory=dict)
    floor: float = 0.02
    overlap: float = 0.35

    @property
    def words(self) -> Words:
        """The article's words."""
        return self.document.words


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of an article.

    `names`: float32 (word, 9), probabilities of the IOB2 tags; `vectors`: float32 (word, width), of words in context.
    """

    task: Task
    names: Floats
    vectors: Floats
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What one window says of the words it owns, those that no other window sees in more context.

    `vectors`: float32 (word, width); `kinds`: float32 (word, 6), probabilities of no quote and of each kind of quote
    that begins there; `names`: float32 (word, 9), probabilities of the tags.
    """

    vectors: Floats
    kinds: Floats
    names: Floats


class Session(Protocol):
    """What runs a part of the model, as ONNX Runtime does."""

    def run(self, outputs: None, inputs: dict[str, Any], /) -> Sequence[Any]:
        """The arrays that a part of the model gives for named arrays."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model takes: how many words before and after an anchor are looked at for its roles."""

    words_before: int
    words_after: int


@dataclass(frozen=True, slots=True)
class Model:
    """A model's parts: `session` gives the one of that name, "encoder" or "roles"."""

    session: Callable[[str], Session]
    shape: Shape


class Scoring:
    """Scores articles whose windows are read side by side, each article for itself. Use it as a context manager."""

    def __init__(self, workers: int | None = None, model: Model | None = None) -> None:
        """`workers` windows are read side by side (default: one a core); `model`: another than tracker's own."""
        self._pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
        self._model = model or Model(session, shape())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, task: Task) -> Callable[[], Scores]:
        """Have an article's windows read. What this gives waits for its scores, or raises what went wrong."""
        parts = _parts(task.words, task.overlap)
        if not parts:
            return lambda: Scores(task, np.zeros((0, 9), np.float32), np.zeros((0, 0), np.float32), ())
        # Here, for two threads at once would load each twice.
        self._model.session("encoder"), self._model.session("roles")
        article = _Article(self._model, task, parts)
        windows = [self._pool.submit(article.read, number) for number in range(len(parts))]

        def finished() -> Scores:
            for window in windows:
                window.result()  # raises what went wrong
            return article.scores

        return finished

    def close(self) -> None:
        """Stop reading; whoever stops early need not wait for what is ahead."""
        self._pool.shutdown(cancel_futures=True)


def score(tasks: Iterable[Task], workers: int | None = None, model: Model | None = None) -> Iterator[Scores]:
    """Score articles, in their order; `workers` windows are read side by side (default: one a core).

    Only a few articles are ahead of the one that is handed out, so memory stays bounded.
    """
    workers = workers or os.cpu_count() or 1
    ahead: deque[Callable[[], Scores]] = deque()
    with Scoring(workers, model) as scoring:
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
    with resources.as_file(model_file(f"{name}.onnx")) as file:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


@cache
def shape() -> Shape:
    """What tracker's own model takes: its `shape.toml`."""
    return Shape(**tomllib.loads(model_file("shape.toml").read_text(encoding="utf-8")))


def _parts(words: Words, overlap: float) -> list[tuple[Window, range]]:
    """The windows of an article, each with the words it owns: neighbours meet in the middle of their overlap."""
    windows = windows_of(words, overlap)
    if not windows:
        return []
    cuts = [(left.end + right.start) // 2 for left, right in pairwise(windows)]
    bounds = [0, *cuts, len(words)] if windows else []
    return [(window, range(first, last)) for window, (first, last) in zip(windows, pairwise(bounds), strict=True)]


class _Article:
    """An article whose windows are read side by side, in any order."""

    scores: Scores  # there when all windows are read

    def __init__(self, model: Model, task: Task, parts: Sequence[tuple[Window, range]]) -> None:
        self._model, self._task, self._parts = model, task, parts
        self._places = places_of(task.document)
        self._of_windows: dict[int, WindowScores] = {}
        self._lock = Lock()

    def read(self, number: int) -> None:
        """Read the window of that number; whoever reads the last one scores the roles."""
        window, owned = self._parts[number]
        scores = _read(self._model, self._task.words, self._places, window, owned)
        with self._lock:
            self._of_windows[number] = scores
            is_last = len(self._of_windows) == len(self._parts)
        if is_last:
            self.scores = _scores(self._model, self._task, [self._of_windows[each] for each in range(len(self._parts))])


def _read(model: Model, words: Words, places: Integers, window: Window, owned: range) -> WindowScores:
    """Run the encoder over a window.

    `places`: int64 (word,) of the article, where its words stand to quotation marks.
    """
    inputs = _encoder_inputs(words, window, places)
    vectors, kind_logits, name_logits = model.session("encoder").run(None, inputs)
    rows = slice(owned.start - window.start, owned.stop - window.start)
    return WindowScores(vectors[0, rows], _softmax(kind_logits[0, rows]), _softmax(name_logits[0, rows]))


def _scores(model: Model, task: Task, of_windows: Sequence[WindowScores]) -> Scores:
    """Score the roles for the anchors of an article whose windows are read."""
    vectors, kinds, names = (
        np.concatenate([getattr(window, what) for window in of_windows]) for what in ("vectors", "kinds", "names")
    )
    starts = list(_starts(task, kinds))
    anchors: list[Anchor] = []
    for first in range(0, len(starts), ANCHORS_A_RUN):
        anchors += _roles(model, vectors, starts[first : first + ANCHORS_A_RUN])
    return Scores(task, names, vectors, tuple(anchors))


def _starts(task: Task, kinds: Floats) -> Iterator[tuple[int, Kind, float]]:
    """The words that are looked at as a quote's beginning: word, kind, probability. `kinds`: float32 (word, 6)."""
    for word, of_word in enumerate(kinds):
        probability = float(1 - of_word[0])
        if probability >= task.floor:
            yield word, KINDS[int(of_word[1:].argmax())], probability
        elif word in task.candidates:
            yield word, task.candidates[word].kind, probability


def _encoder_inputs(words: Words, window: Window, places: Integers) -> dict[str, Integers]:
    """`input_ids`: int64 (1, piece); `first`: int64 (1, word), where each word's pieces begin.

    `marks`: int64 (1, piece), where its word stands to quotation marks.
    """
    pieces = [BOUNDARY_BEFORE]
    first = []
    for number in range(window.start, window.end):
        first.append(len(pieces))
        pieces.extend(words.pieces[number])
    pieces.append(BOUNDARY_AFTER)
    beginnings = np.array(first, np.int64)
    marks = by_piece(places[window.start : window.end], beginnings, len(pieces))
    return {"input_ids": np.array([pieces], np.int64), "first": beginnings[None], "marks": marks[None]}


def by_piece(places: Integers, first: Integers, count: int) -> Integers:
    """What is known of each word for each of a window's pieces, 0 for the boundary pieces: int64 (piece,).

    `places`: int64 (word,); `first`: int64 (word,), where the words' pieces begin; `count`: the number of pieces.
    """
    pieces = np.zeros(count, np.int64)
    pieces[1:-1] = np.repeat(places, np.diff(first, append=count - 1))
    return pieces


def _roles(model: Model, vectors: Floats, starts: Sequence[tuple[int, Kind, float]]) -> list[Anchor]:
    """Score the words near each start (word, kind, probability). `vectors`: float32 (word, width).

    The role decoder takes all words' vectors, and for each of n anchors `stretch`: int64 (n, words), the words that are
    looked at, `anchor`: int64 (n,), the word itself, and `kind`: int64 (n,).
    """
    here = np.array([word for word, _, _ in starts], np.int64)
    before, after = model.shape.words_before, model.shape.words_after
    stretch = stretches(here, len(vectors), before, before + after)
    kind = np.array([KINDS.index(kind) + 1 for _, kind, _ in starts], np.int64)
    inputs = {"words": vectors, "stretch": stretch, "anchor": here, "kind": kind}
    roles, acts, standings = model.session("roles").run(None, inputs)
    roles, acts, standings = _sigmoid(roles), _softmax(acts), _softmax(standings)
    return [
        Anchor(word, kind, probability, int(stretch[row, 0]), roles[row], acts[row], standings[row])
        for row, (word, kind, probability) in enumerate(starts)
    ]


def stretches(anchors: Integers, length: int, before: int, size: int) -> Integers:
    """The words that are looked at for each anchor's roles: int64 (anchor, stretch), all of a window of `length` words.

    `size` words, or the whole window if it has fewer; `before` of them come before the anchor, unless the window
    begins or ends too near. `anchors`: int64 (anchor,).
    """
    size = min(size, length)
    first = np.clip(anchors - before, 0, length - size)
    return np.asarray(first[:, None] + np.arange(size), np.int64)


def _softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def _sigmoid(logits: Floats) -> Floats:
    """Probabilities of independent scores."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
