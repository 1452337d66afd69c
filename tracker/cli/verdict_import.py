"""Bringing verdicts in: `tracker verdicts import`."""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import examples
from tracker.cli.arguments import ADDRESS, STDIN
from tracker.cli.database import open_to_write
from tracker.cli.errors import BAD_INPUT, UserError
from tracker.cli.verdicts import verdicts
from tracker.reading.claim_reviews import ClaimReview, ReviewProblem, read_claim_reviews
from tracker.reading.errors import shown
from tracker.store.rows.verdicts import VerdictsImported
from tracker.views.console import complain
from tracker.views.wording import counted

PROBLEMS_SHOWN = 50  # of each source

Found = ClaimReview | ReviewProblem


@verdicts.command(
    "import",
    epilog=examples(
        "tracker verdicts import https://example.org/fact-check",
        "tracker verdicts import claimreviews.jsonl page.html",
        "zcat feed.json.gz | tracker verdicts import -",
    ),
)
def import_verdicts(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files or addresses; “-” is standard input.")],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses in a private network too.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Read what fact-checkers have found.

    Read are web pages with ClaimReview as JSON-LD, Data Commons feeds (DataFeed), answers of the Fact Check Tools API,
    and JSON Lines of any of these, also compressed. What an item lacks, or what is wrong with it, is one line; the rest
    is read. A review that was corrected replaces what it said before, which `tracker verdicts show` still tells; one
    that is as it was changes nothing.
    """
    failed = False
    with open_to_write(database, create=True) as store:
        for source in sources:
            output = _ImportOutput(source)
            imported = store.verdicts.add(output.usable(_read(source, allow_private)), source)
            output.tell(imported)
            failed = failed or bool(output.problems)
    if failed:
        raise typer.Exit(BAD_INPUT)


class _ImportOutput:
    """Says what is wrong with the items of a source as they come, and at the end how many there were."""

    def __init__(self, source: str) -> None:
        self._called = "stdin" if source == STDIN else shown(source)
        self._lines = self.problems = 0

    def usable(self, found: Iterable[Found]) -> Iterator[ClaimReview]:
        """The reviews among what was found."""
        for each in found:
            if isinstance(each, ReviewProblem):
                self.problems += 1
                self._say(str(each))
            else:
                for remark in each.remarks:
                    self._say(remark)
                yield each

    def tell(self, imported: VerdictsImported) -> None:
        """Say in one line what an import did."""
        if self._lines > PROBLEMS_SHOWN:
            complain(f"{self._called}: {counted(self._lines - PROBLEMS_SHOWN, 'further line')} like these")
        kinds = (
            (imported.new, "new"),
            (imported.corrected, "corrected"),
            (imported.known, "known"),
            (imported.outdated, "older than what is known"),
        )
        told = ", ".join(f"{number:,} {called}" for number, called in kinds if number)
        if imported.all:
            complain(f"{self._called}: {counted(imported.all, 'verdict')}: {told}")

    def _say(self, line: str) -> None:
        self._lines += 1
        if self._lines <= PROBLEMS_SHOWN:
            complain(line)


def _read(source: str, allow_private: bool) -> Iterator[Found]:
    """What is in a source. Raises UserError where an address can't be fetched, or standard input is closed."""
    if source == STDIN:
        if sys.stdin is None:
            raise UserError("stdin: closed. There is nothing to read.")
        return read_claim_reviews(sys.stdin.buffer, name="stdin")
    if not ADDRESS.match(source):
        return read_claim_reviews(Path(source))
    from tracker.reading.web import FetchError, fetch

    try:
        fetched = fetch(source, allow_private=allow_private)
    except FetchError as error:
        return iter([ReviewProblem(shown(source), str(error).removeprefix(f"{source}: "))])
    return read_claim_reviews(
        BytesIO(fetched.data), name=source, address=fetched.url, content_type=fetched.carried.content_type
    )
