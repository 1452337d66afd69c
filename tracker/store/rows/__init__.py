"""What questions to the store are answered with: plain immutable records, ready for any view."""

from tracker.store.rows.actors import (
    ActorDetails,
    ActorNameRow,
    ActorRow,
    Decision,
    Imported,
    NameLinked,
    NamesCompared,
    NameUse,
    OneActor,
    Suggestion,
    Why,
)
from tracker.store.rows.articles import Added, ArticleRow, KnownInput, Numbers, Printing, Replaced
from tracker.store.rows.checked import Checked, Mended, Problem, ProblemKind, Repaired
from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.store.rows.decided import Conflict, DecisionsImported, Sample, StatementDecision
from tracker.store.rows.passed_over import PassedOver
from tracker.store.rows.reported import LeftOut, Reported
from tracker.store.rows.statements import Relative, StatementInPlace, StatementRow, TimelineEntry, Totals

__all__ = [
    "ActorDetails",
    "ActorNameRow",
    "ActorRow",
    "Added",
    "ArticleRow",
    "Checked",
    "Conflict",
    "Count",
    "CountedValue",
    "Counts",
    "Decision",
    "DecisionsImported",
    "Dimension",
    "Imported",
    "KnownInput",
    "LeftOut",
    "Mended",
    "NameLinked",
    "NameUse",
    "NamesCompared",
    "Numbers",
    "OneActor",
    "PassedOver",
    "Printing",
    "Problem",
    "ProblemKind",
    "Relative",
    "Repaired",
    "Replaced",
    "Reported",
    "Sample",
    "StatementDecision",
    "StatementInPlace",
    "StatementRow",
    "Suggestion",
    "TimelineEntry",
    "Totals",
    "Why",
]
