from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_stream
from tracker.reading.errors import ReadingError
from tracker.reading.records import Given

TODAY = date(2022, 2, 1)
BODY = "Der Rat hat am Abend getagt. „Wir sind uns einig“, sagte Vogt.\n\nBeck widersprach ihr."


def read(text: str, given_by_user: Given | None = None) -> Article:
    return read_stream(text.encode(), given_by_user or Given(), today=TODAY)


def test_text_alone_stays_as_it_is() -> None:
    assert read(BODY) == Article(text=BODY, source="-", format="plain")


def test_title_line_and_dateline_are_taken_off() -> None:
    article = read(f"Rat einigt sich auf Kompromiss\n\nKiel, 21. Januar 2022 (dpa)\n\n{BODY}\n")
    assert article == Article(
        text=BODY,
        title="Rat einigt sich auf Kompromiss",
        outlet="dpa",
        published=date(2022, 1, 21),
        published_basis=PublishedBasis.DATELINE,
        source="-",
        format="plain",
    )


@pytest.mark.parametrize(
    "title",
    [
        "Rat einigt sich",
        "Wer zahlt für die Brücke?",
        "# Vogt gewinnt.",
        "„Wir sind uns einig“",
        "Vogt: Das war knapp!",
    ],
)
def test_titles(title: str) -> None:
    article = read(f"{title}\n\n{BODY}")
    assert (article.title, article.text) == (title.removeprefix("# "), BODY)


@pytest.mark.parametrize(
    "beginning",
    [
        "Der Rat hat sich geeinigt.",
        "„Wir sind uns einig.“",
        "Liebe Leserinnen und Leser,",
        "Vogt sagte:",
        "Kurz",
        "und nun die Meldung",
        "Wort " * 40,
    ],
)
def test_other_short_first_lines_are_text(beginning: str) -> None:
    article = read(f"{beginning}\n\n{BODY}")
    assert article.title is None
    assert article.text.startswith(beginning.strip())


@pytest.mark.parametrize("text", ["Nur eine Zeile", "Über allen Gipfeln\nIst Ruh\n\nIn allen Wipfeln\nSpürest du"])
def test_no_title_without_prose_below(text: str) -> None:
    assert (read(text).title, read(text).text) == (None, text)


def test_a_title_that_was_given_is_taken_off_the_text_and_no_other_line() -> None:
    assert read(f"Rat einigt sich\n\n{BODY}", Given(title="Rat  einigt sich")).text == BODY
    other = read(f"Rat einigt sich\n\n{BODY}", Given(title="Einigung in Kiel"))
    assert (other.title, other.text) == ("Einigung in Kiel", f"Rat einigt sich\n\n{BODY}")


@pytest.mark.parametrize(
    ("line", "day", "outlet"),
    [
        ("Genf, 21. Januar 2022 (dpa)", date(2022, 1, 21), "dpa"),
        ("Genf (dpa), 21.01.2022", date(2022, 1, 21), "dpa"),
        ("BRUSSELS, 21 January 2022", date(2022, 1, 21), None),
        ("Wien, Freitag, den 21. Jänner 2022", date(2022, 1, 21), None),
        ("Veröffentlicht am 21.01.2022, 14:03 Uhr", date(2022, 1, 21), None),
        ("Published: January 21, 2022 10:15 AM EST", date(2022, 1, 21), None),
        ("2022-01-21", date(2022, 1, 21), None),
    ],
)
def test_a_dateline_on_its_own_line_is_no_text(line: str, day: date, outlet: str | None) -> None:
    article = read(f"{line}\n{BODY}")
    assert (article.text, article.published, article.outlet) == (BODY, day, outlet)


@pytest.mark.parametrize(
    ("beginning", "day", "outlet"),
    [
        ("GENEVA, Jan. 21, 2022 (Reuters) - The council met.", date(2022, 1, 21), "Reuters"),
        ("WASHINGTON (AP) — The council met.", None, "AP"),
        ("NEW YORK, Dec. 22 (UPI) — The council met.", None, "UPI"),
        ("Frankfurt/Main (dpa/lhe) - Der Rat tagt.", None, "dpa/lhe"),
        ("Berlin, 21.01.2022 – Der Rat tagt.", date(2022, 1, 21), None),
        ("Vogt (CDU) - seit 2004 im Rat - sagte ab.", None, None),
        ("Berlin, wo am 21. Januar 2022 der Rat begann - und endete.", None, None),
        ("Am 21. Januar 2022 tagt der Rat.", None, None),
    ],
)
def test_a_dateline_before_the_first_sentence_stays_in_the_text(
    beginning: str, day: date | None, outlet: str | None
) -> None:
    article = read(f"{beginning}\n\n{BODY}")
    assert (article.text, article.published, article.outlet) == (f"{beginning}\n\n{BODY}", day, outlet)


