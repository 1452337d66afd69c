from datetime import date, datetime

import pytest

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.documents import read_document
from tracker.reading.metadata.dates import written_date
from tracker.reading.records import Carried, Given

TODAY = date(2022, 2, 1)
TEXT = "Der Rat hat am Abend getagt."
NOON = datetime(2022, 1, 30, 12).timestamp()


def read(text: str, given: Given = Given(), carried: Carried = Carried(), name: str | None = None) -> Article:  # noqa: B008
    return read_document(text.encode(), "rat", given, carried, file_name=name, today=TODAY)


def test_the_order_of_what_tells_the_published_date() -> None:
    everything = "---\ndate: 2022-01-19\n---\nKiel, 17. Januar 2022\n\n" + TEXT
    dateline = "Kiel, 17. Januar 2022\n\n" + TEXT
    feed = Carried(published="Tue, 18 Jan 2022 10:00:00 GMT", fetched=NOON)
    for text, given, carried, name, day, basis in [
        (everything, Given(date(2022, 1, 20)), feed, "2022-01-16.txt", 20, PublishedBasis.GIVEN),
        (everything, Given(), feed, "2022-01-16.txt", 19, PublishedBasis.METADATA),
        (dateline, Given(), feed, "2022-01-16.txt", 18, PublishedBasis.FEED),
        (dateline, Given(), Carried(fetched=NOON), "2022-01-16.txt", 17, PublishedBasis.DATELINE),
        (TEXT, Given(), Carried(fetched=NOON), "2022-01-16.txt", 16, PublishedBasis.FILE_NAME),
        (TEXT, Given(), Carried(fetched=NOON), "rat.txt", 30, PublishedBasis.FILE_TIME),
        (TEXT, Given(), Carried(), "rat.txt", None, PublishedBasis.UNKNOWN),
    ]:
        article = read(text, given, carried, name)
        assert (article.published and article.published.day, article.published_basis) == (day, basis)


@pytest.mark.parametrize(
    ("text", "given", "carried", "name", "remark"),
    [
        (
            "---\ndate: 2022-01-21\n---\nKiel, 19. Januar 2022\n\n",
            *(Given(), Carried(), None, "the metadata say 2022-01-21, the dateline 2022-01-19"),
        ),
        (
            "Kiel, 19. Januar 2022\n\n",
            *(Given(date(2022, 1, 10)), Carried(published="2022-01-11"), "2021-05-05.txt"),
            "the date given is 2022-01-10, the dateline 2022-01-19, the file's name 2021-05-05",
        ),
        (
            "",
            Given(),
            Carried(published="2022-01-11"),
            "2022-01-01.txt",
            "the feed says 2022-01-11, the file's name 2022-01-01",
        ),
    ],
)
def test_what_disagrees_by_more_than_a_day_is_remarked(
    text: str, given: Given, carried: Carried, name: str | None, remark: str
) -> None:
    assert read(text + TEXT, given, carried, name).remarks == (remark,)


@pytest.mark.parametrize("day", ["20. Januar 2022", "21. Januar 2022", "22. Januar 2022"])
def test_a_day_more_or_less_is_no_disagreement(day: str) -> None:
    assert read(f"---\ndate: 2022-01-21\n---\nKiel, {day}\n\n{TEXT}").remarks == ()


def test_the_time_of_a_file_disagrees_with_nothing() -> None:
    assert read(f"Kiel, 19. Januar 2019\n\n{TEXT}", carried=Carried(fetched=NOON)).remarks == ()


@pytest.mark.parametrize(
    ("written", "modified"),
    [
        ("2022-01-22T10:00:00+01:00", "2022-01-22T10:00:00+01:00"),
        ("2022-01-22", "2022-01-22"),
        ("22. Januar 2022, 10 Uhr", None),
        ("22. Januar 2022, 10.30 Uhr", "2022-01-22"),
        ("Sat, 22 Jan 2022 10:00:00 GMT", "2022-01-22"),
        ("2022-99-99", None),
        ("gestern", None),
    ],
)
def test_when_it_was_changed(written: str, modified: str | None) -> None:
    assert read(f"---\ntitle: Rat\nupdated: {written}\n---\n{TEXT}").modified == modified


@pytest.mark.parametrize(
    "words", ["2022-01-21T10:00:00.000Z", "20220121T100000", "2022-01-21T1000", "2022-01-21Z", "2022-01-21+01:00"]
)
def test_dates_as_programs_write_them(words: str) -> None:
    assert written_date(words) == date(2022, 1, 21)


@pytest.mark.parametrize("words", ["yesterday", "vor drei Wochen", "01/02/2022", "", "2022-02-30", "1642752000"])
def test_what_depends_on_the_day_of_reading_is_no_written_date(words: str) -> None:
    assert written_date(words) is None
