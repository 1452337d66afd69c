"""Decoding with scores made by hand: no model runs here."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tracker.extraction.decoding.candidates import candidates_in
from tracker.extraction.decoding.decode import decode
from tracker.extraction.document.document import document_of
from tracker.extraction.document.quotation_marks import Quoted, quoted_in
from tracker.extraction.document.words import Words, words_in
from tracker.extraction.encoder import ACTS, STANDINGS, Anchor, Floats, Scores, Task
from tracker.extraction.statements import Act, Draft, Kind, Span, Standing

NO_VECTORS = np.zeros((0, 0), np.float32)
ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")
SURE, UNLIKELY = 0.999, 0.001


def one_hot(number: int, count: int) -> Floats:
    return np.eye(count, dtype=np.float32)[number]


def anchor(
    text: str,
    kind: Kind,
    probability: float = 0.9,
    act: Act = Act.STATEMENT,
    standing: Standing = Standing.ASSERTED,
    **parts: str | list[str],
) -> Anchor:
    """An anchor at the quote's first word; `parts` are the words of each role, surely in it, all others not."""
    words = words_in(text)
    roles = np.full((len(words), len(ROLES)), UNLIKELY, np.float32)
    for role, stretches in parts.items():
        for stretch in [stretches] if isinstance(stretches, str) else stretches:
            roles[_words_of(words, stretch), ROLES.index(role)] = SURE
    first = int(np.flatnonzero(roles[:, 0] == np.float32(SURE))[0])
    acts = one_hot(ACTS.index(act), len(ACTS))
    return Anchor(first, kind, probability, 0, roles, acts, one_hot(STANDINGS.index(standing), len(STANDINGS)))


def decoded(
    text: str, *anchors: Anchor, language: str = "de", candidates: bool = False, name: str | None = None
) -> list[Draft]:
    """The statements; `name` is that of a person, and the only one that the model sees in the text."""
    document = document_of(text, language)
    words = document.words
    names = np.zeros((len(words), 9), np.float32)
    names[:, 0] = 1
    if name:
        of_name = list(_words_of(words, name))
        names[of_name] = 0
        names[of_name[:1], 1] = names[of_name[1:], 2] = 1
    task = Task(document, candidates_in(document) if candidates else {})
    return decode(Scores(task, names, NO_VECTORS, tuple(sorted(anchors, key=lambda each: each.word))))


def quotes(text: str, drafts: list[Draft]) -> list[tuple[str, list[str]]]:
    return [(draft.kind.value, [span.of(text) for span in draft.quote]) for draft in drafts]


def test_a_reported_statement_with_its_act_and_matter() -> None:
    text = "Vogt wollte sich zu dem Vorwurf am Abend nicht äußern."
    whole = anchor(
        text,
        Kind.REPORTED,
        act=Act.REJECTION,
        standing=Standing.NEGATED,
        quote="Vogt wollte sich zu dem Vorwurf am Abend nicht äußern",
        speaker="Vogt",
        cue=["wollte sich", "nicht äußern"],
        matter="zu dem Vorwurf",
    )
    (draft,) = decoded(text, whole)
    assert draft.acts[list(Act).index(Act.REJECTION)] == max(draft.acts) == 1
    assert draft.standing is Standing.NEGATED
    assert [span.of(text) for span in draft.matter] == ["zu dem Vorwurf"]


def test_only_what_is_reported_has_a_matter() -> None:
    text = "Vogt sagte zu dem Vorwurf, er sei falsch."
    (draft,) = decoded(
        text, anchor(text, Kind.INDIRECT, quote="er sei falsch", speaker="Vogt", matter="zu dem Vorwurf")
    )
    assert draft.matter == ()


