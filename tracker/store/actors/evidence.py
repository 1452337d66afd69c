"""Why names mean the actors they mean, which actors may be one, and all that is known of an actor."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.pairwise import FULL, fullness
from tracker.actors.comparing.reasons import in_words
from tracker.actors.comparing.results import Match, Name, PrintedName
from tracker.actors.names.words import normalised
from tracker.actors.resolving.descriptions import Consistency, Marks, consistency
from tracker.actors.resolving.display import is_seat
from tracker.actors.resolving.evidence import YEARS_NEAR
from tracker.actors.resolving.mentions import Basis
from tracker.store.actors import decisions, queries
from tracker.store.errors import StoreError
from tracker.store.rows import ActorDetails, ActorNameRow, ActorRow, NameUse, Suggestion, Why

LOOKED_AT = 40  # times as many pairs of names as suggestions that are asked for
CONTRADICTED, AGREED, FAR = 0.2, 1.2, 0.6  # what descriptions and days make of a suggestion's score
MOST_SHOWN = 3  # descriptions in a reason

NAMES_IN_USE = """
    SELECT name, kind, sum(sightings.statements), sum(sightings.addressed), count(DISTINCT article_id),
        min(coalesce(published_on, said)), max(coalesce(published_on, said))
    FROM sighting_groups JOIN sightings ON group_id = sighting_groups.id
    JOIN actor_names ON actor_names.id = sightings.name_id JOIN articles ON articles.id = article_id
    LEFT JOIN (SELECT article_id AS id, min(day) AS said FROM statements GROUP BY article_id) AS days
        ON days.id = article_id AND published_on IS NULL
    WHERE sighting_groups.actor_id = ? GROUP BY sightings.name_id
    ORDER BY sum(sightings.statements + sightings.addressed) DESC, name, kind
"""
NAMES_OF_ALL = """
    SELECT actors.name, actors.kind, named.name,
        (SELECT min(entry) FROM actor_decision_names AS entries
         JOIN actor_decisions ON actor_decisions.id = decision_id AND undone_at IS NULL
         WHERE entries.words = named.words AND entry GLOB 'Q[0-9]*'),
        sum(named.statements) AS often
    FROM actors JOIN (
        SELECT sighting_groups.actor_id, name, words, sighting_groups.statements
        FROM sighting_groups JOIN actor_names ON actor_names.id = name_id
        UNION ALL SELECT actor_id, name, words, 0 FROM actor_names
        WHERE actor_id IS NOT NULL AND statements + addressed = 0
    ) AS named ON named.actor_id = actors.id
    GROUP BY actors.id, named.name
    ORDER BY actors.statements DESC, actors.name, actors.id, often DESC, named.name
"""


@dataclass(frozen=True, slots=True)
class _Group:
    """The sightings of one actor's name that are linked alike, and the words that describe them."""

    name: Name
    year: int
    marks: Marks
    articles: int
    basis: str
    score: float
    part: str


def details(connection: sqlite3.Connection, number: int) -> ActorDetails | None:
    """An actor's names and descriptions with counts, days, and why each name is theirs; None where there is none."""
    actor = queries.actor(connection, number)
    if actor is None:
        return None
    names = []
    for name, kind, spoken, addressed, articles, *days in connection.execute(NAMES_IN_USE, [number]).fetchall():
        score, reason = reason_of_name(connection, actor, (name, kind))
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


def reason_of_name(connection: sqlite3.Connection, actor: ActorRow, name: Name) -> tuple[float, str]:
    """How sure a name is an actor's, and why: the least sure of its sightings."""
    groups = [group for group in _groups(connection, actor.id) if group.name == name]
    if not groups:
        return 1.0, "a name that is not printed so far"
    least = min(groups, key=lambda group: (group.score, group.basis))
    return least.score, _reason(connection, actor, [group for group in groups if group.basis == least.basis])


def why(connection: sqlite3.Connection, one: int | str, other: int | str) -> Why:
    """Why two actors, or printed names, are one actor or two. Raises StoreError where one of them is unknown."""
    first, second = _meant(connection, one), _meant(connection, other)
    names = _named(connection, first, one), _named(connection, second, other)
    if shared := {actor.id for actor in first} & {actor.id for actor in second}:
        actor = next(actor for actor in first if actor.id in shared)
        return _why_one(connection, actor, names)
    return _why_two(connection, first[0], second[0], names)


