"""Reviews of claims: every shape in which they are published, and every way in which they are broken."""

import bz2
import gzip
import io
import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.claim_reviews import ClaimReview, ReviewProblem, read_claim_reviews

FIXTURES = Path(__file__).parents[2] / "fixtures" / "verdicts"


def markup(**changes: Any) -> dict[str, Any]:
    """A review as it should be, but for what is changed; None takes a property away."""
    whole = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example/bridge",
        "datePublished": "2023-03-20",
        "author": {"@type": "Organization", "name": "Check", "url": "https://check.example"},
        "claimReviewed": "The bridge is safe",
        "itemReviewed": {"@type": "Claim", "author": {"name": "Ann Ostrow"}, "datePublished": "2023-03-16"},
        "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def read(data: Any, **options: Any) -> list[ClaimReview | ReviewProblem]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(read_claim_reviews(io.BytesIO(content), name="reviews.json", **options))


def one(data: Any, **options: Any) -> ClaimReview:
    (review,) = read(data, **options)
    assert isinstance(review, ClaimReview), review
    return review


def problems(data: Any) -> list[str]:
    return [str(each) for each in read(data) if isinstance(each, ReviewProblem)]


def page(*scripts: str) -> bytes:
    blocks = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!DOCTYPE html><html><head><title>A check</title>{blocks}</head><body><p>Text</p></body></html>".encode()


def test_a_review_has_all_that_its_markup_says() -> None:
    review = one(
        markup(headline="Is it safe?", inLanguage="en", sdLicense="https://creativecommons.org/licenses/by/4.0/")
    )
    assert review == ClaimReview(
        claim="The bridge is safe",
        rating="False",
        place="reviews.json, item 1",
        claimants=("Ann Ostrow",),
        claimed_on=date(2023, 3, 16),
        reviewer="Check",
        site="check.example",
        url="https://check.example/bridge",
        title="Is it safe?",
        reviewed_on=date(2023, 3, 20),
        language="en",
        value=1.0,
        best=5.0,
        worst=1.0,
        licence="https://creativecommons.org/licenses/by/4.0/",
    )


@pytest.mark.parametrize(
    "data",
    [
        markup(),
        [markup()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, markup()]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [markup()]}]},
        {"@type": "NewsArticle", "review": {"@type": "WebPage", "mainEntity": markup()}},
        markup(**{"@type": "http://schema.org/ClaimReview"}),
        markup(**{"@type": ["Review", "schema:ClaimReview"]}),
        markup(**{"@type": None}),
        page(json.dumps({"@type": "WebPage"}), json.dumps(markup())),
        page(f"<!--\n{json.dumps(markup())}\n-->"),
        page(json.dumps(markup()).replace('"', "&quot;")),
        b"\xef\xbb\xbf" + json.dumps(markup()).encode(),
        json.dumps(markup()).encode("utf-16"),
        gzip.compress(json.dumps(markup()).encode()),
        bz2.compress(page(json.dumps(markup()))),
    ],
)
def test_every_shape_of_markup_is_read(data: Any) -> None:
    review = one(data)
    assert (review.claim, review.rating, review.claimants) == ("The bridge is safe", "False", ("Ann Ostrow",))


def test_the_answer_of_a_search_is_read() -> None:
    review, problem = read(
        {
            "claims": [
                {
                    "text": "The bridge is safe",
                    "claimant": "Ann Ostrow",
                    "claimDate": "2023-03-16T00:00:00Z",
                    "claimReview": [
                        {
                            "publisher": {"name": "Check", "site": "check.example"},
                            "url": "https://check.example/bridge",
                            "title": "Is it safe?",
                            "reviewDate": "2023-03-20T00:00:00Z",
                            "textualRating": "False",
                            "languageCode": "en",
                        }
                    ],
                },
                {"text": "The tunnel is safe"},
            ],
            "nextPageToken": "x",
        }
    )
    assert isinstance(review, ClaimReview)
    assert (review.claimed_on, review.reviewed_on) == (date(2023, 3, 16), date(2023, 3, 20))
    assert (review.reviewer, review.site, review.language, review.title) == (
        "Check",
        "check.example",
        "en",
        "Is it safe?",
    )
    assert str(problem) == "reviews.json, item 2: no review of a claim (ClaimReview) in it"


@pytest.mark.parametrize(
    ("author", "claimants"),
    [
        ("Ann Ostrow", ("Ann Ostrow",)),
        ({"@type": "Organization", "name": ["The Bridge Company"]}, ("The Bridge Company",)),
        ([{"name": "Ann Ostrow"}, "Ben Lee", None], ("Ann Ostrow", "Ben Lee")),
        ({"@id": "#ann"}, ("Ann Ostrow",)),
        ({"name": {"@value": "Ann Ostrow"}}, ("Ann Ostrow",)),
        ("https://people.example/ann", ()),
        (7, ()),
        ({"name": None}, ()),
    ],
)
def test_a_claimant_may_be_anything(author: Any, claimants: tuple[str, ...]) -> None:
    graph = {
        "@graph": [{"@id": "#ann", "name": "Ann Ostrow"}, markup(itemReviewed={"@type": "Claim", "author": author})]
    }
    assert one(graph).claimants == claimants


