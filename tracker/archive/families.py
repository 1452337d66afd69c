"""Families of nearly identical articles across an archive, as a single database has them of the same articles.

The rules are those of `tracker.store.duplicates.families`. Articles that share a band of their signatures are put
into one partition, which pairs those that may be alike; the texts of these are brought together, pair by pair, and
decide. Versions at one address are of one family, too. Chains of pairs are followed over articles' numbers alone.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracker.archive.article_names import copy_of, empty, first_copies
from tracker.archive.datasets import number_of
from tracker.archive.parts import Manifest
from tracker.archive.places import Directory
from tracker.archive.tables import table_of_part
from tracker.spelling import tokens
from tracker.store.duplicates.addresses import address_of
from tracker.store.duplicates.families import (
    LEAST_ESTIMATED,
    are_alike,
    bands_of,
    is_comparable,
    signature_of,
    similarity,
)

if TYPE_CHECKING:
    import pandas as pd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


PRINTED = {"article": "object", "copy": "object", "url": "object", "text": "object"}
BANDS = {"band": "object", "article": "object", "signature": "object"}
CANDIDATES = {"article": "object", "other": "object"}
NUMBERS = {"article": "int64", "other": "int64"}
NUMBERED = {"article": "object", "article_id": "int64"}
FAMILIES = {"article_id": "int64", "article": "object", "family": "int64"}
COMPONENTS = {"number": "int64", "component": "int64"}


def families_of(batches: Sequence[Sequence[Manifest]], directory: Directory, size: int) -> Any:
    """The articles that are of a family, as a Dask table; `family` is the number of one of its articles."""
    import dask.dataframe as dd

    printed = dd.from_map(printed_in, batches, directory=directory, meta=empty(PRINTED))
    printed = printed.shuffle("article", npartitions=size).map_partitions(first_copies, meta=empty(PRINTED)).persist()
    bands = printed.map_partitions(bands_in, meta=empty(BANDS)).shuffle("band", npartitions=size)
    candidates = bands.map_partitions(candidates_in, meta=empty(CANDIDATES)).drop_duplicates(split_out=size)
    texts = printed[["article", "text"]]
    both = candidates.merge(texts, on="article").merge(
        texts.rename(columns={"article": "other", "text": "other_text"}), on="other"
    )
    alike = both.map_partitions(alike_in, meta=empty(CANDIDATES))
    at_address = printed.map_partitions(addressed, meta=empty(CANDIDATES)).shuffle("other", npartitions=size)
    versions = at_address.map_partitions(versions_in, meta=empty(CANDIDATES))
    pairs = dd.concat([alike, versions]).map_partitions(numbers_in, meta=empty(NUMBERS)).compute()
    of_pairs = components_of(pairs).set_axis(["article_id", "family"], axis=1)
    families = dd.from_pandas(of_pairs, npartitions=size)
    articles = printed[["article"]].map_partitions(numbered, meta=empty(NUMBERED))
    return articles.merge(families, on="article_id")[list(FAMILIES)]


def printed_in(parts: Sequence[Manifest], directory: Directory) -> "pd.DataFrame":
    """The texts of some parts, with their addresses."""
    import pandas as pd

    rows = [row for part in parts for row in _of_part(part, directory)]
    return pd.DataFrame(rows, columns=list(PRINTED), dtype="object") if rows else empty(PRINTED)


def _of_part(part: Manifest, directory: Directory) -> Iterator[tuple[str, str, str | None, str]]:
    found = table_of_part(directory, part, "articles", ["digest", "published", "source", "record", "url", "text"])
    if found is not None:
        for batch in found.to_batches():
            for row in batch.to_pylist():
                yield row["digest"], copy_of(row, part), row["url"], row["text"]


def bands_in(printed: "pd.DataFrame") -> "pd.DataFrame":
    """The bands by which articles are found, with their signatures."""
    import pandas as pd

    rows = []
    for article, text in zip(printed["article"], printed["text"], strict=True):
        words = tokens(text)
        if is_comparable(words):
            signature = signature_of(words)
            rows += [(str(band), article, signature) for band in bands_of(signature)]
    return pd.DataFrame(rows, columns=list(BANDS), dtype="object") if rows else empty(BANDS)


def candidates_in(bands: "pd.DataFrame") -> "pd.DataFrame":
    """The pairs of articles that share a band and may be alike by their signatures."""
    import pandas as pd

    pairs: set[tuple[str, str]] = set()
    for _, of_band in bands.groupby("band"):
        signed = sorted(set(zip(of_band["article"], of_band["signature"], strict=True)))
        for at, (article, signature) in enumerate(signed):
            pairs.update(
                (article, other) for other, its in signed[at + 1 :] if similarity(signature, its) >= LEAST_ESTIMATED
            )
    return pd.DataFrame(sorted(pairs), columns=list(CANDIDATES), dtype="object") if pairs else empty(CANDIDATES)


def alike_in(both: "pd.DataFrame") -> "pd.DataFrame":
    """The pairs whose texts are nearly the same."""
    texts = zip(both["text"], both["other_text"], strict=True)
    return both.loc[[are_alike(tokens(text), tokens(other)) for text, other in texts], list(CANDIDATES)]


def addressed(printed: "pd.DataFrame") -> "pd.DataFrame":
    """Articles with what names their page, where they have one."""
    pages = printed.assign(other=[address_of(url) if isinstance(url, str) else None for url in printed["url"]])
    return pages.loc[pages["other"].notna(), list(CANDIDATES)].astype("object")


def versions_in(at_address: "pd.DataFrame") -> "pd.DataFrame":
    """Each article at an address with the first one there."""
    firsts = at_address.groupby("other")["article"].transform("min")
    pairs = at_address.assign(other=firsts)
    return pairs[pairs["article"] != pairs["other"]]


def numbers_in(pairs: "pd.DataFrame") -> "pd.DataFrame":
    """Pairs of articles as pairs of their numbers, which sort as their digests do."""
    return pairs.map(number_of).astype(NUMBERS)


def numbered(printed: "pd.DataFrame") -> "pd.DataFrame":
    """Articles with their numbers."""
    return printed.assign(article_id=[number_of(digest) for digest in printed["article"]])


def components_of(pairs: "pd.DataFrame") -> "pd.DataFrame":
    """The component of each number in a table of pairs (two columns): the least number that chains join it to.

    In rounds of whole columns: each component's root is hung below the least one that a pair joins it to, then all
    numbers below the root of theirs (Shiloach and Vishkin, 1982).
    """
    import numpy as np
    import pandas as pd

    numbers, ends = np.unique(pairs.to_numpy(), return_inverse=True)
    one, other = ends.reshape(-1, 2).T
    least = np.arange(len(numbers))
    while True:
        above, below = np.minimum(least[one], least[other]), np.maximum(least[one], least[other])
        apart = above != below
        if not apart.any():
            return pd.DataFrame({"number": numbers, "component": numbers[least]}).astype(COMPONENTS)
        np.minimum.at(least, below[apart], above[apart])
        while (least != (higher := least[least])).any():
            least = higher
