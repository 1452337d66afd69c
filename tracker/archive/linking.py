"""Who is who in an archive: the actors that a single database would have of the same articles, found in partitions.

The rules are those of `tracker.actors`. Names are compared block by block, and each block is in one partition. What
names mean can depend on all that they are connected with, so connected names are put together: components are
computed here of the pairs alone, as numbers, and resolved in partitions of whole components.
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tracker.actors.comparing.blocking import ComparisonKeys
from tracker.actors.comparing.pairwise import (
    IndexedName,
    MatchScore,
    can_join,
    candidates,
    indexed,
    last_word,
    matches,
    sorted_by_last_word,
)
from tracker.actors.comparing.results import Match, Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.mentions import MentionCount, MentionGroup, ResolvedActor
from tracker.actors.resolving.resolve import resolve_component
from tracker.archive.article_names import GROUP, TYPES, article_names_in, described_group, empty, first_copies, grouped
from tracker.archive.datasets import number_of
from tracker.archive.families import components_of, families_of
from tracker.archive.parts import manifests
from tracker.archive.places import Directory
from tracker.garbage_collection import without_collecting

if TYPE_CHECKING:
    import pandas as pd

LINKED = "linked"  # the folder; a run has a folder of its own in it, and `current` names the last that was completed
CURRENT = f"{LINKED}/current.json"
DATASETS_VERSION = 2  # of the datasets that a run writes; one of another version counts as not done
PARTS_AT_ONCE = 16
# Bytes of a partition, about. What names are compared by takes several times as much as the names: with four times as
# much, workers of 900 MB didn't get 400,000 names done, and with this, 1,000,000 take 830 MB of 1,100.
LARGEST_PARTITION, LARGEST_OF_TEXTS = 32_000_000, 128_000_000
BYTES_OF_MENTION = 400
BYTES_OF_WORD = 13  # of a text in memory
BYTES_OF_BANDS = 10_000  # of an article: its signature in 24 bands
BETWEEN = "\t"  # blocks

GROUPS = {**{name: TYPES[name] for name in GROUP}, "articles": "int64", "statements": "int64"}
NAMES = {"name": "object", "kind": "object", "blocks": "object", "keys": "object", "fullness": "int64"}
MEMBERS = {**GROUPS, "fullness": "int64"}
BLOCKS = {"block": "object", "name": "object", "kind": "object", "keys": "object", "fullness": "int64"}
CANDIDATES = {"last": "object", "name": "object", "kind": "object", "other": "object", "other_kind": "object"}
PAIRS = {"name": "object", "kind": "object", "other": "object", "other_kind": "object", "match": "object"}
PAIRS |= {"score": "float64"}
JOINED = {"number": "int64", "other": "int64"}
LINKS = {**{name: TYPES[name] for name in GROUP}, "actor_id": "int64", "actor": "object", "actor_kind": "object"}
LINKS |= {"basis": "object", "score": "float64", "statements": "int64"}


def link(directory: Directory, partitions: int | None = None) -> int:
    """Find the actors and families of an archive's parts, and write them down; gives how many actors there are.

    Runs on Dask's current client or scheduler. `partitions`: how many there are of names; by default as many as the
    articles need. What was found before stays until all is written. Raises OSError and ReadingError.
    """
    import dask.dataframe as dd

    parts = list(manifests(directory))
    statements = sum(part.statements for part in parts)
    size = partitions or 1 + statements * BYTES_OF_MENTION // LARGEST_PARTITION
    batches = [parts[at : at + PARTS_AT_ONCE] for at in range(0, len(parts), PARTS_AT_ONCE)]
    seen = dd.from_map(article_names_in, batches, directory=directory, meta=empty(TYPES))
    kept = seen.shuffle("article", npartitions=size).map_partitions(first_copies, meta=empty(TYPES)).persist()
    groups = kept.map_partitions(grouped, meta=empty(GROUPS)).shuffle("name", npartitions=size)
    groups = groups.map_partitions(grouped, meta=empty(GROUPS)).persist()
    names = groups.map_partitions(names_in, meta=empty(NAMES)).persist()
    blocks = names.map_partitions(blocks_of, meta=empty(BLOCKS)).shuffle("block", npartitions=size)
    near = blocks.map_partitions(candidates_in, meta=empty(CANDIDATES)).shuffle("last", npartitions=size)
    pairs = near.map_partitions(pairs_in, meta=empty(PAIRS)).persist()
    words = names.map_partitions(same_words, meta=empty(JOINED))
    joined = dd.concat([words, pairs.map_partitions(joined_in, meta=empty(JOINED))]).compute()
    components = dd.from_pandas(components_of(joined), npartitions=size)
    members, tied = (
        rows.map_partitions(numbered, meta=empty({**types, "number": "int64"})).merge(components, on="number")
        for rows, types in (
            (groups.map_partitions(with_fullness, names, meta=empty(MEMBERS)), MEMBERS),
            (pairs, PAIRS),
        )
    )
    together = dd.concat([members, tied]).shuffle("component", npartitions=size)
    links = together.map_partitions(resolved, meta=empty(LINKS)).persist()
    mentions = kept.merge(links[[*GROUP, "actor_id", "basis", "score"]], on=GROUP)
    of_texts = sum(part.words * BYTES_OF_WORD + part.articles * BYTES_OF_BANDS for part in parts)
    texts = partitions or 1 + of_texts // LARGEST_OF_TEXTS
    with _run(directory, len(parts)) as run:
        actors = _written(links.map_partitions(actors_of, meta=empty(ACTORS)), directory, f"{run}/actors")
        _written(mentions.map_partitions(of_articles, meta=empty(ARTICLE_NAMES)), directory, f"{run}/article_names")
        _written(families_of(batches, directory, texts), directory, f"{run}/families")
    return actors


def current(directory: Directory) -> tuple[str, int] | None:
    """The folder of the last linking that was completed, and how many parts were done then; None before any."""
    if not directory.exists(CURRENT):
        return None
    found = json.loads(directory.read(CURRENT))
    if found.get("version") != DATASETS_VERSION:
        return None
    return str(found["folder"]), int(found["parts"])


@contextmanager
def _run(directory: Directory, parts: int) -> Iterator[str]:
    """A folder for what is found in so many parts: the current one if all is well, else it is removed."""
    run = f"{LINKED}/{uuid.uuid4().hex[:12]}"
    try:
        yield run
    except BaseException:
        with suppress(Exception):  # a bucket that can't be reached; the next run that ends well removes it
            directory.remove_all(run)
        raise
    with directory.written(CURRENT) as stream:
        stream.write(json.dumps({"version": DATASETS_VERSION, "folder": run, "parts": parts}).encode())
    known = {f"{LINKED}/{name.partition('/')[0]}" for name in directory.names(LINKED, ".parquet")}
    for before in known - {run}:
        directory.remove_all(before)


def _written(rows: Any, directory: Directory, folder: str) -> int:
    """Have a Dask table written to a folder; gives how many rows it has."""
    counts = rows.map_partitions(write_rows, directory, folder, meta=empty({"rows": "int64"}))
    return int(counts["rows"].sum().compute())


# What is done in partitions.


def write_rows(rows: "pd.DataFrame", directory: Directory, folder: str) -> "pd.DataFrame":
    """Write a partition to a file named by what is in it: tried again, it is the same file. Raises OSError."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    if len(rows):
        in_order = rows.sort_values(list(rows.columns[:3])).reset_index(drop=True)
        digest = hashlib.sha256(pd.util.hash_pandas_object(in_order).to_numpy().tobytes()).hexdigest()
        with directory.written(f"{folder}/{digest[:24]}.parquet") as stream:
            pq.write_table(pa.Table.from_pandas(in_order, preserve_index=False), stream, compression="zstd")
    return pd.DataFrame({"rows": [len(rows)]})


