"""How right statements are as a whole: who, what act, to whom, about what, on which day.

Statements are paired as for the roles, by the words of their quotes; a pair counts where at least half of the words are
shared (token F1). Each figure then counts statements: its precision is the share of the predicted ones that are right
in it, its recall the share of the gold ones. A statement that no words date was made on the published date.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.evaluation.annotations import AnnotatedArticle, Annotation, Labels
from tracker.evaluation.measure import Figure, StatementPair, mean, statement_pairs
from tracker.extraction.statements import Spans

POSSESSIVE, ENDING = re.compile(r"['’]s?\b"), re.compile(r"(?<=\w{3})(?:en|es|er|e|n|s)$")
SAME_STATEMENT = 0.5  # of the token F1 of two quotes
SAME_QUOTE = 0.8  # from here on a reader takes the quote for right
NOBODY = "nobody"  # the link of statements whose speaker the article doesn't name
CONFUSIONS = 12  # of acts, the most frequent


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the gold statements of one sort: how often the name was right, wrong, left open, or all missed."""

    name: str
    right: int
    wrong: int
    open: int
    missed: int

    @property
    def gold(self) -> int:
        """How many gold statements are of the sort."""
        return self.right + self.wrong + self.open + self.missed


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often gold has one act where another was predicted."""

    gold: str
    predicted: str
    times: int


@dataclass(frozen=True, slots=True)
class LabelEvaluation:
    """`figures` of all statements; then of each kind and act how many are found, and how many of these have the act
    right and are wholly right; speakers by the link that leads to their names; acts that were taken for others.
    """

    figures: tuple[Figure, ...]
    kinds: tuple["Found", ...]
    acts: tuple["Found", ...]
    links: tuple[Tally, ...]
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Of the gold statements of one kind or act: how many are found, with the right act, and wholly right."""

    name: str
    gold: int
    found: int
    act: int
    wholly: int


def evaluate_labels(
    gold: Iterable[AnnotatedArticle], predicted: Mapping[str, Sequence[Annotation]]
) -> LabelEvaluation | None:
    """Measure the labels of what was predicted, by article id; None where gold or prediction has none."""
    gold = list(gold)
    found = (predicted.get(article.identifier, ()) for article in gold)
    if not (_any_labels(article.statements for article in gold) and _any_labels(found)):
        return None
    pairs = [
        each
        for article in gold
        for pair in statement_pairs(article, predicted.get(article.identifier, ()))
        for each in _counting(_dated(pair, article.article.published))
    ]
    has_standing = any(pair.gold.labels.standing for pair in pairs if pair.gold and pair.gold.labels)
    measured = {name: right for name, right in RIGHT.items() if right is not _standing or has_standing}
    return LabelEvaluation(
        figures=(*(_figure(name, pairs, right) for name, right in measured.items()), *_matter_figures(pairs)),
        kinds=_found_by(pairs, lambda annotation: annotation.kind or "-"),
        acts=_found_by(pairs, lambda annotation: annotation.labels.act if annotation.labels else "-"),
        links=_links(pairs),
        confusions=_confusions(pairs),
    )


def _any_labels(articles: Iterable[Sequence[Annotation]]) -> bool:
    return any(annotation.labels for statements in articles for annotation in statements)


def _counting(pair: StatementPair) -> list[StatementPair]:
    """A pair that shares too few words to be of one statement counts as two without a partner."""
    if pair.gold is None or pair.found is None or pair.overlap >= SAME_STATEMENT:
        return [pair]
    return [StatementPair(pair.gold, None), StatementPair(None, pair.found)]


def _dated(pair: StatementPair, published: date | None) -> StatementPair:
    """The pair with the published date where words tell no time. Without one, nothing can be said to be earlier."""

    def dated(annotation: Annotation | None) -> Annotation | None:
        if annotation is None or annotation.labels is None or annotation.labels.said_on:
            return annotation
        earlier = annotation.labels.earlier and published is not None
        said_on = None if earlier else published
        return replace(annotation, labels=replace(annotation.labels, said_on=said_on, earlier=earlier))

    return replace(pair, gold=dated(pair.gold), found=dated(pair.found))


