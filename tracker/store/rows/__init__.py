"""What questions to the store are answered with: plain immutable records, ready for any view."""

from tracker.store.rows.counts import Dimension

__all__ = ["Dimension"]
