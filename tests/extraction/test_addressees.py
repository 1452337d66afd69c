import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.addressees.finding import addressee_of, with_addressee
from tracker.extraction.addressees.lexicon import AddresseeWords
from tracker.extraction.document.document import document_of
from tracker.extraction.statements import Draft, Kind, NamedSpan, ReferentKind, Span, Spans, words_of
from tracker.lexicon import load

ROLES = {"[": "cue", "]": "cue", "<": "quote", ">": "quote", "{": "frame", "}": "frame", "|": "speaker"}


def drafted(marked: str, kind: Kind) -> tuple[str, Draft]:
    """The text and draft of a marked text: [cue], <quote>, {frame}, |speaker|."""
    text = ""
    starts: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"cue": [], "quote": [], "frame": [], "speaker": []}
    for character in marked:
        role = ROLES.get(character)
        if role is None:
            text += character
        elif character in "[<{" or (character == "|" and role not in starts):
            starts[role] = len(text)
        else:
            spans[role].append(Span(starts.pop(role), len(text)))
    roles = {role: tuple(found) for role, found in spans.items()}
    return text, Draft(kind=kind, addressee=(), confidence=1.0, **roles)


def addressee(marked: str, language: str, kind: Kind = Kind.INDIRECT) -> str:
    text, draft = drafted(marked, kind)
    return words_of(text, addressee_of(document_of(text, language), draft, ()))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{|Die Wirtin| [wirft] der Brauerei [vor],} <das Bier zu strecken>.", "der Brauerei"),
        ("{|Der Koch| [hat] Berger [versichert],} <die Suppe sei frisch>.", "Berger"),
        ("{|Die Stadt| [forderte] die Anwohner gestern [auf],} <Wasser zu sparen>.", "die Anwohner"),
        ("{|Sie| [bat] den Senat,} <den Hafen zu öffnen>.", "den Senat"),
        ("{Die Männer [werden beschuldigt],} <ein Boot gestohlen zu haben>.", "Die Männer"),
        ("{Ihm [wird vorgeworfen],} <die Kasse geleert zu haben>.", "Ihm"),
        (
            "{|Der Förster| [teilte] den wartenden Journalisten [mit],} <der Weg sei frei>.",
            "den wartenden Journalisten",
        ),
        ("{|Die Ärztin| [riet] den Eltern der Kinder,} <zu warten>.", "den Eltern der Kinder"),
        ("{|Er| [sagte] der „Hafener Zeitung“,} <der Kran sei alt>.", "der „Hafener Zeitung“"),
        ("{|Der Minister| [sagte] am Montag gegenüber der Presse,} <er bleibe>.", "der Presse"),
        ("{|Sie| [sagte] vor Journalisten in Genf,} <der Hafen schließe>.", "Journalisten"),
        ("{|Er| [sagte] vor dem Rathaus,} <der Hafen schließe>.", ""),
        ("{|Er| [sagte] in einem Interview mit dem Magazin,} <er bleibe>.", "dem Magazin"),
        ("{|Sie| [appellierte] an die Lehrer,} <früher zu beginnen>.", "die Lehrer"),
        ("{An die Eltern gewandt [sagte] |der Rektor|,} <die Schule bleibe>.", "die Eltern"),
        ("{|Die Mieter| [verlangen] von der Stadt,} <das Dach zu flicken>.", "der Stadt"),
        ("{Zudem [kündigte] |er| [an],} <das Bad zu öffnen>.", ""),
        ("{|Die Firma| [kündigte] für Montag einen neuen Plan [an]:} <Sie baue um>.", ""),
        ("{|Der Winzer| [zeigte sich] in Trier [zuversichtlich],} <die Ernte werde gut>.", ""),
        ("{[sagte] |der Sprecher| der Polizei,} <die Straße sei frei>.", ""),
        ("{|Die Stadt| [widersprach] dem Vorwurf,} <sie habe getrödelt>.", ""),
    ],
)
def test_german_addressees_by_case_and_preposition(marked: str, expected: str) -> None:
    assert addressee(marked, "de") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<|Außenministerin Berg| hat Moskau vor einem Angriff gewarnt>.", "Moskau"),
        ("<|Die Mieter| warfen dem Minister Verschwendung vor>.", "dem Minister"),
        ("<|Der Rat| rief die Bürger zur Ruhe auf>.", "die Bürger"),
        ("<|Die Bahn| kündigte einen neuen Fahrplan an>.", ""),
        ("<|Zeugen| berichteten von drei verletzten Reisenden>.", ""),
    ],
)
def test_reported_statements_are_read_themselves(marked: str, expected: str) -> None:
    text, draft = drafted(marked, Kind.REPORTED)
    moscow = text.find("Moskau")
    names = [NamedSpan(Span(moscow, moscow + 6), ReferentKind.PLACE, 0.9)] if moscow >= 0 else []
    assert words_of(text, addressee_of(document_of(text, "de"), draft, names)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("|Baker| [told] reporters on Monday <that the ferry was late>.", "reporters"),
        ("|She| [told] the Harbour Board <it had failed>.", "the Harbour Board"),
        ("|She| [told] Sen. Miller <the bill was dead>.", "Sen. Miller"),
        ("|The mayor| [is telling] residents <that the water is safe>.", "residents"),
        ("|Baker| [has repeatedly accused] <the council of hiding the report>.", "the council"),
        ("|The union| [called on] <Congress to act>.", "Congress"),
        ("|The pilot| [asked] <the class to sit down>.", "the class"),
        ("|He| [said] to the reporters <that he would stay>.", "the reporters"),
        ("|He| [said] in an interview with the Post <that he would stay>.", "the Post"),
        ("|They| [wrote] in a letter to the board <that rents were too high>.", "the board"),
        ("Drivers [were told] by |police| <to turn back>.", "Drivers"),
        ("|Baker| [promised] <a new harbour>.", ""),
        ("|Baker| [promises] <the city will pay>.", ""),
        ("|The clerk| [told] him <ferries were late>.", "him"),
        ("|Baker| [warned] <that the harbour would close>.", ""),
        ("|Baker| [said] <she would talk to her lawyer>.", ""),
        ("|He| [asked about] <her plans>.", ""),
    ],
)
def test_english_addressees_by_place_and_preposition(marked: str, expected: str) -> None:
    assert addressee(marked, "en") == expected


