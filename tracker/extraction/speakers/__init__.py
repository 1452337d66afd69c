"""Speakers and addressees to names within one article.

`resolve` reads the article once: who is named (`names`, `referents`), under what titles (`noun_phrases`),
how the words of a speaker are built (`phrases`, `wording`), who is in the foreground when a pronoun or a
description comes (`discourse`, `antecedents`), and who goes on speaking (`continuation`). All words of a
language stand in the lexicon `names`.
"""

from tracker.extraction.speakers.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]
