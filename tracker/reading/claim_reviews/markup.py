"""From JSON to reviews of claims: schema.org's markup, and the answer of the Fact Check Tools API.

The answer is that of `claims:search`, https://developers.google.com/fact-check/tools/api/reference/rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.reading.claim_reviews.review import ClaimReview, ReviewProblem
from tracker.reading.claim_reviews.values import DEEPEST, Markup, Node, day, number, site_of, words

MOST_NODES = 20_000  # of one item
LONGEST_CLAIM = 5_000  # characters; what is longer is an article
LONGEST_WORDS = 500  # characters of a rating, a title, a name
REVIEW, REVIEW_OF_PICTURES = "ClaimReview", "MediaReview"
# Where a page says that a claim was made; the last two are what markup had before there was a type for claims.
APPEARANCES = ("firstAppearance", "appearance", "url", "sameAs")


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as printed, and its number on its scale."""

    words: str | None
    value: float | None
    best: float | None
    worst: float | None
    remark: str | None = None


def reviews_in(value: Any, place: str, address: str | None = None) -> Iterator[ClaimReview | ReviewProblem]:
    """The reviews in a JSON value, in its order, and what is wrong with those that can't be used.

    `place` is what messages call the value, `address` that of the page which relative addresses lead on from. A value
    without any review is a problem, too.
    """
    found = list(_nodes(value))
    named = {called: node for node, _ in found if isinstance(called := node.get("@id"), str) and len(node) > 1}
    markup = Markup(address, named)
    reviews = [(node, around) for node, around in found if _is_review(node) or _is_answer(node)]
    if not reviews:
        yield ReviewProblem(place, _why_none(value, [node for node, _ in found]))
    for index, (node, around) in enumerate(reviews, start=1):
        called = place if len(reviews) == 1 else f"{place}, review {index}"
        if _is_answer(node):
            yield from _of_answer(node, called, markup)
        else:
            yield _of_markup(node, called, markup, around)


def _nodes(value: Any) -> Iterator[tuple[Node, Node]]:
    """The objects in a value, in its order, each with the one around it; what is nested too deeply is left out."""
    waiting: list[tuple[Any, Node, int]] = [(value, {}, 0)]
    seen = 0
    while waiting and seen < MOST_NODES:
        each, around, depth = waiting.pop()
        if isinstance(each, dict):
            seen += 1
            yield each, around
        inside = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        if depth < DEEPEST:
            outer = each if isinstance(each, dict) else around
            waiting += [(value, outer, depth + 1) for value in reversed(list(inside)) if isinstance(value, dict | list)]


