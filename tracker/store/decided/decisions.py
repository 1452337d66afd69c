"""What a user can decide of a statement: accept, correct, reject, add one, and write down how its checking goes.

A decision is about a text (by its digest) and a place in it, never about a number. It is applied whenever the
article's statements are written: so it outlives what a later version of the model finds, and holds for articles that
are nearly the same text, too. What was found is kept beside what was decided, and every decision can be taken back.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Saying, Spans, Statement, words_of
from tracker.store import articles as stored_articles
from tracker.store import queries, statement_rows
from tracker.store.actors import choosing
from tracker.store.database import transaction
from tracker.store.decided import articles, samples
from tracker.store.decided.applying import FIELDS, PLACES, SURE, Changes, Checking, Judged, Outcome
from tracker.store.decided.conflicts import accepted_otherwise, contradicted
from tracker.store.decided.places import NotThereError, name_near, place_of
from tracker.store.decided.statements import referents_of, spans_of, written
from tracker.store.errors import StoreError, expect_in_force, explained
from tracker.store.filters import StatementQuery
from tracker.store.rows.decided import Sample, StatementDecision
from tracker.store.rows.statements import StatementInPlace
from tracker.terms import TAKEN_AWAY, Act, DateBasis, Judgement, Kind, ReferentKind, Resolution, Standing

PEOPLE = ("speaker", "addressee")

COLUMNS = """
    statement_decisions.id, judgement, statement_id, articles.id, statement_decisions.words, speaker, changes, note,
    decided_by, decided_at, undone_at, text
