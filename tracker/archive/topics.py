"""Which articles of an archive are about a topic, without the index that a database has.

Arrow leaves out the articles, nearly all, whose letters can't be those of the topic's words; the others are read as
`tracker.topics` says.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from tracker.spelling import WORD, loosely_folded, tokens
from tracker.topics import Phrase, TopicWord, is_related, parts_of

OTHER = "[^\\x00-\\x7F]"  # letters and marks that folding may change
OF_ONE_LETTER = ("ff", "fi", "fl", "ss", "st", "th", "ue")  # what one of these may be folded to
MOST_LETTERS = 30  # that are looked for: Arrow refuses very long expressions


class Topic:
    """A topic, as texts are looked through for it: most don't have one of its stems.

    `spelled` are expressions, all of which a text about it matches: see `may_be_about`.
    """

    def __init__(self, topic: str) -> None:
        parts = parts_of(topic)
        self._words = [part for part in parts if isinstance(part, TopicWord)]
        self._stems = [part.stems or [part.word] for part in self._words]
        self._forms = [(*stems, *part.verb_stems) for part, stems in zip(self._words, self._stems, strict=True)]
        phrases = [tokens(" ".join(part.words)) for part in parts if isinstance(part, Phrase)]
        self._phrases = [f" {' '.join(words)} " for words in phrases]
        self.spelled = [
            *("|".join(map(_spelled, stems)) for stems in self._stems),
            *(_spelled(word) for words in phrases for word in words),
        ]

    def is_in(self, text: str, folded: str) -> bool:
        """Whether a text has its words; in doubt it has.

        Whether a compound's other part is a word can only be said of all texts of a database: here every one is.
        """
        if not all(any(stem in folded for stem in stems) for stems in self._stems):
            return False
        words = [(word, loosely_folded(word)) for word in set(WORD.findall(text))] if self._words else []
        for part, forms in zip(self._words, self._forms, strict=True):
            if not any(
                any(form in plain for form in forms) and is_related(part, word, _any_word) for word, plain in words
            ):
                return False
        spaced = f" {' '.join(tokens(text))} " if self._phrases else ""
        return all(phrase in spaced for phrase in self._phrases)


def is_about(text: str, topics: Iterable[Topic]) -> bool:
    """Whether a text is about any of the topics; in doubt it is."""
    folded = loosely_folded(text)
    return any(topic.is_in(text, folded) for topic in topics)


def _any_word(word: str) -> bool:
    return True


def _spelled(letters: str) -> str:
    """A regular expression for all that may be these letters when it is folded, and for more besides.

    Another letter may stand for one of them or for two (ß for ss), and an accent or the e of an umlaut after it. What
    has letters that aren't ASCII when it is folded may be anywhere.
    """
    if not letters.isascii():
        return ""
    return "".join(
        f"(?:{re.escape(each)}|{OTHER}){'?' if before + each in OF_ONE_LETTER else ''}e?{OTHER}*"
        for before, each in zip(f" {letters}", letters[:MOST_LETTERS], strict=False)
    )


def may_be_about(topics: Sequence[Topic]) -> Any:
    """An Arrow condition that articles about any of the topics meet: it is looked up faster than texts are folded."""
    import pyarrow.compute as pc

    def has(spelled: str) -> Any:
        title, text = (
            pc.match_substring_regex(pc.field(name), spelled, ignore_case=True) for name in ("title", "text")
        )
        return text | pc.coalesce(title, pc.scalar(False))

    of_topics = [reduce(and_, map(has, topic.spelled)) for topic in topics if topic.spelled]
    return reduce(or_, of_topics) if of_topics and len(of_topics) == len(topics) else None
