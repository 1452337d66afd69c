"""The error that fetching raises."""

from tracker.reading.errors import ReadingError, shown


class FetchError(ReadingError):
    """An address can't be fetched. The message is one line: the address, and the `reason` with what to do.

    `temporary` means that the same request may succeed soon; `permanent` that it never will unless something is
    changed (an address that may not be fetched). `retry_after` are the seconds that the server asks to wait, None
    where it doesn't say.
    """

    def __init__(
        self,
        address: object,
        reason: str,
        *,
        temporary: bool = False,
        permanent: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{shown(address)}: {reason}")
        self.reason = reason
        self.temporary = temporary
        self.permanent = permanent
        self.retry_after = retry_after

    def about(self, address: object, before: str = "") -> "FetchError":
        """The same error about another `address`, with words before its reason."""
        return FetchError(
            address,
            before + self.reason,
            temporary=self.temporary,
            permanent=self.permanent,
            retry_after=self.retry_after,
        )
