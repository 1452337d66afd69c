"""Fetching from the web: http and https, within limits, politely, and never from a private network unasked."""

from tracker.reading.web.errors import FetchError
from tracker.reading.web.fetching import Conditional, Fetched, Fetcher, fetch
from tracker.reading.web.limits import Limits

__all__ = ["Conditional", "FetchError", "Fetched", "Fetcher", "Limits", "fetch"]
