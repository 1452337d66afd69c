"""What can go wrong for a user, as one clear line and an exit code."""

BAD_INPUT = 1
WRONG_USAGE = 2


class UserError(Exception):
    """A foreseeable problem: its message is for the user; further lines say how to go on."""

    def __init__(self, message: str, *further_lines: str, exit_code: int = BAD_INPUT) -> None:
        super().__init__("\n".join((message, *further_lines)))
        self.message = message
        self.further_lines = further_lines
        self.exit_code = exit_code


class UsageError(UserError):
    """Options that make no sense, alone or together."""

    def __init__(self, message: str) -> None:
        super().__init__(message, exit_code=WRONG_USAGE)
