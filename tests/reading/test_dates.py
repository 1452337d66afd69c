import math
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.reading.metadata.dates import day_words, parse_date

DAY = date(2022, 1, 21)


@pytest.mark.parametrize(
    "words",
    [
        "2022-01-21",
        " 2022-01-21 ",
        "20220121",
        "2022/1/21",
        "21.01.2022",
        "21.1.2022",
        "21. 1. 2022",
        "21/01/2022",
        "01/21/2022",
        "21. Januar 2022",
        "21. Jänner 2022",
        "21. JAN. 2022",
        "21 Jan 2022",
        "21-Jan-2022",
        "21st of January 2022",
        "January 21, 2022",
        "Jan. 21, 2022",
        "Freitag, 21. Januar 2022, 14:03 Uhr",
        "Fri, 21 Jan 2022 14:03:00 +0100",
        "2022-01-21T14:03:00+01:00",
        "2022-01-21 14:03",
        "heute",
        "Today",
    ],
)
def test_the_ways_to_write_a_day(words: str) -> None:
    assert parse_date(words, today=DAY) == DAY


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("gestern", date(2022, 1, 20)),
        ("yesterday", date(2022, 1, 20)),
        ("vorgestern", date(2022, 1, 19)),
        ("3 weeks ago", date(2021, 12, 31)),
        ("vor drei Wochen", date(2021, 12, 31)),
        ("3. März 2021", date(2021, 3, 3)),
        ("1.2.2022", date(2022, 2, 1)),
        ("2/2/2022", date(2022, 2, 2)),
    ],
)
def test_other_days(words: str, day: date) -> None:
    assert parse_date(words, today=DAY) == day


@pytest.mark.parametrize("words", ["01/02/2022", "12-01-2022"])
def test_what_may_be_one_of_two_days_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        parse_date(words)


@pytest.mark.parametrize("words", ["", "Mai", "2022", "5", "21.1.", "2022-02-30", "31/31/2022", "soon", "21.01.2022 x"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse_date(words, today=DAY)


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"\A[0-9./ -]{1,14}\Z"),
        st.from_regex(r"\A\d{1,12} (days|Jahre) ?\Z"),
    )
)
@example("999999999999 years ago")
@example("vor 9999 Jahren")
def test_any_words_are_a_day_or_refused_in_one_line(words: str) -> None:
    problem = None
    try:
        parse_date(words, today=DAY)
    except ValueError as error:
        problem = str(error)
    assert problem is None or problem.isprintable()


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
