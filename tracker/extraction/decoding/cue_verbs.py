"""Verbs of saying, by their printed form."""

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.decoding.layout import Layout

VERBS = (EntryKind.VERB, EntryKind.SEPARATED)


def is_cue_verb(word: int, layout: Layout) -> bool:
    """Whether a word may be a verb of saying, by its form."""
    return is_form_of_cue_verb(layout.words.word(word), layout.language)


def is_form_of_cue_verb(form: str, language: str) -> bool:
    """Whether a printed word, in small letters, may be a form of a verb of saying."""
    return form[0].islower() and any(entry.kind in VERBS for entry in act_lexicon(language).entries_of(form))
