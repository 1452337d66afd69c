"""What became of each article, and of all of them together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from tracker.lexicon import languages
from tracker.reading.article import Article


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article, or of an input that is known as a whole.

    `place` is what messages call it. `article_id` is its number, None where it failed and for a known input of several
    articles; `articles` is how many there are. `article` is what was read, None where it wasn't read again; its
    language is the one that was detected. `like` is the first article that a new one is nearly identical to, and
    `version_of` the one that it is a later version of. `problem` says in one line why it failed. `of_many` says whether
    its input holds several articles, and `inputs_done` how many inputs were done before it.
    """

    place: str
    article_id: int | None = None
    new: bool = False
    articles: int = 1
    article: Article | None = None
    statements: int = 0
    like: int | None = None
    version_of: int | None = None
    problem: str | None = None
    of_many: bool = False
    inputs_done: int = 0


class Unusual(Enum):
    """What the user should know about a new article."""

    OTHER_LANGUAGE = auto()  # no statements are found in it
    UNDATED = auto()  # no published date found
    GUESSED_DATE = auto()
    LIKE_ANOTHER = auto()  # nearly identical with another article
    LATER_VERSION = auto()  # of another article
    REMARKED = auto()  # reading found something, such as dates that disagree


def unusual(outcome: Outcome) -> Iterator[Unusual]:
    """What is unusual about a new article."""
    article = outcome.article
    if not outcome.new or article is None:
        return
    if article.language not in languages():
        yield Unusual.OTHER_LANGUAGE
    if article.published is None:
        yield Unusual.UNDATED
    elif article.published_basis.guessed:
        yield Unusual.GUESSED_DATE
    if outcome.version_of is not None:
        yield Unusual.LATER_VERSION
    elif outcome.like is not None:
        yield Unusual.LIKE_ANOTHER
    if article.remarks:
        yield Unusual.REMARKED


@dataclass(slots=True)
class Tally:
    """How many articles are new, known or failed, and how many of the new ones are unusual in each way."""

    new: int = 0
    known: int = 0
    failed: int = 0
    statements: int = 0
    inputs_done: int = 0
    unusual: Counter[Unusual] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """How many articles are done."""
        return self.new + self.known + self.failed

    def add(self, outcome: Outcome) -> None:
        """Count one more outcome."""
        self.inputs_done = outcome.inputs_done
        if outcome.problem:
            self.failed += 1
        elif outcome.new:
            self.new += 1
            self.statements += outcome.statements
            self.unusual.update(unusual(outcome))
        else:
            self.known += outcome.articles
