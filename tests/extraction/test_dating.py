from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.dating.deciding import date_statements
from tracker.extraction.document.document import document_of
from tracker.extraction.statements import DateBasis, Draft, Kind, Saying, Span

FRIDAY = date(2022, 1, 21)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (FRIDAY - timedelta(days=days) for days in (4, 3, 2, 1))


def span_of(text: str, words: str) -> tuple[Span, ...]:
    if not words:
        return ()
    start = text.index(words)
    return (Span(start, start + len(words)),)


def draft_of(
    text: str,
    quote: str,
    cue: str = "",
    speaker: str = "",
    kind: Kind = Kind.INDIRECT,
    inside: int | None = None,
) -> Draft:
    return Draft(
        kind=kind,
        quote=span_of(text, quote),
        speaker=span_of(text, speaker),
        cue=span_of(text, cue),
        frame=(),
        addressee=(),
        confidence=1.0,
        inside=inside,
    )


def date_one(text: str, quote: str, cue: str, speaker: str, language: str, published: date | None = FRIDAY) -> Saying:
    return date_statements(document_of(text, language), [draft_of(text, quote, cue, speaker)], published)[0]


def day_told_by(words: str, language: str) -> date | None:
    """The day of a statement whose clause holds the words; fails where it was not taken from words."""
    if language == "de":
        text = f"Die Ministerin sagte {words} in Bonn, der Plan sei gut."
        saying = date_one(text, "der Plan sei gut", "sagte", "Die Ministerin", "de")
    else:
        text = f"The minister said {words} in Leeds that the plan was good."
        saying = date_one(text, "the plan was good", "said", "The minister", "en")
    assert saying.words is not None
    assert saying.words.of(text) in words
    return saying.day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("am Mittwoch", WEDNESDAY),
        ("am Freitag", FRIDAY),
        ("am Samstag", date(2022, 1, 15)),
        ("am Sonnabend", date(2022, 1, 15)),
        ("am Donnerstagabend", THURSDAY),
        ("am späten Donnerstagabend", THURSDAY),
        ("am Donnerstag Abend", THURSDAY),
        ("Mittwochmorgen", WEDNESDAY),
        ("in der Nacht zum Donnerstag", THURSDAY),
        ("in der Nacht von Mittwoch auf Donnerstag", THURSDAY),
        ("am vergangenen Montag", MONDAY),
        ("am vergangenen Freitag", date(2022, 1, 14)),
        ("am gestrigen Donnerstag", THURSDAY),
        ("am Montag vergangener Woche", date(2022, 1, 10)),
        ("heute", FRIDAY),
        ("gestern", THURSDAY),
        ("vorgestern", WEDNESDAY),
        ("vor zwei Tagen", WEDNESDAY),
        ("am 19. Januar", WEDNESDAY),
        ("am 19. Januar 2022", WEDNESDAY),
        ("am Mittwoch, dem 19. Januar,", WEDNESDAY),
        ("am 19.01.2022", WEDNESDAY),
        ("am 19.1.", WEDNESDAY),
        ("am 28. Dezember", date(2021, 12, 28)),
    ],
)
def test_a_german_day(words: str, day: date) -> None:
    assert day_told_by(words, "de") == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Wednesday", WEDNESDAY),
        ("on Wednesday", WEDNESDAY),
        ("on Friday", FRIDAY),
        ("Wednesday night", WEDNESDAY),
        ("late Tuesday", TUESDAY),
        ("earlier Tuesday", TUESDAY),
        ("last Monday", MONDAY),
        ("last Friday", date(2022, 1, 14)),
        ("on Tuesday of last week", date(2022, 1, 11)),
        ("yesterday", THURSDAY),
        ("last night", THURSDAY),
        ("today", FRIDAY),
        ("earlier in the day", FRIDAY),
        ("two days ago", WEDNESDAY),
        ("Jan. 19", WEDNESDAY),
        ("on Wednesday, Jan. 19,", WEDNESDAY),
        ("on January 19, 2022", WEDNESDAY),
        ("on 19 January", WEDNESDAY),
        ("on 2022-01-19", WEDNESDAY),
        ("on Dec. 28", date(2021, 12, 28)),
    ],
)
def test_an_english_day(words: str, day: date) -> None:
    assert day_told_by(words, "en") == day


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("vergangene Woche", "de"),
        ("in der vergangenen Woche", "de"),
        ("im Dezember", "de"),
        ("Ende Mai 2020", "de"),
        ("im vergangenen Jahr", "de"),
        ("vor zwei Wochen", "de"),
        ("am Wochenende", "de"),
        ("letzten Monat", "de"),
        ("kürzlich", "de"),
        ("last week", "en"),
        ("last month", "en"),
        ("two weeks ago", "en"),
        ("in March", "en"),
        ("in 2014", "en"),
        ("over the weekend", "en"),
        ("recently", "en"),
    ],
)
def test_a_time_longer_than_a_day_gives_the_words_and_no_day(words: str, language: str) -> None:
    assert day_told_by(words, language) is None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("am kommenden Montag", "de"),
        ("bis Donnerstag", "de"),
        ("seit Mittwoch", "de"),
        ("nächste Woche", "de"),
        ("am 22. Januar 2022", "de"),
        ("am 30. Januar", "de"),
        ("der Bild am Sonntag", "de"),
        ("dem Freitag", "de"),
        ("auf der Montagsdemonstration", "de"),
        ("zur Sonntagsfrage", "de"),
        ("mit 3.2. Prozent", "de"),
        ("mit Nachdruck", "de"),
        ("next week", "en"),
        ("tomorrow", "en"),
        ("until Thursday", "en"),
        ("after Super Tuesday", "en"),
        ("to the Sunday Times", "en"),
        ("to Russia Today", "en"),
        ("on January 30", "en"),
        ("he may", "en"),
        ("a second time", "en"),
        ("before the march", "en"),
    ],
)
def test_what_is_no_time_of_saying_leaves_the_published_date(words: str, language: str) -> None:
    if language == "de":
        text = f"Die Ministerin sagte {words}, der Plan sei gut."
        saying = date_one(text, "der Plan sei gut", "sagte", "Die Ministerin", "de")
    else:
        text = f"The minister said {words} that the plan was good."
        saying = date_one(text, "the plan was good", "said", "The minister", "en")
    assert saying == Saying(FRIDAY, DateBasis.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Nach dem Anschlag vom Montag sagte Ahmadi, der Plan sei gut.", "sagte", "Ahmadi"),
        ("Nach dem Anschlag am Montag sagte Ahmadi, der Plan sei gut.", "sagte", "Ahmadi"),
        ("Über die Wahl am Mittwoch sagte Ahmadi, der Plan sei gut.", "sagte", "Ahmadi"),
        ("Der am Dienstag zurückgetretene Minister sagte, der Plan sei gut.", "sagte", "Minister"),
        ("Ahmadi, der am Dienstag zurücktrat, sagte, der Plan sei gut.", "sagte", "Ahmadi"),
        ("Ahmadi sagte, nachdem er am Dienstag zurückgetreten war, der Plan sei gut.", "sagte", "Ahmadi"),
        ("Für die geplante Wahl am Dienstag kündigte Ahmadi an, der Plan sei gut.", "kündigte", "Ahmadi"),
    ],
)
def test_a_time_of_something_else_in_german(text: str, cue: str, speaker: str) -> None:
    assert date_one(text, "der Plan sei gut", cue, speaker, "de").basis is DateBasis.PUBLISHED


