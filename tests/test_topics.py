import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.spelling import loosely_folded
from tracker.topics import MOST_WORDS, Phrase, is_related, parts_of, topic_word

LABELLED = tomllib.loads((Path(__file__).parent / "topic_words.toml").read_text(encoding="utf-8"))


def judged(part):
    """Labelled pairs of a part that are found, wrongly found, and all."""
    listed = [
        (topic, word, related)
        for topic, words in LABELLED[part].items()
        for related in ("about", "other")
        for word in words[related].split()
    ]
    vocabulary = {loosely_folded(word) for _, word, _ in listed} | {loosely_folded(topic) for topic, _, _ in listed}
    found = [each for each in listed if is_related(topic_word(each[0]), each[1], vocabulary.__contains__)]
    right = sum(related == "about" for _, _, related in found)
    return right, len(found) - right, sum(related == "about" for _, _, related in listed)


def test_words_that_the_rules_were_made_with():
    right, wrong, about = judged("known")
    assert (right, wrong) == (about, 0)


def test_words_that_the_rules_were_not_made_with():
    right, wrong, about = judged("unseen")
    assert right / about >= 0.94
    assert wrong == 0


@pytest.mark.parametrize(
    ("topic", "parts"),
    [
        ("Ukraine", ["ukraine"]),
        ("Ukraine-Konflikt", ["ukraine", "konflikt"]),
        ("Iran's", ["iran"]),
        ('"territoriale Integrität"', [Phrase(("territoriale", "integrität"))]),
        ("„kalte Nacht“ Frost", [Phrase(("kalte", "nacht")), "frost"]),
        ('"ohne Ende', ["ohne", "ende"]),
        ("G-20", [Phrase(("g", "20"))]),
        ("NOT (a* OR NEAR) ^%", ["not", "a", "or", "near"]),
        ("", []),
        ('"" % * ( )', []),
    ],
)
def test_parts_of_a_topic(topic, parts):
    assert [part if isinstance(part, Phrase) else part.word for part in parts_of(topic)] == parts


def test_a_long_topic_is_cut():
    assert len(parts_of(" ".join(f"wort{number}" for number in range(10_000)))) == MOST_WORDS


@given(st.text(max_size=20))
def test_a_word_is_about_itself(text):
    for part in parts_of(text):
        words = part.words if isinstance(part, Phrase) else [part.word]
        assert all(is_related(topic_word(word), word, lambda _: False) for word in words)