def test_a_claim_may_stand_inside_a_piece_of_work() -> None:
    inner = {"@type": "Claim", "author": {"name": "Ann Ostrow"}, "appearance": [{"url": "https://port.example/a"}]}
    review = one(markup(itemReviewed=[{"@type": "CreativeWork", "itemReviewed": inner}]))
    assert (review.claimants, review.appearances) == (("Ann Ostrow",), ("https://port.example/a",))


@pytest.mark.parametrize(
    ("rating", "words", "value", "remark"),
    [
        ({"alternateName": "Pants on Fire!"}, "Pants on Fire!", None, None),
        ({"alternateName": ["", "Falsch"], "ratingValue": "1", "bestRating": "5"}, "Falsch", 1.0, None),
        (
            {"alternateName": "Falsch", "ratingValue": 0, "bestRating": 10, "worstRating": 1},
            "Falsch",
            None,
            "0 isn't on",
        ),
        ({"alternateName": "Falsch", "ratingValue": -1, "bestRating": -1, "worstRating": -1}, "Falsch", None, "scale"),
        ({"alternateName": "Falsch", "ratingValue": "NaN"}, "Falsch", None, None),
        ({"alternateName": "Falsch", "ratingValue": True}, "Falsch", None, None),
        ({"ratingValue": "Mostly false"}, "Mostly false", None, None),
        ({"ratingValue": "2,5", "bestRating": 5, "worstRating": 1}, "2.5 (1–5)", 2.5, None),
        ({"name": "Half &amp;amp; half"}, "Half & half", None, None),
        ("False", "False", None, None),
        ([{"alternateName": "False"}, {"alternateName": "True"}], "False", None, None),
        ({"alternateName": "<script>alert(1)</script>False"}, "alert(1) False", None, None),
    ],
)
def test_ratings_are_taken_as_printed(rating: Any, words: str, value: float | None, remark: str | None) -> None:
    review = one(markup(reviewRating=rating))
    assert (review.rating, review.value) == (words, value)
    assert [remark in each for each in review.remarks if remark] == ([True] if remark else [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"claimReviewed": None}, "no claim (claimReviewed)"),
        ({"claimReviewed": " "}, "no claim (claimReviewed)"),
        ({"claimReviewed": "a" * 10_000}, "a claim of 10,000 characters"),
        ({"reviewRating": None}, "no rating (reviewRating)"),
        ({"reviewRating": {"ratingValue": 3}}, "no rating (reviewRating)"),
        ({"reviewRating": {"ratingValue": 0, "bestRating": 5, "worstRating": 1}}, "no rating; the rating’s number 0"),
        ({"author": None, "url": None}, "neither a reviewer (author) nor an address (url)"),
    ],
)
def test_what_is_no_review_is_named_and_the_rest_goes_on(changes: dict[str, Any], said: str) -> None:
    broken, whole = read([markup(**changes), markup()])
    assert str(broken).startswith(f"reviews.json, item 1: {said}")
    assert isinstance(whole, ClaimReview)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/bridge", "http://[", "data:text/html,x", "https://" + "a" * 3000]
)
def test_what_is_no_address_is_left_out_and_named(url: str) -> None:
    review = one(markup(url=url))
    assert review.url is None
    assert review.remarks[0].startswith("reviews.json, item 1: url can't be used: ")


def test_relative_addresses_lead_on_from_the_page() -> None:
    data = page(json.dumps(markup(url="../bridge?x=1")))
    assert one(data, address="https://check.example/news/index.html").url == "https://check.example/bridge?x=1"


@pytest.mark.parametrize("day", ["0001-01-01", "soon", "2023-02-31", "13/13/2023"])
def test_a_date_that_is_none_is_named(day: str) -> None:
    review = one(markup(datePublished=day))
    assert review.reviewed_on is None
    assert review.remarks == (f"reviews.json, item 1: date can't be used: {day}",)


