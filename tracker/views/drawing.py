"""Plots drawn with Matplotlib, which is imported here alone: SVG, PNG, or an HTML page that loads nothing else."""

import html
import io
import textwrap
from collections.abc import Sequence
from itertools import cycle
from typing import Any, TypeAlias

from tracker.views.plots import Plot, PlotFormat, Shape

Axes: TypeAlias = Any  # matplotlib.axes.Axes
Figure: TypeAlias = Any  # matplotlib.figure.Figure

# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), which colour-blind people tell apart, without yellow,
# which is hard to see on white. Dashes and markers tell series apart as well.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
ASIDE, ASIDE_DASHES = "#8A8A8A", ((0, (1, 1)), (0, (4, 1, 1, 1, 1, 1)))  # others, and those not known
TEXT, FAINT, GRID = "#222222", "#5A5A5A", "#DDDDDD"
DARK = 0.68  # of the largest number: from there on white letters have more contrast
SEQUENTIAL = "Blues"  # from white to dark: by lightness alone, whatever colours one sees

WIDTH, INCHES_A_ROW = 9.0, 0.34
LINES_HEIGHT = 4.2
DOTS_AN_INCH = 160
MOST_MARKED = 45  # places: a line with more of them has no markers
MOST_TICKS = 12  # places that are all written under the axis
LONGEST_NAME = 34  # letters
SIZES = {"title": 14.0, "subtitle": 10.5, "footer": 8.5}  # points
LETTERS_A_POINT = 1.9  # letters of one point that an inch has room for, times 72: measured on DejaVu Sans
SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # which comes with Matplotlib: the same everywhere
    "font.size": 10,
    "text.color": TEXT,
    "text.parse_math": False,  # names may have dollars in them
    "axes.labelcolor": FAINT,
    "axes.edgecolor": FAINT,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": TEXT,
    "ytick.labelcolor": TEXT,
    "svg.fonttype": "path",  # letters as outlines: nobody needs the font
    "svg.hashsalt": "tracker",  # the same file for the same plot
}


def drawn(plot: Plot, written_as: PlotFormat, rows: Sequence[Sequence[str]]) -> bytes:
    """The plot as a file; `rows` are the numbers with headings, which an HTML page has under it."""
    import logging
    import warnings

    import matplotlib

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # shown as a box
        figure = _figure(plot)
        output = io.BytesIO()
        if written_as is PlotFormat.PNG:
            figure.savefig(output, format="png", dpi=DOTS_AN_INCH, metadata={"Software": None, "Title": plot.title})
            return output.getvalue()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(output, format="svg", metadata=nothing)
    picture = _described(output.getvalue().decode("utf-8"), plot)
    return (picture if written_as is PlotFormat.SVG else _page(plot, picture, rows)).encode("utf-8")


def _figure(plot: Plot) -> Figure:
    import matplotlib.figure

    width, height = _size(plot)
    header, footer = _header(plot, width), _wrapped(plot.footer, "footer", width)
    above = 0.25 + sum(size * lines for _, size, lines in header)
    below = 0.2 + 0.16 * len(footer)
    height += above + below
    figure = matplotlib.figure.Figure(figsize=(width, height), facecolor="white")
    figure.set_layout_engine("constrained", rect=(0.01, below / height, 0.98, 1 - (above + below) / height))
    at = height - 0.15
    for text, size, lines in header:
        bold = "bold" if text == header[0][0] else "normal"
        points = SIZES["title" if bold == "bold" else "subtitle"]
        figure.text(0.15 / width, at / height, text, fontsize=points, fontweight=bold, va="top")
        at -= size * lines
    figure.text(0.15 / width, 0.1 / height, "\n".join(footer), fontsize=SIZES["footer"], color=FAINT, va="bottom")
    axes = figure.subplots()
    match plot.shape:
        case Shape.LINES:
            _draw_lines(axes, plot)
        case Shape.BARS:
            _draw_bars(axes, plot)
        case Shape.MATRIX:
            _draw_matrix(axes, plot)
    return figure


