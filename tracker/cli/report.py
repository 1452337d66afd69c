"""`tracker report`: a page on an actor, a topic or any filters, to read, print, send and edit."""

import shlex
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from tracker.asking.filters import asked
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import default_database, open_to_ask
from tracker.cli.errors import UsageError, UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.output import Force, expect_new, write_file
from tracker.views.asked import complain_of_passed_over
from tracker.views.console import complain, on_terminal
from tracker.views.formats import By, ReportFormat
from tracker.views.reports.building import Making, report_of
from tracker.views.reports.contents import Report
from tracker.views.reports.rendering import TemplateFaultError, rendered
from tracker.views.wording import counted
from tracker.views.words import language_of_locale, reading_in

MOST = 1_000  # statements, without --limit: as many as a browser shows at once
STDOUT = "-"
ENDINGS = {
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
    ".md": ReportFormat.MARKDOWN,
    ".markdown": ReportFormat.MARKDOWN,
    ".docx": ReportFormat.DOCX,
}


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker report --topic Ukraine -o ukraine.html",
        "tracker report --actor Blinken --group-by actor -o blinken.html",
        "tracker report --verdict false --tag gas -o gas.docx",
        "tracker report --topic Ukraine --format markdown | less",
        "tracker report --topic Ukraine --template house.html -o ukraine.html",
    ),
)
@filtered
def report(
    context: typer.Context,
    filters: Filters,
    limit: options.Limit = None,
    by: Annotated[By, typer.Option("--group-by", help="What the statements stand under.")] = By.DAY,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = STDOUT,
    written_as: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format", help="By default what FILE, or else the template, ends with; html where neither tells."
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A template of your own (Jinja2), for HTML or Markdown: `tracker guide reports`."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The report's title.")] = None,
    force: Force = False,
    read_in: options.ReadIn = None,
    database: options.Database = None,
) -> None:
    """Write a report: one file with everything in it, which needs no network.

    It has a summary, a timeline, each statement in its paragraph with its source, how sure it is, what was decided and
    checked, and what is left out and why. The newest 1,000 statements are in it, unless --limit says otherwise; the
    earliest comes first.
    """
    options.refuse_words(context.args)
    chosen = written_as or _format_of(output, template)
    _expect_writable(output, chosen, template, force=force)
    with reading_in(read_in or language_of_locale()), open_to_ask(database) as store:
        query = filters.query(store, limit or MOST)
        reported = store.report(query)
        if not reported.entries:
            complain(f"nothing matches: no statement found{f'; {output} is not written' if output != STDOUT else ''}")
            complain_of_passed_over(reported.left_out.passed_over)
            return
        making = Making(shlex.join(["tracker", *sys.argv[1:]]), datetime.now(), _database(database), title)
        made = report_of(reported, asked(store, query), by, making)
        content = _content(made, chosen, template)
    _write(content, output)
    _tell(len(reported.entries), reported.left_out.by_limit, output)
    complain_of_passed_over(reported.left_out.passed_over)


def _format_of(output: str, template: Path | None) -> ReportFormat:
    """The format that the output's ending names, or else the template's. Raises UsageError for an unknown ending."""
    ending = Path(output).suffix.lower()
    if ending and ending not in ENDINGS:
        raise UsageError(f"--output: {output}: what is “{ending}”? give --format, or one of {', '.join(ENDINGS)}")
    return ENDINGS.get(ending) or ENDINGS.get(template.suffix.lower() if template else "") or ReportFormat.HTML


def _expect_writable(output: str, chosen: ReportFormat, template: Path | None, *, force: bool) -> None:
    """Say before anything is read what would keep the report from being written. Raises UsageError and UserError."""
    if chosen is ReportFormat.DOCX:
        if template:
            raise UsageError("--template is for HTML and Markdown, not for DOCX")
        if output == STDOUT and on_terminal():
            raise UsageError("a DOCX isn't for the terminal: add --output FILE")
        if find_spec("docx") is None:
            raise UserError("writing DOCX needs one more package: pip install 'quote-claim-tracker[docx]'")
    if template and not template.is_file():
        raise UserError(f"--template: there is no file {template}")
    if output != STDOUT:
        expect_new(Path(output), force=force)


def _database(path: Path | None) -> str:
    return (path or default_database()).name


def _content(made: Report, chosen: ReportFormat, template: Path | None) -> bytes:
    if chosen is ReportFormat.DOCX:
        from tracker.views.reports.word_document import word_document

        return word_document(made)
    try:
        return rendered(made, chosen, template).encode("utf-8", errors="replace")
    except TemplateFaultError as fault:
        raise UserError(f"--template: {fault}") from fault


def _write(content: bytes, output: str) -> None:
    """Write to standard output or to a file. Raises UserError where that can't be written."""
    if output == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    write_file(content, Path(output))


def _tell(statements: int, older: int, output: str) -> None:
    """Say what was written where, and what isn't in it."""
    told = "" if output == STDOUT else counted(statements, "statement")
    if older:
        told = f"{told}{'; ' if told else ''}{older:,} older left out (--limit N takes the newest N)"
    if told:
        complain(told if output == STDOUT else f"{output}: {told}")
