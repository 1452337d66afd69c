import dataclasses
import io
import os
import sys
from collections.abc import Callable

import pytest

from tracker.store.rows.statements import StatementRow

ROW = StatementRow(
    id=3,
    article_id=1,
    kind="reported",
    quote="vor einer Schließung des Hafens",
    quote_spans=[[40, 71]],
    speaker="Ministerin Petra Lindholm",
    actors=["Petra Lindholm"],
    cue="warnte",
    act="warning",
    addressee="die Reeder",
    addressee_actors=[],
    said_on="2024-03-06",
    said_on_basis="words",
    said_on_words="am Mittwoch",
    published_on="2024-03-07",
    published_on_basis="dateline",
    outlet="Hafenkurier",
    url="https://example.org/hafen",
    title="Streit um den Hafen",
    confidence=0.8312,
    inside=None,
    descriptions=["Ministerin"],
    language="de",
)


@pytest.fixture
def row() -> Callable[..., StatementRow]:
    """A statement row; what is given differs from the usual one."""
    return lambda **changes: dataclasses.replace(ROW, **changes)


class Screen(io.TextIOWrapper):
    """A standard output that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    """Makes standard output a terminal of so many columns, without colours unless they are asked for."""

    def make(columns: int = 80, colours: bool = False) -> Screen:
        made = Screen()
        monkeypatch.setattr(sys, "stdout", made)
        monkeypatch.setenv("COLUMNS", str(columns))
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        if not colours:
            monkeypatch.setenv("NO_COLOR", "1")
        return made

    return make


@pytest.fixture(autouse=True)
def plain_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine that runs the tests has set, colours follow only from the test."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        if name in os.environ:
            monkeypatch.delenv(name)
