"""When an actor is printed, how often, and with what descriptions: the evidence that resolves partial names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.actors.resolving.descriptions import Consistency, KnownDescriptions, Marks
from tracker.actors.resolving.mentions import ClusterId, MentionCount, MentionGroup, magnitude

YEARS_NEAR = 1  # a name is near those printed in the same year, the year before and the year after


class Evidence:
    """The years in which an actor's names are printed, with which descriptions, and in about how many articles."""

    def __init__(self) -> None:
        self._years: defaultdict[int, dict[Marks, int]] = defaultdict(dict)
        self._near: dict[int, tuple[KnownDescriptions, int]] = {}
        self._ever: KnownDescriptions | None = None

    def add(self, group: MentionGroup, count: MentionCount) -> None:
        """Add the mentions of a group."""
        described = self._years[group.year]
        described[group.marks] = described.get(group.marks, 0) + magnitude(count.articles)

    def near(self, year: int) -> tuple[KnownDescriptions, int]:
        """The descriptions near a year, and in about how many articles; what has no year is near all years."""
        if year not in self._near:
            near = [of_year for other, of_year in self._years.items() if are_near(year, other)]
            known = KnownDescriptions(described for of_year in near for described in of_year)
            self._near[year] = (known, sum(articles for of_year in near for articles in of_year.values()))
        return self._near[year]

    def spans(self, year: int) -> bool:
        """Whether a year lies between the first and the last in which the actor is printed, or next to them."""
        dated = [other for other in self._years if other]
        return bool(dated) and min(dated) - YEARS_NEAR <= year <= max(dated) + YEARS_NEAR

    def ever(self) -> KnownDescriptions:
        """The descriptions of all years."""
        if self._ever is None:
            self._ever = KnownDescriptions(described for of_year in self._years.values() for described in of_year)
        return self._ever

    def compared(self, other: "Evidence") -> tuple[Consistency, bool]:
        """Whether the descriptions of two names are consistent, and whether both are printed near in time."""
        found = set()
        near = False
        for year, described in sorted(self._years.items()):
            known, articles = other.near(year)
            near = near or bool(articles)
            for each in described:
                found.add((known if articles else other.ever()).consistency(each))
                if near and Consistency.AGREE in found:
                    return Consistency.AGREE, near
        surest = (Consistency.AGREE, Consistency.CONTRADICT, Consistency.DIFFERENT)
        return next((each for each in surest if each in found), Consistency.NEUTRAL), near

    def share_single_office(self, other: "Evidence") -> bool:
        """Whether both are described near in time by an office that one person holds at a time."""
        return any(
            other.near(year)[0].shares_single_office(each)
            for year, described in self._years.items()
            for each in described
        )


class EvidenceOfClusters:
    """The evidence of all clusters that have mentions so far, gathered on demand."""

    def __init__(
        self, groups: Mapping[ClusterId, Sequence[MentionGroup]], counts: Mapping[MentionGroup, MentionCount]
    ) -> None:
        self._groups = groups
        self._counts = counts
        self._gathered: dict[ClusterId, Evidence] = {}

    def __contains__(self, cluster: ClusterId) -> bool:
        return cluster in self._groups

    def __getitem__(self, cluster: ClusterId) -> Evidence:
        if cluster not in self._gathered:
            evidence = Evidence()
            for group in self._groups[cluster]:
                evidence.add(group, self._counts[group])
            self._gathered[cluster] = evidence
        return self._gathered[cluster]


def are_near(year: int, other: int) -> bool:
    """Whether two years are near in time; 0, an unknown year, is near all."""
    return not year or not other or abs(other - year) <= YEARS_NEAR
