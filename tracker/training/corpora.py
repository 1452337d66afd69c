"""The corpora: annotated articles, and sentences with names, as gzipped JSON Lines. `corpora.toml` lists them.

Tracker's own gold is annotated articles too, as plain JSON Lines (`fixtures/gold/`): with their texts where these are
tracker's own, and else with the digests of texts that the corpora have.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, TextIO, TypeAlias, TypeVar

from tracker.evaluation.annotations import EARLIER
from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.statements import Act, Kind, Span, Spans
from tracker.lexicon import read
from tracker.terms import ReferentKind, Standing
from tracker.training.mentions import mentions_of

LISTED = resources.files("tracker.training") / "corpora.toml"

OWN_GOLD = "own"  # tracker's gold of articles that no corpus has
TOLD_FILE = "told-train.jsonl"

Meant: TypeAlias = tuple[str, ...]  # the names of whom a pronoun means, as the article prints them

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guidelines:
    """By which a text is annotated: what counts as a statement, and where its roles end.

    `number`: by which the network knows them; `roles`: those that are annotated.
    """

    number: int
    roles: tuple[str, ...]


OWN = Guidelines(0, ROLES)  # what the model is asked for


@dataclass(frozen=True, slots=True)
class StatementsCorpus:
    """A corpus of annotated articles, as `corpora.toml` tells of it.

    `free_texts` and `free_annotations`: whether anyone may use them, companies too.
    """

    language: str
    guidelines: int
    free_texts: bool = False
    free_annotations: bool = False
    roles: int = len(ROLES)
    times: int = 1
    share: float | None = None

    @property
    def annotated_by(self) -> Guidelines:
        """Its guidelines."""
        return Guidelines(self.guidelines, ROLES[: self.roles])


@dataclass(frozen=True, slots=True)
class NamesCorpus:
    """A corpus of sentences with names, as `corpora.toml` tells of it."""

    language: str
    texts: int
    others: bool = False
    dev: bool = True


@dataclass(frozen=True, slots=True)
class Corpora:
    """The corpora by their names, in the order in which they are read."""

    statements: Mapping[str, StatementsCorpus]
    names: Mapping[str, NamesCorpus]

    @property
    def guidelines(self) -> int:
        """How many guidelines there are, tracker's own among them."""
        return 1 + max((OWN.number, *(corpus.guidelines for corpus in self.statements.values())))

    def of_part(self, part: str) -> tuple[str, ...]:
        """The corpora of which there must be the "train" or "dev" part."""
        return (*self.statements, *(name for name, corpus in self.names.items() if part == "train" or corpus.dev))


def listed() -> Corpora:
    """The corpora that there are. Raises LexiconError, which names what doesn't fit in the file."""
    return read(LISTED, Corpora, "corpora.toml")


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders with the corpora, and with tracker's own gold (None: it is left out).

    `free`: whether only that is learnt from which anyone may use.
    """

    corpora: Path
    gold: Path | None = None
    free: bool = False


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as annotated: the spans of each role in the order of `ROLES`; act and standing where it has them.

    `actors`: whom the speaker's words mean, as the text names them; empty where they mean nobody that it names, None
    where that isn't annotated. `meant`: where it names them. `said_on`: the day that the text tells, if it does;
    `earlier`: it tells that it was before, and no day.
    `addressee_actors`: whom the addressee's words mean, as `actors`.
    """

    kind: Kind
    roles: tuple[Spans, ...]
    act: Act | None = None
    standing: Standing | None = None
    meant: Spans | None = None
    actors: tuple[str, ...] | None = None
    said_on: date | None = None
    earlier: bool = False
    addressee_actors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with its statements. `title` isn't part of the text."""

    identifier: str
    title: str
    text: str
    language: str
    statements: tuple[GoldStatement, ...]
    guidelines: Guidelines = OWN
    names: tuple[tuple[Span, ReferentKind], ...] | None = None  # None: they aren't marked
    published: date | None = None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence as tokens, with an IOB2 tag for each."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told by reading of a corpus's statement: its act and whom its speaker's words mean, or one of both.

    `act`: None where nothing is stated by our guide, if `has_act`; `actors`: names as the article prints them, None
    where that wasn't asked.
    """

    has_act: bool
    act: Act | None
    actors: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """What was told of an article's statements, by their quotes. `digest`: the SHA-256 of its text."""

    digest: str
    statements: Mapping[Spans, Told]


def corpus_file(folder: Path, corpus: str, part: str) -> Path:
    """Where the "train" or "dev" part of a corpus is. Raises FileNotFoundError, which names it."""
    path = folder / f"{corpus}-{part}.jsonl.gz"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not found. --corpora is the folder with the corpora.")
    return path


def expect_corpora(folder: Path) -> None:
    """Raises FileNotFoundError, which names it, where a part of a corpus is missing that any step needs."""
    for part in ("train", "dev"):
        for corpus in listed().of_part(part):
            corpus_file(folder, corpus, part)


def read_articles(path: Path, guidelines: Guidelines) -> Iterator[GoldArticle]:
    """The articles of a corpus of statements. Raises ValueError, which names the file and the line."""
    return _read(path, lambda fields: _article(fields, fields, guidelines))


