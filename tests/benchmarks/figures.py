"""Figures of a benchmark as a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_figures(file: Path, figures: Mapping[str, Any]) -> None:
    """Write them as JSON, in folders that are made where they aren't there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
