"""From statements in their places to what a report says."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.store.rows.counts import Dimension
from tracker.store.rows.decided import StatementDecision
from tracker.store.rows.reported import LeftOut, Reported
from tracker.store.rows.statements import StatementRow, TimelineEntry
from tracker.terms import CheckStatus
from tracker.version import __version__
from tracker.views.asked import Asked, filters_of, passed_over_in_words, title_of
from tracker.views.counts import NOT_KNOWN
from tracker.views.formats import By
from tracker.views.harmless import harmless_line
from tracker.views.marking import line
from tracker.views.reports.chart import chart_of
from tracker.views.reports.contents import Fact, Group, Report, ReportedStatement, Row
from tracker.views.reports.statements import reported_statement
from tracker.views.statement_decisions import in_short
from tracker.views.wording import act_in_words, day_in_full, decided_by
from tracker.views.words import number, reader_language, told, told_number, words

MOST_ROWS = 10  # of a table

LIMITS = (
    "A program has found these statements in articles. It misses some, takes some for statements that are none, and "
    "gets some speakers, acts and days wrong: check the printed source before you publish.",
    "A report says what articles print, not whether it is true, nor whether it was really said.",
    "Confidence says how sure it is that there is a statement: of those with 0.9, about nine in ten are. It doesn’t "
    "say how sure the speaker, the act or the day is; beside each stands where it is from, or how sure it is.",
    "A day that is called a guess rests on a published date that was guessed. A speaker with “?” is a guess, too: the "
    "name was concluded from words such as “she” or “the minister”. A verb with “?” is rather another one. A speaker "
    "in brackets is shown as printed: nobody with a name in the article is known to be meant.",
)
NAMELESS = (
    "Statements of which it isn’t known who made them (“he”, “officials”) are not among those by an actor, even "
    "if it may have been this one."
)


@dataclass(frozen=True, slots=True)
class Making:
    """How a report is made: what its command was, when and of which database it was made; with a title of its own."""

    command: str
    made: datetime
    database: str
    title: str | None = None


def report_of(reported: Reported, asked: Asked, by: By, making: Making) -> Report:
    """The report on what was asked for, with the statements by day or by actor."""
    entries = [entry for entry in reported.entries if entry.statement.id in reported.places]
    versions = sorted({place.model_version for place in reported.places.values()})
    models = f", model {', '.join(versions)}" if versions else ""
    return Report(
        title=line(making.title or title_of(asked)),
        by=by.value,
        asked=tuple(Fact(label, line(value)) for label, value in filters_of(asked)),
        figures=(*_figures(entries), *_decided(entries, reported)),
        actors=tuple(_rows(entries, lambda row: row.actors)),
        outlets=tuple(_rows(entries, lambda row: [row.outlet or told(NOT_KNOWN[Dimension.OUTLET])], every_source=True)),
        acts=tuple(_rows(entries, lambda row: [act_in_words(row)])),
        chart=chart_of(entries),
        groups=tuple(_groups(entries, reported, by)),
        left_out=tuple(_left_out(reported.left_out, asked)),
        rejected=tuple(map(_rejected, reported.left_out.rejected)),
        limits=tuple(map(told, (*LIMITS, *([NAMELESS] if asked.actors else [])))),
        command=harmless_line(making.command),
        made=f"{making.made:%Y-%m-%d %H:%M}",
        made_with=line(f"tracker {__version__}{models}, from {making.database}"),
        language=reader_language(),
    )


def _figures(entries: Sequence[TimelineEntry]) -> Iterable[Fact]:
    """The summary: how much there is, of whom, from when to when, and how far its checking has come."""
    sources = [source for entry in entries for source in entry.sources]
    days = sorted({entry.day for entry in entries if entry.day})
    yield Fact(told("statements"), number(len(entries)))
    yield Fact(told("actors"), number(len({actor for entry in entries for actor in entry.statement.actors})))
    yield Fact(told("articles"), number(len({source.article_id for source in sources})))
    if outlets := {source.outlet for source in sources if source.outlet}:
        yield Fact(told("outlets"), number(len(outlets)))
    if days:
        yield Fact(told("first day"), days[0])
        yield Fact(told("last day"), days[-1])
    statuses = Counter(entry.statement.status for entry in entries)
    yield Fact(told("checked"), number(statuses[CheckStatus.CHECKED]))
    if statuses[CheckStatus.CHECKING]:
        yield Fact(told("being checked"), number(statuses[CheckStatus.CHECKING]))
    for verdict, count in Counter(entry.statement.verdict for entry in entries).most_common():
        if verdict:
            yield Fact(told("verdict {}").format(words().verdicts[verdict]), number(count))


def _decided(entries: Sequence[TimelineEntry], reported: Reported) -> Iterable[Fact]:
    """How many of the statements were decided about, and by whom: what wasn't was found automatically."""
    who = [{each.decided_by for each in reported.places[entry.statement.id].decisions} for entry in entries]
    if any(who):
        people = Counter(name for names in who for name in names).most_common()
        yield Fact(told("found automatically"), number(sum(not names for names in who)))
        yield Fact(told("decided about"), line(decided_by(people)))


