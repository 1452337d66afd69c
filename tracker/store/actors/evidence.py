"""All that is known of an actor, which actors may be one, and why names mean the actors that they mean.

What follows from what is stored is decided in `tracker.actors.resolving.suggestions`; here it is looked up. Answers
are data, which `tracker.views.reasons` puts into words.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.pairwise import FULL, fullness
from tracker.actors.comparing.results import Match, Name, PrintedName, Reason
from tracker.actors.names.words import normalised
from tracker.actors.resolving.display import is_seat
from tracker.actors.resolving.explanations import Basis, Doubt, DoubtKind, LinkReason, PairReason
from tracker.actors.resolving.suggestions import (
    LikelyPair,
    LinkedGroup,
    NamePair,
    are_different,
    are_kept_apart,
    best_match,
    circumstances,
    is_partial,
    likely_pairs,
    weighed,
)
from tracker.store.actors import components, queries
from tracker.store.actors.names import named
from tracker.store.errors import StoreError
from tracker.store.rows.actors import (
    ActorDetails,
    ActorNameRow,
    ActorRow,
    NameLinked,
    NamesCompared,
    NameUse,
    OneActor,
    Suggestion,
    Why,
)

PAIRS_A_SUGGESTION = 40  # pairs of names that are looked at for each suggestion asked for

SAID = "(SELECT min(day) FROM statements WHERE statements.article_id = articles.id)"  # the day, where none is published
NAMES_IN_USE = f"""
    SELECT name, kind, sum(article_names.statements), sum(article_names.addressed), count(DISTINCT article_id),
        min(coalesce(published_on, {SAID})), max(coalesce(published_on, {SAID}))
    FROM name_groups JOIN article_names ON group_id = name_groups.id
    JOIN actor_names ON actor_names.id = article_names.name_id JOIN articles ON articles.id = article_id
    WHERE name_groups.actor_id = ? GROUP BY article_names.name_id
    ORDER BY sum(article_names.statements + article_names.addressed) DESC, name, kind
"""
NAMES_OF_ALL = """
    SELECT actors.name, actors.kind, named.name,
        (SELECT min(entry) FROM actor_decision_names AS entries
         JOIN actor_decisions ON actor_decisions.id = decision_id AND undone_at IS NULL
         WHERE entries.words = named.words AND entry GLOB 'Q[0-9]*'),
        sum(named.statements) AS often
    FROM actors JOIN (
        SELECT name_groups.actor_id, name, words, name_groups.statements
        FROM name_groups JOIN actor_names ON actor_names.id = name_id
        UNION ALL SELECT actor_id, name, words, 0 FROM actor_names
        WHERE actor_id IS NOT NULL AND statements + addressed = 0
    ) AS named ON named.actor_id = actors.id
    GROUP BY actors.id, named.name
    ORDER BY actors.statements DESC, actors.name, actors.id, often DESC, named.name
"""


def details(connection: sqlite3.Connection, number: int) -> ActorDetails | None:
    """An actor's names and descriptions with counts, days, and why each name is theirs; None for an unknown number."""
    actor = queries.actor(connection, number)
    if actor is None:
        return None
    groups = _groups(connection, number)
    names = []
    for name, kind, spoken, addressed, articles, *days in connection.execute(NAMES_IN_USE, [number]).fetchall():
        score, reason = _least_sure(connection, actor, [group for group in groups if group.name == (name, kind)])
        names.append(NameUse(name, kind, spoken, addressed, articles, days[0], days[1], score, reason))
    descriptions = [
        NameUse(text, None, *counts)
        for text, *counts in connection.execute(
            """SELECT description, count(DISTINCT statement_id), 0, count(DISTINCT article_id), min(day), max(day)
               FROM statement_speakers JOIN statements ON statements.id = statement_id
               WHERE actor_id = ? AND description IS NOT NULL GROUP BY description
               ORDER BY min(day) IS NULL, min(day), description""",
            [number],
        )
    ]
    further = _further_names(connection, actor)
    seats = [name for name in further if is_seat((name, actor.kind))]
    return ActorDetails(actor, names, descriptions, [name for name in further if name not in seats], seats)


