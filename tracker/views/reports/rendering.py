"""Reports as HTML and Markdown: by templates, the program's own or a newsroom's.

Whatever a template prints is escaped for its format, unless the template says `|safe`. A template reads the report and
files of its own folder, and can't do anything else: it runs in Jinja's sandbox.
"""

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.views.formats import ReportFormat
from tracker.views.reports.contents import Report
from tracker.views.reports.markdown_text import destination, escaped, strong
from tracker.views.words import number, told

if TYPE_CHECKING:
    from jinja2 import Environment, Template

FOLDER = resources.files("tracker.views.reports") / "templates"
TEMPLATES = {ReportFormat.HTML: "report.html", ReportFormat.MARKDOWN: "report.md"}


class TemplateFaultError(Exception):
    """A newsroom's template doesn't work; the message says where and why."""


def rendered(report: Report, written_as: ReportFormat, template: Path | None = None) -> str:
    """The report in a format that has templates. Raises TemplateFaultError where `template` doesn't work."""
    from jinja2 import TemplateError

    if template is None:
        return _environment(written_as, None).get_template(TEMPLATES[written_as]).render(report=report)
    try:
        return _chosen(written_as, template).render(report=report)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise TemplateFaultError(f"{template}{f', line {line}' if line else ''}: {error}") from error
    except OSError:
        raise
    except Exception as error:  # what a template's expressions raise: division by zero, a missing index
        raise TemplateFaultError(f"{template}: {error}") from error


def _chosen(written_as: ReportFormat, template: Path) -> "Template":
    source = template.read_text(encoding="utf-8")
    return _environment(written_as, template.parent).from_string(source)


@cache
def _environment(written_as: ReportFormat, folder: Path | None) -> "Environment":
    """Where templates run; those in `folder` can extend and include each other and the program's own."""
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    @pass_context  # a filter without it is run when the template is compiled, and every later reader gets that language
    def in_readers_language(context: Any, text: str) -> str:
        return told(text)

    own = FunctionLoader(_own)
    in_markdown = written_as is ReportFormat.MARKDOWN
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder), own]) if folder else own,
        autoescape=not in_markdown,  # which is HTML's way
        finalize=_escaped_for_markdown if in_markdown else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
    )
    environment.filters["t"] = in_readers_language
    environment.filters["n"] = number
    environment.filters["digest"] = _digest
    environment.filters["strong"] = strong
    environment.filters["destination"] = destination
    return environment


def _own(name: str) -> str | None:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if "/" not in name and file.is_file() else None


def _digest(style: str) -> str:
    """A style sheet as a Content-Security-Policy names the one that may be used."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _escaped_for_markdown(value: Any) -> Any:
    from markupsafe import Markup

    return value if isinstance(value, Markup) else Markup(escaped(str(value)))
