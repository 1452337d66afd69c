"""Fetching from the web: http and https, within limits, politely, and from private networks only if allowed."""

from tracker.reading.web.errors import FetchError
from tracker.reading.web.fetching import Conditional, Fetched, Fetcher, fetch
from tracker.reading.web.limits import Limits

__all__ = ["Conditional", "FetchError", "Fetched", "Fetcher", "Limits", "fetch"]