def test_a_broken_script_or_line_is_named_and_the_rest_goes_on() -> None:
    scripts = page('{"@type": "ClaimReview", "claimReviewed": ', '{"@type": "NewsArticle", ', json.dumps(markup()))
    assert [str(each) for each in read(scripts) if isinstance(each, ReviewProblem)] == [
        "reviews.json, script 1: its JSON is broken"
    ]
    assert sum(isinstance(each, ClaimReview) for each in read(scripts)) == 1
    lines = b"\n".join([json.dumps(markup()).encode(), b'{"@type": ', b"null", json.dumps(markup()).encode()])
    found = read(lines)
    assert [type(each) for each in found] == [ClaimReview, ReviewProblem, ReviewProblem, ClaimReview]
    assert [str(each).partition(":")[0] for each in found[1:3]] == ["reviews.json, line 2", "reviews.json, line 3"]


def test_items_that_are_null_are_named() -> None:
    feed = {"dataFeedElement": [None, {"item": None}, {"item": [markup()]}, {"item": [{"@type": "MediaReview"}]}]}
    assert problems(feed) == [
        "reviews.json, item 1: no review of a claim (ClaimReview) in it",
        "reviews.json, item 2: its item is null",
        "reviews.json, item 4: a review of pictures (MediaReview), which isn't read",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"A plain text, and no more.", "not JSON"),
        (page(), "no review of a claim (ClaimReview as JSON-LD) in this page"),
        (b'{"a": ' + b"[" * 100_000, "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "reviews.json"),
        (gzip.compress(json.dumps(markup()).encode())[:-20], "reviews.json"),
    ],
)
def test_a_file_without_reviews_is_one_line(data: bytes, said: str) -> None:
    (line,) = problems(data)
    assert said in line
    assert "\n" not in line


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    (found,) = read_claim_reviews(tmp_path / "none.json")
    assert str(found) == f"{tmp_path / 'none.json'}: no such file. Check the path."


def test_deep_nesting_and_loops_end() -> None:
    deep: Any = markup()
    for _ in range(200):
        deep = {"mainEntity": deep}
    assert problems(deep) == ["reviews.json, item 1: no review of a claim (ClaimReview) in it"]
    loop = {"@graph": [{"@id": "#a", "name": {"@id": "#a"}}, markup(author={"@id": "#a"}, itemReviewed={"@id": "#a"})]}
    assert one(loop).claimants == ()


def test_halves_of_characters_and_zeros_do_no_harm() -> None:
    data = json.dumps(markup(claimReviewed="The \\ud83d bridge \\u0000 is safe")).replace("\\\\", "\\").encode()
    assert one(data).claim == "The ? bridge is safe"


def test_a_large_feed_takes_little_memory(tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    item = json.dumps({"@type": "DataFeedItem", "item": [markup(reviewBody="word " * 2_000)]})
    with feed.open("w") as file:
        file.write('{"@type": "DataFeed", "dataFeedElement": [' + item)
        for _ in range(499):
            file.write(",\n" + item)
        file.write("]}")
    tracemalloc.start()
    count = sum(isinstance(each, ClaimReview) for each in read_claim_reviews(feed))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500
    assert peak < feed.stat().st_size / 4


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "url", "@id", "@type", "author", "alternateName", "ratingValue", "item", "@value"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "@type",
                "url",
                "author",
                "claimReviewed",
                "itemReviewed",
                "reviewRating",
                "datePublished",
                "claimReview",
                "text",
            ]
        ),
        json_values,
    )
)
def test_whatever_a_property_is_nothing_is_raised(changes: dict[str, Any]) -> None:
    found = read([markup(**changes), markup()])
    assert isinstance(found[-1], ClaimReview)
    assert not any("tracker has a fault" in str(each) for each in found)
    for each in found:
        assert isinstance(each, ClaimReview) or "\n" not in str(each)


@given(st.binary(max_size=300), st.sampled_from(["", "page", "feed"]))
def test_whatever_the_bytes_are_nothing_is_raised(data: bytes, around: str) -> None:
    if around == "page":
        data = b'<html><script type="application/ld+json">{"@type": "ClaimReview", ' + data + b"</script></html>"
    elif around == "feed":
        data = b'{"dataFeedElement": [{"item": ' + data
    assert not any("tracker has a fault" in str(each) for each in read(data))


def test_the_fixtures_have_twenty_reviews_and_name_what_is_broken() -> None:
    found = [each for file in sorted(FIXTURES.iterdir()) for each in read_claim_reviews(file)]
    assert sum(isinstance(each, ClaimReview) for each in found) == 15
    assert [str(each).rpartition("/")[2] for each in found if isinstance(each, ReviewProblem)] == [
        "answer.json, item 3: a claim without a review",
        "feed.json, item 2: its item is null",
        "feed.json, item 4: a review of pictures (MediaReview), which isn't read",
        "klartext-bruecke.html, script 2: its JSON is broken",
        "reviews.jsonl, line 4: no claim (claimReviewed)",
        "reviews.jsonl, line 5: no rating (reviewRating)",
        "reviews.jsonl, line 6: not JSON (Expecting value at character 1).",
    ]
