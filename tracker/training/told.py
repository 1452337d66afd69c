"""What somebody told of the corpora's statements by reading: acts, and whom the speakers' words mean."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from tracker.training.corpora import TOLD_FILE, GoldArticle, GoldStatement, ToldArticle
from tracker.training.mentions import mentions_of


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
