"""A report in a real browser: nothing is fetched, nothing runs, and it can be read by anybody, on anything.

The browser is Chromium as the system has it (Debian: apt-get install chromium). Without one these tests are skipped,
but with CI in the environment they fail: `.ci/run` sees to it that there is one.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PHONE, DESK = 360, 1280
FOCUSED = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    return {tag: focused.tagName, text: focused.textContent.trim(), seen: box.width > 0 && box.left >= 0,
            outline: getComputedStyle(focused).outlineStyle};
}"""


@pytest.fixture
def opened(browser: Browser, hostile_database: Path, ask, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a report on everything in the hostile database; `happened` of the page has all that it did or asked for."""
    pages: list[Page] = []

    def in_browser(*arguments: str, width: int = DESK, scheme: str = "light") -> Page:
        file = tmp_path / "report.html"
        assert ask("report", *arguments, "-o", str(file), "--force").exit_code == 0
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.happened = []
        page.on("request", lambda request: page.happened.append(("request", request.url)))
        page.on("requestfailed", lambda request: page.happened.append(("requestfailed", request.failure)))
        for event in ("console", "pageerror", "dialog", "popup", "download"):
            page.on(event, lambda what, event=event: page.happened.append((event, getattr(what, "text", str(what)))))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    yield in_browser
    for page in pages:
        page.close()


def test_nothing_is_fetched_and_nothing_runs(opened) -> None:
    page = opened()
    page.wait_for_load_state("networkidle")
    assert page.happened == [("request", page.url)]
    assert page.title() == "Statements"


def test_what_a_careless_template_lets_in_does_not_run_either(opened, tmp_path: Path) -> None:
    template = tmp_path / "careless.html"
    template.write_text(
        '{% extends "report.html" %}{% block footer %}<script>document.title = "owned"</script>'
        '<img src="https://evil.example/x.png" onerror="document.title = \'owned\'">'
        '<link rel="stylesheet" href="https://evil.example/x.css"><style>h1 { display: none }</style>{% endblock %}',
        encoding="utf-8",
    )
    page = opened("--template", str(template))
    page.wait_for_load_state("networkidle")
    assert page.title() == "Statements"
    assert page.locator("h1").is_visible()
    assert sorted(why for event, why in page.happened if event == "requestfailed") == ["csp", "csp"]
    refused = [said for event, said in page.happened if event == "console"]
    assert len(refused) >= 4
    assert all("Content Security Policy" in each for each in refused)


@pytest.mark.parametrize("group_by", ["day", "actor"])
def test_a_phone_shows_all_of_its_width(opened, group_by: str) -> None:
    page = opened("--group-by", group_by, width=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    outside = """() => [...document.querySelectorAll("body *")]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(outside) == []


def test_it_is_dark_where_all_is_dark(opened) -> None:
    def lightness(scheme: str) -> list[int]:
        styles = opened(scheme=scheme).evaluate(
            "() => ['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
        )
        return [int(style.split("(")[1].split(",")[0]) for style in styles]

    background, text = lightness("light")
    assert background > 200 > 60 > text
    background, text = lightness("dark")
    assert text > 200 > 60 > background


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_fault_in_accessibility(opened, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    faults = Axe().run(page).response
    assert len(faults["passes"]) > 10  # it has looked
    assert [(each["id"], each["impact"], each["nodes"][0]["html"][:100]) for each in faults["violations"]] == []


def test_the_keyboard_reaches_everything(opened) -> None:
    page = opened()
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert (first["text"], first["seen"]) == ("Skip to the statements", True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "statements"
    page = opened()
    wanted = page.locator("a:visible, summary:visible").count()
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert {each["tag"] for each in reached} == {"A", "SUMMARY"}
    assert all(each["seen"] and each["outline"] == "solid" for each in reached)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_closed_part_opens_by_the_keyboard(opened) -> None:
    page = opened()
    table = page.locator("details", has_text="The timeline as a table")
    assert not table.locator("table").is_visible()
    table.locator("summary").focus()
    page.keyboard.press("Enter")
    assert table.locator("table").is_visible()


def test_the_directions_of_words_do_not_mix(opened) -> None:
    page = opened()
    paragraph = page.locator("blockquote", has_text="שר התחבורה")
    assert paragraph.evaluate("each => getComputedStyle(each).unicodeBidi") in ("isolate", "plaintext")
    isolated = page.locator("h4 bdi").first
    assert isolated.evaluate("each => getComputedStyle(each).unicodeBidi") == "isolate"


def test_marks_are_told_apart_without_colours(opened) -> None:
    page = opened("--actor", "Petra Lindholm")
    looks = """each => { const style = getComputedStyle(each);
        return [style.fontWeight, style.fontStyle, style.textDecorationStyle, style.borderBottomStyle].join(" ") }"""
    found = {
        name: page.locator(f".legend mark.{name}").evaluate(looks) for name in ("quote", "speaker", "cue", "addressee")
    }
    assert len(set(found.values())) == 4


def test_on_paper_is_what_is_folded_on_the_screen(opened, ask, tmp_path: Path) -> None:
    assert ask("statements", "reject", "3", "--note", "nobody said it", "--by", "ida").exit_code == 0
    page = opened("--until", "2024-03-08", scheme="dark")
    assert not page.get_by_text("nobody said it").is_visible()
    printed = page.pdf(format="A4")
    document = pypdfium2.PdfDocument(printed)
    text = " ".join(" ".join(each.get_textpage().get_text_bounded().split()) for each in document)
    document.close()
    assert "nobody said it" in text
    assert "Der Hafen bleibt offen" in text
    assert "Skip to the statements" not in text
