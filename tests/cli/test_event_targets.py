"""Whom an event is aimed at where nobody is addressed: who is named first in its content."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from port_and_bridge import said, spans

from tracker.extraction.statements import (
    Act,
    Extraction,
    Kind,
    Mention,
    Referent,
    ReferentKind,
    Resolution,
    Versions,
)
from tracker.reading.article import Article
from tracker.store import Store

PERSON, PLACE, ORGANISATION = ReferentKind.PERSON, ReferentKind.PLACE, ReferentKind.ORGANISATION


@dataclass(frozen=True)
class Said:
    """One sentence with its statement: `content` is its matter or, of an indirect one, its quote."""

    text: str
    speaker: str
    cue: str
    act: Act
    content: str
    names: tuple[tuple[str, ReferentKind], ...] = ()
    actor: str = ""
    kind: Kind = Kind.REPORTED
    addressee: str = ""


@pytest.fixture
def targets(database: Path, ask):
    """Reads an article and returns the targets of its events, each with how it was found."""

    def of(each: Said, *options: str) -> list[tuple[str | None, str | None]]:
        text = f"{each.text}."
        reported = each.kind == Kind.REPORTED
        statement = said(
            text,
            each.text if reported else each.content,
            each.speaker,
            each.cue,
            each.act,
            Referent(each.actor or each.speaker, ORGANISATION, None, Resolution.NAME),
            kind=each.kind,
            addressee=each.addressee,
            matter=each.content if reported else "",
        )
        mentions = tuple(Mention(spans(text, name)[0], kind, name) for name, kind in each.names)
        with Store.open(database) as store:
            article = Article(text=text, published=date(2024, 5, 2))
            added = store.add(article, Extraction("en", (statement,), mentions), Versions("model", "code"))
        result = ask("events", "--article", str(added.article_id), "--jsonl", *options)
        assert result.exit_code == 0, result.output
        return [(event["target"], event["target_from"]) for event in map(json.loads, result.stdout.splitlines())]

    return of


def rejected(content: str, *names: tuple[str, ReferentKind], speaker: str = "Nordholm") -> Said:
    return Said(f"{speaker} rejected {content}", speaker, "rejected", Act.REJECTION, content, names)


def threatened(content: str, *names: tuple[str, ReferentKind], speaker: str = "Nordholm") -> Said:
    text = f"{speaker} threatened {content}"
    return Said(text, speaker, "threatened", Act.THREAT, content, names, kind=Kind.INDIRECT)


@pytest.mark.parametrize(
    ("each", "names"),
    [
        (rejected("a proposal by Ann Ostrow and the plans of Jan Okafor", ("Ann Ostrow", PERSON)), ["Ann Ostrow"]),
        (rejected("the offer of the Reederverband", ("Reederverband", ORGANISATION)), ["Reederverband"]),
        (rejected("an Indian ultimatum"), ["India"]),
        (rejected("a Sri Lankan proposal"), ["Sri Lanka"]),
        (rejected("claims of the Angolans"), ["Angola"]),
        (rejected("a demand from Peru"), ["Peru"]),  # which wasn't found as a name
        (rejected("den sowjetischen Vorschlag"), ["Soviet Union"]),
        (rejected("40 Millionen US-Dollar für Peru"), ["Peru"]),
        (rejected("die Politik von US-Präsident Arun Rao", ("Arun Rao", PERSON)), ["Arun Rao"]),
        (rejected("the stance of Lima", ("Lima", PLACE)), ["Lima"]),  # its government
        (rejected("a US offer", ("US", PLACE)), ["US"]),
        (rejected("Indian Prime Minister Arun Rao's proposal", ("Arun Rao", PERSON)), ["Arun Rao"]),
        (
            threatened("to break off relations with Zaire and Costa Rica over Israel"),
            ["Congo - Kinshasa", "Costa Rica"],
        ),
        (threatened("to close its ports unless Peru gave way", ("Peru", PLACE)), ["Peru"]),
    ],
)
def test_who_is_named_first_is_the_target(targets, each: Said, names: list[str]) -> None:
    assert targets(each) == [(name, "content") for name in names]


@pytest.mark.parametrize(
    "each",
    [
        rejected("the plan to polish the hall"),
        rejected("talks in Nordby", ("Nordby", PLACE)),  # a town says where
        rejected("a meeting in Lima", ("Lima", PLACE)),
        rejected("the Indian demands", speaker="India"),
        rejected("new Indian demands", speaker="The Indian finance ministry"),
        rejected("the Titanic tour", ("Titanic", ReferentKind.OTHER)),
        Said("In Peru, Nordholm rejected the plan", "Nordholm", "rejected", Act.REJECTION, "the plan"),
        Said("Nordholm warned of a Russian attack", "Nordholm", "warned", Act.WARNING, "of a Russian attack"),
        Said("Nordholm said that Peru grew", "Nordholm", "said", Act.STATEMENT, "that Peru grew", kind=Kind.INDIRECT),
        Said("Nordholm asked some to leave Peru", "Nordholm", "asked", Act.APPEAL, "to leave Peru", addressee="some"),
    ],
)
def test_nobody_is_the_target_of_what_names_nobody_else(targets, each: Said) -> None:
    assert targets(each) == [(None, None)]


def test_a_state_has_the_name_of_its_actor(targets) -> None:
    targets(rejected("the plan", speaker="Russland"))
    assert targets(rejected("a Russian ultimatum")) == [("Russland", "content")]


def test_a_state_has_the_name_that_is_printed_most(targets) -> None:
    for number in (1, 2):
        targets(rejected(f"plan {number} for Indien", ("Indien", PLACE)))
    assert targets(rejected("an Indian plan for India", ("India", PLACE))) == [("Indien", "content")]


def test_targets_from_the_content_can_be_left_out(targets) -> None:
    assert targets(rejected("an Indian ultimatum"), "--targets", "addressee") == [(None, None)]


def test_an_addressee_is_the_target_whatever_the_content_names(ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("events", "--to", "Reederverband", "--csv").stdout)))
    assert [(row["target"], row["target_from"]) for row in rows] == [("Reederverband", "addressee")]
