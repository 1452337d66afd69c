from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.test_act_wording import act_wording_of
from tracker.extraction.acts import act_of, cue_act_of
from tracker.extraction.acts.lexicon import ActWords, Cues
from tracker.extraction.document.document import document_of
from tracker.extraction.lemmas import WordClass, forms_of
from tracker.extraction.statements import Act, Draft, Kind, Span, Spans, Standing, words_of
from tracker.lexicon import load

ASSERTED, NEGATED, HYPOTHETICAL = Standing.ASSERTED, Standing.NEGATED, Standing.HYPOTHETICAL
OPENINGS = {"[": "cue", "<": "quote", "{": "frame", "‹": "speaker"}
CLOSINGS = {"]": "cue", ">": "quote", "}": "frame", "›": "speaker"}


def drafted(marked: str, kind: Kind) -> tuple[str, Draft]:
    """The text and draft of a marked text: [cue], <quote>, {frame}, ‹speaker›; the frame may hold the cue."""
    text = ""
    starts: dict[str, int] = {}
    spans: dict[str, list[Span]] = {role: [] for role in OPENINGS.values()}
    for character in marked:
        if character in OPENINGS:
            starts[OPENINGS[character]] = len(text)
        elif character in CLOSINGS:
            role = CLOSINGS[character]
            spans[role].append(Span(starts[role], len(text)))
        else:
            text += character
    draft = Draft(
        kind=kind,
        quote=tuple(spans["quote"]),
        speaker=tuple(spans["speaker"]),
        cue=tuple(spans["cue"]),
        frame=tuple(spans["frame"]),
        addressee=(),
        confidence=1.0,
    )
    return text, draft


