import json
from datetime import date

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Mention,
    Pronoun,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Span,
    Statement,
)
from tracker.views.extractions import extraction_record

TEXT = "„Nein“, sagte Lindholm am Mittwoch zu Okafor."
SPEAKER = Referent("Petra Lindholm", ReferentKind.PERSON, "Ministerin", Resolution.PART_OF_NAME, 0.912)
ADDRESSEE = Referent("Jan Okafor", ReferentKind.PERSON, None, Resolution.PART_OF_NAME)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


STATEMENT = Statement(
    kind=Kind.DIRECT,
    quote=(span("Nein"),),
    speaker=(span("Lindholm"),),
    cue=(span("sagte"),),
    frame=(),
    addressee=(span("Okafor"),),
    act=Act.DENIAL,
    actors=(SPEAKER,),
    addressee_actors=(ADDRESSEE,),
    said=Saying(date(2024, 3, 6), DateBasis.WORDS, span("am Mittwoch")),
    confidence=0.91234567,
    act_confidence=0.874,
    pronouns=(Pronoun(span("Nein"), ReferentKind.PERSON, "Petra Lindholm", 0.953),),
)
FOUND = Extraction("de", (STATEMENT,), (Mention(span("Okafor"), ReferentKind.PERSON, "Jan Okafor"),))


def test_the_record_is_in_the_format_of_gold_files_and_more() -> None:
    record = extraction_record("a", TEXT, date(2024, 3, 7), FOUND, with_text=False)
    assert json.loads(json.dumps(record)) == {
        "id": "a",
        "language": "de",
        "date": "2024-03-07",
        "statements": [
            {
                "type": "direct",
                "quote": [[1, 5]],
                "speaker": [[14, 22]],
                "cue": [[8, 13]],
                "frame": [],
                "addressee": [[38, 44]],
                "act": "denial",
                "act_confidence": 0.874,
                "actors": ["Petra Lindholm"],
                "descriptions": ["Ministerin"],
                "resolutions": ["part_of_name"],
                "actor_confidences": [0.912],
                "addressee_actors": ["Jan Okafor"],
                "said_on": "2024-03-06",
                "said_on_basis": "words",
                "said_on_words": "am Mittwoch",
                "confidence": 0.9123,
                "inside": None,
                "matter": [],
                "standing": "asserted",
                "pronouns": [{"span": [1, 5], "kind": "person", "name": "Petra Lindholm", "confidence": 0.953}],
            }
        ],
        "mentions": [{"span": [38, 44], "kind": "person", "name": "Jan Okafor"}],
    }


def test_the_text_is_there_where_it_is_asked_for() -> None:
    assert extraction_record("a", TEXT, None, FOUND, with_text=True)["text"] == TEXT
