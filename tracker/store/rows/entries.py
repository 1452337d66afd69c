"""One entry of a timeline."""

from dataclasses import dataclass

from tracker.store.rows.statements import StatementRow


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing said on one day, with every place it is printed.

    `sources` are the statements with the same words, the first printed first; `statement` is the first
    of them.
    """

    day: str | None
    statement: StatementRow
    sources: list[StatementRow]

    @property
    def families(self) -> int:
        """How many sources there are where articles that go back to one text count as one."""
        return len({source.family or source.article_id for source in self.sources})

    @property
    def withdrawn_in(self) -> int | None:
        """The later version of its article that doesn't have it any more, None where it stands somewhere."""
        return self.statement.newest_version if all(source.withdrawn for source in self.sources) else None
