"""Articles that attack whoever reads them in a report: markup, script, templates, addresses, direction, sheer size."""

from datetime import date
from pathlib import Path

from port_and_bridge import OKAFOR, said

from tracker.extraction.statements import Act, Extraction, Kind, Referent, ReferentKind, Resolution, Versions
from tracker.reading.article import Article
from tracker.reading.claim_reviews.review import ClaimReview
from tracker.store import StatementQuery, Store
from tracker.store.rows.watches import Watched, WatchedActor

MARKUP = (
    "</blockquote></style><script>document.title = 'owned'; alert(1)</script><img src='https://evil.example/x.png' "
    "onerror='alert(2)'><link rel=stylesheet href=//evil.example/x.css><style>*{display:none}</style>"
    "<meta http-equiv=refresh content='0;https://evil.example'>&lt;b&gt; {{ 7*7 }} {% raw %} "
    "[x](javascript:alert(3)) ![i](https://evil.example/i.png) `code` **bold** <https://evil.example> | cell"
)
ENDLESS = "a" * 1_000_000
TURNED = "\u202eder Hafen ist zu\u202c \u2066und\u2069 \u200f\x00\x1b[2J \ufffe"
HEBREW = "שר התחבורה אמר כי הנמל ייסגר"
ADDRESSES = (
    "javascript:alert(document.cookie)",
    "JaVaScRiPt:alert(1)//https://example.org",
    "data:text/html,<script>alert(1)</script>",
    "https://example.org/a?b=\"><script>alert(1)</script>&c='d'",
    "http://[",
)
NAME = "<b onclick=alert(1)>Ines \u202eFalk</b>"


def hostile() -> list[tuple[Article, Extraction]]:
    """Each article with one statement, whose quote, speaker, title and outlet attack."""
    articles = []
    for number, (words, url) in enumerate(zip((MARKUP, ENDLESS, TURNED, HEBREW, MARKUP), ADDRESSES, strict=True)):
        text = f"{NAME} sagte, {words} (Tag {number})."
        person = Referent(NAME, ReferentKind.PERSON, MARKUP, Resolution.NAME)
        statement = said(text, words, NAME, "sagte", Act.STATEMENT, person, kind=Kind.INDIRECT, addressees=(OKAFOR,))
        article = Article(
            text,
            title=MARKUP,
            outlet=MARKUP,
            url=url,
            published=date(2024, 3, 1 + number),
            language="de",
            source=f"{MARKUP}.txt",
        )
        articles.append((article, Extraction("de", (statement,), ())))
    return articles


def review() -> ClaimReview:
    """A verdict about what one of them says, by a fact-checker who attacks as well."""
    return ClaimReview(
        MARKUP,
        MARKUP,
        "here",
        claimants=(NAME,),
        claimed_on=date(2024, 3, 1),
        reviewer=MARKUP,
        url="https://example.org/?<script>",
        title=MARKUP,
        reviewed_on=date(2024, 3, 2),
        language="de",
    )


def add_hostile(database: Path) -> Path:
    """Add these to a database; what is decided about them, claimed and found by fact-checkers attacks too.

    The two that say the same make claim 1, and watch 1 has noticed them.
    """
    with Store.open(database) as store:
        store.watches.add(Watched(StatementQuery(), (WatchedActor(NAME),)))
        for article, extraction in hostile():
            store.add(article, extraction, Versions("model", "code"))
        for row in store.statements(StatementQuery()):
            if row.title == MARKUP:
                fields = {"status": "checked", "finding": MARKUP, "tags": [MARKUP], "links": ["javascript:alert(4)"]}
                store.statement_decisions.check(row.id, fields, "ida", MARKUP)
        store.claims.bring_up_to_date()
        store.verdicts.add([review()], MARKUP)
        store.watches.notice_new()
    return database