"""


class StatementDecisions:
    """The user's decisions about statements. Every method raises StoreError where the file fails, and for a statement,
    article or decision that isn't there.

    `by` is who decides. What somebody else has decided is overruled only with `override`; else a StoreError says who
    decided what. `note` is kept with the decision.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.statement_decisions`."""
        self._connection, self._path = connection, path

    def accept(self, number: int, by: str, note: str | None = None, *, override: bool = False) -> StatementDecision:
        """A statement is right as it is."""
        return self._decide(number, Judgement.ACCEPT, lambda outcome, _: outcome.corrections, by, note, override)

    def reject(self, number: int, by: str, note: str | None = None, *, override: bool = False) -> StatementDecision:
        """Nobody said this: it is listed no more."""
        return self._decide(number, Judgement.REJECT, lambda *_: {}, by, note, override)

    def correct(
        self,
        number: int,
        fields: Mapping[str, Any],
        by: str,
        note: str | None = None,
        *,
        override: bool = False,
    ) -> StatementDecision:
        """Some fields of a statement are otherwise.

        `fields`: of `quote`, `cue` and `matter` the words, as they stand in the article, with " … " for a gap; of
        `speaker` and `addressee` lists of names, or of actors' numbers, empty for nobody; of `act`, `standing` and
        `kind` the terms; `said_on` in ISO 8601, or None where nobody knows.
        """

        def changes(outcome: Outcome, text: str) -> Changes:
            return self._changes(fields, text, outcome.statement.quote)

        return self._decide(number, Judgement.CORRECT, changes, by, note, override)

    def check(
        self,
        number: int,
        fields: Mapping[str, Any],
        by: str,
        note: str | None = None,
        *,
        override: bool = False,
    ) -> StatementDecision:
        """How far the checking of what was said has come.

        `fields` are `status`, `verdict` and `finding`, None where there is none any more, and lists of `tags` and
        `links`, and of those to take away, `untagged` and `unlinked`.
        """

        def changes(outcome: Outcome, _: str) -> Changes:
            given = {**fields, **_taken_away(number, fields, outcome.checking)}
            return {name: given[name] for name in given if given[name] is not None or getattr(outcome.checking, name)}

        return self._decide(number, Judgement.CHECK, changes, by, note, override)

    def add(
        self, article_id: int, words: str, fields: Mapping[str, Any], by: str, note: str | None = None
    ) -> StatementDecision:
        """A statement that wasn't found: the words of its quote, and further fields as in `correct`."""
        with explained(self._path), transaction(self._connection):
            try:
                article = stored_articles.read(self._connection, article_id)
            except KeyError as error:
                raise StoreError(f"there is no article {article_id} in {self._path}") from error
            try:
                quote = place_of(words, article.text)
            except NotThereError as error:
                raise StoreError(f"Article {article_id}: {error}.") from error
            if any(not each.rejected and each.statement.quote == quote for each in self._outcomes(article_id)):
                raise StoreError(f"Article {article_id} has a statement of these words; see `tracker quotes`.")
            statement = self._new(article.text, quote, fields, article.published)
            made = self._made(Judgement.ADD, article.text, None, statement, {}, by, note)
            for each in self._outcomes(article_id):
                if made.id in each.decisions and each.found is not None:  # it would be taken for that one
                    raise StoreError(
                        f"Statement {each.number} has nearly these words; to give it others: "
                        f"tracker statements correct {each.number} --quote …"
                    )
            return made

    def around(self, number: int) -> list[int]:
        """The statements of the same article that have the words of this one within their quotes."""
        with explained(self._path):
            results = [each for each in self._outcomes(self._article_of(number)) if not each.rejected]
        quote_of = {each.number: each.statement.quote for each in results if each.number is not None}
        inner = quote_of.pop(number, ())
        return [other for other, outer in quote_of.items() if inner and _is_within(inner, outer)]

    def undo(self, number: int) -> StatementDecision:
        """Take back exactly this decision."""
        with explained(self._path), transaction(self._connection):
            decision = self.one(number)
            expect_in_force(number, decision.undone_at)
            self._connection.execute("UPDATE statement_decisions SET undone_at = ? WHERE id = ?", [_now(), number])
            if decision.article_id is not None:
                articles.apply_to_printings(self._connection, self._digest(decision.article_id))
            return self.one(number)

    def history(self, statement: int | None = None, limit: int | None = None) -> list[StatementDecision]:
        """The decisions, or those about one statement, newest first, those undone included."""
        with explained(self._path):
            return self._rows(
                "(?1 IS NULL OR statement_id = ?1) ORDER BY statement_decisions.id DESC LIMIT ?2",
                [statement, -1 if limit is None else limit],
            )

    def rejected(self, article_ids: Collection[int]) -> list[StatementDecision]:
        """The decisions that hold by which somebody in these articles has not said something, in their order."""
        with explained(self._path):
            return self._rows(
                """judgement = ? AND undone_at IS NULL AND articles.id IN (SELECT value FROM json_each(?))
                   AND NOT EXISTS (SELECT 1 FROM statements WHERE statements.id = statement_id)
                   ORDER BY statement_decisions.id""",
                [Judgement.REJECT.value, json.dumps(sorted(article_ids))],
            )

    def one(self, number: int) -> StatementDecision:
        """The decision with this number."""
        with explained(self._path):
            found = self._rows("statement_decisions.id = ?", [number])
        if not found:
            raise StoreError(f"there is no decision {number}; `tracker statements history` lists them")
        return found[0]

    def draw(self, query: StatementQuery, size: int, seed: int) -> Sample:
        """A sample of the statements asked for: the one that was drawn before with the same query, size and seed.

        Those that were rejected were found, too, and are drawn from: all of them, or an outlet's or article's. Whether
        they were what any other filter asks for can't be told any more. Those that the user added weren't found.
        """
        with explained(self._path), transaction(self._connection):
            among = queries.numbers(self._connection, replace(query, limit=None))
            among += self._rejected_among(query)
            added = self._added()
            among = [number for number in among if number not in added]
            # Samples that were drawn when there was no such filter yet lack it.
            asked = {name: value for name, value in asdict(query).items() if name != "rated" or value}
            return samples.drawn(self._connection, among, size, {**asked, "seed": seed})

    def _rejected_among(self, query: StatementQuery) -> list[int]:
        """The numbers of the statements that were rejected in the articles that a query is about."""
        of_articles = replace(
            query, outlet=None, article_id=None, limit=None, all_versions=False, fragments=True, scope="paragraph"
        )
        if any(value for value in asdict(of_articles).values() if value not in (True, "paragraph")):
            return []
        rows = self._connection.execute(
            """SELECT DISTINCT statement_id FROM statement_decisions JOIN articles ON text_hash = article
               WHERE judgement = ? AND undone_at IS NULL AND statement_id IS NOT NULL
                   AND (?2 IS NULL OR articles.id = ?2) AND (?3 IS NULL OR outlet = ?3 COLLATE NOCASE)
                   AND NOT EXISTS (SELECT 1 FROM statements WHERE statements.id = statement_id)""",
            [Judgement.REJECT.value, query.article_id, query.outlet],
        )
        return [number for (number,) in rows]

    def _added(self) -> frozenset[int]:
        """The numbers of the statements that were added, those that were rejected since among them."""
        rows = self._connection.execute(
            """SELECT statements.id FROM statements, json_each(decided) WHERE value = 'added'
               UNION SELECT statement_id FROM statement_decisions
                   WHERE judgement = ? AND undone_at IS NULL AND statement_id IS NOT NULL""",
            [Judgement.ADD.value],
        )
        return frozenset(number for (number,) in rows)

    def deciders(self, query: StatementQuery) -> list[tuple[str, int]]:
        """Who decided about how many of the statements asked for, the most first."""
        with explained(self._path):
            numbers = json.dumps(queries.numbers(self._connection, query))
            return self._connection.execute(
                """SELECT decided_by, count(DISTINCT statement_id) AS statements FROM statement_decisions
                   WHERE undone_at IS NULL AND judgement <> ? AND statement_id IN (SELECT value FROM json_each(?))
                   GROUP BY decided_by ORDER BY statements DESC, decided_by""",
                [Judgement.CHECK.value, numbers],
            ).fetchall()

    def judged(self, number: int) -> Judgement | None:
        """Whether a statement, listed or not, was accepted, corrected or rejected; None where it wasn't decided about.

        Of one that was accepted and corrected, that it was corrected; not where it was found as it was corrected to.
        Raises StoreError for an unknown one.
        """
        with explained(self._path):
            results = self._outcomes(self._article_of(number))
        outcome = next((each for each in results if each.number == number), None)
        if outcome is None or not (outcome.decided or outcome.rejected):
            return None
        if outcome.rejected:
            return Judgement.REJECT
        otherwise = accepted_otherwise(outcome.base, {}, outcome.corrections)
        return Judgement.CORRECT if otherwise else Judgement.ACCEPT

    def told(self, place: StatementInPlace) -> StatementInPlace:
        """A statement with the decisions that hold about it, and what was found where they have changed it."""
        row = place.statement
        with explained(self._path):
            outcome = next((each for each in self._outcomes(row.article_id) if each.number == row.id), None)
            if outcome is None:
                return place
            text = stored_articles.read(self._connection, row.article_id).text
            decisions = [self.one(each) for each in outcome.decisions]
        found = {name: _found(name, outcome.base, text) for name in row.decided if name in FIELDS}
        return replace(place, decisions=decisions, found=found)

    def _decide(
        self,
        number: int,
        judgement: Judgement,
        changes_of: Callable[[Outcome, str], Changes],
        by: str,
        note: str | None,
        override: bool,
    ) -> StatementDecision:
        with explained(self._path), transaction(self._connection):
            article_id = self._article_of(number)
            outcome = next((each for each in self._outcomes(article_id) if each.number == number), None)
            if outcome is None:
                raise StoreError(f"there is no statement {number} in {self._path}")
            text = stored_articles.read(self._connection, article_id).text
            changes = changes_of(outcome, text)
            self._expect_no_conflict(article_id, outcome, judgement, changes, by, override)
            return self._made(judgement, text, number, outcome.base, changes, by, note)

    def _expect_no_conflict(
        self, article_id: int, outcome: Outcome, judgement: Judgement, changes: Changes, by: str, override: bool
    ) -> None:
        about = articles.decisions_on(self._connection, article_id, outcome)
        new = Judged(0, judgement, self._digest(article_id), outcome.number, outcome.base, "", "", changes, by)
        against = None if override else contradicted(about, new)
        if against is not None:
            raise DecidedOtherwiseError(self.one(against.id))

    def _changes(self, fields: Mapping[str, Any], text: str, quote: Spans) -> Changes:
        """Fields as they are kept: spans for words, names with their kinds for people. Raises StoreError."""
        kept = dict(fields)
        if "quote" in fields:
            quote = self._place(fields["quote"], text, quote)
            kept["quote"] = [list(span) for span in quote]
        for name in PLACES[1:]:
            if name in fields:
                kept[name] = [list(span) for span in self._place(fields[name], text, quote)] if fields[name] else []
        for name in PEOPLE:
            if name in fields:
                kept[name] = [self._person(each) for each in fields[name]]
        return kept

    def _place(self, words: str, text: str, quote: Spans) -> Spans:
        try:
            return place_of(words, text, quote[0].start)
        except NotThereError as error:
            raise StoreError(f"{error}.") from error

    def _person(self, name: str) -> Mapping[str, str]:
        """A name with what it is: of an actor that is known by it, the name that the articles print."""
        name = " ".join(name.split())
        try:
            actor = choosing.chosen(self._connection, name).actor
        except choosing.UnknownActorError as error:
            if name.isdecimal():
                raise StoreError(f"there is no actor {name}; `tracker actors` lists them") from error
            return {"name": name, "kind": ReferentKind.PERSON.value}
        except choosing.AmbiguousActorError:
            return {"name": name, "kind": ReferentKind.PERSON.value}
        known = {each.casefold() for each in (actor.name, *actor.names)}
        if " " in name and name.casefold() not in known:  # who shares parts of a whole name may be somebody else
            return {"name": name, "kind": ReferentKind.PERSON.value}
        printed = actor.name if actor.name in actor.names or not actor.names else actor.names[0]
        return {"name": printed, "kind": actor.kind}

    def _new(self, text: str, quote: Spans, fields: Mapping[str, Any], published: date | None) -> Statement:
        """A statement of somebody's own, as far as its fields are given."""
        kept = self._changes(fields, text, quote)
        speaker = tuple(span for each in kept.get("speaker", ())[:1] for span in name_near(each["name"], text, quote))
        given = Saying(published, DateBasis.PUBLISHED if published else DateBasis.UNKNOWN)
        if "said_on" in fields:
            given = Saying(date.fromisoformat(fields["said_on"]) if fields["said_on"] else None, DateBasis.DECISION)
        return Statement(
            kind=Kind(fields.get("kind", Kind.INDIRECT)),
            quote=quote,
            speaker=speaker,
            cue=spans_of(kept.get("cue", ())),
            frame=(),
            addressee=(),
            act=Act(fields.get("act", Act.STATEMENT)),
            actors=referents_of({**each, "resolution": Resolution.DECISION} for each in kept.get("speaker", ())),
            addressee_actors=referents_of(kept.get("addressee", ())),
            said=given,
            confidence=SURE,
            matter=spans_of(kept.get("matter", ())),
            standing=Standing(fields.get("standing", Standing.ASSERTED)),
        )

    def _article_of(self, number: int) -> int:
        """The article of a statement, also of one that was rejected."""
        for question in (
            "SELECT article_id FROM statements WHERE id = ?",
            """SELECT article_id FROM found_statements, json_each(statements)
               WHERE json_extract(value, '$.number') = ?""",
            """SELECT articles.id FROM statement_decisions JOIN articles ON text_hash = article
               WHERE statement_id = ?""",
        ):
            if row := self._connection.execute(question, [number]).fetchone():
                return int(row[0])
        raise StoreError(f"there is no statement {number} in {self._path}")

    def _outcomes(self, article_id: int) -> list[Outcome]:
        return articles.outcomes_of(self._connection, article_id)

    def _digest(self, article_id: int) -> str:
        (digest,) = self._connection.execute("SELECT text_hash FROM articles WHERE id = ?", [article_id]).fetchone()
        return str(digest)

    def _made(
        self,
        judgement: Judgement,
        text: str,
        number: int | None,
        statement: Statement,
        changes: Changes,
        by: str,
        note: str | None,
    ) -> StatementDecision:
        """A decision about a statement of this text, written down and applied to all of its printings."""
        digest = stored_articles.digest_of(text)
        row: statement_rows.Row = {
            "judgement": judgement.value,
            "article": digest,
            "statement_id": number,
            "statement": written(statement),
            "words": words_of(text, statement.quote),
            "speaker": words_of(text, statement.speaker),
            "changes": json.dumps(changes, ensure_ascii=False),
            "note": note,
            "decided_by": by,
            "decided_at": _now(),
        }
        made = statement_rows.insert(self._connection, "statement_decisions", row)
        articles.apply_to_printings(self._connection, digest)
        return self.one(made)

    def _rows(self, condition: str, values: Sequence[object]) -> list[StatementDecision]:
        rows = self._connection.execute(
            f"""SELECT {COLUMNS} FROM statement_decisions LEFT JOIN articles ON text_hash = article
                WHERE {condition}""",
            list(values),
        )
        return [_row(*row) for row in rows]


class DecidedOtherwiseError(StoreError):
    """Somebody else has decided otherwise; `decision` is what they decided."""

    def __init__(self, decision: StatementDecision) -> None:
        super().__init__(
            f"Statement {decision.statement}: {decision.decided_by} has decided otherwise "
            f"(decision {decision.id}, {decision.decided_at[:10]}); --override overrules that."
        )
        self.decision = decision


def _is_within(inner: Spans, outer: Spans) -> bool:
    return all(any(there.start <= each.start and each.end <= there.end for there in outer) for each in inner)


def _taken_away(number: int, fields: Mapping[str, Any], checking: Checking) -> Changes:
    """What is taken away of a checking, as it stands there. Raises StoreError for what isn't there."""
    changes: dict[str, Any] = {}
    for name, taken_away in TAKEN_AWAY.items():
        there = {each.casefold(): each for each in getattr(checking, name)}
        for each in fields.get(taken_away, ()):
            if each.casefold() not in there:
                others = f"; it has {', '.join(there.values())}" if there else ""
                raise StoreError(f"Statement {number} has no {name.removesuffix('s')} “{each}”{others}.")
            changes.setdefault(taken_away, []).append(there[each.casefold()])
    if fields.get("verdict", "") is None and checking.verdict is None and checking.finding is None:
        raise StoreError(f"Statement {number} has no verdict.")
    return {name: list(dict.fromkeys(values)) for name, values in changes.items()}


def _row(
    number: int,
    judgement: str,
    statement: int | None,
    article: int | None,
    words: str,
    speaker: str,
    changes: str,
    note: str | None,
    by: str,
    at: str,
    undone_at: str | None,
    text: str | None,
) -> StatementDecision:
    readable = {name: _readable(name, value, text) for name, value in json.loads(changes).items()}
    return StatementDecision(number, judgement, statement, article, words, speaker, readable, note, by, at, undone_at)


def _readable(name: str, value: Any, text: str | None) -> Any:
    """A value of a field as a person reads it."""
    if name in PEOPLE:
        return [each["name"] for each in value]
    if name in PLACES and text is not None:
        return words_of(text, spans_of(value))
    return value


def _found(name: str, base: Statement, text: str) -> Any:
    """What a field was found to be, as a person reads it."""
    match name:
        case "speaker" | "addressee":
            people = base.actors if name == "speaker" else base.addressee_actors
            return [each.name for each in people] or words_of(text, getattr(base, name))
        case "said_on":
            return base.said.day.isoformat() if base.said.day else None
        case "act" | "standing" | "kind":
            return getattr(base, name).value
        case _:
            return words_of(text, getattr(base, name))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