def act(marked: str, language: str, kind: Kind = Kind.INDIRECT) -> str:
    text, draft = drafted(marked, kind)
    return cue_act_of(document_of(text, language), draft).act.value


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Die Bäckerin [sagte], <der Ofen sei kalt>.", "statement"),
        ("<Der Ofen ist kalt>, [so] die Bäckerin.", "statement"),
        ("[Laut] einer Warnung der Bäckerin <ist der Ofen heiß>.", "warning"),
        ("[Laut] der Bäckerin <ist der Ofen kalt>.", "statement"),
        ("Dem Müller [zufolge] <ist der Ofen kalt>.", "statement"),
        ("Die Stadt [kündigte] gestern [an], <die Brücke zu sperren>.", "announcement"),
        ("dass die Stadt [ankündigte], <die Brücke zu sperren>.", "announcement"),
        ("Die Stadt [gab] am Montag [bekannt], <die Brücke sei gesperrt>.", "announcement"),
        ("Der Wirt [bestätigte], <dass der Saal voll war>.", "confirmation"),
        ("Der Wirt [wies] die Vorwürfe [zurück]: <Es sei alles bezahlt>.", "denial"),
        ("Der Wirt [bestritt], <die Rechnung gefälscht zu haben>.", "denial"),
        ("Der Wirt [wies] die Forderung [zurück], <früher zu schließen>.", "denial"),
        ("Die Firma [räumte] Mängel [ein]: <Zwei Pumpen seien defekt>.", "admission"),
        ("Die Firma [gab] am Ende [zu], <zwei Pumpen seien defekt>.", "admission"),
        ("Der Förster [hat] eindringlich [gewarnt], <der Hang rutsche>.", "warning"),
        ("Die Vermieterin [drohte] damit, <das Haus zu verkaufen>.", "threat"),
        ("Die Schüler [forderten] den Rektor [auf], <zu gehen>.", "demand"),
        ("Der Verein [schlug vor], <den Platz zu teilen>.", "appeal"),
        ("Der Mann [wurde beschuldigt], <Fahrräder gestohlen zu haben>.", "accusation"),
        ("Sie [warf] dem Verein [vor], <Geld verschwendet zu haben>.", "accusation"),
        ("Die Mieter [übten] scharfe [Kritik]: <Das Haus verfalle>.", "criticism"),
        ("Die Trainerin [lobte] die Elf: <Alle hätten gekämpft>.", "praise"),
        ("Der Bürgermeister [stellte] [in Aussicht], <das Bad zu öffnen>.", "promise"),
        ("Sie [sagte] den Eltern [zu], <die Schule zu erhalten>.", "promise"),
        ("{Sie [sprach] sich gestern für längere Ferien [aus]}: <Alle seien müde>.", "support"),
        ("Der Winzer [zeigte sich zuversichtlich], <die Ernte werde gut>.", "expectation"),
        ("Die Ärztin [äußerte sich besorgt], <die Grippe breite sich aus>.", "concern"),
        ("Der Richter [fragte], <wo der Schlüssel sei>.", "question"),
        ("Die Zeitung [will wissen], <dass der Wirt verkauft>.", "statement"),
        ("Sie [wollte] vom Zeugen [wissen], <wo der Schlüssel sei>.", "question"),
        ("{Der Wirt [machte deutlich]}, <dass er bleibe>.", "statement"),
    ],
)
def test_german_cues(marked: str, expected: str) -> None:
    assert act(marked, "de") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The baker [said] <the oven was cold>.", "statement"),
        ("[According to] the baker, <the oven is cold>.", "statement"),
        ("She [went on to say] <the oven was cold>.", "statement"),
        ("The town [announced] <it would close the bridge>.", "announcement"),
        ("The host [confirmed] <that the hall was full>.", "confirmation"),
        ("The host [denied] <having forged the bill>.", "denial"),
        ("The host [ruled out] <a sale>.", "rejection"),
        ("The host [rejected] <a demand to close early>.", "rejection"),
        ("The firm [admitted] <that two pumps had failed>.", "admission"),
        ("The ranger [has warned] <that the slope may slide>.", "warning"),
        ("Doctors [raised the alarm] <about the flu>.", "warning"),
        ("The landlady [threatened] <to sell the house>.", "threat"),
        ("Pupils [called on] <the head teacher to go>.", "appeal"),
        ("Pupils [called] <on the head teacher to go>.", "appeal"),
        ("The judge [asked] <the witness to sit down>.", "demand"),
        ("The coach [told] <the players to run>.", "demand"),
        ("The man [is accused of] <stealing bicycles>.", "accusation"),
        ("Tenants [hit out at] <the owner's greed>.", "criticism"),
        ("Tenants [lashed] angrily [out] <at the owner>.", "criticism"),
        ("She [took] strong [issue with] <the report>.", "criticism"),
        ("The coach [praised] <the whole team>.", "praise"),
        ("The mayor [promised] <not to close the baths>.", "promise"),
        ("The grower [was confident] <of a good harvest>.", "expectation"),
        ("She [expressed] deep [concern] <about the flu>.", "concern"),
        ("The judge [asked] <where the key was>.", "question"),
        ("Neighbours [offered to help] <the family>.", "promise"),
        ("Pupils joined [the call] <to lengthen the break>.", "demand"),
        ("The judge [called] <the key a mystery>.", "statement"),
        ("Pupils renewed [the call for] <a longer break>.", "demand"),
        ("The judge [wants to know] <where the key is>.", "question"),
    ],
)
def test_english_cues(marked: str, expected: str) -> None:
    assert act(marked, "en") == expected


def test_the_particle_is_found_where_the_cue_lacks_it() -> None:
    assert act("Die Firma [räumte], wenn auch spät, Mängel ein: <Zwei Pumpen seien defekt>.", "de") == "statement"
    assert act("{Die Firma [räumte], wenn auch spät, Mängel ein}: <Zwei Pumpen seien defekt>.", "de") == "admission"
    assert act("Die Firma [räumte] Mängel ein: <Zwei Pumpen seien defekt>.", "de") == "admission"


