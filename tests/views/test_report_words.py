"""What reports, counts and plots say around statements, in the language of the reader."""

import re
import string
from pathlib import Path

import pytest

from tracker.lexicon import languages, load
from tracker.views.words import ReportWords, reading_in, told, told_number

VIEWS = Path(__file__).parents[2] / "tracker" / "views"
TEMPLATES = [*(VIEWS / "reports" / "templates").glob("report.*"), VIEWS / "reports" / "templates" / "parts.html"]
IN_TEMPLATE = re.compile(r"""\(?"([^"{}]*(?:\{\}[^"{}]*)*)" ?\|? ?t\b|"([^"]+)" if [^|]*? else "([^"]+)"\)+ \| t""")
IN_CODE = re.compile(r'\btold\(\s*"([^"]+)"')


def fields_of(text: str) -> list[str]:
    return [name for _, name, *_ in string.Formatter().parse(text) if name is not None]


def texts_used() -> set[str]:
    """The texts that templates and views have translated, as far as they stand there in one piece."""
    found: set[str] = set()
    for file in TEMPLATES:
        for match in IN_TEMPLATE.finditer(file.read_text(encoding="utf-8")):
            found |= {text for text in match.groups() if text}
    for file in VIEWS.rglob("*.py"):
        found |= set(IN_CODE.findall(file.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", languages("reports"))
def test_every_text_is_translated_and_has_the_same_places(language: str) -> None:
    texts = load(ReportWords, "reports", language).texts
    used = texts_used()
    assert len(used) > 60  # it has looked
    assert used - set(texts) == set()
    assert {text: said for text, said in texts.items() if fields_of(text) != fields_of(said)} == {}


def test_without_a_translation_the_text_is_english() -> None:
    with reading_in("de"):
        assert (told("Summary"), told("Nothing of ours")) == ("Überblick", "Nothing of ours")
        assert [told_number(each, "statement") for each in (1, 1200)] == ["1 Aussage", "1.200 Aussagen"]
    assert [told_number(each, "statement") for each in (1, 1200)] == ["1 statement", "1,200 statements"]
    assert told("Summary") == "Summary"