def read_own_gold(sources: Sources, part: str) -> Iterator[GoldArticle]:
    """The articles of tracker's own gold, "train" or "dev"; none where its files aren't there.

    Raises ValueError, which names the file and the line, also where a text isn't the one that was annotated.
    """
    corpora = listed().statements
    for name in (*corpora, OWN_GOLD):
        file = sources.gold / f"{name}-{part}.jsonl" if sources.gold else None
        if file is None or not file.is_file():
            continue
        if sources.free and part == "train" and name in corpora and not corpora[name].free_texts:
            continue
        texts: dict[str, dict[str, Any]] = {}
        if name in corpora:
            texts = dict(_read(corpus_file(sources.corpora, name, part), lambda fields: (fields["id"], fields)))
        yield from _read(file, lambda fields: _own_article(fields, texts))  # noqa: B023 # read before the next file


def read_train_parts(sources: Sources) -> Iterator[GoldArticle]:
    """All articles with statements that may be learnt from."""
    yield from read_own_gold(sources, "train")
    for name, corpus in learnt_from(sources).items():
        yield from read_articles(corpus_file(sources.corpora, name, "train"), corpus.annotated_by)


def learnt_from(sources: Sources) -> Mapping[str, StatementsCorpus]:
    """The corpora of which the statements as they annotate them are learnt, by name."""
    corpora = listed().statements
    return {name: corpus for name, corpus in corpora.items() if corpus.free_annotations or not sources.free}


def read_told(sources: Sources) -> dict[str, ToldArticle]:
    """What was told of statements in the corpora's own train articles, by id; nothing where the file isn't there.

    Raises ValueError, which names the file and the line.
    """
    if sources.free:  # these statements are as the corpora mark them
        return {}
    file = sources.gold / TOLD_FILE if sources.gold else None
    return dict(_read(file, _told_of)) if file is not None and file.is_file() else {}


def read_pronouns(sources: Sources, part: str) -> dict[str, dict[Span, Meant]]:
    """Whom pronouns in quotes mean, by where they stand, of texts by their SHA-256; none where the file isn't there.

    Raises ValueError, which names the file and the line.
    """
    file = sources.gold / f"pronouns-{part}.jsonl" if sources.gold else None
    return dict(_read(file, _pronouns_of)) if file is not None and file.is_file() else {}


def _pronouns_of(fields: dict[str, Any]) -> tuple[str, dict[Span, Meant]]:
    return fields["sha256"], {Span(start, end): tuple(names) for start, end, names in fields["pronouns"]}


def _told_of(fields: dict[str, Any]) -> tuple[str, ToldArticle]:
    told = {tuple(Span(*span) for span in each["quote"]): _told(each) for each in fields["statements"]}
    return fields["id"], ToldArticle(fields["sha256"], told)


def _told(fields: dict[str, Any]) -> Told:
    act, actors = fields.get("act"), fields.get("actors")
    return Told("act" in fields, Act(act) if act else None, None if actors is None else tuple(actors))


def read_texts(path: Path) -> Iterator[str]:
    """The texts of a corpus, whatever is annotated in them. Raises ValueError, which names the file and the line."""
    return _read(path, lambda fields: str(fields["text"]))


def read_sentences(path: Path) -> Iterator[GoldSentence]:
    """The sentences of a corpus of names. Raises ValueError, which names the file and the line."""
    return _read(path, lambda fields: GoldSentence(tuple(fields["tokens"]), tuple(fields["tags"])))


def _read(path: Path, made: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    number = 0
    try:
        with _opened(path) as lines:
            for line in lines:
                number += 1
                yield made(json.loads(line))
    except KeyError as error:
        raise ValueError(f"{path}, line {number}: has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}, line {number}: {error}") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path}: behind line {number}, {error}") from error


def _opened(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _own_article(fields: dict[str, Any], texts: Mapping[str, dict[str, Any]]) -> GoldArticle:
    printed = fields if "text" in fields else texts.get(fields["id"])
    if printed is None:
        raise ValueError(f"{fields['id']} has no text in the corpora")
    if sha256(printed["text"].encode()).hexdigest() != fields["sha256"]:
        raise ValueError(f"the text of {fields['id']} isn't the one that was annotated")
    return _article(fields, printed, OWN)


def _article(fields: dict[str, Any], printed: dict[str, Any], guidelines: Guidelines) -> GoldArticle:
    everybody = {name for each in fields["statements"] for name in each.get("actors") or ()}
    return GoldArticle(
        fields["id"],
        printed.get("title") or "",
        printed["text"],
        fields["language"],
        tuple(_statement(each, printed["text"], everybody) for each in fields["statements"]),
        guidelines,
        None if fields.get("names") is None else tuple(map(_name, fields["names"])),
        _day(fields.get("date")),
    )


def _name(fields: list[Any]) -> tuple[Span, ReferentKind]:
    start, end, kind = fields
    return Span(start, end), ReferentKind(kind)


def _statement(fields: dict[str, Any], text: str, everybody: set[str]) -> GoldStatement:
    roles = (tuple(Span(*span) for span in fields.get(role) or ()) for role in ROLES)
    act, standing = fields.get("act"), fields.get("standing")
    earlier = fields.get("said_on") == EARLIER
    return GoldStatement(
        Kind(fields["type"]),
        tuple(roles),
        Act(act) if act else None,
        Standing(standing) if standing else None,
        None if fields.get("actors") is None else mentions_of(fields["actors"], text, everybody),
        None if fields.get("actors") is None else tuple(fields["actors"]),
        None if earlier else _day(fields.get("said_on")),
        earlier,
        None if fields.get("addressee_actors") is None else tuple(fields["addressee_actors"]),
    )


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None
