import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import pytest
from training_samples import ENGLISH, GERMAN, GERMAN_NEWS, POLNEAR, articles, own_article, write_sources

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.document.words import tokenizer, words_in
from tracker.extraction.encoder import ACTS, KINDS, STANDINGS
from tracker.extraction.model_files import UNKNOWN_PIECE
from tracker.extraction.statements import Act, Span, Spans
from tracker.terms import ReferentKind, Standing
from tracker.training.corpora import OWN, GoldArticle, Told, ToldArticle, read_told
from tracker.training.epochs import epoch_batches, read_training_data
from tracker.training.examples import DATES, Begun, Example, article_examples, hidden, names_examples
from tracker.training.mentions import mentions_of
from tracker.training.names import OUTSIDE, TAGS, NamesText
from tracker.training.settings import settings_of
from tracker.training.told import with_cue_acts, with_told

FEW_TEXTS = {"ner-wikiann-de": 1, "ner-wikiann-en": 1}
SETTINGS = settings_of(
    {"layers": [0], "texts": FEW_TEXTS, "words_of_names": 10, "batch": 2, "shares": {"polnear": 1.0}}
)
TEXT = (
    "Hanna Voigt traf am Montag Jan Voigt. Voigts Büro schwieg, die Stadtwerke auch. „Nein“, sagte sie. "
    "Jan Voigt und der Rat der Stadt Orla lachten. Reuß ging. Timo Reuß' Auto blieb."
)


