"""Entries of registers that a newsroom brings along: which names an actor has, and what a register changes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.actors.names.words import normalised

Row: TypeAlias = tuple[str, str, str | None, str | None]  # actor, further name, kind, QID


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An actor of a register, with all their names in order, `name` included.

    `kind` is a `ReferentKind` value, None if the register doesn't say. `shown` says whether the actor is to be shown
    under `name`; not under a label of Wikidata, which articles seldom print.
    """

    name: str
    names: tuple[str, ...]
    kind: str | None = None
    qid: str | None = None
    shown: bool = True

    @property
    def key(self) -> str:
        """What identifies the entry: its QID, else its name and kind."""
        return self.qid or f"{normalised(self.name)}|{self.kind or ''}"


def entries_of(rows: Iterable[Row]) -> list[RegisterEntry]:
    """The entries of a table's rows, in the order of each actor's first row.

    Rows are of one actor where actor, kind and QID agree. An empty kind or QID agrees with any, if there is only one.
    """
    entries: list[RegisterEntry] = []
    of_actor: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_actor[normalised(row[0])].append(row)
    for same_name in of_actor.values():
        kinds = {kind for _, _, kind, _ in same_name if kind}
        qids = {qid for *_, qid in same_name if qid}
        gathered: defaultdict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
        for row in same_name:
            *_, kind, qid = row
            only_kind, only_qid = (next(iter(found)) if len(found) == 1 else None for found in (kinds, qids))
            gathered[kind or only_kind, qid or only_qid].append(row)
        for (of_kind, of_qid), together in gathered.items():
            actor = together[0][0]
            names = {actor, *(name for _, name, *_ in together)}
            entries.append(RegisterEntry(actor, tuple(sorted(names)), of_kind, of_qid))
    return entries


def entry_of_entity(names: Sequence[str], kind: str | None, qid: str) -> RegisterEntry:
    """The entry of an entity of Wikidata, whose label is the first of its names."""
    return RegisterEntry(names[0], tuple(sorted(set(names))), kind, qid, shown=False)


def changed(entries: Iterable[RegisterEntry], before: Collection[RegisterEntry]) -> list[RegisterEntry]:
    """The entries that differ from `before`: what was exported and comes back unaltered says nothing new.

    Names that several entries have are left out of all of them.
    """
    listed = list(entries)
    known = set(before)
    counts = Counter(words for entry in listed for words in {normalised(name) for name in entry.names})
    return [
        replace(entry, names=tuple(name for name in entry.names if counts[normalised(name)] == 1))
        for entry in listed
        if entry not in known
    ]


def shared_names(entries: Iterable[RegisterEntry]) -> list[str]:
    """The names that several entries have, each once, sorted."""
    shown: dict[str, str] = {}
    having: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.names:
            shown.setdefault(normalised(name), name)
            having[normalised(name)].add(entry.key)
    return sorted(shown[words] for words, keys in having.items() if len(keys) > 1)
