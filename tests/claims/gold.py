"""How well claims are found, measured on the stories and edits of `fixtures/claims/`.

    python -m tests.claims.gold [--half tune|test|all] [--show]

Statements are found, compared and grouped as `tracker ingest` does. A statement is the one whose words a mark shares;
one without a mark makes a claim of its own. Pairs within a story, of two articles, by what they are and what was found:

- sure: in one claim; suggested: may be the same; precision and recall of sure ones, and of both together;
- opposed: seems to contradict;
- B-cubed (Bagga and Baldwin 1998) of the claims.

Edits are measured as statements by one speaker, which is the harder case.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # as pytest does

from stories import EDITS, Told, stories
from story_database import read_stories

from tracker.claims.comparing import Comparison, Relation, compared
from tracker.claims.reading import Said, content_of, wording_of
from tracker.claims.vectors import similarities, vectors_of
from tracker.store import StatementQuery, Store

SURE = (Relation.SAME_WORDS, Relation.SAME)


@dataclass(frozen=True)
class Judged:
    """A pair of statements: whether they make the same claim or seem to contradict each other, and what was found."""

    languages: str
    truth: str  # same, opposed or other
    found: str  # sure, suggested, opposed or nothing
    words: tuple[str, str]


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part / self.whole:.3f} ({self.part} of {self.whole})" if self.whole else "– (0)"

    @property
    def value(self) -> float:
        """As a number; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0


def pairs(half: str | None) -> tuple[list[Judged], list[tuple[str, str]]]:
    """The pairs of the stories; and of each statement the claim that it makes, and the one that was found."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.db"
        told = read_stories(path, stories(half))
        with Store.open(path) as store:
            rows = [row for row in store.each_statement(StatementQuery()) if row.inside is None]
            claim_of = store.claims.claims_of([row.id for row in rows])
            keys = {row.id: _key(told[row.article_id], row.id, row.quote_spans) for row in rows}
            related = {
                row.id: {each.statement.id: each.relation for each in store.claims.of_statement(row.id)}
                for row in rows
                if store.connection.execute(
                    "SELECT 1 FROM statement_wordings WHERE statement_id = ?", [row.id]
                ).fetchone()
            }
    judged = []
    for one, other in combinations(rows, 2):
        if told[one.article_id].story != told[other.article_id].story or one.article_id == other.article_id:
            continue
        same_claim = claim_of.get(one.id) is not None and claim_of.get(one.id) == claim_of.get(other.id)
        relation = related.get(one.id, {}).get(other.id)
        found = "sure" if same_claim else _tier(relation)
        languages = "de-en" if one.language != other.language else "same"
        judged.append(Judged(languages, _truth(keys[one.id], keys[other.id]), found, (one.quote, other.quote)))
    return judged, [("/".join(keys[row.id]), str(claim_of.get(row.id, -row.id))) for row in rows]


def _key(told: Told, number: int, spans: Sequence[Sequence[int]]) -> tuple[str, str, str]:
    """Story, claim and variant; of a statement without a mark, a claim of its own."""
    mark = told.mark_of(spans[0][0], spans[-1][1])
    return (told.story, mark.claim, mark.variant) if mark else (told.story, f"own {number}", "")


def _truth(one: tuple[str, str, str], other: tuple[str, str, str]) -> str:
    if one[:2] != other[:2]:
        return "other"
    return "same" if one == other else "opposed"


def _tier(relation: str | None) -> str:
    # What is surely the same, but stands in another claim for what else does, is shown as a suggestion.
    return "suggested" if relation in (*SURE, Relation.SUGGESTED) else relation or "nothing"


def figures(judged: Iterable[Judged]) -> dict[str, Share]:
    """Precision and recall by tier."""
    counts = Counter((each.truth, each.found) for each in judged)

    def of(truths: Sequence[str], founds: Sequence[str]) -> int:
        return sum(counts[truth, found] for truth in truths for found in founds)

    truths, founds = ("same", "opposed", "other"), ("sure", "suggested", "opposed", "nothing")
    return {
        "sure: precision": Share(of(["same"], ["sure"]), of(truths, ["sure"])),
        "sure: recall": Share(of(["same"], ["sure"]), of(["same"], founds)),
        "sure and suggested: precision": Share(of(["same"], founds[:2]), of(truths, founds[:2])),
        "sure and suggested: recall": Share(of(["same"], founds[:2]), of(["same"], founds)),
        "opposed: precision": Share(of(["opposed"], ["opposed"]), of(truths, ["opposed"])),
        "opposed: recall": Share(of(["opposed"], ["opposed"]), of(["opposed"], founds)),
    }


def b_cubed(assigned: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Mean precision and recall of the claims that statements were put into; `assigned`: true claim, found claim."""
    by_truth: defaultdict[str, set[int]] = defaultdict(set)
    by_found: defaultdict[str, set[int]] = defaultdict(set)
    for number, (truth, found) in enumerate(assigned):
        by_truth[truth].add(number)
        by_found[found].add(number)
    shared = [len(by_truth[truth] & by_found[found]) for truth, found in assigned]
    precision = sum(count / len(by_found[found]) for count, (_, found) in zip(shared, assigned, strict=True))
    recall = sum(count / len(by_truth[truth]) for count, (truth, _) in zip(shared, assigned, strict=True))
    return precision / len(assigned), recall / len(assigned)


