"""How statements, timelines, tables and single statements look in a terminal and in a pipe."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.articles import ArticleRow
from tracker.store.rows.statements import StatementInPlace, TimelineEntry
from tracker.views.console import shorten
from tracker.views.events import events_of, print_events
from tracker.views.formats import By
from tracker.views.ingesting import print_found
from tracker.views.listing import print_statements
from tracker.views.statement import print_statement
from tracker.views.table import print_actors, print_articles
from tracker.views.timeline import print_timeline

LONG = "Der Hafen bleibt offen, und zwar für alle, die dort arbeiten oder arbeiten wollen. " * 4
EVIL = "[red]rot[/red] [link=https://example.org]x[/link] \x1b[2J\x1b]0;neu\x07 \rweg \u202eabc \x9b1m :smile:"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def place(row, paragraph: str, start: int = 100) -> StatementInPlace:
    def spans(words: str) -> list[list[int]]:
        return [[start + paragraph.index(words), start + paragraph.index(words) + len(words)]]

    return StatementInPlace(
        statement=row(quote_spans=spans("vor einer Schließung des Hafens"), resolutions=["name"]),
        paragraph=paragraph,
        paragraph_start=start,
        speaker_spans=spans("Ministerin Petra Lindholm"),
        cue_spans=spans("warnte"),
        frame_spans=spans("Ministerin Petra Lindholm warnte die Reeder am Mittwoch"),
        addressee_spans=spans("die Reeder"),
        matter_spans=[],
        source="hafen.txt",
        model_version="model-1",
    )


PARAGRAPH = "Ministerin Petra Lindholm warnte die Reeder am Mittwoch vor einer Schließung des Hafens. [i]Ende[/i]"


def test_a_pipe_has_one_line_of_tabbed_fields_for_each_statement(row, capsys) -> None:
    print_statements([row(), row(id=4, kind="direct", quote=LONG, addressee="", outlet=None)])
    first, second = capsys.readouterr().out.splitlines()
    assert first == "3\t2024-03-06\tPetra Lindholm\twarning\tvor einer Schließung des Hafens\tHafenkurier"
    assert second.split("\t")[4] == f"„{LONG.strip()}“"
    assert second.endswith("\t")


def test_the_same_words_in_several_articles_are_listed_once_on_a_terminal_and_each_in_a_pipe(
    row, screen, capsys
) -> None:
    rows = [
        row(),
        row(id=9, article_id=8, family=8, outlet="Elbkurier"),
        row(id=10, article_id=9, family=9, actors=["Karl"]),
    ]
    print_statements(rows)
    assert len(capsys.readouterr().out.splitlines()) == 3
    terminal = screen(80)
    print_statements(rows)
    assert terminal.text.count("vor einer Schließung des Hafens") == 2
    assert "Hafenkurier +1" in terminal.text


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_statements_fit_the_terminal_and_are_shown_whole(row, screen, columns: int) -> None:
    stdout = screen(columns)
    print_statements([row(), row(id=1234, quote=LONG)])
    lines = stdout.text.splitlines()
    assert all(cell_len(line) <= columns for line in lines)
    assert LONG.strip() in " ".join(stdout.text.split())


def test_a_terminal_has_colours_and_a_pipe_has_none_unless_forced(row, screen, capsys, monkeypatch) -> None:
    print_statements([row()])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    print_statements([row()])
    forced = capsys.readouterr().out
    assert "\x1b[" in forced
    assert ESCAPE.sub("", forced).count("\t") == 5
    stdout = screen(colours=True)
    print_statements([row()])
    assert "\x1b[" in stdout.text


def test_no_color_leaves_no_escapes(row, screen) -> None:
    stdout = screen()
    print_statements([row()])
    assert "\x1b" not in stdout.text


@pytest.mark.parametrize("colours", [False, True])
def test_an_articles_text_can_not_act_on_the_terminal(row, screen, colours: bool) -> None:
    evil = row(
        quote=EVIL,
        actors=[EVIL],
        addressee=EVIL,
        outlet=EVIL,
        title=EVIL,
        url=EVIL,
        said_on_words=EVIL,
        standing="negated",
        kind="reported",
        matter=EVIL,
        cue=EVIL,
    )
    stdout = screen(200, colours=colours)
    print_statements([evil])
    print_timeline([TimelineEntry("2024-03-06", evil, [evil])], By.DAY)
    print_timeline([TimelineEntry("2024-03-06", evil, [evil])], By.ACTOR)
    print_statement(StatementInPlace(evil, EVIL, 0, [], [], [], [], [], EVIL, EVIL))
    print_found(EVIL, EVIL, [evil])
    print_events(events_of([(evil, [])]))
    print_actors([ActorRow(1, EVIL, "person", [EVIL], [EVIL], 1, 1, None, None)])
    print_articles([ArticleRow(1, EVIL, EVIL, EVIL, EVIL, "de", None, "unknown", EVIL, 1, 1, "", "", "", "")])
    shown = ESCAPE.sub("", stdout.text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert shown.count("[red]rot[/red]") >= 10
    assert ":smile:" in shown


def test_the_timeline_reads_like_a_chronicle(row, screen) -> None:
    later = row(id=9, said_on="2024-03-07", actors=["Petra Lindholm", "Jan Okafor"], act="denial", addressee="")
    guessed = row(id=10, said_on="2024-03-08", published_on_basis="file_time", outlet=None, actors=[], speaker="Reeder")
    entries = [
        TimelineEntry("2024-03-06", row(addressee_actors=["Oslo"]), [row(), row(article_id=8), row(article_id=9)]),
        TimelineEntry("2024-03-07", later, [later]),
        TimelineEntry("2024-03-08", guessed, [guessed]),
        TimelineEntry(None, row(id=11, said_on=None), [row(id=11)]),
    ]
    stdout = screen(120)
    print_timeline(entries, By.DAY)
    assert stdout.text.splitlines() == [
        "Wednesday, 6 March 2024",
        "  Petra Lindholm warns Oslo: vor einer Schließung des Hafens  [3]  (Hafenkurier +2)",
        "",
        "Thursday, 7 March 2024",
        "  Petra Lindholm and Jan Okafor deny: vor einer Schließung des Hafens  [9]  (Hafenkurier)",
        "",
        "Friday, 8 March 2024  (date is a guess)",
        "  (Reeder) warns (die Reeder): vor einer Schließung des Hafens  [10]",
        "",
        "Undated",
        "  Petra Lindholm warns (die Reeder): vor einer Schließung des Hafens  [11]  (Hafenkurier)",
    ]


def test_articles_of_one_family_are_one_source(row, capsys) -> None:
    sources = [row(family=1), row(article_id=8, family=1), row(article_id=9, family=9)]
    print_timeline([TimelineEntry("2024-03-06", sources[0], sources)], By.DAY)
    assert capsys.readouterr().out.endswith("\t[3]\tHafenkurier +1\n")


def test_what_a_later_version_does_not_have_any_more_says_so(row, capsys) -> None:
    withdrawn, again = row(newest_version=12), row(id=4, newest_version=12, repeated_in=30)
    print_statements([withdrawn, again, row(id=5)])
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[6:] for line in lines] == [
        ["not in the later version, article 12"],
        ["again in the later version, article 12"],
        [],
    ]
    entries = [
        TimelineEntry("2024-03-06", withdrawn, [withdrawn]),
        TimelineEntry("2024-03-06", withdrawn, [withdrawn, row(article_id=8)]),
    ]
    print_timeline(entries, By.DAY)
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[-1] for line in lines] == [
        "Hafenkurier; not in the later version, article 12",
        "Hafenkurier +1",
    ]


def test_a_timeline_by_actor_has_each_actors_entries_together(row, screen) -> None:
    both = row(id=9, actors=["Petra Lindholm", "Jan Okafor"], addressee="", quote="nein")
    unknown = row(id=10, actors=[], speaker="")
    stdout = screen(120)
    entries = [TimelineEntry("2024-03-06", each, [each]) for each in (row(), both, unknown)]
    print_timeline(entries, By.ACTOR)
    assert stdout.text.splitlines() == [
        "Jan Okafor",
        "  2024-03-06  Petra Lindholm and Jan Okafor warn: nein  [9]  (Hafenkurier)",
        "",
        "Petra Lindholm",
        "  2024-03-06  warns (die Reeder): vor einer Schließung des Hafens  [3]  (Hafenkurier)",
        "  2024-03-06  Petra Lindholm and Jan Okafor warn: nein  [9]  (Hafenkurier)",
        "",
        "(unknown)",
        "  2024-03-06  warns (die Reeder): vor einer Schließung des Hafens  [10]  (Hafenkurier)",
    ]


def test_every_line_of_a_piped_timeline_has_its_day(row, capsys) -> None:
    entries = [TimelineEntry("2024-03-06", row(), [row(), row(article_id=8)])]
    print_timeline(entries, By.DAY)
    sentence = "Petra Lindholm warns (die Reeder): vor einer Schließung des Hafens"
    assert capsys.readouterr().out == f"2024-03-06\t{sentence}\t[3]\tHafenkurier +1\n"
    print_timeline(entries, By.ACTOR)
    assert capsys.readouterr().out == f"Petra Lindholm\t2024-03-06\t{sentence}\t[3]\tHafenkurier +1\n"


def test_a_statement_in_its_place_names_everything_and_where_it_comes_from(row, capsys) -> None:
    print_statement(place(row, PARAGRAPH))
    shown = capsys.readouterr().out
    assert PARAGRAPH in shown
    for words in (
        "Statement 3",
        "confidence 0.83",
        "Ministerin Petra Lindholm → Petra Lindholm (named there)",
        "die Reeder (unresolved)",
        "2024-03-06, from “am Mittwoch”",
        "Streit um den Hafen",
        "2024-03-07, from the dateline",
        "https://example.org/hafen",
        "hafen.txt",
        "model-1",
    ):
        assert words in shown


def test_a_terminal_marks_quote_speaker_and_cue_in_the_paragraph(row, screen) -> None:
    stdout = screen(200, colours=True)
    print_statement(place(row, PARAGRAPH))
    line = stdout.text.splitlines()[2]
    assert ESCAPE.sub("", line).strip() == PARAGRAPH
    marked = dict(re.findall(r"\x1b\[([0-9;]+)m([^\x1b]+)", line)[::-1])
    pieces = set(marked.values())
    assert {"Ministerin Petra Lindholm", "warnte", "die Reeder", "vor einer Schließung des Hafens"} <= pieces


def test_a_quote_that_reaches_beyond_its_paragraph_is_marked_as_far_as_it_goes(row, capsys) -> None:
    found = place(row, PARAGRAPH)
    found.statement.quote_spans[:] = [[0, 110], [150, 900]]
    print_statement(found)
    assert PARAGRAPH in capsys.readouterr().out


def test_what_was_found_stands_by_actor_and_fits_the_terminal(row, screen) -> None:
    stdout = screen(60)
    print_found("hafen.txt", "hafen.txt: article 1", [row(), row(id=4, quote=LONG), row(id=12, actors=["Jan Okafor"])])
    lines = stdout.text.splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    assert lines[2] == "Petra Lindholm  Ministerin"
    assert lines[3].startswith("   3  warns (die Reeder), reported: vor einer")
    assert lines[4].endswith("…")
    assert lines[6].startswith("Jan Okafor")


def test_what_was_found_is_not_shortened_in_a_pipe(row, capsys) -> None:
    print_found("hafen.txt", "hafen.txt: article 1", [row(quote=LONG)])
    line = capsys.readouterr().out
    assert line == f"hafen.txt\t3\tPetra Lindholm\twarning\treported\t{LONG.strip()}\n"


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_tables_fit_the_terminal(screen, columns: int) -> None:
    stdout = screen(columns)
    print_actors([ActorRow(1, LONG, "organisation", [LONG], [LONG], 12, 3, "2024-03-06", "2024-03-09")])
    print_articles(
        [ArticleRow(1, LONG, LONG, None, None, "de", "2024-03-07", "file_time", "x.txt", 1, 1, "", "", "", "")]
    )
    assert all(cell_len(line) <= columns for line in stdout.text.splitlines())
    assert "2024-03-07?" in stdout.text


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_which_article_another_is_like_is_told_at_any_width(screen, columns: int) -> None:
    stdout = screen(columns)
    alone = ArticleRow(1, "Hafen", "Bote", None, None, "de", "2024-03-07", "given", "x.txt", 1, 1, "", "", "", "")
    print_articles(iter([alone, replace(alone, id=2, version_of=1)]))
    heading, *lines = stdout.text.splitlines()
    assert "like" in heading
    assert ["version of 1" in line for line in lines] == [False, True]


def test_tables_are_tabbed_lines_in_a_pipe(capsys) -> None:
    actor = ActorRow(1, "Jan Okafor", "person", ["Jan Okafor", "Okafor"], ["Reeder"], 12, 3, "2024-03-06", None)
    print_actors([actor])
    assert capsys.readouterr().out == "1\tJan Okafor\tperson\t12\t3\t2024-03-06\t\tOkafor\tReeder\n"


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("kurz", 10, "kurz"), ("ein langer Satz", 12, "ein langer…"), ("Donaudampfschiff", 6, "Donau…")],
)
def test_shortening_cuts_between_words_where_it_can(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


def nested_rows(row) -> list:
    """Lindholm tells that Okafor denied something; a third one is inside of what Okafor said; one more stands alone."""
    around = row(
        id=17, kind="indirect", quote="Okafor habe bestritten, dass das Geld weg sei", quote_spans=[[100, 145]]
    )
    inner = row(id=18, kind="indirect", quote="dass das Geld weg sei", quote_spans=[[124, 145]], actors=["Jan Okafor"])
    inner = replace(inner, act="denial", inside=17, addressee="", said_on="2024-03-05")
    innermost = replace(inner, id=19, quote="das Geld", quote_spans=[[129, 137]], actors=["Karl Lindholm"], inside=18)
    return [around, row(id=20), inner, innermost]


def test_a_statement_inside_another_one_stands_under_it(row, screen) -> None:
    stdout = screen(70)
    print_statements(nested_rows(row))
    assert stdout.text.splitlines() == [
        "17  2024-03-06  Petra Lindholm  warning to (die Reeder)  Hafenkurier",
        "    Okafor habe bestritten, dass das Geld weg sei",
        "    18  2024-03-05  Jan Okafor  denial: dass das Geld weg sei",
        "        19  Karl Lindholm  denial: das Geld",
        "",
        "20  2024-03-06  Petra Lindholm  warning to (die Reeder)  Hafenkurier",
        "    vor einer Schließung des Hafens",
    ]


def test_its_words_are_shortened_as_they_stand_above(row, screen) -> None:
    stdout = screen(60)
    print_statements([each for each in nested_rows(row) if each.id in (17, 18)])
    assert stdout.text.splitlines()[-1] == "    18  2024-03-05  Jan Okafor  denial: dass das Geld weg…"


def test_its_words_are_whole_where_they_do_not_stand_above(row, screen) -> None:
    around, _, inner, _ = nested_rows(row)
    stdout = screen(50)
    print_statements([replace(around, kind="reported", matter="vor Okafor"), inner])
    assert stdout.text.splitlines()[-2:] == ["    18  2024-03-05  Jan Okafor  denial", "        dass das Geld weg sei"]


def test_it_is_an_entry_of_its_own_where_the_one_around_it_is_not_listed(row, screen) -> None:
    stdout = screen(70)
    print_statements(nested_rows(row)[2:])
    assert [line[:2] for line in stdout.text.splitlines() if line[:2].strip()] == ["18"]
    assert "    19  Karl Lindholm" in stdout.text


def test_a_pipe_has_a_line_for_each_statement_inside_another(row, capsys) -> None:
    print_statements(nested_rows(row))
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == ["17", "20", "18", "19"]


def test_a_timeline_has_it_under_the_one_around_it_on_the_same_day(row, screen) -> None:
    around, alone, inner, innermost = (replace(each, said_on="2024-03-06") for each in nested_rows(row))
    entries = [TimelineEntry("2024-03-06", each, [each]) for each in (around, alone, inner, innermost)]
    stdout = screen(80)
    print_timeline(entries, By.DAY)
    assert stdout.text.splitlines() == [
        "Wednesday, 6 March 2024",
        "  Petra Lindholm warns (die Reeder): Okafor habe bestritten, dass das Geld weg",
        "    sei  [17]  (Hafenkurier)",
        "    Jan Okafor denies: dass das Geld weg sei  [18]",
        "      Karl Lindholm denies: das Geld  [19]",
        "  Petra Lindholm warns (die Reeder): vor einer Schließung des Hafens  [20]",
        "    (Hafenkurier)",
    ]


def test_what_another_article_prints_alone_is_an_entry_of_its_own(row, screen) -> None:
    around, _, inner, _ = (replace(each, said_on="2024-03-06") for each in nested_rows(row))
    elsewhere = replace(inner, id=30, article_id=9, inside=None)
    entries = [TimelineEntry("2024-03-06", around, [around]), TimelineEntry("2024-03-06", inner, [inner, elsewhere])]
    stdout = screen(120)
    print_timeline(entries, By.DAY)
    assert "  Jan Okafor denies: dass das Geld weg sei  [18]  (Hafenkurier +1)" in stdout.text.splitlines()


def test_a_day_whose_entries_are_all_guesses_says_so_once(row, screen) -> None:
    guessed = [row(id=number, published_on_basis="file_time") for number in (1, 2)]
    stdout = screen(120)
    print_timeline([TimelineEntry("2024-03-06", each, [each]) for each in guessed], By.DAY)
    heading, *lines = stdout.text.splitlines()
    assert heading == "Wednesday, 6 March 2024  (date is a guess)"
    assert not any("guess" in line for line in lines)
