"""MinHash: signatures of sets that agree in about as many places as the sets have of their members in common.

A. Broder, On the resemblance and containment of documents, 1997. What is computed is what datasketch 2 computes with
its scheme `affine32` (https://ekzhu.com/datasketch/minhash.html), and the tests compare the two: signatures that are
stored are datasketch's. That library isn't imported for it, since it imports SciPy for other things, which takes longer
than all else that an article needs beside the model.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.uint32]

BITS = 32
SEED = 1  # of the permutations


def minhash(members: Iterable[bytes], permutations: int) -> "Numbers":
    """The signature of a set: (permutations,), for each the least number that it gives to a member.

    The same on every machine. That of the empty set has the largest number everywhere.
    """
    import numpy as np

    numbers = [int.from_bytes(hashlib.sha1(member, usedforsecurity=False).digest()[:4], "little") for member in members]
    factors, summands = _permutations(permutations)
    permuted = _mixed(np.array(numbers, np.uint32))[:, np.newaxis] * factors + summands
    signature: Numbers = permuted.min(axis=0, initial=2**BITS - 1)
    return signature


def _mixed(numbers: "Numbers") -> "Numbers":
    """Each number as another one, those that are near each other far apart: the end of MurmurHash3 (A. Appleby)."""
    import numpy as np

    mixed = numbers
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed = (mixed ^ (mixed >> np.uint32(shift))) * np.uint32(factor)
    return mixed


@cache
def _permutations(count: int) -> "tuple[Numbers, Numbers]":
    """Random permutations x -> factor x + summand modulo 2^32: (count,) factors, which must be odd, and summands."""
    import numpy as np

    random = np.random.RandomState(SEED)
    factors = 2 * random.randint(0, 2 ** (BITS - 1), count, dtype=np.uint32) + np.uint32(1)
    return factors.astype(np.uint32), random.randint(0, 2**BITS, count, dtype=np.uint32)
