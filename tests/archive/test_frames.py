"""`extract_frame`: the same as `tracker extract`, whatever engine calls it."""

import json
from datetime import date, datetime

import pandas as pd
import pytest
from archives import ROOT, asked
from distributed import Client

from tracker.frames import COLUMNS, empty_frame, extract_frame

TEXT = "„Der Hafen bleibt offen“, sagte Ministerin Klara Voss am Mittwoch."


def test_the_same_as_extract(tmp_path):
    lines = [json.loads(line) for line in (ROOT / "fixtures" / "gold.jsonl").read_text("utf-8").splitlines()][:3]
    articles = [{"id": each["id"], "text": each["text"], "date": each["date"]} for each in lines]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    extracted = [json.loads(line) for line in asked("extract", str(tmp_path / "a.jsonl")).stdout.splitlines()]
    found = extract_frame(pd.DataFrame(articles).rename(columns={"date": "published"}))
    records = [
        {**row, "statements": json.loads(row["statements"]), "mentions": json.loads(row["mentions"])}
        for row in found.to_dict("records")
    ]
    assert [{name: each[name] for name in line} for each, line in zip(records, extracted, strict=True)] == extracted
    assert sum(len(each["statements"]) for each in extracted) > 20
    assert list(found.columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2024, 3, 7), "2024-03-07"),
        (datetime(2024, 3, 7, 23, 59), "2024-03-07"),
        ("7. März 2024", "2024-03-07"),
        (pd.Timestamp("2024-03-07T10:00Z"), "2024-03-07"),
        (pd.NaT, None),
        (None, None),
    ],
)
def test_days_in_any_form(published, day):
    found = extract_frame(pd.DataFrame({"text": [TEXT], "published": pd.Series([published], dtype="object")}))
    assert found["date"].to_list() == [day] or found["date"].isna().all() == (day is None)
    assert found["problem"].isna().all()


def test_a_bad_row_has_a_problem_and_the_others_go_on():
    articles = pd.DataFrame(
        {"text": [None, TEXT, "  ", TEXT], "published": ["2024-03-07"] * 3 + ["03/04/2024?"]}, index=[7, 8, 9, 10]
    )
    found = extract_frame(articles)
    assert found.index.to_list() == [7, 8, 9, 10]
    assert found["problem"].isna().to_list() == [False, True, False, False]
    assert found["id"].to_list() == ["7", "8", "9", "10"]
    assert "no date" in found["problem"][10]
    assert len(json.loads(found["statements"][8])) == 1


def test_a_table_without_texts_is_refused():
    with pytest.raises(KeyError, match="text"):
        extract_frame(pd.DataFrame({"body": [TEXT]}))


def test_dask_maps_it_over_partitions(client: Client):
    import dask.dataframe as dd

    articles = pd.DataFrame({"id": ["a", "b", "c"], "text": [TEXT, "", TEXT]})
    whole = extract_frame(articles)
    with client.as_current():
        mapped = dd.from_pandas(articles, npartitions=2).map_partitions(extract_frame, meta=empty_frame()).compute()
    pd.testing.assert_frame_equal(mapped, whole)
