"""How often it is known whom a pronoun in a quote means, and how often rightly, on the dev gold.

    python -m tests.evaluation.pronouns CORPORA     (the folder with german-news-dev.jsonl.gz and polnear-dev.jsonl.gz)

Articles are read as `tracker extract` does, so pronouns count that stand in what was found to be a quote. Recall is of
all in gold quotes that mean one whom the article names.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tracker.evaluation.labels import same_names
from tracker.extraction import extract_many
from tracker.extraction.statements import Item

GOLD = Path(__file__).parents[2] / "fixtures" / "gold"
CORPORA = ("german-news", "polnear", "own")

Meant = dict[tuple[int, int], list[str]]


def texts_of(corpus: str, corpora: Path) -> Iterator[str]:
    """The texts of a dev part."""
    own = corpus == "own"
    data = (GOLD / "own-dev.jsonl" if own else corpora / f"{corpus}-dev.jsonl.gz").read_bytes()
    yield from (json.loads(line)["text"] for line in (data if own else gzip.decompress(data)).splitlines())


def meant_in(corpus: str) -> dict[str, tuple[str, Meant]]:
    """The language of texts, by their SHA-256, and whom their pronouns mean, by their places."""
    rows = map(json.loads, (GOLD / "pronouns-dev.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["sha256"]: (row["language"], {(start, end): names for start, end, names in row["pronouns"]})
        for row in rows
        if row["corpus"] == corpus
    }


def measured(corpus: str, corpora: Path) -> tuple[int, int, int]:
    """How many are known whom they mean, how many of these rightly, and how many could be."""
    meant = meant_in(corpus)
    digests = {text: sha256(text.encode()).hexdigest() for text in texts_of(corpus, corpora)}
    texts = [text for text, digest in digests.items() if digest in meant]
    known = right = 0
    for text, found in zip(
        texts, extract_many(Item(text, None, meant[digests[text]][0]) for text in texts), strict=True
    ):
        gold = meant[digests[text]][1]
        pronouns = {pronoun.span: pronoun.name for each in found.statements for pronoun in each.pronouns}
        for span, name in pronouns.items():
            if (names := gold.get(span)) is not None:
                known += 1
                right += bool(names) and same_names(names, [name])
    return known, right, sum(len(names) == 1 for _, of_text in meant.values() for names in of_text.values())


def main() -> None:
    """Print a line for each corpus."""
    for corpus in CORPORA:
        known, right, every = measured(corpus, Path(sys.argv[1]))
        print(f"{corpus}: {known} known, {right} rightly ({right / known:.2f}), of {every} ({right / every:.2f})")


if __name__ == "__main__":
    main()
