"""`tracker guide`: what is too long for the README, on the terminal."""

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated

import typer

from tracker.cli.application import app, examples
from tracker.cli.errors import UserError
from tracker.views.manual import print_guide, print_guides

FOLDER = resources.files("tracker") / "guides"
ENDING = ".md"


def _names(incomplete: str) -> list[str]:
    return [name for name in guides() if name.startswith(incomplete)]


@app.command(epilog=examples("tracker guide", "tracker guide actors", "tracker guide programs | grep spans"))
def guide(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Which guide.", autocompletion=_names),
    ] = None,
) -> None:
    """List the guides that come with the program, or show one. In a pipe it is Markdown."""
    known = guides()
    if name is None:
        print_guides({each: _title(file) for each, file in known.items()})
    elif name in known:
        print_guide(known[name].read_text(encoding="utf-8"))
    else:
        raise UserError(f"there is no guide “{name}”; there are {', '.join(known)}")


def guides() -> dict[str, Traversable]:
    """The guides by name, in the order of the alphabet."""
    files = (each for each in FOLDER.iterdir() if each.name.endswith(ENDING))
    return {each.name.removesuffix(ENDING): each for each in sorted(files, key=lambda each: each.name)}


def _title(file: Traversable) -> str:
    return file.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
