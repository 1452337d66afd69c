"""The gold files in the project: whole, consistent with the guide, and without other people's texts."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.gold.answers import ACTS, KINDS, LINKS, ROLES, STANDINGS
from tracker.gold.files import digest_of, names_in, read_forms, read_forms_of_articles
from tracker.terms import ReferentKind

FOLDER = Path(__file__).parents[2] / "fixtures" / "gold"
TOLD = FOLDER / "told-train.jsonl"
PRONOUNS = tuple(FOLDER / f"pronouns-{part}.jsonl" for part in ("dev", "train"))
FILES = sorted(set(FOLDER.glob("*.jsonl")) - {TOLD, *PRONOUNS})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_gold_file_is_whole(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    identifiers = [row["id"] for row in rows]
    assert identifiers == sorted(set(identifiers))
    for row in rows:
        assert set(row) - {"title", "text", "names"} == {"id", "language", "date", "sha256", "statements"}
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        assert ("text" in row) == file.stem.startswith("own-")  # other people's texts stay where they are
        length = len(row["text"]) if "text" in row else None
        assert length is None or digest_of(row["text"]) == row["sha256"]
        names = row.get("names", [])
        assert all(kind in set(ReferentKind) for *_, kind in names)
        assert all(before[1] <= name[0] < name[1] for before, name in pairwise([[0, 0, ""], *names]))
        for statement in row["statements"]:
            assert set(statement) == {
                *("type", *ROLES, "act", "standing", "actors", "addressee_actors", "link", "said_on")
            }
            assert statement["quote"]
            for role in ROLES:
                assert all(0 <= start < end for start, end in statement[role])
                assert length is None or all(end <= length for _, end in statement[role])
                assert statement[role] == sorted(statement[role])
            assert statement["type"] in KINDS
            assert statement["act"] in ACTS
            assert statement["standing"] in STANDINGS
            assert statement["link"] is None or statement["link"] in LINKS


@pytest.mark.parametrize("file", PRONOUNS, ids=lambda file: file.stem)
def test_what_was_told_of_pronouns_is_of_gold_quotes(file: Path) -> None:
    part = file.stem.partition("-")[2]
    quotes_of = {}
    for gold in ("german-news", "polnear", "own"):
        for line in (FOLDER / f"{gold}-{part}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = [span for statement in row["statements"] for span in statement["quote"]]
            quotes_of[gold, row["id"], row["sha256"]] = spans, row.get("text")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans, text = quotes_of[row["corpus"], row["id"], row["sha256"]]
        places = [(start, end) for start, end, _ in row["pronouns"]]
        assert places == sorted(set(places))
        for start, end, names in row["pronouns"]:
            assert any(first <= start < end <= last for first, last in spans)
            assert text is None or (text[start:end].isalpha() and all(name in text for name in names))


def test_what_was_told_of_other_statements_is_whole() -> None:
    rows = [json.loads(line) for line in TOLD.read_text(encoding="utf-8").splitlines()]
    identifiers = [row["id"] for row in rows]
    assert identifiers == sorted(set(identifiers))
    for row in rows:
        assert set(row) == {"id", "sha256", "statements"}
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        for statement in row["statements"]:
            assert set(statement) - {"act", "actors"} == {"quote"}
            assert len(statement) > 1
            assert statement["quote"]
            assert all(0 <= start < end for start, end in statement["quote"])
            assert statement.get("act") is None or statement["act"] in ACTS
            assert all(name == name.strip() != "" for name in statement.get("actors", []))


def test_nothing_is_both_learnt_from_and_measured_by() -> None:
    digests = {
        part: {
            json.loads(line)["sha256"]
            for file in FOLDER.glob(f"*-{part}.jsonl")
            for line in file.read_text(encoding="utf-8").splitlines()
        }
        for part in ("train", "dev")
    }
    assert digests["train"]
    assert not digests["train"] & digests["dev"]


def test_the_card_counts_what_is_there() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert FILES
    for file in FILES:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        (line,) = (line for line in card.splitlines() if f"| `{file.name}` |" in line)
        assert line.endswith(f"| {len(rows)} | {sum(len(row['statements']) for row in rows)} |")


@pytest.mark.parametrize("part", ["train", "dev"])
def test_names_are_those_of_the_forms(part: str) -> None:
    """Of the articles whose texts are here: the spans are what the forms give, an article's own if it has any."""
    of_language = {language: read_forms(FOLDER / "names" / f"{language}-{part}.txt") for language in ("de", "en")}
    of_article = read_forms_of_articles(FOLDER / "names" / f"own-{part}.jsonl")
    rows = [json.loads(line) for line in (FOLDER / f"own-{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all("names" in row for row in rows)
    assert of_article.keys() < {row["id"] for row in rows}
    for row in rows:
        found = names_in(row["text"], of_article.get(row["id"], of_language[row["language"]]))
        assert row["names"] == [[*span, kind.value] for span, kind in found]
