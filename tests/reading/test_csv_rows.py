import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_building import TEXT, articles, problems, records

from tracker.reading.article import Article
from tracker.reading.field_map import parse_map

DAY = date(2022, 1, 21)


def table(*rows: list[str], delimiter: str = ",", **how: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, **how).writerows(rows)  # type: ignore[arg-type]
    return written.getvalue()


HEADER = ["Titel", "Datum", "Text", "Quelle"]
ROW = ["Der Hafen", "21.01.2022", f"{TEXT}\n\n„Wir bauen“, sagte er; und ging.", "Bote"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_encodings(encoding: str, delimiter: str) -> None:
    [article] = articles(table(HEADER, ROW, delimiter=delimiter).encode(encoding), name="a.csv")
    assert article == Article(
        ROW[2], "Der Hafen", "Bote", None, None, DAY, article.published_basis, None, "a.csv, row 2", None, "csv"
    )


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    data = table(HEADER, ROW, ["", "", "", ""], ["A", "", "", "B"], ROW[:3], [*ROW, "", ""]).encode()
    found = records(data, name="a.csv")
    assert [record.place for record in found] == [f"a.csv, row {number}" for number in (2, 4, 5, 6)]
    assert [record.article is not None for record in found] == [True, False, True, True]
    assert "the fields are: Titel, Datum, Text, Quelle" in problems(found)[0]


def test_a_cell_too_many_is_a_text_cut_off() -> None:
    found = records(b"title,text\nA,Erst, dann nicht.\nB,Doch.\n")
    assert problems(found) == [
        "stdin, row 2: 3 cells for 2 columns. Put cells with a delimiter in them in quotation marks."
    ]
    assert found[1].article


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    data = table(HEADER, ROW, ROW, lineterminator=line_end).encode()
    assert [article.text for article in articles(data, name="a.csv")] == [ROW[2]] * 2


def test_how_excel_is_told_the_delimiter() -> None:
    assert [article.title for article in articles(b"sep=;\r\nTitel;Text\r\nA;Das ist es.\r\n", name="a.csv")] == ["A"]


def test_the_users_map() -> None:
    data = b"Kopf;Der Inhalt;Tag\nA;Das ist es.;20220121\n"
    [article] = articles(data, name="a.csv", fields=parse_map(["text=der inhalt", "title=Kopf", "date=Tag"]))
    assert (article.text, article.title, article.published) == ("Das ist es.", "A", DAY)


@pytest.mark.parametrize("words", [[], ["text=tekst"]])
def test_no_column_has_the_text(words: list[str]) -> None:
    found = records(b"a;b\x1b[31m;c\n" * 100, name="a.csv", fields=parse_map(words))
    assert problems(found) == [
        "a.csv: no column of this table is known to have the text. Name it with --map text=COLUMN; the columns are: "
        "a, b\\x1b[31m, c."
    ]


def test_one_column() -> None:
    assert [article.text for article in articles(b"text\nEins.\nZwei.\n", name="a.csv")] == ["Eins.", "Zwei."]


def test_a_name_twice_counts_where_it_stands_first() -> None:
    assert articles(b"text,title,text\nEins.,A,Zwei.\n", name="a.csv")[0].text == "Eins."


def test_a_quotation_mark_that_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.formats.csv_rows.LARGEST_RECORD", 100_000)
    found = records(table(HEADER, ROW).encode() + b'A,,"' + b"wort wort\n" * 20_000)
    assert [record.article is not None for record in found] == [True, False]
    assert problems(found)[0].startswith("stdin, row 3: longer than")


def test_a_row_is_known_by_its_cells_and_columns() -> None:
    one, two = (records(f"{name},title\nA.,B\n".encode())[0].digest for name in ("text", "body"))
    assert one != two
    assert records(b'"text","title"\r\n"A.","B"\r\n')[0].digest == one
    assert records(b"text;title\nA.;C\n")[0].digest != one


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n"), max_size=40)


@given(st.lists(st.tuples(CELL.filter(lambda cell: any(map(str.isalnum, cell))), CELL), min_size=1, max_size=5))
def test_every_row_with_a_text_is_an_article(rows: list[tuple[str, str]]) -> None:
    data = table(["body", "id"], *(["x" + text, other] for text, other in rows))
    assert len(articles(data.encode(), name="a.csv")) == len(rows)
