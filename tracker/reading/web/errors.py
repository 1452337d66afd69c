"""What fetching says when it can't fetch."""

from tracker.reading.errors import ReadingError, shown


class FetchError(ReadingError):
    """An address can't be fetched. The message is one line: the address, and the `reason` with what to do.

    `passing` says that the same request may well succeed in a moment; `lasting` that it never will as long as nobody
    changes something (an address that may not be fetched). `again_after` are the seconds that the server asks to
    wait, None where it doesn't say.
    """

    def __init__(
        self,
        address: object,
        reason: str,
        *,
        passing: bool = False,
        lasting: bool = False,
        again_after: float | None = None,
    ) -> None:
        super().__init__(f"{shown(address)}: {reason}")
        self.reason = reason
        self.passing = passing
        self.lasting = lasting
        self.again_after = again_after

    def about(self, address: object, before: str = "") -> "FetchError":
        """The same as an error about `address`, with words before its reason."""
        return FetchError(
            address, before + self.reason, passing=self.passing, lasting=self.lasting, again_after=self.again_after
        )
