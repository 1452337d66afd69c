"""Watching for new statements."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from tracker.asking.choosing import chosen_actors
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import BAD_INPUT, UsageError, UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.output import print_rows, write_statements
from tracker.reading.web import FetchError
from tracker.store import Store
from tracker.store.rows.watches import Channel, Watched, WatchedActor
from tracker.views.console import complain, on_terminal
from tracker.views.listing import print_statements
from tracker.views.records import STATEMENT_FIELDS, write_records
from tracker.views.watches import WATCH_FIELDS, added, in_words, print_watches, watch_record
from tracker.watching import atom, delivery
from tracker.watching.notifying import notify

watch = typer.Typer(
    name="watch",
    help="Watch for new statements: they are told when articles are read.",
    rich_markup_mode=None,
    no_args_is_help=True,
    epilog=examples(
        "tracker watch add --actor Lawrow --act threat --topic Ukraine",
        "tracker watch list",
        "tracker watch feed 1 > feed.xml",
    ),
)
app.add_typer(watch)

Number = Annotated[int, typer.Argument(metavar="N", help="The watch's number, see `tracker watch list`.")]


@watch.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker watch add --actor Lawrow --act threat --topic Ukraine",
        "tracker watch add --topic Brücke --run 'jq -r .statement.quote >> bridge.txt'",
        "tracker watch add --act threat --webhook https://example.org/hook",
        "tracker watch add --to Russia --mail desk@example.org",
    ),
)
@filtered
def add(
    context: typer.Context,
    filters: Filters,
    run: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help="Run this in the shell, with what is new on standard input (JSON Lines)."),
    ] = None,
    webhook: Annotated[
        str | None, typer.Option(metavar="URL", help="Post each new statement to this address as JSON.")
    ] = None,
    mail: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Mail what is new to this address.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The webhook may be in a private network.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Watch for statements of articles that are read from now on.

    The filters are those of `tracker quotes`. `tracker ingest` and `tracker feeds poll` tell at their end what is new,
    each statement once: on standard error, or by a command, a webhook or mail. The same words in another article within
    a week, in a later version of the article, or found again by `reextract` aren't new. What can't be delivered is kept
    and tried again.
    """
    options.refuse_words(context.args)
    if filters == Filters():
        raise UsageError("watch for what? name at least one filter, such as --actor or --topic")
    if filters.article is not None:
        raise UsageError("--article: a watch is about articles that are still to be read")
    if filters.claim is not None:
        raise UsageError("--claim: which claim a statement makes is known only after it was told")
    channel, target = _channel(run, webhook, mail, allow_private=allow_private)
    with open_to_write(database, create=True) as store:
        number = store.watches.add(_watched(store, filters), channel, target, allow_private=allow_private)
        row = store.watches.watch(number)
    delivery.allow(row)
    complain(added(row))


def _channel(run: str | None, webhook: str | None, mail: str | None, *, allow_private: bool) -> tuple[Channel, str]:
    """Where to tell what is new. Raises UsageError for several places, UserError for one that is none."""
    given = {Channel.COMMAND: run, Channel.WEBHOOK: webhook, Channel.MAIL: mail}
    chosen = [(channel, target.strip()) for channel, target in given.items() if target is not None]
    if len(chosen) > 1:
        raise UsageError("--run, --webhook and --mail exclude each other; add a watch for each")
    if not chosen:
        return Channel.TERMINAL, ""
    (channel, target) = chosen[0]
    if channel == Channel.MAIL and ("@" not in target or target.startswith("-") or len(target.split()) > 1):
        raise UsageError(f"--mail: “{target}” is no address")
    if channel == Channel.COMMAND and not target:
        raise UsageError("--run: no command")
    if channel == Channel.WEBHOOK:
        try:
            return channel, str(delivery.checked_webhook(target, allow_private=allow_private))
        except FetchError as error:
            raise UserError(str(error)) from error
    return channel, target


