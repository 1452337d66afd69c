"""What the user checked as ClaimReview in JSON-LD, for a page of theirs or for other programs: https://schema.org/ClaimReview."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.store.rows.statements import StatementRow
from tracker.terms import ReferentKind, Verdict
from tracker.views.links import web_address
from tracker.views.records import Record

# A scale from 1, false, to 5, true, as Google describes it; what is unproven stands nowhere on it.
SCALE = (Verdict.FALSE, Verdict.MOSTLY_FALSE, Verdict.MIXED, Verdict.MOSTLY_TRUE, Verdict.TRUE)
QUOTATION_MARKS = "„“”\"»«‚‘’'›‹ "


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews: a newsroom with its site, or else whoever checked the statement.

    `address` is where reviews are published, with {} for a statement's number.
    """

    name: str | None = None
    site: str | None = None
    address: str | None = None


def claim_review(row: StatementRow, kinds: Mapping[str, str], publisher: Publisher) -> Record:
    """The review of a statement that has a verdict; `kinds` are those of its actors, by their names."""
    own = row.verdicts[0]
    return _without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": publisher.address.replace("{}", str(row.id)) if publisher.address else None,
            "datePublished": own.reviewed_on,
            "claimReviewed": row.quote.strip(QUOTATION_MARKS),
            "reviewBody": row.finding,
            "citation": [link for link in row.links if web_address(link)],
            "author": _author(publisher, own.said_by),
            "reviewRating": _rating(Verdict(own.rating)),
            "itemReviewed": _claim(row, kinds),
        }
    )


def as_html(reviews: Sequence[Record]) -> str:
    """The reviews as scripts to put into a page; nothing in them can end a script."""
    scripts = []
    for review in reviews:
        written = json.dumps(review, ensure_ascii=False, indent=2)
        for character in "<>&\u2028\u2029":
            written = written.replace(character, f"\\u{ord(character):04x}")
        scripts.append(f'<script type="application/ld+json">\n{written}\n</script>\n')
    return "".join(scripts)


def _author(publisher: Publisher, checked_by: str | None) -> Record:
    if publisher.name:
        return _without_nothing({"@type": "Organization", "name": publisher.name, "url": publisher.site})
    return {"@type": "Person", "name": checked_by or "unknown"}


def _rating(verdict: Verdict) -> Record:
    rating: dict[str, object] = {"@type": "Rating", "alternateName": verdict.value.replace("_", " ").capitalize()}
    if verdict in SCALE:
        rating |= {"ratingValue": SCALE.index(verdict) + 1, "bestRating": len(SCALE), "worstRating": 1}
    return rating


def _claim(row: StatementRow, kinds: Mapping[str, str]) -> Record:
    authors = [
        {"@type": "Person" if kinds.get(name) == ReferentKind.PERSON else "Organization", "name": name}
        for name in row.actors
    ]
    printed = _without_nothing(
        {
            "@type": "NewsArticle",
            "url": web_address(row.url),
            "headline": row.title,
            "datePublished": row.published_on,
            "inLanguage": row.language,
            "publisher": {"@type": "Organization", "name": row.outlet} if row.outlet else None,
        }
    )
    return _without_nothing(
        {
            "@type": "Claim",
            "author": authors[0] if len(authors) == 1 else authors,
            "datePublished": row.said_on,
            "appearance": printed if len(printed) > 1 else None,
        }
    )


def _without_nothing(record: Mapping[str, object]) -> Record:
    return {name: value for name, value in record.items() if value not in (None, [], "")}
