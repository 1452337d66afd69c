import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.document.document import document_of
from tracker.extraction.speakers import Resolved, resolve
from tracker.extraction.speakers.continuation import outer_statements
from tracker.extraction.statements import Draft, Kind, NamedSpan, ReferentKind, Resolution, Span

PERSON, ORGANISATION, PLACE = ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE


class Story:
    """An article in the making: its statements and names are given by their words, found in reading order."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.drafts: list[Draft] = []
        self.names: list[NamedSpan] = []

    def span(self, words: str, after: str = "") -> Span:
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span(start, start + len(words))

    def named(self, kind: ReferentKind, *names: str) -> "Story":
        """Every place that prints these words is tagged."""
        for name in names:
            for match in re.finditer(rf"\b{re.escape(name)}\b", self.text):
                self.names.append(NamedSpan(Span(*match.span()), kind, 0.9))
        return self

    def says(
        self,
        quote: str,
        speaker: str = "",
        cue: str = "",
        addressee: str = "",
        kind: Kind = Kind.INDIRECT,
        after: str = "",
        inside: int | None = None,
    ) -> "Story":
        def spans(words: str) -> tuple[Span, ...]:
            return (self.span(words, after),) if words else ()

        found = (spans(quote), spans(speaker), spans(cue), (), spans(addressee))
        self.drafts.append(Draft(kind, *found, confidence=0.9, inside=inside))
        return self

    def resolved(self) -> Resolved:
        return resolve(document_of(self.text, self.language), self.drafts, self.names)

    def speakers(self) -> list[list[str]]:
        return [[referent.name for referent in referents] for referents in self.resolved().speakers]

    def addressees(self) -> list[list[str]]:
        return [[referent.name for referent in referents] for referents in self.resolved().addressees]


MINISTERS = (
    "Der norwegische Außenminister Henrik Solberg hat seine dänische Amtskollegin Karen Holm in Oslo "
    "empfangen. "
    "Das Treffen sei nützlich gewesen, sagte Solberg. Er rechne mit einer Einigung. "
    "Holm erklärte, sie teile diese Einschätzung. Der Chefdiplomat fügte hinzu, man habe Zeit. "
    "Beide betonten, dass die Fischer nicht warten könnten."
)


def ministers() -> Story:
    story = Story(MINISTERS, "de")
    story.named(PERSON, "Henrik Solberg", "Karen Holm", "Solberg").named(PLACE, "Oslo")
    story.says("Das Treffen sei nützlich gewesen", "Solberg", "sagte", after="Das Treffen")
    story.says("Er rechne mit einer Einigung", "Er", kind=Kind.INDIRECT_FREE_INDIRECT)
    story.says("sie teile diese Einschätzung", "Holm", "erklärte", after="Holm erklärte")
    story.says("man habe Zeit", "Der Chefdiplomat", "fügte")
    return story.says("dass die Fischer nicht warten könnten", "Beide", "betonten")


def test_german_surname_pronoun_office_and_both() -> None:
    *alone, both = ministers().speakers()
    assert alone == [["Henrik Solberg"], ["Henrik Solberg"], ["Karen Holm"], ["Henrik Solberg"]]
    assert sorted(both) == ["Henrik Solberg", "Karen Holm"]


def test_says_how_the_words_led_to_the_name() -> None:
    how = [referents[0].resolution for referents in ministers().resolved().speakers]
    assert how == [
        Resolution.PART_OF_NAME,
        Resolution.PRONOUN,
        Resolution.PART_OF_NAME,
        Resolution.DESCRIPTION,
        Resolution.PRONOUN,
    ]


def test_description_is_in_the_nominative_and_without_article() -> None:
    speaker = ministers().resolved().speakers[0][0]
    assert (speaker.name, speaker.description) == ("Henrik Solberg", "norwegischer Außenminister")


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("US-Finanzministerin Ruth Baker sagte, es reiche.", "Ruth Baker", "US-Finanzministerin"),
        (
            "Pawel Sorin, der polnische Innenminister, sagte, es reiche.",
            "Pawel Sorin",
            "polnischer Innenminister",
        ),
        ("Marta Klein (CDU) sagte, es reiche.", "Marta Klein", "CDU"),
        ("Der Leiter der Behörde, Klaus Wendt, sagte, es reiche.", "Klaus Wendt", "Leiter der Behörde"),
        ("Die Vorsitzende Petra Lang sagte, es reiche.", "Petra Lang", "Vorsitzende"),
    ],
)
def test_german_descriptions(text: str, name: str, description: str) -> None:
    speaker = text.split(" sagte")[0].rstrip(",")
    story = Story(text, "de").named(PERSON, name).says("es reiche", speaker, "sagte")
    [[referent]] = story.resolved().speakers
    assert (referent.name, referent.description, referent.resolution) == (name, description, Resolution.NAME)


@pytest.mark.parametrize(
    ("speaker", "name", "description"),
    [
        ("Secretary of State Ellen Marsh", "Ellen Marsh", "Secretary of State"),
        ("Ellen Marsh, the governor's press secretary,", "Ellen Marsh", "governor's press secretary"),
        ("Caddock, a pollster,", "Caddock", "pollster"),
        ("Springfield Mayor Tom Reed", "Tom Reed", "Springfield Mayor"),
        ("Sen. Tom Reed", "Tom Reed", "Sen."),
    ],
)
def test_english_descriptions(speaker: str, name: str, description: str) -> None:
    story = Story(f"{speaker} said that it was enough.", "en").named(PERSON, name)
    [[referent]] = story.says("that it was enough", speaker, "said").resolved().speakers
    assert (referent.name, referent.description) == (name, description)


def test_possessor_of_a_title_is_not_the_speaker() -> None:
    story = Story("Jan Krüger schwieg. Krügers Sprecherin Lena Voss sagte, es reiche.", "de")
    story.named(PERSON, "Jan Krüger", "Krügers", "Lena Voss")
    [[referent]] = story.says("es reiche", "Krügers Sprecherin Lena Voss", "sagte").resolved().speakers
    assert (referent.name, referent.description) == ("Lena Voss", "Krügers Sprecherin")


@pytest.mark.parametrize(
    ("text", "speaker", "language"),
    [
        ("Anna Merk kam. Merks Aussage, es reiche, fand Beifall.", "Merks", "de"),
        ("Olaf Schulz kam. Schulz’ Aussage, es reiche, fand Beifall.", "Schulz’", "de"),
        ("Ann Marsh came. Marsh's view that it was enough found favour.", "Marsh's", "en"),
        ("Ann Marsh came. Marsh’s view that it was enough found favour.", "Marsh’s", "en"),
    ],
)
def test_genitives(text: str, speaker: str, language: str) -> None:
    full = " ".join(text.split()[:2])
    story = Story(text, language).named(PERSON, full)
    assert story.says("reiche" if language == "de" else "enough", speaker).speakers() == [[full]]


def test_short_and_long_forms_are_one_person() -> None:
    story = Story("Iwan Petrowitsch Sokolow kam. Iwan Sokolow ging. Sokolow sagte, es reiche.", "de")
    story.named(PERSON, "Iwan Petrowitsch Sokolow", "Iwan Sokolow")
    story.says("es reiche", "Sokolow", "sagte", after="Sokolow sagte")
    assert story.speakers() == [["Iwan Petrowitsch Sokolow"]]
    assert {mention.name for mention in story.resolved().mentions} == {"Iwan Petrowitsch Sokolow"}


def test_two_people_of_one_surname_stay_apart() -> None:
    text = (
        "Peter Brandt und Maria Brandt wohnen in Ulm. Peter Brandt kam. "
        "Frau Brandt sagte, es reiche. Brandt sagte, es genüge."
    )
    story = Story(text, "de").named(PERSON, "Peter Brandt", "Maria Brandt")
    story.says("es reiche", "Frau Brandt", "sagte", after="Frau Brandt")
    story.says("es genüge", "Brandt", "sagte", after="Brandt sagte, es g")
    assert story.speakers()[0] == ["Maria Brandt"]
    assert story.speakers()[1] in (["Maria Brandt"], [])


def test_surname_that_two_share_in_one_sentence_is_unresolved() -> None:
    story = Story("Paul Reed and Ruth Reed married in May. Reed said it was a fine day.", "en")
    story.named(PERSON, "Paul Reed", "Ruth Reed").says("it was", "Reed", "said", after="Reed said")
    assert story.speakers() == [[]]


def test_description_of_the_other_country_does_not_agree() -> None:
    text = "US-Verteidigungsminister Frank Hale reiste ab. Der russische Verteidigungsminister schwieg."
    story = Story(text, "de").named(PERSON, "Frank Hale")
    assert story.says("schwieg", "Der russische Verteidigungsminister").speakers() == [[]]


def test_description_of_the_other_gender_does_not_agree() -> None:
    story = Story("Ministerin Eva Roth kam. Der Minister sagte, es reiche.", "de").named(PERSON, "Eva Roth")
    assert story.says("es reiche", "Der Minister", "sagte").speakers() == [[]]


def test_english_office_and_synonym() -> None:
    text = (
        "Secretary of State Ellen Marsh met Foreign Minister Igor Palin. The talks were open, Marsh said. "
        "The secretary of state left early. The senator did not come."
    )
    story = Story(text, "en").named(PERSON, "Ellen Marsh", "Igor Palin")
    story.says("The talks were open", "Marsh", "said", after="The talks")
    story.says("left early", "The secretary of state").says("did not come", "The senator")
    assert story.speakers() == [["Ellen Marsh"], ["Ellen Marsh"], []]


def test_counterpart_of_a_country() -> None:
    text = (
        "Der polnische Außenminister Adam Nowak traf den ungarischen Außenminister Bela Toth. "
        "Nowak schwieg. Sein ungarischer Amtskollege sagte, es reiche."
    )
    story = Story(text, "de").named(PERSON, "Adam Nowak", "Bela Toth")
    assert story.says("es reiche", "Sein ungarischer Amtskollege", "sagte").speakers() == [["Bela Toth"]]


def test_english_pronouns_agree_in_gender() -> None:
    text = 'Ruth Baker met Tom Reed. Baker was late. "We will talk," she said. He said it was enough.'
    story = Story(text, "en").named(PERSON, "Ruth Baker", "Tom Reed")
    story.says("We will talk,", "she", "said", kind=Kind.DIRECT).says("it was enough", "He", "said")
    assert story.speakers() == [["Ruth Baker"], ["Tom Reed"]]


def test_gender_comes_from_the_title() -> None:
    text = "Kanzlerin Robin Falk traf Präsident Kim Wolter. Sie sagte, es reiche."
    story = Story(text, "de").named(PERSON, "Robin Falk", "Kim Wolter")
    assert story.says("es reiche", "Sie", "sagte").speakers() == [["Robin Falk"]]


def test_verb_tells_whether_sie_is_one_or_several() -> None:
    text = "Kanzlerin Eva Falk traf Kritiker. Die Experten zweifelten. Sie sagten, es reiche nicht."
    story = Story(text, "de").named(PERSON, "Eva Falk")
    assert story.says("es reiche nicht", "Sie", "sagten").speakers() == [[]]


def test_pronoun_of_somebody_without_a_name_is_unresolved() -> None:
    text = "Polizist Jan Krüger kam. Eine Frau stand am Fenster. Sie sagte, es reiche."
    story = Story(text, "de").named(PERSON, "Jan Krüger")
    assert story.says("es reiche", "Sie", "sagte").speakers() == [[]]


def test_age_as_a_name() -> None:
    text = "Die Läuferin Nora Weiß gewann. Die 24-Jährige sagte, es reiche. "
    story = Story(text, "de").named(PERSON, "Nora Weiß")
    assert story.says("es reiche", "Die 24-Jährige", "sagte").speakers() == [["Nora Weiß"]]
    english = Story("Runner Nora White won. The 24-year-old said it was enough.", "en")
    english.named(PERSON, "Nora White").says("it was enough", "The 24-year-old", "said")
    assert english.speakers() == [["Nora White"]]


@pytest.mark.parametrize(("conjunction", "language"), [("und", "de"), ("and", "en")])
def test_two_names_together(conjunction: str, language: str) -> None:
    speaker = f"Tom Reed {conjunction} Ruth Baker"
    story = Story(f"{speaker}: 42.", language).named(PERSON, "Tom Reed", "Ruth Baker")
    assert story.says("42", speaker).speakers() == [["Tom Reed", "Ruth Baker"]]


def test_both_in_english() -> None:
    text = "Tom Reed and Ruth Baker met on Monday. Both said it was enough."
    story = Story(text, "en").named(PERSON, "Tom Reed", "Ruth Baker")
    assert story.says("it was enough", "Both", "said").speakers() == [["Tom Reed", "Ruth Baker"]]


@pytest.mark.parametrize(
    ("speaker", "language", "name", "description"),
    [
        ("Eine Sprecherin des Auswärtigen Amtes", "de", "Auswärtiges Amt", "Sprecherin"),
        ("Ein Sprecher der Polizei", "de", "Polizei", "Sprecher"),
        ("Ein Polizeisprecher", "de", "Polizei", "Polizeisprecher"),
        ("Eine UNO-Sprecherin", "de", "UNO", "UNO-Sprecherin"),
        ("A White House spokeswoman", "en", "White House", "White House spokeswoman"),
        ("A spokeswoman for the Justice Department", "en", "Justice Department", "spokeswoman"),
    ],
)
def test_spokespersons_stand_for_their_organisation(speaker: str, language: str, name: str, description: str) -> None:
    story = Story(f"{speaker} sagte: 42.", language)
    [[referent]] = story.says("42", speaker, "sagte").resolved().speakers
    assert (referent.name, referent.kind, referent.description) == (name, ORGANISATION, description)


def test_spokesperson_with_a_name_is_himself() -> None:
    story = Story("Ein Sprecher der Polizei, Lars Behrens, sagte, es reiche.", "de").named(PERSON, "Lars Behrens")
    assert story.says("es reiche", "Ein Sprecher der Polizei, Lars Behrens", "sagte").speakers() == [["Lars Behrens"]]


def test_spokesperson_of_a_person_is_not_that_person() -> None:
    story = Story("A spokesman for Tom Reed said it was enough.", "en").named(PERSON, "Tom Reed")
    assert story.says("it was", "A spokesman for Tom Reed", "said").speakers() == [[]]


def test_pronoun_of_a_spokesperson() -> None:
    text = "Eine Sprecherin der Feuerwehr sprach von zwei Verletzten. Sie sagte, der Brand sei gelöscht."
    story = Story(text, "de").says("von zwei Verletzten", "Eine Sprecherin der Feuerwehr", "sprach")
    assert story.says("der Brand sei gelöscht", "Sie", "sagte").speakers() == [["Feuerwehr"], ["Feuerwehr"]]


@pytest.mark.parametrize(
    ("speaker", "language", "name"),
    [
        ("Angaben der Polizei", "de", "Polizei"),
        ("Polizeiangaben", "de", "Polizei"),
        ("Kreisen der Bundesregierung", "de", "Bundesregierung"),
        ("die Bundesregierung", "de", "Bundesregierung"),
        ("die iranische Regierung", "de", "iranische Regierung"),
        ("the police", "en", "police"),
        ("the White House", "en", "White House"),
    ],
)
def test_institutions_are_names_by_themselves(speaker: str, language: str, name: str) -> None:
    story = Story(f"So {speaker}: 42.", language)
    [[referent]] = story.says("42", speaker).resolved().speakers
    assert (referent.name, referent.kind) == (name, ORGANISATION)


def test_office_of_a_person() -> None:
    story = Story("Ruth Baker was away. Baker's office said it was enough.", "en").named(PERSON, "Ruth Baker")
    [[referent]] = story.says("it was", "Baker's office", "said").resolved().speakers
    assert (referent.name, referent.kind) == ("Baker's office", ORGANISATION)


def test_campaign_is_one_however_written() -> None:
    text = "Ruth Baker ran. The Baker campaign denied it. Baker's campaign said it was enough."
    story = Story(text, "en").named(PERSON, "Ruth Baker", "Baker")
    story.says("it.", "The Baker campaign", "denied").says("it was", "Baker's campaign", "said")
    assert story.speakers() == [["Baker campaign"], ["Baker campaign"]]


def test_organisation_by_its_sort() -> None:
    text = "Die Umweltorganisation Grünwelt klagt. Die Bank schwieg. Die Organisation sagte, es reiche."
    story = Story(text, "de").named(ORGANISATION, "Grünwelt")
    assert story.says("es reiche", "Die Organisation", "sagte").speakers() == [["Grünwelt"]]
    english = Story("Acme Motors recalled its cars. The company said it was enough.", "en")
    english.named(ORGANISATION, "Acme Motors").says("it was enough", "The company", "said")
    assert english.speakers() == [["Acme Motors"]]


@pytest.mark.parametrize(
    ("speaker", "language"),
    [
        ("Kritiker", "de"),
        ("Experten", "de"),
        ("Augenzeugen", "de"),
        ("eine Frau", "de"),
        ("sources", "en"),
        ("officials", "en"),
        ("critics", "en"),
        ("a senior official", "en"),
        ("Many voters", "en"),
    ],
)
def test_nobody_in_particular(speaker: str, language: str) -> None:
    story = Story(f"Tom Reed kam. {speaker} sagten: 42.", language).named(PERSON, "Tom Reed")
    assert story.says("42", speaker, "sagten").speakers() == [[]]


def test_places_are_names() -> None:
    story = Story("Moskau warnte vor Folgen. Die USA warnten davor.", "de").named(PLACE, "Moskau", "USA")
    story.says("vor Folgen", "Moskau", "warnte").says("davor", "Die USA", "warnten")
    assert [referents[0].kind for referents in story.resolved().speakers] == [PLACE, PLACE]


def test_names_that_the_tagger_cut_short() -> None:
    story = Story("Ursula von der Heide sagte, es reiche.", "de")
    story.named(PERSON, "Ursula").says("es reiche", "Ursula von der Heide", "sagte")
    assert story.speakers() == [["Ursula von der Heide"]]


def test_quote_without_words_goes_to_who_is_speaking() -> None:
    text = '"Es reicht", sagte Jan Krüger. "Wir gehen jetzt nach Hause." Dann kam Eva Roth. "Ich bleibe lieber hier."'
    story = Story(text, "de").named(PERSON, "Jan Krüger", "Eva Roth")
    story.says('"Es reicht"', "Jan Krüger", "sagte", kind=Kind.DIRECT)
    story.says('"Wir gehen jetzt nach Hause."', kind=Kind.DIRECT)
    story.says('"Ich bleibe lieber hier."', kind=Kind.DIRECT)
    assert story.speakers() == [["Jan Krüger"], ["Jan Krüger"], []]
    assert story.resolved().speakers[1][0].resolution is Resolution.CONTEXT


def test_subjunctive_runs_on() -> None:
    text = "Eva Roth sagte, es reiche. Die Lage sei ernst."
    story = Story(text, "de").named(PERSON, "Eva Roth").says("es reiche", "Eva Roth", "sagte")
    story.says("Die Lage sei ernst", kind=Kind.INDIRECT_FREE_INDIRECT)
    assert story.speakers() == [["Eva Roth"], ["Eva Roth"]]


def test_pronouns_within_a_quote() -> None:
    text = 'Jan Krüger traf Tom Reed. "Er hat mir versichert, dass es reicht. Ich warne euch", sagte Krüger.'
    story = Story(text, "de").named(PERSON, "Jan Krüger", "Tom Reed")
    story.says(
        '"Er hat mir versichert, dass es reicht. Ich warne euch"',
        "Krüger",
        "sagte",
        kind=Kind.DIRECT,
        after='"Er',
    )
    story.says("dass es reicht", "Er", "versichert", addressee="mir", inside=0)
    story.says("euch", "Ich", "warne", inside=0)
    assert story.speakers() == [["Jan Krüger"], ["Tom Reed"], ["Jan Krüger"]]
    assert story.addressees()[1] == ["Jan Krüger"]


def test_names_within_quotes_are_weak() -> None:
    text = 'Ruth Baker came. "I saw Mary Quill and Ann Poole there," Baker said. She said it was enough.'
    story = Story(text, "en").named(PERSON, "Ruth Baker", "Mary Quill", "Ann Poole")
    story.says('"I saw Mary Quill and Ann Poole there,"', "Baker", "said", kind=Kind.DIRECT, after='"I saw')
    assert story.says("it was enough", "She", "said").speakers() == [["Ruth Baker"], ["Ruth Baker"]]


@pytest.mark.parametrize(
    ("text", "speaker", "addressee", "language", "names"),
    [
        ("Nowak habe Toth versichert, es reiche.", "Nowak", "Toth", "de", ["Toth"]),
        ("Ann Marsh told the Senate it was over.", "Ann Marsh", "the Senate", "en", ["Senate"]),
        ("Eva Roth sagte gegenüber der dpa, es reiche.", "Eva Roth", "gegenüber der dpa", "de", ["dpa"]),
        ("Ann Marsh told reporters it was over.", "Ann Marsh", "reporters", "en", []),
    ],
)
def test_addressees(text: str, speaker: str, addressee: str, language: str, names: list[str]) -> None:
    story = Story(text, language).named(PERSON, "Nowak", "Toth", "Ann Marsh", "Eva Roth")
    story.named(ORGANISATION, "dpa").says(text.split()[-1], speaker, "versichert" if "versi" in text else "", addressee)
    assert story.addressees() == [names]


def test_relative_pronoun() -> None:
    story = Story("The aide of Ruth Baker, who said it was enough, left. Tom Reed, who denied it, stayed.", "en")
    story.named(PERSON, "Ruth Baker", "Tom Reed").says("it,", "who", "denied", after="Tom Reed")
    assert story.speakers() == [["Tom Reed"]]


def test_mentions_carry_the_fullest_name_and_are_clean() -> None:
    text = "Jan Krüger kam nach Ulm. Krügers Rede lobte „Ulm“."
    story = Story(text, "de").named(PERSON, "Jan Krüger", "Krügers")
    story.names.append(NamedSpan(story.span("„Ulm“"), PLACE, 0.8))
    found = [(m.span.of(text), m.name, m.kind) for m in story.resolved().mentions]
    assert found == [
        ("Jan Krüger", "Jan Krüger", PERSON),
        ("Krügers", "Jan Krüger", PERSON),
        ("Ulm", "Ulm", PLACE),
    ]


def test_name_in_a_compound_is_mentioned() -> None:
    text = "Der Ukraine-Konflikt dauert an."
    names = [NamedSpan(Span(4, 11), PLACE, 0.9)]
    [mention] = resolve(document_of(text, "de"), [], names).mentions
    assert (mention.span.of(text), mention.name) == ("Ukraine", "Ukraine")


def test_language_without_lexicon() -> None:
    with pytest.raises(FileNotFoundError):
        resolve(document_of("Bonjour.", "xx"), [], [])


WORDS = """
    Anna Krüger Krügers Ministerin der die Minister und beide Er sie sagte Polizei Sprecherin US-Außenminister
    Dr. von eine 54-Jährige Mr. Reed Reed's the senator and both he she said Secretary of State
    , . : „ “ ” " ( )
    CDU Angaben seiner Auswärtigen Amtes who I wir ’ - ß 🙂
