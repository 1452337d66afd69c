"""Taking articles out again."""

import sys
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import UserError
from tracker.store import StatementQuery, Store
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.wording import counted


@app.command(epilog=examples("tracker forget 3", "tracker forget 3 4 --yes"))
def forget(
    numbers: Annotated[list[int], typer.Argument(metavar="N", help="Numbers of articles, see `tracker articles`.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    database: options.Database = None,
) -> None:
    """Take articles out of the database, with all that was found in them.

    What you decided about their statements stays, and holds again where the same text is ingested again.
    """
    with open_to_write(database, create=False) as store:
        chosen = list(dict.fromkeys(numbers))
        for line in [_in_short(store, number) for number in chosen]:
            complain(line)
        if not yes and not _confirmed(len(chosen)):
            raise UserError("nothing was taken out")
        store.forget(chosen)
    complain(f"{counted(len(chosen), 'article')} taken out; what was decided about them is kept")


def _in_short(store: Store, number: int) -> str:
    """What goes with an article. Raises StoreError for an unknown one."""
    article = store.article_text(number)
    called = article.title or article.source or ""
    statements = len(store.statements(StatementQuery(article_id=number)))
    return harmless_line(f"article {number}{f', {called}' if called else ''}: {counted(statements, 'statement')}")


def _confirmed(articles: int) -> bool:
    """Whether the user says yes. Raises UserError where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError("taking articles out can't be undone; to do it without being asked: --yes")
    sys.stderr.write(f"Take {'it' if articles == 1 else f'these {articles}'} out? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
