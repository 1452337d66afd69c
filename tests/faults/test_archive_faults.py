from pathlib import Path

import pytest


def test_a_killed_archive_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from tests.faults.archive_faults import kill_often

    result = kill_often(tmp_path, workers=2, schedulers=1, articles=80, size=1)
    assert result.problems == []
    assert (result.workers, result.schedulers) == (2, 1)
