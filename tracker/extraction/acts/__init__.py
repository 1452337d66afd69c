"""What was done by saying something: from a statement's cue and its surroundings to the act.

`lexicon` has the cues of a language with their acts, `matches` finds those that a text may mean, `deciding`
chooses one, with negation.
"""

from tracker.extraction.acts.deciding import CueAct, act_of

__all__ = ["CueAct", "act_of"]
