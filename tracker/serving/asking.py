"""What an address or a form asks: its values, as the filters of questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast, get_type_hints
from urllib.parse import urlencode

from tracker.asking.errors import UserError
from tracker.asking.filters import Filters, Names, Words
from tracker.asking.filters import query_of as query_of_filters
from tracker.serving.options import SiteOptions
from tracker.store import StatementQuery, Store
from tracker.terms import LARGEST_NUMBER, Act, CheckStatus, Kind, Standing, Verdict

Term = TypeVar("Term", bound=StrEnum)
Values = Sequence[tuple[str, str]]

ON_A_PAGE = 50
LAST_PAGE = 20  # farther on, filters or a file for programs are of more use
NOT_SET = ("", "0", "off", "false")

TERMS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"kind": Kind, "act": Act, "standing": Standing, "status": CheckStatus, "verdict": Verdict}
)
FILTERS = MappingProxyType(get_type_hints(Filters))  # by their names


class NotThereError(UserError):
    """What the address names isn't there."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A request: the site it is made to, in whose name, of which address, with which values, in their order."""

    site: SiteOptions
    editor: str
    path: str
    values: Values
    variables: Mapping[str, str]

    def all(self, name: str) -> list[str]:
        """The values of this name that aren't empty."""
        return [value for key, value in self.values if key == name and value.strip()]

    def one(self, name: str) -> str | None:
        """The last value of this name, None where it is empty or isn't given."""
        return next(iter(reversed(self.all(name))), None)

    def has(self, name: str) -> bool:
        """Whether something is switched on."""
        return (self.one(name) or "").strip().lower() not in NOT_SET

    def number(self, name: str) -> int | None:
        """A value that is a whole number above 0. Raises UserError for another one."""
        written = self.one(name)
        if written is None:
            return None
        if not written.strip().isdecimal() or not 0 < int(written) <= LARGEST_NUMBER:
            raise UserError(f"{name}: “{written}” is no number above 0")
        return int(written)

    @property
    def page(self) -> int:
        """Which page of a listing, from 1 on. Raises UserError for one that isn't shown."""
        page = self.number("page") or 1
        if page > LAST_PAGE:
            raise UserError(f"page: there are no more than {LAST_PAGE}; narrow it down, or take the CSV or JSON")
        return page

    def with_values(self, add: Values = (), without: Iterable[str] = ()) -> str:
        """The same address with other values; it begins with the first page again."""
        left = {"page", *without}
        return address(self.path, [*((key, value) for key, value in self.values if key not in left), *add])

    def pages(self, *, more: bool) -> dict[str, str]:
        """The addresses of the pages before and behind, as far as there are any; `more` is whether there is more."""
        page, found = self.page, {}
        if page > 1:
            found["previous"] = self.with_values([("page", str(page - 1) if page > 2 else "")])
        if more and page < LAST_PAGE:
            found["next"] = self.with_values([("page", str(page + 1))])
        return found


def address(path: str, values: Values) -> str:
    """A path with its values, those that are empty left out."""
    query = urlencode([(key, value) for key, value in values if value])
    return f"{path}?{query}" if query else path


def query_of(asking: Asking, store: Store, limit: int | None = None) -> tuple[StatementQuery, list[str]]:
    """The question that an address asks, and whom its names were taken for. Raises UserError."""
    told: list[str] = []
    given = {name: value for name, kind in FILTERS.items() if (value := _value(asking, name, kind))}

    def tell(message: str) -> None:
        told.append(message.removeprefix("tracker: "))

    return query_of_filters(store, limit, tell=tell, **cast(Filters, given)), told


def _value(asking: Asking, name: str, kind: Any) -> Any:
    """What an address has of a filter of this type; nothing where it hasn't any."""
    if kind is bool:
        return asking.has(name)
    if kind in (Names, Words):
        return asking.all(name)
    written = asking.one(name)
    return _share(name, written) if written and kind == float | None else written


def term(terms: type[Term], name: str, value: str) -> Term:
    """The term that is written so. Raises UserError for a word that is none of ours."""
    try:
        return terms(value)
    except ValueError as error:
        raise UserError(f"{name}: there is no “{value}”; there are {', '.join(terms)}") from error


def _share(name: str, written: str) -> float:
    try:
        share = float(written)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(f"{name}: “{written}” is no number from 0 to 1")
    return share