def _watched(store: Store, filters: Filters) -> Watched:
    """What the filters ask for. Unlike in questions, actors and outlets may be known only later."""
    about_articles = replace(filters, actor=None, addressee=None, outlet=None).query(store)
    if filters.outlet and filters.outlet.casefold() not in map(str.casefold, store.outlets()):
        complain(f"tracker: no article is from “{filters.outlet}” yet")
    return Watched(
        replace(about_articles, outlet=filters.outlet),
        _actors(store, filters.actor, "--actor"),
        _actors(store, filters.addressee, "--to"),
    )


def _actors(store: Store, names: Sequence[str] | None, option: str) -> tuple[WatchedActor, ...]:
    """Those whom names mean. Raises UserError where several may be meant, and for a number that nobody has."""
    found = []
    for name in names or ():
        if name.strip().isdecimal() or store.find_actors(name):
            actors = [store.actor(number) for number in chosen_actors(store, [name], option) or ()]
            found += [WatchedActor(actor.name, actor.id) for actor in actors if actor]
        else:
            complain(f"tracker: nobody is called “{name}” yet; watched is whoever is called so by then")
            found.append(WatchedActor(name))
    return tuple(found)


@watch.command("list", epilog=examples("tracker watch list", "tracker watch list --json"))
def list_watches(
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the watches.

    With how many statements were told and how many wait, and why the last delivery failed, if it did. In a pipe each
    is one line with tabs between number, what it looks for, channel, target, statements told, statements that wait, and
    the problem.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        rows = store.watches.all()
    if written_as:
        write_records(map(watch_record, rows), written_as, WATCH_FIELDS)
    elif rows:
        print_watches(rows)
    else:
        complain("nothing is watched; to watch: tracker watch add --topic WORD")


@watch.command(epilog=examples("tracker watch remove 2"))
def remove(number: Number, database: options.Database = None) -> None:
    """Watch no longer. What still waits to be told isn't told."""
    with open_to_write(database, create=False) as store:
        removed = store.watches.remove(number)
    complain(f"watch {removed.id}, {in_words(removed)}: removed")


@watch.command(epilog=examples("tracker watch tell"))
def tell(database: options.Database = None) -> None:
    """Tell now what is new, and try again what couldn't be delivered.

    `tracker ingest` and `tracker feeds poll` do so at their end, but wait for a while after deliveries that failed.
    """
    with open_to_write(database, create=False) as store:
        store.watches.notice_new()
        anything = any(row.waiting for row in store.watches.all())
        well = notify(store, at_once=True)
    if not anything and on_terminal():
        complain("nothing is new")
    if not well:
        raise typer.Exit(BAD_INPUT)


@watch.command(epilog=examples("tracker watch show 1", "tracker watch show 1 --json"))
def show(
    number: Number,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what was new for a watch, whether it was told already or not, the newest first.

    The statements are listed as they were found, in the forms of `tracker quotes`.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        store.watches.watch(number)
        rows = [notice.statement for notice in store.watches.newest(number, limit)]
        if written_as:
            write_statements(store, rows, STATEMENT_FIELDS, written_as)
        elif not print_rows(lambda most: rows[:most], limit, printed=print_statements):
            complain("nothing was new so far")


@watch.command(epilog=examples("tracker watch feed 1 > feed.xml"))
def feed(number: Number, database: options.Database = None) -> None:
    """Write what was new for a watch as an Atom feed: the last 200 statements.

    An entry has the same id whenever the feed is written, so that a reader shows it once.
    """
    with open_to_ask(database) as store:
        written = atom.feed(store.watches.watch(number), store.watches.newest(number, atom.MOST_ENTRIES))
    typer.echo(written, nl=False)


@watch.command(epilog=examples("tracker watch allow 2"))
def allow(number: Number, database: options.Database = None) -> None:
    """Let a watch that was added elsewhere run its command, post or mail.

    By somebody else, or on another machine: without that it does nothing here. Whoever hands on a database can't have
    others run commands.
    """
    with open_to_ask(database) as store:
        row = store.watches.watch(number)
    delivery.allow(row)
    complain(added(row))
