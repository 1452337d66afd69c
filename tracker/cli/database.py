"""Opening the user's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.cli.errors import UserError
from tracker.store import Store, StoreError

SOON_COMPARED = 100  # statements


def default_database() -> Path:
    """`tracker.db` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("tracker", appauthor=False) / "tracker.db"


@contextmanager
def open_to_ask(path: Path | None) -> Iterator[Store]:
    """The database, for questions only. Raises UserError where it can't be used."""
    with translated(), Store.open(path or default_database(), create=False, read_only=True) as store:
        yield store


@contextmanager
def open_to_write(path: Path | None, *, create: bool) -> Iterator[Store]:
    """The database, for writing; with `create`, made where there is none.

    Claims are brought in step with what was written, as far as that is soon done. Raises UserError where it can't be
    used.
    """
    with translated(), Store.open(path or default_database(), create=create) as store:
        yield store
        if store.waiting:
            store.claims.bring_up_to_date(SOON_COMPARED)


@contextmanager
def translated() -> Iterator[None]:
    """Raises UserError where the database can't be used."""
    try:
        yield
    except StoreError as error:
        raise UserError(str(error)) from error
