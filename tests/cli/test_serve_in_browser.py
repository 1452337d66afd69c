"""The site in a real browser: nothing is fetched from elsewhere, nothing runs that isn't ours, anybody can use it.

The database is the hostile one: its articles attack whoever reads them.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_articles import add_hostile
from playwright.sync_api import Browser, BrowserContext, Page
from port_and_bridge import made
from served import Client, serving

from tests.local_server import local_server, page

PHONE, DESK = 360, 1280
MOST_MILLISECONDS = 180_000  # where the machine has much else to do
PAGES = {
    "start": "/",
    "statements": "/statements",
    "filtered": "/statements?act=warning&act=denial&actor=Lindholm&maybe=1",
    "statement": "/statements/1",
    "a statement with markup": "/statements/6",
    "an endless statement": "/statements/7",
    "timeline": "/timeline",
    "search": "/search?q=Hafen",
    "actors": "/actors",
    "actor": "/actors/1",
    "pairs": "/actors/pairs",
    "articles": "/articles",
    "article": "/articles/1",
    "an article with markup": "/articles/3",
    "an endless article": "/articles/4",
    "an article from right to left": "/articles/6",
    "claims": "/claims?outlets=1&opposed=0",
    "a claim with markup": "/claims/1",
    "decisions": "/decisions",
    "watches": "/watches",
    "a fault": "/statements?act=shout",
}
OF_DATASETTE = {"tables": "/database", "a table": "/database/articles", "a question": "/database/who-denied-what"}
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(each => !each.closest(".unseen, .skip, svg, select"))
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 80))"""
FOCUSED = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    return {tag: focused.tagName, seen: box.width > 0 && box.left >= 0,
            outline: getComputedStyle(focused).outlineStyle};
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = add_hostile(made(tmp_path_factory.mktemp("hostile") / "tracker.db"))
    with serving(database, "--edit", "--by", "ida") as address:
        yield address


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site; `happened` of the page has all that it did or asked for."""
    contexts: list[BrowserContext] = []

    def in_browser(path: str, width: int = DESK, scheme: str = "light", **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=site, **options
        )
        context.set_default_timeout(MOST_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.happened = []
        page.on("request", lambda request: page.happened.append(("request", request.url)))
        for event in ("console", "pageerror", "dialog", "popup", "download"):
            page.on(event, lambda what, event=event: page.happened.append((event, getattr(what, "text", str(what)))))
        page.goto(path)
        return page

    yield in_browser
    for context in contexts:
        context.close()


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs(opened, site: str) -> None:
    page = opened("/")
    for path in PAGES.values():
        page.goto(path)
        assert "– tracker" in page.title()
        assert page.locator("h1").is_visible()
        assert set(page.evaluate("[...document.links].map(each => each.protocol)")) <= {"http:", "https:"}
    for path in OF_DATASETTE.values():
        page.goto(path)
        assert "– tracker" in page.title()
    requests = [what for event, what in page.happened if event == "request"]
    assert {re.sub(r"(//[^/]+/).*", r"\1", address) for address in requests} == {f"{site}/"}
    # A fault is a response 400, and inline styles of Datasette's are what the policy forbids.
    expected = re.compile("responded with a status of 400|Applying inline style violates")
    assert [each for each in page.happened if each[0] != "request" and not expected.search(each[1])] == []


@pytest.mark.parametrize("name", [*PAGES, *OF_DATASETTE])
def test_a_phone_shows_all_of_its_width(opened, name: str) -> None:
    page = opened({**PAGES, **OF_DATASETTE}[name], width=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    if name in PAGES:  # a table of Datasette's is scrolled within its frame
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_fault_in_accessibility(opened, name: str) -> None:
    """In turn light on a phone, and dark on a desk."""
    light = list(PAGES).index(name) % 2 == 0
    page = opened(PAGES[name], width=PHONE if light else DESK, scheme="light" if light else "dark")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    faults = Axe().run(page).response
    assert len(faults["passes"]) > 10  # it has looked
    assert [(each["id"], each["impact"], each["nodes"][0]["html"][:100]) for each in faults["violations"]] == []


def test_it_is_dark_where_all_is_dark(opened) -> None:
    def lightness(scheme: str) -> list[int]:
        styles = opened("/statements/1", scheme=scheme).evaluate(
            "() => ['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
        )
        return [int(style.split("(")[1].split(",")[0]) for style in styles]

    background, text = lightness("light")
    assert background > 200 > 60 > text
    background, text = lightness("dark")
    assert text > 200 > 60 > background


def test_the_keyboard_reaches_everything(opened) -> None:
    page = opened("/statements/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page = opened("/statements/1")
    wanted = page.locator("a:visible, summary:visible, button:visible, input:visible, select:visible").count()
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert all(each["seen"] and each["outline"] == "solid" for each in reached)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_search_as_you_type_by_keyboard(opened) -> None:
    page = opened("/")
    field = page.get_by_role("combobox", name="Search actors and statements")
    field.press_sequentially("okaf")
    option = page.get_by_role("option", name="Jan Okafor 1 statement")
    option.wait_for()
    field.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("or")
    option.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/actors/*")
    assert page.locator("h1").text_content() == "Jan Okafor"


def test_what_is_found_while_typing_is_text(opened) -> None:
    page = opened("/")
    page.get_by_role("combobox").press_sequentially("owned")
    page.get_by_role("option").first.wait_for()
    assert "<script>" in page.get_by_role("listbox").text_content()
    assert page.get_by_role("listbox").locator("script, img, style, link").count() == 0
    assert [each for each in page.happened if each[0] != "request"] == []


def test_without_script_the_form_searches_as_well(opened) -> None:
    page = opened("/", java_script_enabled=False)
    page.locator("#typed").fill("bridge")
    page.get_by_role("button", name="Search").click()
    assert page.locator("h1").text_content() == "Search: bridge"
    assert page.get_by_text("We will build the bridge").count() == 1


def test_facets_and_filters_narrow_down(opened) -> None:
    page = opened("/statements?outlet=Hafenkurier")
    assert page.locator(".count").text_content().startswith("3 statements")
    page.get_by_role("complementary").get_by_role("link", name="warning").click()
    assert page.locator(".count").text_content().startswith("1 statement,")
    page.get_by_role("link", name="without act: warning").click()
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Kind").select_option("direct")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".words").all_text_contents() == ["„Der Hafen bleibt offen“"]
    assert page.get_by_label("Kind").input_value() == "direct"
    page.get_by_role("link", name="JSON", exact=True).click()
    assert [each["id"] for each in page.evaluate("JSON.parse(document.body.textContent)")] == [2]


def test_an_article_has_its_statements_marked(opened) -> None:
    page = opened("/articles/1")
    marked = page.locator(".text mark.quote").all_text_contents()
    assert marked == ["vor einer Schließung des Hafens", "Der Hafen bleibt offen", "die Löhne könnten sinken"]
    assert page.locator(".text mark.speaker").first.text_content() == "Ministerin Petra Lindholm"
    page.get_by_role("link", name="Statement 2", exact=True).click()
    assert page.locator("blockquote mark.quote").text_content() == "Der Hafen bleibt offen"


def test_a_claim_leads_to_its_statements_and_these_to_the_claim(opened) -> None:
    page = opened("/")
    page.get_by_role("link", name="Claims").click()
    page.locator(".statements a").first.click()
    assert page.locator("h1").text_content().startswith("</blockquote></style><script>")
    assert page.locator(".statements .words").count() == 2
    assert page.locator("aside .facet").first.locator(".number").all_text_contents() == ["2"]
    page.locator(".statements .words a").first.click()
    assert page.locator("h1").text_content() == "Statement 6"
    page.locator("#claim ~ .statements a").click()
    assert page.url.endswith("/claims/1")


def test_a_verdict_stands_with_statements_and_claims_the_printed_rating_first(opened) -> None:
    for path in ("/statements/6", "/claims/1", "/statements?rated=1"):
        verdict = opened(path).locator(".verdict").first
        assert verdict.text_content().strip().startswith("“</blockquote></style><script>")
        assert verdict.locator("a").first.get_attribute("href") == "https://example.org/?<script>"
        assert verdict.locator("script, img, style").count() == 0


def test_an_answer_in_sql_leads_to_its_statements(opened) -> None:
    page = opened("/")
    page.get_by_role("link", name="Who denied what").click()
    page.locator("td.col-statement a").click()
    assert page.locator("h1").text_content() == "Statement 5"


def test_words_of_any_length_and_direction_are_shown(opened) -> None:
    page = opened("/articles/4")
    assert len(page.locator(".text").text_content()) < 2_000
    text = opened("/articles/5").locator(".text").text_content()
    assert "der Hafen ist zu" in text
    assert not set("\u202e\u2066\x00\x1b") & set(text)
    words = opened("/statements").locator(".words", has_text="שר התחבורה")
    assert words.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_a_statement_is_corrected_checked_rejected_and_undone_by_keyboard(opened) -> None:
    page = opened("/statements/3")

    def send(button: str) -> str:
        page.get_by_role("button", name=button, exact=True).press("Enter")
        page.wait_for_load_state()
        return page.get_by_role("status").first.text_content() or ""

    page.locator("summary", has_text="Correct").press("Enter")
    page.get_by_label("Act", exact=True).press("w")
    page.get_by_label("Who said it").fill("Jan Okafor; Karl Lindholm")
    assert send("Correct").endswith("speaker is Jan Okafor and Karl Lindholm, act is warning")
    assert page.locator(".who a").all_text_contents() == ["Jan Okafor", "Karl Lindholm"]
    page.locator("summary", has_text="Check").press("Enter")
    page.get_by_label("Verdict").press("f")
    page.get_by_label("Finding").fill("It was 3 per cent.")
    page.get_by_label("Tags").fill("wages, port")
    assert "verdict is false" in send("Write down")
    assert page.locator(".checking").text_content().strip() == "checked: false It was 3 per cent. #port #wages"
    assert "rejected" in send("Reject: nobody said this")
    assert page.get_by_text("This statement isn’t listed").is_visible()
    for button in page.get_by_role("button", name=re.compile("^Undo decision")).all_text_contents():
        page.get_by_role("button", name=re.compile("^Undo decision")).first.press("Enter")
        page.wait_for_load_state()
        assert button == "Undo"
    assert page.get_by_role("button", name=re.compile("^Undo decision")).count() == 0
    assert page.locator(".who").text_content().strip() == "(Experten) worries"


def test_two_actors_are_merged_and_that_is_undone(opened) -> None:
    page = opened("/actors?q=Petra+Lindholm")
    page.get_by_role("link", name="Petra Lindholm").click()
    page.get_by_label("Another actor").fill("Karl Lindholm")
    page.get_by_role("button", name="They are one").click()
    assert "now includes Karl Lindholm" in page.get_by_role("status").text_content()
    page.get_by_role("button", name=re.compile("^Undo decision")).click()
    page.goto("/actors?q=Karl+Lindholm")
    assert page.get_by_role("link", name="Karl Lindholm").count() == 1


def test_an_editor_is_shown_what_somebody_else_has_decided_meanwhile(opened, site: str) -> None:
    page = opened("/statements/5")
    assert Client(site).decide(5, "correct", was_act="denial", act="rejection").status == 303
    page.get_by_role("button", name="Accept: right as it is").click()
    assert page.locator("h1").text_content() == "Nothing was written yet"
    assert page.get_by_text("act is rejection").is_visible()
    page.get_by_role("button", name="Send it all the same").click()
    assert page.get_by_role("status").text_content().endswith("right as it is")
    assert page.locator(".history > li").count() == 2


def test_another_sites_page_can_neither_read_nor_write(browser: Browser, site: str) -> None:
    attack = f"""<!DOCTYPE html><title>evil</title>
        <script>window.read = []; window.statements = null;</script>
        <script src="{site}/statements.json"></script><script src="{site}/static/typing.js"></script>
        <img id="image" src="{site}/static/icon.svg" onload="read.push('image')">
        <iframe id="frame" src="{site}/statements/4"></iframe>
        <iframe name="target"></iframe>
        <form id="form" method="post" action="{site}/statements/4/reject" target="target"><input name="seen"></form>
        <script>
        async function attempt() {{
            for (const options of [{{}}, {{credentials: "include"}}, {{mode: "no-cors"}},
                                   {{method: "POST", mode: "no-cors", body: new URLSearchParams({{seen: ""}})}}])
                for (const path of ["/statements.json", "/statements/4/reject"])
                    try {{
                        const text = await (await fetch("{site}" + path, options)).text();
                        if (text) read.push(text);
                    }} catch (error) {{}}
            try {{ if (document.getElementById("frame").contentDocument.body.textContent) read.push("frame"); }}
            catch (error) {{}}
            document.getElementById("form").submit();
        }}
        </script>"""
    with local_server() as evil:
        evil.pages["/"] = page(attack)
        for host in ("127.0.0.1", "localhost"):
            with browser.new_context() as context:
                first = context.new_page()
                first.goto(f"{site}/statements/4")  # the cookie of the forms is there
                opened = context.new_page()
                opened.goto(evil.url("/", host))
                opened.evaluate("attempt()")
                opened.wait_for_timeout(300)
                assert opened.evaluate("read") == []
                first.reload()
                assert first.get_by_text("Nothing was decided yet").is_visible()
