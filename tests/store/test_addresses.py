"""Which web addresses name the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.duplicates.addresses import address_of

PAGE = "https://www.bote.example/politik/deiche.html"


@pytest.mark.parametrize(
    "other",
    [
        "http://bote.example/politik/deiche.html",
        "HTTPS://WWW.Bote.Example/politik/deiche.html",
        "https://www.bote.example:443/politik/deiche.html",
        "https://www.bote.example/politik/deiche.html/",
        "https://www.bote.example/politik/deiche.html#kommentare",
        "https://www.bote.example/politik/deiche.html?utm_source=brief&utm_medium=mail",
        "https://www.bote.example/politik/deiche.html?fbclid=x&&gclid=y",
        " https://www.bote.example./politik/deiche.html ",
    ],
)
def test_the_same_page(other):
    assert address_of(other) == address_of(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.bote.example/politik/Deiche.html",
        "https://www.bote.example/politik/deiche.html?seite=2",
        "https://www.bote.example/politik/deiche.html?utm=1",
        "https://www.bote.example:8080/politik/deiche.html",
        "https://archiv.bote.example/politik/deiche.html",
        "https://www.bote.example/politik",
    ],
)
def test_another_page(other):
    assert address_of(other) not in (None, address_of(PAGE))


def test_parameters_that_name_the_page_stay():
    assert address_of("https://bote.example/?id=7&utm_source=x") == address_of("http://bote.example?id=7")
    assert address_of("https://bote.example/?id=7") != address_of("https://bote.example/?id=8")


@pytest.mark.parametrize(
    "other",
    [
        None,
        "",
        "https://bote.example",
        "https://www.bote.example/#top",
        "https://bote.example/?utm_source=x",
        "mailto:a@bote.example",
        "file:///tmp/a.html",
        "deiche.html",
        "https:///a",
        "https://[::1/a",
        "https://bote.example:port/a",
    ],
)
def test_no_page(other):
    assert address_of(other) is None


@given(st.text() | st.text().map(lambda rest: f"https://{rest}"))
def test_whatever_stands_there(url):
    address = address_of(url)
    assert address is None or address_of(f"https://{address}") == address
