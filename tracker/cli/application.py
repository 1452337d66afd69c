"""The application that the commands are added to, and how it ends."""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracker.cli.errors import BAD_INPUT, INTERRUPTED, PIPE_CLOSED, UserError
from tracker.views.console import complain

# The commands, those first that a newcomer needs first, and the modules that they are in. Only those of the command
# that is called are imported: all of them take longer than a question takes to answer.
MODULES = {
    "ingest": ("ingest",),
    "quotes": ("questions",),
    "timeline": ("questions",),
    "show": ("questions",),
    "search": ("questions",),
    "actors": ("actors", "deciding", "registers"),
    "articles": ("listings",),
    "check": ("checking",),
    "correct": ("correcting",),
    "evaluate": ("evaluation",),
    "extract": ("extraction",),
    "feeds": ("feeds",),
    "reextract": ("extraction",),
}


class Commands(TyperGroup):
    """The commands; whichever runs, a foreseeable problem ends it with one line and its exit code."""

    def list_commands(self, context: Any) -> list[str]:
        """The names of the commands."""
        return list(MODULES)

    def get_command(self, context: Any, name: str) -> Any:
        """The command of that name, made when it is asked for."""
        if name in MODULES and name not in self.commands:
            self.commands[name] = _made(name)
        return super().get_command(context, name)

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
        return result


def _made(name: str) -> Any:
    """The command of that name, which its modules add to the application."""
    for module in MODULES[name]:
        import_module(f"tracker.cli.{module}")
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.registered_callback = app.registered_callback  # with it, what is made has commands even if only one
    alone.registered_commands = [each for each in app.registered_commands if _name(each) == name]
    alone.registered_groups = [each for each in app.registered_groups if _name(each) == name]
    return typer.main.get_group(alone).commands[name]


def _name(added: Any) -> str:
    """What a command or a group of commands is called."""
    group = getattr(added, "typer_instance", None)
    called = added.name or (group.info.name if group else added.callback.__name__)
    return str(called).replace("_", "-")


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
        typer.echo(f"tracker {_installed_version()}")
        raise typer.Exit


def _installed_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tracker")
    except PackageNotFoundError:  # run from a checkout
        return "(not installed)"


@app.callback()
def tracker(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Who said what, to whom, how and when: quotes and claims in German and English news.

    Articles are read and kept in one SQLite file, which every question is answered from. Results go to
    standard output, messages to standard error. NO_COLOR, FORCE_COLOR and TRACKER_DB are respected.
    """
