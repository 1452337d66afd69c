"""What reading says when it can't read."""

NAME_SHOWN = 200  # characters of a file's name: enough to recognise it by


class ReadingError(ValueError):
    """An article can't be read. The message is one line: what is wrong with which file, and what to do."""


def shown(name: object) -> str:
    """A file's name as it may stand in a one-line message: what could style or break the line is escaped."""
    escaped = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in str(name)
    )
    return escaped if len(escaped) <= NAME_SHOWN else f"…{escaped[-NAME_SHOWN:]}"
