"""Numbers that users give: read in one place, for all commands."""

from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

import typer

from tracker.terms import LARGEST_NUMBER
from tracker.views.harmless import harmless_line


def read_numbers_plainly(command: Any) -> None:
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