def test_front_matter() -> None:
    article = read(
        "---\ntitle: \"Rat: einig\"\ndate: 2022-01-20\nsource: 'Kieler Blatt'\nlink: https://example.org/a?b=c:d\n"
        f"author: [Anna Vogt, Jan Beck]\nlang: de-AT\ntags:\n  - Kiel\n# note\nlayout: post\n---\n\n{BODY}"
    )
    assert article == Article(
        text=BODY,
        title="Rat: einig",
        outlet="Kieler Blatt",
        url="https://example.org/a?b=c:d",
        author="Anna Vogt, Jan Beck",
        published=date(2022, 1, 20),
        published_basis=PublishedBasis.METADATA,
        language="de",
        source="-",
        format="plain",
    )


@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: Rat einig\n\nOhne Ende.",
        "---\nVogt: Nein.\nBeck: Doch.\n---\nDas war alles.",
        "---\ntitle: Rat\nEin Satz ohne Feld.\n---\nText.",
        "---\n---\nText.",
    ],
)
def test_a_block_that_is_no_front_matter_is_text(block: str) -> None:
    assert (read(block).text, read(block).title) == (block, None)


def test_what_was_given_wins() -> None:
    given_by_user = Given(date(2022, 1, 1), "Blatt", "Titel hier", "https://example.org", "en")
    article = read(f"---\ntitle: A\ndate: 2022-01-20\nsource: B\nurl: C\nlang: de\n---\n{BODY}", given_by_user)
    assert (article.published, article.outlet, article.title, article.url, article.language) == (
        date(2022, 1, 1),
        "Blatt",
        "Titel hier",
        "https://example.org",
        "en",
    )
    assert article.published_basis is PublishedBasis.GIVEN


def test_the_text_is_as_printed_but_for_what_is_never_printed() -> None:
    text = read(
        "Minis\u00adter\u200bin\ufeff\x07 Vogt\u00a0sagt:\r\ne\u0301 ist\tnicht \u00e9.\u2028Und\x0b👨\u200d👩 bleibt."
    ).text
    assert text == "Ministerin Vogt\u00a0sagt:\ne\u0301 ist\tnicht \u00e9.\nUnd\n👨\u200d👩 bleibt."


def test_a_date_to_come_is_no_published_date() -> None:
    article = read(f"---\ndate: 2023-01-01\n---\nKiel, 21. Januar 2022\n\n{BODY}")
    assert (article.published, article.published_basis) == (date(2022, 1, 21), PublishedBasis.DATELINE)


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", "\ufeff".encode(), b"---\ntitle: A\n---\n", "\u200b\u00ad".encode()]
)
def test_empty_and_blank_are_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"empty|blank"):
        read_stream(data)


TEXTS = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "---\n",
                "title: A b\n",
                "date: 2022-01-01\n",
                "Kiel, 21. Januar 2022 (dpa)",
                "Rat tagt",
                "# ",
                ".",
                "Kiel (dpa) - ",
                "\r\n",
                "\ufeff",
                "Der Rat tagt heute.",
                "A: b\n",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.binary(), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_an_article_or_one_clear_line(data: bytes) -> None:
    problem = None
    try:
        article = read_stream(data, source="a\nb\x1b.txt", today=TODAY)
    except ReadingError as error:
        problem = str(error)
    if problem is None:
        assert article.text == article.text.strip() != ""
        assert article.text.encode()
    else:
        assert problem.isprintable()
        assert "a\\nb\\x1b.txt" in problem


PRINTED = st.characters(codec="utf-8", exclude_categories=["Cc"])


@given(
    st.text(alphabet=st.one_of(PRINTED, st.sampled_from("\n\t\r")), min_size=1).map(lambda text: f"Es {text} war so.")
)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    first = read(text)
    assert read(first.text, Given(title=first.title)).text == first.text


@pytest.mark.parametrize(
    "heading",
    [
        "FOR IMMEDIATE RELEASE",
        "Press release:",
        "PRESSEMITTEILUNG Nr. 12/2024",
        "Pressemitteilung\n\nZur sofortigen Veröffentlichung",
        "Pressemitteilung Nr. 12/2024:",
        "3 January 2022\n\nPRESS RELEASE",
    ],
)
def test_what_heads_a_press_release_is_neither_title_nor_text(heading: str) -> None:
    text = "ASHBOURNE, 3 January 2022 – The trust announced a plan. Work begins soon."
    article = read(f"{heading}\n\nTrust Restores the River\n\n{text}")
    assert (article.title, article.published, article.text) == ("Trust Restores the River", date(2022, 1, 3), text)


def test_a_report_about_a_press_release_keeps_its_beginning() -> None:
    text = "Pressemitteilung der Stadt sorgt für Ärger\n\nDie Stadt hat sich entschuldigt. Das teilte sie mit."
    assert read(text).title == "Pressemitteilung der Stadt sorgt für Ärger"
    assert read("Press release").text == "Press release"
