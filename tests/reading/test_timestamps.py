import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.metadata.dates import day_words


@pytest.mark.parametrize(
    "value",
    [
        1642765500,
        1642765500.25,
        1642765500000,
        1642765500000000,
        "1642765500",
        "1642765500123",
        "20220121T114500Z",
        "20220121114500",
        "202201211145",
        {"$date": "2022-01-21"},
        {"$date": {"$numberLong": "1642765500000"}},
    ],
)
def test_points_in_time(value: object) -> None:
    assert day_words(value) == "2022-01-21"


@pytest.mark.parametrize(
    "words", ["2022-01-21T23:30:00-05:00", "Fri, 21 Jan 2022 23:30:00 GMT", "21. Januar 2022", "20220121"]
)
def test_what_people_write_stays_as_it_is(words: str) -> None:
    assert day_words(f" {words} ") == words


def test_a_number_of_eight_digits_is_a_day() -> None:
    assert day_words(20220121) == "20220121"


@pytest.mark.parametrize(
    "value", [None, True, "", " ", 0, 7, -1642765500, math.nan, math.inf, 10**400, [], {}, {"$date": {}}]
)
def test_what_is_no_time(value: object) -> None:
    assert day_words(value) is None


@given(
    st.recursive(
        st.one_of(st.integers(), st.floats(), st.text(), st.none()),
        lambda each: st.dictionaries(st.just("$date"), each),
    )
)
def test_anything_is_words_or_nothing(value: object) -> None:
    assert day_words(value) is None or isinstance(day_words(value), str)
