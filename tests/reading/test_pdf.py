import builtins
from datetime import date
from typing import Any

import pytest
from sample_documents import Print, column, pdf

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError
from tracker.reading.formats.page_layout import joined, words_within

TODAY = date(2024, 4, 1)
THIRD = "Auch die Opposition äußerte sich. Der Ausbau müsse warten, sagte Fraktionschefin Meike Lorenz."
FIRST = (
    "Wirtschaftsministerin Klara Voss hat die Kritik am Ausbau des Nordhafens zurückgewiesen. „Der Hafen bleibt offen, "
    "und er wird größer“, sagte Voss am Mittwoch in Kiel. Wer das verhindern wolle, gefährde tausende Stellen."
)
SECOND = (
    "Der Vorsitzende des Naturbundes, Henrik Tamm, warf ihr vor, „mit falschen Zahlen“ zu arbeiten. Die Gutachten "
    "seien veraltet, die Prognosen auch. Er kündigte an, gegen den Bescheid zu klagen."
)


def read(data: bytes, **keywords: Any) -> Article:
    return read_document(data, "x.pdf", today=TODAY, **keywords)


def release(number: int, *lines: Print) -> list[Print]:
    """A page with header and footer, written last as some programs do."""
    return [
        *lines,
        Print("Wirtschaftsministerium – Medieninformation 12/2024", 60, 810, 8),
        Print("Düsternbrooker Weg 94, 24105 Kiel", 60, 30, 8),
        Print(f"Seite {number} von 3", 480, 30, 8),
    ]


def test_paragraphs_without_headers_footers_and_page_numbers() -> None:
    pages = [
        release(1, Print("Voss weist Kritik zurück", 60, 780, 18), *column(FIRST), *column(SECOND, top=690)),
        release(2, *column(SECOND), *column(FIRST, top=690)),
        release(3, *column(THIRD)),
    ]
    article = read(pdf(pages))
    assert article.text == "\n\n".join([FIRST, SECOND, SECOND, FIRST, THIRD])
    assert (article.title, article.format) == ("Voss weist Kritik zurück", "pdf")


@pytest.mark.parametrize("number", ["2", "- 2 -", "Seite 2", "Page 2 of 3", "2/3", "S. 2"])
def test_a_page_number_alone_is_no_text(number: str) -> None:
    assert read(pdf([[*column(FIRST), Print(number, 290, 30)]])).text == FIRST


def test_paragraphs_that_indentation_or_a_short_last_line_part() -> None:
    indented = column(SECOND, top=760 - 14 * len(column(FIRST)))
    indented[0] = Print(indented[0].words, 75, indented[0].bottom)
    assert read(pdf([column(FIRST) + indented])).text == f"{FIRST}\n\n{SECOND}"
    solid = column(SECOND, top=760 - 14 * len(column(FIRST)))
    assert read(pdf([column(FIRST) + solid])).text == f"{FIRST}\n\n{SECOND}"


def test_a_paragraph_goes_on_over_pages_and_columns() -> None:
    lines = column(FIRST, width=38)
    half = len(lines) // 2
    moved = [Print(line.words, 330, 760 - 14 * number) for number, line in enumerate(lines[half:])]
    assert read(pdf([lines[:half] + moved])).text == FIRST
    assert (
        read(pdf([lines[:half], [Print(line.words, 60, line.bottom + 14 * half) for line in lines[half:]]])).text
        == FIRST
    )


