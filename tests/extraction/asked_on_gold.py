"""What the rankings are asked on some of the project's own gold: who is meant, and when it was said.

    python -m tests.extraction.asked_on_gold --write  write down what they are asked now

A network must be asked by the features that it was taught by. What stands in `asked_on_gold.json` is what those
that are shipped were taught by: of each feature the sum over all candidates, weighed by their places in the article.
"""

import argparse
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.extraction.gold_articles import Article, articles
from tracker.extraction.dating.deciding import Days
from tracker.extraction.speakers.resolve import Speakers

KNOWN = Path(__file__).with_suffix(".json")
EVERY = 30  # of so many articles, one
WIDTH = 4
PLACES = 7  # weights of neighbouring places differ, so that an order that changes is seen

Sums = dict[str, list[float]]


@cache
def asked_now() -> Sums:
    """The sums of each feature, by what it is a feature of."""
    sums: dict[str, npt.NDArray[np.float64]] = {}
    for article in articles()[::EVERY]:
        for name, table in (*_of_speakers(article), *_of_pronouns(article), *_of_days(article)):
            rows = table.reshape(-1, table.shape[-1]).astype(np.float64)
            weights = 1 + np.arange(len(rows)) % PLACES
            key = f"{article.document.language} {name}"
            sums[key] = sums.get(key, np.zeros(rows.shape[1])) + weights @ rows
    return {key: np.round(value, 2).tolist() for key, value in sorted(sums.items())}


def known() -> Sums:
    """Those that are written down."""
    sums: Sums = json.loads(KNOWN.read_text(encoding="utf-8"))
    return sums


def _vectors(article: Article) -> npt.NDArray[np.float32]:
    """float32 (word, WIDTH), another one for each word."""
    numbers = np.arange(len(article.document.words) * WIDTH, dtype=np.float32)
    return np.sin(numbers).reshape(-1, WIDTH)


def _of_speakers(article: Article) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    places = Speakers(article.document, article.drafts, article.names).places(_vectors(article))
    for number in range(len(article.drafts)):
        for addressed in (False, True):
            if (of := places.candidates(number, addressed)) is not None:
                for name in ("features", "vectors", "asked", "vector", "answered"):
                    yield f"speakers {name}", getattr(of, name)
                yield "speakers entities", of.entities[:, None]


def _of_pronouns(article: Article) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    speakers = Speakers(article.document, article.drafts, article.names)
    for _, of in speakers.of_pronouns(speakers.places(_vectors(article))):
        for name in ("features", "asked", "answered"):
            yield f"pronouns {name}", getattr(of, name)


def _of_days(article: Article) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    names = [frozenset(each["actors"]) for each in article.gold]
    of = Days(article.document, article.drafts, article.published).candidates(names, _vectors(article))
    if of is not None:
        for name in ("statements", "times", "pairs", "statement_vectors", "time_vectors"):
            yield f"days {name}", getattr(of, name)
        yield "days near", np.where(of.there, of.near, -1)[..., None]


def main() -> None:
    """Write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        KNOWN.write_text(json.dumps(asked_now(), indent=1).replace("\n  ", " ").replace("\n ]", " ]") + "\n", "utf-8")


if __name__ == "__main__":
    main()
