"""The application that the commands are added to, and how it ends."""

import gc
import os
import sys
from types import MappingProxyType
from typing import Annotated, Any

import typer

from tracker.cli.errors import BAD_INPUT, INTERRUPTED, PIPE_CLOSED, UsageError, UserError
from tracker.cli.on_demand import OnDemand, propose_close_options_alone
from tracker.version import __version__
from tracker.views.console import complain

NO_PAGER = "TRACKER_PAGER"  # empty: none


class Commands(OnDemand):
    """The commands; whichever runs, a foreseeable problem ends it with one line and its exit code."""

    modules = MappingProxyType(
        {
            "ingest": "ingest",
            "quotes": "questions",
            "timeline": "questions",
            "events": "questions",
            "count": "counting",
            "show": "questions",
            "search": "questions",
            "report": "report",
            "serve": "serve",
            "statements": "statements",
            "review": "review",
            "verdicts": "verdicts",
            "actors": "actors",
            "claims": "claims",
            "positions": "claims",
            "articles": "articles",
            "check": "checking",
            "correct": "articles",
            "forget": "articles",
            "evaluate": "evaluation",
            "guide": "guides",
            "extract": "extraction",
            "archive": "archive",
            "feeds": "feeds",
            "watch": "watch",
            "reextract": "extraction",
        }
    )

    def resolve_command(self, context: Any, arguments: list[str]) -> Any:
        """The command that is named. Raises UsageError for one that only groups have, and says which."""
        word = arguments[0]
        if word == "help":
            raise UsageError("there is no command “help”; did you mean tracker --help?")
        if word not in self.modules and not self.misspelt(word) and (groups := self._groups_with(context, word)):
            several = ", ".join(f"tracker {group} {word}" for group in groups)
            raise UsageError(f"there is no command “{word}”; did you mean one of these: {several}?")
        return super().resolve_command(context, arguments)

    def _groups_with(self, context: Any, word: str) -> list[str]:
        """The groups that have a command of this name."""
        commands = {name: self.get_command(context, name) for name in self.modules}
        return [name for name, command in commands.items() if word in getattr(command, "modules", ())]

    def added_to(self) -> typer.Typer:
        """The application."""
        return app

    def invoke(self, context: Any) -> Any:
        """Run the chosen command."""
        try:
            result = super().invoke(context)
            sys.stdout.flush()
        except UserError as problem:
            complain(f"tracker: {problem.message}")
            for line in problem.further_lines:
                complain(line)
            raise typer.Exit(problem.exit_code) from problem
        except KeyboardInterrupt as interrupt:
            raise typer.Exit(INTERRUPTED) from interrupt
        except BrokenPipeError as closed:
            _forget_standard_output()
            raise typer.Exit(PIPE_CLOSED) from closed
        except OSError as error:
            complain(f"tracker: {error.filename or 'output'}: {error.strerror or error}")
            _forget_standard_output()
            raise typer.Exit(BAD_INPUT) from error
        except Exception as problem:
            propose_close_options_alone(problem)
            raise
        return result


def _forget_standard_output() -> None:
    """Send what is still to be flushed nowhere: else the interpreter would complain as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "\b\nExamples:\n"
        "  tracker ingest article.txt\n"
        "  tracker quotes --actor Blinken\n"
        "  tracker timeline --topic Ukraine\n"
    ),
)


def examples(*lines: str) -> str:
    """The examples that stand at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def tracker(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print what is longer than the screen at once.")] = False,
) -> None:
    """Who said what, to whom, how and when: quotes and claims in German and English news.

    Articles are read and kept in one SQLite file, which every question is answered from. Results go to
    standard output, messages to standard error. On a terminal long listings go through your PAGER, or TRACKER_PAGER.
    NO_COLOR, FORCE_COLOR and TRACKER_DB are respected. TRACKER_MODEL=free finds statements by the model that anyone may
    use.
    """
    if no_pager:
        os.environ[NO_PAGER] = ""
    if not gc.isenabled():  # `main` turned it off
        gc.freeze()
        gc.enable()
