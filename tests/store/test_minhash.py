"""The signatures against those of datasketch, whose scheme they follow."""

from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from tracker.spelling import tokens
from tracker.store.duplicates import families
from tracker.store.duplicates.minhash import minhash


def of_datasketch(members: set[bytes], permutations: int) -> list[int]:
    reference = MinHash(num_perm=permutations, seed=1, scheme="affine32")
    reference.update_batch(members)
    return reference.hashvalues.tolist()


@given(members=st.sets(st.binary(max_size=40), max_size=60), permutations=st.integers(1, 130))
def test_signatures_are_those_of_datasketch(members: set[bytes], permutations: int) -> None:
    assert minhash(members, permutations).tolist() == of_datasketch(members, permutations)


def test_an_article_is_signed_by_its_runs_of_words() -> None:
    words = tokens("Die Fähre nach Nordhaven fährt ab Montag wieder, sagte Ida Bränn. " * 3)
    runs = {" ".join(words[at : at + families.RUN]).encode() for at in range(len(words) - families.RUN + 1)}
    numbers = of_datasketch(runs, families.PERMUTATIONS)
    assert families.signature_of(words) == b"".join(number.to_bytes(4, "little") for number in numbers)
    assert len(families.signature_of(words)) == families.SIGNATURE_SIZE
