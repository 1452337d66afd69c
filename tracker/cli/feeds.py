"""Following feeds."""

import time
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import BAD_INPUT, SIGNALLED, UsageError, UserError
from tracker.ingesting.interruption import InterruptedBySignal, Interruptible
from tracker.ingesting.outcomes import Outcome
from tracker.polling.polling import BeingPolled, FeedFailed, Polling, parse_interval, rounds
from tracker.reading.web import Fetcher, FetchError, Limits
from tracker.reading.web.addresses import parsed
from tracker.views.console import complain, on_terminal
from tracker.views.feeds import FEED_FIELDS, feed_record, print_feeds, print_new_article
from tracker.views.ingesting import remarks
from tracker.views.records import write_records
from tracker.watching.notifying import notify

feeds = typer.Typer(
    name="feeds",
    help="Follow RSS and Atom feeds: new articles are fetched and kept.",
    rich_markup_mode=None,
    no_args_is_help=True,
    epilog=examples(
        "tracker feeds add https://www.example.org/rss.xml",
        "tracker feeds poll",
        "tracker feeds poll --every 15m",
    ),
)
app.add_typer(feeds)


@feeds.command(epilog=examples("tracker feeds add https://www.example.org/rss.xml https://example.com/atom"))
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="The feeds' addresses, http or https.")],
    database: options.Database = None,
) -> None:
    """Follow feeds. Nothing is fetched yet: `tracker feeds poll` does that.

    All that a feed lists when it is polled first counts as new.
    """
    addresses, problems = [], []
    for url in urls:
        try:
            addresses.append(str(parsed(url)))
        except FetchError as error:
            problems.append(str(error))
    if addresses:
        with open_to_write(database, create=True) as store:
            for address in addresses:
                number, new = store.feeds.add(address)
                complain(f"{address}: {'added as' if new else 'already followed as'} feed {number}")
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(BAD_INPUT)


@feeds.command("list", epilog=examples("tracker feeds list", "tracker feeds list --json"))
def list_feeds(
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the feeds that are followed.

    With how many articles came of each, and what is wrong with it. In a pipe each feed is one line with tabs between
    number, address, title, articles, entries that wait, entries that failed, when it was polled last (UTC), and its
    problem.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        rows = store.feeds.all()
    if written_as:
        write_records(map(feed_record, rows), written_as, FEED_FIELDS)
    elif rows:
        print_feeds(rows)
    else:
        complain("no feed is followed; to follow one: tracker feeds add URL")


@feeds.command(epilog=examples("tracker feeds remove 2", "tracker feeds remove https://www.example.org/rss.xml"))
def remove(
    feed: Annotated[str, typer.Argument(metavar="URL|N", help="The feed's address, or its number.")],
    database: options.Database = None,
) -> None:
    """Follow a feed no longer. Its articles stay."""
    named = feed.strip()
    with open_to_write(database, create=False) as store:
        removed = store.feeds.remove(int(named) if named.isdecimal() else _normalised(named))
    complain(f"{removed.url}: no longer followed")


def _normalised(url: str) -> str:
    try:
        return str(parsed(url))
    except FetchError as error:
        raise UserError(str(error)) from error


@feeds.command(
    epilog=examples(
        "tracker feeds poll",
        "tracker feeds poll --every 15m",
        "*/15 * * * *  tracker feeds poll     (a line for crontab)",
    )
)
def poll(
    every: Annotated[
        str | None,
        typer.Option(metavar="INTERVAL", help="Keep going: 90s, 15m, 1h or 1d from one poll to the next."),
    ] = None,
    pause: Annotated[
        float, typer.Option(min=0, max=60, metavar="SECONDS", help="Wait so long between two articles of one host.")
    ] = 1.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses in a private network too.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Fetch the articles that are new in the feeds.

    Each new article is one line; in a pipe with tabs between number, outlet, title, statements, published date and
    address. Where nothing is new nothing is printed. A feed or article that fails is named on standard error, and the
    others go on; the exit code is then 1. An article that can't be fetched is tried again in the next three polls, and
    is then taken from the feed where the feed carries the whole of it. What is new for `tracker watch` is told at the
    end.

    With --every it goes on until Ctrl-C or SIGTERM, finishes what is being written, and ends with 0. Two polls
    of one database at once don't get in each other's way: the second does nothing.
    """
    interval = _interval(every)

    with Interruptible() as interruptible:
        polling = Polling(Fetcher(allow_private=allow_private, limits=Limits(pause=pause)), interruptible)
        try:
            if interval is not None:
                _keep_polling(database, polling, interval, interruptible)
            elif not _poll_once(database, polling, interruptible):
                raise typer.Exit(BAD_INPUT)
        except InterruptedBySignal as signal:
            raise typer.Exit(0 if interval is not None else SIGNALLED + signal.number) from signal


def _interval(every: str | None) -> float | None:
    """The seconds that --every names. Raises UsageError."""
    try:
        return None if every is None else parse_interval(every)
    except ValueError as error:
        raise UsageError(f"--every: {error}") from error


def _keep_polling(database: Path | None, polling: Polling, interval: float, interruptible: Interruptible) -> None:
    """Poll until a signal comes. What makes the database unusable ends the first round, but none after that."""

    def sleep(seconds: float) -> None:
        with interruptible.waiting():
            time.sleep(seconds)

    for number, _ in enumerate(rounds(interval, sleep=sleep)):
        try:
            _poll_once(database, polling, interruptible)
        except UserError as problem:
            if number == 0:
                raise
            complain(f"tracker: {problem.message}")
        interruptible.check()


def _poll_once(database: Path | None, polling: Polling, interruptible: Interruptible) -> bool:
    """Poll, say what came of it and what is new for watches, and whether all went well with the feeds."""
    new, again, well = 0, 0, True
    with open_to_write(database, create=False) as store:
        for event in polling.poll(store):
            match event:
                case BeingPolled():
                    complain("tracker: another poll of this database is at work; this one leaves everything to it")
                case FeedFailed(_, problem):
                    well = False
                    complain(problem)
                case _ if event.given_up:
                    well = False
                    complain(f"{event.outcome.problem} Given up.")
                case _ if event.outcome.problem:
                    again += 1
                case _ if event.outcome.new:
                    new += 1
                    _print(event.outcome)
        with interruptible.waiting():
            notify(store)
    if on_terminal():
        complain(f"{new} new{f'; {again} could not be had, and will be tried again' if again else ''}")
    return well


def _print(outcome: Outcome) -> None:
    """Print a new article, and on standard error what the user should know about it."""
    if outcome.article_id is not None and outcome.article is not None:
        print_new_article(outcome.article_id, outcome.article, outcome.statements)
        for remark in remarks(outcome):
            complain(f"{outcome.place}: {remark}")