def _types(node: Node) -> set[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {name.replace(":", "/").rpartition("/")[2] for name in listed if isinstance(name, str)}


def _is_review(node: Node) -> bool:
    return REVIEW in _types(node) or ("claimReviewed" in node and REVIEW_OF_PICTURES not in _types(node))


def _is_answer(node: Node) -> bool:
    """Whether an object is a claim in the API's answer."""
    return "claimReview" in node and "@type" not in node


def _why_none(value: Any, nodes: list[Node]) -> str:
    if any(REVIEW_OF_PICTURES in _types(node) for node in nodes):
        return "a review of pictures (MediaReview), which isn't read"
    if isinstance(value, dict) and value.get("item", "") is None:
        return "its item is null"
    return "no review of a claim (ClaimReview) in it"


def _of_markup(node: Node, place: str, markup: Markup, around: Node) -> ClaimReview | ReviewProblem:
    """A review in schema.org's markup; `around` is the element of a feed that it may stand in."""
    claim = markup.node(node.get("itemReviewed"))
    inner = markup.node(claim.get("itemReviewed"))  # some put a claim inside a piece of work
    claimants = markup.names(
        [each for one in (claim, inner) for each in (one.get("author"), one.get("creator")) if each]
    )
    author = markup.node(node.get("author") or node.get("publisher"))
    url = node.get("url") or around.get("url")
    appearances = [each for key in APPEARANCES for each in _listed(claim.get(key) or inner.get(key))]
    return _made(
        place,
        markup,
        claim=node.get("claimReviewed") or claim.get("name") or claim.get("text"),
        rating=_rating(node.get("reviewRating"), markup),
        claimants=claimants,
        claimed=claim.get("datePublished") or claim.get("dateCreated") or inner.get("datePublished"),
        appearances=appearances,
        reviewer=next(iter(markup.names(node.get("author") or node.get("publisher"))), None),
        site=markup.web_address(author.get("url")),
        url=url,
        title=node.get("headline") or node.get("name"),
        reviewed=node.get("datePublished") or node.get("dateCreated") or node.get("dateModified"),
        language=node.get("inLanguage"),
        licence=node.get("sdLicense") or around.get("sdLicense") or node.get("license"),
    )


def _of_answer(node: Node, place: str, markup: Markup) -> Iterator[ClaimReview | ReviewProblem]:
    """The reviews of one claim in the API's answer."""
    reviews = [each for each in _listed(node.get("claimReview")) if isinstance(each, dict)]
    if not reviews:
        yield ReviewProblem(place, "a claim without a review")
    for index, review in enumerate(reviews, start=1):
        publisher = markup.node(review.get("publisher"))
        yield _made(
            place if len(reviews) == 1 else f"{place}, review {index}",
            markup,
            claim=node.get("text"),
            rating=Rating(words(review.get("textualRating")), None, None, None),
            claimants=markup.names(node.get("claimant")),
            claimed=node.get("claimDate"),
            appearances=[],
            reviewer=words(publisher.get("name")),
            site=words(publisher.get("site")),
            url=review.get("url"),
            title=review.get("title"),
            reviewed=review.get("reviewDate"),
            language=review.get("languageCode"),
            licence=None,
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _rating(value: Any, markup: Markup) -> Rating:
    """A rating: its words, and its number where that is on its scale."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        value = {"ratingValue": value}
    node: Mapping[str, Any] = markup.node(value)
    printed = next((found for key in ("alternateName", "name", "description") if (found := words(node.get(key)))), None)
    given, best, worst = (number(node.get(key)) for key in ("ratingValue", "bestRating", "worstRating"))
    if given is None:  # some write the words there
        return Rating(printed or words(node.get("ratingValue")), None, best, worst)
    if best is not None and worst is not None and not min(best, worst) <= given <= max(best, worst):
        return Rating(
            printed, None, best, worst, f"the rating’s number {given:g} isn't on its scale, {worst:g}–{best:g}"
        )
    if best is not None and best == worst:
        return Rating(printed, None, best, worst, f"the rating’s scale is {best:g}–{worst:g}")
    if best is not None and worst is not None:
        printed = printed or f"{given:g} ({worst:g}–{best:g})"
    return Rating(printed, given, best, worst)


def _made(
    place: str,
    markup: Markup,
    *,
    claim: Any,
    rating: Rating,
    claimants: tuple[str, ...],
    claimed: Any,
    appearances: list[Any],
    reviewer: str | None,
    site: str | None,
    url: Any,
    title: Any,
    reviewed: Any,
    language: Any,
    licence: Any,
) -> ClaimReview | ReviewProblem:
    """A review of these parts, or why it is none."""
    claim_words = words(claim)
    if claim_words is None:
        return ReviewProblem(place, "no claim (claimReviewed)")
    if len(claim_words) > LONGEST_CLAIM:
        return ReviewProblem(place, f"a claim of {len(claim_words):,} characters")
    if rating.words is None:
        return ReviewProblem(place, f"no rating; {rating.remark}" if rating.remark else "no rating (reviewRating)")
    address = markup.web_address(url)
    site = site_of(site) if site and "/" in site else site or site_of(address)
    if not (reviewer or address or site):
        return ReviewProblem(place, "neither a reviewer (author) nor an address (url)")
    named = (("url", url, address), ("the claim’s date", claimed, day(claimed)), ("date", reviewed, day(reviewed)))
    remarks = [
        f"{called} can't be used: {_short(words(value) or str(type(value).__name__))}"
        for called, value, used in named
        if value and not used
    ]
    pages = [markup.web_address(each) for each in appearances]
    if len(claim_words) and any(value and not page for value, page in zip(appearances, pages, strict=True)):
        remarks.append("an address where the claim was made can't be used")
    if rating.remark:
        remarks.append(rating.remark)
    code = words(language)
    return ClaimReview(
        claim=claim_words,
        rating=_short(rating.words),
        place=place,
        claimants=tuple(map(_short, claimants)),
        claimed_on=day(claimed),
        appearances=tuple(dict.fromkeys(page for page in pages if page)),
        reviewer=_short(reviewer) if reviewer else None,
        site=_short(site) if site else None,
        url=address,
        title=_short(found) if (found := words(title)) else None,
        reviewed_on=day(reviewed),
        language=_short(code) if code else None,
        value=rating.value,
        best=rating.best,
        worst=rating.worst,
        licence=_short(found) if (found := markup.web_address(licence) or words(licence)) else None,
        remarks=tuple(f"{place}: {remark}" for remark in remarks),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[: LONGEST_WORDS - 1]}…"
