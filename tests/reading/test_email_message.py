from base64 import encodebytes
from datetime import date

import pytest
from sample_documents import ADDRESS, PARAGRAPHS, TITLE, message, page

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError

TODAY = date(2024, 4, 1)
TEXT = "\n\n".join(PARAGRAPHS)


def read(data: bytes) -> Article:
    return read_document(data, "x.eml", today=TODAY)


def of_parts(plain: str, html: str) -> bytes:
    parts = f"""--b
Content-Type: text/plain; charset="windows-1252"
Content-Transfer-Encoding: base64

{encodebytes(plain.encode("cp1252")).decode()}
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{encodebytes(html.encode()).decode()}
--b
Content-Type: text/plain; name="anhang.txt"
Content-Disposition: attachment; filename="anhang.txt"

Anhang
--b--"""
    return message(parts, Content_Type='multipart/alternative; boundary="b"')


def test_a_press_release() -> None:
    assert read(message()) == Article(
        text=TEXT,
        title=TITLE,
        outlet="Pressestelle Wirtschaftsministerium",
        published=date(2024, 3, 6),
        published_basis=PublishedBasis.METADATA,
        source="x.eml",
        format="email",
    )


@pytest.mark.parametrize(
    ("sender", "outlet", "author"),
    [
        ("Klara Voss <klara.voss@hafen.example>", "hafen.example", "Klara Voss"),
        ("=?utf-8?q?Jana_K=C3=B6hler?= <koehler@blatt.example>", "blatt.example", "Jana Köhler"),
        ("Der Morgen <newsletter@blatt.example>", "Der Morgen", None),
        ("noreply@blatt.example", "blatt.example", None),
        ('"dpa Basisdienst" <news@dpa.example>', "dpa Basisdienst", None),
        ("", None, None),
        ("<<<>>>@@", None, None),
    ],
)
def test_senders(sender: str, outlet: str | None, author: str | None) -> None:
    article = read(message(From=sender))
    assert (article.outlet, article.author) == (outlet, author)


def test_a_sender_with_a_list_is_an_outlet() -> None:
    article = read(message(From="Jana Köhler <k@blatt.example>", List_Id="<morgen.blatt.example>"))
    assert (article.outlet, article.author) == ("Jana Köhler", None)


@pytest.mark.parametrize("prefix", ["Fwd: ", "WG: ", "AW: Re: ", "RE: FW: "])
def test_subjects_without_what_programs_put_before_them(prefix: str) -> None:
    assert read(message(Subject=prefix + TITLE)).title == TITLE


def test_the_plain_part_is_preferred_and_attachments_are_no_text() -> None:
    assert read(of_parts(TEXT, page("<p>Nur im HTML steht dies, und zwar ausführlich.</p>"))).text == TEXT


@pytest.mark.parametrize("plain", ["", "Ihr Programm kann kein HTML anzeigen.", "View this email in your browser: x"])
def test_else_the_html_is_read_like_a_page(plain: str) -> None:
    article = read(of_parts(plain, page()))
    assert (article.text, article.title, article.format) == (TEXT, TITLE, "email")


@pytest.mark.parametrize(
    "below",
    [
        "\n\n-- \nPressestelle\nTelefon 0431 988-0",
        "\n\nAm 5. März 2024 um 10:12 schrieb Ole Brandt <o@b.example>:\n\n> Stimmt das?\n> Und wann?",
        "\n\nOn Tue, Mar 5, 2024 at 10:12 AM Ole Brandt\n<o@b.example> wrote:\n> Is it true?",
        "\n\n-----Ursprüngliche Nachricht-----\nVon: Ole Brandt\nGesendet: Dienstag\nBetreff: Frage\n\nStimmt das?",
        "\n\nVon: Ole Brandt\nGesendet: Dienstag, 5. März\nAn: Presse\nBetreff: Frage\n\nStimmt das?",
        "\n\n---------- Forwarded message ---------\nFrom: Ole Brandt\nDate: Tue\n\nIs it true?",
    ],
)
def test_signatures_and_what_was_quoted_or_forwarded_are_left_off(below: str) -> None:
    assert read(message(TEXT + below)).text == TEXT


def test_a_message_that_only_forwards_another_is_that_one() -> None:
    head = "---------- Forwarded message ---------\nFrom: Presse\nDate: Wed\nSubject: Hafen\n\n"
    assert read(message(head + TEXT, Subject=f"Fwd: {TITLE}")).text == TEXT
    quoted = "\n".join(f"> {line}" for line in TEXT.split("\n"))
    assert read(message(quoted)).text == TEXT


@pytest.mark.parametrize("line", ["Von: Kiel nach Lübeck ist es weit.", "Am Mittwoch schrieb Voss:", "-- so Voss --"])
def test_lines_that_only_look_like_it_are_text(line: str) -> None:
    text = f"{PARAGRAPHS[0]}\n\n{line}\n\n{PARAGRAPHS[1]}"
    assert read(message(text)).text == text


def test_lines_broken_for_the_way_are_whole() -> None:
    flowed = message(
        "Der Hafen \nbleibt offen, \nsagte Voss.\n\nEnde.\n-- \nSie", Content_Type="text/plain; format=flowed"
    )
    assert read(flowed).text == "Der Hafen bleibt offen, sagte Voss.\n\nEnde."


def test_an_agency_report() -> None:
    report = f"Voss: Hafen bleibt offen\n\nKiel, 6. März 2024 (dpa)\n\n{TEXT}"
    article = read(message(report, Subject="Voss: Hafen bleibt offen", Date=""))
    assert (article.text, article.published_basis) == (TEXT, PublishedBasis.DATELINE)


def test_a_saved_web_page() -> None:
    data = f"""From: <Saved by Blink>
Snapshot-Content-Location: {ADDRESS}
Subject: {TITLE} | Hafenkurier
Date: Fri, 15 Mar 2024 09:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-Transfer-Encoding: base64
Content-Location: {ADDRESS}

{encodebytes(page().encode()).decode()}
--b--
"""
    article = read(data.encode())
    assert (article.text, article.title, article.url, article.outlet) == (
        TEXT,
        TITLE,
        ADDRESS,
        "www.hafenkurier.example"[4:],
    )
    assert article.published is None  # the day of saving is no published date


@pytest.mark.parametrize(
    "headers",
    [
        {"Date": "gestern"},
        {"Date": "Wed, 99 Foo 20245"},
        {"Subject": "=?utf-8?b?//8=?= =?nonsense?q?x?="},
        {"From": "=?utf-8?q?=FF?= <a@b"},
        {"Content-Type": 'text/plain; charset="nonsense"'},
        {"Content-Type": "text/plain; charset*=x''%"},
        {"Content-Transfer-Encoding": "nonsense"},
        {"Content-Type": "text/plain; " + "a*0=b;" * 1000},
    ],
)
def test_broken_headers_cost_no_text(headers: dict[str, str]) -> None:
    assert read(message(**headers)).text == TEXT


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (message(""), "no text in this message"),
        (message("x", Content_Type="image/png"), "no text in this message"),
        (message("-- \nNur ich"), "no text in this message"),
        (
            message("x" + "--b\nContent-Type: text/plain\n\nx\n" * 3000, Content_Type="multipart/mixed; boundary=b"),
            "parts",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=rf"^x\.eml: .*{problem}"):
        read(data)
