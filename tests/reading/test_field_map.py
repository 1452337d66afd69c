import pytest

from tracker.reading.field_map import ABSENT, FieldMap, parse_map, value_at


def test_a_map_is_the_same_in_any_order() -> None:
    assert parse_map(["text=body.content", " date = meta.pub "]) == parse_map(["date=meta.pub", "text=body.content"])
    assert parse_map([]) == FieldMap()


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("text", "text=body.content"),
        ("text=", "text=body.content"),
        ("=body", "can't be mapped"),
        ("tekst=body", "the fields are text, html, title"),
        ("te\x1bxt=a", "te\\x1bxt"),
    ],
)
def test_a_wrong_map_says_how_to_write_it(word: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r"mapped|no map") as error:
        parse_map([word])
    assert problem in str(error.value)


def test_nothing_is_mapped_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        parse_map(["text=a", "text=b"])


RECORD = {"a": {"b": [{"c": 1}, {"c": 2}, {"d": 3}, 4]}, "a.b": None, "x.y": "flat", "n": None, "l": ["p", "q"]}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b.c", [1, 2]),
        ("a.b.1.c", 2),
        ("a.b.e", ABSENT),
        ("a.b.9", ABSENT),
        ("a.b.c.d", ABSENT),
        ("x.y", "flat"),
        ("n", None),
        ("n.m", ABSENT),
        ("l.0", "p"),
        ("l.x", ABSENT),
        ("z", ABSENT),
        ("", ABSENT),
    ],
)
def test_what_a_path_leads_to(path: str, value: object) -> None:
    assert value_at(RECORD, path) == value
