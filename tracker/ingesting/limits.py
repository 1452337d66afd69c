"""What a reading process may take: an input that was made to exhaust the machine exhausts the process alone."""

import sys
import time

LARGEST_MEMORY = 900_000_000  # bytes of a reading process's own data
LARGEST_WHEN_IDLE = 400_000_000  # bytes: a process that once took more is replaced, for memory is seldom given back
LONGEST_COMPUTING = 30  # processor seconds from one message to the next


def limit_memory() -> None:
    """Let allocations fail beyond `LARGEST_MEMORY`, where the system has such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    # Linux counts in RLIMIT_DATA what a process has for itself. RLIMIT_AS counts the mere reservations of its threads
    # and libraries too; elsewhere it is what comes nearest.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    for limit, size in ((kind, LARGEST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
        try:
            resource.setrlimit(limit, (wanted, hard))
        except (OSError, ValueError):  # macOS refuses some
            continue


def allow_more_computing() -> None:
    """Give the process `LONGEST_COMPUTING` more seconds of processor time, after which the system ends it.

    The main process ends it much earlier; this is for one that was left behind in a loop that nothing interrupts.
    """
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(time.process_time()) + LONGEST_COMPUTING
    if hard == resource.RLIM_INFINITY or seconds < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


def took_much() -> bool:
    """Whether the process's memory once grew beyond `LARGEST_WHEN_IDLE`."""
    try:
        import resource
    except ImportError:
        return False
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest * (1 if sys.platform == "darwin" else 1024) > LARGEST_WHEN_IDLE
