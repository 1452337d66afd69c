"""Correcting what is known of an article."""

from dataclasses import replace
from typing import Annotated

import typer

from tracker.asking.choosing import chosen_article
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.days import day_that_was
from tracker.cli.errors import UsageError
from tracker.extraction import extract, versions
from tracker.reading.article import PublishedBasis
from tracker.views.console import complain


@app.command(
    epilog=examples(
        "tracker correct 3 --date 2022-01-21",
        'tracker correct 3 --outlet dpa --title "Krisengespräch in Genf"',
    )
)
def correct(
    article: options.Article,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published (2022-01-21).")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it is published.")] = None,
    language: Annotated[options.Language | None, typer.Option(help="Its language.")] = None,
    database: options.Database = None,
) -> None:
    """Correct an article's date, outlet, title, URL or language.

    Its statements are found and dated again with that; one that is found again keeps its number.
    """
    day = day_that_was(date)
    if not any((day, outlet, title, url, language)):
        raise UsageError("nothing to correct: give --date, --outlet, --title, --url or --language")

    with open_to_write(database, create=False) as store:
        number = chosen_article(store, article)
        corrected = store.article_text(number)
        corrected = replace(
            corrected,
            outlet=outlet or corrected.outlet,
            title=title or corrected.title,
            url=url or corrected.url,
            language=language or corrected.language,
        )
        if day is not None:
            corrected = replace(corrected, published=day, published_basis=PublishedBasis.GIVEN)
        found = extract(corrected.text, corrected.published, corrected.language)
        store.correct(number, corrected, found, versions())
    complain(f"article {number} corrected")
