"""How well claims are found in real news, measured on the labelled pairs of `fixtures/claims/pairs/`.

    python -m tests.claims.pairs CORPUS/polnear-train.jsonl.gz [--half dev|test|all] [--as-printed] [--show]

A statement is what the gold of `fixtures/gold/` has of it: words, speakers, act, cue. Whom pronouns in it mean is as
tracker finds it; `--as-printed` leaves them as they are. What is measured is the comparing alone, of two statements
without the others:

- sure: the same words, or the same claim; suggested: may be the same. Precision counts what is the same, and beside it
  what is the same or narrower; recall is of those that are the same.
- opposed: seems to contradict.

The pairs were drawn so that hard ones are frequent (`fixtures/claims/README.md`), so recall is that of this pool alone.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.claims.comparing import Comparison, Relation, compared
from tracker.claims.reading import Said, Wording, content_of, wording_of
from tracker.claims.vectors import similarities, vectors_of
from tracker.evaluation import AnnotatedArticle, read_gold, read_texts
from tracker.extraction.document.document import Document, document_of
from tracker.extraction.encoder import Task, score
from tracker.extraction.language import window_overlap
from tracker.extraction.speakers import resolve
from tracker.extraction.statements import Draft, Pronoun
from tracker.extraction.tags import names_in
from tracker.store.claims.wordings import in_place_of, spoken_words, with_pronouns
from tracker.terms import Kind

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAIRS = FIXTURES / "claims" / "pairs" / "polnear.jsonl"
GOLD = FIXTURES / "gold" / "polnear-train.jsonl"
LABELS = ("same", "narrower", "opposed", "related", "unrelated")
TIERS = {
    Relation.SAME_WORDS: "sure",
    Relation.SAME: "sure",
    Relation.SUGGESTED: "suggested",
    Relation.OPPOSED: "opposed",
    None: "nothing",
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A labelled pair, what its statements claim (None: nothing), and what was found."""

    label: str
    wordings: tuple[Wording | None, Wording | None]
    found: Comparison | None

    @property
    def tier(self) -> str:
        """What is shown of it: sure, suggested, opposed or nothing."""
        return TIERS[self.found.relation if self.found else None]


def rows(half: str | None = None) -> list[Row]:
    """The labelled pairs, all or those in a half: "dev" or "test"."""
    read = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    return [row for row in read if half in (None, row["half"])]


def wordings_in(corpus: Path, wanted: Sequence[Row], as_printed: bool = False) -> Iterator[Wording | None]:
    """What the statements of pairs claim, one after the other; raises ReadingError for another text than annotated.

    `as_printed`: pronouns are left as they are.
    """
    with gzip.open(corpus) as file:
        texts = read_texts(file.read())
    articles = {each.identifier: each for each in read_gold(GOLD.read_bytes(), str(GOLD), texts)}
    needed = {side["id"]: articles[side["id"]] for row in wanted for side in (row["one"], row["other"])}
    pronouns_of = {} if as_printed else pronouns_in(needed.values())
    for row in wanted:
        for side in (row["one"], row["other"]):
            article = articles[side["id"]]
            spans = [tuple(span) for span in side["quote"]]
            each = next(one for one in article.statements if [(s.start, s.end) for s in one.quote] == spans)
            text, labels = article.article.text, each.labels
            assert labels
            quote = " … ".join(text[start:end] for start, end in spans)
            without = {(s.start, s.end): "" for s in each.speaker} if each.kind == Kind.REPORTED else {}
            found = pronouns_of.get(side["id"], ())
            meant = [p for p in found if any(s.start <= p.span.start and p.span.end <= s.end for s in each.quote)]
            put_in = in_place_of(meant, labels.actors)
            names = [(max(0, text.find(name.split()[-1], spans[0][0])), name) for name in side["names"]]
            yield wording_of(
                Said(
                    spoken_words(quote, spans, without),
                    article.article.language or "",
                    each.kind or "",
                    labels.act,
                    labels.standing or "",
                    " ".join(text[span.start : span.end] for span in each.cue),
                    labels.actors,
                    with_pronouns(names, meant, labels.actors),
                    spoken_words(quote, spans, {**put_in, **without}) if put_in else None,
                )
            )


