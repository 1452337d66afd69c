"""What decides of two wordings that are worded alike, with the cosine of a pair that is very much so."""

import pytest

from tracker.claims.comparing import Comparison, Reason, Relation, compared
from tracker.claims.reading import Said, content_of, wording_of

ALIKE = 0.97


def said(words: str, language: str = "en", **fields: object) -> Said:
    values: dict[str, object] = {"kind": "indirect", "act": "statement", "standing": "asserted", "cue": "said"}
    return Said(words, language, **{**values, **fields})  # type: ignore[arg-type]


def comparison(one: Said, other: Said, cosine: float = ALIKE) -> Comparison | None:
    first, second = wording_of(one), wording_of(other)
    assert first is not None
    assert second is not None
    found = compared(content_of(first), content_of(second), cosine)
    turned = compared(content_of(second), content_of(first), cosine)
    assert (found and found.relation) == (turned and turned.relation)
    return found


def relation(one: Said, other: Said, cosine: float = ALIKE) -> Relation | None:
    found = comparison(one, other, cosine)
    return found and found.relation


def reasons(one: Said, other: Said) -> set[Reason]:
    found = comparison(one, other)
    return {each.reason for each in found.evidence} if found else set()


ALTHOFF = {"speakers": ("Karin Althoff",)}
SAFE = "the drinking water is safe for all households in the town"


@pytest.mark.parametrize(
    "words",
    [
        "it",
        "the private server",
        "will the water be safe for everybody?",
        "on possible fines he had no comment",
        "the proposal for the port was rejected by",
    ],
)
def test_what_claims_nothing(words: str) -> None:
    assert wording_of(said(words)) is None


def test_what_was_not_said_claims_nothing() -> None:
    assert wording_of(said(SAFE, standing="negated")) is None
    assert wording_of(said(SAFE, act="question")) is None
    assert wording_of(said("L’eau est sans danger pour les gens", "fr")) is None


def test_the_same_words_are_the_same_whoever_prints_them() -> None:
    assert relation(said(f"that {SAFE}"), said(f"“{SAFE.capitalize()},”", kind="direct")) == Relation.SAME_WORDS


def test_shortened_words_are_the_same() -> None:
    assert (
        relation(said(SAFE), said(f"after a long night, {SAFE}, whatever the Greens say"), 0.8) == Relation.SAME_WORDS
    )


def test_an_answer_is_no_negation() -> None:
    one, other = "No, they are the founders of this whole company", "They are the founders of this whole company"
    assert relation(said(one, kind="direct"), said(other, kind="direct")) == Relation.SAME_WORDS
    assert relation(said("No founders are in this company now"), said("Founders are in this company now")) == (
        Relation.OPPOSED
    )


def test_what_is_shortened_by_its_not_is_only_suggested() -> None:
    words = "the taxes on fuel will be raised in the coming year"
    assert relation(said(words), said(f"it is not true that {words}"), 0.99) == Relation.SUGGESTED


