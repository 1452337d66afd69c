"""One actor as it is listed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with what is known across all articles. `statements` are those in which they speak."""

    id: int
    name: str
    kind: str
    names: list[str]
    descriptions: list[str]
    statements: int
    articles: int
    first_on: str | None
    last_on: str | None