def words_of(example: Example, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> str:
    """The chosen words of an example's window, from its pieces."""
    ends = [*example.first[1:], len(example.pieces) - 1]
    pieces = [
        example.pieces[start:end].tolist()
        for start, end, of_it in zip(example.first, ends, chosen, strict=True)
        if of_it
    ]
    return " ".join("".join(map(str, map(tokenizer().id_to_token, word))).strip("▁") for word in pieces)


def role(example: Example, begun: Begun, name: str) -> str:
    return words_of(example, begun.roles[:, ROLES.index(name)])


def test_an_article_as_the_model_is_shown_it() -> None:
    german, english = articles()
    (example,) = article_examples(german, 0.2)
    assert example.guidelines == GERMAN_NEWS
    assert [KINDS[each.kind - 1] for each in example.begun] == ["direct", "reported"]
    direct, reported = example.begun
    assert role(example, direct, "speaker") == "Bürgermeisterin Hanna Voigt"
    assert role(example, direct, "addressee") == "dem Stadtrat"
    assert role(example, reported, "cue") == "warnte"
    assert example.anchors is not None
    assert example.anchors.nonzero()[0].tolist() == [direct.word, reported.word]
    (example,) = article_examples(english, 0.2)
    assert example.guidelines == POLNEAR
    assert role(example, example.begun[1], "quote") == "that wages would rise"


def test_own_gold_as_the_model_is_shown_it() -> None:
    (example,) = article_examples(own_article(), 0.2)
    assert example.guidelines == OWN
    promise, warning = example.begun
    told = [(ACTS[each.act or 0], STANDINGS[each.standing or 0]) for each in (promise, warning)]
    assert told == [("promise", "asserted"), ("warning", "asserted")]
    assert role(example, warning, "matter") == "vor einer ‚ langen Sperrung ‘ der Straße"
    assert role(example, promise, "matter") == ""
    assert promise.meant is not None
    assert not promise.meant.any()  # nobody whom the text names
    assert warning.meant is not None
    assert words_of(example, warning.meant) == "Timo Reuß"


def test_when_it_was_said_is_learnt_where_gold_tells_it() -> None:
    article, friday = replace(own_article(), published=date(2024, 3, 8)), date(2024, 3, 8)
    promise, warning = article.statements
    said = [{"said_on": friday}, {"said_on": date(2024, 3, 6)}, {"earlier": True}, {"standing": Standing.ANNOUNCED}]
    told = []
    for each in said:
        (example,) = article_examples(replace(article, statements=(promise, replace(warning, **each))), 0.2)
        told.append([None if begun.date is None else DATES[begun.date] for begun in example.begun])
    assert told == [["published", each] for each in ("published", "day", "earlier", None)]
    for silent in (own_article(), replace(article, statements=(replace(promise, standing=None),))):
        (example,) = article_examples(silent, 0.2)  # of an unknown day; of a corpus that doesn't tell
        assert all(begun.date is None for begun in example.begun)


def test_whom_nobody_can_point_at_is_not_learnt() -> None:
    article = own_article()
    unknown, elsewhere = (replace(each, meant=None) for each in article.statements)
    silent = replace(article.statements[1], roles=(article.statements[1].roles[0], *((),) * 5))
    (example,) = article_examples(replace(article, statements=(unknown, silent)), 0.2)
    assert [each.meant for each in example.begun] == [None, None]
    (example,) = article_examples(replace(article, statements=(unknown, elsewhere)), 0.2)
    assert [each.meant for each in example.begun] == [None, None]


def test_what_was_told_goes_before_what_cues_tell() -> None:
    german, _ = articles()
    direct, reported = german.statements
    assert with_cue_acts(german).statements[1].act is Act.WARNING
    names = ("Timo Reuß", "Hanna Voigt")

    def told(statements: dict[Spans, Told]) -> dict[str, ToldArticle]:
        return {german.identifier: ToldArticle(sha256(GERMAN.encode()).hexdigest(), statements)}

    both = told({reported.roles[0]: Told(True, Act.CONCERN, names[:1]), direct.roles[0]: Told(True, None, None)})
    direct, reported = with_told(with_cue_acts(german), both).statements
    assert (direct.act, direct.meant) == (None, None)
    assert reported.act is Act.CONCERN
    assert [span.of(GERMAN) for span in reported.meant or ()] == ["Timo Reuß"]
    named = told({direct.roles[0]: Told(False, None, names[1:])})
    direct, reported = with_told(with_cue_acts(german), named).statements
    assert [span.of(GERMAN) for span in direct.meant or ()] == ["Hanna Voigt"]
    assert (reported.act, reported.meant) == (Act.WARNING, None)
    assert with_told(german, {}) == german
    with pytest.raises(ValueError, match="isn't the one that was read"):
        with_told(replace(german, text=GERMAN + " Ende."), both)


def test_what_was_told_is_read(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    assert read_told(sources) == {}
    assert sources.gold is not None
    german, _ = articles()
    rows = [{"quote": german.statements[0].roles[0], "act": "promise"}, {"quote": [[0, 4]], "actors": ["Voigt"]}]
    digest = sha256(GERMAN.encode()).hexdigest()
    line = json.dumps({"id": "brücke", "sha256": digest, "statements": [*rows, {"quote": [[4, 9]], "act": None}]})
    (sources.gold / "told-train.jsonl").write_text(line + "\n", encoding="utf-8")
    told = read_told(sources)["brücke"].statements
    assert told[german.statements[0].roles[0]] == Told(True, Act.PROMISE, None)
    assert told[(Span(0, 4),)] == Told(False, None, ("Voigt",))
    assert told[(Span(4, 9),)] == Told(True, None, None)
    assert read_training_data(sources).articles[0].articles[0].statements[0].act is Act.PROMISE
    (sources.gold / "told-train.jsonl").write_text(
        '{"id": "x", "sha256": "", "statements": [{"quote": [], "act": "shout"}]}\n'
    )
    with pytest.raises(ValueError, match=r"told-train\.jsonl, line 1: 'shout'"):
        read_told(sources)


def test_borders_of_spans() -> None:
    (example,) = article_examples(articles()[0], 0.2)
    inside, begins, ends = np.split(example.begun[0].roles, 3, axis=1)
    for column in range(len(ROLES)):
        numbers = inside[:, column].nonzero()[0]
        assert begins[:, column].nonzero()[0].tolist() == numbers[:1].tolist()
        assert ends[:, column].nonzero()[0].tolist() == numbers[-1:].tolist()


def test_long_articles_are_read_in_windows_that_share_words() -> None:
    text = "\n".join([ENGLISH] * 40)
    statements = articles()[1].statements
    long = GoldArticle("long", "", text, "en", statements)
    for overlap in (0.05, 0.4):
        windows = article_examples(long, overlap)
        assert len(windows) > 2
        assert sum(len(each.first) for each in windows) > len(words_in(text))
    assert len(article_examples(long, 0.4)) > len(article_examples(long, 0.05))


def test_a_statement_without_words_is_none() -> None:
    german = articles()[0]
    (example,) = article_examples(GoldArticle("", "", "Ein anderer Text", "de", german.statements[1:]), 0.2)
    assert example.begun == ()
    assert example.anchors is not None
    assert not example.anchors.any()


def test_names_of_an_article_with_statements() -> None:
    article = own_article()
    assert article_examples(article, 0.2)[0].tags is None
    start = article.text.index("Hanna Voigt") if "Hanna Voigt" in article.text else 0
    name = (Span(start, start + len("Hanna Voigt")), ReferentKind.PERSON)
    (example,) = article_examples(replace(article, names=(name,)), 0.2)
    assert example.tags is not None
    assert example.others
    tagged = [TAGS[tag] for tag in example.tags.tolist() if tag != OUTSIDE]
    assert tagged[0] == "B-PER"
    assert set(tagged[1:]) <= {"I-PER"}
    assert example.begun  # the statements are there, too


def test_names_are_no_statements() -> None:
    (example,) = names_examples(NamesText("Ada Kern lebt.", "de", (), others=False))
    assert example.anchors is None
    assert example.tags is not None
    assert example.tags.tolist() == [OUTSIDE] * 4


def test_an_epoch_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    data = read_training_data(write_sources(tmp_path))
    drawn = [epoch_batches(data, SETTINGS, *which) for which in ((0, 0), (0, 0), (0, 1), (1, 0))]
    shown = [[each.pieces.tolist() for batch in epoch for each in batch] for epoch in drawn]
    assert shown[0] == shown[1]
    assert shown[0] != shown[2]
    assert shown[0] != shown[3]
    assert all(len(batch) <= 2 for batch in drawn[0])
    assert sum(bool(each.begun) for batch in drawn[0] for each in batch) == 2 + 2 * SETTINGS.own_times


@pytest.mark.parametrize(("times", "shown"), [(0.0, 0), (0.5, 1), (1.0, 2), (1.5, 3)])
def test_a_language_is_shown_as_often_as_the_settings_have_it(tmp_path: Path, times: float, shown: int) -> None:
    data = read_training_data(write_sources(tmp_path))
    own = next(each for each in data.own if each.language == "de")
    more = replace(data, own=[own, own], articles=(), named=())
    settings = replace(SETTINGS, own_times=1, languages={"de": times, "en": 7.0})
    assert sum(len(batch) for batch in epoch_batches(more, settings, 0, 0)) == shown


def test_hidden_words_are_unknown_pieces_and_nothing_else_changes() -> None:
    (example,) = article_examples(articles()[0], 0.2)
    some, none, every = (hidden(example, share, Random(1)) for share in (0.5, 0.0, 1.0))
    assert np.array_equal(none.pieces, example.pieces)
    assert set(every.pieces[1:-1]) == {UNKNOWN_PIECE}
    assert (every.pieces[0], every.pieces[-1]) == (example.pieces[0], example.pieces[-1])
    ends = [*example.first[1:], len(example.pieces) - 1]
    words = [some.pieces[start:end] for start, end in zip(example.first, ends, strict=True)]
    gone = [set(word) == {UNKNOWN_PIECE} for word in words]
    kept = [
        np.array_equal(word, example.pieces[start:end])
        for word, start, end in zip(words, example.first, ends, strict=True)
    ]
    assert all(one != other for one, other in zip(gone, kept, strict=True))
    assert 0 < sum(gone) < len(gone)
    assert np.array_equal(some.first, example.first)
    assert some.begun == example.begun


def printed(spans: Spans) -> list[str]:
    return [span.of(TEXT) for span in spans]


def test_a_name_and_its_last_word() -> None:
    assert printed(mentions_of(["Timo Reuß"], TEXT, {"Timo Reuß"})) == ["Reuß", "Timo Reuß'"]


def test_the_last_word_in_another_name_is_not_meant() -> None:
    everybody = {"Hanna Voigt", "Jan Voigt"}
    assert printed(mentions_of(["Hanna Voigt"], TEXT, everybody)) == ["Hanna Voigt", "Voigts"]
    assert printed(mentions_of(["Jan Voigt"], TEXT, everybody)) == ["Jan Voigt", "Voigts", "Jan Voigt"]


def test_long_names_and_plain_words_are_looked_for_whole() -> None:
    assert printed(mentions_of(["Rat der Stadt Orla"], TEXT, set())) == ["Rat der Stadt Orla"]
    assert printed(mentions_of(["Stadtwerke"], TEXT, set())) == ["Stadtwerke"]
    assert mentions_of(["Stadt"], "Die Stadtwerke", set()) == ()
    assert mentions_of([], TEXT, {"Hanna Voigt"}) == ()
