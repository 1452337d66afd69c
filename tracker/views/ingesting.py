"""What became of articles that were read: a line or two for each of a few, and a summary of many."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.ingesting.outcomes import Unusual
from tracker.lexicon import languages
from tracker.views.progress import in_words
from tracker.views.wording import counted, published

if TYPE_CHECKING:
    from tracker.ingesting import Outcome, Tally
    from tracker.reading.article import Article

# What is unusual about some of many: for one article, and for several.
SUMMARIES = {
    Unusual.OTHER_LANGUAGE: (
        "1 article is neither German nor English: stored without statements",
        "{} articles are neither German nor English: stored without statements",
    ),
    Unusual.UNDATED: (
        "no published date found for 1 article; to give one: tracker correct ARTICLE --date DATE",
        "no published date found for {} articles; to give them: tracker correct ARTICLE --date DATE",
    ),
    Unusual.GUESSED_DATE: (
        "published date guessed for 1 article; `tracker articles` marks it with ?",
        "published date guessed for {} articles; `tracker articles` marks them with ?",
    ),
    Unusual.LIKE_ANOTHER: (
        "1 article is much like another: kept, counted as the same source",
        "{} articles are much like others: kept, counted as the same source",
    ),
    Unusual.LATER_VERSION: (
        "1 article is another version of one that was there: both are kept",
        "{} articles are other versions of some that were there: all are kept",
    ),
    Unusual.REMARKED: (
        "remarks on 1 article, such as dates that disagree; --json has them",
        "remarks on {} articles, such as dates that disagree; --json has them",
    ),
}
MOST_LISTED = 1000


def remarks(outcome: "Outcome", article: "Article") -> Iterator[str]:
    """What the user should know about a new article, each in one line."""
    number = outcome.article_id
    if article.language not in languages():
        yield "neither German nor English: stored without statements"
    if article.published is None:
        yield f"no published date found; to give one: tracker correct {number} --date DATE"
    elif article.published_basis.guessed:
        yield f"published {published_words(article)}; if that is wrong: tracker correct {number} --date DATE"
    if outcome.version_of is not None:
        yield f"another version of article {outcome.version_of}; both are kept"
    elif outcome.like is not None:
        yield f"much like article {outcome.like}; kept, counted as the same source"
    yield from article.remarks


def published_words(article: "Article") -> str:
    """An article's published date and where it was taken from."""
    return published(article.published.isoformat() if article.published else None, article.published_basis)


def known_words(outcome: "Outcome") -> str:
    """That an input is known."""
    if outcome.article_id is not None:
        return f"already known (article {outcome.article_id})"
    return f"already known ({counted(outcome.articles, 'article')})"


def summary(tally: "Tally", seconds: float) -> Iterator[str]:
    """What became of many articles, each in one line: how many, and what is unusual about some."""
    if not tally.done:
        yield "nothing to read"
        return
    new = f"{tally.new:,} new with {counted(tally.statements, 'statement')}"
    yield (
        f"{counted(tally.done, 'article')} in {in_words(seconds)}: "
        f"{new}, {tally.known:,} known, {tally.failed:,} failed"
    )
    for kind, (of_one, of_several) in SUMMARIES.items():
        if count := tally.unusual[kind]:
            yield of_one if count == 1 else of_several.format(f"{count:,}")


def interrupted(tally: "Tally") -> str:
    """That a batch was interrupted, and how to go on."""
    return f"interrupted: {counted(tally.done, 'article')} done; call the same command again to go on"


def failures(problems: Sequence[str], count: int) -> Iterator[str]:
    """The articles that failed, and why. `problems` are those of them that were kept."""
    if count:
        yield f"failed ({count:,}):"
        yield from problems
    if count > len(problems):
        yield f"and {count - len(problems):,} more, which --jsonl lists"
