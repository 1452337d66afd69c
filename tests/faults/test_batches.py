from pathlib import Path

from tests.faults.kills import kill_often
from tests.faults.writers import write_at_once


def test_a_killed_batch_loses_nothing(tmp_path: Path) -> None:
    result = kill_often(tmp_path, kills=3, articles=12)
    assert result.problems == []
    assert len(result.done_at_kill) == 3


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    assert write_at_once(tmp_path, writers=3, readers=1, articles=4) == []
