from pathlib import Path

import pytest

from tests.faults.watching import kill_often


def test_a_killed_batch_tells_each_new_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = kill_often(tmp_path, kills=2, articles=4)
    assert result.problems == []
    assert result.kills == 2
    assert result.told > 0
