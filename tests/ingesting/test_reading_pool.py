"""Reading in processes that hang, crash and exhaust the memory: each costs its record, and no more."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import scripted_worker

from tracker.ingesting import processes, queues, reading_pool
from tracker.ingesting.inputs import Input
from tracker.ingesting.reading_pool import ReadingPool
from tracker.reading.errors import ReadingError
from tracker.reading.records import Carried, Record


def fetching_nothing(url: str) -> tuple[bytes, Carried]:
    raise ReadingError(f"{url}: not there.")


def guarded(wanted: Callable[[str], bool] = lambda digest: True, processes: int = 2) -> ReadingPool:
    @contextmanager
    def open_wanted() -> Iterator[Callable[[str], bool]]:
        yield wanted

    return ReadingPool(processes, open_wanted, fetching_nothing)


def children() -> set[int]:
    """The processes that this one has started and not forgotten."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(number) for task in tasks for number in task.read_text().split()}


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Input]:
    """Makes inputs of lines for the scripted worker, which may take two seconds a record."""
    scripted_worker.use(monkeypatch)
    monkeypatch.setattr(reading_pool, "SECONDS_A_RECORD", 2.0)

    def script(name: str, *lines: str) -> Input:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return Input(name, path=path)

    return script


def told(record: Record) -> str:
    return record.article.text if record.article else record.problem or "unwanted"


def read(pool: ReadingPool, *inputs: Input) -> list[list[str]]:
    with pool:
        begun = [pool.begin(source) for source in inputs]
        return [[told(record) for record in pool.records(each)] for each in begun]


def test_records_come_in_order_whoever_is_quicker(scripts) -> None:
    inputs = [scripts(f"{name}.txt", *(f"{name}{number}" for number in range(30))) for name in "abcdef"]
    assert read(guarded(), *inputs) == [[f"{name}{number}" for number in range(30)] for name in "abcdef"]


@pytest.mark.parametrize(
    ("disaster", "said"),
    [
        ("hang", "took longer than 2 s"),
        ("spin", "took longer than 2 s"),
        ("crash", "crash (signal 11)"),
        ("exit", "ended before it was done"),
        ("memory", "takes too much memory"),
        ("raise", "KeyError"),
    ],
)
def test_a_disaster_costs_one_record(scripts, disaster: str, said: str) -> None:
    records, others = read(guarded(), scripts("bad.txt", "one", disaster, "three"), scripts("good.txt", "four"))
    assert (records[0], records[2:]) == ("one", ["three"])
    assert records[1].startswith("bad.txt, record 2: ")
    assert said in records[1]
    assert records[1].isprintable()
    assert others == ["four"]


def test_one_disaster_after_the_other(scripts) -> None:
    [records] = read(guarded(), scripts("bad.jsonl", "crash", "raise", "exit", "four"))
    places = [record.partition(":")[0] for record in records]
    assert places == ["bad.jsonl", "bad.jsonl, record 2", "bad.jsonl, record 3", "four"]


@pytest.mark.parametrize(("words", "workers"), [("three", 1), ("much memory", 2)])
def test_a_worker_is_replaced_when_it_took_much_memory_itself(scripts, monkeypatch, words: str, workers: int) -> None:
    """Not when the process that started it did, as one with the model does."""
    monkeypatch.setattr(reading_pool, "SECONDS_A_RECORD", 60.0)
    large = bytearray(b"1") * (processes.LARGEST_WHEN_IDLE + 1)
    started = []

    def counted(program: str) -> processes.WorkerProcess:
        started.append(program)
        return processes.WorkerProcess(program)

    monkeypatch.setattr(reading_pool, "WorkerProcess", counted)
    inputs = [scripts(f"{number}.txt", said) for number, said in enumerate(("one", "two", words, "four"))]
    assert read(guarded(processes=1), *inputs) == [["one"], ["two"], [words], ["four"]]
    assert len(started) == workers
    del large


def test_a_file_that_no_record_was_found_in_is_given_up(scripts) -> None:
    records, others = read(guarded(), scripts("bad.txt", "early crash", "two"), scripts("good.txt", "three"))
    [problem] = records
    assert problem.startswith("bad.txt: ")
    assert others == ["three"]


