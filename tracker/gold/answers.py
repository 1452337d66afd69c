"""What a reader wrote down, line by line, to statements with offsets; and what is wrong with it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tracker.evaluation.annotations import EARLIER
from tracker.evaluation.annotations import ROLES as MEASURED_ROLES
from tracker.extraction.statements import Span
from tracker.gold.batches import NumberedArticle
from tracker.terms import Act, Kind, Standing

KINDS = tuple(str(kind) for kind in Kind)

ACTS = tuple(map(str, Act))
STANDINGS = tuple(map(str, Standing))
LINKS = ("name", "part", "pronoun", "relative", "description", "group", "spokesperson", "none")
ROLES = (*MEASURED_ROLES, "matter")
ELISION = " ~~ "
ADDRESS = re.compile(r"(?:\s+(?:@(?P<sentence>\d+)|#(?P<occurrence>\d+)))+\s*$")
SHOWN = 60  # characters of a piece that an error names
FIELDS = {"s", "type", *ROLES, "act", "standing", "actors", "addressee_actors", "link", "said_on"}
OPENING_MARKS = "„“”\"»«‚‘’'›‹`"
LONGEST_AGO = timedelta(days=40 * 366)  # a statement that was made longer ago than that is rather a slip
SENTENCES_OF_A_QUOTE = 60


class PieceError(Exception):
    """Words that the article doesn't have there, or has several times. The message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as a reader wrote them. `sentence` and `occurrence` count from 1; None where the reader gave none."""

    words: str
    sentence: int | None = None
    occurrence: int | None = None


def piece_of(written: str) -> Piece:
    """Take apart what a reader wrote."""
    address = ADDRESS.search(written)
    if not address:
        return Piece(written.strip())
    sentence, occurrence = re.search(r"@(\d+)", address[0]), re.search(r"#(\d+)", address[0])
    return Piece(
        written[: address.start()].strip(),
        int(sentence[1]) if sentence else None,
        int(occurrence[1]) if occurrence else None,
    )


def located(piece: Piece, article: NumberedArticle, within: Sequence[int], avoided: Sequence[Span] = ()) -> Span:
    """Where a piece stands: in its own sentence if it names one, else in the sentences `within` (numbers from 1).

    Of several places, those outside `avoided` are preferred. Raises PieceError where there is not exactly one.
    """
    numbers = [piece.sentence] if piece.sentence else list(within)
    if not all(0 < number <= len(article.sentences) for number in numbers):
        raise PieceError(f"there is no sentence {numbers[0]}")
    places = _places(piece, article, numbers)
    free = [place for place in places if not any(_overlap(place, other) for other in avoided)]
    chosen = free if free and not piece.occurrence else places
    if piece.occurrence:
        chosen = places[piece.occurrence - 1 : piece.occurrence]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise PieceError(f"{_shown(piece)} stands there {len(chosen)} times: say which with #1, #2 …")
    elsewhere = [
        number for number in range(1, len(article.sentences) + 1) if _places(Piece(piece.words), article, [number])
    ]
    hint = f"; it stands in sentence {', '.join(map(str, elsewhere[:8]))}: say which with @" if elsewhere else ""
    raise PieceError(f"{_shown(piece)} doesn't stand in sentence {', '.join(map(str, numbers))}{hint}")


