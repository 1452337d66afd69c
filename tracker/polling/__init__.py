"""Following feeds: what they announce anew is fetched and ingested."""

from tracker.polling.intervals import parse_interval, rounds
from tracker.polling.polling import BeingPolled, FeedFailed, Polled, Polling

__all__ = ["BeingPolled", "FeedFailed", "Polled", "Polling", "parse_interval", "rounds"]
