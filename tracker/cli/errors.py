"""How a command ends that doesn't end well: the exit codes, and what users are told."""

from tracker.asking.errors import BAD_INPUT, WRONG_USAGE, UsageError, UserError

__all__ = ["BAD_INPUT", "INTERRUPTED", "PIPE_CLOSED", "SIGNALLED", "WRONG_USAGE", "UsageError", "UserError"]

SIGNALLED = 128  # and the signal's number, as shells have it
INTERRUPTED = SIGNALLED + 2  # SIGINT
PIPE_CLOSED = SIGNALLED + 13  # SIGPIPE