def _rows(
    entries: Sequence[TimelineEntry], names_of: Callable[[StatementRow], Sequence[str]], *, every_source: bool = False
) -> Iterable[Row]:
    """How often and when each name has statements, the most frequent first."""
    days: dict[str, list[str | None]] = {}
    for entry in entries:
        rows = entry.sources if every_source else [entry.statement]
        for name in dict.fromkeys(line(name) for row in rows for name in names_of(row)):
            days.setdefault(name, []).append(entry.day)
    for name in sorted(days, key=lambda name: (-len(days[name]), name.casefold()))[:MOST_ROWS]:
        dated = sorted(day for day in days[name] if day)
        yield Row(name, len(days[name]), *((dated[0], dated[-1]) if dated else ("", "")))


def _groups(entries: Sequence[TimelineEntry], reported: Reported, by: By) -> Iterable[Group]:
    """The statements by day, the earliest first, or by actor, in the order of the alphabet."""
    made: dict[int, ReportedStatement] = {
        entry.statement.id: reported_statement(entry, reported.places[entry.statement.id]) for entry in entries
    }
    sections: dict[str, list[ReportedStatement]] = {}
    for entry in entries:
        statement = made[entry.statement.id]
        headings = [day_in_full(entry.day)] if by is By.DAY else _actors(entry.statement, statement)
        for heading in headings:
            sections.setdefault(heading, []).append(statement)
    ordered = list(sections.items())
    if by is By.ACTOR:
        ordered.sort(key=lambda section: (section[0].startswith("("), section[0].casefold()))
    for place, (heading, statements) in enumerate(ordered, start=1):
        yield Group(f"{by}-{place}", heading, tuple(statements))


def _actors(row: StatementRow, statement: ReportedStatement) -> list[str]:
    return list(dict.fromkeys(map(line, row.actors))) or [statement.actor]


def _left_out(left_out: LeftOut, asked: Asked) -> Iterable[str]:
    """What is left out and why, a sentence for each reason."""
    if asked.claim and asked.claim.opposed:
        which = f"tracker claims show {asked.claim.id}"
        text = told("{} that contradict the claim or seem to ({}).")
        yield text.format(told_number(asked.claim.opposed, "statement"), which)
    query = asked.query
    reasons = (
        (
            left_out.by_limit,
            "older statement",
            "{}: the report was limited to the newest {}.",
            number(query.limit or 0),
        ),
        (
            left_out.fragments,
            "fragment",
            "{}: quotes whose words are read in a statement around them (--fragments).",
            "",
        ),
        (
            left_out.less_sure,
            "statement",
            "{} with a confidence below {} (--min-confidence).",
            f"{query.min_confidence or 0:g}",
        ),
        (
            left_out.acts_less_sure,
            "statement",
            "{} whose act is less sure than {} (--min-act-confidence).",
            f"{query.min_act_confidence or 0:g}",
        ),
        (
            left_out.in_later_versions,
            "statement",
            "{} of earlier versions of articles: a later version has them again.",
            "",
        ),
    )
    for count, noun, text, border in reasons:
        if count:
            yield told(text).format(told_number(count, noun), border)
    for passed in passed_over_in_words(left_out.passed_over):
        yield line(f"{passed}.")
    if count := len(left_out.rejected):
        text = told("{} of these articles that somebody rejected: nobody said that.")
        yield text.format(told_number(count, "statement"))


def _rejected(decision: StatementDecision) -> str:
    note = f" ({decision.note})" if decision.note else ""
    text = told("{}; rejected by {}, {}").format(in_short(decision), decision.decided_by, decision.decided_at[:10])
    return line(f"{text}{note}")
