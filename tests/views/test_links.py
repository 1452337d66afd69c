"""Links to the words of a statement."""

import pytest

from tracker.views.links import link_to

LONG = "one two three four five six seven eight nine ten eleven"


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        (None, "so", None),
        ("ftp://example.org/a", "so", None),
        ("javascript:alert(1)", "so", None),
        ("https://example.org/a", "Der Hafen, so", "https://example.org/a#:~:text=Der%20Hafen%2C%20so"),
        ("https://example.org/a#b", "well-known", "https://example.org/a#b:~:text=well%2Dknown"),
        ("https://example.org/a", "one … two", "https://example.org/a#:~:text=one&text=two"),
        (
            "https://example.org/a",
            LONG,
            "https://example.org/a#:~:text=one%20two%20three%20four,eight%20nine%20ten%20eleven",
        ),
    ],
)
def test_a_link_leads_to_the_words(row, url, quote, link) -> None:
    assert link_to(row(url=url, quote=quote)) == link