def _places(piece: Piece, article: NumberedArticle, numbers: Sequence[int]) -> list[Span]:
    """All places where a piece begins in one of the sentences; it may end in a later one."""
    first, _, last = piece.words.partition(ELISION)
    found = []
    for number in numbers:
        sentence = article.sentences[number - 1]
        for head in _pattern(first).finditer(article.text, sentence.start, sentence.end if last else len(article.text)):
            if head.start() >= sentence.end:
                break
            tail = _pattern(last).search(article.text, head.end()) if last else head
            if tail:
                found.append(Span(head.start(), tail.end()))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Words on word borders, whatever white space stands between them."""
    parts = [re.escape(part) for part in words.split()]
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + r"\s+".join(parts) + after)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(piece: Piece) -> str:
    return f"“{piece.words[:SHOWN]}”"


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as its reader found it: spans by role, and labels. `said_on` is an ISO date, EARLIER or None."""

    kind: str
    roles: Mapping[str, tuple[Span, ...]]
    act: str
    standing: str = "asserted"
    actors: tuple[str, ...] = ()
    addressee_actors: tuple[str, ...] = ()
    link: str | None = None
    said_on: str | None = None

    @property
    def day(self) -> date | None:
        """The day that words of the article give."""
        return date.fromisoformat(self.said_on) if self.said_on and not self.earlier else None

    @property
    def earlier(self) -> bool:
        """Whether words of the article tell that it was said before, but not on which day."""
        return self.said_on == EARLIER

    def as_row(self) -> dict[str, Any]:
        """The statement as an object of a gold file."""
        return {
            "type": self.kind,
            **{role: [list(span) for span in self.roles[role]] for role in ROLES},
            "act": self.act,
            "standing": self.standing,
            "actors": list(self.actors),
            "addressee_actors": list(self.addressee_actors),
            "link": self.link,
            "said_on": self.said_on,
        }


