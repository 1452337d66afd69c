"""Why two names match, how surely, and in which words."""

import pytest

from tracker.actors.comparing.blocking import blocks, comparison_keys, may_match
from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.pairwise import MatchScore, can_join, pairwise_scores
from tracker.actors.comparing.results import Match, PrintedName, Reason, ReasonKind
from tracker.views.reasons import how_names_match

PEOPLE = [
    ("Vera Müller", "Vera Mueller", ReasonKind.SAME_NAME, 1.0),
    ("Vera Müller", "Vera Muller", ReasonKind.ACCENTS, 0.97),
    ("Véra Stone", "Vera Stone", ReasonKind.SAME_NAME, 1.0),
    ("Jörg Stone", "Jorg Stone", ReasonKind.ACCENTS, 0.97),
    ("Robert De Niro", "Robert DeNiro", ReasonKind.SAME_LETTERS, 0.97),
    ("Wolodymyr Selenskyj", "Volodymyr Zelenskyy", ReasonKind.TRANSLITERATION, 0.95),
    ("Wladimir Chalin", "Vladimir Khalin", ReasonKind.TRANSLITERATION, 0.95),
    ("Wladimir Zoi", "Vladimir Tsoi", ReasonKind.POSSIBLE_TRANSLITERATION, 0.5),
    ("Michail Gorbatschow", "Mikhail Gorbachev", ReasonKind.KNOWN_PERSON, 0.95),
    ("习近平", "Xi Jinping", ReasonKind.OTHER_SCRIPT, 0.95),
    ("Сергей Лавров", "Sergei Lavrov", ReasonKind.TRANSLITERATION, 0.95),
    ("Wladimir Selenski", "Wolodymyr Selenskyj", ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES, 0.85),
    ("Wladimir Iwanow", "Volodymyr Ivanov", ReasonKind.GIVEN_NAME_IN_TWO_LANGUAGES_FREQUENT_SURNAME, 0.7),
    ("Mao Zedong", "Mao Tse-tung", ReasonKind.OLD_SPELLING_OF_CHINESE, 0.85),
    ("Zhang Jie", "Chang Chieh", ReasonKind.OLD_SPELLING_OF_CHINESE, 0.5),
    ("Zhou Enlai", "Chou Enlai", ReasonKind.PINYIN_SPELLED_ALIKE, 0.3),
    ("李明", "黎明", ReasonKind.CHARACTERS_READ_ALIKE, 0.5),
    ("בנימין נתניהו", "Benjamin Netanjahu", ReasonKind.CONSONANTS, 0.5),
    ("محمود عباس", "Abbas", ReasonKind.CONSONANTS_OF_SURNAME_ALONE, 0.4),
    ("Antony Blinkens", "Antony Blinken", ReasonKind.GENITIVE, 0.9),
    ("Anna Peters", "Anna Peter", ReasonKind.POSSIBLE_GENITIVE, 0.4),
    ("Fritz Kuhn", "Fritz Kühn", ReasonKind.POSSIBLE_UMLAUT, 0.4),
    ("Bodo Ramelow", "Bodo Rameloff", ReasonKind.GERMAN_ENDINGS, 0.5),
    ("Joe Biden", "Joseph Biden", ReasonKind.SHORT_GIVEN_NAME_RARE_SURNAME, 0.8),
    ("Joe Smith", "Joseph Smith", ReasonKind.SHORT_GIVEN_NAME, 0.65),
    ("Alex Rindt", "Alexander Rindt", ReasonKind.SHORT_GIVEN_NAME, 0.65),
    ("Lawrow", "Lavrov", ReasonKind.TWO_SURNAMES_ALONE, 0.8),
    ("Carl Stone", "Carl F. Stone", ReasonKind.MIDDLE_NAME_LEFT_OUT, 0.9),
    ("Carl F. Stone", "Carl Frederic Stone", ReasonKind.MIDDLE_NAME_ABBREVIATED, 0.85),
    ("Ursula Leyen", "Ursula von der Leyen", ReasonKind.PARTICLE_LEFT_OUT, 0.7),
    ('Alfred "Tip" O\'Hara', "Tip O'Hara", ReasonKind.PRINTED_NICKNAME, 0.7),
    ("C. Stone", "Carl Stone", ReasonKind.INITIAL, 0.6),
    ("J. VOGEL", "J-P VOGEL", ReasonKind.TWO_INITIALS, 0.6),
    ("J. Robert Oppenheimer", "Robert Oppenheimer", ReasonKind.LEADING_INITIAL_LEFT_OUT, 0.6),
    ("Stone", "Carl Stone", ReasonKind.SURNAME_ALONE, 0.5),
    ("Carl Stone", "Carl Stone Jr.", ReasonKind.GENERATION, 0.5),
    ("Hans Schmidt Jr.", "Hans Schmitt", ReasonKind.GENERATION, 0.3),
    ("Hans Genscher", "Hans-Dietrich Genscher", ReasonKind.HALF_OF_GIVEN_NAME, 0.5),
    ("Stefan Kuntz", "Stephan Kuntz", ReasonKind.GIVEN_NAME_SPELLING, 0.4),
    ("Antony Blinken", "Antony Blinkem", ReasonKind.ONE_LETTER, 0.4),
    ("Antony Blinken", "Antony Blinkken", ReasonKind.ONE_LETTER, 0.4),
    ("Antony Blinken", "Antony Blinen", ReasonKind.ONE_LETTER, 0.4),
    ("J. VOGEL", "K-P VOGEL", ReasonKind.DIFFERENT_NAMES, 0.0),
    ("J. Vogel", "K. Vogel", ReasonKind.DIFFERENT_NAMES, 0.0),
    ("Lula", "Luiz Inácio Lula da Silva", ReasonKind.UNUSUAL_ORDER, 0.4),
    ("Ruth Göring-Eckardt", "Ruth Göring", ReasonKind.HALF_OF_SURNAME, 0.35),
    ("Stone MdB", "Stone", ReasonKind.TWO_SURNAMES_ALONE, 0.8),
    ("Dr. Stone", "Stone", ReasonKind.TWO_SURNAMES_ALONE, 0.8),
    ("Carl Stone", "Vera Lind", ReasonKind.DIFFERENT_NAMES, 0.0),
    ("Anna Maria Lopez", "Anna Maria", ReasonKind.DIFFERENT_NAMES, 0.0),
]
ORGANISATIONS = [
    ("Der", "der", ReasonKind.SAME_NAME, 1.0),
    ("Nato", "North Atlantic Treaty Organization", ReasonKind.NAMES_OF_ENTITY, 0.95),
    ("Weißen Hauses", "White House", ReasonKind.SEAT_OF_GOVERNMENT, 0.85),
    ("Irans", "Iran", ReasonKind.INFLECTION, 0.9),
    ("Deutscher Leuchtturmverband", "Deutschen Leuchtturmverbandes", ReasonKind.INFLECTION, 0.9),
    ("Northwind Ltd.", "Northwind", ReasonKind.LEGAL_FORM, 0.9),
    ("Moskau", "Russland", ReasonKind.SEAT_OF_GOVERNMENT, 0.85),
    ("Brüssel", "EU-Kommission", ReasonKind.SEAT_OF_ORGANISATION, 0.85),
    ("Bund Nordischer Leuchttürme (BNL)", "BNL", ReasonKind.PRINTED_ACRONYM, 0.7),
    ("WHO", "Wasserhaus Ost (WHO)", ReasonKind.PRINTED_ACRONYM, 0.7),
    ("WHO", "Wasserhaus Hafen Ost", ReasonKind.INITIALS_AS_ACRONYM, 0.5),
    ("Bundesregierung", "Deutschland", ReasonKind.COUNTRY_AND_GOVERNMENT, 0.6),
    ("VNL", "Verband Nordischer Leuchttürme", ReasonKind.INITIALS_AS_ACRONYM, 0.5),
    ("Kongo", "DR Kongo", ReasonKind.AMBIGUOUS, 0.5),
    ("BUND", "Bund", ReasonKind.LETTERS_OF_ACRONYM, 0.5),
    ("Außenministerium", "Foreign Ministry", ReasonKind.OFFICES_WITHOUT_COUNTRY, 0.4),
    ("Außenministerium", "russisches Außenministerium", ReasonKind.OFFICE_WITHOUT_COUNTRY, 0.4),
]


