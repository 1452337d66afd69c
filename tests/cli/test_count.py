"""tracker count: tables, records and plots of how many statements there are."""

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pexpect
import pytest

PNG = b"\x89PNG\r\n\x1a\n"


def lines(result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def records(result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def on_terminal(database: Path, *arguments: str, columns: int = 80) -> list[str]:
    """The lines that a terminal of so many columns shows."""
    running = pexpect.spawn(
        sys.executable,
        ["-m", "tracker", "count", *arguments, "--db", str(database)],
        env={"TERM": "xterm", "TRACKER_PAGER": "", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
    )
    running.expect(pexpect.EOF)
    return [line.rstrip() for line in running.before.replace("\r", "").splitlines()]


def test_all_are_counted_together(ask) -> None:
    assert lines(ask("count")) == [["5", "100.0%", "5"]]
    assert lines(ask("count", "--actor", "Petra Lindholm")) == [["2", "100.0%", "2"]]


def test_a_line_for_each_value_in_a_pipe(ask) -> None:
    assert lines(ask("count", "--by", "outlet")) == [
        ["Hafenkurier", "3", "60.0%", "5"],
        ["Harbour Post", "2", "40.0%", "5"],
    ]


def test_speakers_who_are_not_known_are_told(ask) -> None:
    assert lines(ask("count", "--by", "actor"))[-1] == ["(not known)", "1", "20.0%", "5"]
    unknown = records(ask("count", "--by", "actor", "--json"))[-1]
    assert unknown == {"actor": None, "actor_id": None, "statements": 1, "share": 0.2, "of": 5}


def test_a_limit_says_how_many_others_there_are(ask) -> None:
    first, others, unknown = lines(ask("count", "--by", "actor", "--limit", "1"))
    assert first[:2] == ["Petra Lindholm", "2"]
    assert others[:2] == ["(2 others)", "2"]
    assert unknown[0] == "(not known)"


@pytest.mark.parametrize("options", [["--json"], ["--jsonl"], ["--csv"], ["--excel"]])
def test_programs_get_the_same_numbers(ask, options: list[str]) -> None:
    result = ask("count", "--by", "day", "--by", "actor", *options)
    assert result.exit_code == 0, result.output
    match options[0]:
        case "--json":
            found = json.loads(result.stdout)
        case "--jsonl":
            found = [json.loads(line) for line in result.stdout.splitlines()]
        case _:
            separator = ";" if options[0] == "--excel" else ","
            found = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff")), delimiter=separator))
    assert list(found[0]) == ["day", "actor", "actor_id", "statements", "share", "of"]
    assert [(row["day"], row["actor"] or None, int(row["statements"]), int(row["of"])) for row in found] == [
        ("2024-03-06", "Petra Lindholm", 1, 1),
        ("2024-03-07", "Petra Lindholm", 1, 2),
        ("2024-03-07", None, 1, 2),
        ("2024-03-09", "Jan Okafor", 1, 2),
        ("2024-03-09", "Karl Lindholm", 1, 2),
    ]


def test_a_table_with_bars_on_a_terminal(database) -> None:
    shown = on_terminal(database, "--by", "outlet")
    assert shown[0] == "5 statements by outlet"
    assert re.fullmatch(r"Hafenkurier +3 +60.0%  █{30,}", shown[3])
    assert re.fullmatch(r"Harbour Post +2 +40.0%  █+▌?", shown[4])
    assert shown[4].count("█") == pytest.approx(shown[3].count("█") * 2 / 3, abs=1)
    assert "Shares are of the 5 statements." in shown


def test_two_things_are_crossed_on_a_terminal(database) -> None:
    shown = on_terminal(database, "--by", "actor", "--by", "outlet")
    assert shown[2].split() == ["actor", "Hafenkurier", "Harbour", "Post", "all"]
    assert shown[3].split()[:5] == ["Petra", "Lindholm", "2", "·", "2"]
    assert shown[7].split() == ["all", "3", "2", "5"]


def test_what_does_not_fit_beside_each_other_is_taken_together_or_listed(database) -> None:
    narrow = on_terminal(database, "--by", "outlet", "--by", "actor", columns=70)
    assert "(1 other)" in narrow[2]
    assert all(len(line) <= 70 for line in narrow)
    listed = on_terminal(database, "--by", "outlet", "--by", "day", columns=46)
    assert listed[2].split() == ["outlet", "day", "statements", "share"]


def test_shares_of_a_row(database) -> None:
    shown = on_terminal(database, "--by", "outlet", "--by", "kind", "--percent")
    (harbour,) = [line.split() for line in shown if line.startswith("Harbour Post")]
    assert sorted(harbour[2:5]) == ["50%", "50%", "·"]
    assert harbour[5] == "2"
    assert "Shares are of all statements of the same outlet." in shown


def test_topics_are_those_asked_for(ask) -> None:
    result = ask("count", "--by", "topic", "--topic", "Hafen", "--topic", "Brücke", "--topic", "bridge")
    assert [line[:2] for line in lines(result)] == [["Hafen", "2"], ["Brücke", "0"], ["bridge", "2"]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "topic"], "--by topic: which ones? name each with --topic"),
        (["--by", "act", "--by", "act"], "--by: act twice"),
        (["--by", "act", "--by", "kind", "--by", "day"], "--by: at most twice"),
        (["--by", "month", "--by", "day"], "--by: month or day, not both"),
        (["--by", "month", "--limit", "3"], "--limit: of what?"),
        (["--by", "act", "--plot", "acts.pdf"], "--plot: acts.pdf doesn't end in .svg, .png, .html"),
        (["--plot", "acts.svg"], "--plot: of what? add --by"),
        (["--by", "act", "--plot", "acts.svg", "--csv"], "--plot and --csv exclude each other"),
        (["--by", "act", "--json", "--excel"], "--excel and --json exclude each other"),
        (["Lindholm"], "write --actor or --topic before it"),
    ],
)
def test_wrong_usage(ask, options: list[str], message: str) -> None:
    result = ask("count", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_nothing_found_is_said(ask) -> None:
    result = ask("count", "--by", "act", "--until", "1990")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no statement found\n")


def test_text_of_articles_does_not_act_on_the_terminal(evil_database, ask) -> None:
    for options in ([], ["--csv"], ["--json"]):
        result = ask("count", "--by", "actor", "--by", "outlet", *options)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout.replace("\\u001b", "")


class Page(HTMLParser):
    """What a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attributes if name in ("src", "href", "data", "srcset")]


PLOTS = {
    "lines": ["--by", "day"],
    "lines of several": ["--by", "day", "--by", "actor"],
    "bars": ["--by", "actor"],
    "a matrix": ["--by", "actor", "--by", "addressee"],
    "shares": ["--by", "outlet", "--by", "kind", "--percent"],
}


@pytest.mark.parametrize("options", PLOTS.values(), ids=PLOTS)
def test_plots_are_pictures_or_pages_that_load_nothing(ask, tmp_path, options: list[str]) -> None:
    for ending in ("svg", "png", "html"):
        path = tmp_path / f"plot.{ending}"
        result = ask("count", *options, "--plot", str(path))
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert result.stderr == f"{path}: 5 statements\n"
    assert (tmp_path / "plot.png").read_bytes().startswith(PNG)
    picture = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    page = Page()
    page.feed((tmp_path / "plot.html").read_text(encoding="utf-8"))
    assert picture.startswith("<svg ")
    assert "script" not in page.tags
    assert {"svg", "title", "table"} <= set(page.tags)
    assert [each for each in page.loaded if not each.startswith("#")] == []
    assert not re.search(r"url\((?!#)|@import", picture)


def test_a_plot_says_what_it_shows(ask, tmp_path) -> None:
    path = tmp_path / "plot.svg"
    ask("count", "--by", "actor", "--act", "warning", "--act", "statement", "--since", "2024", "--plot", str(path))
    picture = path.read_text(encoding="utf-8")
    assert "<title>Statements by actor</title>" in picture
    told = re.search(r"<desc>(.*?)</desc>", picture, re.DOTALL)[1]
    assert told.startswith("act warning or statement; from 2024-01-01 ")
    assert told.endswith(
        "Source: 2 statements in Hafenkurier, 2024-03-06 to 2024-03-07; found automatically with tracker"
    )


def test_the_same_plot_is_the_same_file(ask, tmp_path) -> None:
    paths = [tmp_path / name for name in ("one.html", "other.html")]
    for path in paths:
        ask("count", "--by", "day", "--by", "actor", "--plot", str(path))
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_plot_that_cannot_be_written(ask, tmp_path) -> None:
    result = ask("count", "--by", "act", "--plot", str(tmp_path / "nowhere" / "plot.svg"))
    assert result.exit_code == 1
    path = tmp_path / "nowhere" / "plot.svg"
    assert result.stderr == f"tracker: {path}: can't be written (No such file or directory)\n"


def test_a_file_that_is_there_is_left_alone_without_force(ask, tmp_path) -> None:
    path = tmp_path / "plot.svg"
    path.write_text("mine", encoding="utf-8")
    result = ask("count", "--by", "act", "--plot", str(path))
    assert (result.exit_code, path.read_text(encoding="utf-8")) == (1, "mine")
    assert result.stderr == f"tracker: {path} is there already; --force overwrites it\n"
    assert ask("count", "--by", "act", "--plot", str(path), "--force").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "act", "--until", "1990"], "no statement found, nothing drawn"),
        (["--by", "verdict", "--by", "act"], "nothing to draw: no statement whose verdict and act are known"),
    ],
)
def test_nothing_is_drawn_of_nothing(ask, tmp_path, options: list[str], message: str) -> None:
    path = tmp_path / "plot.svg"
    result = ask("count", *options, "--plot", str(path))
    assert (result.exit_code, result.stderr) == (1, f"tracker: {message}\n")
    assert not path.exists()


WITHOUT_MATPLOTLIB = """
import sys
sys.modules["matplotlib"] = None  # as if it weren't installed
sys.argv = sys.argv[2:]
from tracker.cli import main
main()
"""


def test_without_the_package_for_drawing_one_line_says_which(process, tmp_path) -> None:
    path = tmp_path / "plot.svg"
    result = process("count", "--by", "act", "--plot", str(path), python=("-c", WITHOUT_MATPLOTLIB))
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr == b"tracker: drawing needs one more package: pip install 'quote-claim-tracker[plot]'\n"
    assert not path.exists()
