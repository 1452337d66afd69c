"""One statement in its place."""

from dataclasses import dataclass, field

from tracker.store.rows.statements import StatementRow


@dataclass(frozen=True, slots=True)
class Printing:
    """Where else an article's identical text is printed."""

    outlet: str | None
    url: str | None
    published_on: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Relative:
    """Another article of the same family."""

    id: int
    outlet: str | None
    title: str | None
    published_on: str | None


@dataclass(frozen=True, slots=True)
class StatementInPlace:
    """A statement with the paragraph it stands in, for `tracker show`.

    `paragraph_start` is where the paragraph begins in the article's text; the spans of the roles are
    [start, end] pairs in the article's text. `resolutions` are how each actor was found, in the order of
    `statement.actors`. `version_of` is the version of the article before this one, `printings` are where its identical
    text is printed too, `relatives` the articles of its family.
    """

    statement: StatementRow
    paragraph: str
    paragraph_start: int
    speaker_spans: list[list[int]]
    cue_spans: list[list[int]]
    frame_spans: list[list[int]]
    addressee_spans: list[list[int]]
    resolutions: list[str]
    source: str | None
    model_version: str
    version_of: int | None = None
    printings: list[Printing] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