@pytest.mark.parametrize(
    "text",
    [
        "After the attack on Monday, Lopez said the plan was good.",
        "Ahead of Thursday's vote, Lopez said the plan was good.",
        "Lopez, who resigned on Tuesday, said the plan was good.",
        "Lopez said after Thursday's vote the plan was good.",
        "Lopez will say on Tuesday the plan was good, so Lopez said the plan was good.",
        "In the town -- which votes on Saturday -- Lopez said the plan was good.",
    ],
)
def test_a_time_of_something_else_in_english(text: str) -> None:
    draft = Draft(
        kind=Kind.INDIRECT,
        quote=(Span(text.rindex("the plan"), len(text) - 1),),
        speaker=(Span(text.rindex("Lopez"), text.rindex("Lopez") + 5),),
        cue=(Span(text.rindex("said"), text.rindex("said") + 4),),
        frame=(),
        addressee=(),
        confidence=1.0,
    )
    assert date_statements(document_of(text, "en"), [draft], FRIDAY)[0].basis is DateBasis.PUBLISHED


@pytest.mark.parametrize(
    ("text", "cue", "language"),
    [
        ("Bei ihrem Besuch in Rom am Mittwoch hatte Lopez gesagt, es sei gut.", "gesagt", "de"),
        ("Am Mittwoch, drei Tage vor der Wahl, hatte Lopez gesagt, es sei gut.", "gesagt", "de"),
        ("In einer am Mittwoch verbreiteten Mitteilung sagte Lopez, es sei gut.", "sagte", "de"),
        ("In einer Erklärung vom Mittwoch sagte Lopez, es sei gut.", "sagte", "de"),
        ("In einem Interview, das am Mittwoch erschien, sagte Lopez, es sei gut.", "sagte", "de"),
        ("Nach einem Treffen in Rom am Mittwoch sagte Lopez, es sei gut.", "sagte", "de"),
        ("Nach dem Anschlag sagte Lopez am Mittwoch, es sei gut.", "sagte", "de"),
        ("Wie Lopez am Mittwoch sagte, hieß es dort, es sei gut.", "sagte", "de"),
        ("Lopez told reporters Wednesday that it was good.", "told", "en"),
        ("Lopez said in Rome on Wednesday that it was good.", "said", "en"),
        ("During Wednesday's debate, Lopez said it was good.", "said", "en"),
        ("In a speech Wednesday, three days before the vote, Lopez said it was good.", "said", "en"),
        ("Lopez, speaking in Rome on Wednesday, said it was good.", "said", "en"),
        ("As Lopez said on Wednesday, it was good.", "said", "en"),
    ],
)
def test_a_time_of_the_cue(text: str, cue: str, language: str) -> None:
    quote = "es sei gut" if language == "de" else "it was good"
    assert date_one(text, quote, cue, "Lopez", language).day == WEDNESDAY


