"""One article or a hundred thousand into the database: reading, extraction and writing side by side.

Inputs are read in guarded processes that are ended where an input hangs or crashes them, extracted in threads of the
main process, which has the model once, and written by the main thread, each article in one transaction. Memory is
bounded whatever the number of inputs; what the database knows is passed over without reading it.

Each name is loaded when it is first used: reading processes must stay light.
"""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use

if TYPE_CHECKING:
    from tracker.ingesting.batch import ingest
    from tracker.ingesting.inputs import Input
    from tracker.ingesting.interruption import InterruptedBySignal, Interruptible
    from tracker.ingesting.outcomes import Outcome, Tally, Unusual, unusual

__all__ = ["Input", "InterruptedBySignal", "Interruptible", "Outcome", "Tally", "Unusual", "ingest", "unusual"]

_MODULE_OF = {
    "ingest": "batch",
    "Input": "inputs",
    "InterruptedBySignal": "interruption",
    "Interruptible": "interruption",
    "Outcome": "outcomes",
    "Tally": "outcomes",
    "Unusual": "outcomes",
    "unusual": "outcomes",
}


__getattr__ = imported_on_first_use(__name__, _MODULE_OF)
