import os
from datetime import date, datetime
from pathlib import Path

import pytest

from tracker.reading.article import LARGEST_ARTICLE, PublishedBasis
from tracker.reading.documents import read_article, read_stream
from tracker.reading.errors import ReadingError
from tracker.reading.records import Given

TODAY = date(2022, 2, 1)
TEXT = "Der Rat hat am Abend getagt.\n"


def written(path: Path, text: str = TEXT, changed: datetime = datetime(2022, 1, 30, 12)) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (changed.timestamp(), changed.timestamp()))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "2022-01-21-rat.txt",
        "rat_20220121_1403.txt",
        "rat 21.01.2022.txt",
        "rat-2022_01_21.txt",
        "2022-01-21T1403.txt",
    ],
)
def test_the_date_in_the_file_name(tmp_path: Path, name: str) -> None:
    article = read_article(written(tmp_path / name), today=TODAY)
    assert (article.published, article.published_basis) == (date(2022, 1, 21), PublishedBasis.FILE_NAME)


@pytest.mark.parametrize(
    "name", ["rat.txt", "12345678.txt", "2022-03-01.txt", "2022-01-02_2022-01-03.txt", "20221301.txt"]
)
def test_else_the_file_time_is_a_guess(tmp_path: Path, name: str) -> None:
    article = read_article(written(tmp_path / name), today=TODAY)
    assert (article.published, article.published_basis) == (date(2022, 1, 30), PublishedBasis.FILE_TIME)
    assert article.published_basis.guessed


def test_a_file_time_to_come_is_no_date(tmp_path: Path) -> None:
    path = written(tmp_path / "rat.txt", changed=datetime(2022, 2, 20))
    article = read_article(path, today=TODAY)
    assert (article.published, article.published_basis) == (None, PublishedBasis.UNKNOWN)


def test_stdin_has_no_date_of_its_own() -> None:
    article = read_stream(TEXT.encode())
    assert (article.published, article.published_basis, article.source) == (None, PublishedBasis.UNKNOWN, "-")


def test_the_surest_date_wins(tmp_path: Path) -> None:
    dateline, front_matter = "Kiel, 20. Januar 2022\n\n", "---\ndate: 19.01.2022\n---\n"
    name = "2022-01-21.txt"
    for text, given, day, basis in [
        (front_matter + dateline + TEXT, Given(date(2022, 1, 18)), 18, PublishedBasis.GIVEN),
        (front_matter + dateline + TEXT, Given(), 19, PublishedBasis.METADATA),
        (dateline + TEXT, Given(), 20, PublishedBasis.DATELINE),
        (TEXT, Given(), 21, PublishedBasis.FILE_NAME),
    ]:
        article = read_article(written(tmp_path / name, text), given, today=TODAY)
        assert (article.published, article.published_basis) == (date(2022, 1, day), basis)


def test_the_source_is_the_path(tmp_path: Path) -> None:
    path = written(tmp_path / "rat.txt")
    assert read_article(path).source == str(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"none\.txt: no such file"):
        read_article(tmp_path / "none.txt")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="folder"):
        read_article(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "rat.txt")
    path.chmod(0)
    with pytest.raises(ReadingError, match="permission"):
        read_article(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "a/../\ud800"])
def test_names_that_no_file_can_have(name: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_article(Path(name))
    assert str(error.value).isprintable()


def test_a_file_name_cannot_break_the_line_or_style_it(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as error:
        read_article(tmp_path / "a\nb\x1b[31m\u202e.txt")
    assert "a\\nb\\x1b[31m\\u202e.txt" in str(error.value)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_ARTICLE + 1)
    with pytest.raises(ReadingError, match="20 MB"):
        read_article(path)


def test_a_pipe_is_read_and_has_no_date(tmp_path: Path) -> None:
    reading_end, writing_end = os.pipe()
    os.write(writing_end, TEXT.encode())
    os.close(writing_end)
    article = read_article(Path(f"/dev/fd/{reading_end}"))
    os.close(reading_end)
    assert (article.text, article.published) == (TEXT.strip(), None)
