"""What the user answers to a question on the terminal."""

import sys
from io import TextIOWrapper

from tracker.views.console import complain
from tracker.views.harmless import harmless_line

ANSWERS = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "s": "skip", "skip": "skip", "q": "quit", "quit": "quit"}


def read_answers() -> None:
    """Call it before the first question: what can't be read is no answer then, and no fault."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def typed(question: str) -> str:
    """A line of the user's, empty at the end of the input."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline() if sys.stdin else ""
    if not line:
        sys.stderr.write("\n")
    return line


def answer_to(question: str) -> str:
    """Yes, no, skip or quit, asked until it is one of these. The end of the input quits."""
    while line := typed(question):
        if answer := ANSWERS.get(line.strip().casefold()):
            return answer
        complain(f"“{harmless_line(line)}” is no answer")
    return "quit"
