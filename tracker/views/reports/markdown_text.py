"""Text as Markdown that shows it as it is: nothing in it becomes markup (CommonMark, and GitHub's additions)."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from tracker.views.harmless import harmless_line

if TYPE_CHECKING:
    from markupsafe import Markup

_ACTING = re.compile(r"[\\`*_{}\[\]<>&#|~!$]")
# What acts at the beginning of a line alone: lists, rules, underlined headings.
_AT_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
_EDGES = re.compile(r"([\W_]*)(.*?)([\W_]*)", re.DOTALL)


def escaped(text: str) -> str:
    """The text on one line, with a backslash before what would act."""
    line = _ACTING.sub(r"\\\g<0>", _on_one_line(text))
    return _AT_BEGINNING.sub(r"\1\\", line)


def _on_one_line(text: str) -> str:
    """The text without line breaks, which would end a quotation; blanks at its ends stay, as one."""
    return re.sub(r"\s+", " ", text)


def strong(text: str, mark: str = "**") -> "Markup":
    """The text escaped and emphasised; blanks and punctuation at its ends stay outside, where `mark` works always."""
    from markupsafe import Markup

    found = _EDGES.fullmatch(text)
    before, inner, behind = found.groups() if found else ("", text, "")
    if not inner:
        return Markup(escaped(text))
    return Markup(f"{escaped(before)}{mark}{escaped(inner)}{mark}{escaped(behind)}")


def destination(address: str) -> "Markup":
    """An address as it stands between "<" and ">" in a link."""
    from markupsafe import Markup

    return Markup(quote(harmless_line(address), safe="!#$%&'()*+,/:;=?@[]~"))
