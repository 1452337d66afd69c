"""The filters of `tracker quotes`, `timeline`, `report`, `count` and others: declared once, as given by the user."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from tracker.asking.filters import Scope, query_of
from tracker.cli import completing, options
from tracker.store import StatementQuery, Store
from tracker.terms import Act, CheckStatus, Kind, Standing, Verdict
from tracker.views.console import complain

Actor = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Who said it: any part or spelling of a name, or the actor's number. May be repeated: any of them.",
        autocompletion=completing.actors,
    ),
]
Addressee = Annotated[
    list[str] | None,
    typer.Option(
        *("--to", "--addressee"),
        metavar="NAME",
        help="To whom, or at whom: like --actor.",
        autocompletion=completing.actors,
    ),
]
Topic = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORD",
        help="What it is about; inflected words and compounds count. May be repeated: any of them.",
        autocompletion=completing.topics,
    ),
]
TopicScope = Annotated[
    Scope,
    typer.Option("--scope", help="Where the topic must be named: the statement, its paragraph or article."),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option("--kind", metavar="KIND", help=f"How it was quoted: {', '.join(Kind)}. May be repeated."),
]
Acts = Annotated[
    list[Act] | None,
    typer.Option("--act", metavar="ACT", help=f"What was done by saying it: {', '.join(Act)}. May be repeated."),
]
Standings = Annotated[
    list[Standing] | None,
    typer.Option(
        "--standing", metavar="STANDING", help=f"Whether it was said at all: {', '.join(Standing)}. May be repeated."
    ),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Said on this day or later: 2022-01-21, 21.1.2022, 2022-01, 2022, yesterday."),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or earlier.")]
InArticle = Annotated[
    str | None,
    typer.Option("--article", metavar="ARTICLE", help="Printed in this article: its number, its own id, or its file."),
]
InClaim = Annotated[
    int | None,
    typer.Option("--claim", metavar="N", help="Makes this claim: its number, see `tracker claims`."),
]
LeastConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, metavar="P", help="At least this sure, from 0 to 1."),
]
LeastActConfidence = Annotated[
    float | None,
    typer.Option("--min-act-confidence", min=0, max=1, metavar="P", help="Its act at least this sure, from 0 to 1."),
]
Statuses = Annotated[
    list[CheckStatus] | None,
    typer.Option("--status", metavar="STATUS", help=f"Of its checking: {', '.join(CheckStatus)}. May be repeated."),
]
Verdicts = Annotated[
    list[Verdict] | None,
    typer.Option("--verdict", metavar="VERDICT", help=f"What came of it: {', '.join(Verdict)}. May be repeated."),
]
HasVerdict = Annotated[
    bool,
    typer.Option("--rated", help="Only statements with a verdict: a fact-checker's or yours, see tracker verdicts."),
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Has this tag. May be repeated.", autocompletion=completing.tags),
]
Fragments = Annotated[
    bool, typer.Option("--fragments", help="Also quotes whose words are read in a statement around them.")
]
Sure = Annotated[
    bool,
    typer.Option("--sure", help="Only statements whose speaker is no guess, but at least .9 sure."),
]
Maybe = Annotated[
    bool,
    typer.Option(
        "--maybe",
        help="Also what may be meant: of “Clinton” for Hillary Clinton; with --since and --until what has no day.",
    ),
]


@dataclass(frozen=True)
class Filters:
    """The filters, in the order of the help; None and empty ones leave everything in."""

    actor: Actor = None
    topic: Topic = None
    scope: TopicScope = Scope.PARAGRAPH
    kind: Kinds = None
    act: Acts = None
    standing: Standings = None
    since: Since = None
    until: Until = None
    outlet: options.Outlet = None
    addressee: Addressee = None
    article: InArticle = None
    claim: InClaim = None
    min_confidence: LeastConfidence = None
    min_act_confidence: LeastActConfidence = None
    status: Statuses = None
    verdict: Verdicts = None
    rated: HasVerdict = False
    tag: Tags = None
    fragments: Fragments = False
    sure: Sure = False
    maybe: Maybe = False

    def query(self, store: Store, limit: int | None = None, tell: Callable[[str], None] = complain) -> StatementQuery:
        """The question that the filters ask; `tell` is given whom a name was taken for.

        Raises UsageError for a date that is none, and UserError for a name that is nobody's or several actors', and for
        an outlet or article that isn't there.
        """
        given = vars(self).copy()
        return query_of(store, limit, before_option="--", tell=tell, to=given.pop("addressee"), **given)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command with a parameter `filters` as one that takes each filter as an option of its own.

    Where the command has an option of that name itself, the filter isn't there.

    Typer reads a command's signature: in that, the filters stand in place of `filters`.
    """
    own = inspect.signature(command).parameters
    chosen = [field for field in fields(Filters) if field.name not in own]
    names = [field.name for field in chosen]
    hints = get_type_hints(Filters, include_extras=True)

    @wraps(command)
    def with_options(**given: Any) -> None:
        command(filters=Filters(**{name: given.pop(name) for name in names}), **given)

    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if parameter.name == "filters":
            parameters += [
                parameter.replace(name=field.name, annotation=hints[field.name], default=field.default)
                for field in chosen
            ]
        else:
            parameters.append(parameter)
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {each.name: each.annotation for each in parameters}
    return with_options
