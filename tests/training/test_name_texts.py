from random import Random

import pytest
from training_samples import SENTENCES, tagged

from tracker.extraction.document.words import words_in
from tracker.training.corpora import GoldSentence
from tracker.training.names import TAGS, printed, tag_number, tags_of, texts_of

GOLD = [GoldSentence(*map(tuple, tagged(sentence))) for _, sentence in SENTENCES]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "tokens", "text"),
    [
        ("de", "Ja , sagte er .", "Ja, sagte er."),
        ("de", 'Er rief " Halt ! " und ging .', 'Er rief "Halt!" und ging.'),
        ("de", "„ Nein “ , sie", "„Nein“, sie"),
        ("de", "Das 's nicht", "Das 's nicht"),
        ("en", "I do n't ( yet ) know we ’re late", "I don't (yet) know we’re late"),
        ("en", "`` Go '' , she said", '"Go", she said'),
        ("en", "", ""),
    ],
)
def test_printed_as_people_print(language: str, tokens: str, text: str) -> None:
    assert printed(tokens.split(), language)[0] == text


def test_every_token_is_where_it_says() -> None:
    tokens = ["Der", "Film", '"', "Nachtzug", '"', "(", "2010", ")", "lief", ",", "wie", '"', "neu", '"', "."]
    text, spans = printed(tokens, "de")
    assert [span.of(text) for span in spans] == tokens


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("B-PER", "B-PER"),
        ("I-OTH", "I-MISC"),
        ("B-OTHpart", "B-MISC"),
        ("B-LOCderiv", "O"),
        ("I-ORGpart", "O"),
        ("O", "O"),
    ],
)
def test_tags_of_germeval(tag: str, known: str) -> None:
    assert TAGS[tag_number(tag)] == known


def test_words_have_the_tags_of_their_tokens() -> None:
    sentence = GoldSentence(("Jean-Luc", "Ott", "aus", "Linz-Süd", "."), ("B-PER", "I-PER", "O", "B-LOC", "O"))
    (text,) = texts_of([sentence], "de", others=True, length=100)
    words = words_in(text.text)
    found = [(words.word(number), TAGS[tag]) for number, tag in enumerate(tags_of(words, text.names))]
    assert found == [
        ("Jean", "B-PER"),
        ("-", "I-PER"),
        ("Luc", "I-PER"),
        ("Ott", "I-PER"),
        ("aus", "O"),
        ("Linz", "B-LOC"),
        ("-", "I-LOC"),
        ("Süd", "I-LOC"),
        (".", "O"),
    ]


def test_all_sentences_come_once_in_texts_of_about_a_length() -> None:
    texts = list(texts_of(GOLD * 20, "de", others=True, length=30, random=Random(1)))
    assert sum(text.text.count("Bremen") for text in texts) == 20
    assert all(len(text.text.split()) < 50 for text in texts)
    names = sorted(span.of(text.text) for text in texts for span, _ in text.names)
    tokens = [token for each in GOLD * 20 for token, tag in zip(each.tokens, each.tags, strict=True) if tag_number(tag)]
    assert names == sorted(tokens)
