"""RSS and Atom in all conditions to what they announce."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reading.errors import ReadingError
from tracker.reading.formats.feeds import MOST_ENTRIES, Feed, FeedEntry, read_feed

AT = "https://news.example/feeds/all.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Hafenkurier &amp; Anzeiger</title><link>https://news.example/</link>
<item>
  <title>Streit um den &lt;b&gt;Hafen&lt;/b&gt; Nordby</title><link>/hafen?a=1&amp;b=2</link>
  <guid isPermaLink="false">hafen-7</guid><pubDate>Fri, 08 Mar 2024 00:30:00 +0100</pubDate>
  <dc:creator>Petra Lindholm</dc:creator><description>Kurz.</description>
  <content:encoded><![CDATA[<p>Der ganze Text.</p>]]></content:encoded>
</item>
<item><title>Brücke</title><guid>https://news.example/bruecke</guid><description>Nur kurz.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/news/">
<title type="html">Harbour &amp;amp; Post</title>
<entry><id>tag:post.example,2024:1</id><title>New bridge</title><link href="bridge.html"/>
  <link rel="enclosure" href="sound.mp3"/>
  <published>2024-03-09T23:30:00-05:00</published><updated>2024-03-12T08:00:00Z</updated>
  <author><name>Jan Okafor</name><email>jan@post.example</email></author><author><name>Karl Lindholm</name></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All of it.</p></div></content></entry>
<entry><id>tag:post.example,2024:2</id><title>Ferry</title><link href="/ferry"/><updated>2024-03-10T08:00:00Z</updated>
  <summary>Short.</summary></entry>
</feed>"""


def read(text: str | bytes, content_type: str | None = None) -> Feed:
    return read_feed(text.encode() if isinstance(text, str) else text, AT, content_type)


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'


def item(number: int, more: str = "") -> str:
    return f"<item><title>Title {number}</title><link>https://news.example/{number}</link>{more}</item>"


def test_rss() -> None:
    assert read(RSS) == Feed(
        "Hafenkurier & Anzeiger",
        (
            FeedEntry(
                key="hafen-7",
                url="https://news.example/hafen?a=1&b=2",
                title="Streit um den Hafen Nordby",
                author="Petra Lindholm",
                published="2024-03-08",
                content="<p>Der ganze Text.</p>",
            ),
            FeedEntry("https://news.example/bruecke", "https://news.example/bruecke", "Brücke"),
        ),
    )


def test_atom() -> None:
    assert read(ATOM) == Feed(
        "Harbour & Post",
        (
            FeedEntry(
                key="tag:post.example,2024:1",
                url="https://post.example/news/bridge.html",
                title="New bridge",
                author="Jan Okafor, Karl Lindholm",
                published="2024-03-09",
                content="<p>All of it.</p>",
            ),
            FeedEntry("tag:post.example,2024:2", "https://post.example/ferry", "Ferry", published="2024-03-10"),
        ),
    )


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Fri, 08 Mar 2024 23:59:00 -0800", "2024-03-08"),
        ("08 Mar 24 10:00 GMT", "2024-03-08"),
        ("2024-03-08", "2024-03-08"),
        ("2024-03-08T00:10:00+13:00", "2024-03-08"),
        ("Mar 8 2024", "2024-03-08"),
        ("yesterday", "yesterday"),  # which is said where the article is read
        ("", None),
        ("Fri, 99 Foo 2024", "Fri, 99 Foo 2024"),
    ],
)
def test_the_day_is_the_one_that_is_printed(printed: str, day: str | None) -> None:
    [entry] = read(rss(item(1, f"<pubDate>{printed}</pubDate>"))).entries
    assert entry.published == day


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize(
        "content_type", [None, "text/xml; charset=iso-8859-1", "application/xml; charset=nonsense"]
    )
    def test_unicode_is_known_by_its_bytes(self, encoding: str, content_type: str | None) -> None:
        assert read(RSS.encode(encoding), content_type).entries[1].title == "Brücke"

    @pytest.mark.parametrize(
        ("declared", "content_type"),
        [("iso-8859-1", None), ("iso-8859-1", "text/xml"), ("UTF-8", "text/xml; charset=latin-1"), ("UTF-8", None)],
    )
    def test_others_by_what_is_said_of_them(self, declared: str, content_type: str | None) -> None:
        data = RSS.replace("UTF-8", declared).encode("latin-1")
        assert read(data, content_type).entries[1].title == "Brücke"


class TestEntries:
    def test_the_same_one_twice_is_one(self) -> None:
        feed = read(rss(item(1), item(2), item(1)))
        assert [entry.key for entry in feed.entries] == ["https://news.example/1", "https://news.example/2"]

    def test_without_an_address_and_a_text_there_is_nothing_to_read(self) -> None:
        assert read(rss("<item><title>Empty</title></item>")).entries == ()

    def test_without_an_address_the_text_is_enough(self) -> None:
        written = "<entry><title>T</title><content>a &lt; b</content></entry>"
        [entry] = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{written}</feed>').entries
        assert (entry.url, entry.content) == (None, "<p>a &lt; b</p>")
        assert entry.key

    def test_more_than_a_thousand_are_counted(self) -> None:
        feed = read(rss(*map(item, range(MOST_ENTRIES + 7))))
        assert (len(feed.entries), feed.left_out) == (MOST_ENTRIES, 7)
        assert feed.entries[0].url == "https://news.example/0"

    def test_a_feed_without_any_is_a_feed(self) -> None:
        assert read(rss()) == Feed("T", ())