def test_nobody_is_addressed_in_direct_speech() -> None:
    marked = "<“I told the board to resign,”> |Baker| [said]."
    assert addressee(marked, "en", Kind.DIRECT) == ""


def test_a_name_ends_where_another_begins() -> None:
    text, draft = drafted("|Baker| [told] reporters <Miller had won>.", Kind.INDIRECT)
    at = text.index("Miller")
    names = [NamedSpan(Span(at, at + 6), ReferentKind.PERSON, 0.9)]
    assert words_of(text, addressee_of(document_of(text, "en"), draft, names)) == "reporters"


@pytest.mark.parametrize(
    ("marked", "speaker", "told"),
    [
        ("{|Sie| [warnte] |den Rat|,} <die Brücke sei morsch>.", "Sie", "den Rat"),
        (
            "{|Die Wirtin der Brauerei| [warf] |dem Kellner| [vor],} <zu trödeln>.",
            "Die Wirtin der Brauerei",
            "dem Kellner",
        ),
        ("{[sagte] |er gegenüber dem Magazin|,} <der Kran sei alt>.", "er", "dem Magazin"),
        ("{|Der Kapitän| [wird beschuldigt],} <geschlafen zu haben>.", "", "Der Kapitän"),
        ("{|Der Kapitän| [warnte],} <das Schiff sinke>.", "Der Kapitän", ""),
        ("{|Die Ministerin und der Kanzler| [warnten],} <das Schiff sinke>.", "Die Ministerin und der Kanzler", ""),
    ],
)
def test_the_addressed_are_taken_from_the_speaker(marked: str, speaker: str, told: str) -> None:
    text, draft = drafted(marked, Kind.INDIRECT)
    found = with_addressee(document_of(text, "de"), draft, ())
    assert (words_of(text, found.speaker), words_of(text, found.addressee)) == (speaker, told)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_verb_of_the_lexicon_addresses_in_one_way_only(language: str) -> None:
    verbs = load(AddresseeWords, "addressees", language).verbs
    objects = [*verbs.dative, *verbs.accusative, *verbs.listener]
    assert len(objects) == len(set(objects))


VOCABULARY = """
sagte warf vor dem Minister der Zeitung „ “ , . die Stadt beschuldigt wird gegenüber und Berger an den told reporters
accused Sen . of Congress said to was asked ( CDU ) von … Ihm 3 XVI. it's "
"""
WORDS = st.sampled_from(["\n", *VOCABULARY.split()])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join))


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, Draft, list[NamedSpan]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))

    def spans(most: int) -> Spans:
        pairs = draw(st.lists(st.tuples(places, places), max_size=most))
        return tuple(sorted(Span(min(pair), max(pair)) for pair in pairs))

    draft = Draft(draw(st.sampled_from(Kind)), spans(2) or (Span(0, len(text)),), spans(2), spans(2), spans(2), (), 1.0)
    names = [NamedSpan(span, ReferentKind.PERSON, 0.9) for span in spans(4)]
    return text, draft, names


def overlaps(one: Spans, other: Spans) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other if a.start < a.end and b.start < b.end)


@given(drafts(), st.sampled_from(["de", "en"]))
def test_any_spans_give_an_addressee_in_the_text_and_apart_from_the_rest(
    case: tuple[str, Draft, list[NamedSpan]], language: str
) -> None:
    text, draft, names = case
    found = addressee_of(document_of(text, language), draft, names)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert not overlaps(found, (*draft.speaker, *draft.cue))
    assert draft.kind is not Kind.DIRECT or not overlaps(found, draft.quote)
    parted = with_addressee(document_of(text, language), draft, names)
    assert not overlaps(parted.addressee, (*parted.speaker, *parted.cue))