@without_collecting()
def names_in(groups: "pd.DataFrame") -> "pd.DataFrame":
    """Each name of these groups once, with what it is compared by: found here alone, for it takes the most time."""
    import pandas as pd

    names = map(indexed, sorted_by_last_word(set(zip(groups["name"], groups["kind"], strict=True))))
    rows = [(*each.name, BETWEEN.join(each.blocks), each.keys.stored(), each.fullness) for each in names]
    return pd.DataFrame(rows, columns=list(NAMES)).astype(NAMES) if rows else empty(NAMES)


def blocks_of(names: "pd.DataFrame") -> "pd.DataFrame":
    """The blocks of names: only names that share one may be one actor's."""
    some = names[names["blocks"] != ""]
    return some.assign(block=some["blocks"].str.split(BETWEEN)).explode("block")[list(BLOCKS)].astype(BLOCKS)


def with_fullness(groups: "pd.DataFrame", names: "pd.DataFrame") -> "pd.DataFrame":
    """Groups with how much of their name is printed."""
    return groups.merge(names[["name", "kind", "fullness"]], on=["name", "kind"])


@without_collecting()
def candidates_in(blocks: "pd.DataFrame") -> "pd.DataFrame":
    """The pairs of names that share a block and are worth comparing, in the order in which they are compared.

    Most share several blocks, in different partitions. `last` brings a pair's rows together, with those of one surname.
    """
    import pandas as pd

    shared = blocks[blocks["block"].duplicated(keep=False)]
    of_names: dict[Name, IndexedName] = {}
    for block, name, kind, keys, fullness in shared.itertuples(index=False):
        if (name, kind) not in of_names:
            of_names[name, kind] = IndexedName((name, kind), [], ComparisonKeys.read(keys), fullness)
        of_names[name, kind].blocks.append(block)
    near = candidates(of_names[name] for name in sorted_by_last_word(of_names))
    rows = [(last_word(name), *name, *other) for name, others in near for other in others]
    return pd.DataFrame(rows, columns=list(CANDIDATES)).astype(CANDIDATES) if rows else empty(CANDIDATES)