def pronouns_in(articles: Iterable[AnnotatedArticle]) -> dict[str, tuple[Pronoun, ...]]:
    """Whom the pronouns in the gold statements of articles mean, by the articles' ids, as tracker finds it."""
    several = list(articles)
    documents = [document_of(each.article.text, each.article.language or "") for each in several]
    found = {}
    for article, document, scores in zip(several, documents, score(map(_task, documents)), strict=True):
        drafts = [
            Draft(Kind(each.kind), each.quote, each.speaker, each.cue, each.frame, each.addressee, 1.0)
            for each in article.statements
        ]
        found[article.identifier] = resolve(document, drafts, names_in(scores), scores.vectors).pronouns
    return found


def _task(document: Document) -> Task:
    return Task(document, {}, 1.0, window_overlap(document.language))  # no statement begins: roles aren't asked for


def measured(corpus: Path, half: str | None = None, as_printed: bool = False) -> list[Pair]:
    """The pairs with what was found of them."""
    chosen = rows(half)
    wordings = list(wordings_in(corpus, chosen, as_printed))
    words = list(dict.fromkeys(wording.words for wording in wordings if wording))
    vectors = dict(zip(words, vectors_of(words), strict=True))
    found = []
    for number, row in enumerate(chosen):
        sides = (wordings[2 * number], wordings[2 * number + 1])
        comparison = None
        if sides[0] and sides[1]:
            one, other = sorted((side for side in sides if side), key=lambda wording: wording.digest)
            cosine = float(similarities(vectors[one.words][None], vectors[other.words][None])[0, 0])
            comparison = compared(content_of(one), content_of(other), cosine)
        found.append(Pair(row["label"], sides, comparison))
    return found


def figures(pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """How many of how many, by name."""
    counts = Counter((pair.label, pair.tier) for pair in pairs)

    def of(labels: Sequence[str], tiers: Sequence[str]) -> int:
        return sum(counts[label, tier] for label in labels for tier in tiers)

    every = ("sure", "suggested", "opposed", "nothing")
    found: dict[str, tuple[int, int]] = {}
    for name, tiers in {"sure": every[:1], "sure and suggested": every[:2]}.items():
        found[f"{name}: the same"] = of(["same"], tiers), of(LABELS, tiers)
        found[f"{name}: the same or narrower"] = of(["same", "narrower"], tiers), of(LABELS, tiers)
        found[f"{name}: recall"] = of(["same"], tiers), of(["same"], every)
    found["opposed: precision"] = of(["opposed"], ["opposed"]), of(LABELS, ["opposed"])
    found["opposed: recall"] = of(["opposed"], ["opposed"]), of(["opposed"], every)
    return found


def agreement(labels: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """How often two readings agree, and Cohen's kappa."""
    both = sum(one == other for one, other in labels) / len(labels)
    first, second = (Counter(side) for side in zip(*labels, strict=True))
    chance = sum(first[label] * second[label] for label in LABELS) / len(labels) ** 2
    return both, (both - chance) / (1 - chance)


def main() -> None:
    """Print the figures; with --show, the pairs that were found wrongly."""
    parser = argparse.ArgumentParser(description="Measures how well claims are found in real news.")
    parser.add_argument("corpus", type=Path, help="the articles' texts: polnear-train.jsonl.gz")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--as-printed", action="store_true")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    pairs = measured(given.corpus, None if given.half == "all" else given.half, given.as_printed)
    print(f"{len(pairs)} pairs: " + ", ".join(f"{sum(p.label == label for p in pairs)} {label}" for label in LABELS))
    for name, (part, whole) in figures(pairs).items():
        print(f"  {name:<42} {f'{part / whole:.2f} ({part} of {whole})' if whole else '– (0)'}")
    twice = [(row["label"], row["second"]) for row in rows() if "second" in row]
    both, kappa = agreement(twice)
    print(f"labelled twice: {len(twice)} pairs, {both:.2f} the same, kappa {kappa:.2f}")
    if given.show:
        right = {("same", "sure"), ("narrower", "suggested"), ("opposed", "opposed")}
        quiet = {(label, "nothing") for label in ("narrower", "related", "unrelated")}
        for pair in (each for each in pairs if (each.label, each.tier) not in right | quiet):
            words = [wording.words if wording else "claims nothing" for wording in pair.wordings]
            reasons = [each.reason.value for each in pair.found.evidence] if pair.found else []
            print(pair.label, pair.tier, reasons, *words, sep=" | ")


if __name__ == "__main__":
    main()
