"""Where the model's files are, and the small networks among them as arrays."""

import os
from errno import ENOENT
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FOLDER_VARIABLE = "TRACKER_MODEL"  # another model than the best: that of a name, or one's own in a folder
PACKAGED = {"best": "model", "free": "free_model"}  # by the names that the environment may have: their folders
SHARED = "tokenizer.json"  # the vocabulary: the wheel is nearly as large as PyPI takes
BOUNDARY_BEFORE, BOUNDARY_AFTER, UNKNOWN_PIECE = 0, 2, 3  # <s>, </s> and <unk> in the vocabulary
DISPENSABLE = ("speakers.npz", "days.npz", "acts.npz", "pronouns.npz")  # without these, rules alone answer, or nobody


def model_file(name: str) -> Traversable:
    """A file of the model: of the best that comes with tracker, or of that which the environment names.

    Raises FileNotFoundError where the environment names neither a model that comes with it nor a folder with that file.
    """
    chosen = os.environ.get(FOLDER_VARIABLE) or "best"
    if chosen in PACKAGED:
        return resources.files("tracker.extraction") / PACKAGED["best" if name == SHARED else chosen] / name
    if name not in DISPENSABLE and not (Path(chosen) / name).is_file():
        known = f"no folder with a model ({name}), and none that comes with tracker ({', '.join(PACKAGED)})"
        raise FileNotFoundError(ENOENT, known, f"{FOLDER_VARIABLE}={chosen}")
    return Path(chosen) / name


def model_arrays(name: str) -> "dict[str, npt.NDArray[np.float32]] | None":
    """The arrays in a file of the model, by their names; None where the model hasn't learnt them yet."""
    import numpy as np

    file = model_file(name)
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened) as arrays:
        return dict(arrays)
