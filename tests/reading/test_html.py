import subprocess
import sys
from datetime import date

import pytest
from sample_documents import ADDRESS, PARAGRAPHS, TITLE, page

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError
from tracker.reading.records import NOTHING_CARRIED, NOTHING_GIVEN, Carried, Given

TODAY = date(2024, 4, 1)
TEXT = "\n\n".join(PARAGRAPHS)
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-03-06T18:04:00+01:00",
    "dateModified": "2024-03-07T07:30:00+01:00",
    "author": [{"@type": "Person", "name": "Jana Petersen"}, {"@type": "Person", "name": "Ole Brandt"}],
    "publisher": {"@type": "Organization", "name": "Hafenkurier"},
    "mainEntityOfPage": {"@id": ADDRESS},
}
OPEN_GRAPH = f"""<meta property="og:site_name" content="Hafenkurier"><meta property="og:title" content="{TITLE}">
<meta property="og:url" content="{ADDRESS}"><meta property="article:published_time" content="2024-03-06T18:04:00+01:00">
<meta property="article:modified_time" content="2024-03-07"><meta name="author" content="Jana Petersen">"""


def read(markup: str | bytes, carried: Carried = NOTHING_CARRIED, given: Given = NOTHING_GIVEN) -> Article:
    data = markup.encode() if isinstance(markup, str) else markup
    return read_document(data, "x.html", given, carried, today=TODAY)


def metadata(article: Article) -> tuple[str | None, ...]:
    return article.title, article.outlet, article.author, article.url, article.published and str(article.published)


def test_the_text_by_paragraphs_without_what_stands_around_it() -> None:
    article = read(page())
    assert article.text == TEXT
    assert (article.title, article.format, article.source) == (TITLE, "html", "x.html")


@pytest.mark.parametrize(
    "linked",
    [
        LINKED,
        [{"@type": "WebSite", "name": "Kurier"}, LINKED],
        {
            "@graph": [
                {"@type": "Organization", "@id": "#o", "name": "Hafenkurier"},
                LINKED | {"publisher": {"@id": "#o"}},
            ]
        },
        LINKED
        | {
            "@type": ["ReportageNewsArticle", "http://schema.org/NewsArticle"],
            "author": ["Jana Petersen", "Ole Brandt"],
        },
        {"@type": "WebPage", "mainEntity": LINKED},
        LINKED | {"headline": TITLE.replace("ü", "&uuml;"), "author": {"name": ["Jana Petersen", "Ole Brandt"]}},
    ],
)
def test_json_ld(linked: object) -> None:
    article = read(page(linked=linked))
    assert metadata(article) == (TITLE, "Hafenkurier", "Jana Petersen, Ole Brandt", ADDRESS, "2024-03-06")
    assert (article.published_basis, article.modified) == (PublishedBasis.METADATA, "2024-03-07T07:30:00+01:00")


def test_the_headline_is_no_text_whatever_the_metadata_call_the_article() -> None:
    article = read(
        page(head=f'{OPEN_GRAPH}<meta property="og:title" content="x">'.replace(TITLE, "Hafen: Was nun? - Hafenkurier"))
    )
    assert (article.title, article.text) == ("Hafen: Was nun?", TEXT)


def test_of_several_articles_in_json_ld_that_of_the_page_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Fähre fällt aus", "url": "https://www.hafenkurier.example/b1.html"}
    article = read(page(head=f'<link rel="canonical" href="{ADDRESS}">', linked=[other, LINKED]))
    assert (article.title, article.url) == (TITLE, ADDRESS)
    listed = {"@type": "ItemList", "itemListElement": [other | {"datePublished": "2020-01-01"}]}
    assert read(page(linked=listed)).published is None


@pytest.mark.parametrize(
    "linked", [[], "x", {"@type": 5}, {"@type": "NewsArticle", "author": 7, "headline": {}}, [[[[]]]]]
)
def test_json_ld_that_says_nothing(linked: object) -> None:
    assert metadata(read(page(linked=linked))) == (TITLE, None, None, None, None)