def test_a_preposition_is_no_particle() -> None:
    assert act("Der Wirt [sprach] zu den Gästen: <Der Saal ist voll.>", "de") == "statement"


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("{Nach der [Warnung] des Ministers} <steigt der Fluss>.", "de", "warning"),
        ("{[Nach] der Ankündigung des Ministers} <wird die Brücke gesperrt>.", "de", "announcement"),
        ("{[Nach] Angaben des Ministers} <wird die Brücke gesperrt>.", "de", "statement"),
        ("{Die [Rücktrittsforderung] der Schüler}, <der Rektor müsse gehen>, verhallte.", "de", "demand"),
        ("{Er [äußerte] gestern die Befürchtung}, <der Fluss steige>.", "de", "concern"),
        ("{Er [äußerte] sich gestern zu den Vorwürfen}: <Alles sei bezahlt>.", "de", "statement"),
        ("the minister's [warning] <that the river may rise>", "en", "warning"),
        ("[According to] a warning by the ministry, <the river will rise>.", "en", "warning"),
        ("The mayor answered [the question] <of whether to sell>.", "en", "question"),
    ],
)
def test_nouns(marked: str, language: str, expected: str) -> None:
    assert act(marked, language) == expected


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("{Der Wirt [bestreitet] nicht}, <dort gewesen zu sein>.", "de"),
        ("{Die Behörde wollte den Bericht nicht [bestätigen]}, <dass der Damm breche>.", "de"),
        ("{Der Wirt [schloss] einen Verkauf [nicht aus]}: <Alles sei offen>.", "de"),
        ("{Der Förster [warnte] nicht}, <dass der Hang rutsche>.", "de"),
        ("{Der Wirt weigerte sich, den Kauf zu [bestätigen]}: <Alles sei offen>.", "de"),
        ("{Niemand [lobte] die Elf}: <Alle hätten geschlafen>.", "de"),
        ("Officials [refused to confirm] <the sale>.", "en"),
        ("Officials refused to [confirm] <the sale>.", "en"),
        ("Officials [declined to comment on] <the sale>.", "en"),
        ("The owner [did not rule out] <a sale>.", "en"),
        ("The owner [didn’t deny] <that he was there>.", "en"),
        ("The ranger never [warned] <that the slope may slide>.", "en"),
    ],
)
def test_a_negated_cue_is_a_statement(marked: str, language: str) -> None:
    assert act(marked, language) == "statement"


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("{Er [kritisierte] nicht nur den Preis}: <Auch das Essen sei kalt>.", "de", "criticism"),
        ("{Der Wirt weigerte sich nicht, den Kauf zu [bestätigen]}: <Alles sei wahr>.", "de", "confirmation"),
        ("The owner [did not refuse to confirm] <the sale>.", "en", "confirmation"),
        ("She [not only criticised] <the price>.", "en", "criticism"),
        ("Growers [do not expect] <a good harvest>.", "en", "expectation"),
        ("The mayor [vowed] <not to resign>.", "en", "promise"),
    ],
)
def test_double_and_seeming_negation(marked: str, language: str, expected: str) -> None:
    assert act(marked, language) == expected


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Das Land [versicherte], <keinen Einmarsch zu planen>.", "de", "denial"),
        ("Das Land [beteuert], <dass es nicht angreifen wolle>.", "de", "denial"),
        ("Das Land [versicherte], <es werde alle Verträge achten>.", "de", "promise"),
        ("Das Land [versicherte], <nicht nur Gas zu liefern>.", "de", "statement"),
        ("Der Wirt [sagte], <es werde nicht regnen>.", "de", "statement"),
        ("The country [insisted] <it had no plans to invade>.", "en", "denial"),
        ("The country [assured] <its neighbours it would not invade>.", "en", "denial"),
        ("The country [insists] <that its plans are peaceful>.", "en", "statement"),
        ("The host [said] <it would not rain>.", "en", "statement"),
    ],
)
def test_assurances_with_a_negated_content_deny(marked: str, language: str, expected: str) -> None:
    assert act(marked, language) == expected


def test_modals_in_the_content_of_a_neutral_cue_change_nothing() -> None:
    assert act("Der Wirt [sagte], <der Lärm müsse aufhören>.", "de") == "statement"
    assert act("The host [said] <the noise should stop>.", "en") == "statement"


def test_what_is_inside_the_quote_does_not_count() -> None:
    assert act("„<Wir fordern nichts und warnen niemanden>“, [sagte] sie.", "de", Kind.DIRECT) == "statement"
    assert act("“<We demand nothing and deny everything>,” she [said].", "en", Kind.DIRECT) == "statement"


def test_a_question_needs_an_asking_cue() -> None:
    assert act("“<Where is the key?>” she [said].", "en", Kind.DIRECT) == "statement"
    assert act("“<Where is the key?>” she [asked].", "en", Kind.DIRECT) == "question"
    assert act("“<Is that the key?>” she [asked].", "en", Kind.DIRECT) == "question"
    assert act("<„Wo ist der Schlüssel?“>", "de", Kind.DIRECT) == "statement"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<Der Förster warnte die Wanderer vor dem Hang.>", "warning"),
        ("<Das Amt kündigte am Montag neue Regeln an.>", "announcement"),
        ("<Der Wirt wies die Vorwürfe als „frei erfunden“ zurück.>", "denial"),
        ("<Die Gäste sprachen von einem Abend voller „Drohungen“.>", "statement"),
        ("<Im Gebiet sprach der Wirt vom Preis und vom Wetter.>", "statement"),
        ("<Kritisiert wurde vor allem der Preis.>", "criticism"),
        ("<Der Zug fuhr, nachdem der Förster gewarnt hatte.>", "statement"),
    ],
)
def test_a_reported_statement_without_a_cue_is_read_itself(marked: str, expected: str) -> None:
    assert act(marked, "de", Kind.REPORTED) == expected


