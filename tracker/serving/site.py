"""The site put together and run: Datasette with our plugin, in uvicorn."""

import secrets
import socket
import sqlite3
from collections.abc import Callable
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from tracker.serving.options import SiteOptions
from tracker.serving.plugin import DATABASE, STATIC, TEMPLATES, SitePlugin, metadata
from tracker.store import Store, database, documented

SETTINGS = {
    "allow_download": False,
    "suggest_facets": False,  # for each column a question of its own: seconds, where there are millions of rows
    "default_page_size": 50,
    "sql_time_limit_ms": 3_000,
    "truncate_cells_html": 500,
}


class ReadOnlyDatabase(Database):  # type: ignore[misc]
    """The database as Datasette opens it: as our own questions do."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that nothing can be written by."""
        return database.connect(self.path, create=False, read_only=True)


def application(site: SiteOptions) -> Any:
    """The site as an ASGI application. Registers the plugin: once in a process."""
    with Store.open(site.database, create=False, read_only=not site.edit) as store:
        tables = documented.tables_in(store.connection)
    pm.unregister(name="datasette.handle_exception")  # ours is in its place
    pm.register(SitePlugin(site), name="tracker")
    datasette = Datasette(
        [],
        metadata=metadata(tables),
        settings=SETTINGS,
        template_dir=str(TEMPLATES),
        static_mounts=[("static", str(STATIC))],
        secret=secrets.token_hex(32),
    )
    datasette.remove_database("_memory")
    datasette.add_database(ReadOnlyDatabase(datasette, path=site.database), name=DATABASE)
    return datasette.app()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; port 0 is any free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Without the protocol asyncio would leave Nagle's algorithm on, which delays each answer by 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def run(site: SiteOptions, listener: socket.socket, started: Callable[[], None]) -> None:
    """Serve until the process is told to end. `started` is called when requests are answered."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    config = uvicorn.Config(
        application(site),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=3,
    )
    Server(config).run(sockets=[listener])