def suggestions(connection: sqlite3.Connection, limit: int = 20) -> list[Suggestion]:
    """Pairs of actors that may be one, the most likely first, without those that were decided."""
    apart = decisions.kept_apart(connection)
    found: dict[tuple[int, int], tuple[float, str]] = {}
    for one, other, score, reason in _likely(connection, limit * LOOKED_AT):
        key = (min(one, other), max(one, other))
        if one != other and found.get(key, (0.0, ""))[0] < score:
            found[key] = (score, reason)
    numbers = {number for key in found for number in key}
    actors = {actor.id: actor for actor in queries.rows_of(connection, sorted(numbers))}
    groups = {number: _groups(connection, number) for number in numbers}
    weighed = []
    for (one, other), (score, reason) in found.items():
        if one not in actors or other not in actors or _are_apart(apart, actors[one], actors[other]):
            continue
        if not _are_different(groups[one], groups[other]):
            factor, further = _weighed(groups[one], groups[other])
            first, second = sorted((actors[one], actors[other]), key=lambda actor: (-actor.statements, actor.id))
            total = round(min(score * factor, 0.99), 3)
            weighed.append(Suggestion(first, second, total, "; ".join([reason, *further])))
    weighed.sort(
        key=lambda each: (-each.score, -each.other.statements, -each.one.statements, each.one.id, each.other.id)
    )
    return weighed[:limit]


def _likely(connection: sqlite3.Connection, limit: int) -> Iterator[tuple[int, int, float, str]]:
    """Pairs of actors with names that are alike, and how much: their names' score, shared by all whom one may mean."""
    rows = connection.execute(
        """SELECT pair.name_id, pair.other_id, pair.score FROM actor_name_pairs AS pair
           CROSS JOIN actor_names AS one ON one.id = pair.name_id
           CROSS JOIN actor_names AS other ON other.id = pair.other_id
           WHERE pair.name_id < pair.other_id AND (one.actor_id IS NOT other.actor_id OR one.actor_id IS NULL)
           ORDER BY pair.score DESC, pair.name_id, pair.other_id LIMIT ?""",
        [limit],
    ).fetchall()
    numbers = {number for one, other, _ in rows for number in (one, other)}
    actors = _actors_of_names(connection, numbers)
    names = _names(connection, numbers)
    rivals: dict[int, set[int]] = {}
    for one, other, _ in rows:
        for short, long in ((one, other), (other, one)):
            if fullness(names[short]) != FULL:
                rivals.setdefault(short, set()).update(actors.get(long, ()))
    for one, other, score in rows:
        first, second = actors.get(one, set()), actors.get(other, set())
        several = max(1, *(len(rivals.get(number, ())) for number in (one, other)))
        reasons = compare(PrintedName(*names[one]), PrintedName(*names[other])).reasons
        for actor in sorted(first - second):
            for candidate in sorted(second - first):
                yield actor, candidate, score / several, f"{names[one][0]} and {names[other][0]}: {in_words(reasons)}"


def _are_apart(apart: set[frozenset[str]], one: ActorRow, other: ActorRow) -> bool:
    return any(
        frozenset((normalised(name), normalised(further))) in apart for name in one.names for further in other.names
    )


def _are_different(one: Sequence[_Group], other: Sequence[_Group]) -> bool:
    """Whether both have names printed in full, and all of them say that they are two."""
    pairs = [
        compare(PrintedName(*first), PrintedName(*second)).match
        for first in {group.name for group in one if fullness(group.name) == FULL}
        for second in {group.name for group in other if fullness(group.name) == FULL}
    ]
    return bool(pairs) and all(match is Match.DIFFERENT for match in pairs)


def _weighed(one: Sequence[_Group], other: Sequence[_Group]) -> tuple[float, list[str]]:
    """What descriptions and days make of a score, and in words."""
    near = any(
        not first.year or not second.year or abs(first.year - second.year) <= YEARS_NEAR
        for first in one
        for second in other
    )
    described = [group.marks for group in other]
    agreed = {consistency(group.marks, described) for group in one if group.marks}
    factor, reasons = (1.0, []) if near else (FAR, ["not printed near in time"])
    if Consistency.AGREE in agreed:
        return factor * AGREED, [*reasons, "described alike"]
    if Consistency.CONTRADICT in agreed:
        return factor * CONTRADICTED, [*reasons, "described as of different offices"]
    return factor, reasons


def _why_one(connection: sqlite3.Connection, actor: ActorRow, names: tuple[str, str]) -> Why:
    groups = _groups(connection, actor.id)
    evidence: list[str] = []
    scores = []
    for name in dict.fromkeys(names):
        of_name = [group for group in groups if normalised(group.name[0]) == normalised(name)]
        for basis in sorted({group.basis for group in of_name}):
            of_basis = [group for group in of_name if group.basis == basis]
            scores.append(min(group.score for group in of_basis))
            evidence.append(f"{name}: {_reason(connection, actor, of_basis)}")
    score = min(scores, default=1.0)
    compared = _compared(groups, names, actor.kind)
    reason = compared or (evidence[-1] if evidence else "one actor")
    if names[0] == names[1]:
        reason = f"one actor, {actor.name} ({actor.id})"
    return Why(*names, "one", round(score, 3), reason, evidence)


