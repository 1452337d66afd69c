"""Sentences with other names in the same places, so that more names are seen than a small corpus holds.

Mention replacement (Dai and Adel 2020, arXiv 2010.11683): a name makes room for one of the same kind and language.
People and places only, whose names say little of the sentence around them; organisations' and works' say much.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from tracker.extraction.tags import names_of
from tracker.training.corpora import GoldSentence
from tracker.training.names import TAGS, tag_number

EXCHANGED = frozenset({"PER", "LOC"})
LONGEST = 4  # tokens of a name that stands in for another; what is longer is often more than a name

Name = tuple[str, ...]  # its tokens
Names = Mapping[str, Sequence[Name]]  # by kind, as in the tags


def names_by_kind(sentences: Iterable[GoldSentence]) -> Names:
    """All names that can stand in for others, once for each time that they are printed."""
    found: dict[str, list[Name]] = defaultdict(list)
    for sentence in sentences:
        for start, end, kind in _names_of(sentence):
            name = sentence.tokens[start:end]
            if kind in EXCHANGED and len(name) <= LONGEST and name[0][:1].isupper():
                found[kind].append(name)
    return found


def renamed(sentence: GoldSentence, names: Names, share: float, random: Random) -> GoldSentence:
    """The sentence with that share of its names, on average, replaced by names of their kind."""
    tokens: list[str] = []
    tags: list[str] = []
    done = 0
    for start, end, kind in _names_of(sentence):
        if kind not in names or random.random() >= share:
            continue
        name = random.choice(names[kind])
        tokens += [*sentence.tokens[done:start], *name]
        tags += [*sentence.tags[done:start], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        done = end
    return GoldSentence((*tokens, *sentence.tokens[done:]), (*tags, *sentence.tags[done:]))


def _names_of(sentence: GoldSentence) -> Iterator[tuple[int, int, str]]:
    """First token, the token behind the last one, and kind of each name."""
    for first, behind, number in names_of([tag_number(tag) for tag in sentence.tags]):
        yield first, behind, TAGS[2 * number + 1].removeprefix("B-")
