"""Opening the user's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.cli.errors import UserError
from tracker.store import Store, StoreError


def default_database() -> Path:
    """`tracker.db` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("tracker", appauthor=False) / "tracker.db"


@contextmanager
def open_to_ask(path: Path | None) -> Iterator[Store]:
    """The database, for questions only. Raises UserError where it can't be used."""
    with _translated(), Store.open(path or default_database(), create=False, read_only=True) as store:
        yield store


@contextmanager
def open_to_write(path: Path | None, *, create: bool) -> Iterator[Store]:
    """The database, for writing; with `create`, made where there is none.

    Raises UserError where it can't be used.
    """
    with _translated(), Store.open(path or default_database(), create=create) as store:
        yield store


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        raise UserError(str(error)) from error
