"""To whom something was said, by rule: the words after a cue that name an addressee, as its verb governs them."""

from tracker.extraction.addressees.finding import with_addressee

__all__ = ["with_addressee"]
