"""How an actor in full, suggestions, reasons and decisions look in a terminal and in a pipe."""

import re

import pytest
from rich.cells import cell_len

from tracker.actors.comparing.results import Reason, ReasonKind
from tracker.actors.resolving.explanations import Basis, Doubt, DoubtKind, LinkReason, PairReason
from tracker.store.rows.actors import ActorDetails, ActorRow, Decision, NameLinked, NameUse, OneActor, Suggestion, Why
from tracker.views.actors import (
    SUGGESTION_FIELDS,
    details_record,
    print_actor,
    print_suggestion,
    print_suggestions,
    print_why,
    suggestion_record,
)
from tracker.views.decisions import concerning, in_words, print_decisions, state

LONG = "ein sehr langer Name, den sonst niemand trägt und den auch niemand sprechen kann"
EVIL = "Eva \x1b[2J\x1b]0;neu\x07\u202e[red]Stone[/red] :smile:\r\nEnde"
ACTS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

OKAFOR = ActorRow(3, "Jan Okafor", "person", ["Jan Okafor", "Okafor"], ["Reeder"], 12, 4, "2024-03-01", "2024-06-07")
OKAFUR = ActorRow(5, "Jan Okafur", "person", ["Jan Okafur"], [], 1, 1, "2024-03-01", "2024-03-01")
ONE_LETTER = PairReason(("Jan Okafor", "Jan Okafur"), (Reason(ReasonKind.ONE_LETTER),))
PAIR = Suggestion(OKAFOR, OKAFUR, 0.484, ONE_LETTER)


def decision(number: int = 1, kind: str = "merge", **changes) -> Decision:
    fields = {
        "names": ["Jan Okafor"],
        "others": ["Jan Okafur"],
        "articles": [],
        "value": None,
        "decided_at": "2024-03-01T10:00:00+00:00",
        "undone_at": None,
    }
    return Decision(number, kind, **{**fields, **changes})


def only(name: str) -> LinkReason:
    return LinkReason(Basis.ONLY, name, is_full=True, articles=1, years=(2023, 2023), actor=name)


def details(text: str = "Jan Okafor") -> ActorDetails:
    use = NameUse(text, "person", 12, 1, 4, "2024-03-01", "2024-06-07", 0.75, only(text))
    description = NameUse(text, None, 2, 0, 1, "2024-03-01", None)
    return ActorDetails(
        ActorRow(3, text, "person", [text], [text], 12, 4, None, None), [use], [description], [text], [f"{text} Haus"]
    )


EVERYTHING = [
    lambda text: print_actor(details(text), [decision(names=[text], others=[text])]),
    lambda text: print_suggestions(
        [PAIR, Suggestion(details(text).actor, details(text).actor, 0.5, PairReason((text, text), ONE_LETTER.match))]
    ),
    lambda text: print_why(
        Why(text, text, "one", 0.5, OneActor(), (NameLinked(text, only(text)), Doubt(DoubtKind.DECIDED)))
    ),
    lambda text: print_decisions([decision(2, "rename", names=[text], others=[], value=text), decision()]),
]


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
@pytest.mark.parametrize("printing", EVERYTHING)
def test_everything_fits_the_terminal(screen, columns: int, printing) -> None:
    stdout = screen(columns)
    printing(LONG)
    lines = stdout.text.splitlines()
    assert lines
    assert all(cell_len(line) <= columns for line in lines)


@pytest.mark.parametrize("columns", [0, 80])
@pytest.mark.parametrize("printing", EVERYTHING)
def test_names_can_not_act_on_a_terminal(screen, capsys, columns: int, printing) -> None:
    stdout = screen(columns) if columns else None
    printing(EVIL)
    shown = stdout.text if stdout else capsys.readouterr().out
    assert "[red]Stone" in shown
    assert not ACTS.search(shown)


