"""The reference of the commands and the man page say what the commands say; how Typer writes it down may differ."""

import re
from pathlib import Path

import pytest

from tracker.cli.reference import GUIDE, MAN_PAGE, pages
from tracker.views.manual import CommandPage, Entry, Section, as_man_page, as_markdown

ROOT = Path(__file__).parent.parent.parent
HOW_TO = "out of date: python -m tracker.cli.reference"
TYPERS_OWN = ("--install-completion", "--show-completion")
PAGES = list(pages())

EVIL = CommandPage(
    "tracker try",
    "tracker try [OPTIONS]",
    (".SH of a file named *x* or <b>, `a*b`", "'quoted' back\\slash"),
    (Section("Options", (Entry("--dry-run", "Nothing - really."), Entry("--bare", ""))),),
    ("tracker try -- '*.txt'",),
)


def words(text: str) -> str:
    """A page's words, without its markup."""
    return " ".join(re.sub(r"\\[&e]?|^- |[`*]|^\.\w+ ?", "", text, flags=re.MULTILINE).split())


def flag(name: str) -> str:
    """An option's first name, or an argument without the brackets that say that it may be left out."""
    return name.split()[0].strip("[]{}.")


def said_by(page: CommandPage) -> list[str]:
    """What a command says of itself, without what Typer adds in brackets."""
    entries = [each for section in page.sections for each in section.entries]
    ours = [each for each in entries if not each.name.startswith(TYPERS_OWN)]
    return [
        *page.paragraphs,
        *(each.about.split(" [")[0] for each in ours),
        *(flag(each.name) for each in ours),
        *page.examples,
    ]


@pytest.mark.parametrize("file", [GUIDE, MAN_PAGE], ids=lambda file: file.name)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_reference_is_up_to_date(page: CommandPage, file: Path) -> None:
    written = words((ROOT / file).read_text(encoding="utf-8"))
    assert [said for said in said_by(page) if words(said) not in written] == [], HOW_TO


def test_the_reference_has_these_commands_in_their_order() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / GUIDE).read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [page.name for page in PAGES], HOW_TO
    sections = re.findall(r'^\.SH "(TRACKER .*)"$', (ROOT / MAN_PAGE).read_text(encoding="utf-8"), re.MULTILINE)
    assert sections == [page.name.upper() for page in PAGES[1:]], HOW_TO


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_reference_has_no_options_that_are_gone(page: CommandPage) -> None:
    written = (ROOT / GUIDE).read_text(encoding="utf-8").split(f"\n## {page.name}\n")[1].split("\n## ")[0]
    known = {flag(each.name) for section in page.sections for each in section.entries}
    assert {flag(name) for name in re.findall(r"^- `([^`]+)", written, re.MULTILINE)} <= known | {*TYPERS_OWN}, HOW_TO


def test_help_is_no_markup_in_markdown() -> None:
    text = as_markdown("All commands", "What they do.", [EVIL])
    assert text.startswith("# All commands\n\nWhat they do.\n\n## tracker try\n\n    tracker try [OPTIONS]\n\n")
    assert r".SH of a file named \*x\* or \<b>, `a*b`" in text
    assert "- `--dry-run`: Nothing - really.\n- `--bare`\n" in text
    assert "    tracker try -- '*.txt'" in text


def test_help_is_no_macro_in_a_man_page() -> None:
    lines = as_man_page("tracker", "a tracker", [EVIL, EVIL], ()).splitlines()
    assert r"\&.SH of a file named *x* or <b>, a*b" in lines
    assert r"\&'quoted' back\eslash" in lines
    assert r".B \-\-dry\-run" in lines
    assert r"tracker try \-\- '*.txt'" in lines
    macros = {line.split()[0] for line in lines if line.startswith(".")}
    assert macros <= {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".EX", ".EE"}
