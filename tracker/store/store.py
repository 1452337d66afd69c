"""The store: the one way to the database.

What only writing or a command about actors needs is imported by its methods: questions about statements load neither
the extraction nor the comparison of names.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from tracker.store import database, queries, timeline
from tracker.store.actors import choosing
from tracker.store.actors import queries as actor_queries
from tracker.store.errors import StoreError, explained
from tracker.store.filters import StatementQuery

if TYPE_CHECKING:
    from tracker.actors.registers import RegisterEntry
    from tracker.extraction.statements import Extraction, Versions
    from tracker.reading.article import Article
    from tracker.store.claims.claims import Claims
    from tracker.store.decided.decisions import StatementDecisions
    from tracker.store.feeds import Feeds
    from tracker.store.filling import Filling
    from tracker.store.rows.actors import ActorDetails, ActorNameRow, ActorRow, Decision, Imported, Suggestion, Why
    from tracker.store.rows.articles import Added, ArticleRow, KnownInput, Numbers, Replaced
    from tracker.store.rows.checked import Checked, Repaired
    from tracker.store.rows.counts import Counts, Dimension
    from tracker.store.rows.reported import PassedOver, Reported
    from tracker.store.rows.statements import (
        PeopleOfStatement,
        RoleSpans,
        StatementInPlace,
        StatementRow,
        TimelineEntry,
        Totals,
    )
    from tracker.store.verdicts.verdicts import Verdicts
    from tracker.store.watches import Watches

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def _asking(
    method: "Callable[Concatenate[Store, Parameters], Answer]",
) -> "Callable[Concatenate[Store, Parameters], Answer]":
    """A method that reads: what SQLite raises becomes a StoreError."""

    @wraps(method)
    def asking(self: "Store", /, *args: Parameters.args, **keywords: Parameters.kwargs) -> Answer:
        with explained(self.path):
            return method(self, *args, **keywords)

    return asking


def _writing(
    method: "Callable[Concatenate[Store, Parameters], Answer]",
) -> "Callable[Concatenate[Store, Parameters], Answer]":
    """A method that writes all or nothing: in one transaction, and what SQLite raises becomes a StoreError."""

    @wraps(method)
    def writing(self: "Store", /, *args: Parameters.args, **keywords: Parameters.kwargs) -> Answer:
        with explained(self.path), database.transaction(self.connection):
            return method(self, *args, **keywords)

    return writing


class Store:
    """An open database. Use it as a context manager; every method raises StoreError where the file fails.

    `connection` is SQLite's own, for questions of your own to the documented tables; write through the methods.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.open`."""
        self.connection = connection
        self._path = path

    @classmethod
    def open(cls, path: str | PathLike[str], create: bool = True, read_only: bool = False) -> Self:
        """The database at `path`; where there is none, `create` makes it, unless `read_only` forbids that.

        Raises StoreError, whose message is one line: no database, not tracker's, newer than this version,
        locked, read-only, damaged.
        """
        file = Path(path)
        return cls(database.connect(file, create=create, read_only=read_only), file)

    @classmethod
    @contextmanager
    def made(cls, path: str | PathLike[str]) -> Iterator[Self]:
        """A new database that is at `path` when the block ends well, or not at all; for what can be made again.

        It is written faster than one that must outlive the machine's failure. Raises StoreError.
        """
        with database.made(Path(path)) as connection:
            yield cls(connection, Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._path

    @property
    def feeds(self) -> "Feeds":
        """The feeds that are followed."""
        from tracker.store.feeds import Feeds

        return Feeds(self.connection, self._path)

    @property
    def watches(self) -> "Watches":
        """The watches, and what is new for them."""
        from tracker.store.watches import Watches

        return Watches(self.connection, self._path)

    @property
    def statement_decisions(self) -> "StatementDecisions":
        """What the user decided of statements."""
        from tracker.store.decided.decisions import StatementDecisions

        return StatementDecisions(self.connection, self._path)

    @property
    def verdicts(self) -> "Verdicts":
        """What fact-checkers have found of claims, and which statements these are about."""
        from tracker.store.verdicts.verdicts import Verdicts

        return Verdicts(self.connection, self._path)

    @property
    def claims(self) -> "Claims":
        """Which statements make the same claim."""
        from tracker.store.claims.claims import Claims

        return Claims(self.connection, self._path)

    @property
    def waiting(self) -> bool:
        """Whether statements wait to be compared with the others: see `claims`."""
        with explained(self.path):
            waiting = "SELECT 1 FROM statements_to_compare UNION ALL SELECT 1 FROM wordings_left LIMIT 1"
            return self.connection.execute(waiting).fetchone() is not None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that is written inside, or nothing: many articles in one transaction are written faster."""
        with explained(self.path), database.transaction(self.connection):
            yield

    @contextmanager
    def filling(self) -> "Iterator[Filling]":
        """What adds very many articles to a new database, several times faster than `add`; all are in it, or none.

        Actors and all else that depends on other articles are there when the block ends well.
        """
        from tracker.store import filling

        with self.at_once(), filling.filling(self.connection) as added_to:
            yield added_to

    @_writing
    def add(
        self,
        article: "Article",
        extraction: "Extraction",
        versions: "Versions",
        digest: str = "",
        numbers: "Numbers | None" = None,
    ) -> "Added":
        """Write an article and all that was found in it, or nothing.

        Where the text is known, only what is new about where it is printed is written. `digest` is that of the
        input it was read from: `known_input` knows it from then on. `numbers` are those to be given to it and to its
        statements; without them, the next ones.
        """
        from tracker.store import writing

        return writing.add(self.connection, article, extraction, versions, digest, numbers)

    @_asking
    def known_input(self, digest: str) -> "KnownInput | None":
        """What is known of the input with this digest, None where it was never read to its end."""
        from tracker.store import writing

        return writing.known_input(self.connection, digest)

    @_writing
    def mark_read(self, digest: str, source: str, articles: int, article_id: int | None = None) -> None:
        """Write down that a file that may hold several articles was read to its end, and how many it had.

        `article_id` is the number of its article, where it had just one.
        """
        from tracker.store import writing

        writing.mark_read(self.connection, digest, article_id, source, articles)

    @_writing
    def replace(self, article_id: int, extraction: "Extraction", versions: "Versions") -> "Replaced":
        """Replace what was found before by what is found now in an article, or change nothing.

        The article and its metadata stay. A statement keeps its number where its quote has the same spans as
        before, or else the largest overlap of at least half. Raises StoreError for an unknown article.
        """
        from tracker.store import writing

        with self._known_article(article_id):
            return writing.replace(self.connection, article_id, extraction, versions)

    @_writing
    def correct(
        self, article_id: int, article: "Article", extraction: "Extraction", versions: "Versions"
    ) -> "Replaced":
        """Give an article the metadata of `article` and what was found with them, or change nothing.

        The text stays, and statements keep their numbers as in `replace`. Raises StoreError for an unknown article.
        """
        from tracker.store import writing

        with self._known_article(article_id):
            return writing.correct(self.connection, article_id, article, extraction, versions)

    @_writing
    def forget(self, article_ids: Sequence[int]) -> None:
        """Take articles out, with what was found in them, all or none; what was decided stays.

        Raises StoreError for an unknown one.
        """
        from tracker.store import forgetting

        for article_id in article_ids:
            with self._known_article(article_id):
                forgetting.forget(self.connection, article_id)

    @_asking
    def known(self, text: str) -> int | None:
        """The number of the article whose text is identical, or None."""
        from tracker.store import writing

        return writing.known(self.connection, text)

    @_asking
    def outdated(self, versions: "Versions") -> list[int]:
        """The numbers of the articles that another version of the model or of the code read last."""
        from tracker.store import writing

        return writing.outdated(self.connection, versions)

    @_asking
    def article_text(self, article_id: int) -> "Article":
        """The article as it was read. Raises StoreError for an unknown number."""
        from tracker.store import articles

        with self._known_article(article_id):
            return articles.read(self.connection, article_id)

    def statements(self, query: StatementQuery) -> "list[StatementRow]":
        """The statements asked for, newest first; those without a day last."""
        return list(self.each_statement(query))

    def each_statement(self, query: StatementQuery) -> "Iterator[StatementRow]":
        """The same one after the other, in bounded memory, however many they are."""
        with explained(self._path):
            yield from queries.statements(self.connection, query)

    def each_with_targets(
        self, query: StatementQuery, acts: Collection[str]
    ) -> "Iterator[tuple[StatementRow, list[str]]]":
        """The same, each with those whom its content names first, where it is of these acts and nobody is addressed."""
        from tracker.store import content

        with explained(self._path):
            yield from content.with_targets(self.connection, queries.statements(self.connection, query), acts)

    @_asking
    def timeline(self, query: StatementQuery) -> "list[TimelineEntry]":
        """The same as a chronicle, oldest first: the same words printed in several articles are one entry."""
        return timeline.entries(self.connection, query)

    @_asking
    def statement(self, number: int) -> "StatementInPlace | None":
        """One statement in its paragraph, with what was decided about it."""
        found = queries.statement(self.connection, number)
        if found is None or not queries.is_decided(self.connection, number):
            return found
        return self.statement_decisions.told(found)

    @_asking
    def paragraphs(self, rows: "Sequence[StatementRow]") -> list[str]:
        """The paragraphs that statements stand in, in the order of `rows`."""
        return queries.paragraphs(self.connection, rows)

    @_asking
    def report(self, query: StatementQuery) -> "Reported":
        """The statements asked for in their places, with a limit the newest of them, and what is left out."""
        from tracker.store import reporting

        return reporting.reported(self, query)

    @_asking
    def totals(self, query: StatementQuery) -> "Totals":
        """How many statements are asked for, whatever the limit, by how many actors and on which days.

        No more than `queries.MOST_COUNTED` are counted.
        """
        return queries.totals(self.connection, query)

    @_asking
    def passed_over(self, query: StatementQuery) -> "PassedOver":
        """What the question leaves out that may be meant. No more than `queries.MOST_COUNTED` are counted."""
        from tracker.store import reporting

        return reporting.passed_over(self, query)

    @_asking
    def count(
        self, query: StatementQuery, by: "Sequence[Dimension]" = (), limits: Sequence[int | None] = ()
    ) -> "Counts":
        """The statements asked for, counted by at most two dimensions: see `tracker.store.counting.counts`."""
        from tracker.store import counting

        return counting.counts(self.connection, query, by, limits)

    @_asking
    def totals_by(
        self, query: StatementQuery, by: "Sequence[Dimension]", limit: int
    ) -> "tuple[Totals, Mapping[Dimension, Counts]]":
        """The totals, and the statements that are counted in them by each of these dimensions for itself."""
        from tracker.store import counting

        return counting.totals_by(self.connection, query, by, limit)

    @_asking
    def search(self, words: str, limit: int | None = None) -> "list[StatementRow]":
        """Statements that have the words, then those whose paragraph has them; the best match first."""
        return list(queries.search(self.connection, words, limit))

    @_asking
    def actors(self, name: str | None = None, limit: int | None = None) -> "list[ActorRow]":
        """The actors, or those whom `name` may mean, most quoted first."""
        return actor_queries.actors(self.connection, name, limit)

    @_asking
    def actor(self, number: int) -> "ActorRow | None":
        """The actor with this number."""
        return actor_queries.actor(self.connection, number)

    @_asking
    def find_actors(self, name: str) -> "list[ActorRow]":
        """Those whom any part or spelling of a name may mean, most quoted first; empty if nobody."""
        return actor_queries.find(self.connection, name)

    @_asking
    def choose_actor(self, name: str) -> choosing.ChosenActor:
        """The one actor that `name` means: a number, a whole name, or any part or spelling of one.

        Raises UnknownActorError where nobody, and AmbiguousActorError where several are meant.
        """
        return choosing.chosen(self.connection, name)

    @_asking
    def may_be_meant(self, actors: Collection[int]) -> list[int]:
        """The numbers of further actors whose names may mean one of these, too."""
        from tracker.store.actors import possible

        return possible.may_be_meant(self.connection, actors)

    @_asking
    def similar_actors(self, name: str, limit: int = 3) -> "list[ActorRow]":
        """Those whose name is spelled much like `name`: suggestions where it fits nobody."""
        return actor_queries.similar(self.connection, name, limit)

    @_asking
    def actor_details(self, number: int) -> "ActorDetails | None":
        """An actor's names and descriptions, each with counts, days, and why a name is theirs."""
        from tracker.store.actors import evidence

        return evidence.details(self.connection, number)

    def actor_name_rows(self) -> "Iterator[ActorNameRow]":
        """All names of all actors, the most quoted actor first."""
        from tracker.store.actors import evidence

        with explained(self._path):
            yield from evidence.name_rows(self.connection)

    @_asking
    def suggestions(self, limit: int = 20) -> "list[Suggestion]":
        """Pairs of actors that may be one, the most likely first, without those that were decided."""
        from tracker.store.actors import evidence

        return evidence.suggestions(self.connection, limit)

    @_asking
    def why(self, one: int | str, other: int | str) -> "Why":
        """Why two actors (by number) or printed names are one actor or two."""
        from tracker.store.actors import evidence

        return evidence.why(self.connection, one, other)

    @_asking
    def decisions(self, limit: int | None = None) -> "list[Decision]":
        """The user's decisions about actors, newest first, those undone included."""
        from tracker.store.actors import decisions

        return decisions.history(self.connection, limit)

    @_writing
    def merge_actors(self, one: int, other: int) -> "Decision":
        """Decide that two actors are one."""
        from tracker.store.actors import decisions

        return decisions.merge(self.connection, one, other)

    @_writing
    def keep_apart(self, one: int, other: int) -> "Decision":
        """Decide that two actors are two."""
        from tracker.store.actors import decisions

        return decisions.keep_apart(self.connection, one, other)

    @_writing
    def split_actor(self, actor: int, names: Sequence[str], articles: Sequence[int] | None = None) -> "Decision":
        """Decide that these names of an actor, in these articles alone if given, are somebody else."""
        from tracker.store.actors import decisions

        return decisions.split(self.connection, actor, names, articles)

    @_writing
    def rename_actor(self, actor: int, name: str) -> "Decision":
        """Decide by which name an actor is shown."""
        from tracker.store.actors import decisions

        return decisions.rename(self.connection, actor, name)

    @_writing
    def add_alias(self, actor: int, name: str) -> "Decision":
        """Decide that an actor has a further name, printed or not."""
        from tracker.store.actors import decisions

        return decisions.add_alias(self.connection, actor, name)

    @_writing
    def import_register(self, entries: Iterable["RegisterEntry"], source: str) -> "Imported":
        """Decide that the names of each entry are one actor's. `source` is what the history calls them."""
        from tracker.store.actors import decisions

        return decisions.import_register(self.connection, entries, source)

    @_writing
    def undo(self, number: int) -> "Decision":
        """Take back exactly this decision."""
        from tracker.store.actors import decisions

        return decisions.undo(self.connection, number)

    @_asking
    def articles(
        self,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
    ) -> "list[ArticleRow]":
        """The articles, newest first; those without a published date last."""
        return queries.articles(self.connection, outlet, since, until, limit)

    @_asking
    def article(self, number: int) -> "ArticleRow | None":
        """The article with this number."""
        from tracker.store import browsing

        return browsing.article(self.connection, number)

    @_asking
    def people_of(self, statements: Sequence[int]) -> "Mapping[int, PeopleOfStatement]":
        """The actors who speak and who are addressed in these statements, with their numbers."""
        from tracker.store import browsing

        return browsing.people_of(self.connection, statements)

    @_asking
    def roles_in(self, article_id: int) -> "list[RoleSpans]":
        """Where the words of each statement of an article stand, in their order."""
        from tracker.store import browsing

        return browsing.roles_in(self.connection, article_id)

    @_asking
    def begun(self, typed: str, limit: int) -> "list[StatementRow]":
        """Statements with these words, the last of which may be typed in part; those that were read last first."""
        from tracker.store import browsing

        return browsing.begun(self.connection, typed, limit)

    @_asking
    def outlets(self) -> list[str]:
        """The outlets that articles are from, in the order of the alphabet."""
        return queries.outlets(self.connection)

    @_asking
    def names_mentioned(self, beginning: str, limit: int) -> list[str]:
        """The names in articles that begin like this, those mentioned most first."""
        return queries.names_mentioned(self.connection, beginning, limit)

    @_asking
    def tags(self) -> list[str]:
        """The tags that statements have, in the order of the alphabet."""
        return queries.tags(self.connection)

    @_asking
    def articles_called(self, name: str) -> list[int]:
        """The numbers of the articles that `name` means: a number, an article's own id, or its file or address."""
        from tracker.store import articles

        return articles.called(self.connection, name)

    @_asking
    def check(self, advance: Callable[[int], object] = lambda articles: None) -> "Checked":
        """Whether all is as it must be; takes long. `advance` is called with the articles done, of `to_check` in all.

        The database must be writable: SQLite compares full-text indexes only then.
        """
        from tracker.store import checking

        return checking.check(self.connection, advance)

    @_asking
    def to_check(self) -> int:
        """How many articles `check` says are done in all; it looks at each several times."""
        from tracker.store import checking

        return checking.to_check(self.connection)

    @_asking
    def repair(self) -> "Repaired":
        """Mend what can be rebuilt from the articles and statements, after a copy of the file was made beside it.

        Texts, what was found in them and what the user decided stay as they are.
        """
        from tracker.store import checking

        return checking.repair(self.connection, self._path)

    @contextmanager
    def _known_article(self, article_id: int) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise StoreError(f"there is no article {article_id} in {self._path}") from error
