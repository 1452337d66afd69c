"""The tables that are part of the interface, for who opens the database in another program, and questions to them."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# The same tables as in `guides/programs.md`. All others are internal: they may change with any version.
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "statements_with_actors": "One row for each statement, with the names of its actors, and its article.",
        "articles": "One row for each article: whole text, title, outlet, address, published date and its basis.",
        "paragraphs": "One row for each paragraph, as a span of its article's text.",
        "paragraph_texts": "The words of each paragraph.",
        "statements": "One row for each statement: kind, act, standing, words and spans of its roles, day, confidence.",
        "actors": "One row for each person, organisation, place or group that speaks or is addressed.",
        "actor_names": "One row for each spelling of an actor's name.",
        "statement_speakers": "Who speaks in a statement, with their description and how the words led to them.",
        "statement_addressees": "Who is addressed in a statement, likewise.",
        "article_names": "One row for each name in an article.",
        "name_groups": "Names that mean the same actor in the same articles, with why and how surely.",
        "actor_decisions": "What was decided about actors, also what was undone.",
        "statement_decisions": "What was decided about statements, also what was undone.",
        "statement_totals": "How many statements are alike in month, act, kind, outlets and so on; no fragments.",
        "statement_tags": "The tags of statements.",
        "found_statements": "What was found in the articles that somebody has decided about.",
        "statement_samples": "Samples that were drawn for a review.",
        "statement_sample_members": "The statements of each sample.",
        "article_families": "Articles that are much like another.",
        "article_versions": "Articles that have changed at their address.",
        "further_printings": "Other places where an article's identical text is printed.",
        "inputs": "Files, lines and pages that were read, by their SHA-256.",
        "feeds": "Feeds that are followed.",
        "feed_entries": "Articles that feeds have announced.",
        "watches": "Questions whose new answers are told.",
        "watch_notices": "The statements that were new for a watch, as they were found.",
        "all_verdicts": "One row for each verdict, a fact-checker's or the user's own.",
        "verdicts": "The verdicts of fact-checkers.",
        "verdict_appearances": "Pages where the claim of a verdict was made.",
        "former_verdicts": "What verdicts said before they were corrected.",
        "verdict_matches": "Verdicts and statements that have something in common, and what speaks against it.",
        "verdict_words": "The words that the claim of a verdict is found by.",
        "verdict_decisions": "What was decided about verdicts and statements, also what was undone.",
        "mentions": "Names printed in articles, with the actor, if it is one.",
    }
)


def tables_in(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables and views, the internal ones included."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    return [name for (name,) in rows]


@dataclass(frozen=True, slots=True)
class CannedQuestion:
    """A question in SQL that anybody may ask as it is, or change."""

    name: str
    title: str
    about: str
    sql: str


CANNED = (
    CannedQuestion(
        "who-denied-what",
        "Who denied what",
        "The newest denials and rejections, with where they are printed.",
        """SELECT id AS statement, day, actors, act, addressees, coalesce(nullif(matter, ''), quote) AS what,
    outlet, title, url
FROM statements_with_actors
WHERE id IN (
    SELECT id FROM statements
    WHERE act IN ('denial', 'rejection') AND standing = 'asserted' AND fragment = 0 AND repeated = 0
    ORDER BY day DESC LIMIT 200
)
ORDER BY day DESC, id""",
    ),
    CannedQuestion(
        "warnings-a-month",
        "Warnings and threats a month",
        "How many statements of each month warn or threaten.",
        """SELECT month, sum(statements * (act = 'warning')) AS warnings, sum(statements * (act = 'threat')) AS threats
FROM statement_totals
WHERE act IN ('warning', 'threat') AND standing = 'asserted' AND month IS NOT NULL
GROUP BY month ORDER BY month DESC""",
    ),
    CannedQuestion(
        "who-accuses-whom",
        "Who accuses and threatens whom",
        "The pairs of actors with the most accusations and threats.",
        """SELECT speaker.name AS actor, act, addressed.name AS addressee, count(*) AS statements
FROM statements
CROSS JOIN statement_addressees ON statement_addressees.statement_id = statements.id -- in this order
JOIN statement_speakers ON statement_speakers.statement_id = statements.id
JOIN actors AS speaker ON speaker.id = statement_speakers.actor_id
JOIN actors AS addressed ON addressed.id = statement_addressees.actor_id
WHERE act IN ('accusation', 'threat') AND standing = 'asserted' AND fragment = 0 AND repeated = 0 AND addressees > 0
GROUP BY speaker.id, act, addressed.id ORDER BY count(*) DESC LIMIT 100""",
    ),
    CannedQuestion(
        "what-was-checked",
        "What was checked",
        "Statements whose checking has begun, with the verdict and what was found.",
        """SELECT id AS statement, status, verdict, finding, statements.day, actors, statements.quote
FROM statements JOIN statements_with_actors USING (id)
WHERE id IN (SELECT id FROM statements WHERE status <> 'open' ORDER BY +day DESC LIMIT 200)
ORDER BY statements.day DESC""",
    ),
)