def test_no_cue_and_unknown_cues_are_statements() -> None:
    assert act("<Es gehe um viel.>", "de", Kind.INDIRECT_FREE_INDIRECT) == "statement"
    assert act("Der Wirt [jodelte], <der Saal sei voll>.", "de") == "statement"
    assert act("The host [yodelled] <that the hall was full>.", "en") == "statement"


def test_a_language_without_lexicon_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        act("Le boulanger [dit] <que le four est froid>.", "fr")


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [
        ("wies", "de", "weisen"),
        ("zurückgewiesen", "de", "zurück|weisen"),
        ("zurückzuweisen", "de", "zurück|weisen"),
        ("vorwarf", "de", "vor|werfen"),
        ("räumte", "de", "räumen"),
        ("eingeräumt", "de", "ein|räumen"),
        ("verschwieg", "de", "verschweigen"),
        ("bestritt", "de", "bestreiten"),
        ("geschrieben", "de", "schreiben"),
        ("hieß", "de", "heißen"),
        ("schlösse", "de", "schließen"),
        ("prognostizierte", "de", "prognostizieren"),
        ("bezeichneten", "de", "bezeichnen"),
        ("versprochen", "de", "versprechen"),
        ("bemängelt", "de", "bemängeln"),
        ("forderten", "de", "fordern"),
        ("Vorwürfen", "de", "Vorwurf"),
        ("Forderungen", "de", "Forderung"),
        ("admitted", "en", "admit"),
        ("slamming", "en", "slam"),
        ("denies", "en", "deny"),
        ("criticising", "en", "criticise"),
        ("swore", "en", "swear"),
        ("told", "en", "tell"),
        ("foresaw", "en", "foresee"),
        ("accused", "en", "accuse"),
        ("inquiries", "en", "inquiry"),
        ("stimmte", "de", "stimmen"),
        ("nennt", "de", "nennen"),
    ],
)
def test_lemmas(word: str, language: str, lemma: str) -> None:
    word_class = WordClass.NOUN if lemma in ("Vorwurf", "Forderung", "inquiry") else WordClass.VERB
    assert word in forms_of(lemma, word_class, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_lexicon_has_250_cues_and_every_act(language: str) -> None:
    acts = load(ActWords, "acts", language).acts
    cues = {cue for each in acts.values() for cue in all_cues(each)}
    assert set(acts) == set(Act)
    assert len(cues) >= 250


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_cue_stands_under_two_acts(language: str) -> None:
    acts = load(ActWords, "acts", language).acts
    for table in ("verbs", "nouns", "phrases", "words"):
        cues = [cue.replace("|", "") for each in acts.values() for cue in getattr(each, table)]
        assert sorted(cues) == sorted(set(cues))


@pytest.mark.parametrize("language", ["de", "en"])
def test_conditions_name_cues_of_the_lexicon(language: str) -> None:
    lexicon = load(ActWords, "acts", language)
    cues = {cue for each in lexicon.acts.values() for cue in all_cues(each)}
    assert {cue for condition in lexicon.when for cue in condition.cues} <= cues


def all_cues(cues: Cues) -> tuple[str, ...]:
    return cues.verbs + cues.nouns + cues.phrases + cues.words


def spans_in(text: str) -> st.SearchStrategy[Spans]:
    bounds = st.lists(st.integers(0, len(text)), max_size=6).map(sorted)
    return bounds.map(lambda offsets: tuple(map(Span, offsets[::2], offsets[1::2])))


@pytest.mark.parametrize(
    ("language", "marked", "negated"),
    [
        ("en", "She [would not confirm] <that there was a text>.", ["would not confirm"]),
        ("en", "She did not on Tuesday [confirm] <that there was a text>.", ["not", "confirm"]),
        ("en", "Her husband [didn't believe] <the wall would be built>.", ["didn't believe"]),
        ("en", "The office [declined] <to comment>.", ["declined"]),
        ("en", "The office [declined to comment on] <the text>.", ["declined to comment on"]),
        ("en", "She [refused to confirm] <that there was a text>.", ["refused to confirm"]),
        ("en", "She [did not refuse to confirm] <that there was a text>.", []),
        ("en", "She [confirmed] <that there was no text>.", []),
        ("en", "She [left no doubt] <that there was a text>.", []),
        ("en", "An official who was not identified [said] <that it was good>.", []),
        ("en", "A spokesman who declined to be named [said] <it was good>.", []),
        ("en", "He did not elaborate but [said] <it was good>.", []),
        ("en", "She [did not say] <it was good>.", ["did not say"]),
        ("de", "Sie [bestätigte] den Bericht [nicht]: <Es gebe ihn>.", ["bestätigte", "nicht"]),
        ("de", "Der Sprecher [wollte] das [nicht bestätigen], <es gebe einen Text>.", ["wollte", "nicht bestätigen"]),
        ("de", "Er [weigerte sich zu sagen], <wer kommt>.", ["weigerte sich zu sagen"]),
        ("de", "Er [sagte], <er komme nicht>.", []),
        ("de", "<Es sei gut>, [sagte] ein nicht namentlich genannter Diplomat.", []),
        ("de", "<Es sei gut>, [sagte] Vogt nicht ohne Stolz.", []),
        ("de", "<Er komme nicht>.", []),
    ],
)
def test_what_negates_the_cue_is_kept(language: str, marked: str, negated: list[str]) -> None:
    text, draft = drafted(marked, Kind.INDIRECT)
    assert [span.of(text) for span in cue_act_of(document_of(text, language), draft).negated_cue] == negated


def probabilities(**likely: float) -> tuple[float, ...]:
    rest = (1 - sum(likely.values())) / (len(Act) - len(likely))
    return tuple(likely.get(act.value, rest) for act in Act)


@pytest.fixture
def without_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a model that hasn't learnt what single words tell."""
    monkeypatch.setattr("tracker.extraction.acts.weighing.act_wording", lambda language: None)


@pytest.mark.usefixtures("without_wording")
@pytest.mark.parametrize(
    ("marked", "likely", "expected"),
    [
        ("The mayor [said] <China must drop its barriers>.", {"demand": 0.97}, "demand"),  # the content tells
        ("The mayor [said] <it was raining>.", {"statement": 0.3, "demand": 0.5}, "statement"),
        ("The mayor [said] <it must end>.", {"statement": 0.24, "demand": 0.72}, "demand"),  # three to one is enough
        ("The mayor [said] <it must end>.", {"statement": 0.3, "demand": 0.6}, "statement"),  # two to one isn't
        ("The mayor [warned] <that it was raining>.", {"statement": 0.6, "warning": 0.1}, "warning"),  # the cue tells
        ("The mayor [warned] <that it was raining>.", {"threat": 0.9, "warning": 0.05}, "warning"),  # nearly always
        ("The mayor [warned] <that it was raining>.", {"threat": 0.94, "warning": 0.04}, "threat"),  # over 20 to one
        ("The mayor [gurgled] <that it was late>.", {"concern": 0.98}, "concern"),  # nothing but the network knows it
    ],
)
def test_what_the_network_tells_is_weighed_against_the_cue(
    marked: str, likely: dict[str, float], expected: str
) -> None:
    text, draft = drafted(marked, Kind.INDIRECT)
    told = replace(draft, acts=probabilities(**likely))
    assert act_of(document_of(text, "en"), told).act == expected
    assert act_of(document_of(text, "en"), draft).act == cue_act_of(document_of(text, "en"), draft).act


@pytest.mark.parametrize(
    ("likely", "told", "expected"),
    [
        ({"statement": 0.5, "criticism": 0.3}, {"quote disgrace": Act.CRITICISM}, "criticism"),
        ({"statement": 0.5, "criticism": 0.3}, {"quote disgrace": Act.STATEMENT}, "statement"),
        ({"statement": 0.9, "praise": 0.001}, {"quote disgrace": Act.PRAISE}, "statement"),  # against all else
        ({"statement": 0.5, "criticism": 0.3}, {"quote success": Act.PRAISE}, "statement"),  # a word that isn't there
    ],
)
def test_single_words_are_weighed_with_them(
    likely: dict[str, float], told: dict[str, Act], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = act_wording_of(told, weight=3.0)
    monkeypatch.setattr("tracker.extraction.acts.weighing.act_wording", lambda language: wording)
    text, draft = drafted("The mayor [said] <it was a disgrace>.", Kind.INDIRECT)
    assert act_of(document_of(text, "en"), replace(draft, acts=probabilities(**likely))).act == expected


@pytest.mark.usefixtures("without_wording")
def test_how_probable_an_act_is() -> None:
    def probability(marked: str, **likely: float) -> float | None:
        text, draft = drafted(marked, Kind.INDIRECT)
        told = replace(draft, acts=probabilities(**likely)) if likely else draft
        return act_of(document_of(text, "en"), told).probability

    assert probability("The mayor [warned] <that it was raining>.") is None  # the network says nothing
    agreeing = probability("The mayor [warned] <that it was raining>.", warning=0.6)
    contrary = probability("The mayor [warned] <that it was raining>.", threat=0.6, warning=0.2)
    plain = probability("The mayor [said] <that it was raining>.", warning=0.6)
    assert agreeing is not None
    assert contrary is not None
    assert plain is not None
    assert 0.95 < agreeing < 1
    assert 0.5 < plain < 0.6 < contrary < agreeing


@pytest.mark.parametrize(
    ("marked", "standing", "expected", "cue"),
    [
        (
            "She [would] not [confirm] <that there was a text>.",
            ASSERTED,
            NEGATED,
            "would not confirm",
        ),
        ("She [would not confirm] <that there was a text>.", NEGATED, NEGATED, "would not confirm"),
        ("She [confirmed] <that there was a text>.", ASSERTED, ASSERTED, "confirmed"),
        ("She [could confirm] <that there was a text>.", HYPOTHETICAL, HYPOTHETICAL, "could confirm"),
    ],
)
def test_what_was_not_said_has_the_words_that_tell_it_in_its_cue(
    marked: str, standing: Standing, expected: Standing, cue: str
) -> None:
    text, draft = drafted(marked, Kind.INDIRECT)
    acted = act_of(document_of(text, "en"), replace(draft, standing=standing))
    assert acted.standing is expected
    assert words_of(text, acted.cue) == cue


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        ("de", "‹Ein Zeuge› [sagte], <es regne nicht>.", ASSERTED),
        ("en", "It is not true that ‹Vogt› [said] <it was raining>.", NEGATED),
        ("en", "It’s false that ‹Vogt› [said] <it was raining>.", NEGATED),
        ("en", "It isn't true that ‹Vogt› [said] <it was raining>.", NEGATED),
        ("en", "It is true that ‹Vogt› [said] <it was raining>.", ASSERTED),
        ("en", "It is simply not true that ‹Vogt› [said] <it was raining>.", NEGATED),
        ("de", "Es trifft aber nicht zu, dass ‹Vogt› [zugesagt hat], <zu bleiben>.", NEGATED),
        ("en", "It is not true that it rained. ‹Vogt› [said] <it was cold>.", ASSERTED),  # another sentence
        ("de", "Es ist nicht wahr, dass ‹Vogt› [sagte], <es regne>.", NEGATED),
        ("de", "Es ist wahr, dass ‹Vogt› [sagte], <es regne>.", ASSERTED),
        ("en", "‹Vogt› [is due to tell] lawmakers <that the bridge stays>.", Standing.ANNOUNCED),
        ("en", "‹Vogt› [is said to tell] lawmakers <that the bridge stays>.", ASSERTED),
        ("en", "‹Vogt› [will announce] on Monday <that the bridge stays>.", Standing.ANNOUNCED),
        ("en", "‹Vogt› [announced] on Monday <that the bridge will stay>.", ASSERTED),
        ("de", "‹Vogt› [wird] am Montag [erklären], <die Brücke bleibe>.", Standing.ANNOUNCED),
        ("de", "‹Vogt› [wird] [zitiert], <die Brücke bleibe>.", ASSERTED),  # in the passive
        ("de", "Zwei Männer, die [beschuldigt werden], <gelogen zu haben>.", ASSERTED),
        ("de", "‹Vogt› [will erklären], <die Brücke bleibe>.", ASSERTED),
    ],
)
def test_what_a_sentence_denies_or_is_still_to_come_is_not_taken_for_said(
    language: str, marked: str, expected: Standing
) -> None:
    text, draft = drafted(marked, Kind.INDIRECT)
    draft = draft if draft.quote else replace(draft, quote=(Span(0, 9),))
    assert act_of(document_of(text, language), draft).standing is expected


