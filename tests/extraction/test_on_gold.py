"""On gold, what the rules get right stays right, and the rankings are asked what they were taught by."""

import pytest
from asked_on_gold import asked_now
from asked_on_gold import known as known_features
from gold_articles import articles
from rules_on_gold import RULES, Wrong, answers_of, known, known_answers, wrong_of

FEATURES = known_features()


@pytest.mark.parametrize("rules", RULES)
def test_what_is_right_stays_right(rules: str) -> None:
    wrong, before = wrong_of(rules), known(rules)
    assert before is not None, "the gold has changed: python -m tests.extraction.rules_on_gold --write"
    assert not _besides(wrong, before), "these were right before"
    assert not _besides(before, wrong), "these are right now: python -m tests.extraction.rules_on_gold --write"


def test_who_is_meant_changes_nowhere_unseen() -> None:
    answers, before = {article.identifier: answers_of(article) for article in articles()}, known_answers()
    changed = [article for article, answer in answers.items() if before.get(article) != answer]
    assert not changed, "if it is for the better: python -m tests.extraction.rules_on_gold --write"


def _besides(some: Wrong, others: Wrong) -> Wrong:
    """What the first have and the others haven't."""
    found = {article: sorted(set(numbers) - set(others.get(article, ()))) for article, numbers in some.items()}
    return {article: numbers for article, numbers in found.items() if numbers}


@pytest.mark.parametrize("name", FEATURES)
def test_a_ranking_is_asked_what_it_was_taught_by(name: str) -> None:
    assert asked_now()[name] == pytest.approx(FEATURES[name], abs=0.1), (
        "learn the rankings anew, those of the free model, too; then python -m tests.extraction.asked_on_gold --write"
    )