def test_unwanted_records_are_asked_for_once_and_not_read(scripts) -> None:
    asked = []

    def wanted(digest: str) -> bool:
        asked.append(digest)
        return len(asked) != 2

    assert read(guarded(wanted), scripts("a.txt", "one", "crash", "three")) == [["one", "unwanted", "three"]]
    assert len(set(asked)) == len(asked) == 3


def test_an_error_of_the_database_reaches_the_taker(scripts) -> None:
    def wanted(digest: str) -> bool:
        raise RuntimeError("no database")

    with guarded(wanted) as pool, pytest.raises(RuntimeError, match="no database"):
        next(pool.records(pool.begin(scripts("a.txt", "one"))))


def test_streams_bytes_and_pipes_are_read(scripts, tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=[b"in the pipe\n"], daemon=True).start()
    stream = Input("-", stream=io.BytesIO(b"first\nsecond\n" * 3_000))
    found = read(guarded(), stream, Input("bytes", data=b"given\n"), Input("pipe", path=pipe))
    assert found == [["first", "second"] * 3_000, ["given"], ["in the pipe"]]


def test_a_pipe_may_take_its_time(scripts) -> None:
    out, into = os.pipe()
    with os.fdopen(out, "rb", buffering=0) as stream, os.fdopen(into, "wb", buffering=0) as writer, guarded() as pool:
        records = pool.records(pool.begin(Input("-", stream=stream)))
        writer.write(b"at once\n")
        assert told(next(records)) == "at once"
        time.sleep(2.5)  # longer than a record may take
        writer.write(b"late\n")
        assert told(next(records)) == "late"


def test_what_comes_behind_a_disaster_in_a_stream_is_said_to_be_lost(scripts) -> None:
    [records] = read(guarded(), Input("-", stream=io.BytesIO(b"one\ncrash\nthree\n")))
    assert records[0] == "one"
    assert records[1].startswith("-, record 2: ")
    assert records[1].endswith("What stands behind it was not read.")
    assert len(records) == 2


def test_an_address_that_can_not_be_fetched_is_a_problem(scripts) -> None:
    assert read(guarded(), Input("https://example.org", url="https://example.org")) == [
        ["https://example.org: not there."]
    ]


def test_reading_waits_for_whoever_takes_the_records(scripts) -> None:
    asked = []

    def wanted(digest: str) -> bool:
        asked.append(digest)
        return True

    with guarded(wanted) as pool:
        pool.begin(scripts("many.txt", *map(str, range(queues.MOST_RECORDS * 3))))
        deadline = time.monotonic() + 20
        while len(asked) < queues.MOST_RECORDS and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)
        assert queues.MOST_RECORDS <= len(asked) <= queues.MOST_RECORDS + 1000  # so many lie in the pipe


@on_linux
def test_closing_ends_the_processes_whatever_they_do(scripts) -> None:
    before = children()
    with guarded() as pool:
        records = pool.records(pool.begin(scripts("a.txt", "one", "spin")))
        pool.begin(scripts("b.txt", "hang"))
        assert told(next(records)) == "one"
        assert children() - before
    assert not any(map(is_running, children() - before))


@on_linux
@pytest.mark.parametrize("busy_with", ["hang", "one"])
def test_a_process_ends_when_the_main_one_is_killed(scripts, busy_with: str) -> None:
    source = scripts("a.txt", "first", busy_with)
    program = f"""if True:
        import time
        import scripted_worker
        from tracker.ingesting import reading_pool
        from test_reading_pool import Input, Path, guarded
        reading_pool.PROGRAM = scripted_worker.PROGRAM
        pool = guarded()
        next(pool.records(pool.begin(Input("a", path=Path({str(source.path)!r})))))
        print(pool._threads and "reading", flush=True)
        time.sleep(100)
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment)
    assert running.stdout
    assert running.stdout.readline() == b"reading\n"
    [child] = [
        int(number)
        for number in Path(f"/proc/{running.pid}/task").glob("*/children")
        for number in number.read_text().split()
    ]
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    deadline = time.monotonic() + 20
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)
