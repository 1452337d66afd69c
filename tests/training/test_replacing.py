from collections.abc import Iterator
from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from training_samples import tagged

from tracker.training.augmentation import EXCHANGED, LONGEST_NAME, names_by_kind, renamed
from tracker.training.corpora import GoldSentence

KINDS = ("PER", "ORG", "LOC", "OTH", "LOCderiv")


def sentence(text: str) -> GoldSentence:
    tokens, tags = tagged(text)
    return GoldSentence(tuple(tokens), tuple(tags))


def pieces_of(whole: GoldSentence) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Kind ("" outside of names) and tokens of each name and each word between names."""
    number = -1

    def run(item: tuple[str, str]) -> int:
        nonlocal number
        number += item[1][0] != "I"
        return number

    for _, items in groupby(zip(whole.tokens, whole.tags, strict=True), key=run):
        tokens, tags = zip(*items, strict=True)
        yield tags[0].partition("-")[2], tokens


words = st.from_regex(r"[A-ZÄa-zß]{1,6}", fullmatch=True)
names = st.builds(
    lambda kind, tokens: [(each, f"{'I' if number else 'B'}-{kind}") for number, each in enumerate(tokens)],
    st.sampled_from(KINDS),
    st.lists(words, min_size=1, max_size=6),
)
outside = words.map(lambda word: [(word, "O")])
sentences = st.lists(names | outside, min_size=1, max_size=8).map(
    lambda parts: GoldSentence(*zip(*(each for part in parts for each in part), strict=True))
)


@given(st.lists(sentences, min_size=1, max_size=4), sentences, st.floats(0, 1), st.integers())
def test_only_people_and_places_make_room_and_for_their_like(
    others: list[GoldSentence], before: GoldSentence, share: float, seed: int
) -> None:
    known = names_by_kind(others)
    after = renamed(before, known, share, Random(seed))
    for (kind, tokens), (new_kind, new_tokens) in zip(pieces_of(before), pieces_of(after), strict=True):
        assert kind == new_kind
        if new_tokens != tokens:
            assert kind in EXCHANGED
            assert new_tokens in known[kind]
            assert len(new_tokens) <= LONGEST_NAME


@given(st.lists(sentences, min_size=1, max_size=4), sentences)
def test_no_share_leaves_all_as_it_is(others: list[GoldSentence], before: GoldSentence) -> None:
    assert renamed(before, names_by_kind(others), 0.0, Random(0)) == before


def test_every_name_where_the_share_is_one() -> None:
    known = names_by_kind([sentence("Uwe/B-PER Ahrend/I-PER aß/O in/O Passau/B-LOC bei/O Kühn/B-ORG")])
    before = sentence("Ada/B-PER Kern/I-PER ,/O Lee/B-PER und/O Acme/B-ORG Tools/I-ORG aus/O Bad/B-LOC Ems/I-LOC")
    assert renamed(before, known, 1.0, Random(0)) == sentence(
        "Uwe/B-PER Ahrend/I-PER ,/O Uwe/B-PER Ahrend/I-PER und/O Acme/B-ORG Tools/I-ORG aus/O Passau/B-LOC"
    )


def test_what_is_hardly_a_name_stands_in_for_none() -> None:
    known = names_by_kind([sentence("das/B-LOC kleine/I-LOC Haus/I-LOC am/O A/B-PER B/I-PER C/I-PER D/I-PER E/I-PER")])
    assert not any(known.values())