def name_rows(connection: sqlite3.Connection) -> Iterator[ActorNameRow]:
    """All names of all actors, the most quoted actor first; also names that decisions give and no article prints."""
    yield from (ActorNameRow(*row) for row in connection.execute(NAMES_OF_ALL))


def suggestions(connection: sqlite3.Connection, limit: int = 20) -> list[Suggestion]:
    """Pairs of actors that may be one, the most likely first, without those that were decided."""
    apart = components.kept_apart(connection)
    likely = _likely_pairs(connection, limit * PAIRS_A_SUGGESTION)
    numbers = {number for pair in likely for number in pair.actors}
    actors = {actor.id: actor for actor in queries.rows_of(connection, sorted(numbers))}
    groups = {number: _groups(connection, number) for number in numbers}
    found = []
    for (one, other), score, reason in likely:
        if one not in actors or other not in actors or are_kept_apart(apart, actors[one].names, actors[other].names):
            continue
        if not are_different(groups[one], groups[other]):
            factor, further = circumstances(groups[one], groups[other])
            first, second = sorted((actors[one], actors[other]), key=lambda actor: (-actor.statements, actor.id))
            with_further = PairReason(reason.names, reason.match, further)
            found.append(Suggestion(first, second, weighed(score, factor), with_further))
    found.sort(key=lambda each: (-each.score, -each.other.statements, -each.one.statements, each.one.id, each.other.id))
    return found[:limit]


def why(connection: sqlite3.Connection, one: int | str, other: int | str) -> Why:
    """Why two actors, or printed names, are one actor or two. Raises StoreError where one of them is unknown."""
    first, second = _meant(connection, one), _meant(connection, other)
    names = _named(first, one), _named(second, other)
    if shared := {actor.id for actor in first} & {actor.id for actor in second}:
        actor = next(actor for actor in first if actor.id in shared)
        return _why_one(connection, actor, names)
    return _why_two(connection, first[0], second[0], names)


def _likely_pairs(connection: sqlite3.Connection, limit: int) -> list[LikelyPair]:
    """The pairs of actors whose names match best, from at most `limit` pairs of names."""
    rows = connection.execute(
        """SELECT pair.name_id, pair.other_id, pair.score FROM actor_name_pairs AS pair
           CROSS JOIN actor_names AS one ON one.id = pair.name_id
           CROSS JOIN actor_names AS other ON other.id = pair.other_id
           WHERE pair.name_id < pair.other_id AND (one.actor_id IS NOT other.actor_id OR one.actor_id IS NULL)
           ORDER BY pair.score DESC, pair.name_id, pair.other_id LIMIT ?""",
        [limit],
    )
    pairs = [NamePair(*row) for row in rows]
    numbers = {number for pair in pairs for number in (pair.one, pair.other)}
    return likely_pairs(pairs, named(connection, numbers), _actors_of_names(connection, numbers))


def _why_one(connection: sqlite3.Connection, actor: ActorRow, names: tuple[str, str]) -> Why:
    groups = _groups(connection, actor.id)
    evidence: list[NameLinked] = []
    scores = []
    for name in dict.fromkeys(names):
        of_name = [group for group in groups if normalised(group.name[0]) == normalised(name)]
        for basis in sorted({group.basis for group in of_name}):
            of_basis = [group for group in of_name if group.basis == basis]
            scores.append(min(group.score for group in of_basis))
            evidence.append(NameLinked(name, _link_reason(connection, actor, of_basis)))
    score = round(min(scores, default=1.0), 3)
    if names[0] == names[1]:
        return Why(*names, "one", score, OneActor(actor), tuple(evidence))
    reason = _same_name(groups, names, actor.kind) or (evidence[-1] if evidence else OneActor())
    return Why(*names, "one", score, reason, tuple(evidence))