def _size(plot: Plot) -> tuple[float, float]:
    """Inches for the axes with what stands at them."""
    match plot.shape:
        case Shape.BARS:
            return WIDTH, 0.6 + INCHES_A_ROW * max(2, len(plot.places))
        case Shape.MATRIX:
            longest = max((len(_short(name)) for name in plot.places), default=0)
            across = 3.2 + 0.55 * len(plot.places)
            return max(6.5, across), 0.8 + 0.065 * longest + INCHES_A_ROW * max(2, len(plot.series))
        case _:
            return WIDTH, max(LINES_HEIGHT, 0.24 * len(plot.series) + 0.8)


def _header(plot: Plot, width: float) -> list[tuple[str, float, int]]:
    """Title and subtitle, each with the inches that a line takes, and its lines."""
    header = []
    for text, name, inches in ((plot.title, "title", 0.27), (plot.subtitle, "subtitle", 0.19)):
        if text:
            lines = _wrapped([text], name, width)
            header.append(("\n".join(lines), inches, len(lines)))
    return header


def _wrapped(texts: Sequence[str], name: str, width: float) -> list[str]:
    letters = int((width - 0.3) * 72 * LETTERS_A_POINT / SIZES[name])
    return [line for text in texts for line in textwrap.wrap(text, letters)]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _draw_lines(axes: Axes, plot: Plot) -> None:
    marked = len(plot.places) <= MOST_MARKED
    apart, asides = 0, cycle(ASIDE_DASHES)
    for series in plot.series:
        if series.aside:
            style = {"color": ASIDE, "linestyle": next(asides), "marker": None}
        else:
            marker = MARKERS[apart % len(MARKERS)]
            dash = DASHES[apart // len(COLOURS) % len(DASHES)]
            style = {"color": COLOURS[apart % len(COLOURS)], "linestyle": dash, "marker": marker if marked else None}
            apart += 1
        numbers = [float("nan") if number is None else number for number in series.numbers]
        axes.plot(plot.days, numbers, label=".", linewidth=1.8, markersize=5, **style)
    _at_times(axes, plot)
    axes.set_xlabel(plot.place_name)
    axes.set_ylabel(plot.measure)
    axes.set_ylim(bottom=0)
    _measured(axes, plot, "y")
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    _frameless(axes, "left", "top", "right")
    if plot.series_name and plot.series:
        legend = axes.legend(
            loc="upper left",
            bbox_to_anchor=(1.01, 1.03),
            borderaxespad=0,
            title=plot.series_name,
            frameon=False,
            alignment="left",
            handlelength=3.2,
        )
        for text, series in zip(legend.get_texts(), plot.series, strict=True):  # a label of "_…" would be left out
            text.set_text(_short(series.name))


def _at_times(axes: Axes, plot: Plot) -> None:
    """Few places are all named, as they are in tables; of many, Matplotlib chooses years, months or days."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    if len(plot.days) <= MOST_TICKS:
        axes.set_xticks(list(plot.days), plot.places)
        if len("".join(plot.places)) > 60:
            axes.tick_params(axis="x", labelrotation=40)
            for tick in axes.get_xticklabels():
                tick.set_horizontalalignment("right")
                tick.set_rotation_mode("anchor")
        return
    locator = AutoDateLocator(minticks=4, maxticks=MOST_TICKS)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))


def _draw_bars(axes: Axes, plot: Plot) -> None:
    (series,) = plot.series
    places = range(len(plot.places))
    colours = [ASIDE if place in plot.asides else COLOURS[0] for place in places]
    bars = axes.barh(places, [number or 0 for number in series.numbers], color=colours, height=0.72)
    axes.bar_label(bars, plot.remarks, padding=4, fontsize=9, color=TEXT)
    axes.set_yticks(places, [_short(name) for name in plot.places])
    axes.invert_yaxis()
    axes.set_xlabel(plot.measure)
    axes.set_ylim(len(plot.places) - 0.4, -0.6)
    axes.margins(x=0.16)  # room for what stands at the longest bar's end
    axes.set_xlim(left=0)
    _measured(axes, plot, "x")
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    _frameless(axes, "top", "right", "bottom")


def _draw_matrix(axes: Axes, plot: Plot) -> None:
    numbers = [[number or 0 for number in series.numbers] for series in plot.series]
    most = max(map(max, numbers)) or 1
    axes.imshow(numbers, cmap=SEQUENTIAL, vmin=0, vmax=most, aspect="auto")
    for row, line in enumerate(numbers):
        for place, number in enumerate(line):
            if number:
                text = f"{number:.0%}" if plot.as_shares else f"{number:,}"
                colour = "white" if number > DARK * most else TEXT
                axes.text(place, row, text, ha="center", va="center", color=colour, fontsize=9)
    axes.set_xticks(range(len(plot.places)), [_short(name) for name in plot.places])
    axes.set_yticks(range(len(plot.series)), [_short(series.name) for series in plot.series])
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axes.tick_params(axis="y", length=0)
    for tick in axes.get_xticklabels():
        tick.set(rotation=40, ha="left", rotation_mode="anchor")
    axes.set_xlabel(f"{plot.place_name} →", loc="left")
    axes.set_ylabel(f"{plot.series_name} ↓", loc="top")
    axes.xaxis.set_label_position("bottom")
    # lines between the cells
    axes.set_xticks([place - 0.5 for place in range(1, len(plot.places))], minor=True)
    axes.set_yticks([row - 0.5 for row in range(1, len(numbers))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    _frameless(axes, "top", "right", "bottom", "left")


def _measured(axes: Axes, plot: Plot, name: str) -> None:
    """The axis of the numbers: whole ones with a comma for thousands, or shares in percent."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.yaxis if name == "y" else axes.xaxis
    if plot.as_shares:
        axis.set_major_formatter(FuncFormatter(lambda number, _: f"{round(100 * number, 6):g}%"))
        return
    axis.set_major_locator(MaxNLocator(integer=True, nbins=6, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.0f}"))


def _frameless(axes: Axes, *sides: str) -> None:
    for side in sides:
        axes.spines[side].set_visible(False)


def _described(picture: str, plot: Plot) -> str:
    """The SVG element alone, with what it shows for those who can't see it."""
    element = picture[picture.index("<svg") :]
    opening, rest = element.split(">", 1)
    opening += ' role="img"'
    told = f"{plot.subtitle} {' '.join(plot.footer)}".strip()
    return f"{opening}>\n <title>{html.escape(plot.title)}</title>\n <desc>{html.escape(told)}</desc>{rest}"


def _page(plot: Plot, picture: str, rows: Sequence[Sequence[str]]) -> str:
    """An HTML page of its own with the picture and its numbers; its policy forbids it to load anything."""
    headings, *lines = rows
    table = "\n".join(
        f"<tr>{''.join(f'<{cell}>{html.escape(text)}</{cell}>' for text in line)}</tr>"
        for cell, line in (("th", headings), *(("td", line) for line in lines))
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(plot.title)}</title>
<style>
body {{ font: 16px/1.4 sans-serif; color: {TEXT}; max-width: 70em; margin: 1em auto; padding: 0 1em; }}
svg {{ width: 100%; height: auto; }}
table {{ border-collapse: collapse; margin: 1em 0; }}
th, td {{ text-align: left; padding: .2em 1em .2em 0; border-bottom: 1px solid {GRID}; }}
th:nth-last-child(-n+3), td:nth-last-child(-n+3) {{ text-align: right; font-variant-numeric: tabular-nums; }}
</style>
</head>
<body>
{picture}
<details>
<summary>The numbers</summary>
<table>
{table}
</table>
</details>
</body>
</html>
"""
