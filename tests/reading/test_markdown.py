from datetime import date

import pytest

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document

TODAY = date(2022, 2, 1)


def read(text: str, name: str = "x.md") -> Article:
    return read_document(text.encode(), name, today=TODAY)


def test_what_is_printed_of_it() -> None:
    article = read(
        "# Rat *tagt*\n\nDer **Rat** hat [am Abend](https://rat.example/a_b) getagt.\nBis spät\\* in die\\\nNacht.\n\n"
        "## Beschluss\n\n> „Wir sind uns `einig`“, sagte\n> Vogt &amp; Söhne.\n\n- Punkt 1\n- Punkt <b>2</b>\n\n"
        "![Bild](b.png)\n\n| Jahr | t |\n|------|---|\n| 2023 | 7 |\n\n***\n\n    Gedicht\n\n~~Alt~~ Ende."
    )
    assert (article.title, article.format) == ("Rat tagt", "markdown")
    assert article.text == (
        "Der Rat hat am Abend getagt. Bis spät* in die\nNacht.\n\n"
        "Beschluss\n\n„Wir sind uns einig“, sagte Vogt & Söhne.\n\n"
        "Punkt 1\n\nPunkt 2\n\nJahr\tt\n2023\t7\n\nGedicht\n\nAlt Ende."
    )


def test_front_matter() -> None:
    article = read(
        "---\ntitle: Rat einigt sich\ndate: 2022-01-20\nlastmod: 2022-01-22T10:00\nsource: Kieler Blatt\n---\n"
        "# Rat einigt sich\n\nDer *Rat* tagt."
    )
    assert (article.title, article.outlet, article.text) == ("Rat einigt sich", "Kieler Blatt", "Der Rat tagt.")
    assert (article.published, article.published_basis) == (date(2022, 1, 20), PublishedBasis.METADATA)
    assert article.modified == "2022-01-22T10:00"


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" + ">" * 50_000 + " x",
        "# a\n" + "[" * 100_000,
        "# a\n" + "*a **b " * 20_000,
        "# a\n\n" + "b\n\n" * 300_000,
    ],
)
def test_endless_nesting_is_read_all_the_same(text: str) -> None:
    assert read(text).text


def test_a_title_alone_is_no_article() -> None:
    assert read("# Rat tagt heute").text == "Rat tagt heute"