@pytest.mark.parametrize(
    ("marked", "kind", "expected"),
    [
        ("Vogt: <Was nun?>", Kind.DIRECT, "question"),
        ("Vogt: <Was nun.>", Kind.DIRECT, "statement"),
        ("Vogt: „<Was nun?>“", Kind.DIRECT, "question"),
        ("Vogt: <Was nun?>", Kind.INDIRECT, "statement"),
        ("Vogt [sagte]: <Was nun?>", Kind.DIRECT, "statement"),
    ],
)
def test_behind_a_colon_alone_verbatim_words_may_be_a_question(marked: str, kind: Kind, expected: str) -> None:
    assert act(marked, "de", kind) == expected


@pytest.mark.parametrize(
    ("marked", "kind", "expected"),
    [
        ("<Sie warne vor dem Ofen, der heiß sei>.", Kind.INDIRECT_FREE_INDIRECT, "warning"),
        ("<Sie warne vor dem Ofen>, hieß es. <Er sei heiß>.", Kind.INDIRECT_FREE_INDIRECT, "warning"),
        ("<Sie sei müde, der Ofen warne vor Hitze>.", Kind.INDIRECT_FREE_INDIRECT, "statement"),  # another clause
        ("<Der Ofen warne vor Hitze>.", Kind.INDIRECT_FREE_INDIRECT, "statement"),  # its subject doesn't speak
        ("<Sie warne vor dem Ofen>.", Kind.INDIRECT, "statement"),
        ("<Sie warne vor dem Ofen>.", Kind.FREE_INDIRECT, "statement"),
    ],
)
def test_speech_in_the_subjunctive_is_read_itself_where_its_subject_speaks(
    marked: str, kind: Kind, expected: str
) -> None:
    assert act(marked, "de", kind) == expected


