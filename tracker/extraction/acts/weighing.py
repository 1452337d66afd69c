"""What the network tells of a statement's act, weighed against what its cue tells.

Both count, as log-odds. A verb that the lexicon knows by its act (*warnte*) nearly decides: only a network that is sure
of something else outweighs it. Where the cue is plain (*sagte*), unknown or none, the network tells what content and
construction do (*said China must drop its barriers*); that nothing special was done counts for a little.
"""

import math
from dataclasses import dataclass

from tracker.extraction.acts.deciding import cue_act_of
from tracker.extraction.acts.standing import standing_of
from tracker.extraction.document.document import Document
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act, Draft, Spans, Standing

# Added log-odds, of what a cue tells and of a plain statement where it tells nothing. Chosen in steps of one and of a
# half by the share of right acts on the dev gold; one or a half more or less changes it by .005.
TOLD = 4.0
PLAIN = 1.5
SMALLEST = 1e-9  # a probability


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done by saying something, whether it was said at all, and the cue with what negates it.

    `probability`: of the act, as the network and the cue together have it; None where the network says nothing of it.
    """

    act: Act
    standing: Standing
    cue: Spans
    probability: float | None


def act_of(document: Document, draft: Draft) -> Acted:
    """What a draft does; what its cue tells where the network says nothing of it."""
    told = cue_act_of(document, draft)
    act, probability = _likeliest(draft, told.act)
    if draft.standing is Standing.ASSERTED and told.negated_cue:
        return Acted(act, Standing.NEGATED, told.negated_cue, probability)
    return Acted(act, standing_of(document, draft), draft.cue, probability)


def _likeliest(draft: Draft, of_cue: Act) -> tuple[Act, float | None]:
    if not draft.acts:
        return of_cue, None
    weight = math.exp(PLAIN if of_cue is Act.STATEMENT else TOLD)
    odds = {act: max(each, SMALLEST) for act, each in zip(ACTS, draft.acts, strict=True)}
    odds[of_cue] *= weight
    act = max(ACTS, key=odds.__getitem__)
    return act, odds[act] / sum(odds.values())
