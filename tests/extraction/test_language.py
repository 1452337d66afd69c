import pytest

from tracker.extraction.language import detect_language, detect_language_of_sentence

GERMAN = (
    "Die Ministerin hat am Mittwoch erklärt, dass sie nicht mit der Opposition verhandeln wird. Das sei ihr "
    "auch von keinem ihrer Vorgänger bekannt, sagte sie nach der Sitzung in Kiel."
)
ENGLISH = (
    "The minister said on Wednesday that she would not negotiate with the opposition. It was not something "
    "that any of her predecessors had done, she told reporters after the meeting."
)


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ENGLISH, "en"), (ENGLISH.upper(), "en")])
def test_articles_are_told_by_their_function_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Steuern sollen im Herbst sinken", "de"),
        ("Bürgermeister tritt zurück", "de"),
        ("Storm kills three in Texas", "en"),
        ("Senate passes spending bill", "en"),
    ],
)
def test_titles_are_told_too(title: str, language: str) -> None:
    assert detect_language(title) == language


def test_english_quotes_do_not_make_a_german_article_english() -> None:
    quoting = (
        "Der Präsident schrieb: “We will never give up the fight for our freedom, and we will not "
        "be silenced by those who were never with us.” Das teilte sein Sprecher am Abend mit. "
        "Die Opposition wies es zurück."
    )
    assert detect_language(quoting) == "de"


@pytest.mark.parametrize(
    "text",
    [
        "De minister zei woensdag dat de regering geen nieuwe belastingen zal invoeren. Het was een van de "
        "zwaarste stormen in jaren, aldus de weerdienst, en in Den Haag is men er niet over te spreken.",
        "Statsministeren sagde onsdag, at regeringen ikke vil hæve skatterne. Der var ikke nogen i huset.",
        "Le ministre a déclaré mercredi que le gouvernement n'augmenterait pas les impôts.",
        "El ministro dijo el miércoles que el gobierno no subirá los impuestos.",
        "Министр заявил в среду, что правительство не повысит налоги.",
    ],
)
def test_other_languages_are_neither(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("text", ["", "   \n", "42", "12:0 (4:0)", "Brexit", "\ud800", "—"])
def test_too_little_to_tell(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("the drinking water is safe for all households", "en"),
        ("Das Trinkwasser ist für alle unbedenklich", "de"),
        ("Senate passes spending bill", "en"),  # no such word, so it is left to n-grams
        ("die Steuern sollen im Herbst of all things sinken", "de"),
        ("El puente será seguro para todos los vecinos de la ciudad", None),
        ("Le pont est sûr pour tous les habitants de la ville", None),
        ("De brug is veilig voor alle inwoners van de stad", None),
    ],
)
def test_a_sentence_is_told_by_few_words(sentence: str, language: str | None) -> None:
    assert detect_language_of_sentence(sentence) == language