def test_broken_json_ld_is_passed_over() -> None:
    scripts = (
        '<script type="application/ld+json">{"@type": </script>' + '<script type="application/ld+json">[[[</script>'
    )
    assert metadata(read(page(head=scripts + OPEN_GRAPH)))[1] == "Hafenkurier"


def test_open_graph_and_meta_elements() -> None:
    article = read(page(head=OPEN_GRAPH))
    assert metadata(article) == (TITLE, "Hafenkurier", "Jana Petersen", ADDRESS, "2024-03-06")
    assert (article.published_basis, article.modified) == (PublishedBasis.METADATA, "2024-03-07")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2024-03-06">',
        '<meta name="DC.date.issued" content="06.03.2024">',
        '<meta name="pubdate" content="Wed, 06 Mar 2024 18:04:00 +0100">',
        '<meta itemprop="datePublished" content="2024-03-06T18:04Z">',
    ],
)
def test_other_meta_elements_with_the_date(head: str) -> None:
    assert read(page(head=head)).published == date(2024, 3, 6)


def test_a_time_above_the_text_is_the_published_date_and_others_are_not() -> None:
    above = read(page(heading=f'{TITLE}</h1><time datetime="2024-03-06T18:04">6. März</time><h1 hidden>'))
    assert (above.published, above.published_basis) == (date(2024, 3, 6), PublishedBasis.METADATA)
    within = (
        "".join(f"<p>{each}</p>" for each in PARAGRAPHS) + '<p>Am <time datetime="2020-02-02">2. Februar</time>.</p>'
    )
    assert read(page(within)).published is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="copyright" content="2019-2024">',
        '<meta property="og:image" content="https://www.hafenkurier.example/2021/05/04/kran.jpg">',
        '<meta name="date" content="03/06/2024">',
        '<meta name="date" content="yesterday">',
        '<meta name="date" content="2025-03-06">',
    ],
)
def test_what_only_looks_like_a_published_date_is_none(head: str) -> None:
    article = read(page(head=head))
    assert (article.published, article.published_basis) == (None, PublishedBasis.UNKNOWN)


def test_canonical_addresses() -> None:
    relative = '<link rel="canonical" href="/politik/hafenausbau-101.html">'
    carried = Carried(url="https://www.hafenkurier.example/politik/hafenausbau-101.html?utm=x")
    assert read(page(head=relative), carried).url == ADDRESS
    start_page = '<link rel="canonical" href="https://www.hafenkurier.example/">'
    assert read(page(head=start_page), carried).url == carried.url
    broken = '<link rel="canonical" href="http://[broken">'
    assert read(page(head=broken)).url is None
    saved = f"<!-- saved from url=(0057){ADDRESS} -->\n"
    assert read(page().replace("<html", saved + "<html")).url == ADDRESS


def test_the_host_is_the_outlet_where_the_page_names_none() -> None:
    assert read(page(), Carried(url=ADDRESS)).outlet == "hafenkurier.example"
    assert read(page(), Carried(url=ADDRESS, outlet="Der Kurier")).outlet == "Der Kurier"
    site = '<meta property="og:site_name" content="www.hafenkurier.example">'
    assert read(page(head=site, linked=LINKED)).outlet == "Hafenkurier"


def test_the_date_in_the_address_is_a_guess() -> None:
    article = read(page(), Carried(url="https://blatt.example/2024/03/05/hafen.html"))
    assert (article.published, article.published_basis) == (date(2024, 3, 5), PublishedBasis.FILE_NAME)


def test_a_page_without_metadata_in_a_layout_of_tables() -> None:
    rows = "<br><br>".join(PARAGRAPHS[:3])
    article = read(f"<html><body><table><tr><td><font size=5><b>{TITLE}</b></font><br><br>{rows}</td></tr></table>")
    assert article.text == "\n\n".join(PARAGRAPHS[:3])
    assert article.title == TITLE
    navigation = (
        f"<table><tr><td>Start<br>Politik</td><td>{TITLE}!<br><br>Kiel, 6. März 2024 (dpa)<br><br>{rows}</td></tr>"
    )
    dated = read(f"<html><body>{navigation}")
    assert (dated.published, dated.outlet) == (date(2024, 3, 6), "dpa")