"""


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Draft], list[NamedSpan]]:
    lexical = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=60).map(" ".join)
    text = draw(st.one_of(lexical, st.text(max_size=120)))
    position = st.integers(0, len(text))
    span = st.tuples(position, position).map(lambda ends: Span(min(ends), max(ends)))
    spans = st.lists(span, max_size=2).map(lambda found: tuple(sorted(found)))
    filled = st.lists(span, min_size=1, max_size=2).map(lambda found: tuple(sorted(found)))
    inside = st.one_of(st.none(), st.integers(0, 4))
    draft = st.builds(Draft, st.sampled_from(Kind), filled, spans, spans, spans, spans, st.just(0.5), inside=inside)
    name = st.builds(NamedSpan, span, st.sampled_from(ReferentKind), st.floats(0, 1))
    return text, draw(st.lists(draft, max_size=5)), draw(st.lists(name, max_size=6))


@settings(max_examples=300, deadline=None)
@given(articles(), st.sampled_from(["de", "en"]))
def test_whatever_the_text(article: tuple[str, list[Draft], list[NamedSpan]], language: str) -> None:
    text, drafts, names = article
    found = resolve(document_of(text, language), drafts, names)
    assert found == resolve(document_of(text, language), drafts, names)
    assert len(found.speakers) == len(found.addressees) == len(drafts)
    for referents in (*found.speakers, *found.addressees):
        for referent in referents:
            assert referent.name.strip()
            assert all(_occurs(word, text) for word in referent.name.split())
    end = 0
    for mention in found.mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.name.strip()
        end = mention.span.end


def _occurs(word: str, text: str) -> bool:
    """Whether a word of a name is in the text apart from its ending."""
    return word.lower()[: max(1, len(word) - 2)] in text.lower()


@pytest.mark.parametrize("title", ["MS.", "Ms.", "DR.", "MRS. DR."])
def test_the_full_stop_behind_a_title_is_no_part_of_the_name(title: str) -> None:
    story = Story(f"THE COURT: Proceed.\n\n{title} DRAKE: Where was the van parked?", "en")
    story.names.append(NamedSpan(story.span(f"{title} DRAKE"), PERSON, 0.9))
    assert story.says("Where was the van parked?", f"{title} DRAKE").speakers() == [["DRAKE"]]


@pytest.mark.parametrize(
    "text",
    [
        "Am Abend traf der Torwart Brenkmeier ein. Brenkmeier sagte, er bleibe.",
        "Gestern sprach Deutschlands Brenkmeier. Brenkmeier sagte, er bleibe.",
        "Viele Anhänger riefen. Der Stürmer Brenkmeier kam. Brenkmeier sagte, er bleibe.",
    ],
)
def test_what_is_no_given_name_stays_outside_the_name(text: str) -> None:
    story = Story(text, "de").named(PERSON, "Brenkmeier")
    story.says("er bleibe", "Brenkmeier", "sagte", after="Brenkmeier sagte")
    assert story.speakers() == [["Brenkmeier"]]


def test_a_surname_used_alone_takes_no_word_behind_it() -> None:
    text = "Orcomb met voters at Orcomb Meadows. The port stays, Orcomb said."
    story = Story(text, "en").named(PERSON, "Orcomb")
    story.says("The port stays", "Orcomb", "said", after="The port")
    assert story.speakers() == [["Orcomb"]]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Das Bauamt", "Bauamt"),
        ("Angaben der Stadtkasse", "Stadtkasse"),
        ("Die Stadtverwaltung", "Stadtverwaltung"),
        ("Die Handwerkskammer", "Handwerkskammer"),
        ("Der Bauernverband", "Bauernverband"),
        ("Das zuständige Gesundheitsamt", "Gesundheitsamt"),
        ("Das Amtsgericht Quellstetten", "Amtsgericht Quellstetten"),
    ],
)
def test_german_organisations(words: str, name: str) -> None:
    story = Story(f"{words} teilte mit, der Antrag liege vor.", "de").named(PLACE, "Quellstetten")
    story.says("der Antrag liege vor", words, "teilte mit")
    assert story.speakers() == [[name]]


@pytest.mark.parametrize(
    "words", ["Die Behörde", "Ein Gericht", "Die Oppositionspartei", "Die Betreiber", "Der Verband"]
)
def test_nouns_that_name_no_organisation_by_themselves(words: str) -> None:
    story = Story(f"{words} teilte mit, der Antrag liege vor.", "de")
    story.says("der Antrag liege vor", words, "teilte mit")
    assert story.speakers() == [[]]


def test_an_organisation_by_its_sort() -> None:
    text = (
        "Ein Sprecher von Strom Ost sagte, der Preis steige. Der Betreiber kündigte an, im Sommer zu bauen. "
        "Das Gesundheitsamt warnte vor dem Wasser. Die Behörde rief dazu auf, es abzukochen. "
        "Das Amtsgericht Quellstetten vertagte sich. Das Gericht teilte mit, es habe Zeit."
    )
    story = Story(text, "de").named(PLACE, "Quellstetten").named(ORGANISATION, "Strom Ost")
    story.says("der Preis steige", "Ein Sprecher von Strom Ost", "sagte")
    story.says("im Sommer zu bauen", "Der Betreiber", ["kündigte", "an"][0])
    story.says("dem Wasser", "Das Gesundheitsamt", "warnte")
    story.says("es abzukochen", "Die Behörde", "rief")
    story.says("vertagte sich", "Das Amtsgericht Quellstetten")
    story.says("es habe Zeit", "Das Gericht", "teilte")
    assert story.speakers() == [
        ["Strom Ost"],
        ["Strom Ost"],
        ["Gesundheitsamt"],
        ["Gesundheitsamt"],
        ["Amtsgericht Quellstetten"],
        ["Amtsgericht Quellstetten"],
    ]


def test_an_organisation_before_a_persons_name_is_no_title() -> None:
    text = "Der Beamte Orhan Kesimli schwieg. Später warf die Staatsanwaltschaft Kesimli vor, gelogen zu haben."
    story = Story(text, "de").named(PERSON, "Orhan Kesimli", "Kesimli")
    story.says("gelogen zu haben", "die Staatsanwaltschaft Kesimli", "warf")
    assert story.speakers() == [["Staatsanwaltschaft"]]


def test_an_office_tagged_as_an_organisation_is_no_name() -> None:
    text = "Energy Minister Oleh Varnko spoke in Kyiv. “We wait,” the minister said. He left."
    story = Story(text, "en").named(PERSON, "Oleh Varnko").named(ORGANISATION, "Minister", "minister")
    story.says("We wait", "the minister", "said").says("spoke", "Energy Minister Oleh Varnko")
    assert story.speakers() == [["Oleh Varnko"], ["Oleh Varnko"]]


def test_both_are_those_who_speak_and_act() -> None:
    text = (
        "Landrätin Ylva Stenborg und Bürgermeister Krispin Maurus trafen sich am Dienstag. "
        "Stenborg sagte, Strom Ost und Nordgas hätten nie Pläne vorgelegt. Beide betonten, dass sie dagegen seien."
    )
    story = Story(text, "de").named(PERSON, "Ylva Stenborg", "Krispin Maurus", "Stenborg")
    story.named(ORGANISATION, "Strom Ost", "Nordgas")
    story.says("Strom Ost und Nordgas hätten nie Pläne vorgelegt", "Stenborg", "sagte", after="Stenborg sagte")
    story.says("dass sie dagegen seien", "Beide", "betonten")
    assert story.speakers()[1] == ["Ylva Stenborg", "Krispin Maurus"]


def test_both_are_the_two_of_the_sentence_before() -> None:
    text = "Ilka Brandvold left. Last week Mabry Quill met Ferd Ostrow. Both said the talks were useful."
    story = Story(text, "en").named(PERSON, "Ilka Brandvold", "Mabry Quill", "Ferd Ostrow")
    story.says("the talks were useful", "Both", "said")
    assert story.speakers() == [["Mabry Quill", "Ferd Ostrow"]]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Talks between Tarn Ferries and the Harbour Trust failed. Both sides said it was over.", "en", "Both sides"),
        ("Tarn Ferries und der Harbour Trust sprachen. Beide Seiten sagten, es sei vorbei.", "de", "Beide Seiten"),
    ],
)
def test_both_sides(text: str, language: str, words: str) -> None:
    story = Story(text, language).named(ORGANISATION, "Tarn Ferries", "Harbour Trust")
    story.says("it was over" if language == "en" else "es sei vorbei", words)
    assert story.speakers() == [["Tarn Ferries", "Harbour Trust"]]


def test_a_speaker_behind_a_preposition_with_its_article() -> None:
    story = Story("Das Wasser sei sauber, hieß es vom Sprecher Orhan Kesimli.", "de").named(PERSON, "Orhan Kesimli")
    story.says("Das Wasser sei sauber", "Sprecher Orhan Kesimli", "hieß")
    assert story.speakers() == [["Orhan Kesimli"]]


def test_a_newspaper_by_its_short_form() -> None:
    story = Story("The New York Times broke the news. The Times said it was true.", "en")
    story.says("the news", "The New York Times", "broke").says("it was true", "The Times", "said")
    assert story.speakers() == [["New York Times"], ["New York Times"]]


def test_german_name_in_an_apposition_is_no_relative_clause() -> None:
    text = (
        "Der Betreiber, die Kolbe AG, teilte mit, man prüfe das. "
        "Der Manager, der Kolbe leitet, sagte, er schweige. Der Anwalt, der Putin verteidigt, sagte, er gehe."
    )
    story = Story(text, "de").named(ORGANISATION, "Kolbe AG", "Kolbe")
    story.says("man prüfe das", "Der Betreiber, die Kolbe AG", "teilte mit")
    story.says("er schweige", "Der Manager, der Kolbe leitet", "sagte")
    story.named(PERSON, "Putin").says("er gehe", "Der Anwalt, der Putin", "sagte")
    assert story.speakers() == [["Kolbe AG"], [], []]


@pytest.mark.parametrize(
    ("text", "language", "spokesperson", "quote"),
    [
        (
            "Die Kolbe GmbH hat das Werk geschlossen. Die Lage sei ernst, sagte ein Sprecher.",
            "de",
            "ein Sprecher",
            "Die Lage",
        ),
        (
            "Kolbe Ltd has shut the plant. The site was too old, a spokesperson said.",
            "en",
            "a spokesperson",
            "The site",
        ),
    ],
)
def test_a_spokesperson_without_a_name_speaks_for_whom_the_text_is_about(
    text: str, language: str, spokesperson: str, quote: str
) -> None:
    story = Story(text, language).named(ORGANISATION, "Kolbe GmbH", "Kolbe Ltd").says(quote, spokesperson, after=quote)
    ((referent,),) = story.resolved().speakers
    assert referent.name in ("Kolbe GmbH", "Kolbe Ltd")
    assert referent.resolution is Resolution.DESCRIPTION


def test_a_spokesperson_after_a_person_speaks_for_nobody_known() -> None:
    text = "Kolbe Ltd has hired Ann Reed. Reed closed the plant on Monday. It was too old, a spokesperson said."
    story = Story(text, "en").named(ORGANISATION, "Kolbe Ltd").named(PERSON, "Ann Reed", "Reed")
    assert story.says("It was too old", "a spokesperson", "said").speakers() == [[]]


def test_no_spokesperson_speaks_for_nobody_and_none_for_whom_they_speak_to() -> None:
    text = "Die Kolbe GmbH hat das Werk geschlossen. Das Werk sei zu alt, sagte kein Sprecher."
    story = Story(text, "de").named(ORGANISATION, "Kolbe GmbH")
    assert story.says("Das Werk sei zu alt", "kein Sprecher", after="Das Werk sei").speakers() == [[]]
    text = "The Harbour Post reported it first. The site was too old, a spokesperson told the Harbour Post."
    story = Story(text, "en").named(ORGANISATION, "Harbour Post")
    story.says("The site was too old", "a spokesperson", "told", "the Harbour Post", after="The site")
    assert (story.speakers(), story.addressees()) == ([[]], [["Harbour Post"]])


def test_whom_a_spokeswoman_speaks_for_may_be_he_in_her_words() -> None:
    text = (
        "Hans Reed met Walter Berg. “He will not resign,” Berg’s spokeswoman Ann Holm said. He would speak on Monday."
    )
    story = Story(text, "en").named(PERSON, "Hans Reed", "Walter Berg", "Ann Holm", "Berg")
    story.says("He will not resign,", "Berg’s spokeswoman Ann Holm", "said", kind=Kind.DIRECT, after="“He")
    story.says("would speak on Monday", "He", after="He would")
    assert story.speakers() == [["Ann Holm"], ["Walter Berg"]]


def test_an_organisation_that_ends_with_an_office_is_whole() -> None:
    text = "The case is closed, the Harris County sheriff's office said."
    story = Story(text, "en").named(ORGANISATION, "Harris County sheriff's office")
    story.says("The case is closed", "the Harris County sheriff's office", "said")
    assert [mention.span.of(text) for mention in story.resolved().mentions] == ["Harris County sheriff's office"]


def test_who_speaks_is_not_she_in_their_own_words() -> None:
    text = (
        "Councillor Dev Patel has called for the resignation of Grace Moore. “She must go,” Patel said. "
        "He accused the mayor of lying."
    )
    story = Story(text, "en").named(PERSON, "Dev Patel", "Grace Moore", "Patel")
    story.says("the resignation of Grace Moore", "Councillor Dev Patel", "called for")
    story.says("She must go,", "Patel", "said", kind=Kind.DIRECT, after="She must")
    story.says("the mayor of lying", "He", "accused", after="He accused")
    assert story.speakers()[1:] == [["Dev Patel"], ["Dev Patel"]]


def test_several_people_are_not_she() -> None:
    text = (
        "Grace Moore is under pressure. Moore offered to resign, according to two people familiar with the matter. "
        "She denies it."
    )
    story = Story(text, "en").named(PERSON, "Grace Moore", "Moore")
    story.says("offered to resign", "two people familiar with the matter", "according to")
    story.says("it", "She", "denies", after="She denies")
    assert story.speakers() == [[], ["Grace Moore"]]


def test_a_defender_is_the_lawyer_and_a_prosecutor_is_not() -> None:
    text = (
        "Verteidiger Karl Behm nannte die Anklage falsch. Staatsanwalt Uwe Lenz widersprach dem. "
        "Man werde schweigen, so der Anwalt. Das sei sein Recht, so der Staatsanwalt."
    )
    story = Story(text, "de").named(PERSON, "Karl Behm", "Uwe Lenz")
    story.says("die Anklage falsch", "Verteidiger Karl Behm", "nannte")
    story.says("Man werde schweigen", "der Anwalt", "so", after="Man werde")
    story.says("Das sei sein Recht", "der Staatsanwalt", "so", after="Das sei")
    assert story.speakers() == [["Karl Behm"], ["Karl Behm"], ["Uwe Lenz"]]


def test_an_official_of_a_state_does_not_speak_for_it() -> None:
    text = "The mine is safe, one West Virginia official said. It is not, a Homeland Security Department official said."
    story = Story(text, "en").named(PLACE, "West Virginia").named(ORGANISATION, "Homeland Security Department")
    story.says("The mine is safe", "one West Virginia official", "said")
    story.says("It is not", "a Homeland Security Department official", "said", after="It is")
    assert story.speakers() == [[], ["Homeland Security Department"]]


def test_a_name_that_women_and_men_bear_fits_both() -> None:
    text = "The reasons are wrong, said Terry Holm. She continued that the case was clear."
    story = Story(text, "en").named(PERSON, "Terry Holm")
    story.says("The reasons are wrong", "Terry Holm", "said")
    story.says("that the case was clear", "She", "continued", after="She")
    assert story.speakers() == [["Terry Holm"], ["Terry Holm"]]


IN_CAPITALS = [
    ("Jake Mertens asked.\n\nMERTENS: I know.", ["Jake Mertens"], "MERTENS", "Jake Mertens"),
    ("John McCain came.\n\nMcCAIN: I know.", ["John McCain", "McCAIN"], "McCAIN", "John McCain"),
    ("John McCain came.\n\nSEN. McCAIN: I know.", ["John McCain"], "SEN. McCAIN", "John McCain"),
    ("Bill de Blasio came. De Blasio: I know.", ["Bill de Blasio", "De Blasio"], "De Blasio", "Bill de Blasio"),
    ("Bill de Blasio came.\n\nde Blasio: I know.", ["Bill de Blasio"], "de Blasio", "Bill de Blasio"),
    ("Taxes\nHarris: I know.", ["Taxes\nHarris"], "Harris", "Harris"),
]


@pytest.mark.parametrize(("text", "tagged", "speaker", "name"), IN_CAPITALS, ids=[case[2] for case in IN_CAPITALS])
def test_names_as_transcripts_print_them(text: str, tagged: list[str], speaker: str, name: str) -> None:
    story = Story(text, "en").says("I know", speaker, ":", kind=Kind.DIRECT, after=f"{speaker}:")
    story.names = [NamedSpan(story.span(words), PERSON, 0.9) for words in tagged]
    assert story.speakers() == [[name]]


def test_a_headline_in_capitals_is_nobody() -> None:
    story = Story("TRUMP WINS OHIO: WHAT NOW?\n\nTrump said he was glad.", "en").named(PERSON, "TRUMP", "Trump")
    assert [mention.span.of(story.text) for mention in story.resolved().mentions] == ["TRUMP", "Trump"]


@pytest.mark.parametrize("party", ["R", "D-Ohio", "R-S.C.", "D., Texas", "I-Vt."])
def test_a_party_in_brackets_is_no_name(party: str) -> None:
    story = Story(f"Governor Mary Larkin ({party}) said it was good.", "en")
    end = story.text.index(party) + 1
    story.names = [NamedSpan(Span(9, end), PERSON, 0.9)]
    story.says("it was good", f"Governor Mary Larkin ({party})", "said")
    assert story.speakers() == [["Mary Larkin"]]
    assert [mention.span.of(story.text) for mention in story.resolved().mentions] == ["Mary Larkin"]


def test_brackets_that_hold_no_party_take_no_name_away() -> None:
    story = Story("Smith told the court (I met Lena Graukopf) that it was late.", "en").named(PERSON, "Lena Graukopf")
    assert "Lena Graukopf" in [mention.span.of(story.text) for mention in story.resolved().mentions]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12), st.none() | st.integers(0, 5)), max_size=12))
def test_the_outer_statement_is_the_shortest_that_contains_the_quote(parts: list[tuple[int, int, int | None]]) -> None:
    drafts = [
        Draft(Kind.INDIRECT, (Span(start, start + length),), (), (), (), (), 0.9, inside)
        for start, length, inside in parts
    ]
    for number, (draft, found) in enumerate(zip(drafts, outer_statements(drafts), strict=True)):
        if draft.inside is not None and draft.inside < len(drafts) and draft.inside != number:
            assert found == draft.inside
            continue
        (start, end), *_ = draft.quote
        around = [
            (span.end - span.start, other)
            for other, each in enumerate(drafts)
            for span in each.quote
            if span.start <= start and end <= span.end and span.end - span.start > end - start
        ]
        assert found == (min(around)[1] if around else None)


ACRONYMS = [
    ("Securities and Exchange Commission", "S.E.C.", True),
    ("Securities and Exchange Commission", "SEC", True),
    ("Gewerkschaft der Polizei", "GdP", True),
    ("Atomenergie-Organisation", "AO", True),
    ("Securities and Exchange Commission", "SAC", False),
    ("Securities and Exchange Commission", "SECO", False),
    ("Ohio Company", "Oc", False),
]


@pytest.mark.parametrize(("name", "short", "same"), ACRONYMS)
def test_an_organisation_is_called_by_its_initials(name: str, short: str, same: bool) -> None:
    story = Story(f"Am Montag tagte die {name}. Die Brücke falle, so die {short}.", "de")
    story.named(ORGANISATION, name).names.append(NamedSpan(story.span(short, "so die"), ORGANISATION, 0.9))
    story.says("Die Brücke falle", f"die {short}", after="Die Brücke")
    assert story.speakers() == [[name if same else short]]


def test_initials_of_two_organisations_are_neither() -> None:
    story = Story("The Wick Port Authority met the Wade Police Association. The bridge fell, the WPA said.", "en")
    story.named(ORGANISATION, "Wick Port Authority", "Wade Police Association", "WPA")
    story.says("The bridge fell", "the WPA")
    assert story.speakers() == [["WPA"]]


LISTS = [
    ("Sens. Jane Roe (D-Ohio), Ann Lee (D-Maine) and Bob Ray (R-Iowa)", ["Jane Roe", "Ann Lee", "Bob Ray"]),
    ("The head of the union, Jane Roe, and Ann Lee, its lawyer,", ["Jane Roe", "Ann Lee"]),
    ("Two of her colleagues, Jane Roe and Ann Lee,", ["Jane Roe", "Ann Lee"]),
    ("Jane Roe, the successor of Ann Lee,", ["Jane Roe"]),
    ("Jane Roe, a lawyer for Ann Lee and Bob Ray,", ["Jane Roe"]),
]


@pytest.mark.parametrize(("words", "names"), LISTS, ids=[case[0] for case in LISTS])
def test_all_people_that_are_listed_speak(words: str, names: list[str]) -> None:
    story = Story(f"{words} said the bridge would fall.", "en").named(PERSON, "Jane Roe", "Ann Lee", "Bob Ray")
    story.says("the bridge would fall", words.strip(","), "said")
    assert story.speakers() == [names]


NAMESAKES = [
    ("Mr. Obama", "en", "Obama"),
    ("Mrs. Obama", "en", "Michelle Obama"),
    ("Herr Obama", "de", "Obama"),
    ("Frau Obama", "de", "Michelle Obama"),
]


@pytest.mark.parametrize(("words", "language", "name"), NAMESAKES)
def test_a_form_of_address_tells_a_husband_from_his_wife(words: str, language: str, name: str) -> None:
    story = Story(f"Michelle Obama came in May. The bridge would fall, {words} said.", language)
    story.named(PERSON, "Michelle Obama").names.append(NamedSpan(story.span("Obama", "fall"), PERSON, 0.9))
    story.says("The bridge would fall", words, "said", after="The bridge")
    assert story.speakers() == [[name]]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Ein Siemens-Sprecher", "Siemens"),
        ("Eine Fraport-Sprecherin", "Fraport"),
        ("Ein Armeesprecher", "Armee"),
        ("Eine Konzernsprecherin", "Konzern"),
        ("Ein Unternehmenssprecher", "Unternehmen"),
        ("Eine Ministeriumssprecherin", "Ministerium"),
    ],
)
def test_a_compound_names_whom_a_spokesperson_speaks_for(speaker: str, name: str) -> None:
    story = Story(f"{speaker} sagte: 42.", "de")
    [[referent]] = story.says("42", speaker, "sagte").resolved().speakers
    assert (referent.name, referent.kind) == (name, ORGANISATION)


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("Armeeangaben", ["Armee"]),
        ("Unternehmensangaben", ["Unternehmen"]),
        ("Regierungsangaben", ["Regierung"]),
        ("NASA-Angaben", ["NASA"]),
        ("Militärkreisen", []),  # whoever talks there wants no name
        ("Zeugenangaben", []),
    ],
)
def test_a_compound_names_whose_words_they_are(words: str, speakers: list[str]) -> None:
    story = Story(f"Nach {words} fiel die Brücke.", "de").says("fiel die Brücke", words, "Nach")
    assert story.speakers() == [speakers]


def test_a_place_in_a_dateline_s_capitals_has_the_name_that_is_printed_elsewhere() -> None:
    story = Story("BISHKEK - The talks went on. Bishkek said they had ended.", "en").named(PLACE, "BISHKEK", "Bishkek")
    assert story.says("they had ended", "Bishkek", "said").speakers() == [["Bishkek"]]


@pytest.mark.parametrize(
    ("text", "language", "party"),
    [("Democrats said it was enough.", "en", "Democrats"), ("Die Demokraten sagten, es reiche.", "de", "Demokraten")],
)
def test_members_of_a_party_name_it(text: str, language: str, party: str) -> None:
    story = Story(text, language).named(ORGANISATION, party)
    assert [mention.name for mention in story.resolved().mentions] == [party]


def test_an_office_that_is_tagged_as_an_organisation_is_none() -> None:
    story = Story("The senator said it was enough.", "en").named(ORGANISATION, "senator")
    assert story.resolved().mentions == ()