@pytest.mark.parametrize(
    ("other", "language", "reason"),
    [
        ("the drinking water is not safe for all households in the town", "en", Reason.NEGATION),
        ("the drinking water isn’t safe for all households in the town", "en", Reason.NEGATION),
        ("the drinking water is unsafe for all households in the town", "en", Reason.OPPOSITE),
        ("das Trinkwasser ist für keinen Haushalt der Stadt sicher", "de", Reason.NEGATION),
    ],
)
def test_who_says_that_it_is_not_so_seems_to_contradict(other: str, language: str, reason: Reason) -> None:
    assert relation(said(SAFE), said(other, language)) == Relation.OPPOSED
    assert reason in reasons(said(SAFE), said(other, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what *not* stands before is only in one
        (
            "the town wants to ban all lorries that are not registered here from the old bridge",
            "the town wants to ban all lorries from the old bridge",
        ),
        (
            "the state should either refuse to admit more lorries or take measures at the bridge",
            "the state should take measures at the bridge because of all the lorries",
        ),
        # hardly more than names in common
        ("Falk is not a friend of the port", "Falk was a danger for the port and all who work there"),
        # polls, of which there are many
        (
            "Falk leads Ritter by 47 percent to 39 percent among younger voters",
            "Falk leads Ritter by 51 percent to 39 percent among younger voters",
        ),
        (
            "Falk leads in the whole of the old town by about 13 points",
            "Falk leads in the whole of the old town by about 6 points",
        ),
        # a *no* that is part of a word
        ("a no-fly zone over the port is to be set up", "a fly zone over the port is to be set up"),
        # both say *not*, one of them twice
        (
            "no patient was told that the data had not been stolen from the clinic",
            "no patient was told that the data had been stolen from the clinic",
        ),
        # nobody knows who *he* is
        ("he is not qualified to be the mayor of this town", "Falk is qualified to be the mayor of this town"),
    ],
)
def test_what_is_not_surely_about_the_same_does_not_seem_to_contradict(one: str, other: str) -> None:
    names = {"names": ("Falk", "Ritter")}
    assert relation(said(one, **names), said(other, **names)) != Relation.OPPOSED


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("the port fees will not rise", "the fees will be raised by the port", "en"),
        ("no new bridge would be built by 2030", "there will be a new bridge by 2030", "en"),
        ("der Vertrag werde doch gekündigt", "der Vertrag würde nicht gekündigt", "de"),
    ],
)
def test_few_words_seem_to_contradict_if_all_that_tell_are_the_same(one: str, other: str, language: str) -> None:
    assert relation(said(one, language), said(other, language)) == Relation.OPPOSED


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("I don’t think the harbour is in decline", "the harbour is in decline", "en"),
        ("ich glaube nicht, dass der Hafen verfällt", "der Hafen verfällt doch", "de"),
        ("we should not build the new walls around the port", "we are going to build new walls around the port", "en"),
    ],
)
def test_two_who_speak_of_one_thing_contradict_each_other_in_the_first_person(
    one: str, other: str, language: str
) -> None:
    petri, althoff = said(one, language, speakers=("Jonas Petri",)), said(other, language, **ALTHOFF)
    assert relation(petri, althoff, 0.9) == Relation.OPPOSED


def test_what_they_say_of_themselves_does_not_contradict() -> None:
    petri = said("I will not vote for the new port fees", speakers=("Jonas Petri",))
    assert relation(petri, said("I will vote for the new port fees", **ALTHOFF)) is None


def test_two_sentences_that_deny_do_not_assert() -> None:
    one = said("I did not lose the money of the port. There is no money missing.", kind="direct", **ALTHOFF)
    assert relation(one, said("that there was no money missing in the port", **ALTHOFF)) == Relation.SUGGESTED
    assert relation(one, said("there was money missing in the port", **ALTHOFF)) == Relation.OPPOSED


def test_who_turns_says_it_in_other_words() -> None:
    one = said(
        "We made a terrible mistake buying that ferry from the Danes in the first place", kind="direct", **ALTHOFF
    )
    other = said("I’ve never said we made a mistake buying the ferry", kind="direct", **ALTHOFF)
    assert relation(one, other) == Relation.OPPOSED


def test_a_phrase_that_denies_is_of_whole_words() -> None:
    one = said("unemployment among blacks in the old town had fallen")
    other = said("unemployment among black people in the old town had fallen")
    assert relation(one, other) in (Relation.SAME, Relation.SUGGESTED)
    lacking, having = said("the mayor lacks the money for the bridge"), said("the mayor has the money for the bridge")
    assert relation(lacking, having) == Relation.OPPOSED


def test_a_denial_and_a_negation_agree() -> None:
    denied = said("that the money for the bridge was gone", cue="denied", **ALTHOFF)
    not_gone = said("that the money for the bridge was not gone", **ALTHOFF)
    gone = said("that the money for the bridge was gone", **ALTHOFF)
    assert relation(denied, not_gone) == Relation.SAME
    assert relation(denied, gone) == Relation.OPPOSED