def edits(half: str | None = None) -> list[tuple[Mapping[str, object], Comparison | None]]:
    """Each edit and rewording, and what was found of it; all, or those in a half: "tune" or "test"."""
    rows = [json.loads(line) for line in EDITS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if half in (None, row["half"])]
    wordings = []
    for row in rows:
        for side, names in zip(("one", "other"), row["names"], strict=True):
            kind = "direct" if row[side][0] in "„“" else "indirect"
            said = Said(row[side], row["language"], kind, "statement", "asserted", "", ("Anna Beispiel",), tuple(names))
            wordings.append(wording_of(said))
    words = [wording.words for wording in wordings if wording]
    vectors = dict(zip(words, vectors_of(words), strict=True))
    found = []
    for number, row in enumerate(rows):
        one, other = wordings[2 * number : 2 * number + 2]
        comparison = None
        if one and other:
            cosine = float(similarities(vectors[one.words][None], vectors[other.words][None])[0, 0])
            comparison = compared(content_of(one), content_of(other), cosine)
        found.append((row, comparison))
    return found


def figures_of_edits(found: Iterable[tuple[Mapping[str, object], Comparison | None]]) -> dict[str, Share]:
    """How many edits are wrongly taken for the same, and how many rewordings rightly."""
    counts = Counter(
        (bool(row["same"]), comparison is not None and comparison.relation in SURE) for row, comparison in found
    )
    return {
        "edits joined": Share(counts[False, True], counts[False, True] + counts[False, False]),
        "rewordings joined": Share(counts[True, True], counts[True, True] + counts[True, False]),
    }


def main() -> None:
    """Print the figures; with --show, what was found wrongly."""
    parser = argparse.ArgumentParser(description="Measures how well claims are found.")
    parser.add_argument("--half", choices=("tune", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    half = None if given.half == "all" else given.half
    judged, assigned = pairs(half)
    for languages in ("same", "de-en"):
        some = [each for each in judged if each.languages == languages]
        print(f"{'one language' if languages == 'same' else 'German and English'}: {len(some)} pairs")
        for name, share in figures(some).items():
            print(f"  {name:<32} {share}")
    precision, recall = b_cubed(assigned)
    print(f"claims, B-cubed: precision {precision:.3f}, recall {recall:.3f}")
    found = edits(half)
    for name, share in figures_of_edits(found).items():
        print(f"{name:<34} {share}")
    if given.show:
        for each in judged:
            if (each.truth, each.found) not in (("same", "sure"), ("opposed", "opposed"), ("other", "nothing")):
                print(each.languages, each.truth, each.found, *each.words, sep=" | ")
        for row, comparison in found:
            joined = comparison is not None and comparison.relation in SURE
            if joined != row["same"]:
                reasons = [each.reason.value for each in comparison.evidence] if comparison else []
                print("edit", row["kind"], row["one"], row["other"], reasons, sep=" | ")


if __name__ == "__main__":
    main()