class TestDamage:
    def test_broken_xml_is_read_as_far_as_it_goes(self) -> None:
        feed = read(rss(item(1), item(2)).removesuffix("</item></channel></rss>") + "<b>&nbsp;<item")
        assert [entry.title for entry in feed.entries] == ["Title 1", "Title 2"]

    def test_entities_of_html_are_understood(self) -> None:
        [entry] = read(rss("<item><title>Gr&uuml;&szlig;e &amp; mehr</title><link>/x</link></item>")).entries
        assert entry.title == "Grüße & mehr"

    def test_half_a_character_harms_nobody(self) -> None:
        feed = read(rss("<item><title>x&#xD83D;&#56832;&amp;#xD800;y</title><link>/x</link></item>"))
        assert feed.entries[0].title.encode()  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b"  \n", "empty"),
            (b"hello", "neither RSS nor Atom"),
            (b"{}", "neither RSS nor Atom"),
            (b"\x00\x01\xff", "neither RSS nor Atom"),
            (b"%PDF-1.7", "neither RSS nor Atom"),
            (b"<!doctype html><html><title>News</title></html>", "a web page, not a feed. Look on it for a link"),
            (
                b'<html><link rel=alternate type="application/atom+xml" href="/f?a&amp;b"></html>',
                "it names https://news.example/f?a&b",
            ),
            (b"<rss>" + b" " * 5_000_000, "larger than 5 MB"),
        ],
    )
    def test_what_is_no_feed_is_said(self, data: bytes, said: str) -> None:
        with pytest.raises(ReadingError) as caught:
            read(data)
        assert str(caught.value).startswith(f"{AT}: ")
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)

    @settings(max_examples=40)
    @given(st.binary(max_size=200))
    def test_no_bytes_break_it(self, noise: bytes) -> None:
        data = RSS.encode()
        for broken in (noise, data[:400] + noise + data[400:], data[:500] + noise):
            try:
                feed = read(broken)
            except ReadingError:
                continue
            assert all(entry.key and (entry.url or entry.content) for entry in feed.entries)


class TestAttacks:
    def test_the_name_of_a_file_is_not_opened(self, tmp_path: Path, monkeypatch) -> None:
        (tmp_path / "secret.xml").write_text(RSS, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        for name in ("secret.xml", str(tmp_path / "secret.xml"), (tmp_path / "secret.xml").as_uri()):
            with pytest.raises(ReadingError, match="neither RSS nor Atom"):
                read(name)
        if Path("/dev/stdin").exists():
            with pytest.raises(ReadingError):
                read("/dev/stdin")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>", "<!-- <rss> -->", "garbage", "<!-- <!DOCTYPE x> "])
    def test_entities_are_not_expanded(self, before: str, encoding: str) -> None:
        levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        long = f'<!ENTITY l0 "{"lol" * 10}"><!ENTITY long "{"x" * 10_000}">'
        bomb = f"{before}<!DOCTYPE rss [{long}{levels}]>" + rss(
            f"<item><title>a&l9;b{'&long;' * 2000}</title><link>/x</link></item>"
        )
        try:
            entries = read(bomb.encode(encoding)).entries
        except ReadingError:
            entries = ()
        for entry in entries:
            assert "lollol" not in (entry.title or "")
            assert "xxxx" not in (entry.title or "")

    def test_nothing_outside_is_opened(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
        address = (tmp_path / "secret").as_uri()
        for declared in (f'<!ENTITY s SYSTEM "{address}">', f'<!ENTITY % p SYSTEM "{address}">%p;'):
            feed = read(f"<!DOCTYPE rss [{declared}]>" + rss(item(1, "<description>&s;</description>")))
            assert "SECRET" not in repr(feed)

    @pytest.mark.parametrize("closed", [True, False])
    def test_deep_nesting_is_survived(self, closed: bool) -> None:
        deep = "<a>" * 10_000 + ("</a>" * 10_000 if closed else "")
        feed = read(rss(item(1, deep)))
        assert feed.entries[0].url == "https://news.example/1"

    def test_markup_and_controls_in_a_title_are_text(self) -> None:
        title = "&lt;script&gt;alert(1)&lt;/script&gt;&#10;two\nlines"
        [entry] = read(rss(f"<item><title>{title}</title><link>/x</link></item>")).entries
        assert entry.title == "alert(1) two lines"

    def test_the_parser_asks_nobody(self, monkeypatch) -> None:
        import socket

        monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
        read('<!DOCTYPE rss PUBLIC "x" "http://127.0.0.1:9/rss.dtd">' + rss(item(1)))
