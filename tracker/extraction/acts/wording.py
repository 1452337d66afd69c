"""What a statement's words tell of its act: a log-linear model of single words, learnt from the gold.

It knows rare words better than the network, which knows how they belong together: the two err differently. A feature
is known by a hash, so the file has no words; weights are whole numbers, whose sums are the same everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Self
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tracker.extraction.document.document import Document
from tracker.extraction.model_files import model_arrays
from tracker.extraction.statements import Draft, Spans

FILE = "acts.npz"
ARRAYS = ("features", "weights", "scales", "bias")
BEGINNING = 6  # words of a quote whose pairs count
PREFIX, PREFIX_OF_CUE = 6, 5  # letters: what inflection leaves alone
WORDS_A_STEP, STEPS = 4, 8  # of a quote's length

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ActWording:
    """A language's weights, with acts in the order of `ACTS`.

    `features`: uint32 (feature,), in order; `weights`: int8 (feature, act), multiples of `scales`: float32 (act,);
    `bias`: float32 (act,).
    """

    features: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.int8]
    scales: Floats
    bias: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[np.generic]], language: str) -> Self | None:
        """A language's among named arrays; None where there is none."""
        if f"{language}_features" not in arrays:
            return None
        features, weights, scales, bias = (arrays[f"{language}_{name}"] for name in ARRAYS)
        return cls(
            features.astype(np.uint32), weights.astype(np.int8), scales.astype(np.float32), bias.astype(np.float32)
        )

    def likelihoods(self, document: Document, draft: Draft) -> Floats:
        """How likely each act is by a draft's words: float32 (act,)."""
        wanted = np.array(sorted({hashed(each) for each in features_of(document, draft)}), np.uint32)
        places = np.searchsorted(self.features, wanted)
        known = places[(places < len(self.features)) & (self.features.take(places, mode="clip") == wanted)]
        scores = self.weights[known].sum(0, dtype=np.int32) * self.scales + self.bias
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), np.float32)


def features_of(document: Document, draft: Draft) -> Iterator[str]:
    """What is told of a draft's words, with repetitions."""
    quote, cue = (_words(document, spans) for spans in (draft.quote, draft.cue))
    for word in quote:
        yield f"quote {word}"
        if len(word) > PREFIX:
            yield f"quote {word[:PREFIX]}-"
    for one, other in pairwise(quote[:BEGINNING]):
        yield f"begins {one} {other}"
    yield f"ends {quote[-1] if quote else ''}"
    for word in cue:
        yield f"cue {word}"
        yield f"cue {word[:PREFIX_OF_CUE]}-"
    yield f"cue as a whole {' '.join(cue)}"
    for role in ("frame", "matter"):
        for word in _words(document, getattr(draft, role)):
            yield f"{role} {word}"
    yield f"kind {draft.kind.value}"
    yield f"addressee {bool(draft.addressee)}"
    yield f"length {min(STEPS, len(quote) // WORDS_A_STEP)}"


def hashed(feature: str) -> int:
    """What a feature is known by: 32 bits."""
    return crc32(feature.encode())


def _words(document: Document, spans: Spans) -> list[str]:
    words = document.words
    return [words.word(number).lower() for span in spans for number in words.touched(span)]


@cache
def act_wording(language: str) -> ActWording | None:
    """The model's own of a language; None where it hasn't learnt one."""
    arrays = model_arrays(FILE)
    return None if arrays is None else ActWording.of(arrays, language)
