"""Numbers that users give: those that are none, or too large, are told in a line."""

import pytest

from tracker.asking.errors import UserError
from tracker.store import StatementQuery, Store, StoreError

HUGE = str(2**63)
OF_ROWS = [
    ("show",),
    ("forget", "--yes"),
    ("quotes", "--limit"),
    ("timeline", "--limit"),
    ("articles", "--limit"),
    ("search", "Hafen", "--limit"),
    ("quotes", "--claim"),
    *(("statements", each) for each in ("accept", "reject", "undo", "history")),
    ("statements", "correct", "--nobody"),
    ("statements", "check", "--tag", "a"),
    *(("claims", each) for each in ("of", "show", "undo")),
    ("verdicts", "show"),
    ("verdicts", "same", "1"),
    ("actors", "undo"),
    ("actors", "suggestions", "--limit"),
    ("review", "--limit"),
]


@pytest.mark.parametrize("arguments", OF_ROWS, ids=" ".join)
@pytest.mark.parametrize("number", [HUGE, "99999999999999999999", str(10**400)], ids=["64 bits", "20 digits", "400"])
def test_a_number_that_is_too_large(ask, arguments, number: str) -> None:
    result = ask(*arguments, number)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert f"there is no claim {number}" in result.stderr or f"{number} is beyond the largest number" in result.stderr


def test_the_largest_number_is_one(ask) -> None:
    assert "there is no statement 9223372036854775807" in ask("show", str(2**63 - 1)).stderr
    assert ask("quotes", "--limit", str(2**63 - 1)).stdout == ask("quotes").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("quotes", "--limit", "abc"), "“abc” is no whole number"),
        (("show", "1.5"), "“1.5” is no whole number"),
        (("quotes", "--min-confidence", "sure"), "“sure” is no number"),
        (("quotes", "--limit", "0"), "0 can't be: it must be at least 1"),
        (("quotes", "--min-confidence", "2"), "2 can't be: it must be from 0 to 1"),
    ],
)
def test_what_is_no_number_is_told_plainly(ask, arguments, said: str) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_from_python_too(database) -> None:
    with Store.open(database) as store, pytest.raises((StoreError, UserError), match="too large"):
        store.statements(StatementQuery(limit=2**63))
