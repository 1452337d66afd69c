"""What is killed while it works: a worker for good, and the process that makes a slice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dask
import pytest
from archives import ROOT, write_article
from distributed import Client, LocalCluster

from tests.store.store_building import person
from tracker.archive.parts import manifest_name, numbers_of_parts
from tracker.archive.places import Directory

TRACKER = [sys.executable, "-m", "tracker", "archive"]


@pytest.fixture
def archive(tmp_path):
    """An archive of two parts."""
    directory = Directory(str(tmp_path / "archive"))
    for name in ("Lind", "Stone"):
        write_article(directory, f"Es regnet seit Tagen, sagte {name}.", "Es regnet seit Tagen", person(name))
    return directory


def test_a_worker_that_is_lost_for_good_is_said_in_one_line(archive):
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        (worker,) = client.run(os.getpid).values()
        os.kill(worker, signal.SIGSTOP)
        command = [*TRACKER, "link", archive.address, "--scheduler", cluster.scheduler_address]
        linking = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        while not any(client.processing().values()):
            assert linking.poll() is None, linking.stderr.read()
            time.sleep(0.1)
        os.kill(worker, signal.SIGKILL)
        _, said = linking.communicate(timeout=300)
    assert linking.returncode == 1
    assert said.count("\n") == 1, said
    assert "every worker that tried was lost" in said
    assert not Path(archive.file("linked")).exists()


def test_a_slice_that_is_killed_leaves_no_database(archive, tmp_path):
    last = Path(archive.file(manifest_name(numbers_of_parts(archive)[-1])))
    manifest = last.read_bytes()
    last.unlink()
    os.mkfifo(last)  # who reads it waits for somebody to write to it
    command = [*TRACKER, "slice", archive.address, "--db", str(tmp_path / "s.db")]
    slicing = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    kept_open = wait_for_reader(last, slicing)
    slicing.kill()
    slicing.communicate(timeout=60)
    os.close(kept_open)
    assert not (tmp_path / "s.db").exists()
    last.unlink()
    last.write_bytes(manifest)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr.startswith("2 articles, 2 statements")


def wait_for_reader(file, reading):
    """Wait until somebody reads a named pipe; gives what keeps them waiting."""
    while True:
        assert reading.poll() is None, reading.stderr.read()
        try:
            return os.open(file, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.1)
