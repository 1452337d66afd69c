"""Whether something was said at all, where words around the cue tell it and the network doesn't."""

import re

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import CLITICS
from tracker.extraction.statements import Draft, Span, Standing

SENTENCE_BEFORE = 200  # characters before the cue in which its sentence may deny it
BREAK = re.compile(r"[.,;:!?\n]")
BEFORE_SPEAKER = 2  # words at the beginning of a clause: *none of* the witnesses
LONGEST_BEFORE = 30  # characters that they take


def standing_of(document: Document, draft: Draft) -> Standing:
    """That of the network, unless it takes for said what nobody said (*kein Sprecher*) or will (*wird erklären*)."""
    if draft.standing is not Standing.ASSERTED:
        return draft.standing
    if any(tells(document, draft) for tells in (_is_said_by_nobody, _is_denied, _is_inverted)):
        return Standing.NEGATED
    return Standing.ANNOUNCED if _is_said_later(document, draft) else Standing.ASSERTED


def _is_said_by_nobody(document: Document, draft: Draft) -> bool:
    """Whether the speaker's words begin with a negation, or follow one at once: *Niemand*, *none of the witnesses*."""
    if not draft.speaker:
        return False
    negating = act_lexicon(document.language).words.negation.words
    start, end = draft.speaker[0]
    words = document.words_in(start, end)
    if words and words[0].lower in negating:
        return True
    nearest = max(0, start - LONGEST_BEFORE)
    breaks = [mark.end() for mark in BREAK.finditer(document.text, nearest, start)]
    before = document.words_in(max(breaks, default=nearest), start)
    return 0 < len(before) <= BEFORE_SPEAKER and before[0].lower in negating


def _is_denied(document: Document, draft: Draft) -> bool:
    """Whether the cue's sentence begins with a denial that it was said: *It is not true that Vogt said …*."""
    sentence = document.sentence_at(draft.cue[0].start) if draft.cue else None
    denials = act_lexicon(document.language).words.denials
    if sentence is None or not denials:
        return False
    before = document.tokens_at(Span(max(sentence.start, draft.cue[0].start - SENTENCE_BEFORE), draft.cue[0].start))
    words = [token.lower.replace("’", "'") for token in before if token.is_word or token.text in CLITICS]
    without = (word for word in words if word not in act_lexicon(document.language).words.in_denials)
    return " ".join(without).replace(" '", "'").startswith(denials)


def _is_inverted(document: Document, draft: Draft) -> bool:
    """Whether a negation at the beginning puts the verb before the speaker: *At no point did Dodd say*."""
    if not draft.speaker or len(draft.cue) < 2 or not draft.cue[0].end <= draft.speaker[0].start < draft.cue[1].start:
        return False
    sentence = document.sentence_at(draft.cue[0].start)
    if sentence is None:
        return False
    before = document.words_in(max(sentence.start, draft.cue[0].start - LONGEST_BEFORE), draft.cue[0].start)
    negating = act_lexicon(document.language).words.negation.words
    return any(word.lower in negating for word in before[:BEFORE_SPEAKER])


def _is_said_later(document: Document, draft: Draft) -> bool:
    """Whether the cue is a verb in the future: *will announce*, *wird … erklären*; not *wird aufgerufen*."""
    lexicon = act_lexicon(document.language)
    words = [token.lower for span in draft.cue for token in document.tokens_at(span)]
    infinitives = {
        entry.lemma.replace("|", "")
        for word in words
        for entry in lexicon.entries_of(word)
        if entry.kind is EntryKind.VERB
    }
    together = f" {' '.join(words)} "
    return any(f" {each} " in together for each in lexicon.words.later) and not infinitives.isdisjoint(words)