def test_a_time_in_a_quote_is_not_when_it_was_said() -> None:
    text = "Lopez sagte, am Mittwoch habe sie geschlafen. Baumann sagte, am Dienstag habe er gelacht."
    drafts = [
        draft_of(text, "am Mittwoch habe sie geschlafen", "Lopez sagte", "Lopez"),
        draft_of(text, "am Dienstag habe er gelacht", "Baumann sagte", "Baumann"),
    ]
    sayings = date_statements(document_of(text, "de"), drafts, FRIDAY)
    assert [saying.basis for saying in sayings] == [DateBasis.PUBLISHED, DateBasis.PUBLISHED]


def test_an_inner_statement_has_its_own_time() -> None:
    outer = "Baumann had promised her on Tuesday that he would come and had added that he was well"
    text = f"On Wednesday, Lopez said that {outer}."
    drafts = [
        draft_of(text, outer, "said", "Lopez"),
        draft_of(text, "he would come", "had promised", "Baumann", inside=0),
    ]
    assert [saying.day for saying in date_statements(document_of(text, "en"), drafts, FRIDAY)] == [WEDNESDAY, TUESDAY]


def test_a_reported_statement_whose_quote_is_the_clause_has_the_time_of_the_clause() -> None:
    quote = "Die Behörde warnte am Mittwoch vor Überschwemmungen wie nach dem großen Sturm des Jahres am Montag"
    text = f"{quote}."
    draft = draft_of(text, quote, "", "Die Behörde", Kind.REPORTED)
    assert date_statements(document_of(text, "de"), [draft], FRIDAY)[0].day == WEDNESDAY


def test_the_clause_that_leads_to_the_quote_tells_the_day() -> None:
    text = "Sagte Lopez gestern noch, es sei gut, so klingt sie heute anders: „Es ist teuer.“"
    frame = span_of(text, "Sagte Lopez gestern noch") + span_of(text, "so klingt sie heute anders:")
    later = Draft(
        Kind.DIRECT, span_of(text, "Es ist teuer."), span_of(text, "Lopez"), span_of(text, "Sagte"), frame, (), 1.0
    )
    drafts = [draft_of(text, "es sei gut", "Sagte", "Lopez"), later]
    assert [saying.day for saying in date_statements(document_of(text, "de"), drafts, FRIDAY)] == [THURSDAY, FRIDAY]


def test_without_a_published_date_only_whole_dates_tell_a_day() -> None:
    weekday = "Lopez sagte am Mittwoch, es sei gut."
    saying = date_one(weekday, "es sei gut", "sagte", "Lopez", "de", published=None)
    assert (saying.day, saying.basis) == (None, DateBasis.UNKNOWN)
    assert saying.words is not None
    whole = "Lopez sagte am 19. Januar 2022, es sei gut."
    assert date_one(whole, "es sei gut", "sagte", "Lopez", "de", published=None).day == WEDNESDAY
    nothing = "Lopez sagte, es sei gut."
    assert date_one(nothing, "es sei gut", "sagte", "Lopez", "de", published=None) == Saying(None, DateBasis.UNKNOWN)


def dated(text: str, *drafts: Draft, language: str = "de", published: date | None = FRIDAY) -> list[date | None]:
    """The days of the drafts; the published date where no words told one."""
    return [saying.day for saying in date_statements(document_of(text, language), drafts, published)]