def test_one_statement_with_all_its_roles() -> None:
    text = "Die Bürger, sagte Vogt dem Rat am Abend, kämen wohl alle zusammen."
    whole = anchor(
        text,
        Kind.INDIRECT,
        quote=["Die Bürger", "kämen wohl alle zusammen"],
        speaker="Vogt",
        cue="sagte",
        frame="sagte Vogt dem Rat am Abend",
        addressee="dem Rat",
    )
    (draft,) = decoded(text, whole)
    assert quotes(text, [draft]) == [("indirect", ["Die Bürger", "kämen wohl alle zusammen"])]
    assert [span.of(text) for span in draft.speaker] == ["Vogt"]
    assert [span.of(text) for span in draft.cue] == ["sagte"]
    assert [span.of(text) for span in draft.frame] == ["sagte Vogt dem Rat am Abend"]
    assert [span.of(text) for span in draft.addressee] == ["dem Rat"]
    assert draft.confidence == 0.9
    assert draft.inside is None


def test_improbable_anchors_are_no_statements() -> None:
    text = "Vogt sagte, die Bürger kämen wohl alle zusammen."
    parts = {"quote": "die Bürger kämen wohl alle zusammen", "speaker": "Vogt", "cue": "sagte"}
    assert decoded(text, anchor(text, Kind.INDIRECT, 0.04, **parts)) == []
    assert len(decoded(text, anchor(text, Kind.INDIRECT, 0.95, **parts))) == 1


def test_a_hole_is_filled() -> None:
    text = "Vogt sagte, die Bürger kämen wohl alle zusammen."
    whole = anchor(text, Kind.INDIRECT, quote="die Bürger kämen wohl alle zusammen", speaker="Vogt", cue="sagte")
    whole.roles[_words_of(words_in(text), "wohl"), 0] = 0.3
    assert quotes(text, decoded(text, whole)) == [("indirect", ["die Bürger kämen wohl alle zusammen"])]


def test_one_statement_a_quote() -> None:
    text = "Vogt sagte, die Bürger kämen wohl alle zusammen."
    sure = anchor(text, Kind.INDIRECT, 0.9, quote="die Bürger kämen wohl alle zusammen", speaker="Vogt", cue="sagte")
    doubtful = anchor(text, Kind.REPORTED, 0.5, quote="Bürger kämen wohl alle zusammen", speaker="Vogt")
    (draft,) = decoded(text, sure, doubtful)
    assert (draft.kind, draft.confidence) == (Kind.INDIRECT, 0.9)


def test_one_statement_a_quote_that_marks_make_direct() -> None:
    text = "„Wir kommen morgen alle zusammen“, sagte Anna Vogt am Montag."
    parts = {"quote": "Wir kommen morgen alle zusammen", "speaker": "Anna Vogt", "cue": "sagte"}
    (draft,) = decoded(text, anchor(text, Kind.DIRECT, 0.9, **parts), anchor(text, Kind.INDIRECT, 0.6, **parts))
    assert draft.confidence == 0.9


def test_two_halves_of_one_stretch_in_marks_are_one_statement() -> None:
    text = "„Wir kommen morgen alle zusammen. Dann bleiben wir alle hier“, sagte Anna Vogt am Montag."
    first = anchor(text, Kind.DIRECT, 0.9, quote="Wir kommen morgen alle zusammen.", speaker="Anna Vogt", cue="sagte")
    second = anchor(text, Kind.DIRECT, 0.6, quote="Dann bleiben wir alle hier", speaker="Anna Vogt", cue="sagte")
    drafts = decoded(text, first, second)
    assert quotes(text, drafts) == [("direct", ["Wir kommen morgen alle zusammen. Dann bleiben wir alle hier"])]


@pytest.mark.parametrize("pair", ["„“", "“”", '""', "»«", "«»", "‚‘"])
@pytest.mark.parametrize("kind", [Kind.DIRECT, Kind.INDIRECT, Kind.REPORTED])
def test_what_stands_in_marks_is_verbatim_whatever_the_model_saw(kind: Kind, pair: str) -> None:
    text = f"{pair[0]}Wir kommen morgen alle zusammen{pair[1]}, sagte Vogt."
    drafts = decoded(text, anchor(text, kind, quote="Wir kommen morgen alle zusammen", speaker="Vogt", cue="sagte"))
    assert quotes(text, drafts) == [("direct", ["Wir kommen morgen alle zusammen"])]


