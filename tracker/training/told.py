"""Acts of the corpora's statements, and whom the speakers' words mean: as somebody told by reading, or as cues tell.

Tracker's own gold is small beside the corpora. Their cues are many, and the lexicon knows what verbs such as *warnen*
do: that is learnt as far as it can be trusted. Left out are plain statements, where content may tell more than the cue,
and denials, which the lexicon doesn't tell from rejections.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from tracker.extraction.acts import cue_act_of
from tracker.extraction.document.document import Document, document_of
from tracker.extraction.statements import Act, Draft
from tracker.training.corpora import TOLD_FILE, GoldArticle, GoldStatement, ToldArticle
from tracker.training.mentions import mentions_of

NOT_TOLD = (Act.STATEMENT, Act.DENIAL)


def with_told(article: GoldArticle, told_of: Mapping[str, ToldArticle]) -> GoldArticle:
    """The article, its statements with what was told of them; no act where nothing is stated by our guide.

    Raises ValueError where it was told of another text.
    """
    if article.identifier not in told_of:
        return article
    if sha256(article.text.encode()).hexdigest() != told_of[article.identifier].digest:
        raise ValueError(f"{TOLD_FILE}: the text of {article.identifier} isn't the one that was read")
    told = told_of[article.identifier].statements
    everybody = {name for each in told.values() for name in each.actors or ()}

    def with_its_own(statement: GoldStatement) -> GoldStatement:
        known = told.get(statement.roles[0])
        if known is None:
            return statement
        act = known.act if known.has_act else statement.act
        if known.actors is None:
            return replace(statement, act=act)
        meant = mentions_of(known.actors, article.text, everybody)
        return replace(statement, act=act, meant=meant, actors=known.actors)

    return replace(article, statements=tuple(map(with_its_own, article.statements)))


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
