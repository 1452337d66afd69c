"""What was done by saying something, and whether it was said at all.

`lexicon` has the cues of a language with their acts, `matching` finds those that a text may mean, `deciding` chooses
one, with negation; `weighing` puts that beside what the network tells.
"""

from tracker.extraction.acts.deciding import CueAct, cue_act_of
from tracker.extraction.acts.weighing import Acted, act_of

__all__ = ["Acted", "CueAct", "act_of", "cue_act_of"]