LIVE_BLOG = (
    "Der Tag im Überblick\n\n"
    "Lopez sagte, es sei früh.\n\n"
    "Mittwoch, 19. Januar 2022: Die Brücke\n\n"
    "Baumann sagte, es sei spät.\n\n"
    "Samstag, 22. Januar 2022: Der Tunnel\n\n"
    "Kern sagte, es sei kalt. Voss sagte am Montag, es sei warm."
)


def test_a_live_blogs_headings_tell_the_day_of_what_stands_below_them() -> None:
    drafts = [
        draft_of(LIVE_BLOG, quote, "sagte", speaker)
        for quote, speaker in (("es sei früh", "Lopez"), ("es sei spät", "Baumann"), ("es sei kalt", "Kern"))
    ]
    drafts = [
        Draft(
            each.kind, each.quote, each.speaker, (Span(each.speaker[0].end + 1, each.speaker[0].end + 6),), (), (), 1.0
        )
        for each in drafts
    ]
    sayings = date_statements(document_of(LIVE_BLOG, "de"), drafts, FRIDAY)
    assert [saying.day for saying in sayings] == [FRIDAY, WEDNESDAY, date(2022, 1, 22)]  # it goes on behind the date
    assert [saying.words and saying.words.of(LIVE_BLOG) for saying in sayings[1:]] == [
        "Mittwoch, 19. Januar 2022",
        "Samstag, 22. Januar 2022",
    ]
    assert [saying.basis for saying in sayings] == [DateBasis.PUBLISHED, DateBasis.WORDS, DateBasis.WORDS]


def test_a_time_of_its_own_counts_more_than_the_heading() -> None:
    start = LIVE_BLOG.index("Voss")
    voss = Draft(Kind.INDIRECT, span_of(LIVE_BLOG, "es sei warm"), (), (Span(start + 5, start + 10),), (), (), 1.0)
    assert dated(LIVE_BLOG, voss) == [MONDAY]


@pytest.mark.parametrize(
    "heading",
    [
        "Am Montag, den 17. Januar 2022 wurde sie gesperrt.",  # a sentence
        "Vieles mehr von der Brücke über die Orla: 17. Januar 2022",  # the date isn't at its beginning
        "Montag, 17. Januar",  # no whole date
        "Montag, 17. Januar 2022: " + "Brücke " * 20,  # too long for a heading
    ],
)
def test_what_is_no_heading_of_a_day(heading: str) -> None:
    text = f"Mittwoch, 19. Januar 2022: Die Brücke\n\nEs regnet.\n\n{heading}\n\nBaumann sagte, es sei spät."
    assert dated(text, draft_of(text, "es sei spät", "sagte", "Baumann")) == [FRIDAY]  # one heading makes no live blog


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("six days ago", date(2022, 1, 15)),
        ("seven days ago", None),  # counted so far, days are hardly meant to the day
        ("ten days ago", None),
        ("a week ago Monday", date(2022, 1, 10)),
        ("two weeks ago on Monday", date(2022, 1, 3)),
        ("on January 21, 2022", FRIDAY),
        ("on January 20, 2022", THURSDAY),
        ("on July 22", date(2021, 7, 22)),  # half a year ago; without a year, an earlier one is rather to come
    ],
)
def test_days_counted_back(words: str, day: date | None) -> None:
    assert day_told_by(words, "en") == day


def test_the_next_day_is_counted_from_the_last_day_that_was_named() -> None:
    text = "On Monday it rained. On Tuesday the minister came. The next day she said it was late."
    assert dated(text, draft_of(text, "it was late", "said", "she"), language="en") == [WEDNESDAY]
    text = "On Monday it rained. On Tuesday, recently ill, last year too, the minister came. "
    text += "The next day she said it was late."
    assert dated(text, draft_of(text, "it was late", "said", "she"), language="en") == [WEDNESDAY]
    text = "On Monday it rained. On Tuesday the minister came.\n\nThe next day she said it was late."
    assert WEDNESDAY not in dated(text, draft_of(text, "it was late", "said", "she"), language="en")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lopez, mit welcher Baumann am Montag stritt, sagte, es sei spät.", FRIDAY),
        ("Lopez, gegen deren Plan am Montag Baumann stritt, sagte, es sei spät.", FRIDAY),
        ("Lopez, die am Montag zurücktrat, sagte, es sei spät.", FRIDAY),
        ("Lopez, am Montag aus Rom zurück, sagte, es sei spät.", MONDAY),
        ("Mit der Bahn kam Lopez, am Montag sagte sie, es sei spät.", MONDAY),
    ],
)
def test_a_time_in_a_relative_clause_is_not_that_of_saying(text: str, day: date) -> None:
    assert dated(text, draft_of(text, "es sei spät", "sagte", "Lopez")) == [day]