def test_a_byline_and_a_date_above_the_text_are_taken_off() -> None:
    body = "<p>Von <b>Jana Petersen</b> und Ole von der Heide</p><p>06.03.2024, 18:04 Uhr</p>"
    article = read(page(body + "".join(f"<p>{each}</p>" for each in PARAGRAPHS)))
    assert (article.text, article.author) == (TEXT, "Jana Petersen, Ole von der Heide")
    assert (article.published, article.published_basis) == (date(2024, 3, 6), PublishedBasis.DATELINE)


def test_lists_tables_subheadings_and_line_breaks() -> None:
    body = f"""<p>{PARAGRAPHS[0]}</p><h2>Drei Gründe</h2><ul><li>Geld</li><li>Zeit</li></ul>
    <p>{PARAGRAPHS[1]}<br>Ende.</p>
    <table><tr><th>Jahr</th><th>Umschlag</th></tr>
    <tr><td>2023</td><td>6,8 Mio. Tonnen</td></tr></table>"""
    assert read(page(body)).text == (
        f"{PARAGRAPHS[0]}\n\nDrei Gründe\n\nGeld\nZeit\n\n{PARAGRAPHS[1]}\nEnde.\n\n"
        "Jahr\tUmschlag\n2023\t6,8 Mio. Tonnen"
    )


def test_a_quote_set_apart_that_repeats_the_text_is_left_off_and_another_is_not() -> None:
    first, *others = (f"<p>{each}</p>" for each in PARAGRAPHS)
    repeated = "<blockquote>„Der Hafen bleibt offen, und er wird größer“</blockquote>"
    assert read(page(first + repeated + "".join(others))).text == TEXT
    own = "<blockquote><p>„Wir lassen uns nicht hetzen.“</p></blockquote>"
    assert "„Wir lassen uns nicht hetzen.“" in read(page(first + own + "".join(others))).text


@pytest.mark.parametrize(("language", "quote"), [("de", "„bald“"), ("en", "“bald”")])
def test_marks_that_browsers_print_are_printed(language: str, quote: str) -> None:
    text = read(page(f"<p>{PARAGRAPHS[0]} Sie komme <q>bald</q>, hieß es.</p>", language=language)).text
    assert f"Sie komme {quote}, hieß es." in text


def test_what_browsers_hide_is_no_text() -> None:
    assert (
        "Geheim" not in read(page(f"<p>{PARAGRAPHS[0]}</p><p hidden>Geheim ist dies.</p><p>{PARAGRAPHS[1]}</p>")).text
    )


def test_the_text_is_as_printed() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>Minis&shy;terin&nbsp;Mu\u0308ller &amp; Söhne: o&#64259;ziell. </p>"
    assert read(page(body)).text.endswith("Ministerin Mu\u0308ller & Söhne: offiziell.")


def test_a_live_blog_keeps_its_entries() -> None:
    entries = "".join(
        f'<article class="entry"><time datetime="2024-01-0{day}T10:00">10 Uhr</time><h3>Meldung {day}</h3>'
        f"<p>Einsatzleiter Uwe Harms sagte am {day}. Januar, die Lage sei ernst.</p></article>"
        for day in (3, 2, 1)
    )
    article = read(f"<html><head><title>Sturm</title></head><body><main><h1>Sturm</h1>{entries}</main></body></html>")
    assert [article.text.count(f"am {day}. Januar") for day in (1, 2, 3)] == [1, 1, 1]
    assert article.published is None


def test_the_stub_before_a_paywall_is_its_text() -> None:
    stub = "Der Ausbau galt als sicher. Nun hakt es."
    article = read(page(f"<p>{stub}</p><div class='paywall'><h2>Weiterlesen</h2><button>Abo</button></div>"))
    assert article.text.partition("\n")[0] == stub


@pytest.mark.parametrize("body", ["", "<div id=app></div><script>var text = 'Der Rat tagt.'</script>", "<img src=x>"])
def test_a_page_without_text_says_so_in_one_line(body: str) -> None:
    with pytest.raises(ReadingError, match=r"^x\.html: no article's text is found in this web page\."):
        read(f"<html><head><title>Rat</title></head><body>{body}</body></html>")