def test_not_only_is_no_negation() -> None:
    one, other = f"not only is {SAFE}", f"what is more, {SAFE}"
    assert relation(said(one), said(other)) == Relation.SAME


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "40 tonnes of sludge had run into the lake overnight",
            "60 Tonnen Schlamm seien in der Nacht in den See gelaufen",
            "de",
        ),
        ("taxes on fuel will rise by 4.5 percent this year", "taxes on fuel will rise by 5.4 percent this year", "en"),
        (
            "the project would cost 200 million euros in the end",
            "das Projekt werde am Ende dreihundert Millionen Euro kosten",
            "de",
        ),
    ],
)
def test_another_number_seems_to_contradict(one: str, other: str, language: str) -> None:
    assert relation(said(one), said(other, language)) == Relation.OPPOSED
    assert Reason.NUMBER in reasons(said(one), said(other, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "3,000 new jobs would be created by the expansion",
            "dreitausend neue Arbeitsplätze würden durch den Ausbau geschaffen",
        ),
        (
            "the loss was nearly $1 billion in that single year",
            "der Verlust habe 916 Millionen Dollar in nur einem Jahr betragen",
        ),
        (
            "€2.5bn would be needed for all the new bridges",
            "2,5 Milliarden Euro würden für all die neuen Brücken gebraucht",
        ),
        (
            "the pipe lost 1,234.5 litres of water in the first hour",
            "die Leitung habe in der ersten Stunde 1.234,5 Liter Wasser verloren",
        ),
        (
            "250 people had to leave their homes in the night",
            "zweihundertfünfzig Menschen mussten nachts ihre Häuser verlassen",
        ),
    ],
)
def test_the_same_number_however_it_is_written(one: str, other: str) -> None:
    assert relation(said(one), said(other, "de")) == Relation.SAME
    assert Reason.SAME_NUMBER in reasons(said(one), said(other, "de"))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "the airport must be closed for the whole of the winter",
            "the airport is closed for the whole of the winter",
            Reason.MODALITY,
        ),
        (
            "all of the hospitals were inspected in that year",
            "some of the hospitals were inspected in that year",
            Reason.QUANTITY,
        ),
        (
            "the bridge across the river will be closed to lorries",
            "the bridge across the river will be closed to lorries temporarily",
            Reason.LIMIT,
        ),
        (
            "the bridge across the river was built too cheaply",
            "the tunnel across the river was built too cheaply",
            Reason.WORD,
        ),
        (
            "the state will pay 40 million euros for the new bridge",
            "the state will pay for the new bridge",
            Reason.NO_NUMBER,
        ),
    ],
)
def test_what_differs_in_one_thing_is_only_suggested(one: str, other: str, reason: Reason) -> None:
    assert relation(said(one, **ALTHOFF), said(other, **ALTHOFF)) == Relation.SUGGESTED
    assert reason in reasons(said(one, **ALTHOFF), said(other, **ALTHOFF))


def test_who_beats_whom_decides() -> None:
    one = said("Clinton had beaten Trump in the first debate of the year", names=("Clinton", "Trump"))
    other = said("Trump had beaten Clinton in the first debate of the year", names=("Trump", "Clinton"))
    passive = said("Trump was beaten by Clinton in the first debate of the year", names=("Trump", "Clinton"))
    assert relation(one, other) == Relation.SUGGESTED
    assert relation(one, passive) == Relation.SAME


def test_countries_are_the_same_in_both_languages() -> None:
    one = said("Russia would not attack Ukraine in the coming year", names=("Russia", "Ukraine"))
    other = said("Russland werde die Ukraine im kommenden Jahr nicht angreifen", "de", names=("Russland", "Ukraine"))
    korea = said("South Korea would not attack Ukraine in the coming year", names=("South Korea", "Ukraine"))
    assert relation(one, other) == Relation.SAME
    assert relation(one, korea) == Relation.SUGGESTED


def test_another_day_is_another_claim() -> None:
    one, other = (
        "all flights will be cancelled on Friday by the pilots",
        "all flights will be cancelled on Monday by the pilots",
    )
    assert relation(said(one), said(other)) is None


def test_what_somebody_says_of_themselves_is_not_what_another_says_of_themselves() -> None:
    words = "I will resign before the end of the coming year"
    petri, althoff = said(words, speakers=("Jonas Petri",)), said(words, speakers=("Karin Althoff",))
    assert relation(petri, althoff) is None
    assert relation(petri, said(words, speakers=("Petri",))) == Relation.SAME_WORDS
    words = "I’ve decided to resign before the end of the coming year"
    assert relation(said(words, speakers=("Jonas Petri",)), said(words, **ALTHOFF)) is None
    about = said("that Petri would resign before the end of the coming year", names=("Petri",), **ALTHOFF)
    assert relation(petri, about) == Relation.SAME


def test_few_words_are_sure_only_of_the_same_speaker() -> None:
    words = "the offer was not enough"
    assert relation(said(words), said(words)) == Relation.SUGGESTED
    assert relation(said(words, **ALTHOFF), said(words, **ALTHOFF)) == Relation.SAME_WORDS


def test_what_is_about_something_else_is_unrelated() -> None:
    assert relation(said(SAFE), said("the pilots would strike on all flights"), 0.8) is None
