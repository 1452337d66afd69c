"""One article as it is listed."""

from dataclasses import dataclass, field

from tracker.store.rows.places import Printing


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as listed."""

    id: int
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    language: str | None
    published_on: str | None
    published_on_basis: str
    source: str | None
    words: int
    statements: int
    ingested_at: str
    model_version: str
    code_version: str
    runtime_version: str
    family: int | None = None  # the first article of its family: itself where it is alone
    version_of: int | None = None  # the version before this one
    newest_version: int | None = None  # the last version, where this isn't it
    printings: list[Printing] = field(default_factory=list)  # where its identical text is printed too
