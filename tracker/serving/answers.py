"""Answering: a page by a template, or records as they come. The database is asked in threads of their own."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Request, Response

from tracker.asking.errors import UserError
from tracker.serving.asking import Asking, NotThereError
from tracker.serving.guard import EDITOR
from tracker.serving.options import SiteOptions
from tracker.store import AmbiguousActorError, Store, StoreError
from tracker.views.formats import Format
from tracker.views.harmless import harmless_line
from tracker.views.records import Record, records_in

AT_ONCE = 500  # pieces of text that are sent together
MEDIA_TYPES = {
    Format.JSON: "application/json; charset=utf-8",
    Format.JSON_LINES: "application/jsonl; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it is made of."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where to go on, with a message that is shown there."""

    address: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """Records for programs, with the names of their fields in order; `single` is one record and no listing."""

    names: tuple[str, ...]
    records: Iterable[Record]
    single: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Something that is no page: its bytes and what they are."""

    body: bytes
    media_type: str


Made = Page | Redirect | Document
PageOf = Callable[[Store, Asking], Made]
RecordsOf = Callable[[Store, Asking], Records]
View = Callable[[Datasette, Request], Awaitable[Response | AsgiStream]]


def page_view(site: SiteOptions, page_of: PageOf, records_of: RecordsOf | None = None) -> View:
    """A view that shows a page; where the address ends with a format, the same as records."""

    async def view(datasette: Datasette, request: Request) -> Response | AsgiStream:
        asking = asked(site, request, parse_qsl(request.query_string))
        written_as = asking.variables.get("format")
        if written_as and records_of is not None:
            return await _sent(asking, records_of, Format(written_as))
        return await rendered(datasette, request, asking, await _made(asking, page_of))

    return view


def asked(site: SiteOptions, request: Request, values: Iterable[tuple[str, str]]) -> Asking:
    """What a request asks, with these values."""
    variables = {name: value for name, value in request.url_vars.items() if value}
    path = request.path.removesuffix(f".{variables['format']}") if "format" in variables else request.path
    return Asking(site, request.scope[EDITOR], path, list(values), variables)


async def rendered(datasette: Datasette, request: Request, asking: Asking, made: Made) -> Response:
    """The response that shows a page or leads on."""
    if isinstance(made, Redirect):
        if made.message:
            datasette.add_message(request, harmless_line(made.message))
        return Response.redirect(made.address, status=303)
    if isinstance(made, Document):
        body = made.body.decode()
        return Response(body, headers={"Cache-Control": "no-cache"}, content_type=made.media_type)
    context = {"asking": asking, "site": asking.site, "editor": asking.editor, **made.context}
    body = await datasette.render_template(made.template, context, request=request)
    return Response.html(body, status=made.status, headers={"Cache-Control": "no-cache"})


async def _made(asking: Asking, page_of: PageOf) -> Made:
    def make() -> Made:
        try:
            with Store.open(asking.site.database, create=False, read_only=True) as store:
                return page_of(store, asking)
        except (UserError, StoreError) as error:
            return fault_page(error)

    return await asyncio.to_thread(make)


def fault_page(error: UserError | StoreError) -> Page:
    """What is said of a problem that could be foreseen; actors who may be meant lead to what is asked of them."""
    context: dict[str, Any] = {"message": harmless_line(_message(error)), "further": [], "candidates": []}
    if isinstance(error, UserError):
        if isinstance(error.__cause__, AmbiguousActorError):
            context["candidates"] = error.__cause__.candidates[:20]
            context["name"] = error.message.partition(":")[0].removeprefix("--")
        else:
            context["further"] = list(map(harmless_line, error.further_lines))
    return Page("fault.html", context, _status(error))


def _message(error: UserError | StoreError) -> str:
    return error.message.removeprefix("--") if isinstance(error, UserError) else str(error)


def _status(error: UserError | StoreError) -> int:
    if isinstance(error, StoreError):
        return 503
    return 404 if isinstance(error, NotThereError) else 400


async def _sent(asking: Asking, records_of: RecordsOf, written_as: Format) -> Response | AsgiStream:
    """The records as text that is sent while it is made, in a thread of its own: SQLite wants that."""
    thread = ThreadPoolExecutor(1)
    pieces = _pieces(asking, records_of, written_as)
    step = asyncio.get_running_loop().run_in_executor
    try:
        first = await step(thread, _next, pieces)
    except (UserError, StoreError) as error:
        thread.shutdown(wait=False)
        return Response.json({"error": harmless_line(_message(error))}, status=_status(error))

    async def stream(writer: Any) -> None:
        try:
            some = first
            while some:
                await writer.write(some)
                some = await step(thread, _next, pieces)
        finally:
            await step(thread, pieces.close)
            thread.shutdown(wait=False)

    return AsgiStream(stream, headers={"Cache-Control": "no-cache"}, content_type=MEDIA_TYPES[written_as])


def _pieces(asking: Asking, records_of: RecordsOf, written_as: Format) -> Generator[str, None, None]:
    with Store.open(asking.site.database, create=False, read_only=True) as store:
        found = records_of(store, asking)
        as_lines = Format.JSON_LINES if found.single and written_as is Format.JSON else written_as
        yield from records_in(found.records, as_lines, found.names)


def _next(pieces: Iterator[str]) -> str:
    return "".join(islice(pieces, AT_ONCE))
