"""The error that reading raises, and file names in messages."""

NAME_SHOWN = 200  # characters of a file's name: enough to recognise it by


class ReadingError(ValueError):
    """An article can't be read. The message is one line: what is wrong with which file, and what to do."""


def shown(name: object) -> str:
    """A file's name for a one-line message, with everything escaped that could style or break the line."""
    escaped = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in str(name)
    )
    return escaped if len(escaped) <= NAME_SHOWN else f"…{escaped[-NAME_SHOWN:]}"


def cannot_read(name: str, error: Exception) -> ReadingError:
    """The error for a file that the system can't open or read; `name` is what messages call it."""
    match error:
        case FileNotFoundError():
            return ReadingError(f"{name}: no such file. Check the path.")
        case IsADirectoryError():
            return ReadingError(f"{name}: this is a folder. Name a file in it.")
        case PermissionError():
            return ReadingError(f"{name}: no permission to read it. Check who may (ls -l).")
    reason = getattr(error, "strerror", None) or str(error)
    return ReadingError(f"{name}: can't be read ({shown(reason)}).")