@without_collecting()
def pairs_in(near: "pd.DataFrame") -> "pd.DataFrame":
    """The candidates that are not different, in both directions."""
    import pandas as pd

    in_order = near.drop_duplicates().sort_values(["last", "name", "kind"]).itertuples(index=False)
    rows: list[tuple[Any, ...]] = []
    for name, of_name in groupby(in_order, key=attrgetter("name", "kind")):
        for other, score in matches(name, [(each.other, each.other_kind) for each in of_name]):
            rows.append((*name, *other, score.match.value, score.score))
            rows.append((*other, *name, score.match.value, score.score))
    return pd.DataFrame(rows, columns=list(PAIRS)).astype(PAIRS) if rows else empty(PAIRS)


def numbered(names: "pd.DataFrame") -> "pd.DataFrame":
    """Rows with a number for each name and its kind, of 63 bits.

    Should two names ever share one, they are resolved together, which changes nothing.
    """
    return names.assign(number=_numbers(names[["name", "kind"]]))


def same_words(names: "pd.DataFrame") -> "pd.DataFrame":
    """Each name's number with that of its words: names of the same words are of one component."""
    import pandas as pd

    names = names[["name", "kind"]]
    words = pd.DataFrame({"words": [normalised(name) for name in names["name"]]}, index=names.index, dtype="object")
    return pd.DataFrame({"number": _numbers(names), "other": _numbers(words)}).astype(JOINED)