@pytest.mark.parametrize(("one", "other", "kind", "score"), PEOPLE)
def test_reason_and_score_of_people_s_names(one, other, kind, score):
    found = compare(PrintedName(one, "person"), PrintedName(other, "person"))
    assert ([reason.kind for reason in found.reasons], found.score) == ([kind], score)


@pytest.mark.parametrize(("one", "other", "kind", "score"), ORGANISATIONS)
def test_reason_and_score_of_other_names(one, other, kind, score):
    found = compare(PrintedName(one, "organisation"), PrintedName(other, "organisation"))
    assert (found.reasons[0].kind, found.score) == (kind, score)


@pytest.mark.parametrize(("one", "other", "kind", "score"), PEOPLE)
def test_people_s_names_are_compared_unless_they_are_different(one, other, kind, score):
    names = [(one, "person"), (other, "person")]
    assert (names[1] in pairwise_scores(names).get(names[0], {})) is (kind is not ReasonKind.DIFFERENT_NAMES)


@pytest.mark.parametrize(
    ("name", "kind", "score"),
    [
        ("Carl Stone", ReasonKind.SAME_WORDS_OF_TWO_KINDS, 0.8),
        ("Reuters", ReasonKind.SAME_WORD_OF_TWO_KINDS, 0.4),
    ],
)
def test_reason_and_score_of_a_name_taken_for_two_things(name, kind, score):
    found = compare(PrintedName(name, "person"), PrintedName(name, "organisation"))
    assert ([reason.kind for reason in found.reasons], found.score) == ([kind], score)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "Kreml",
            "Moskau",
            "Kreml is the seat of the government of Russia; Moskau is the seat of the government of Russia",
        ),
        ("Brüssel", "EU-Kommission", "Brüssel is the seat of EU-Kommission"),
        ("WHO", "Weltgesundheitsorganisation", "two names of Weltgesundheitsorganisation"),
        ("Kongo", "DR Kongo", "Kongo is not only Congo - Kinshasa"),
        ("Foreign Ministry of Russia", "Außenministerium in Moskau", "two names of the foreign ministry of Russia"),
    ],
)
def test_a_reason_names_what_it_is_about(one, other, words):
    assert (
        how_names_match(compare(PrintedName(one, "organisation"), PrintedName(other, "organisation")).reasons) == words
    )