def test_nested_statements_point_to_the_innermost_around_them() -> None:
    text = "Vogt sagte, Beck habe ihr versichert, dass alle Gäste rechtzeitig kommen, wie Carl schreibe."
    outer = anchor(text, Kind.INDIRECT, 0.9, quote=text[len("Vogt sagte, ") : -1], speaker="Vogt", cue="sagte")
    inner_words = "alle Gäste rechtzeitig kommen"
    inner = anchor(text, Kind.INDIRECT, 0.8, quote=inner_words, speaker="Beck", cue="versichert")
    drafts = decoded(text, inner, outer)
    assert [draft.inside for draft in drafts] == [None, 0]
    assert quotes(text, drafts)[1] == ("indirect", [inner_words])


@pytest.mark.parametrize("language", ["de", "en"])
def test_words_in_marks_within_a_report_are_a_statement_only_where_one_is_found_there(language: str) -> None:
    text = "Vogt sagte, der Plan von Beck sei „viel zu langsam“ gewesen und viel zu teuer."
    report = anchor(text, Kind.INDIRECT, quote=text[len("Vogt sagte, ") : -1], speaker="Vogt", cue="sagte")
    assert len(decoded(text, report, language=language)) == 1
    words = anchor(text, Kind.DIRECT, quote="viel zu langsam", speaker="Beck")
    found = decoded(text, report, words, language=language)
    assert quotes(text, found)[1:] == [("direct", ["viel zu langsam"])]
    assert found[1].inside == 0


def test_what_interrupts_a_quote_does_not_stand_inside_it() -> None:
    text = "„Wir kommen morgen alle“, sagte Vogt, die den Plan „viel zu langsam“ nannte, „und bleiben dann hier.“"
    around = anchor(
        text,
        Kind.DIRECT,
        quote=["Wir kommen morgen alle", "und bleiben dann hier."],
        speaker="Vogt",
        frame="sagte Vogt",
    )
    between = anchor(text, Kind.DIRECT, quote="viel zu langsam", speaker="Vogt", cue="nannte")
    assert [draft.inside for draft in decoded(text, around, between)] == [None, None]


def test_a_speaker_is_one_phrase() -> None:
    text = "Anna Vogt von der Stadt sagte dem Rat, alle Gäste kämen."
    parts = {"quote": "alle Gäste kämen", "speaker": ["Anna Vogt", "der Stadt", "Rat"], "cue": "sagte"}
    doubted = anchor(text, Kind.INDIRECT, **parts)
    doubted.roles[_words_of(words_in(text), "von"), 1] = 0.2
    (draft,) = decoded(text, doubted)
    assert [span.of(text) for span in draft.speaker] == ["Anna Vogt von der Stadt"]


def test_an_article_does_not_take_the_addressee() -> None:
    text = "Alle Gäste kämen, sagte der Vogt zufolge."
    whole = anchor(text, Kind.INDIRECT, quote="Alle Gäste kämen", speaker="der", cue="sagte", addressee="Vogt")
    (draft,) = decoded(text, whole)
    assert [span.of(text) for span in draft.speaker] == ["der"]