def same_names(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether names stand for the same people and bodies: all words of the shorter one in the longer."""
    left = list(others)
    for name in some:
        match = next((other for other in left if _same_name(name, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _same_name(one: str, other: str) -> bool:
    words, other_words = words_of_name(one), words_of_name(other)
    return bool(words and other_words) and (words <= other_words or other_words <= words)


def words_of_name(name: str) -> frozenset[str]:
    """A name's words in small letters, without the endings by which German and English inflect names."""
    words = re.findall(r"\w+", POSSESSIVE.sub("", name.casefold()))
    return frozenset(ENDING.sub("", word) for word in words)


def _both(pair: StatementPair) -> tuple[Labels, Labels] | None:
    """The labels of both sides, if there are two."""
    if pair.gold and pair.found and pair.gold.labels and pair.found.labels:
        return pair.gold.labels, pair.found.labels
    return None


def _has(right: Callable[[Labels, Labels], bool]) -> Callable[[StatementPair], bool]:
    def holds(pair: StatementPair) -> bool:
        labels = _both(pair)
        return labels is not None and right(*labels)

    return holds


_act = _has(lambda gold, found: gold.act == found.act)
_speaker = _has(lambda gold, found: same_names(gold.actors, found.actors))
_addressee = _has(lambda gold, found: same_names(gold.addressee_actors, found.addressee_actors))
_standing = _has(lambda gold, found: gold.standing == found.standing)
_day = _has(lambda gold, found: (gold.said_on, gold.earlier) == (found.said_on, found.earlier))


def _wholly(pair: StatementPair) -> bool:
    return pair.overlap >= SAME_QUOTE and _speaker(pair) and _act(pair) and _day(pair)


RIGHT: dict[str, Callable[[StatementPair], bool]] = {
    "found": lambda pair: _both(pair) is not None,
    "act": _act,
    "standing": _standing,
    "speaker's name": _speaker,
    "addressee's name": _addressee,
    "day": _day,
    "act as a whole": lambda pair: _act(pair) and _speaker(pair),
    "wholly right": _wholly,
}


def _figure(name: str, pairs: Sequence[StatementPair], right: Callable[[StatementPair], bool]) -> Figure:
    gold, predicted = sum(pair.gold is not None for pair in pairs), sum(pair.found is not None for pair in pairs)
    count = sum(map(right, pairs))
    return Figure(name, count / predicted if predicted else 0.0, count / gold if gold else 0.0)


def _matter_figures(pairs: Sequence[StatementPair]) -> list[Figure]:
    """The share of the found matters' characters that are gold, and of the gold ones' that are found, on average.

    None where gold has no matter.
    """
    matters = [
        [_characters(side.labels.matter) if side and side.labels else set() for side in (pair.gold, pair.found)]
        for pair in pairs
    ]
    precisions = [len(gold & found) / len(found) for gold, found in matters if found]
    recalls = [len(gold & found) / len(gold) for gold, found in matters if gold]
    return [Figure("matter", mean(precisions), mean(recalls))] if recalls else []


def _characters(spans: Spans) -> set[int]:
    return {number for span in spans for number in range(span.start, span.end)}


def _found_by(pairs: Sequence[StatementPair], sort_of: Callable[[Annotation], str]) -> tuple[Found, ...]:
    of_sort: dict[str, list[StatementPair]] = {}
    for pair in pairs:
        if pair.gold:
            of_sort.setdefault(sort_of(pair.gold), []).append(pair)
    rows = [
        Found(
            name,
            len(of_it),
            sum(each.found is not None for each in of_it),
            sum(map(_act, of_it)),
            sum(map(_wholly, of_it)),
        )
        for name, of_it in of_sort.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.gold, row.name)))


def _links(pairs: Sequence[StatementPair]) -> tuple[Tally, ...]:
    """Speakers by link; where the article names nobody, right is to name nobody."""
    counts: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        if pair.gold and pair.gold.labels:
            link = (pair.gold.labels.link or "-") if pair.gold.labels.actors else NOBODY
            counts[link, _outcome(pair)] += 1
    names = {name for name, _ in counts}
    tallies = [Tally(name, *(counts[name, each] for each in ("right", "wrong", "open", "missed"))) for name in names]
    return tuple(sorted(tallies, key=lambda tally: (tally.name == NOBODY, -tally.gold, tally.name)))


def _outcome(pair: StatementPair) -> str:
    labels = _both(pair)
    if labels is None:
        return "missed"
    gold, found = labels
    if same_names(gold.actors, found.actors):
        return "right"
    return "wrong" if found.actors else "open"


def _confusions(pairs: Sequence[StatementPair]) -> tuple[Confusion, ...]:
    taken = Counter((both[0].act, both[1].act) for pair in pairs if (both := _both(pair)))
    mistaken = [(acts, times) for acts, times in taken.most_common() if acts[0] != acts[1]]
    return tuple(Confusion(*acts, times) for acts, times in mistaken[:CONFUSIONS])
