"""What chains of pairs hold together: components, of numbers, so that tens of millions of pairs fit one machine."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COMPONENTS = {"number": "int64", "component": "int64"}


def components_of(pairs: "pd.DataFrame") -> "pd.DataFrame":
    """The component of each number in a table of pairs (two columns): the least number that chains join it to.

    In rounds of whole columns: each component's root is hung below the least one that a pair joins it to, then all
    numbers below the root of theirs (Shiloach and Vishkin, 1982).
    """
    import numpy as np
    import pandas as pd

    numbers, ends = np.unique(pairs.to_numpy(), return_inverse=True)
    one, other = ends.reshape(-1, 2).T
    least = np.arange(len(numbers))
    while True:
        above, below = np.minimum(least[one], least[other]), np.maximum(least[one], least[other])
        apart = above != below
        if not apart.any():
            return pd.DataFrame({"number": numbers, "component": numbers[least]}).astype(COMPONENTS)
        np.minimum.at(least, below[apart], above[apart])
        while (least != (higher := least[least])).any():
            least = higher
