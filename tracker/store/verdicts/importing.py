"""Writing what fact-checkers' markup says: new, corrected, or known already."""

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeAlias

from tracker.reading.claim_reviews.review import ClaimReview
from tracker.spelling import tokens
from tracker.store.database import transaction
from tracker.store.duplicates.addresses import address_of
from tracker.store.rows.verdicts import VerdictsImported
from tracker.store.verdicts.pairs import match_verdicts
from tracker.verdicts.ratings import label_of
from tracker.verdicts.wording import likeness

Fields: TypeAlias = Mapping[str, Any]  # of a verdict, as columns; `appearances` are beside them

BATCH = 2_000  # reviews that are written together, with what they are about
LEAST_LIKE = 0.5  # a claim that its page words otherwise now, to be the same review
COLUMNS = (
    *("claim", "claimants", "claimed_on", "rating", "rating_value", "best_rating", "worst_rating", "label"),
    *("reviewer", "site", "url", "title", "reviewed_on", "language", "licence"),
)


class Importing:
    """One import: reviews are written a batch at a time, each batch or nothing of it."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._connection, self._source = connection, source
        self._now = datetime.now(UTC).isoformat(timespec="seconds")
        self._new: defaultdict[str, set[int]] = defaultdict(set)  # by address, where a page's claim is new
        self._seen: set[int] = set()
        self.done = VerdictsImported()

    def run(self, reviews: Iterable[ClaimReview]) -> VerdictsImported:
        """Write reviews as they come."""
        waiting = iter(reviews)
        while batch := list(islice(waiting, BATCH)):
            with transaction(self._connection):
                match_verdicts(self._connection, sorted(set(self._written(batch))))
        with transaction(self._connection):
            match_verdicts(self._connection, sorted(self._reworded()))
        return self.done

    def _written(self, batch: Iterable[ClaimReview]) -> Iterator[int]:
        """Write reviews; gives the numbers of those that are new or corrected."""
        for review in batch:
            given = _fields(review)
            address = address_of(review.url)
            identity = _identity(review, address)
            row = self._connection.execute("SELECT id FROM verdicts WHERE identity = ?", [identity]).fetchone()
            if row is None:
                number = self._insert(identity, address, given)
                if address:
                    self._new[address].add(number)
                self._count(new=1)
                yield number
            elif self._correct(row[0], given):
                yield row[0]
            self._seen.add(number if row is None else row[0])

    def _insert(self, identity: str, address: str | None, given: Fields) -> int:
        row = {"identity": identity, "address": address, "source": self._source, "imported_at": self._now}
        row |= {name: given[name] for name in COLUMNS}
        number = self._connection.execute(
            f"INSERT INTO verdicts ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        ).lastrowid
        assert number is not None
        self._put_appearances(number, given["appearances"])
        return number

    def _correct(self, number: int, given: Fields) -> bool:
        """Put what a review says now in place of what it said, which is kept; False where it says nothing else.

        What it leaves out stays: an answer of the API has less than the page. What it says had been corrected since
        where it is older, or all of it was said before.
        """
        before = fields_of(self._connection, number)
        after = {name: before[name] if value in (None, "[]", []) else value for name, value in given.items()}
        if after == before:
            self._count(known=1)
            return False
        if _is_older(given, before) or self._was_said(number, given):
            self._count(outdated=1)
            return False
        self._replace(number, before, after)
        self._count(corrected=1)
        return True

    def _replace(self, number: int, before: Fields, after: Fields) -> None:
        self._connection.execute(
            "INSERT INTO former_verdicts (verdict_id, fields, replaced_at) VALUES (?, ?, ?)",
            [number, json.dumps(before, ensure_ascii=False), self._now],
        )
        row = {**{name: after[name] for name in COLUMNS}, "source": self._source, "imported_at": self._now}
        self._connection.execute(
            f"UPDATE verdicts SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", [*row.values(), number]
        )
        self._put_appearances(number, after["appearances"])

    def _was_said(self, number: int, given: Fields) -> bool:
        rows = self._connection.execute("SELECT fields FROM former_verdicts WHERE verdict_id = ?", [number])
        formers = [json.loads(fields) for (fields,) in rows]
        said = {name: value for name, value in given.items() if value not in (None, "[]", [])}
        return any(all(former.get(name) == value for name, value in said.items()) for former in formers)

    def _reworded(self) -> Iterator[int]:
        """Of a page with one claim, which is new, and another one before that is much alike: the claim was reworded.

        The verdict keeps its number.
        """
        for address, new in self._new.items():
            rows = self._connection.execute("SELECT id, identity FROM verdicts WHERE address = ?", [address]).fetchall()
            before = [number for number, _ in rows if number not in self._seen]
            if len(new) != 1 or len(before) != 1 or len(rows) != 2:
                continue
            (number,), (former,) = new, before
            after, was = fields_of(self._connection, number), fields_of(self._connection, former)
            if _is_older(after, was) or likeness(after["claim"], was["claim"])[0] < LEAST_LIKE:
                continue
            identity = next(identity for each, identity in rows if each == number)
            self._connection.execute("DELETE FROM verdicts WHERE id = ?", [number])
            self._connection.execute("UPDATE verdicts SET identity = ? WHERE id = ?", [identity, former])
            self._replace(former, was, after)
            self._count(new=-1, corrected=1)
            yield former

    def _put_appearances(self, number: int, urls: Iterable[str]) -> None:
        self._connection.execute("DELETE FROM verdict_appearances WHERE verdict_id = ?", [number])
        self._connection.executemany(
            "INSERT INTO verdict_appearances (verdict_id, url, address) VALUES (?, ?, ?)",
            [(number, url, address_of(url)) for url in urls],
        )

    def _count(self, *, new: int = 0, corrected: int = 0, known: int = 0, outdated: int = 0) -> None:
        was = self.done
        self.done = VerdictsImported(
            was.new + new, was.corrected + corrected, was.known + known, was.outdated + outdated
        )


def fields_of(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """What a verdict says."""
    row = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM verdicts WHERE id = ?", [number]).fetchone()
    urls = connection.execute("SELECT url FROM verdict_appearances WHERE verdict_id = ? ORDER BY url", [number])
    return {**dict(zip(COLUMNS, row, strict=True)), "appearances": [url for (url,) in urls]}


def _fields(review: ClaimReview) -> Fields:
    label = label_of(review.rating)
    return {
        "claim": review.claim,
        "claimants": json.dumps(list(review.claimants), ensure_ascii=False),
        "claimed_on": review.claimed_on.isoformat() if review.claimed_on else None,
        "rating": review.rating,
        "rating_value": review.value,
        "best_rating": review.best,
        "worst_rating": review.worst,
        "label": label.value if label else None,
        "reviewer": review.reviewer,
        "site": review.site,
        "url": review.url,
        "title": review.title,
        "reviewed_on": review.reviewed_on.isoformat() if review.reviewed_on else None,
        "language": review.language,
        "licence": review.licence,
        "appearances": sorted(review.appearances),
    }


def _identity(review: ClaimReview, address: str | None) -> str:
    """Which review it is: that of a claim on a page, or else by a reviewer. A digest, for claims may be long."""
    where = address or f"{review.reviewer or review.site or ''}"
    key = "\n".join((where, " ".join(tokens(review.claim)) or review.claim))
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def _is_older(given: Fields, before: Fields) -> bool:
    """Whether a review says by its date that it is from before the other one."""
    return bool(given["reviewed_on"] and before["reviewed_on"] and given["reviewed_on"] < before["reviewed_on"])
