"""Reports as HTML and Markdown: by templates, the program's own or a newsroom's.

Whatever a template prints is escaped for its format, unless the template says `|safe`. A template reads the report and
files of its own folder, and can't do anything else: it runs in Jinja's sandbox.
"""

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tracker.views.formats import ReportFormat
from tracker.views.harmless import harmless_line
from tracker.views.reports.contents import Report
from tracker.views.words import number, told

if TYPE_CHECKING:
    from jinja2 import Environment, Template

if TYPE_CHECKING:
    from markupsafe import Markup

FOLDER = resources.files("tracker.views.reports") / "templates"
TEMPLATES = {ReportFormat.HTML: "report.html", ReportFormat.MARKDOWN: "report.md"}
_ACTING = re.compile(r"[\\`*_{}\[\]<>&#|~!$]")
# What acts at the beginning of a line alone: lists, rules, underlined headings.
_AT_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
_EDGES = re.compile(r"([\W_]*)(.*?)([\W_]*)", re.DOTALL)


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
    environment.filters["strong"] = _strong
    environment.filters["destination"] = _destination
    return environment


def _own(name: str) -> str | None:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if "/" not in name and file.is_file() else None


def _digest(style: str) -> str:
    """A style sheet as a Content-Security-Policy names the one that may be used."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _escaped_for_markdown(value: Any) -> Any:
    from markupsafe import Markup

    return value if isinstance(value, Markup) else Markup(_escaped(str(value)))


def _escaped(text: str) -> str:
    """The text on one line, with a backslash before what would act."""
    line = _ACTING.sub(r"\\\g<0>", _on_one_line(text))
    return _AT_BEGINNING.sub(r"\1\\", line)


def _on_one_line(text: str) -> str:
    """The text without line breaks, which would end a quotation; blanks at its ends stay, as one."""
    return re.sub(r"\s+", " ", text)


def _strong(text: str, mark: str = "**") -> "Markup":
    """The text escaped and emphasised; blanks and punctuation at its ends stay outside, where `mark` works always."""
    from markupsafe import Markup

    found = _EDGES.fullmatch(text)
    before, inner, behind = found.groups() if found else ("", text, "")
    if not inner:
        return Markup(_escaped(text))
    return Markup(f"{_escaped(before)}{mark}{_escaped(inner)}{mark}{_escaped(behind)}")


def _destination(address: str) -> "Markup":
    """An address as it stands between "<" and ">" in a link."""
    from markupsafe import Markup

    return Markup(quote(harmless_line(address), safe="!#$%&'()*+,/:;=?@[]~"))
