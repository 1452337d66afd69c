"""The Dask cluster that works: this machine's cores, or whichever a scheduler has."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Client

# How many times a worker may be lost with a task before the task is thought to be the reason: workers on machines that
# are lent by the minute get lost by themselves.
WORKERS_LOST = 8
SETTINGS = {
    "distributed.scheduler.allowed-failures": WORKERS_LOST,
    "distributed.worker.daemon": True,
    # For each of a worker's last thousand seconds it would keep a tree of the calls that the worker was in: tens of
    # megabytes that nothing here reads, and a tenth of the time.
    "distributed.worker.profile.enabled": False,
    "distributed.logging": {"distributed": "error"},
    "distributed.admin.log-format": "%(message)s",
    "distributed.admin.large-graph-warning-threshold": "10GB",  # 16 bytes a name, where names are linked
    "dataframe.convert-string": False,
}


LOST = "every worker that tried was lost; it may take too much memory"


class ClusterError(Exception):
    """There is no cluster, or it can't do the work; the message is one line."""


@contextmanager
def connected(scheduler: str | None = None, jobs: int | None = None) -> "Iterator[Client]":
    """A client of a cluster: of the scheduler at this address, or of a new one with `jobs` processes of one thread.

    Raises ClusterError where the scheduler doesn't answer, and where what the block waits for has lost every worker.
    """
    from distributed.scheduler import KilledWorker

    try:
        with _client(scheduler, jobs) as client:
            yield client
    except KilledWorker as error:
        raise ClusterError(f"Not done: {LOST}. Try again with fewer workers, or more memory for each.") from error


@contextmanager
def _client(scheduler: str | None, jobs: int | None) -> "Iterator[Client]":
    import dask
    from distributed import Client, LocalCluster

    with dask.config.set(SETTINGS):
        for name in ("distributed", "distributed.scheduler", "distributed.nanny", "distributed.worker"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout="10s", set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                reason = str(error) or "no answer"
                raise ClusterError(f"{scheduler}: no Dask scheduler can be reached there ({reason}).") from error
            with client:
                yield client
            return
        cluster = LocalCluster(
            n_workers=jobs or os.cpu_count() or 1,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",  # 8787 may be taken
            silence_logs=logging.CRITICAL,
        )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client
