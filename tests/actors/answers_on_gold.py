"""What is said of the names in the project's own gold: which are one, why, and how sure that is.

    python -m tests.actors.answers_on_gold --write  write down what is said now

Whether it is right is measured elsewhere (`gold_pairs.py`). Digests in `answers_on_gold.json` see what a change alters,
for better or worse, by the kind and the first letter of a name.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from tests.actors.gold_pairs import PARTS, read_pairs
from tests.extraction.gold_articles import articles
from tracker.actors.comparing.blocking import blocks
from tracker.actors.comparing.compare import compare, is_surname_alone, known_names
from tracker.actors.comparing.results import PrintedName
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import Decision, DecisionKind, Subject
from tracker.actors.resolving.mentions import Mention
from tracker.actors.resolving.resolve import resolve
from tracker.extraction.speakers import resolve as resolved_by_rules

KNOWN = Path(__file__).with_suffix(".json")
EVERY = 2  # of so many articles, one
LARGEST_BLOCK = 60  # of a larger one its first names are compared
STEP = 37  # every so many people's names one that a user has decided about

Answers = dict[str, str]


@cache
def answers_now() -> Answers:
    """A digest for each kind and first letter, of comparisons and of whom mentions mean."""
    told: defaultdict[str, list[object]] = defaultdict(list)
    for printed in _names():
        told[_key("names", printed)].append((printed.name, known_names(printed), is_surname_alone(printed)))
    for one, other in _pairs():
        found = compare(one, other)
        told[_key("pairs", one)].append((one.name, other.name, found.match, round(found.score, 3), repr(found.reasons)))
    for actor in resolve(_mentions(), _decisions()):
        links = [(_plain(each.group), each.basis, round(each.score, 3)) for each in actor.links]
        told[_key("actors", PrintedName(actor.name, actor.kind))].append(
            (actor.name, sorted(actor.names), sorted(links, key=repr))
        )
    return {key: hashlib.sha256(repr(sorted(each, key=repr)).encode()).hexdigest()[:8] for key, each in told.items()}


def known() -> Answers:
    """Those that are written down."""
    answers: Answers = json.loads(KNOWN.read_text(encoding="utf-8"))
    return answers


def _plain(value: object) -> object:
    """The value with its sets in order."""
    if isinstance(value, frozenset):
        return sorted(map(repr, map(_plain, value)))
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _key(what: str, printed: PrintedName) -> str:
    return f"{what} {printed.kind} {normalised(printed.name)[:1]}"


@cache
def _names() -> tuple[PrintedName, ...]:
    """All names of the gold and of the pairs whose truth is known."""
    found = {(each.name, each.kind) for each in _mentions()}
    found |= {(each.name, each.kind) for part in PARTS for pair in read_pairs(part) for each in (pair.one, pair.other)}
    return tuple(PrintedName(*each) for each in sorted(found))


def _pairs() -> Iterator[tuple[PrintedName, PrintedName]]:
    of_block: defaultdict[str, list[PrintedName]] = defaultdict(list)
    for printed in _names():
        for block in sorted(blocks(printed)):
            of_block[block].append(printed)
    pairs = {pair for several in of_block.values() for pair in combinations(several[:LARGEST_BLOCK], 2)}
    yield from sorted(pairs, key=repr)


@cache
def _mentions() -> tuple[Mention, ...]:
    """The names of the gold's articles, with the descriptions that rules find of speakers."""
    found = []
    for number, article in enumerate(articles()[::EVERY], 1):
        described: defaultdict[str, set[str]] = defaultdict(set)
        for referents in resolved_by_rules(article.document, article.drafts, article.names).speakers:
            for each in referents:
                described[each.name] |= {each.description} if each.description else set()
        printed = {(each.span.of(article.document.text), each.kind.value) for each in article.names}
        found += [
            Mention(number, name, kind, frozenset(described.get(name, ())), article.published)
            for name, kind in sorted(printed)
        ]
    return tuple(found)


def _decisions() -> list[Decision]:
    """Merges, splits, names kept apart and new names, of people drawn by their places in the alphabet."""
    people = [each.name for each in _names() if each.kind == "person"][::STEP]
    kinds = [DecisionKind.MERGE, DecisionKind.APART, DecisionKind.SPLIT, DecisionKind.RENAME]
    decisions = []
    for number, (one, other) in enumerate(pairwise(people), 1):
        kind = kinds[number % len(kinds)]
        value = f"Dr. {one}" if kind is DecisionKind.RENAME else None
        others = () if kind is DecisionKind.RENAME else (Subject(other, "person"),)
        decisions.append(Decision(number, kind, (Subject(one, "person"),), others, value))
    return decisions


def main() -> None:
    """Write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        KNOWN.write_text(json.dumps(answers_now(), indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