@dataclass(slots=True)
class Checked:
    """The statements by article, and what was found wrong: `errors` must be mended, `warnings` looked at again."""

    statements: dict[str, list[GoldStatement]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def checked(lines: Iterable[str], articles: Mapping[str, NumberedArticle]) -> Checked:
    """Read a reader's lines."""
    result = Checked()
    article: NumberedArticle | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            result.errors.append(f"line {number}: no JSON ({error})")
            continue
        if "article" in row:
            article = articles.get(str(row["article"]))
            if article is None:
                result.errors.append(f"line {number}: no article {row['article']} in this batch")
            else:
                result.statements.setdefault(article.identifier, [])
        elif article is None:
            result.errors.append(f"line {number}: no article was begun before it")
        else:
            statement, errors = _read(row, article)
            result.errors += [f"line {number}: {each}" for each in errors]
            if statement:
                result.warnings += [f"line {number}: {each}" for each in _doubtful(statement, article)]
                result.statements[article.identifier].append(statement)
    result.errors += [f"article {each} is missing" for each in articles if each not in result.statements]
    return result


def _read(row: dict[str, Any], article: NumberedArticle) -> tuple[GoldStatement | None, list[str]]:
    """The statement that a line has, or None and what is wrong with the line."""
    errors = list(_wrong_values(row))
    spans = {} if errors else _located(row, article, errors)
    if errors:
        return None, errors
    statement = GoldStatement(
        kind=row["type"],
        roles=spans,
        act=row["act"],
        standing=row.get("standing", "asserted"),
        actors=tuple(row.get("actors") or ()),
        addressee_actors=tuple(row.get("addressee_actors") or ()),
        link=row.get("link"),
        said_on=row.get("said_on"),
    )
    return statement, []


def _located(row: dict[str, Any], article: NumberedArticle, errors: list[str]) -> dict[str, tuple[Span, ...]]:
    """The spans of all roles: the quote first, for the others stand in its sentences. Adds to `errors`."""

    def found(role: str, within: Sequence[int], avoided: Sequence[Span], then: Sequence[int] = ()) -> list[Span]:
        spans: list[Span] = []
        for written in _listed(row.get(role)):
            try:
                sentences = then if spans and then else within
                spans.append(located(piece_of(written), article, sentences, [*spans, *avoided]))
            except PieceError as error:
                errors.append(f"{role}: {error}")
        return spans

    first = row["s"]
    later = range(first, min(first + SENTENCES_OF_A_QUOTE, len(article.sentences) + 1))
    quote = found("quote", [first], (), then=later)
    if not quote:
        return {}
    sentences = _touched(article.sentences, quote, first)
    avoided = () if row["type"] == "reported" else quote
    spans = {role: found(role, sentences, avoided) for role in ROLES[1:]}
    return {role: tuple(sorted(of_role)) for role, of_role in {"quote": quote, **spans}.items()}


def _wrong_values(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a line before its words are looked for."""
    for name in sorted(row.keys() - FIELDS):
        yield f"no such field: {name}"
    if not isinstance(row.get("s"), int):
        yield "s: the number of the sentence in which the quote begins is missing"
    if not row.get("quote"):
        yield "quote: missing"
    for name, allowed in (("type", KINDS), ("act", ACTS)):
        if row.get(name) not in allowed:
            yield f"{name}: {row.get(name)!r} is none of {', '.join(allowed)}"
    if row.get("standing", "asserted") not in STANDINGS:
        yield f"standing: {row['standing']!r} is none of {', '.join(STANDINGS)}"
    if row.get("link") is not None and row["link"] not in LINKS:
        yield f"link: {row['link']!r} is none of {', '.join(LINKS)}"
    for name in ROLES:
        value = row.get(name)
        if value is not None and not all(isinstance(each, str) and each.strip() for each in _listed(value)):
            yield f"{name}: not words or a list of words"
    for name in ("actors", "addressee_actors"):
        value = row.get(name)
        if value is not None and (
            not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value)
        ):
            yield f"{name}: not a list of names"
    if row.get("said_on") not in (None, EARLIER):
        try:
            date.fromisoformat(row["said_on"])
        except (TypeError, ValueError):
            yield f"said_on: {row['said_on']!r} is no date like 2022-01-21, and not “{EARLIER}”"


def _doubtful(statement: GoldStatement, article: NumberedArticle) -> Iterator[str]:
    """What looks like a slip, though it may be right."""
    quote, text = statement.roles["quote"], article.text
    if statement.kind == "direct" and not _between_marks(quote, text):
        yield "direct, but its quote doesn't stand between quotation marks"
    if statement.kind in ("direct", "indirect") and not statement.roles["cue"] and statement.roles["frame"]:
        yield "a frame without a cue"
    if statement.kind in ("free_indirect", "indirect_free_indirect") and statement.roles["cue"]:
        yield "a cue, though its kind has none: indirect?"
    if statement.kind == "reported":
        for role in ("cue", "matter"):
            if not statement.roles[role]:
                yield f"reported, without a {role}"
        outside = [role for role in ("cue", "matter") if not _inside(statement.roles[role], quote)]
        for role in outside:
            yield f"reported, but its {role} isn't in the quote, which is the whole clause"
    elif statement.roles["matter"]:
        yield "a matter, though not reported"
    if statement.actors and not statement.link:
        yield "actors without a link"
    if statement.link and not statement.actors:
        yield "a link that leads to nobody: without actors there is none"
    printed = f"{article.title} {text}".casefold()
    for name in (*statement.actors, *statement.addressee_actors):
        missing = [word for word in name.split() if word.casefold().rstrip("s.") not in printed]
        if missing:
            yield f"the article doesn't print “{name}”"
    if said := statement.day:
        if said > article.published and statement.standing != "announced":
            yield "said after the article was published, but not announced"
        if article.published - said > LONGEST_AGO:
            yield "said more than forty years before"


def _between_marks(quote: Sequence[Span], text: str) -> bool:
    before = text[: quote[0].start].rstrip()[-1:]
    return bool(before) and before in OPENING_MARKS


def _inside(spans: Sequence[Span], outer: Sequence[Span]) -> bool:
    return all(any(one.start <= span.start and span.end <= one.end for one in outer) for span in spans)


def _touched(sentences: Sequence[Span], quote: Sequence[Span], first: int) -> list[int]:
    """The numbers of the sentences that a quote reaches into."""
    numbers = [
        number
        for number, sentence in enumerate(sentences, 1)
        if any(span.start < sentence.end and sentence.start < span.end for span in quote)
    ]
    return numbers or [first]


def _listed(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]
