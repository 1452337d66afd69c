from hypothesis import given
from hypothesis import strategies as st

from tracker.training.budget import Budget

seconds = st.floats(0, 1e6)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(st.floats(0.01, 1e4), seconds, st.lists(seconds, max_size=5))
def test_the_share_grows_with_what_is_spent_and_ends_at_one(minutes: float, before: float, passes: list[float]) -> None:
    clock = Clock()
    budget = Budget(minutes, clock)
    clock.now += 500  # before it begins, which doesn't count
    assert budget.spent == 0
    budget.resume(before)
    budget.begin()
    shares = [budget.share]
    for each in passes:
        clock.now += each
        shares.append(budget.share)
    assert shares == sorted(shares)
    assert abs(budget.spent - before - sum(passes)) < 1e-3
    assert (shares[-1] == 1) == (budget.spent >= 60 * minutes)


@given(seconds)
def test_without_a_limit_nothing_is_spent_of_it(passed: float) -> None:
    clock = Clock()
    budget = Budget(None, clock)
    budget.begin()
    clock.now += passed
    assert budget.share == 0
