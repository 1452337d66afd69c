"""A report as a Word document (DOCX), for those who edit on. Needs python-docx.

The roles of words are character styles (“Quoted Words”, “Speaker”, “Cue”, “Addressee”): a newsroom changes their looks
in one place.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from tracker.views.marking import Piece
from tracker.views.reports.contents import Fact, Link, Report, ReportedStatement, Row, Source
from tracker.views.words import number, told

# The roles that are marked, each with its style, from the one that counts first.
STYLES = {"speaker": "Speaker", "cue": "Cue", "addressee": "Addressee", "quote": "Quoted Words"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def word_document(report: Report) -> bytes:
    """The report as the bytes of a DOCX file."""
    import docx

    document = docx.Document()
    _add_styles(document)
    document.core_properties.title = _xml(report.title)[:255]
    document.core_properties.author = ""
    _add(document, report.title, "Title")
    _add_facts(document, [*report.asked, Fact(told("made on"), report.made)])
    _add(document, told("Summary"), "Heading1")
    _add_facts(document, report.figures)
    for heading, rows in (("actor", report.actors), ("act", report.acts), ("outlet", report.outlets)):
        _add_table(
            document, [told(each) for each in (heading, "statements", "first day", "last day")], map(_cells, rows)
        )
    if report.chart:
        _add(document, told("Timeline"), "Heading1")
        bars = ((bar.label, number(bar.statements)) for bar in report.chart.bars)
        _add_table(document, (told(report.chart.unit), told("statements")), bars)
    _add(document, told("Statements"), "Heading1")
    if not report.groups:
        _add(document, told("No statement found."))
    for group in report.groups:
        _add(document, group.heading, "Heading2")
        for statement in group.statements:
            _add_statement(document, statement)
    _add(document, told("What is left out, and limits"), "Heading1")
    for line in (*report.left_out, *report.rejected, *report.limits):
        _add(document, line, "ListBullet")
    _add(document, told("Made on {} with {} by").format(report.made, report.made_with))
    _add(document, report.command, "Command")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_UNDERLINE
    from docx.shared import Pt

    fonts = {name: document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font for name in STYLES.values()}
    fonts["Quoted Words"].underline = WD_UNDERLINE.SINGLE
    fonts["Speaker"].bold = True
    fonts["Cue"].italic = True
    fonts["Addressee"].underline = WD_UNDERLINE.DOTTED
    document.styles["Quote"].font.italic = False
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER).font.underline = True
    command = document.styles.add_style("Command", WD_STYLE_TYPE.PARAGRAPH)
    command.font.name, command.font.size = "Courier New", Pt(9)


def _add(document: Any, text: str, style: str | None = None) -> Any:
    """A new paragraph; `style` is the style's id: python-docx looks at all styles to find one by its name."""
    paragraph = document.add_paragraph(_xml(text))
    paragraph._p.style = style
    return paragraph


def _add_statement(document: Any, statement: ReportedStatement) -> None:
    sentence = " ".join(part for part in (statement.actor, statement.verb, statement.addressee) if part)
    _add(document, sentence, "Heading3")
    _add(document, statement.words)
    paragraph = _add(document, "", "Quote")
    for piece in statement.pieces:
        run = paragraph.add_run(_xml(piece.text))
        run._r.style = _style(piece)
    _add_source(document, "", statement.source)
    for source in statement.further_sources:
        _add_source(document, f"{told('Also {}').format('').strip()}: ", source)
    if statement.verdicts:
        _add_links(_add(document, ""), statement.verdicts)
    for similar in statement.similar:
        _add(document, similar)
    checking = ": ".join(part for part in (statement.status, statement.verdict) if part)
    judged = (("checking", checking), ("finding", statement.finding), ("tags", ", ".join(statement.tags)))
    known = (Fact(told("statement"), str(statement.number)), Fact(told("said"), _day(statement)))
    sure = Fact(told("confidence"), statement.confidence)
    facts = [
        *(Fact(told(label), value) for label, value in judged if value),
        *known,
        sure,
        *statement.facts,
        *statement.decisions,
    ]
    _add_facts(document, facts)
    if statement.links:
        _add_links(_add(document, f"{told('links')}: "), statement.links)


def _day(statement: ReportedStatement) -> str:
    return statement.day_in_full + (told(", a guess") if statement.day_is_guessed else "")


def _style(piece: Piece) -> str | None:
    return next((style.replace(" ", "") for role, style in STYLES.items() if role in piece.roles), None)


def _add_source(document: Any, before: str, source: Source) -> None:
    parts = (source.outlet, source.title, f"{told('published')} {source.published}", source.origin, source.remark)
    paragraph = _add(document, before + ", ".join(part for part in parts if part) + " ")
    if address := source.link or source.address:
        _add_links(
            paragraph, [Link(told("See these words in the article" if source.link else "See it there"), address)]
        )


def _add_links(paragraph: Any, links: Iterable[Link]) -> None:
    """Links at the end of a paragraph; what has no address is written as it is."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for link in links:
        run = paragraph.add_run(_xml(link.text))
        if link.address:
            run._r.style = "Hyperlink"
            around = OxmlElement("w:hyperlink")
            target = paragraph.part.relate_to(_xml(link.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            around.set(qn("r:id"), target)
            paragraph._p.append(around)
            around.append(run._r)
        paragraph.add_run(" ")


def _add_facts(document: Any, facts: Iterable[Fact]) -> None:
    _add(document, " · ".join(f"{fact.label}: {fact.value}" for fact in facts))


def _cells(row: Row) -> Sequence[str]:
    return row.name, number(row.statements), row.first, row.last


def _add_table(document: Any, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = list(rows)
    if not lines:
        return
    table = document.add_table(rows=0, cols=len(headings), style="Light List")
    for line in (headings, *lines):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = _xml(text)
    document.add_paragraph()


def _xml(text: str) -> str:
    """The text without what no XML may hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
