"""The time that a run may take, where its epochs are not to be what ends it: a rented GPU, a laptop until the morning.

What such a run comes to hangs on how fast the machine is, so the same seed doesn't give the same weights.
"""

import time
from collections.abc import Callable


class Budget:
    """Minutes that a run may take in all, before and after it was cut off; None for as many as its epochs take.

    Time counts from `begin` on. `clock`: seconds, as `time.monotonic` gives them.
    """

    def __init__(self, minutes: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = None if minutes is None else 60 * minutes
        self._clock = clock
        self._before = 0.0
        self._begun: float | None = None

    def resume(self, spent: float) -> None:
        """So many seconds were spent before the run was cut off."""
        self._before = spent

    def begin(self) -> None:
        """Time runs from now on."""
        self._begun = self._clock()

    @property
    def spent(self) -> float:
        """Seconds that the run took so far."""
        return self._before if self._begun is None else self._before + self._clock() - self._begun

    @property
    def share(self) -> float:
        """How much of the time is spent, 0 to 1; 0 where there is no end to it."""
        return 0.0 if self._limit is None else min(1.0, self.spent / self._limit)
