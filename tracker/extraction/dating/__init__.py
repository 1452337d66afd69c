"""When something was said, and the words that tell it.

`clauses` takes sentences apart, `time_expressions` reads days from words, `cue_times` finds those that belong to
a statement's cue, `candidates` says what speaks for each time, and `deciding` asks the `ranker` which it is.
"""

from tracker.extraction.dating.deciding import date_statements

__all__ = ["date_statements"]
