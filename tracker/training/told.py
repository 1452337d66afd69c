"""What somebody told of the corpora's statements by reading: acts, and whom the speakers' words mean."""

from dataclasses import replace

from tracker.training.corpora import GoldArticle, GoldStatement, ToldOf
from tracker.training.mentions import mentions_of


def with_told(article: GoldArticle, told_of: ToldOf) -> GoldArticle:
    """The article, its statements with what was told of them; no act where nothing is stated by our guide."""
    told = told_of.get(article.identifier, {})
    everybody = {name for each in told.values() for name in each.actors or ()}

    def with_its_own(statement: GoldStatement) -> GoldStatement:
        known = told.get(statement.roles[0])
        if known is None:
            return statement
        act = known.act if known.has_act else statement.act
        if known.actors is None:
            return replace(statement, act=act)
        return replace(statement, act=act, meant=mentions_of(known.actors, article.text, everybody))

    return replace(article, statements=tuple(map(with_its_own, article.statements)))