def _same_name(groups: Sequence[LinkedGroup], names: tuple[str, str], kind: str) -> tuple[Reason, ...]:
    """Why the two names are the same, where that follows from the names alone."""
    printed = {normalised(group.name[0]): group.name for group in groups}
    one, other = (printed.get(normalised(name), (name, kind)) for name in names)
    if one == other:
        return ()
    comparison = compare(PrintedName(*one), PrintedName(*other))
    return comparison.reasons if comparison.match is Match.SAME else ()


def _why_two(connection: sqlite3.Connection, one: ActorRow, other: ActorRow, names: tuple[str, str]) -> Why:
    groups, others = _groups(connection, one.id), _groups(connection, other.id)
    best, compared = best_match([group.name for group in groups], [group.name for group in others], names)
    evidence: list[NamesCompared | Doubt | ActorRow] = [
        NamesCompared(compared, best.reasons, best.match.value, best.score)
    ]
    reason: tuple[Reason, ...] | Doubt = best.reasons
    if are_kept_apart(components.kept_apart(connection), one.names, other.names):
        reason = Doubt(DoubtKind.DECIDED)
        evidence.append(reason)
    elif best.match is not Match.DIFFERENT:
        reason = _doubt(connection, one, other, groups, others)
        evidence.append(reason)
    return Why(*names, "two", round(best.score, 3), reason, (*evidence, one, other))


def _doubt(
    connection: sqlite3.Connection,
    one: ActorRow,
    other: ActorRow,
    groups: Sequence[LinkedGroup],
    others: Sequence[LinkedGroup],
) -> Doubt:
    """Why two actors with similar names are not one."""
    factor, further = circumstances(groups, others)
    if factor < 1:
        return Doubt(DoubtKind.CIRCUMSTANCES, circumstances=further)
    if is_partial(groups) == is_partial(others):
        return Doubt(DoubtKind.NAMES_ONLY)
    partial, full = (one, other) if is_partial(groups) else (other, one)
    if rivals := _rivals(connection, partial.id) - {one.name, other.name}:
        return Doubt(DoubtKind.OTHERS_FIT, name=partial.name, others=tuple(sorted(rivals)))
    return Doubt(DoubtKind.PARTIAL_NAME, name=partial.name, others=(full.name,))


def _rivals(connection: sqlite3.Connection, actor_id: int) -> set[str]:
    """The names of all whom the names of an actor may mean, by these names alone."""
    rows = connection.execute(
        """SELECT DISTINCT actors.name FROM name_groups
           JOIN actor_name_pairs ON actor_name_pairs.name_id = name_groups.name_id
           JOIN name_groups AS others ON others.name_id = other_id JOIN actors ON actors.id = others.actor_id
           WHERE name_groups.actor_id = ?""",
        [actor_id],
    )
    return {name for (name,) in rows}


def _least_sure(
    connection: sqlite3.Connection, actor: ActorRow, groups: Sequence[LinkedGroup]
) -> tuple[float, LinkReason]:
    """How sure the mentions of a name mean an actor, and why: the least sure of them."""
    least = min(groups, key=lambda group: (group.score, group.basis))
    return least.score, _link_reason(connection, actor, [group for group in groups if group.basis == least.basis])


def _link_reason(connection: sqlite3.Connection, actor: ActorRow, groups: Sequence[LinkedGroup]) -> LinkReason:
    """Why mentions of one name, linked on the same basis, mean an actor."""
    name, basis = groups[0].name, groups[0].basis
    years = sorted(group.year for group in groups if group.year)
    return LinkReason(
        basis,
        name[0],
        is_full=fullness(name) == FULL,
        articles=sum(group.articles for group in groups),
        years=(years[0], years[-1]) if years else None,
        actor=actor.name,
        descriptions=_descriptions(connection, actor.id, groups) if basis is Basis.DESCRIPTION else (),
        same_name=_same_as_another(actor, name) if basis is Basis.NAME else (),
    )


