"""Two printed names of organisations, countries and places, and further names they are known by."""

import pytest

from tracker.actors.comparing.blocking import blocks
from tracker.actors.comparing.compare import compare, known_names
from tracker.actors.comparing.results import Match, PrintedName
from tracker.actors.lexicons import Places, countries, organisations, state_offices
from tracker.lexicon import load
from tracker.views.reasons import how_names_match


def comparison(one, other, kinds=("organisation", "organisation")):
    """What is said of two names; the same either way, and in one block if they may be one."""
    first, second = PrintedName(one, kinds[0]), PrintedName(other, kinds[1])
    found = compare(first, second)
    assert compare(second, first) == found
    if found.match is not Match.DIFFERENT:
        assert blocks(first) & blocks(second)
    return found


SAME = [
    # short and long, German and English
    ("NATO", "Nato"),
    ("Nato", "North Atlantic Treaty Organization"),
    ("WHO", "Weltgesundheitsorganisation"),
    ("World Health Organization", "Weltgesundheitsorganisation"),
    ("Weltgesundheitsorganisation (WHO)", "WHO"),
    ("EU-Kommission", "European Commission"),
    ("Auswärtiges Amt", "German Foreign Office"),
    ("des Auswärtigen Amtes", "Bundesaußenministerium"),
    ("UN", "U.N."),
    ("Vereinten Nationen", "United Nations"),
    ("IWF", "International Monetary Fund"),
    ("EZB", "ECB"),
    ("SPD", "Sozialdemokraten"),
    ("Bündnis 90/Die Grünen", "Grüne"),
    ("VW", "Volkswagen AG"),
    ("Siemens AG", "Siemens"),
    ("Northwind Ltd.", "Northwind"),
    ("Supreme Court", "Oberster Gerichtshof der USA"),
    ("Weißen Hauses", "White House"),
    ("Internationalem Strafgerichtshof", "International Criminal Court"),
    ("Deutschen Presse-Agentur", "dpa"),
    # offices told from office and country
    ("russisches Außenministerium", "Russian Foreign Ministry"),
    ("Foreign Ministry of Russia", "Außenministerium in Moskau"),
    ("Außenministerium Russlands", "russischen Außenministeriums"),
    ("US-Außenministerium", "State Department"),
    ("Pentagon", "US-Verteidigungsministerium"),
    ("Bundesregierung", "German government"),
    ("Bundesfinanzministerium", "German Finance Ministry"),
    ("französische Regierung", "French government"),
    ("russische Zentralregierung", "Russian central government"),
    ("British Air Force", "britische Luftwaffe"),
    ("British Airforce", "britische Luftwaffe"),
    ("Treasury Department of Russia", "russisches Finanzministerium"),
    ("Defence Ministry of South Korea", "südkoreanisches Verteidigungsministerium"),
    ("Ministry of Foreign Affairs of Bosnia and Herzegovina", "Außenministerium von Bosnien-Herzegowina"),
    # no lexicon: articles, inflection, genitives, hyphens, "and"
    ("The Harbour Trust", "Harbour Trust"),
    ("Deutscher Leuchtturmverband", "Deutschen Leuchtturmverbandes"),
    ("Leuchtturmverband Nord", "Leuchtturmverband Nords"),
    ("Harbour & Trust", "Harbour and Trust"),
    ("Leuchtturm-Verband", "Leuchtturmverband"),
]
COUNTRIES = [
    ("USA", "Vereinigte Staaten"),
    ("USA", "United States"),
    ("U.S.", "Vereinigten Staaten von Amerika"),
    ("Russland", "Russia"),
    ("Russlands", "Russian Federation"),
    ("Großbritannien", "United Kingdom"),
    ("UK", "Britain"),
    ("Türkei", "Turkey"),
    ("Weißrussland", "Belarus"),
    ("Elfenbeinküste", "Côte d’Ivoire"),
    ("DR Kongo", "Democratic Republic of the Congo"),
    ("Bosnien-Herzegowina", "Bosnia and Herzegovina"),
    ("der Iran", "Iran"),
    ("Россия", "Russland"),
    ("Україна", "Ukraine"),
    ("München", "Munich"),
    ("Gazastreifen", "Gaza"),
]
SEATS = [
    ("Moskau", "Russland", "Moskau is the seat of the government of Russia"),
    ("Moscow", "Russia", "Moscow is the seat of the government of Russia"),
    ("Kreml", "Russia", "Kreml is the seat of the government of Russia"),
    ("Washington", "USA", "Washington is the seat of the government of United States"),
    ("Weißes Haus", "White House", "Weißes Haus is the seat of the government of United States"),
    ("Kiew", "Kyiv", "Kiew is the seat of the government of Ukraine"),
    ("Brüssel", "EU-Kommission", "Brüssel is the seat of EU-Kommission"),
]
POSSIBLE = [
    ("Bundesregierung", "Deutschland"),
    ("russische Regierung", "Kreml"),
    ("Außenministerium", "russisches Außenministerium"),
    ("Außenministerium", "Foreign Ministry"),
    ("Kongo", "DR Kongo"),
    ("Georgia", "Georgien"),
    ("Korea", "Nordkorea"),
    ("Amerika", "USA"),
    ("VNL", "Verband Nordischer Leuchttürme"),
    ("Bund Nordischer Leuchttürme (BNL)", "BNL"),
    ("BUND", "Bund"),
]
DIFFERENT = [
    ("CDU", "CSU"),
    ("Bundesrat", "Bundestag"),
    ("Bundesbank", "Deutsche Bank"),
    ("Europarat", "Europäischer Rat"),
    ("Council of Europe", "European Council"),
    ("Internationaler Gerichtshof", "Internationaler Strafgerichtshof"),
    ("russisches Außenministerium", "ukrainisches Außenministerium"),
    ("Russian Foreign Ministry", "Russian Defence Ministry"),
    ("German government", "British government"),
    ("Landgericht Nord", "Oberlandesgericht Nord"),
    ("NSA", "NASA"),
    ("Hamas", "Hama"),
    ("Nordwind Energy AG", "Nordwind AG"),
    ("Niger", "Nigeria"),
    ("Austria", "Australien"),
    ("Österreich", "Australia"),
    ("Slowakei", "Slowenien"),
    ("Guinea", "Äquatorialguinea"),
    ("Guinea", "Guinea-Bissau"),
    ("Republik Kongo", "Demokratische Republik Kongo"),
    ("Nordkorea", "Südkorea"),
    ("Dominica", "Dominikanische Republik"),
    ("Sudan", "Südsudan"),
    ("Irland", "Nordirland"),
    ("Iran", "Irak"),
    ("Moskau", "Ukraine"),
    ("Kreml", "Weißes Haus"),
    ("Wien", "Australien"),
    ("Frankfurt am Main", "Frankfurt (Oder)"),
    ("Moskau", "Moskauer Börse"),
    ("Sachsen", "Sachsen-Anhalt"),
    # an adjective and a noun are not the one word that they'd make
    ("Nationaler Rat", "Nationalrat"),
    ("Deutsches Land", "Deutschland"),
    ("Deutschen Landes", "Germany"),
    ("Soziale Demokraten", "SPD"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_organisation(one, other):
    assert comparison(one, other).match is Match.SAME


@pytest.mark.parametrize(("one", "other"), COUNTRIES)
def test_same_country_or_place(one, other):
    assert comparison(one, other, ("place", "organisation")).match is Match.SAME
    assert comparison(one, other, ("place", "place")).match is Match.SAME


@pytest.mark.parametrize(("one", "other", "reason"), SEATS)
def test_a_seat_stands_for_a_government_and_the_reason_says_so(one, other, reason):
    found = comparison(one, other, ("place", "organisation"))
    assert found.match is Match.SAME
    assert reason in how_names_match(found.reasons)


@pytest.mark.parametrize(("one", "other"), POSSIBLE)
def test_possible(one, other):
    assert comparison(one, other).match is Match.POSSIBLE


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one, other):
    assert comparison(one, other).match is Match.DIFFERENT
    assert comparison(one, other, ("place", "place")).match is Match.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (("NATO", "person"), ("Nato", "organisation"), Match.SAME),
        (("Weißes Haus", "person"), ("White House", "place"), Match.SAME),
        (("Carl Stone", "person"), ("Carl Stone", "organisation"), Match.SAME),
        (("Reuters", "person"), ("Reuters", "organisation"), Match.POSSIBLE),
        (("Washington", "person"), ("Washington", "place"), Match.POSSIBLE),
        (("Denzel Washington", "person"), ("Washington", "place"), Match.DIFFERENT),
        (("Abe Lincoln", "person"), ("Lincoln", "place"), Match.DIFFERENT),
        (("Plymouth", "place"), ("Plymouth Company", "organisation"), Match.DIFFERENT),
    ],
)
def test_what_a_text_took_a_name_for(one, other, match):
    assert comparison(one[0], other[0], (one[1], other[1])).match is match


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        ("USA", "place", {"United States", "Vereinigte Staaten", "Washington", "White House", "Weißes Haus"}),
        ("Kreml", "organisation", {"Russia", "Russland", "Moskau", "Moscow"}),
        ("WHO", "organisation", {"World Health Organization", "Weltgesundheitsorganisation"}),
    ],
)
def test_further_names_that_an_actor_is_known_by(name, kind, known):
    further = known_names(PrintedName(name, kind))
    assert known <= set(further)
    assert name not in further


@pytest.mark.parametrize(("name", "kind"), [("Kongo", "place"), ("Washington", "person"), ("Leuchtturm AG", "other")])
def test_nothing_further_is_known_of_what_is_ambiguous_or_unknown(name, kind):
    assert known_names(PrintedName(name, kind)) == ()


def test_every_name_of_the_lexicons_means_one_body_only():
    sections = [*organisations().names.values(), load(Places, "places").names, state_offices().names.values()]
    sections += [countries().names.values(), countries().capitals.values(), countries().seats.values()]
