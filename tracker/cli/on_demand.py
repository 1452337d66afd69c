"""Groups of commands of which only the one that is called is imported: all take longer than a question to answer."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

from tracker.cli.errors import UsageError
from tracker.terms import LARGEST_NUMBER
from tracker.views.harmless import harmless_line

LISTING = "list"
HELP_OPTIONS = ("-h", "--help")
LEAST_SIMILAR = 0.7  # of what is misspelt: "quote" for "quotes", not "sing" for "ingest"


class OnDemand(TyperGroup):
    """Commands that are imported and made when they are asked for."""

    # The commands, those first that a newcomer needs first, and the modules in `tracker.cli` that add them.
    modules: ClassVar[Mapping[str, str]] = {}

    def added_to(self) -> typer.Typer:
        """What the modules add their commands to."""
        raise NotImplementedError

    def list_commands(self, context: Any) -> list[str]:
        """The names of the commands."""
        return list(self.modules)

    def resolve_command(self, context: Any, arguments: list[str]) -> Any:
        """The command that is named. Raises UsageError for one that is only misspelt, and says which."""
        if meant := self.misspelt(arguments[0]):
            raise UsageError(f"there is no command “{arguments[0]}”; did you mean {meant}?")
        return super().resolve_command(context, arguments)

    @classmethod
    def misspelt(cls, word: str) -> str | None:
        """The command that a word may be a misspelling of; None for one that is a command, and for other words."""
        similar = get_close_matches(word, cls.modules, n=1, cutoff=LEAST_SIMILAR)
        return similar[0] if similar and word not in cls.modules else None

    def get_command(self, context: Any, name: str) -> Any:
        """The command of that name, made when it is asked for."""
        if name in self.modules and name not in self.commands:
            import_module(f"tracker.cli.{self.modules[name]}")
            self.commands[name] = _made(self.added_to(), name)
        command = super().get_command(context, name)
        if command is not None:
            _read_numbers_plainly(command)
        return command


class WithListing(OnDemand):
    """Commands of which `list` is the one that is meant where none is named: the rest is its options then."""

    def parse_args(self, context: Any, arguments: list[str]) -> list[str]:
        """Put the command first, as it must be: the one that is named, before or after options, or `list`."""
        words = arguments[: arguments.index("--")] if "--" in arguments else arguments
        position = self._first_word(context, words)
        if position is not None and words[position] in self.modules:
            arguments = [arguments[position], *arguments[:position], *arguments[position + 1 :]]
        elif not set(words) & set(HELP_OPTIONS):
            arguments = [LISTING, *arguments]
        else:
            arguments = ["--help"]
        return super().parse_args(context, arguments)

    def _first_word(self, context: Any, words: Sequence[str]) -> int | None:
        """Where the first word stands that is neither an option nor its value."""
        with_value = {
            name
            for parameter in self.commands[LISTING].get_params(context)
            if parameter.param_type_name == "option" and not getattr(parameter, "is_flag", False)
            for name in parameter.opts
        }
        is_value = False
        for position, word in enumerate(words):
            if not is_value and not word.startswith("-"):
                return position
            is_value = not is_value and word in with_value
        return None

    def format_usage(self, context: Any, formatter: Any) -> None:
        """Both ways to call it."""
        listing = " ".join(self.commands[LISTING].collect_usage_pieces(context))
        formatter.write_usage(context.command_path, listing)
        formatter.write_usage(context.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, context: Any, formatter: Any) -> None:
        """The options of the listing, and the commands."""
        self.commands[LISTING].format_options(context, formatter)
        self.format_commands(context, formatter)


def _made(added_to: typer.Typer, name: str) -> Any:
    """The command of that name."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.registered_callback = added_to.registered_callback  # with it, what is made has commands even if only one
    alone.registered_commands = [each for each in added_to.registered_commands if _name(each) == name]
    alone.registered_groups = [each for each in added_to.registered_groups if _name(each) == name]
    return typer.main.get_group(alone).commands[name]


def _name(added: Any) -> str:
    """What a command or a group of commands is called."""
    group = getattr(added, "typer_instance", None)
    called = added.name or (group.info.name if group else added.callback.__name__)
    return str(called).replace("_", "-")


def propose_close_options_alone(problem: Any) -> None:
    """Where an option isn't there, have only those proposed that it may be a misspelling of: not --to for --fooo."""
    if proposed := getattr(problem, "possibilities", None):
        problem.possibilities = get_close_matches(problem.option_name, proposed, cutoff=LEAST_SIMILAR)


def _read_numbers_plainly(command: Any) -> None:
    """Have a command say in plain words which of its options and arguments can't be the number it must be."""
    for parameter in command.params:
        kind = parameter.type.name
        if kind.startswith(("int", "float")) and not isinstance(parameter.type.convert, partial):
            parameter.type = copy(parameter.type)  # it may be one that all commands share
            whole = kind.startswith("int")
            parameter.type.convert = partial(_converted, int if whole else float, parameter.type.convert)


def _converted(read: Callable[[str], float], convert: Callable[..., Any], value: Any, parameter: Any, at: Any) -> Any:
    """The value as click converts it. Raises typer.BadParameter for none, and for one that is too large."""
    try:
        number = read(value)
    except ValueError as error:
        wanted = "whole number" if read is int else "number"
        raise typer.BadParameter(f"“{harmless_line(str(value))}” is no {wanted}", at, parameter) from error
    if abs(number) > LARGEST_NUMBER:
        raise typer.BadParameter(f"{value} is beyond the largest number, {LARGEST_NUMBER}", at, parameter)
    try:
        return convert(value, parameter, at)
    except typer.BadParameter as error:  # click says "0 is not in the range x>=1"
        least, most = parameter.type.min, parameter.type.max
        wanted = f"at least {least}" if most is None else f"from {least} to {most}"
        raise typer.BadParameter(f"{value} can't be: it must be {wanted}", at, parameter) from error
