"""Where the model's files are."""

import os
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

FOLDER_VARIABLE = "TRACKER_MODEL"  # to try a model before it is shipped


def model_file(name: str) -> Traversable:
    """A file of the model: of the shipped one, or of the folder that the environment names."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return Path(folder) / name if folder else resources.files("tracker.extraction") / "model" / name
