"""Several slow things at once."""

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AT_ONCE = 8


def side_by_side(do: Callable[[Thing], Result], things: Sequence[Thing], at_once: int = AT_ONCE) -> Iterator[Result]:
    """What `do` makes of each thing, as soon as it is made, whatever the order. Raises what `do` raises.

    The threads are none that the program's end waits for: what they do may take long, and nothing of it is kept.
    """
    waiting: SimpleQueue[Thing] = SimpleQueue()
    made: SimpleQueue[Result | BaseException] = SimpleQueue()
    for thing in things:
        waiting.put(thing)

    def work() -> None:
        while True:
            try:
                thing = waiting.get_nowait()
            except Empty:
                return
            try:
                made.put(do(thing))
            except BaseException as error:
                made.put(error)

    for _ in range(min(at_once, len(things))):
        threading.Thread(target=work, daemon=True).start()
    for _ in things:
        result = made.get()
        if isinstance(result, BaseException):
            raise result
        yield result