def test_every_kind_of_reason_has_words_of_its_own():
    words = [how_names_match([Reason(kind, ("Kreml", "Moskau"))]) for kind in ReasonKind]
    assert all(words)
    assert len(set(words)) == len(ReasonKind)


@pytest.mark.parametrize(
    ("match", "score", "joins"),
    [(Match.POSSIBLE, 0.5, True), (Match.POSSIBLE, 0.4, False), (Match.SAME, 0.4, True), (Match.SAME, 0.8, True)],
)
def test_what_can_join_names(match, score, joins):
    assert can_join(MatchScore(match, score)) is joins


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        ("Steiner", "Steinar", True),
        ("Steiner", "Steinert", True),
        ("Steinert", "Steiner", True),
        ("Steiner", "Steinbach", False),
        ("Steiner", "Steinach", False),
        ("Steiner", "Steinort", False),
    ],
)
def test_surnames_of_one_block_are_compared_if_they_differ_by_one_letter(one, other, compared):
    keys = [comparison_keys(PrintedName(f"Anna {surname}", "person")) for surname in (one, other)]
    assert may_match(*keys, "anna ste-") is compared


def test_names_of_the_shortest_surnames_share_no_block_for_a_misprint():
    assert blocks(PrintedName("Anna Stein", "person")).isdisjoint(blocks(PrintedName("Anna Steim", "person")))
    assert blocks(PrintedName("Anna Steiner", "person")) & blocks(PrintedName("Anna Steinar", "person"))