@pytest.mark.parametrize(
    ("text", "seen", "speaker", "language"),
    [
        ("Die Polizei sagte, alle Gäste kämen.", "Polizei", "Die Polizei", "de"),
        ("Alle Gäste kämen, so die Mainzer Polizei.", "Mainzer Polizei", "die Mainzer Polizei", "de"),
        ("All guests came, the police said.", "police", "the police", "en"),
        ("Alle Gäste kämen, sagte Vogt.", "Vogt", "Vogt", "de"),
        ("Alle Gäste kämen in die Stadt, die Vogt liebt.", "Vogt", "Vogt", "de"),  # a relative pronoun
        ("Alle Gäste kämen und die man kennt.", "man", "man", "de"),
        ("Alle Gäste kämen alle in die\n\nVogt", "Vogt", "Vogt", "de"),
        ("Alle Gäste kämen, sagte die zuletzt.", "die", "die", "de"),
        ("Alle Gäste kämen, der Frau, die zufolge Vogts Rat kam.", "die", "die", "de"),
        ("Alle Gäste kämen, der Mann, der Scholz warnte.", "der Mann, der", "der Mann, der", "de"),
        ("Alle Gäste kämen, sagte die\n\n3 Männer.", "die", "die", "de"),
    ],
)
def test_a_speaker_has_its_article(text: str, seen: str, speaker: str, language: str) -> None:
    quote = next(each for each in ("alle Gäste kämen", "Alle Gäste kämen", "All guests came") if each in text)
    (draft,) = decoded(text, anchor(text, Kind.INDIRECT, quote=quote, speaker=seen), language=language)
    assert [span.of(text) for span in draft.speaker] == [speaker]


@pytest.mark.parametrize(("seen", "speaker"), [("Vogt", "Anna Vogt"), ("Anna", "Anna Vogt"), ("Beck", "Beck")])
def test_a_speaker_has_its_whole_name(seen: str, speaker: str) -> None:
    text = "Anna Vogt sagte Beck, alle Gäste kämen."
    (draft,) = decoded(text, anchor(text, Kind.INDIRECT, quote="alle Gäste", speaker=seen), name="Anna Vogt")
    assert [span.of(text) for span in draft.speaker] == [speaker]


def test_a_name_that_the_quote_begins_within_stays_outside_of_the_speaker() -> None:
    text = "Anna Vogt sagte, alle Gäste kämen."
    (draft,) = decoded(text, anchor(text, Kind.INDIRECT, quote="Vogt sagte", speaker="Anna"), name="Anna Vogt")
    assert [span.of(text) for span in draft.speaker] == ["Anna"]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "found", "language"),
    [
        ("Wood has been accused of doing nothing at all.", "Wood", "accused of", [], "en"),
        ("Wood faced sharp criticism for doing nothing at all.", "Wood", "faced sharp criticism", [], "en"),
        ("He was told by Wood of doing nothing at all.", "Wood", "was told", ["Wood"], "en"),
        ("Wood accused Beck of doing nothing at all.", "Wood", "accused", ["Wood"], "en"),
        ("Wood drew a picture, saying: doing nothing at all.", "Wood", "saying", ["Wood"], "en"),
        ("Vogt wird vorgeworfen, doing nothing at all.", "Vogt", "wird vorgeworfen", [], "de"),
        ("Vogt erntete Kritik wegen doing nothing at all.", "Vogt", "erntete Kritik", [], "de"),
        ("Ihr wurde von Vogt vorgeworfen, doing nothing at all.", "Vogt", "vorgeworfen", ["Vogt"], "de"),
        ("Vogt wird morgen kommen, sagte sie, doing nothing at all.", "Vogt", "sagte", ["Vogt"], "de"),
    ],
)
def test_of_whom_something_is_said_is_no_speaker(
    text: str, speaker: str, cue: str, found: list[str], language: str
) -> None:
    frame = text[: text.index("doing")]
    said = anchor(text, Kind.INDIRECT, quote="doing nothing at all", speaker=speaker, cue=cue, frame=frame)
    (draft,) = decoded(text, said, language=language)
    assert [span.of(text) for span in draft.speaker] == found


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Wood insisted that it was legal and accused Norway of fishing there.", "accused", ["Wood"]),
        ("Wood insisted that it was legal and was accused of fishing there.", "was accused", []),
        ("Wood insisted that it was legal. Boats came and accused Norway of fishing there.", "accused", []),
        ("Wood insisted that it was legal, accused Norway of fishing there.", "accused", []),
        ("Wood insisted that it was legal and according to reports of fishing there.", "according to", []),
        ("Wood insisted that it was legal and claims of fishing there.", "claims", []),
    ],
)
def test_a_coordinated_verb_without_a_subject_has_the_one_before(text: str, cue: str, speaker: list[str]) -> None:
    first = anchor(text, Kind.INDIRECT, quote="that it was legal", speaker="Wood", cue="insisted")
    second = anchor(text, Kind.INDIRECT, quote="of fishing there", cue=cue)
    draft = decoded(text, first, second, language="en")[-1]
    assert [span.of(text) for span in draft.speaker] == speaker


