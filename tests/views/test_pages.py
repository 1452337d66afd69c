from hypothesis import given
from hypothesis import strategies as st

from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.store.rows.statements import RoleSpans
from tracker.views.pages.article_text import marked_paragraphs
from tracker.views.reports.chart import chart_of_months

LETTERS = "ab \n"


@st.composite
def texts_with_statements(draw: st.DrawFn) -> tuple[str, list[RoleSpans]]:
    text = draw(st.text(LETTERS, min_size=1, max_size=60))

    def spans() -> list[list[int]]:
        cuts = draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True).map(sorted))
        return [[start, end] for start, end in zip(cuts[::2], cuts[1::2], strict=False)]

    return text, [RoleSpans(number, spans(), spans(), spans(), spans()) for number in range(draw(st.integers(0, 3)))]


@given(texts_with_statements())
def test_no_word_of_an_article_is_lost_or_marked_without_a_role(drawn: tuple[str, list[RoleSpans]]) -> None:
    text, statements = drawn
    paragraphs = marked_paragraphs(text, statements)
    shown = "".join(piece.text for paragraph in paragraphs for piece in paragraph)
    assert shown.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    for role in ("quote", "speaker"):
        marked = "".join(piece.text for each in paragraphs for piece in each if role in piece.roles)
        inside = {place for each in statements for start, end in getattr(each, role) for place in range(start, end)}
        assert sum(letter in "ab" for letter in marked) == sum(text[place] in "ab" for place in inside)


@given(texts_with_statements())
def test_every_statement_is_led_to_once(drawn: tuple[str, list[RoleSpans]]) -> None:
    text, statements = drawn
    ends = [number for each in marked_paragraphs(text, statements) for piece in each for number in piece.ends]
    assert sorted(ends) == [each.statement for each in statements if each.quote]


def test_an_endless_word_is_cut_and_what_turns_letters_left_out() -> None:
    [[piece]] = marked_paragraphs("a" * 1_000_000 + " \u202eb", [])
    assert len(piece.text) < 1_000
    assert "\u202e" not in piece.text


def counts(*months: str | None) -> Counts:
    """Two statements of each month, one of them a warning."""
    margin = tuple(Count((CountedValue(month),), 2, 2 * len(months)) for month in months)
    cells = tuple(
        Count((CountedValue(month), CountedValue(act)), 1, 2) for month in months for act in ("statement", "warning")
    )
    return Counts((Dimension.MONTH, Dimension.ACT), 2 * len(months), (margin, ()), cells)


def test_months_are_drawn_and_many_of_them_as_years() -> None:
    chart = chart_of_months(counts("2022-01", "2022-03", None), lambda value: value.value or "")
    assert chart is not None
    assert (chart.unit, [bar.label for bar in chart.bars], chart.undated) == ("month", ["Jan 2022", "Mar 2022"], 2)
    assert [(lane.actor, len(lane.dots)) for lane in chart.lanes] == [("statement", 2), ("warning", 2)]
    years = [f"{year}-{month:02}" for year in range(2015, 2025) for month in range(1, 13)]
    chart = chart_of_months(counts(*years), lambda value: value.value or "")
    assert chart is not None
    assert (chart.unit, len(chart.bars), {bar.statements for bar in chart.bars}) == ("year", 10, {24})
    assert chart.bars[0].label == "2015"


def test_without_a_day_nothing_is_drawn() -> None:
    assert chart_of_months(counts(None), str) is None
    assert chart_of_months(counts(), str) is None