def _compared(groups: Sequence[_Group], names: tuple[str, str], kind: str) -> str:
    """What the two names say by themselves, where they say that they are one."""
    printed = {normalised(group.name[0]): group.name for group in groups}
    one, other = (printed.get(normalised(name), (name, kind)) for name in names)
    if one == other:
        return ""
    comparison = compare(PrintedName(*one), PrintedName(*other))
    return in_words(comparison.reasons) if comparison.match is Match.SAME else ""


def _why_two(connection: sqlite3.Connection, one: ActorRow, other: ActorRow, names: tuple[str, str]) -> Why:
    groups, others = _groups(connection, one.id), _groups(connection, other.id)
    comparisons = [
        (compare(PrintedName(*first), PrintedName(*second)), first[0], second[0])
        for first in sorted({group.name for group in groups})
        for second in sorted({group.name for group in others})
    ]
    order = (Match.SAME, Match.POSSIBLE, Match.DIFFERENT)
    best, first, second = min(
        comparisons,
        key=lambda each: (order.index(each[0].match), -each[0].score, each[1:] != names, *each[1:]),
    )
    evidence = [f"{first} and {second}: {in_words(best.reasons)} ({best.match.value}, {best.score:.2f})"]
    reason = in_words(best.reasons)
    if _are_apart(decisions.kept_apart(connection), one, other):
        reason = "the user decided that they are two"
        evidence.append(reason)
    elif best.match is not Match.DIFFERENT:
        reason = _doubt(connection, one, other, groups, others)
        evidence.append(reason)
    evidence += [_described(actor) for actor in (one, other)]
    return Why(*names, "two", round(best.score, 3), reason, evidence)


def _doubt(
    connection: sqlite3.Connection,
    one: ActorRow,
    other: ActorRow,
    groups: Sequence[_Group],
    others: Sequence[_Group],
) -> str:
    """Why two actors with names that are alike were not made one."""
    factor, reasons = _weighed(groups, others)
    bare = [actor for actor, each in ((one, groups), (other, others)) if all(fullness(g.name) != FULL for g in each)]
    if factor < 1:
        return "; ".join(reasons)
    if len(bare) == 1 and (rivals := _rivals(connection, bare[0].id) - {one.name, other.name}):
        return f"{bare[0].name} may be somebody else as well: {_listed(sorted(rivals))}"
    if len(bare) == 1:
        return f"{bare[0].name} alone, with nothing that says it is {(other if bare[0] is one else one).name}"
    return "their names are alike, but nothing else says that they are one"


def _rivals(connection: sqlite3.Connection, actor_id: int) -> set[str]:
    """All whom the names of an actor may mean, by their names alone."""
    rows = connection.execute(
        """SELECT DISTINCT actors.name FROM sighting_groups
           JOIN actor_name_pairs ON actor_name_pairs.name_id = sighting_groups.name_id
           JOIN sighting_groups AS others ON others.name_id = other_id JOIN actors ON actors.id = others.actor_id
           WHERE sighting_groups.actor_id = ?""",
        [actor_id],
    )
    return {name for (name,) in rows}


def _reason(connection: sqlite3.Connection, actor: ActorRow, groups: Sequence[_Group]) -> str:
    """Why sightings of one name, linked for the same reason, mean an actor: one line."""
    name = groups[0].name
    articles = sum(group.articles for group in groups)
    years = sorted({group.year for group in groups if group.year})
    when = f" of {years[0]}" if len(set(years)) == 1 else f" from {years[0]} to {years[-1]}" if years else ""
    where = f"in {articles} article{'' if articles == 1 else 's'}{when}"
    match groups[0].basis:
        case Basis.NAME:
            # Not only the name that is shown: the user may have chosen that.
            others = [] if normalised(name[0]) == normalised(actor.name) else [actor.name, *actor.names]
            for other in others:
                comparison = compare(PrintedName(*name), PrintedName(other, actor.kind))
                if normalised(other) != normalised(name[0]) and comparison.match is Match.SAME:
                    return in_words(comparison.reasons)
            return "the name itself"
        case Basis.DESCRIPTION:
            described = _listed(_descriptions(connection, actor.id, groups))
            return (
                f"{_printed(name)}, {where}; described as {described} like {actor.name}, and nobody else of the name is"
            )
        case Basis.ONLY:
            return f"{_printed(name)}, {where}; nobody else of the name is printed near then"
        case Basis.MOSTLY:
            return f"{_printed(name)}, {where}; hardly anybody else of the name is printed near then"
        case Basis.DECISION:
            return "the user decided so"
        case _:
            return f"{_printed(name)}, {where}; nobody else fits, or several do"


