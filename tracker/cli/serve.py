"""`tracker serve`: the database as a site on this machine."""

import ipaddress
import os
import socket
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import default_database, open_to_ask, open_to_write
from tracker.cli.errors import UsageError, UserError
from tracker.cli.statement_deciding import By, who
from tracker.views.console import complain

if TYPE_CHECKING:
    from tracker.serving.options import Password, SiteOptions

PASSWORD = "TRACKER_PASSWORD"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@app.command(
    epilog=examples(
        "tracker serve --open",
        "tracker serve --edit",
        "tracker serve --port 0",
        "tracker serve --host 0.0.0.0 --password --edit",
    ),
)
def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; another than this machine's own needs --password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes a free one.")] = 8001,
    edit: Annotated[bool, typer.Option("--edit", help="Let readers accept, reject, correct, check and merge.")] = False,
    password: Annotated[
        bool,
        typer.Option(
            "--password", help=f"Ask for one, and let in only who knows it; {PASSWORD} in the environment has it."
        ),
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A further name under which the site is reached. May be repeated."),
    ] = None,
    by: By = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
    database: options.Database = None,
) -> None:
    """Show the database as a site: statements, actors, articles, timelines, and the tables through Datasette.

    It listens on this machine alone and asks nothing of any other. Without --edit nothing can be written. With a
    password everybody gives a name of their own with it, and decides under that name; the password is kept as a hash.
    Every listing has an address ending in .json, .jsonl and .csv, with the fields of `tracker quotes`. Ctrl-C ends it.
    """
    if find_spec("datasette") is None:
        raise UserError("serving needs one more package: pip install 'quote-claim-tracker[serve]'")
    path = (database or default_database()).absolute()
    with open_to_write(path, create=False) if edit else open_to_ask(path):
        pass  # says what is wrong with it before anything is served
    wanted = password or PASSWORD in os.environ
    if not wanted and not _is_loopback(host):
        raise UsageError(f"--host {host}: others can reach it there; add --password")
    chosen = _password() if wanted else None
    site = _site(path, host, name or [], edit=edit, editor=who(by), password=chosen)
    _run(site, host, port, open_browser=open_browser)


def _site(
    path: Path, host: str, names: list[str], *, edit: bool, editor: str, password: "Password | None"
) -> "SiteOptions":
    from tracker.serving.options import SiteOptions

    own = LOOPBACK if _is_loopback(host) else (host, *LOOPBACK, socket.gethostname(), socket.getfqdn())
    return SiteOptions(
        database=path,
        edit=edit,
        editor=editor,
        hosts=frozenset(each.lower() for each in (*own, host, *names)),
        any_address=host in ("0.0.0.0", "::"),
        password=password,
    )


def _run(site: "SiteOptions", host: str, port: int, *, open_browser: bool) -> None:
    from tracker.serving.site import listening, run

    try:
        listener = listening(host, port)
    except OSError as error:
        raise UserError(
            f"--host {host} --port {port}: {error.strerror or error}", "--port 0 takes a port that is free"
        ) from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"

    def started() -> None:
        complain(f"{site.database.name} is at {address}{' (editing)' if site.edit else ''}; Ctrl-C ends it")
        if open_browser:
            webbrowser.open(address)

    try:
        run(site, listener, started)
    except KeyboardInterrupt:  # which is how it is meant to end
        return


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _password() -> "Password":
    """The password of the environment, or else of the keyboard, twice. Raises UserError for an empty one."""
    from tracker.serving.options import Password

    given = os.environ.get(PASSWORD)
    if given is None:
        given = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    if not given.strip():
        raise UserError(f"the password is empty; set {PASSWORD}, or type one")
    return Password.of(given)
