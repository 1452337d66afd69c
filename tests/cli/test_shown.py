"""How much is shown: to a person a screenful or two, to a program all."""

import pytest

from tracker.cli import output


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setattr(output, "MOST_ON_TERMINAL", 3)


def printed(total: int, limit: int | None) -> tuple[list[int], list[int | None]]:
    """What is printed of so many rows, and how many were asked for each time."""
    asked: list[int | None] = []
    numbers: list[int] = []

    def rows(most: int | None) -> list[int]:
        asked.append(most)
        return list(range(total))[:most]

    assert output.print_rows(rows, limit, printed=numbers.extend) == (total > 0)
    return numbers, asked


def test_a_person_is_shown_the_first_and_told_that_there_are_more(terminal, capsys) -> None:
    assert printed(7, None) == ([0, 1, 2], [4])
    assert capsys.readouterr().err == "the first 3 of more; --limit N shows N, a pipe or a file gets all\n"


def test_a_person_is_shown_all_where_they_are_few(terminal, capsys) -> None:
    assert printed(3, None) == ([0, 1, 2], [4])
    assert printed(0, None) == ([], [4])
    assert capsys.readouterr().err == ""


def test_a_person_is_shown_as_many_as_asked_for(terminal, capsys) -> None:
    assert printed(7, 5) == ([0, 1, 2, 3, 4], [5])
    assert capsys.readouterr().err == ""


def test_a_program_gets_all(capsys) -> None:
    assert printed(7, None) == (list(range(7)), [None])
    assert printed(0, None) == ([], [None])
    assert capsys.readouterr().err == ""


def test_a_programs_rows_are_printed_as_they_come() -> None:
    begun: list[int] = []

    def rows(_most: int | None):
        for number in range(3):
            begun.append(number)
            yield number

    first = []
    output.print_rows(rows, None, printed=lambda found: first.append(next(iter(found))))
    assert (first, begun) == ([0], [0])
