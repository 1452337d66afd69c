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
from tracker.store.rows.articles import Added, ArticleRow, KnownInput, Printing, Replaced
from tracker.store.rows.browsed import ActorKey, PeopleOfStatement, RoleSpans
from tracker.store.rows.checked import Checked, Mended, Problem, ProblemKind, Repaired
from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.store.rows.decided import Conflict, DecisionsImported, Sample, StatementDecision
from tracker.store.rows.passed_over import PassedOver
from tracker.store.rows.reported import LeftOut, Reported
from tracker.store.rows.statements import Relative, StatementInPlace, StatementRow, TimelineEntry, Totals
from tracker.store.rows.verdicts import (
    FormerVerdict,
    Origin,
    StatementVerdict,
    Tier,
    VerdictDecision,
    VerdictDetails,
    VerdictMatch,
    VerdictRow,
    VerdictsImported,
)

__all__ = [
    "ActorDetails",
    "ActorKey",
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
    "FormerVerdict",
    "Imported",
    "KnownInput",
    "LeftOut",
    "Mended",
    "NameLinked",
    "NameUse",
    "NamesCompared",
    "OneActor",
    "Origin",
    "PassedOver",
    "PeopleOfStatement",
    "Printing",
    "Problem",
    "ProblemKind",
    "Relative",
    "Repaired",
    "Replaced",
    "Reported",
    "RoleSpans",
    "Sample",
    "StatementDecision",
    "StatementInPlace",
    "StatementRow",
    "StatementVerdict",
    "Suggestion",
    "Tier",
    "TimelineEntry",
    "Totals",
    "VerdictDecision",
    "VerdictDetails",
    "VerdictMatch",
    "VerdictRow",
    "VerdictsImported",
    "Why",
]
