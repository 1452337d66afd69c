"""The pairs of real statements in `fixtures/claims/news-pairs.jsonl`, whose words stand in a corpus that isn't ours."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stories import FOLDER

from tracker.claims.comparing import Comparison, Relation, compared
from tracker.claims.reading import Said, Wording, content_of, wording_of
from tracker.claims.vectors import similarities, vectors_of

PAIRS = FOLDER / "news-pairs.jsonl"
ONE_CLAIM = ("same", "narrower")  # what is rightly suggested


@dataclass(frozen=True)
class Pair:
    """Two statements, how they are related as read by a person, and how they were found to be."""

    label: str  # same, narrower, opposed, related or unrelated
    half: str
    words: tuple[str, str]
    found: Comparison | None

    @property
    def tier(self) -> str:
        """What they are shown as: sure, suggested, opposed or nothing."""
        if self.found is None:
            return "nothing"
        return "sure" if self.found.relation in (Relation.SAME_WORDS, Relation.SAME) else self.found.relation.value


def news_pairs(corpus: Path) -> list[Pair]:
    """All pairs, compared anew. Raises ValueError where an article isn't the one that was read."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    texts = dict(_texts(corpus, {row[side]["article"] for row in rows for side in ("one", "other")}))
    wordings = [(_wording(row["one"], texts), _wording(row["other"], texts)) for row in rows]
    words = sorted({wording.words for pair in wordings for wording in pair if wording})
    vectors = dict(zip(words, vectors_of(words), strict=True))
    found = []
    for row, (one, other) in zip(rows, wordings, strict=True):
        comparison = None
        if one and other:
            cosine = float(similarities(vectors[one.words][None], vectors[other.words][None])[0, 0])
            comparison = compared(content_of(one), content_of(other), cosine)
        printed = tuple(" ".join(_printed(row[side], "quote", texts)) for side in ("one", "other"))
        found.append(Pair(row["label"], row["half"], (printed[0], printed[1]), comparison))
    return found


def _texts(corpus: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in wanted:
                yield article["id"], article["text"]


def _wording(side: Mapping[str, Any], texts: Mapping[str, str]) -> Wording | None:
    text = texts.get(side["article"], "")
    if hashlib.sha256(text.encode()).hexdigest() != side["sha256"]:
        raise ValueError(f"{side['article']} isn't in the corpus as it was read")
    quote, cue = (" ".join(_printed(side, key, texts)) for key in ("quote", "cue"))
    speaker = tuple(_printed(side, "speaker", texts))
    names = tuple(_printed(side, "names", texts))
    return wording_of(Said(quote, "en", side["kind"], side["act"], "asserted", cue, speaker, names))


def _printed(side: Mapping[str, Any], key: str, texts: Mapping[str, str]) -> Sequence[str]:
    return [texts[side["article"]][start:end] for start, end in side[key]]
