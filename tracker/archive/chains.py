"""What chains of pairs hold together."""

from typing import Generic, TypeVar

T = TypeVar("T", int, str)


class Chains(Generic[T]):
    """Members that pairs join to one another, each chain known by its least member, in whichever order pairs come."""

    def __init__(self) -> None:
        self._nearer: dict[T, T] = {}

    def join(self, one: T, other: T) -> None:
        """Both are of one chain, and with them all that is joined to either."""
        first, second = sorted((self.least(one), self.least(other)))
        self._nearer[second] = first

    def least(self, member: T) -> T:
        """The least member of the chain that this one is in; itself where it was never joined to another."""
        while (nearer := self._nearer.setdefault(member, member)) != member:
            # Each second member is hung higher on the way, so that later ways are short.
            self._nearer[member] = self._nearer[nearer]
            member = nearer
        return member

    def members(self) -> list[T]:
        """All that were asked for or joined, in order."""
        return sorted(self._nearer)
