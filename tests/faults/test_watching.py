from pathlib import Path

import pytest

from tests.faults.watching import kill_often


def test_a_killed_batch_tells_each_new_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = kill_often(tmp_path, kills=3, articles=8)
    assert result.problems == []
    assert result.kills == 3
    assert result.told > 0
