import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from sample_documents import PARAGRAPHS, TITLE, docx, paragraph

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError

TODAY = date(2024, 4, 1)
TEXT = "\n\n".join(PARAGRAPHS)


def read(data: bytes, **keywords: Any) -> Article:
    return read_document(data, "x.docx", today=TODAY, **keywords)


@pytest.mark.parametrize("style", ["Title", "Titel", "Heading1", "berschrift1"])
def test_title_and_paragraphs(style: str) -> None:
    body = paragraph(TITLE, style) + paragraph(" ") + "".join(paragraph(each) for each in PARAGRAPHS)
    article = read(docx(body))
    assert (article.title, article.text, article.format) == (TITLE, TEXT, "docx")


def test_a_title_line_without_a_style_is_found_as_in_plain_text() -> None:
    assert read(docx("".join(paragraph(each) for each in [TITLE, "Kiel, 6. März 2024 (dpa)", *PARAGRAPHS]))) == Article(
        text=TEXT,
        title=TITLE,
        outlet="dpa",
        published=date(2024, 3, 6),
        published_basis=PublishedBasis.DATELINE,
        source="x.docx",
        format="docx",
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("Der ") + f"<w:hyperlink>{run('Rat')}</w:hyperlink>" + run(" tagt."), "Der Rat tagt."),
        (
            f"<w:ins>{run('Der Rat')}</w:ins><w:del><w:r><w:delText>Nie</w:delText></w:r></w:del>{run(' tagt.')}",
            "Der Rat tagt.",
        ),
        (f"<w:sdt><w:sdtContent>{run('Der Rat')}</w:sdtContent></w:sdt>{run(' tagt.')}", "Der Rat tagt."),
        (f"<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('Der')}<w:r><w:tab/></w:r>{run('Rat')}", "Der\tRat"),
        (f"{run('Der')}<w:r><w:br/></w:r>{run('Rat')}<w:r><w:noBreakHyphen/></w:r>{run('Saal')}", "Der\nRat-Saal"),
        (f"<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{run('Minis&#173;terin')}", "Ministerin"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('Der Rat')}</mc:Choice><mc:Fallback>{run('Der Rat')}</mc:Fallback>"
            "</mc:AlternateContent>",
            "Der Rat",
        ),
    ],
)
def test_what_is_printed_of_a_paragraph(inside: str, text: str) -> None:
    assert read(docx(f"<w:p>{inside}</w:p>")).text == text


def test_tables() -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in [("Jahr", "t"), ("2023", "6,8")]
    )
    assert read(docx(paragraph("Es gilt:") + f"<w:tbl>{rows}</w:tbl>")).text.split() == [
        "Es",
        "gilt:",
        "Jahr",
        "t",
        "2023",
        "6,8",
    ]


def test_properties_are_metadata_but_for_the_dates_which_are_guesses() -> None:
    properties = (
        f"<dc:title>{TITLE}</dc:title><dc:creator>Jana Petersen</dc:creator>"
        "<dcterms:created>2024-03-06T10:00:00Z</dcterms:created><dcterms:modified>2013-12-23T23:15:00Z</dcterms:modified>"
    )
    article = read(docx("".join(map(paragraph, PARAGRAPHS)), properties=properties), file_time=1_600_000_000)
    assert (article.title, article.author, article.text) == (TITLE, "Jana Petersen", TEXT)
    assert (article.published, article.published_basis) == (date(2024, 3, 6), PublishedBasis.FILE_TIME)


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        text = "<w:t>" + "a" * 1_000_000 + "</w:t>"
        archive.writestr("word/document.xml", docx_beginning() + text * 50)
    return file.getvalue()


def docx_beginning() -> str:
    with zipfile.ZipFile(BytesIO(docx(""))) as archive:
        return archive.read("word/document.xml").decode().partition("<w:body>")[0] + "<w:body><w:p><w:r>"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + number)} "{("&" + chr(97 + number) + ";") * 10}">' for number in range(8)
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (docx(without="word/document.xml"), "no Word document"),
        (docx()[:300], "damaged"),
        (docx()[:200] + b"\xff" * 40 + docx()[240:], "damaged"),
        (docx("<w:p><w:r>"), "damaged"),
        (docx("<w:p>" * 10_000 + "</w:p>" * 10_000), "damaged"),
        (docx("<w:p/>" * 10), "blank"),
        (docx("<w:p><w:r><w:t>&i;&i;</w:t></w:r></w:p>", beginning=ENTITIES + "]>"), "damaged|blank"),
        (
            docx(
                "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
                beginning='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            ),
            "damaged|blank",
        ),
        (bomb(), "unpacks to more than 40 MB|longer than any article"),
    ],
    ids=["no document", "cut", "garbled", "unclosed", "deep", "blank", "entities", "foreign entity", "bomb"],
)
def test_what_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=rf"^x\.docx: .*(?:{problem})"):
        read(data)
