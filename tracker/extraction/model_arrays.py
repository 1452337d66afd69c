"""Small networks that a model has beside its ONNX files, as arrays."""

import numpy as np
import numpy.typing as npt

from tracker.extraction.model_files import model_file


def model_arrays(name: str) -> dict[str, npt.NDArray[np.float32]] | None:
    """The arrays in a file of the model, by their names; None where the model hasn't learnt them yet."""
    file = model_file(name)
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened) as arrays:
        return dict(arrays)