def test_an_actor_in_a_pipe(capsys) -> None:
    print_actor(details(), [decision(4, "apart", overruled_by=6)])
    assert capsys.readouterr().out.splitlines() == [
        "name\tJan Okafor\t12\t1\t4\t2024-03-01\t2024-06-07\t0.75\t"
        "Jan Okafor, in 1 article of 2023; nobody else of the name is printed near then",
        "description\tJan Okafor\t2\t0\t1\t2024-03-01\t\t1.00\t",
        "alias\tJan Okafor",
        "seat\tJan Okafor Haus",
        "decision\t4\t“Jan Okafor” and “Jan Okafur” are two actors (overruled by 6)",
    ]


def test_an_actor_as_a_record() -> None:
    record = details_record(details(), [decision()])
    assert list(record)[:2] == ["id", "name"]
    assert list(record)[-5:] == ["name_uses", "description_uses", "aliases", "seats", "decisions"]


def test_a_suggestion_tells_both_actors_apart(screen, row) -> None:
    stdout = screen(100)
    print_suggestion(PAIR, (row(quote="der Hafen bleibt offen"), None))
    assert stdout.text.splitlines() == [
        "Jan Okafor and Jan Okafur: surnames that differ by one letter  0.48",
        "  Jan Okafor (3)",
        "    Okafor · Reeder · 12 statements in 4 articles, 2024-03-01 to 2024-06-07",
        "    2024-03-06: der Hafen bleibt offen",
        "  Jan Okafur (5)",
        "    1 statement in 1 article, 2024-03-01",
    ]


def test_a_suggestion_as_a_record_has_one_level() -> None:
    record = suggestion_record(PAIR)
    assert tuple(record) == SUGGESTION_FIELDS
    assert (record["one_id"], record["other_id"], record["score"]) == (3, 5, 0.484)


def test_a_reason_is_not_said_twice(screen) -> None:
    stdout = screen(80)
    reason = LinkReason(Basis.DECISION, "Okafor", is_full=False, articles=1, years=None, actor="Jan Okafor")
    linked = NameLinked("Okafor", reason)
    print_why(Why("Okafor", "Jan Okafor", "one", 0.75, linked, (linked,)))
    assert stdout.text.splitlines() == ["Okafor and Jan Okafor are one actor  0.75", "- Okafor: the user decided so"]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (decision(), "“Jan Okafor” and “Jan Okafur” are one actor"),
        (decision(kind="apart"), "“Jan Okafor” and “Jan Okafur” are two actors"),
        (decision(kind="split"), "“Jan Okafor” is somebody else than “Jan Okafur”"),
        (
            decision(kind="split", names=["A", "B"], articles=[3, 4]),
            "“A” and “B” in articles 3 and 4 are somebody else than “Jan Okafur”",
        ),
        (
            decision(kind="split", articles=[3], others=["Jan Okafor"]),
            "“Jan Okafor” in article 3 is somebody else than elsewhere",
        ),
        (decision(kind="rename", value="J."), "“Jan Okafor” is shown as “J.”"),
        (decision(kind="alias", value="J."), "“Jan Okafor” is also called “J.”"),
        (decision(kind="import", names=["A", "B"], value="names.csv"), "2 names from names.csv"),
        (
            decision(names=["A", "B", "C"], others=["D", "E", "F"]),
            "“A”, “B”, “C” and 3 more are one actor",
        ),
    ],
)
def test_a_decision_in_words(made: Decision, words: str) -> None:
    assert in_words(made) == words


def test_whether_a_decision_holds() -> None:
    assert [
        state(decision()),
        state(decision(overruled_by=7)),
        state(decision(undone_at="2024-03-02", overruled_by=7)),
    ] == ["", "overruled by 7", "undone"]


def test_the_decisions_about_somebody_are_those_with_one_of_their_names() -> None:
    made = [decision(1), decision(2, names=["Ost"], others=[]), decision(3, undone_at="2024-03-02")]
    assert [each.id for each in concerning(made, ["jan okafur", "Niemand"])] == [1]
