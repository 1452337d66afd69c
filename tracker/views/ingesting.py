"""What became of ingested articles: what was found in each of a few, and a summary of many."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from tracker.ingesting.outcomes import Outcome, Tally, Unusual, unusual
from tracker.reading.article import Article
from tracker.store.rows.statements import StatementRow
from tracker.views.console import (
    ACT,
    ACTOR,
    ADDRESSEE,
    ASIDE,
    HEADING,
    on_terminal,
    print_fields,
    results,
    shorten,
    text_width,
)
from tracker.views.harmless import harmless_line
from tracker.views.progress import in_words
from tracker.views.wording import (
    act_term,
    counted,
    published,
    to_whom,
    verb,
    verb_end,
    what,
    what_of_it,
    who,
    who_perhaps,
)
from tracker.views.words import words

# What is said of many articles: where one is unusual, and where several are.
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


def remarks(outcome: Outcome) -> Iterator[str]:
    """What the user should know about a new article, each in one line."""
    if (article := outcome.article) is None:
        return
    number = outcome.article_id
    for kind in unusual(outcome):
        match kind:
            case Unusual.OTHER_LANGUAGE:
                yield "neither German nor English: stored without statements"
            case Unusual.UNDATED:
                yield f"no published date found; to give one: tracker correct {number} --date DATE"
            case Unusual.GUESSED_DATE:
                yield f"published {published_words(article)}; if that is wrong: tracker correct {number} --date DATE"
            case Unusual.LATER_VERSION:
                yield f"another version of article {outcome.version_of}; both are kept"
            case Unusual.LIKE_ANOTHER:
                yield f"much like article {outcome.like}; kept, counted as the same source"
            case Unusual.REMARKED:
                yield from article.remarks


def published_words(article: Article) -> str:
    """An article's published date and where it was taken from."""
    return published(article.published.isoformat() if article.published else None, article.published_basis)


def known_words(outcome: Outcome) -> str:
    """Says that an input is known."""
    if outcome.article_id is not None:
        return f"already known (article {outcome.article_id})"
    return f"already known ({counted(outcome.articles, 'article')})"


def summary(tally: Tally, seconds: float) -> Iterator[str]:
    """The lines that sum up many articles: how many there are, and what is unusual about some."""
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


def interrupted(tally: Tally) -> str:
    """Says that a batch was interrupted, and how to go on."""
    return f"interrupted: {counted(tally.done, 'article')} done; call the same command again to go on"


def failures(problems: Sequence[str], count: int) -> Iterator[str]:
    """The lines on articles of many that failed. `problems` were kept, `count` is how many there were."""
    if count:
        yield f"failed ({count:,}):"
        yield from problems
    if count > len(problems):
        yield f"and {count - len(problems):,} more, which --jsonl lists"


def print_found(source: str, heading: str, rows: Sequence[StatementRow]) -> None:
    """Print an article's statements, those of one actor together, in the order of the text.

    Quotes are shortened to the terminal. In a pipe nothing is shortened, and a line's fields are
    source, statement number, actor, act, kind and quote, separated by tabs.
    """
    if on_terminal():
        _print_for_reading(heading, rows)
        return
    console = results()
    for row in rows:
        fields = (source, str(row.id), who_perhaps(row), act_term(row), row.kind, what_of_it(row))
        print_fields(console, [Text(harmless_line(field)) for field in fields])


def _print_for_reading(heading: str, rows: Sequence[StatementRow]) -> None:
    console = results()
    console.print(Text(harmless_line(heading), HEADING))
    number_width = max((len(str(row.id)) for row in rows), default=0)
    for actor, statements in _by_actor(rows).items():
        console.print()
        console.print(_actor_line(actor, statements))
        for row in statements:
            line = Text.assemble("  ", (f"{row.id:>{number_width}}", ASIDE), "  ", (verb(row), ACT))
            if addressee := to_whom(row):
                line.append(" ").append(addressee, ADDRESSEE)
            if end := verb_end(row):
                line.append(" ").append(end, ACT)
            speaker = f", {words().labels['speaker']}?" if row.doubtful_actors else ""
            line.append(f", {words().kinds[row.kind]}{speaker}: ", ASIDE)
            line.append(shorten(what(row), text_width(console) - line.cell_len))
            console.print(line)
    console.print()


def _by_actor(rows: Sequence[StatementRow]) -> dict[str, list[StatementRow]]:
    actors: dict[str, list[StatementRow]] = {}
    for row in rows:
        actors.setdefault(who(row), []).append(row)
    return actors


def _actor_line(actor: str, statements: Sequence[StatementRow]) -> Text:
    descriptions = dict.fromkeys(description for row in statements for description in row.descriptions)
    line = Text(actor, ACTOR)
    if descriptions:
        line.append(f"  {harmless_line('; '.join(descriptions))}", ASIDE)
    return line
