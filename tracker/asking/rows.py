"""Answers for programs and notebooks: rows with the fields that `--json` writes, as dicts, pandas or Arrow."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, get_type_hints, overload

from tracker.asking.errors import UserError
from tracker.views.records import Record

if TYPE_CHECKING:
    import pandas
    import pyarrow

DAYS = ("day", "said_on", "published_on", "first_on", "last_on")  # which data frames have as dates

Answer = TypeVar("Answer")


class Row(Mapping[str, Any]):
    """One row of an answer: a mapping of its fields, which are attributes, too. It shows itself in a notebook."""

    def __init__(self, record: Record, html: Callable[[], str]) -> None:
        self._record = record
        self._html = html

    def __getitem__(self, name: str) -> Any:
        return self._record[name]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_record"][name]
        except KeyError as error:
            raise AttributeError(f"there is no field {name!r}") from error

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._record]

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)

    def __repr__(self) -> str:
        return f"Row({dict(self._record)!r})"

    def _repr_html_(self) -> str:
        return self._html()


class Rows(Sequence[Row], Generic[Answer]):
    """The rows of an answer, all of them in memory. They show themselves as a table in a notebook."""

    def __init__(
        self,
        answers: Sequence[Answer],
        fields: Sequence[str],
        record: Callable[[Answer], Record],
        types: Mapping[str, Any],
        table: Callable[[Sequence[Answer]], str],
        alone: Callable[[Answer], str] | None = None,
    ) -> None:
        """`types` are the types of the fields, as far as they are known. What the others make of answers:

        `record` the fields of one, `table` HTML of several, `alone` HTML of one that isn't a table.
        """
        self.fields = tuple(fields)
        self._answers = answers
        self._record = record
        self._types = types
        self._table = table
        self._alone = alone

    def __len__(self) -> int:
        return len(self._answers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[Answer]": ...
    def __getitem__(self, index: int | slice) -> "Row | Rows[Answer]":
        if isinstance(index, slice):
            return Rows(self._answers[index], self.fields, self._record, self._types, self._table, self._alone)
        answer = self._answers[index]
        alone = self._alone
        return Row(self._record(answer), lambda: alone(answer) if alone else self._table([answer]))

    def __repr__(self) -> str:
        return f"<{len(self)} row{'' if len(self) == 1 else 's'}: {', '.join(self.fields)}>"

    def _repr_html_(self) -> str:
        return self._table(self._answers)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts, with the values that `--json` writes."""
        return [dict(self._record(answer)) for answer in self._answers]

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a data frame of pandas; days are dates there (`datetime64`). Raises UserError without pandas."""
        try:
            import pandas
        except ImportError as error:
            raise _missing("pandas") from error
        frame = pandas.DataFrame.from_records(self.to_dicts(), columns=list(self.fields))
        return frame.astype({name: "datetime64[s]" for name in DAYS if name in self.fields})

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as a table of Arrow; days are dates there (`date32`). Raises UserError without pyarrow."""
        try:
            import pyarrow
        except ImportError as error:
            raise _missing("pyarrow") from error
        records = [self._record(answer) for answer in self._answers]
        return pyarrow.table({name: self._arrow_column(name, records) for name in self.fields})

    def _arrow_column(self, name: str, records: Sequence[Record]) -> "pyarrow.Array":
        import pyarrow

        values: list[Any] = [record[name] for record in records]
        if name in DAYS:
            return pyarrow.array([value and date.fromisoformat(value) for value in values], pyarrow.date32())
        return pyarrow.array(values, _arrow_type(self._types[name]) if name in self._types else None)


def _arrow_type(hint: Any) -> "pyarrow.DataType":
    """Arrow's type for that of a field, so that tables of different answers have the same schema."""
    import pyarrow

    if isinstance(hint, UnionType):  # with None
        return _arrow_type(get_args(hint)[0])
    if get_origin(hint) is list:
        return pyarrow.list_(_arrow_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pyarrow.struct([(name, _arrow_type(of)) for name, of in get_type_hints(hint).items()])
    return {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}[hint]


def _missing(package: str) -> UserError:
    return UserError(f"this needs {package}: pip install 'quote-claim-tracker[frames]'")
