"""The plugin that makes Datasette this site: which address shows what, and what Datasette says of the tables."""

import re
import traceback
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from tracker.serving import editing
from tracker.serving.answers import PageOf, RecordsOf, View, page_view
from tracker.serving.editing import Write, write_view
from tracker.serving.guard import Application, Guard
from tracker.serving.options import SiteOptions
from tracker.serving.pages import actors, articles, claims, overviews, statement, statements
from tracker.store.documented import CANNED, TABLES
from tracker.views.reports.rendering import FOLDER as REPORT_TEMPLATES
from tracker.views.words import number, told

DATABASE = "database"  # under which name Datasette shows it, whatever the file is called
FORMAT = r"(?:\.(?P<format>json|jsonl|csv))?"
NOTHING_THERE = "There is no page at this address."
NUMBER = r"(?P<number>[1-9]\d{0,17})"

PAGES: Sequence[tuple[str, PageOf, RecordsOf | None]] = (
    ("", overviews.start, None),
    ("statements", statements.listing, statements.listing_records),
    (f"statements/{NUMBER}", statement.statement, statement.statement_record_of),
    ("timeline", statements.timeline, statements.timeline_records),
    ("search", statements.search, statements.search_records),
    ("actors", actors.listing, actors.listing_records),
    ("actors/pairs", actors.pairs, actors.pair_records),
    (f"actors/{NUMBER}", actors.actor, actors.actor_record_of),
    ("articles", articles.listing, articles.listing_records),
    (f"articles/{NUMBER}", articles.article, articles.article_record_of),
    ("claims", claims.listing, claims.listing_records),
    (f"claims/{NUMBER}", claims.claim, claims.claim_record_of),
    ("decisions", overviews.decisions, overviews.decision_records),
    ("watches", overviews.watches, None),
    (rf"watches/{NUMBER}\.atom", overviews.feed, None),
)
FOR_PROGRAMS: Sequence[tuple[str, RecordsOf]] = (
    ("decisions/actors", overviews.actor_decision_records),
    ("typed-ahead", statements.typed_ahead),
)
FORMS: Sequence[tuple[str, Write]] = (
    (f"statements/{NUMBER}/accept", editing.accept),
    (f"statements/{NUMBER}/reject", editing.reject),
    (f"statements/{NUMBER}/correct", editing.correct),
    (f"statements/{NUMBER}/check", editing.check),
    (f"decisions/{NUMBER}/undo", editing.undo),
    (f"actors/{NUMBER}/merge", editing.merge),
    (f"actors/{NUMBER}/apart", editing.apart),
    (f"actors/{NUMBER}/split", editing.split),
    (f"actors/{NUMBER}/rename", editing.rename),
    (f"decisions/actors/{NUMBER}/undo", editing.undo_of_actors),
)


class SitePlugin:
    """Hooks of Datasette: https://docs.datasette.io/en/stable/plugin_hooks.html."""

    __name__ = "tracker"

    def __init__(self, site: SiteOptions) -> None:
        self._site = site

    @hookimpl
    def register_routes(self) -> list[tuple[str, View]]:
        """Our pages, before Datasette's own."""
        site = self._site
        routes = [
            (rf"^/{path}{FORMAT if records_of else ''}$", page_view(site, page_of, records_of))
            for path, page_of, records_of in PAGES
        ]
        routes += [
            (rf"^/{path}\.(?P<format>json|jsonl|csv)$", page_view(site, _no_page, records_of))
            for path, records_of in FOR_PROGRAMS
        ]
        if site.edit:
            routes += [(rf"^/{path}$", write_view(site, write)) for path, write in FORMS]
        return [*routes, (r"^/static/report\.css$", _style_of_reports)]

    @hookimpl
    def asgi_wrapper(self) -> Any:
        """The guard around all."""
        return lambda application: _guarded(application, self._site)

    @hookimpl
    def render_cell(self, value: Any, column: str, table: str | None) -> Markup | None:
        """A statement's number in the answer to a question in SQL leads to its page."""
        if column == "statement" and table is None and isinstance(value, int):
            return Markup('<a href="/statements/{0}">{0}</a>').format(value)
        return None

    @hookimpl
    async def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Response:
        """What went wrong, in one line; a traceback, for the log, only of what nobody foresaw.

        Datasette's own prints one for every address that isn't there, with all that the request had.
        """
        status = getattr(exception, "status", 500)
        if status >= 500:
            traceback.print_exception(exception)
        said = NOTHING_THERE if status == 404 else str(exception)
        if re.search(r"\.(json|jsonl|csv)$", request.path):
            return Response.json({"ok": False, "error": said}, status=status)
        body = await datasette.render_template("fault.html", {"message": said}, request=request)
        return Response.html(body, status=status)

    @hookimpl
    def prepare_jinja2_environment(self, env: Environment) -> None:
        """What our templates have in common with those of reports."""
        env.loader = ChoiceLoader([*filter(None, [env.loader]), FileSystemLoader(str(REPORT_TEMPLATES))])
        env.filters["words"] = lambda term: str(term).replace("_", " ")
        env.filters["t"] = told
        env.filters["n"] = number
        env.globals["site_edit"] = self._site.edit


def _guarded(application: Application, site: SiteOptions) -> Application:
    return Guard(application, site)


def _no_page(*_: Any) -> Any:
    raise NotImplementedError("only the address with a format leads here")


async def _style_of_reports(datasette: Datasette, request: Request) -> Response:
    style = (REPORT_TEMPLATES / "report.css").read_text(encoding="utf-8")
    return Response(style, headers={"Cache-Control": "max-age=3600"}, content_type="text/css; charset=utf-8")


def metadata(tables: Sequence[str]) -> Mapping[str, Any]:
    """What Datasette says of the tables: those that aren't documented are hidden."""
    described: dict[str, Any] = {name: {"description": text} for name, text in TABLES.items() if name in tables}
    hidden = {name: {"hidden": True} for name in tables if name not in TABLES}
    questions = {
        each.name: {"title": each.title, "description": each.about, "sql": each.sql, "hide_sql": True}
        for each in CANNED
    }
    about = {"title": "The tables", "description": "All documented tables, and questions to them in SQL."}
    return {"databases": {DATABASE: {**about, "tables": {**described, **hidden}, "queries": questions}}}


TEMPLATES = resources.files("tracker.serving") / "templates"
STATIC = resources.files("tracker.serving") / "static"
