"""Forty plain sentences that each do one act: how many are found, with the right act, speaker, addressee and matter.

    python -m tests.evaluation.canonical

They stand in `canonical.jsonl`, twenty in German and twenty in English, and were written without a look at what is
found. `speaker`: empty where nobody is named; `addressee`: a name or of the printed words, empty where there is none;
`matter`: its words, empty where it isn't asked for. Another model: `TRACKER_MODEL`.
"""

import json
from collections import Counter
from pathlib import Path

from tracker.extraction import extract_many
from tracker.extraction.statements import Item, Spans, Statement

SENTENCES = Path(__file__).with_suffix(".jsonl")

Sentence = dict[str, str]


def main() -> None:
    """Print the figures."""
    sentences = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    found = extract_many(Item(each["text"], None, each["language"]) for each in sentences)
    counts: Counter[str] = Counter()
    for sentence, extraction in zip(sentences, found, strict=True):
        counts += Counter(right_in(sentence, extraction.statements))
        counts["with an addressee"] += bool(sentence["addressee"])
        counts["with a matter"] += bool(sentence["matter"])
    print(f"{len(sentences)} sentences", *(f"{what}: {count}" for what, count in counts.items()), sep="\n")


def right_in(sentence: Sentence, statements: tuple[Statement, ...]) -> list[str]:
    """What is right of a sentence's statement; of several, of the one with the right act."""
    if not statements:
        return []
    text, act = sentence["text"], sentence["act"]
    statement = max(statements, key=lambda each: (each.act == act, each.confidence))
    has_act = statement.act == act
    has_speaker = [each.name for each in statement.actors] == [sentence["speaker"]] * bool(sentence["speaker"])
    names = [each.name for each in statement.addressee_actors]
    addressed = _words(text, statement.addressee)
    right = {
        "found": True,
        "act": has_act,
        "speaker": has_speaker,
        "act and speaker": has_act and has_speaker,
        "addressee": bool(sentence["addressee"])
        and (sentence["addressee"] in names or sentence["addressee"] in addressed),
        "addressee that there isn't": not sentence["addressee"] and bool(addressed),
        "matter": bool(sentence["matter"]) and _words(text, statement.matter) == sentence["matter"],
    }
    return [what for what, holds in right.items() if holds]


def _words(text: str, spans: Spans) -> str:
    return " ".join(span.of(text) for span in spans)


if __name__ == "__main__":
    main()
