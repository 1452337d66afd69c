"""Saying what became of articles that are read: each of a few, or many together."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from tracker.cli.arguments import MOST_NAMED_ONE_BY_ONE, Arguments, Count
from tracker.ingesting.interruption import InterruptedBySignal
from tracker.ingesting.outcomes import Outcome, Tally
from tracker.reading.article import Article
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.rows.statements import StatementRow
from tracker.views import ingesting as views
from tracker.views.console import complain, on_terminal
from tracker.views.formats import Format
from tracker.views.ingesting import print_found
from tracker.views.progress import Report, batch_progress
from tracker.views.records import Record, statement_record, write_records
from tracker.views.wording import counted

MOST_PROBLEMS_KEPT = 1000


class IngestOutput:
    """Shows outcomes as they come, and keeps the tally.

    In detail are told a few that were named one by one: what was found, what is unusual, what is known, why one failed.
    Of many the progress is shown meanwhile, and a summary with the failed at the end.
    """

    def __init__(
        self, store: Store, arguments: Arguments, *, found: bool | None, quiet: bool, written_as: Format | None
    ) -> None:
        """`found` is what the user wants to be told in detail, None where that depends."""
        self._store = store
        self._arguments = arguments
        self._in_detail = arguments.name_each if found is None else found
        self._depends = found is None
        self._quiet = quiet
        self._written_as = written_as
        self._began = time.monotonic()
        self._problems: list[str] = []
        self._problems_untold = 0
        self._stopped: InterruptedBySignal | StoreError | None = None
        self._showing = ExitStack()
        self._report: Report | None = None
        self.tally = Tally()

    def show(self, outcomes: Iterable[Outcome]) -> None:
        """Show the outcomes and sum them up.

        Where a signal or the database stops them, what was done before is summed up all the same; then that is raised.
        """
        with self._showing:
            self._show_progress()
            if self._written_as:
                write_records((self._record(outcome) for outcome in self._counted(outcomes)), self._written_as, ())
            else:
                for outcome in self._counted(outcomes):
                    self._print(outcome)
        self._sum_up()
        if self._stopped:
            raise self._stopped

    def _counted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, each counted and, if it failed, complained of."""
        try:
            for outcome in outcomes:
                self.tally.add(outcome)
                if outcome.of_many and self._depends and self._in_detail:
                    self._in_detail = False
                    self._show_progress()
                if self._report:
                    self._report(self.tally)
                if outcome.problem is not None:
                    self._complain(outcome.problem)
                yield outcome
                sys.stdout.flush()
        except (InterruptedBySignal, StoreError) as stopped:
            self._stopped = stopped

    def _show_progress(self) -> None:
        if self._quiet or self._in_detail:
            return
        records_on_terminal = self._written_as is not None and on_terminal()
        progress = batch_progress(Count(self._arguments.each), bar=not records_on_terminal)
        self._report = self._showing.enter_context(progress)
        self._report(self.tally)

    def _complain(self, problem: str) -> None:
        if self._in_detail or self._quiet:
            complain(problem)
        elif self._written_as is None:  # else it stands in the record
            self._problems_untold += 1
            if len(self._problems) < MOST_PROBLEMS_KEPT:
                self._problems.append(problem)

    def _print(self, outcome: Outcome) -> None:
        if outcome.problem is not None or not self._in_detail or self._quiet:
            return
        if not outcome.new or outcome.article is None or outcome.article_id is None:
            complain(f"{outcome.place}: {views.known_words(outcome)}")
            return
        article = outcome.article
        rows = self._statements(outcome.article_id)
        sure = "" if article.published_basis.guessed else f"; published {views.published_words(article)}"
        heading = f"{outcome.place}: article {outcome.article_id}, {counted(len(rows), 'statement')}{sure}"
        print_found(outcome.place, heading, rows)
        for remark in views.remarks(outcome):
            complain(f"{outcome.place}: {remark}")

    def _sum_up(self) -> None:
        interrupted = isinstance(self._stopped, InterruptedBySignal)
        few = self._in_detail and self.tally.done <= MOST_NAMED_ONE_BY_ONE
        if 0 < self.tally.done == len(self._problems) <= MOST_NAMED_ONE_BY_ONE:
            for problem in self._problems:  # there is nothing to sum up
                complain(problem)
        elif not self._quiet and not few and not (interrupted and not self.tally.done):
            for line in views.summary(self.tally, time.monotonic() - self._began):
                complain(line)
            for line in views.failures(self._problems, self._problems_untold):
                complain(line)
        if interrupted and self.tally.done:
            complain(views.interrupted(self.tally))

    def _record(self, outcome: Outcome) -> Record:
        if outcome.problem is not None:
            return {"source": outcome.place, "error": outcome.problem}
        if outcome.article_id is None:
            return {"source": outcome.place, "article_id": None, "new": False, "articles": outcome.articles}
        article = outcome.article if outcome.new else None
        return {
            "source": outcome.place,
            "article_id": outcome.article_id,
            "new": outcome.new,
            **_metadata(article or self._store.article_text(outcome.article_id)),
            "like": outcome.like,
            "version_of": outcome.version_of,
            "statements": [statement_record(row) for row in self._statements(outcome.article_id)],
        }

    def _statements(self, article_id: int) -> list[StatementRow]:
        """The article's statements in the order of the text."""
        rows = self._store.statements(StatementQuery(article_id=article_id, all_versions=True))
        return sorted(rows, key=lambda row: row.id)


def _metadata(article: Article) -> Record:
    return {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published_on": article.published.isoformat() if article.published else None,
        "published_on_basis": article.published_basis.value,
        "format": article.format,
        "own_id": article.own_id,
        "remarks": list(article.remarks),
    }
