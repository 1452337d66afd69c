"""What the network tells of a statement's act, weighed against what its words and its cue tell.

All count, as log-odds. The network knows construction and content (*said China must drop its barriers*), the model of
single words which of them go with which act. A verb that the lexicon knows by its act (*warnte*) counts for more: only
where both are sure of something else is it outweighed. Where the cue is plain (*sagte*), unknown or none, that nothing
special was done counts for a little. Whether it was said at all, words around the cue tell where the network doesn't.
"""

import math
from dataclasses import dataclass

from tracker.extraction.acts.deciding import cue_act_of
from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.acts.wording import act_wording
from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import CLITICS
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act, Draft, Span, Spans, Standing

# Log-odds that are added: to what a cue tells, and to a plain statement where it tells nothing. Chosen in steps of one
# and a half by the share of right acts on the dev gold, where words count as much as the network; a step more or less
# changes it by .005.
TOLD = 3.0
PLAIN = 1.0
SMALLEST = 1e-9  # a probability

SENTENCE_BEFORE = 200  # characters before the cue in which its sentence may deny it


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done by saying something, whether it was said at all, and the cue with what negates it.

    `probability`: of the act, as network, words and cue together have it; None where the network says nothing of it.
    """

    act: Act
    standing: Standing
    cue: Spans
    probability: float | None


def act_of(document: Document, draft: Draft) -> Acted:
    """What a draft does; what its cue tells where the network says nothing of it."""
    told = cue_act_of(document, draft)
    act, probability = _likeliest(document, draft, told.act)
    if draft.standing is Standing.ASSERTED and told.negated_cue:
        return Acted(act, Standing.NEGATED, told.negated_cue, probability)
    return Acted(act, _standing_of(document, draft), draft.cue, probability)


def _likeliest(document: Document, draft: Draft, of_cue: Act) -> tuple[Act, float | None]:
    if not draft.acts:
        return of_cue, None
    odds = {act: math.log(max(each, SMALLEST)) for act, each in zip(ACTS, draft.acts, strict=True)}
    if wording := act_wording(document.language):
        for act, likely in zip(ACTS, wording.likelihoods(document, draft).tolist(), strict=True):
            odds[act] += math.log(max(likely, SMALLEST))
    odds[of_cue] += PLAIN if of_cue is Act.STATEMENT else TOLD
    act = max(ACTS, key=odds.__getitem__)
    return act, 1 / sum(math.exp(each - odds[act]) for each in odds.values())


def _standing_of(document: Document, draft: Draft) -> Standing:
    """That of the network, unless it takes for said what a sentence denies, or what is still to come."""
    if draft.standing is not Standing.ASSERTED:
        return draft.standing
    if _is_denied(document, draft):
        return Standing.NEGATED
    return Standing.ANNOUNCED if _is_said_later(document, draft) else Standing.ASSERTED


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


def _is_said_later(document: Document, draft: Draft) -> bool:
    """Whether the cue is a verb in the future: *will announce*, *wird … erklären*; not *wird aufgerufen*."""
    lexicon = act_lexicon(document.language)
    words = [token.lower for span in draft.cue for token in document.tokens_at(span)]
    infinitives = {
        entry.lemma.replace("|", "")
        for word in words
        for entry in lexicon.entries_of(word)
        if entry.kind is EntryKind.VERB
    } - lexicon.words.later  # *werden* itself is one
    together = f" {' '.join(words)} "
    return any(f" {each} " in together for each in lexicon.words.later) and not infinitives.isdisjoint(words)