def joined_in(pairs: "pd.DataFrame") -> "pd.DataFrame":
    """The numbers of the names that can be one actor's by themselves: these are of one component."""
    import pandas as pd

    can = [
        can_join(MatchScore(Match(match), score)) for match, score in zip(pairs["match"], pairs["score"], strict=True)
    ]
    kept = pairs[pd.Series(can, index=pairs.index, dtype="bool")]
    others = kept[["other", "other_kind"]].set_axis(["name", "kind"], axis=1)
    return pd.DataFrame({"number": _numbers(kept[["name", "kind"]]), "other": _numbers(others)}).astype(JOINED)


def _numbers(rows: "pd.DataFrame") -> Any:
    import pandas as pd

    hashes = pd.util.hash_pandas_object(rows, index=False).to_numpy("uint64")  # of no rows, they have no type
    return (hashes >> 1).astype("int64")


@without_collecting()
def resolved(together: "pd.DataFrame") -> "pd.DataFrame":
    """Whom the groups of whole components mean. Rows with `other` are pairs of names, the others groups."""
    import pandas as pd

    in_order = together.sort_values("component").itertuples(index=False)
    rows: list[tuple[Any, ...]] = []
    for _, of_component in groupby(in_order, key=attrgetter("component")):
        scores: defaultdict[Name, dict[Name, MatchScore]] = defaultdict(dict)
        counts: dict[MentionGroup, MentionCount] = {}
        known: dict[Name, int] = {}
        for row in of_component:
            if isinstance(row.other, str):
                score = MatchScore(Match(row.match), row.score)
                scores[row.name, row.kind][row.other, row.other_kind] = score
            else:
                group = MentionGroup(row.name, row.kind, "", int(row.year), frozenset(row.marks.split()))
                counts[group] = MentionCount(int(row.articles), int(row.statements))
                known[group.name, group.kind] = int(row.fullness)
        for actor in resolve_component(counts, known.keys(), scores, known=known):
            rows += _linked(actor, counts)
    return pd.DataFrame(rows, columns=list(LINKS)).astype(LINKS) if rows else empty(LINKS)


def _linked(actor: ResolvedActor, counts: dict[MentionGroup, MentionCount]) -> Iterable[tuple[Any, ...]]:
    groups = [
        (each.group.name, each.group.kind, each.group.year, " ".join(sorted(each.group.marks))) for each in actor.links
    ]
    first = min(described_group(dict(zip(GROUP, group, strict=True))) for group in groups) if groups else ""
    number = number_of(hashlib.sha256(f"actor {first}".encode()).hexdigest())
    for group, each in zip(groups, actor.links, strict=True):
        statements = counts[each.group].statements
        yield (*group, number, actor.name, actor.kind, each.basis.value, each.score, statements)


ACTORS = {"id": "int64", "name": "object", "kind": "object", "statements": "int64", "names": "object"}
ARTICLE_NAMES = {"article_id": "int64", "article": "object", "name": "object", "kind": "object", "actor_id": "int64"}
ARTICLE_NAMES |= {"basis": "object", "score": "float64", "statements": "int64"}


@without_collecting()
def actors_of(links: "pd.DataFrame") -> "pd.DataFrame":
    """The actors of links: the name to show, in how many statements they speak or are addressed, and their names."""
    import pandas as pd

    rows = []
    in_order = links.sort_values("actor_id").itertuples(index=False)
    for (number, name, kind), of_actor in groupby(in_order, key=attrgetter("actor_id", "actor", "actor_kind")):
        listed = list(of_actor)
        names = json.dumps(sorted({each.name for each in listed}), ensure_ascii=False)
        rows.append((number, name, kind, sum(each.statements for each in listed), names))
    return pd.DataFrame(rows, columns=list(ACTORS)).astype(ACTORS) if rows else empty(ACTORS)


def of_articles(mentions: "pd.DataFrame") -> "pd.DataFrame":
    """Who is seen in which article, with the article's number."""
    numbered = mentions.assign(article_id=[number_of(digest) for digest in mentions["article"]])
    return numbered[list(ARTICLE_NAMES)].astype(ARTICLE_NAMES)
