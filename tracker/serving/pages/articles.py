"""The pages of articles: listed, and one with all of its statements marked in the text."""

from datetime import date

from tracker.asking.days import parsed_period
from tracker.lexicon import known_language
from tracker.serving.answers import Page, Records
from tracker.serving.asking import ON_A_PAGE, Asking, NotThereError
from tracker.serving.pages.statements import newest
from tracker.store import StatementQuery, Store
from tracker.store.rows.articles import ArticleRow
from tracker.views.links import web_address
from tracker.views.marking import line
from tracker.views.pages.article_text import MOST_OF_TEXT, marked_paragraphs
from tracker.views.pages.listing import listed_article
from tracker.views.records import ARTICLE_FIELDS, article_record
from tracker.views.wording import published

LISTED = 300  # statements below the text


def listing(store: Store, asking: Asking) -> Page:
    """Articles, the newest first."""
    page = asking.page
    rows = store.articles(*_asked(asking), limit=page * ON_A_PAGE + 1)
    context = {
        "articles": list(map(listed_article, rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])),
        "outlets": store.outlets(),
        "query_string": asking.with_values().partition("?")[2],
        "pages": asking.pages(more=len(rows) > page * ON_A_PAGE),
    }
    return Page("articles.html", context)


def listing_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker articles --json`."""
    rows = store.articles(*_asked(asking), limit=asking.number("limit"))
    return Records(ARTICLE_FIELDS, map(article_record, rows))


def article(store: Store, asking: Asking) -> Page:
    """An article: its text with all statements marked, and these below."""
    row = _row(store, asking)
    text = store.article_text(row.id).text
    facts = (
        ("outlet", row.outlet),
        ("author", row.author),
        ("published", published(row.published_on, row.published_on_basis)),
        ("read from", row.source),
        ("words", f"{row.words:,}"),
        ("also printed", "; ".join(filter(None, (each.outlet or each.url for each in row.printings)))),
        ("own id", row.own_id),
    )
    context = {
        "article": listed_article(row),
        "facts": [(name, line(value)) for name, value in facts if value],
        "address": web_address(row.url),
        "language": known_language(row.language),
        "version_of": row.version_of,
        "newest_version": row.newest_version,
        "paragraphs": marked_paragraphs(text, store.roles_in(row.id)),
        "shortened": len(text) > MOST_OF_TEXT,
        "statements": newest(store, StatementQuery(article_id=row.id, limit=LISTED)),
    }
    return Page("article.html", context)


def article_record_of(store: Store, asking: Asking) -> Records:
    """The article's fields as `tracker articles --json` has them."""
    return Records(ARTICLE_FIELDS, [article_record(_row(store, asking))], single=True)


def _row(store: Store, asking: Asking) -> ArticleRow:
    number = int(asking.variables["number"])
    row = store.article(number)
    if row is None:
        raise NotThereError(f"there is no article {number}")
    return row


def _asked(asking: Asking) -> tuple[str | None, date | None, date | None]:
    since, until = parsed_period(asking.one("since"), asking.one("until"))
    return asking.one("outlet"), since, until
