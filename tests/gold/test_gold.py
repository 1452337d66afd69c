"""From what a reader writes down to gold files, through the program that readers and builders use."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tracker.extraction.statements import Span
from tracker.gold.__main__ import main
from tracker.gold.answers import ACTS, LINKS, STANDINGS, PieceError, located, piece_of
from tracker.gold.batches import NumberedArticle, write_batch

WEATHER = "Es regnet. Sie ging.\n\nEr blieb."
TEXT = (
    "Bürgermeisterin Ida Rau hat Berlin vor einer Sperrung der Brücke gewarnt. „Wir brauchen Geld“, sagte sie am "
    "Montag. Der Minister wies das zurück. Er sagte, er habe bezahlt."
)
BORDERS = [0, TEXT.index("„Wir"), TEXT.index("Der Min"), TEXT.index("Er sagte"), len(TEXT) + 1]
ARTICLE = NumberedArticle(
    identifier="brücke",
    language="de",
    published=date(2024, 3, 6),
    title="Streit um Brücke",
    text=TEXT,
    sentences=tuple(Span(start, end - 1) for start, end in pairwise(BORDERS)),
)
WARNING = {
    "s": 1,
    "type": "reported",
    "quote": "Bürgermeisterin ~~ gewarnt",
    "speaker": "Bürgermeisterin Ida Rau",
    "cue": ["hat", "gewarnt"],
    "addressee": "Berlin",
    "matter": "vor einer Sperrung der Brücke",
    "act": "warning",
    "actors": ["Ida Rau"],
    "link": "name",
}
QUOTE = {
    "s": 2,
    "type": "direct",
    "quote": "Wir brauchen Geld",
    "speaker": "sie",
    "cue": "sagte",
    "frame": ", sagte sie am Montag",
    "act": "demand",
    "actors": ["Ida Rau"],
    "link": "pronoun",
    "said_on": "2024-03-04",
}


def answered(folder: Path, *statements: dict[str, Any], begin: bool = True) -> Path:
    write_batch(folder, [ARTICLE])
    rows = ([{"article": ARTICLE.identifier}] if begin else []) + list(statements)
    (folder / "answers.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", str(folder)]) == 1
    return capsys.readouterr().out


def test_words_become_spans_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = answered(tmp_path / "batch", WARNING, QUOTE)
    assert main(["check", str(folder)]) == 0
    assert "look again" not in capsys.readouterr().out
    assert main(["build", str(folder), "--to", str(tmp_path / "gold.jsonl")]) == 0
    (row,) = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert "text" not in row
    warning, quote = row["statements"]

    def words(spans: list[list[int]]) -> list[str]:
        return [TEXT[start:end] for start, end in spans]

    assert words(warning["quote"]) == [TEXT[: TEXT.index(".")]]
    assert words(warning["cue"]) == ["hat", "gewarnt"]
    assert words(warning["matter"]) == ["vor einer Sperrung der Brücke"]
    assert words(quote["quote"]) == ["Wir brauchen Geld"]
    assert words(quote["speaker"]) == ["sie"]
    assert (quote["act"], quote["standing"], quote["said_on"]) == ("demand", "asserted", "2024-03-04")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("er", "er"),
        ("Er sagte ~~ bezahlt", "Er sagte, er habe bezahlt"),
        ("zurück @3", "zurück"),
        ("Brücke  gewarnt", "Brücke gewarnt"),
    ],
)
def test_a_piece_is_found_on_word_borders(written: str, words: str) -> None:
    span = located(piece_of(written), ARTICLE, [1] if "gewarnt" in written else [4])
    assert span.of(TEXT) == words


def test_what_stands_there_twice_needs_a_number() -> None:
    double = NumberedArticle("x", "de", date(2024, 3, 6), "-", "Er sah, wie er fiel, und er rief.", (Span(0, 33),))
    with pytest.raises(PieceError, match="2 times"):
        located(piece_of("er"), double, [1])
    assert located(piece_of("er #2"), double, [1]).start == double.text.rindex("er rief")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"speaker": "Ida Raus"}, "doesn't stand in sentence 1"),
        ({"speaker": "Der Minister"}, "it stands in sentence 3: say which with @"),
        ({"act": "shouting"}, "act: 'shouting' is none of statement"),
        ({"type": "loud"}, "type: 'loud' is none of direct"),
        ({"standing": "maybe"}, "standing: 'maybe' is none of"),
        ({"link": "chain"}, "link: 'chain' is none of"),
        ({"said_on": "Montag"}, "is no date like 2022-01-21, and not “earlier”"),
        ({"actors": "Ida Rau"}, "actors: not a list of names"),
        ({"speeker": "sie"}, "no such field: speeker"),
        ({"s": 9}, "there is no sentence 9"),
        ({"quote": ""}, "quote: missing"),
    ],
)
def test_what_does_not_fit_the_article_is_refused(
    change: dict[str, Any], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in refused(answered(tmp_path, {**WARNING, **change}), capsys)


def test_what_was_said_before_on_no_told_day_is_gold(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    assert main(["build", str(answered(tmp_path / "batch", {**WARNING, "said_on": "earlier"})), "--to", str(gold)]) == 0
    [statement] = json.loads(gold.read_text(encoding="utf-8"))["statements"]
    assert statement["said_on"] == "earlier"


def test_an_article_that_was_not_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "article brücke is missing" in refused(answered(tmp_path, begin=False), capsys)
    assert "no article was begun" in refused(answered(tmp_path, WARNING, begin=False), capsys)


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"type": "direct", "matter": ""}, "doesn't stand between quotation marks"),
        ({"matter": ""}, "reported, without a matter"),
        ({"type": "indirect"}, "a matter, though not reported"),
        ({"actors": ["Olga Rau"]}, "the article doesn't print “Olga Rau”"),
        ({"link": None}, "actors without a link"),
        ({"actors": []}, "a link that leads to nobody"),
        ({"said_on": "2024-03-08"}, "said after the article was published"),
    ],
)
def test_what_looks_like_a_slip_is_said(
    change: dict[str, Any], doubt: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(answered(tmp_path, {**WARNING, **change}))]) == 0
    assert doubt in capsys.readouterr().out


def test_a_gold_file_is_not_built_of_refused_answers(tmp_path: Path) -> None:
    folder = answered(tmp_path / "batch", {**WARNING, "act": "shouting"})
    assert main(["build", str(folder), "--to", str(tmp_path / "gold.jsonl")]) == 1
    assert not (tmp_path / "gold.jsonl").exists()


def test_readers_who_agree_and_who_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = answered(tmp_path / "one", WARNING, QUOTE)
    other = answered(tmp_path / "other", {**WARNING, "act": "statement"}, QUOTE)
    assert main(["agreement", str(one), str(one)]) == 0
    same = dict(line.split("\t", 1) for line in capsys.readouterr().out.splitlines())
    assert same["wholly right"] == same["joint"] == "1.000\t1.000\t1.000"
    assert main(["agreement", str(one), str(other)]) == 0
    apart = dict(line.split("\t", 1) for line in capsys.readouterr().out.splitlines())
    assert apart["act"] == apart["wholly right"] == "0.500\t0.500\t0.500"
    assert apart["speaker's name"] == "1.000\t1.000\t1.000"


def test_a_sample_shows_annotations_in_their_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    assert main(["build", str(answered(tmp_path / "batch", WARNING)), "--to", str(gold)]) == 0
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": ARTICLE.identifier, "text": TEXT}), encoding="utf-8")
    assert main(["sample", str(gold), "--texts", str(texts), "--count", "1"]) == 0
    assert "matter: vor einer Sperrung der Brücke" in capsys.readouterr().out
    texts.write_text(json.dumps({"id": ARTICLE.identifier, "text": TEXT.replace("Geld", "Gold")}), encoding="utf-8")
    assert main(["sample", str(gold), "--texts", str(texts), "--count", "1"]) == 1


def test_articles_are_laid_out_with_numbered_sentences(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    row = {
        "id": "a",
        "language": "de",
        "date": "2024-03-06",
        "text": WEATHER,
        "title": "Wetter",
    }
    corpus.write_text(json.dumps(row), encoding="utf-8")
    assert main(["lay-out", str(corpus), "--to", str(tmp_path)]) == 0
    shown = (tmp_path / "001" / "articles.txt").read_text(encoding="utf-8")
    assert shown == "=== a | 2024-03-06, Wednesday | Wetter\n[1] Es regnet.\n[2] Sie ging.\n\n[3] Er blieb.\n"


def test_the_guide_explains_every_label() -> None:
    guide = (Path(__file__).parents[2] / "tracker/guides/annotation.md").read_text(encoding="utf-8")
    for act in ACTS:
        assert f"\n| {act} |" in guide
    for label in (*STANDINGS, *LINKS):
        assert f"`{label}`" in guide