def test_of_a_discontinuous_report_the_first_clause_tells_the_act() -> None:
    marked = "<Sie warne vor dem Ofen>, hieß es. <Er lobe die Stadt>."
    assert act(marked, "de", Kind.INDIRECT_FREE_INDIRECT) == "warning"


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Die Warnung [sagte], <es sei kalt>.", "de", "statement"),
        ("Die Stadt [warnte]. Die Warnt [sagte], <es sei kalt>.", "de", "warning"),
        ("[Warnte] die Stadt doch, <es sei kalt>.", "de", "warning"),  # capitalised, but at the beginning
        ("Es regnet. [Warnte] die Stadt doch, <es sei kalt>.", "de", "warning"),
        ("The [claim] <that it was cold>", "en", "statement"),
        ("[Laut] einer sehr alten neuen Warnung <ist es kalt>.", "de", "statement"),  # too far from the word
        ("[Laut] einer alten neuen Warnung <ist es kalt>.", "de", "warning"),
        ("Die Stadt [äußerte Kritik], <es sei kalt>.", "de", "criticism"),
        ("The town [expressed concern] <that it was cold>.", "en", "concern"),
        ("The town [voiced] deep [concern] <that it was cold>.", "en", "concern"),
        ("Die Stadt [reagierte] mit einer Absage.\n<Es sei kalt>, [warnte] sie.", "de", "warning"),
        ("Die Stadt warnte.\nDie Stadt [sagte], <es sei kalt>.", "de", "statement"),  # another paragraph
    ],
)
def test_nouns_verbs_and_carriers(marked: str, language: str, expected: str) -> None:
    assert act(marked, language) == expected


def test_a_content_that_is_nothing_but_a_mark() -> None:
    assert act("Das Land [versicherte]: <!>", "de") == "statement"


@given(st.data(), st.sampled_from(["de", "en"]), st.sampled_from(list(Kind)))
def test_any_spans_of_any_text_have_an_act(data: st.DataObject, language: str, kind: Kind) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("wies zurück denied,.?\n„“\"'’-ßé")) | st.text())
    quote, cue, frame = (data.draw(spans_in(text)) for _ in range(3))
    draft = Draft(kind, quote, (), cue, frame, (), 0.5)
    act = cue_act_of(document_of(text, language), draft)
    assert act.act in Act
    assert all(0 <= span.start <= span.end <= len(text) for span in act.negated_cue)
    assert all(one.end <= other.start for one, other in pairwise(act.negated_cue))
