"""Acts that the cues of a corpus tell by themselves, for corpora that have no acts.

Tracker's own gold is small beside the corpora. Their cues are many, and the lexicon knows what verbs such as *warnen*
do: that is learnt as far as it can be trusted. Left out are plain statements, where content may tell more than the cue,
and denials, which the lexicon doesn't tell from rejections.
"""

from dataclasses import replace

from tracker.extraction.acts import cue_act_of
from tracker.extraction.document.document import Document, document_of
from tracker.extraction.statements import Act, Draft
from tracker.training.corpora import GoldArticle, GoldStatement

NOT_TOLD = (Act.STATEMENT, Act.DENIAL)


def with_cue_acts(article: GoldArticle) -> GoldArticle:
    """The article, its statements with the acts that their cues tell."""
    document = document_of(article.text, article.language)
    return replace(article, statements=tuple(_with_act(document, each) for each in article.statements))


def _with_act(document: Document, statement: GoldStatement) -> GoldStatement:
    quote, speaker, cue, frame, addressee, *_ = statement.roles
    if not quote:
        return statement
    act = cue_act_of(document, Draft(statement.kind, quote, speaker, cue, frame, addressee, 1.0)).act
    return statement if act in NOT_TOLD else replace(statement, act=act)