def test_a_time_behind_another_statements_cue_is_not_ones_own() -> None:
    text = "Lopez sagte, es sei spät, Baumann warnte am Dienstag, es sei kalt."
    drafts = [draft_of(text, "es sei spät", "sagte", "Lopez"), draft_of(text, "es sei kalt", "warnte", "Baumann")]
    assert dated(text, *drafts) == [FRIDAY, TUESDAY]


def test_no_drafts_no_sayings() -> None:
    assert date_statements(document_of("", "de"), [], None) == []


PIECES = st.sampled_from(
    [
        *[
            "am Mittwoch",
            "gestern",
            "heute",
            "vergangene Woche",
            "am 19. Januar",
            "am 31.12.",
            "31.02.2020",
            "vom Montag",
        ],
        *[
            "on Friday",
            "Jan. 19",
            "late Tuesday",
            "Monday's",
            "last week",
            "two days ago",
            "the next day",
            "in 2014",
            "tomorrow",
        ],
        *[
            "sagte",
            "said",
            "Lopez",
            "er",
            "he",
            "nach",
            "after",
            "der",
            "who",
            "und",
            "hatte",
            "has",
            "Interview",
            "statement",
        ],
        *[
            ",",
            ".",
            ";",
            ":",
            '"',
            "„",
            "“",
            "\n",
            "\n\n",
            "--",
            "(",
            ")",
            "…",
            "\u202f",
            "\x00",
            "😀",
            "ß",
            "1",
            "99",
        ],
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(max_size=200),
)
DATES = st.dates()
LANGUAGES = st.sampled_from(["de", "en"])


@st.composite
def texts_with_drafts(draw: st.DrawFn) -> tuple[str, list[Draft]]:
    text = draw(TEXTS.filter(bool))

    def spans(least: int) -> tuple[Span, ...]:
        found = []
        for _ in range(draw(st.integers(least, 2))):
            start = draw(st.integers(0, len(text) - 1))
            found.append(Span(start, draw(st.integers(start + 1, len(text)))))
        return tuple(sorted(found))

    count = draw(st.integers(1, 4))
    inside = st.one_of(st.none(), st.integers(0, count - 1))
    drafts = [
        Draft(draw(st.sampled_from(Kind)), spans(1), spans(0), spans(0), (), (), 1.0, draw(inside))
        for _ in range(count)
    ]
    return text, drafts


def assert_sound(sayings: Sequence[Saying], text: str, drafts: Sequence[Draft], published: date | None) -> None:
    """Each draft has one saying, of no later day than the published one, told by words that the draft doesn't quote."""
    assert len(sayings) == len(drafts)
    for draft, saying in zip(drafts, sayings, strict=True):
        assert (saying.basis is DateBasis.UNKNOWN) == (saying.day is None)
        if saying.basis is DateBasis.WORDS:
            assert saying.words is not None
        if saying.day is not None and published is not None:
            assert saying.day <= published
        if saying.words is not None:
            assert 0 <= saying.words.start < saying.words.end <= len(text)
            if draft.kind is not Kind.REPORTED:
                assert not any(
                    quote.start < saying.words.end and saying.words.start < quote.end for quote in draft.quote
                )


@given(texts_with_drafts(), st.one_of(st.none(), DATES), LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_one_sound_saying_per_draft(
    article: tuple[str, list[Draft]], published: date | None, language: str
) -> None:
    text, drafts = article
    sayings = date_statements(document_of(text, language), drafts, published)
    assert sayings == date_statements(document_of(text, language), drafts, published)
    assert_sound(sayings, text, drafts, published)


@given(
    st.sampled_from(["am Montag", "am vergangenen Freitag", "gestern", "am Mittwochabend", "vor zwei Tagen"]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_a_week_later_the_same_words_tell_a_day_a_week_later(words: str, published: date) -> None:
    text = f"Lopez sagte {words}, es sei gut."
    first = date_one(text, "es sei gut", "sagte", "Lopez", "de", published)
    second = date_one(text, "es sei gut", "sagte", "Lopez", "de", published + timedelta(days=7))
    assert first.day is not None
    assert second.day == first.day + timedelta(days=7)
    assert published - timedelta(days=7) <= first.day <= published
