"""Text that was garbled on its way, and what on a page isn't the article."""

from datetime import date

import pytest
from sample_documents import PARAGRAPHS, page

from tracker.reading.documents import read_document
from tracker.reading.formats.feeds import read_feed
from tracker.reading.formats.mending import mended
from tracker.reading.records import Carried
from tracker.terms import PublishedBasis

TODAY = date(2024, 4, 1)
PRINTED = ["„Die Fähre hält“, sagte Käthe Göhl.", "“We won’t go,” said Zoë O’Dowd – twice.", "Straße, Öl, Übung …"]


@pytest.mark.parametrize("text", PRINTED)
def test_utf_8_that_was_read_as_windows_1252_is_mended(text: str) -> None:
    garbled = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
    assert garbled != text
    assert mended(garbled) == text


@pytest.mark.parametrize("text", [*PRINTED, "Ã© steht in UTF-8 für é.", "SÃO PAULO, ÂNGELA", "R&D; AT&T", "a &b; c"])
def test_what_is_as_it_was_printed_stays(text: str) -> None:
    assert mended(text) == text


def test_references_to_characters_in_a_text_are_read() -> None:
    assert mended("&quot;We won&#39;t,&quot; &#8220;no&#x201d; &amp; &bdquo;nie&ldquo;") == '"We won\'t," “no” & „nie“'


@pytest.mark.parametrize(
    "teaser",
    [
        "<p><strong>Lesen Sie auch:</strong> „Ich war es nicht“, sagt Nils Harke</p>",
        "<p>Read more: “It wasn't me,” says Nils Harke</p>",
        "<p><em>Newsletter: „Der beste Überblick“, sagt Nils Harke. Jetzt anmelden!</em></p>",
    ],
)
def test_what_leads_to_other_articles_is_no_text(teaser: str) -> None:
    markup = page().replace("</article>", f"{teaser}</article>", 1)
    assert teaser in markup
    assert read_document(markup.encode(), "x.html", today=TODAY).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2016/6/29 15:07:41", "2016-06-29"),
        ("Mi, 06 Mär 2024 09:00:00 +0100", "2024-03-06"),
        ("Wed, 06 Mar 2024 24:00:00 GMT", "2024-03-06"),
        ("Mittwoch, 6. März 2024 - 09:00", "2024-03-06"),
        ("sometime in spring", "sometime in spring"),
    ],
)
def test_a_feed_s_date(words: str, day: str) -> None:
    item = f"<item><title>T</title><link>http://x.example/1</link><pubDate>{words}</pubDate></item>"
    feed = read_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), "http://x.example/")
    assert feed.entries[0].published == day


def test_an_article_whose_feed_has_a_date_that_is_none_has_none_and_says_so() -> None:
    markup = "<html><body><article><h1>Die Fähre</h1>" + "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    article = read_document(
        markup.encode(), "x.html", carried=Carried(published="sometime in spring", fetched=1711929600.0), today=TODAY
    )
    assert (article.published, article.published_basis) == (None, PublishedBasis.UNKNOWN)
    assert any("sometime in spring" in remark for remark in article.remarks)
