"""Which language a text is in: German, English, or another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tracker.lexicon import languages, load

# An article's first page tells its language; the rest would only take time.
CHARACTERS_READ = 2000
WORD = re.compile(r"[^\W\d_]+")

# A report's own words tell its language, not those of the foreigners whom it quotes.
QUOTED = re.compile(r"[“„\"«»][^“”„\"«»\n]{1,600}[”“\"«»]")
FEWEST_OWN_WORDS = 5

# Particles belong to a name in any language: Ursula von der Leyen, Van den Berg.
PARTICLES = re.compile(r"\b[Vv][ao]n(?:\s+de[nmr]?)?\s+(?=[A-ZÄÖÜ])")

# Measured on 800 articles and on sentences in eleven other languages: a fifth to a half of the words of
# German or English running text are in the language's list, at most a sixth of those of another language.
CLEAR_SHARE = 0.25
CLEAR_WORDS = 8
CLEAR_LEAD = 5
CLEAR_WORDS_OF_SENTENCE = 2  # without any of another language

# News that comes here is German or English far more often than any of the other 69 languages that
# py3langid knows, so a small probability is enough; below it are lists of names and other languages.
LEAST_PROBABILITY = 0.05


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The lexicon `language`: words that every text of the language is full of, and how its articles are read.

    `window_overlap`: the share of a window that its neighbour reads too. Where it is too small, statements are lost at
    the windows' ends; where it is larger than that, reading takes longer for nothing. `clitics`: what is printed at the
    end of the word before it, where corpora have it as a token of its own.
    """

    function_words: frozenset[str]
    window_overlap: float = 0.35
    clitics: frozenset[str] = frozenset()


def window_overlap(language: str) -> float:
    """The share of a window that its neighbour reads too, in articles of a language that has a lexicon."""
    return load(LanguageWords, "language", language).window_overlap


def clitics(language: str) -> frozenset[str]:
    """What is printed at the end of the word before it, such as *n't*, in a language that has a lexicon."""
    return load(LanguageWords, "language", language).clitics


def detect_language(text: str) -> str | None:
    """The language of `text`, of those that have a lexicon; None for another one or for too few words to tell.

    Function words decide where they are clear, which is nearly every article. Short and mixed texts
    are left to py3langid, a naive Bayes classifier over byte n-grams (Lui and Baldwin 2012, langid.py:
    An Off-the-shelf Language Identification Tool), which takes most of a second to load.
    """
    beginning = text[:CHARACTERS_READ]
    own = QUOTED.sub(" ", beginning)
    told_by = own if len(WORD.findall(own)) >= FEWEST_OWN_WORDS else beginning
    told_by = PARTICLES.sub(" ", told_by)
    words = WORD.findall(told_by.lower())
    if len(words) < 2:
        return None
    return _by_function_words(words) or _by_n_grams(told_by)


def detect_language_of_sentence(sentence: str) -> str | None:
    """The same of a sentence that somebody types and waits for: two words will do, if none is of another language."""
    words = WORD.findall(PARTICLES.sub(" ", sentence).lower())
    none_of_others = len(words) + 1  # times as many
    return _by_function_words(words, CLEAR_WORDS_OF_SENTENCE, none_of_others) or detect_language(sentence)


def _by_function_words(words: list[str], fewest: int = CLEAR_WORDS, lead: int = CLEAR_LEAD) -> str | None:
    """The language whose function words make up a clear part of the words, if there is one."""
    found = {
        language: [word for word in words if word in own]
        for language, own in _function_words(languages("language")).items()
    }
    language = max(found, key=lambda each: len(found[each]))
    most_of_others = max(len(found[each]) for each in found if each != language)
    clear = (
        len(found[language]) >= CLEAR_SHARE * len(words)
        and len(set(found[language])) >= fewest
        and len(found[language]) >= lead * most_of_others
    )
    return language if clear else None


def _by_n_grams(text: str) -> str | None:
    """The likelier of the languages, if it is likely at all."""
    probability = dict(_identifier().rank(text))
    language = max(languages("language"), key=lambda each: float(probability[each]))
    return language if probability[language] >= LEAST_PROBABILITY else None


@cache
def _function_words(languages: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Each language's function words, without those that stand in another language's list too."""
    listed = {language: load(LanguageWords, "language", language).function_words for language in languages}
    return {language: words - frozenset(_of_others(listed, language)) for language, words in listed.items()}


def _of_others(listed: dict[str, frozenset[str]], language: str) -> Iterator[str]:
    for other, words in listed.items():
        if other != language:
            yield from words


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