def _same_as_another(actor: ActorRow, name: Name) -> tuple[Reason, ...]:
    """Why a name is the same as another one of the actor; nothing for the name that is shown."""
    if normalised(name[0]) == normalised(actor.name):
        return ()
    # Not only the name that is shown: the user may have chosen that.
    for other in (actor.name, *actor.names):
        comparison = compare(PrintedName(*name), PrintedName(other, actor.kind))
        if normalised(other) != normalised(name[0]) and comparison.match is Match.SAME:
            return comparison.reasons
    return ()


def _descriptions(connection: sqlite3.Connection, actor_id: int, groups: Sequence[LinkedGroup]) -> tuple[str, ...]:
    rows = connection.execute(
        """SELECT description FROM name_groups JOIN actor_names ON actor_names.id = name_id
           JOIN name_descriptions ON group_id = name_groups.id
           WHERE name_groups.actor_id = ? AND (name, kind) = (?, ?) AND basis = ?
           GROUP BY description ORDER BY sum(name_descriptions.statements) DESC, description""",
        [actor_id, *groups[0].name, groups[0].basis],
    )
    return tuple(text for (text,) in rows)


def _meant(connection: sqlite3.Connection, asked: int | str) -> list[ActorRow]:
    """The actors that a number or a name means, those called exactly so first."""
    if isinstance(asked, int):
        actor = queries.actor(connection, asked)
        if actor is None:
            raise StoreError(f"there is no actor {asked}; `tracker actors` lists them")
        return [actor]
    rows = connection.execute(
        """SELECT DISTINCT name_groups.actor_id FROM actor_names JOIN name_groups ON name_id = actor_names.id
           WHERE words = ?""",
        [normalised(asked)],
    )
    exact = queries.most_quoted_first(queries.rows_of(connection, [number for (number,) in rows]))
    found = exact or queries.find(connection, asked)
    if not found:
        raise StoreError(f"Nobody is called “{asked}”.")
    return found


def _named(actors: Sequence[ActorRow], asked: int | str) -> str:
    if isinstance(asked, int):
        return actors[0].name
    printed = [name for actor in actors for name in actor.names if normalised(name) == normalised(asked)]
    return asked if asked in printed else next(iter(printed), asked)


def _groups(connection: sqlite3.Connection, actor_id: int) -> list[LinkedGroup]:
    rows = connection.execute(
        """SELECT name, kind, year, marks, articles, basis, score FROM name_groups
           JOIN actor_names ON actor_names.id = name_id WHERE name_groups.actor_id = ?
           ORDER BY name_groups.id""",
        [actor_id],
    )
    return [
        LinkedGroup((name, kind), year, frozenset(marks.split()), articles, Basis(basis), score)
        for name, kind, year, marks, articles, basis, score in rows
    ]


def _actors_of_names(connection: sqlite3.Connection, name_ids: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for name_id, actor_id in connection.execute(
        """SELECT DISTINCT name_id, actor_id FROM name_groups
           WHERE name_id IN (SELECT value FROM json_each(?)) AND actor_id IS NOT NULL""",
        [json.dumps(sorted(name_ids))],
    ):
        found.setdefault(name_id, set()).add(actor_id)
    return found


def _further_names(connection: sqlite3.Connection, actor: ActorRow) -> list[str]:
    """Further names of an actor that are not printed: those of decisions, and those known of its printed names."""
    rows = connection.execute(
        """SELECT name FROM actor_names WHERE actor_id = ?1 AND statements + addressed = 0
           UNION SELECT alias FROM name_groups JOIN actor_name_aliases USING (name_id) WHERE actor_id = ?1""",
        [actor.id],
    )
    return sorted({name for (name,) in rows} - set(actor.names))