def _printed(name: Name) -> str:
    return f"{name[0]} alone" if fullness(name) != FULL else name[0]


def _descriptions(connection: sqlite3.Connection, actor_id: int, groups: Sequence[_Group]) -> list[str]:
    rows = connection.execute(
        """SELECT description FROM sighting_groups JOIN actor_names ON actor_names.id = name_id
           JOIN sighting_descriptions ON group_id = sighting_groups.id
           WHERE sighting_groups.actor_id = ? AND (name, kind) = (?, ?) AND basis = ?
           GROUP BY description ORDER BY sum(sighting_descriptions.statements) DESC, description""",
        [actor_id, *groups[0].name, groups[0].basis],
    )
    return [text for (text,) in rows]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _described(actor: ActorRow) -> str:
    """An actor in a line: how often printed, when, and as what."""
    days = f", {actor.first_on} to {actor.last_on}" if actor.first_on else ""
    as_what = f", described as {_listed(actor.descriptions)}" if actor.descriptions else ""
    counts = f"{_counted(actor.statements, 'statement')} in {_counted(actor.articles, 'article')}"
    return f"{actor.name} ({actor.id}): {counts}{days}{as_what}"


def _listed(words: Sequence[str]) -> str:
    shown = list(words[:MOST_SHOWN])
    return ", ".join([*shown, "…"] if len(words) > MOST_SHOWN else shown) or "nothing"


def _meant(connection: sqlite3.Connection, asked: int | str) -> list[ActorRow]:
    """The actors that a number or a name means, those called exactly so first."""
    if isinstance(asked, int):
        actor = queries.actor(connection, asked)
        if actor is None:
            raise StoreError(f"There is no actor {asked}; `tracker actors` lists them.")
        return [actor]
    rows = connection.execute(
        """SELECT DISTINCT sighting_groups.actor_id FROM actor_names JOIN sighting_groups ON name_id = actor_names.id
           WHERE words = ?""",
        [normalised(asked)],
    )
    exact = queries.most_quoted_first(queries.rows_of(connection, [number for (number,) in rows]))
    found = exact or queries.find(connection, asked)
    if not found:
        raise StoreError(f"Nobody is called “{asked}”.")
    return found


def _named(connection: sqlite3.Connection, actors: Sequence[ActorRow], asked: int | str) -> str:
    if isinstance(asked, int):
        return actors[0].name
    printed = [name for actor in actors for name in actor.names if normalised(name) == normalised(asked)]
    return asked if asked in printed else next(iter(printed), asked)


def _groups(connection: sqlite3.Connection, actor_id: int) -> list[_Group]:
    rows = connection.execute(
        """SELECT name, kind, year, marks, articles, basis, score, part FROM sighting_groups
           JOIN actor_names ON actor_names.id = name_id WHERE sighting_groups.actor_id = ?
           ORDER BY sighting_groups.id""",
        [actor_id],
    )
    return [
        _Group((name, kind), year, frozenset(marks.split()), articles, basis, score, part)
        for name, kind, year, marks, articles, basis, score, part in rows
    ]


def _actors_of_names(connection: sqlite3.Connection, name_ids: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for name_id, actor_id in connection.execute(
        """SELECT DISTINCT name_id, actor_id FROM sighting_groups
           WHERE name_id IN (SELECT value FROM json_each(?)) AND actor_id IS NOT NULL""",
        [json.dumps(sorted(name_ids))],
    ):
        found.setdefault(name_id, set()).add(actor_id)
    return found


def _names(connection: sqlite3.Connection, name_ids: Iterable[int]) -> dict[int, Name]:
    rows = connection.execute(
        "SELECT id, name, kind FROM actor_names WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(name_ids))],
    )
    return {number: (name, kind) for number, name, kind in rows}


def _further_names(connection: sqlite3.Connection, actor: ActorRow) -> list[str]:
    """Further names of an actor that are not printed: those of decisions, and those known of its printed names."""
    rows = connection.execute(
        """SELECT name FROM actor_names WHERE actor_id = ?1 AND statements + addressed = 0
           UNION SELECT alias FROM sighting_groups JOIN actor_name_aliases USING (name_id) WHERE actor_id = ?1""",
        [actor.id],
    )
    return sorted({name for (name,) in rows} - set(actor.names))
