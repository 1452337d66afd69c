"""What questions to the store are answered with: plain immutable records, ready for any view.

Each is made when it is first named: to make all of them takes about as long as to answer a question.
"""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use

if TYPE_CHECKING:
    from tracker.store.rows.about_actors import ActorDetails, ActorNameRow, Decision, Imported, NameUse, Suggestion, Why
    from tracker.store.rows.actors import ActorRow
    from tracker.store.rows.articles import ArticleRow
    from tracker.store.rows.checked import Checked, Problem, Repaired
    from tracker.store.rows.entries import TimelineEntry
    from tracker.store.rows.places import Printing, Relative, StatementInPlace
    from tracker.store.rows.statements import StatementRow
    from tracker.store.rows.written import Added, KnownInput, Replaced

__all__ = [
    "ActorDetails",
    "ActorNameRow",
    "ActorRow",
    "Added",
    "ArticleRow",
    "Checked",
    "Decision",
    "Imported",
    "KnownInput",
    "NameUse",
    "Printing",
    "Problem",
    "Relative",
    "Repaired",
    "Replaced",
    "StatementInPlace",
    "StatementRow",
    "Suggestion",
    "TimelineEntry",
    "Why",
]

_MODULE_OF = {
    "ActorDetails": "about_actors",
    "ActorNameRow": "about_actors",
    "ActorRow": "actors",
    "Added": "written",
    "ArticleRow": "articles",
    "Checked": "checked",
    "Decision": "about_actors",
    "Imported": "about_actors",
    "KnownInput": "written",
    "NameUse": "about_actors",
    "Printing": "places",
    "Problem": "checked",
    "Relative": "places",
    "Repaired": "checked",
    "Replaced": "written",
    "StatementInPlace": "places",
    "StatementRow": "statements",
    "Suggestion": "about_actors",
    "TimelineEntry": "entries",
    "Why": "about_actors",
}


__getattr__ = imported_on_first_use(__name__, _MODULE_OF)
