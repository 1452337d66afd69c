from pathlib import Path

import pytest

from tests.faults import kills, watching
from tests.faults.writers import write_at_once


def test_a_killed_batch_loses_nothing(tmp_path: Path) -> None:
    result = kills.kill_often(tmp_path, kills=3, articles=12)
    assert result.problems == []
    assert len(result.done_at_kill) == 3


def test_a_killed_batch_tells_each_new_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = watching.kill_often(tmp_path, kills=2, articles=4)
    assert result.problems == []
    assert result.kills == 2
    assert result.told > 0


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    assert write_at_once(tmp_path, writers=3, readers=1, articles=4) == []
