from tracker.extraction.statements import Spans
from tracker.training.mentions import mentions_of

TEXT = (
    "Hanna Voigt traf am Montag Jan Voigt. Voigts Büro schwieg, die Stadtwerke auch. „Nein“, sagte sie. "
    "Jan Voigt und der Rat der Stadt Orla lachten. Reuß ging. Timo Reuß' Auto blieb."
)


def printed(spans: Spans) -> list[str]:
    return [span.of(TEXT) for span in spans]


def test_a_name_and_its_last_word() -> None:
    assert printed(mentions_of(["Timo Reuß"], TEXT, {"Timo Reuß"})) == ["Reuß", "Timo Reuß'"]


def test_the_last_word_in_another_name_is_not_meant() -> None:
    everybody = {"Hanna Voigt", "Jan Voigt"}
    assert printed(mentions_of(["Hanna Voigt"], TEXT, everybody)) == ["Hanna Voigt", "Voigts"]
    assert printed(mentions_of(["Jan Voigt"], TEXT, everybody)) == ["Jan Voigt", "Voigts", "Jan Voigt"]


def test_long_names_and_plain_words_are_looked_for_whole() -> None:
    assert printed(mentions_of(["Rat der Stadt Orla"], TEXT, set())) == ["Rat der Stadt Orla"]
    assert printed(mentions_of(["Stadtwerke"], TEXT, set())) == ["Stadtwerke"]
    assert mentions_of(["Stadt"], "Die Stadtwerke", set()) == ()
    assert mentions_of([], TEXT, {"Hanna Voigt"}) == ()