def test_words_broken_at_the_end_of_a_line_are_whole() -> None:
    words = ["Die Ministerin sprach von der Hafenwirt-", "schaft und der deutsch-", "dänischen Grenze."]
    lines = [Print(line, 60, 700 - 14 * number) for number, line in enumerate(words)]
    assert read(pdf([lines])).text == "Die Ministerin sprach von der Hafenwirtschaft und der deutsch-dänischen Grenze."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Die Tren-", "nung der Wör-", "ter"], "Die Trennung der Wörter"),
        (["Deutsch-", "land und Frank-", "reich"], "Deutschland und Frankreich"),
        (["die deutsch-", "französische Freundschaft"], "die deutsch-französische Freundschaft"),
        (["die rot-", "grüne Koalition"], "die rot-grüne Koalition"),
        (["der US-", "Präsident"], "der US-Präsident"),
        (["die Nord-", "Ostsee-Fähre"], "die Nord-Ostsee-Fähre"),
        (["nach Covid-", "19"], "nach Covid-19"),
        (["in Nord-", "und Südkorea"], "in Nord- und Südkorea"),
        (["two-", "and three-year terms"], "two- and three-year terms"),
        (["the govern-", "ment is self-", "governing"], "the government is self-governing"),
        (["a 54-year-", "old man"], "a 54-year-old man"),
        (["a long-", "term plan"], "a long-term plan"),
        (["Er kam -", "und ging"], "Er kam - und ging"),
        (["eine Minis\u00ad", "terin"], "eine Ministerin"),
        (["Das ist – ", "so Voss – wahr"], "Das ist – so Voss – wahr"),
        ([" ", "eins", "", "zwei "], "eins zwei"),
    ],
)
def test_hyphens_at_the_end_of_a_line(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_the_rest_of_the_text_tells_which_hyphens_are_part_of_the_word() -> None:
    lines = [
        "Der Kosten-Nutzen-Plan ist ein co-operation plan.",
        "The co-",
        "operation of the min-",
        "isters is minor.",
    ]
    assert joined(lines, words_within(lines)).endswith("The co-operation of the ministers is minor.")
    assert joined(["co-", "operation"]) == "cooperation"


def test_title_and_letterhead() -> None:
    letterhead = [Print("Pressemitteilung", 60, 800, 11), Print("Kiel, 6. März 2024", 60, 786, 11)]
    title = [Print("Voss weist Kritik am Ausbau", 60, 770, 16), Print("des Nordhafens zurück", 60, 752, 16)]
    article = read(pdf([letterhead + title + column(FIRST, top=720)]))
    assert (article.title, article.text) == ("Voss weist Kritik am Ausbau des Nordhafens zurück", FIRST)
    assert (article.published, article.published_basis) == (date(2024, 3, 6), PublishedBasis.DATELINE)


def test_metadata() -> None:
    info = {"Title": "Voss weist Kritik zurück", "Author": "Pressestelle", "CreationDate": "D:20240306120000+01'00'"}
    article = read(pdf([column(FIRST)], info=info), file_time=1_700_000_000)
    assert (article.title, article.author) == ("Voss weist Kritik zurück", "Pressestelle")
    assert (article.published, article.published_basis) == (date(2024, 3, 6), PublishedBasis.FILE_TIME)
    named = read(pdf([column(FIRST)], info=info), file_name="2024-03-05-voss.pdf")
    assert (named.published, named.published_basis) == (date(2024, 3, 5), PublishedBasis.FILE_NAME)


@pytest.mark.parametrize("title", ["Microsoft Word - pm_12.docx", "untitled", "pm-12.indd", " "])
def test_titles_that_are_none(title: str) -> None:
    assert read(pdf([column(FIRST)], info={"Title": title})).title is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf([[], []]), "has no text, only pictures. Run it through text recognition"),
        (pdf([column(FIRST)])[:700], "damaged"),
        (b"%PDF-1.4\nnothing else", "damaged"),
        (pdf([[Print("x", 60, 700)]] * 501), "more than 500 pages"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=rf"^x\.pdf: .*{problem}"):
        read(data)


def test_a_pdf_with_a_password() -> None:
    handler = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}>"
    protected = f"/Encrypt << {handler} >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    with pytest.raises(ReadingError, match="needs a password"):
        read(pdf([column(FIRST)], trailer=protected))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pdfium(name: str, *rest: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pdfium)
    with pytest.raises(ReadingError, match=r"pip install 'quote-claim-tracker\[pdf\]'"):
        read(pdf([column(FIRST)]))


def test_streams_that_unpack_without_end_are_refused() -> None:
    import zlib

    packed = zlib.compress(b" " * 50_000_000)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"
    data = pdf([[Print("x", 60, 700)]])
    start = data.index(b"6 0 obj\n") + len(b"6 0 obj\n")
    with pytest.raises(ReadingError, match="more than can be read"):
        read(data[:start] + stream + data[data.index(b"\nendobj", start) :])