def test_an_asked_speaker_of_another_sentence_asks_nothing() -> None:
    text = "Wood came home. Asked whether she would resign, she left."
    said = anchor(text, Kind.INDIRECT, quote="whether she would resign", speaker="Wood", cue="Asked")
    (draft,) = decoded(text, said, language="en")
    assert draft.speaker == ()


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("― Ann Wood", "Ann Wood"),
        ("– Ann Wood.", "Ann Wood"),
        ("\n— Ursula von der Leyen", "Ursula von der Leyen"),
        ("- Ann Wood, 43, a nurse from Hull", "Ann Wood"),
        ("— Ann Wood (Hull)", "Ann Wood"),
        ("— Ann Wood came home.", "Beck"),
        ("— a nurse", "Beck"),
        ("Ann Wood", "Beck"),
        (f"— {'Ann ' * 7}", "Beck"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("rest", ["", "\n“They won’t.” — Carl Beck\n"])
def test_a_name_alone_behind_a_dash_is_the_speaker(line: str, speaker: str, language: str, rest: str) -> None:
    text = f"Beck was there.\n\n“We will all come home again.” {line}{rest}"
    said = anchor(text, Kind.DIRECT, quote="We will all come home again.", speaker="Beck")
    (draft,) = decoded(text, said, language=language)
    assert [span.of(text) for span in draft.speaker] == [speaker]
    assert [span.of(text) for span in draft.frame] == ([line.strip().rstrip(".")] if speaker != "Beck" else [])


def test_another_speaker_introduces_nothing() -> None:
    text = "Vogt kritisierte, die Wege seien zu lang. Beck: „Sie sind viel zu langsam.“"
    first = anchor(text, Kind.INDIRECT, quote="die Wege seien zu lang", speaker="Vogt", cue="kritisierte")
    second = anchor(text, Kind.DIRECT, quote="Sie sind viel zu langsam.", speaker="Beck")
    assert [len(draft.cue) for draft in decoded(text, first, second)] == [1, 0]


@pytest.mark.parametrize(("separator", "inherited"), [(" ", ["Vogt"]), ("\n", [])])
def test_a_speaker_is_inherited_within_the_paragraph_only(separator: str, inherited: list[str]) -> None:
    text = f"„Wir kommen morgen alle“, sagte Vogt.{separator}„Danach bleiben wir alle hier.“"
    first = anchor(text, Kind.DIRECT, quote="Wir kommen morgen alle", speaker="Vogt", cue="sagte")
    second = anchor(text, Kind.DIRECT, quote="Danach bleiben wir alle hier.")
    drafts = decoded(text, first, second)
    assert [span.of(text) for span in drafts[1].speaker] == inherited


def test_an_indirect_quote_inherits_no_speaker() -> None:
    text = "„Wir kommen morgen alle“, sagte Vogt. Dass alle danach gehen, war bekannt."
    first = anchor(text, Kind.DIRECT, quote="Wir kommen morgen alle", speaker="Vogt", cue="sagte")
    second = anchor(text, Kind.INDIRECT, quote="Dass alle danach gehen")
    assert decoded(text, first, second)[1].speaker == ()


def test_candidates_are_taken_where_nothing_is_said_of_them() -> None:
    text = "Vogt rief: „Wir bleiben heute alle noch hier.“ Dann ging Vogt."
    doubted = anchor(text, Kind.REPORTED, 0.03, quote="„Wir bleiben")
    assert quotes(text, decoded(text, doubted, candidates=True)) == [("direct", ["Wir bleiben heute alle noch hier."])]
    assert decoded(text, doubted) == []


def test_a_candidate_gives_way_to_a_quote_that_touches_it() -> None:
    text = "Vogt rief: „Wir bleiben heute alle noch hier.“ Dann ging Vogt."
    doubted = anchor(text, Kind.REPORTED, 0.03, quote="„Wir bleiben")
    said = anchor(text, Kind.DIRECT, 0.9, quote="Wir bleiben heute alle noch hier.", speaker="Vogt")
    (draft,) = decoded(text, doubted, said, candidates=True)
    assert draft.confidence == 0.9


def test_nothing_scored() -> None:
    assert decoded("Vogt kam heim.") == []
    assert decoded("") == []


PIECES = [
    "Vogt ", "Beck ", "sagte ", "warnte ", "habe ", "Wir ", "kommen ", "morgen", " und bleiben", ", ", ". ", "\n",
    "„", "“", '"', "‚", "‘", "»", "«", " – ", "…", "½", "(dpa) - ", "Er sei krank. ",
]  # fmt: skip
SCORES = st.one_of(st.just(UNLIKELY), st.just(SURE), st.floats(0, 1, width=32))


@st.composite
def scored_texts(draw: st.DrawFn) -> Scores:
    text = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
    document = document_of(text, draw(st.sampled_from(["de", "en"])))
    words = document.words
    numbers = draw(st.sets(st.integers(0, max(0, len(words) - 1)), max_size=4)) if len(words) else set()
    anchors = []
    for word in sorted(numbers):
        first = draw(st.integers(0, word))
        last = draw(st.integers(word + 1, len(words)))
        roles = draw(arrays.arrays(np.float32, (last - first, len(ROLES)), elements=SCORES))
        acts = one_hot(draw(st.integers(0, len(ACTS) - 1)), len(ACTS))
        standings = one_hot(draw(st.integers(0, len(STANDINGS) - 1)), len(STANDINGS))
        kind, probability = draw(st.sampled_from(Kind)), draw(st.floats(0, 1))
        anchors.append(Anchor(word, kind, probability, first, roles, acts, standings))
    names = draw(arrays.arrays(np.float32, (len(words), 9), elements=SCORES))
    task = Task(document, candidates_in(document) if draw(st.booleans()) else {})
    return Scores(task, names, NO_VECTORS, tuple(anchors))


@given(scored_texts())
def test_any_scores_give_sound_statements(scores: Scores) -> None:
    text = scores.task.words.text
    quoted = quoted_in(text)
    drafts = decode(scores)
    assert decode(scores) == drafts
    for number, draft in enumerate(drafts):
        assert draft.quote
        for spans in (draft.quote, draft.speaker, draft.cue, draft.frame, draft.addressee):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(before.end <= here.start for before, here in pairwise(spans))
        assert 0 <= draft.confidence <= 1
        assert draft.kind is not Kind.DIRECT or not _cut_wrongly(draft, quoted)
        if draft.inside is not None:
            around = drafts[draft.inside].quote
            assert draft.inside < number
            assert around[0].start <= draft.quote[0].start
            assert draft.quote[-1].end <= around[-1].end
    begins = [(draft.quote[0].start, -draft.quote[-1].end) for draft in drafts]
    assert begins == sorted(begins)


def _cut_wrongly(draft: Draft, quoted: list[Quoted]) -> list[Quoted]:
    """The stretches that a verbatim quote holds most of, but not all of, unless it ends at marks inside them."""
    contents = {stretch.content for stretch in quoted}
    return [
        stretch
        for stretch in quoted
        if not contents.issuperset(draft.quote)
        and 2 * sum(_overlap(span, stretch.content) for span in draft.quote) >= max(1, _length(stretch.content))
        and not any(_overlap(span, stretch.content) == _length(stretch.content) for span in draft.quote)
    ]


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(span: Span) -> int:
    return span.end - span.start


def _words_of(words: Words, stretch: str) -> list[int]:
    start = words.text.index(stretch)
    return [
        number for number, span in enumerate(words.spans) if start <= span.start and span.end <= start + len(stretch)
    ]
