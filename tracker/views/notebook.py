"""Answers as a notebook shows them: small HTML tables, in which text from articles is text and nothing else."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.statements import StatementRow, TimelineEntry
from tracker.views.harmless import harmless_line
from tracker.views.links import link_to
from tracker.views.records import Record
from tracker.views.wording import act_perhaps, counted, day, remarks, to_whom, what_of_it, who_perhaps

if TYPE_CHECKING:
    from jinja2 import Template

MOST_SHOWN = 50  # rows
SHORTEST_BROKEN = 12  # characters: a cell with fewer, such as a day, stays on one line
TABLE = """
<table>
<thead><tr>{% for heading in headings %}<th style="text-align: left">{{ heading }}</th>{% endfor %}</tr></thead>
<tbody>
{%- for row in rows %}
<tr>
{%- for text, link in row -%}
<td style="text-align: left; vertical-align: top{% if text|length < shortest %}; white-space: nowrap{% endif %}">
{%- if link %}<a href="{{ link }}" rel="noopener noreferrer">{{ text }}</a>{% else %}{{ text }}{% endif -%}
</td>
{%- endfor -%}
</tr>
{%- endfor %}
</tbody>
</table>
{%- if left_out %}
<p>and {{ left_out }}</p>
{%- endif %}
"""
STATEMENT = """
<p><strong>{{ who }}</strong>, {{ act }}{% if to %} to {{ to }}{% endif %}, {{ day }}
{%- if remark %} ({{ remark }}){% endif %}</p>
<blockquote style="white-space: pre-line">{{ what }}</blockquote>
<p>{% if link %}<a href="{{ link }}" rel="noopener noreferrer">{{ source }}</a>{% else %}{{ source }}{% endif -%}
; statement {{ number }}, confidence {{ confidence }}{% if sources > 1 %}, in {{ sources }} articles{% endif %}</p>
"""

Cell = tuple[str, str | None]  # its text, and what it is a link to


def statement(row: StatementRow, sources: int = 1) -> str:
    """One statement: who, what act and to whom, when; what was said; where it is printed, and how sure it is."""
    return _template(STATEMENT).render(
        who=who_perhaps(row),
        act=act_perhaps(row),
        to=to_whom(row),
        day=day(row),
        remark=remarks(row),
        what=what_of_it(row),
        link=link_to(row),
        source=harmless_line(", ".join(filter(None, (row.outlet, row.title))) or f"article {row.article_id}"),
        number=row.id,
        confidence=f"{row.confidence:.2f}",
        sources=sources,
    )


def timeline_entry(entry: TimelineEntry) -> str:
    """The statement that was printed first, and in how many articles it is."""
    return statement(entry.statement, len(entry.sources))


def statements(rows: Sequence[StatementRow]) -> str:
    """Statements as a table, as listings have them."""
    headings = ("no.", "day", "who", "act", "to", "what", "outlet")
    return _table(headings, len(rows), ((_text(row.id), *_statement(row)) for row in rows[:MOST_SHOWN]))


def timeline(entries: Sequence[TimelineEntry]) -> str:
    """The same words with the number of articles that print them."""
    headings = ("no.", "day", "who", "act", "to", "what", "outlet", "sources")
    cells = (
        (_text(entry.statement.id), *_statement(entry.statement), _text(len(entry.sources)))
        for entry in entries[:MOST_SHOWN]
    )
    return _table(headings, len(entries), cells)


def actors(rows: Sequence[ActorRow]) -> str:
    """Actors as a table."""
    headings = ("no.", "actor", "described as", "statements", "first", "last")
    cells = (
        tuple(map(_text, (row.id, row.name, "; ".join(row.descriptions), row.statements, row.first_on, row.last_on)))
        for row in rows[:MOST_SHOWN]
    )
    return _table(headings, len(rows), cells)


def counts(fields: Sequence[str], records: Sequence[Record]) -> str:
    """Counts as a table."""
    return _table(fields, len(records), ([_text(each[name]) for name in fields] for each in records[:MOST_SHOWN]))


def _statement(row: StatementRow) -> Iterable[Cell]:
    remark = remarks(row)
    yield _text(day(row))
    yield _text(who_perhaps(row))
    yield _text(act_perhaps(row))
    yield _text(to_whom(row))
    yield _text(f"{what_of_it(row)}  ({remark})" if remark else what_of_it(row))
    link = link_to(row)
    yield harmless_line(row.outlet or ("article" if link else "")), link


def _text(value: object) -> Cell:
    return harmless_line("" if value is None else str(value)), None


def _table(headings: Sequence[str], count: int, rows: Iterable[Iterable[Cell]]) -> str:
    left_out = f"{counted(count - MOST_SHOWN, 'row')} more" if count > MOST_SHOWN else ""
    return _template(TABLE).render(headings=headings, rows=rows, left_out=left_out, shortest=SHORTEST_BROKEN)


@cache
def _template(source: str) -> "Template":
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(source)
