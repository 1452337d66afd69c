"""Learning what a statement's words tell of its act."""

import pytest

pytest.importorskip("sklearn")

from training_samples import statement

from tracker.extraction.acts.wording import ActWording, hashed
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act, Draft, Kind
from tracker.training.act_wording import FEWEST, examples_of, learnt
from tracker.training.corpora import GoldArticle

SAID = {
    Act.CRITICISM: ("“The plan is a shameful failure”", "“A shameful plan”", "“It was a failure”", "“Shameful”"),
    Act.PRAISE: ("“The plan is a brilliant success”", "“A brilliant plan”", "“It was a success”", "“Brilliant”"),
    Act.STATEMENT: ("“The plan is on the table”", "“A plan”", "“It was on Monday”", "“On Monday”"),
}


def articles(acts: list[Act]) -> list[GoldArticle]:
    """Each statement in an article of its own, by somebody who plainly says it."""
    found = []
    for act in acts:
        for quote in SAID[act]:
            text = f"{quote}, said Maud Ellery."
            said = statement(text, Kind.DIRECT, quote, "Maud Ellery", "said", act=act)
            found.append(GoldArticle(quote, "", text, "en", (said,)))
    return found


def act_of(learnt: ActWording, quote: str) -> Act:
    text = f"{quote}, said Hanna Voigt."
    said = statement(text, Kind.DIRECT, quote, "Hanna Voigt", "said")
    draft = Draft(said.kind, said.roles[0], said.roles[1], said.roles[2], (), (), 1.0)
    return ACTS[int(learnt.likelihoods(document_of(text, "en"), draft).argmax())]


def learnt_of(acts: list[Act]) -> ActWording:
    by_language = examples_of([*articles(acts), *articles(acts)])
    assert {language: len(examples) for language, examples in by_language.items()} == {"en": 4 * len(acts)}
    found = ActWording.of({f"en_{name}": array for name, array in learnt(by_language["en"]).items()}, "en")
    assert found is not None
    return found


@pytest.mark.parametrize("acts", [list(SAID), [Act.CRITICISM, Act.PRAISE]], ids=["three", "two"])
def test_what_is_said_in_words_of_an_act_is_that_act(acts: list[Act]) -> None:
    of = learnt_of(acts)
    assert act_of(of, "“Their budget is a shameful failure”") is Act.CRITICISM
    assert act_of(of, "“Her speech was a brilliant success”") is Act.PRAISE
    others = set(ACTS) - set(acts)
    weakest = of.likelihoods(document_of("“Nothing”, said I.", "en"), Draft(Kind.DIRECT, (), (), (), (), (), 1.0))
    assert max(weakest[ACTS.index(act)] for act in others) < 0.01


def test_rare_words_are_left_out() -> None:
    features = set(learnt_of(list(SAID)).features.tolist())
    assert hashed("quote plan") in features
    assert hashed("quote table") not in features  # fewer than so many statements have it
    assert FEWEST == 3


def test_statements_without_an_act_teach_nothing() -> None:
    text = "“A plan”, said Maud Ellery."
    silent = statement(text, Kind.DIRECT, "“A plan”", "Maud Ellery", "said")
    assert examples_of([GoldArticle("1", "", text, "en", (silent,))]) == {}


@pytest.mark.parametrize("acts", [[Act.PRAISE], []], ids=["one act", "none"])
def test_too_little_teaches_nothing(acts: list[Act]) -> None:
    assert learnt(examples_of(articles(acts)).get("en", [])) == {}
    assert learnt(examples_of(articles(list(SAID)[:2])[3:5])["en"]) == {}  # no word is frequent enough