GERMAN = page().replace('<meta charset="utf-8">', "{}")


@pytest.mark.parametrize(
    ("declared", "encoding", "content_type"),
    [
        ('<meta charset="utf-8">', "utf-8", None),
        ('<meta charset="utf-8">', "utf-8-sig", "text/html; charset=iso-8859-1"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", None),
        ("", "cp1252", "text/html; charset=ISO-8859-1"),
        ("", "utf-16", None),
        ("", "utf-8", None),
        ("", "cp1252", None),
        ('<meta charset="macintosh">', "mac-roman", None),
        # What is said is wrong.
        ('<meta charset="iso-8859-1">', "utf-8", None),
        ('<meta charset="utf-8">', "cp1252", None),
        ('<meta charset="utf-8">', "mac-roman", "text/html; charset=utf-8"),
        ('<meta charset="iso-8859-1">', "mac-roman", None),
        ('<meta charset="utf-8">', "cp1252", "text/html; charset=nonsense"),
        ('<meta charset="hex">', "cp1252", "text/html; charset=punycode"),
    ],
)
def test_encodings(declared: str, encoding: str, content_type: str | None) -> None:
    data = GERMAN.replace("{}", declared).encode(encoding)
    assert read(data, Carried(content_type=content_type)).text == TEXT


def test_a_piece_in_another_encoding_does_not_spoil_the_page() -> None:
    data = page().encode().replace(b"Gutachten", "Prüfberichte („neu“)".encode("cp1252"), 1)
    assert "Prüfberichte („neu“)" in read(data).text


def test_other_alphabets_are_read_as_declared() -> None:
    russian = "Министр заявил, что порт останется открытым, и добавил, что решение принято. " * 5
    data = (
        page(f"<p>{russian}</p>", title=None, heading=None).replace("utf-8", "windows-1251").encode("cp1251", "replace")
    )
    assert "порт останется открытым" in read(data).text


def test_what_was_given_wins_over_the_page_and_that_over_what_came_with_it() -> None:
    carried = Carried(ADDRESS, None, "Titel im Feed", "Feed", "Feed", "2024-03-05", None)
    assert metadata(read(page(linked=LINKED), carried))[:3] == (TITLE, "Hafenkurier", "Jana Petersen, Ole Brandt")
    given = Given(date(2024, 3, 4), "Blatt", "Titel", "https://a.example/b")
    assert metadata(read(page(linked=LINKED), carried, given)) == (
        *("Titel", "Blatt", "Jana Petersen, Ole Brandt", "https://a.example/b", "2024-03-04"),
    )
    bare = read(page(title=None, heading=None), carried)
    assert metadata(bare) == ("Titel im Feed", "Feed", "Feed", ADDRESS, "2024-03-05")
    assert bare.published_basis is PublishedBasis.FEED


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 10_000 + f"<p>{TEXT}</p>",
        "<html><body>" + "<p>Ja, das sei so.</p>" * 110_000,
        "<html><body><p>" + "a" * 10_000_000,
        f"<html><body><p class='{'a ' * 2_000_000}'>{TEXT}</p>",
        "<html><head><script type='application/ld+json'>" + "[" * 200_000 + f"</script></head><body><p>{TEXT}</p>",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>]><html><body><p>" + "&b;" * 9999,
    ],
)
def test_endless_pages_give_an_article_or_one_line(markup: str) -> None:
    problem = ""
    try:
        assert len(read(markup).text) <= len(markup)
    except ReadingError as error:
        problem = str(error)
    assert problem.isprintable()
    assert "damaged" not in problem  # nothing unforeseen


def test_libraries_print_nothing() -> None:
    program = "import sys; from tracker.reading.documents import read_stream; read_stream(sys.stdin.buffer.read())"
    data = b"<html><body><p></p></body></html>"
    run = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=False)
    assert run.stdout == b""
    assert b"no article's text is found" in run.stderr.splitlines()[-1]
    assert run.stderr.startswith(b"Traceback")  # of the ReadingError, and nothing before it
