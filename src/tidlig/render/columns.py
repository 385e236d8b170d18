"""Columns of reports: each is described once, and every format is written from its description.

A report has one list of columns. `cells` gives a row of its table (and so of Markdown), `fields`
a row of CSV, `record` an object of JSON. All three follow the order of the list; `leading` puts
some columns first where a format has another order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts
from tidlig.model.money import ZERO, Money, plain
from tidlig.model.texts import Number
from tidlig.render.style import Style, known_part
from tidlig.render.tables import Row, Table

Item = TypeVar("Item")
Of_contra = TypeVar("Of_contra", contravariant=True)
"""What a row of a report is made from."""

PLUS_MINUS = "plus_minus"
"""The key of JSON, and the end of a heading of CSV, for half-widths of inexact amounts."""


class Part(Enum):
    """Where a column may stand; Markdown has the columns of the table."""

    TABLE = "table"
    CSV = "CSV"
    JSON = "JSON"


EVERYWHERE = frozenset(Part)
DATA = frozenset((Part.CSV, Part.JSON))
TABLE = frozenset((Part.TABLE,))
CSV = frozenset((Part.CSV,))
JSON = frozenset((Part.JSON,))


class Figure(NamedTuple):
    """An amount under a heading, and what is not known of the sum that it is from."""

    money: Money
    heading: str = ""
    doubts: Doubts = CERTAIN

    @property
    def known(self) -> Money | None:
        """The amount; None in doubt, since the part of it that is known is no figure."""
        return None if self.heading in self.doubts else self.money

    @property
    def written(self) -> Money | None:
        """The part of the amount that is written for people, if any."""
        return known_part(self.money, self.doubts.get(self.heading))


@dataclass(frozen=True, slots=True)
class Column(Generic[Of_contra]):
    """A column of a report, and how a row's value is written in each format.

    `name` is its key in JSON, its heading in CSV, and what `--columns` calls it; `word` is its
    heading for people, by its key in the catalogue of words; words stand to the left, figures to
    the right. `fields` gives the texts of CSV, one for each of `headings`. A column of amounts has
    `figure`, from which the others follow.
    """

    name: str
    help: str
    cell: Callable[[Of_contra, Style], str]
    data: Callable[[Of_contra], Any]
    fields: Callable[[Of_contra], Sequence[str]]
    headings: tuple[str, ...]
    word: str
    is_words: bool
    parts: frozenset[Part] = EVERYWHERE
    figure: Callable[[Of_contra], Figure | None] | None = None


def text(
    name: str,
    help: str,
    value: Callable[[Item], Any],
    *,
    word: str | None = None,
    cell: Callable[[Item, Style], str] | None = None,
    data: Callable[[Item], Any] | None = None,
    field: Callable[[Item], str] | None = None,
    parts: frozenset[Part] = EVERYWHERE,
) -> Column[Item]:
    """A column of words, dates or ids: empty for people and null where there is none.

    `cell`, `data` and `field` replace the value for people, in JSON and in CSV; whatever else is
    different is left to `dataclasses.replace`.
    """

    def written(item: Item, style: Style) -> str:
        del style
        return value(item) or ""

    def datum(item: Item) -> Any:
        return value(item) or None

    def fields(item: Item) -> Sequence[str]:
        return (in_csv(item) or "",)

    in_csv = field or value
    return Column(
        name,
        help,
        cell or written,
        data or datum,
        fields,
        (name,),
        word or name,
        is_words=True,
        parts=parts,
    )


def count(
    name: str,
    help: str,
    value: Callable[[Item], object],
    *,
    word: str | None = None,
    cell: Callable[[Item, Style], str] | None = None,
    data: Callable[[Item], Any] | None = None,
    parts: frozenset[Part] = EVERYWHERE,
) -> Column[Item]:
    """A column of numbers that are no money: empty and null where nothing is known."""

    def written(item: Item, style: Style) -> str:
        del style
        return str(value(item) or "")

    def field(item: Item) -> Sequence[str]:
        number = value(item)
        return (Number("" if number is None else str(number)),)

    return Column(
        name,
        help,
        cell or written,
        data or value,
        field,
        (name,),
        word or name,
        is_words=False,
        parts=parts,
    )


def amount(
    name: str,
    help: str,
    figure: Callable[[Item], Figure | None],
    *,
    word: str | None = None,
    cell: Callable[[Item, Style], str] | None = None,
    data: Callable[[Item], Any] | None = None,
    parts: frozenset[Part] = EVERYWHERE,
) -> Column[Item]:
    """A column of amounts, to the right; in CSV another one beside it has their half-widths.

    JSON has kroner as text, and half-widths together under `plus_minus`.
    """

    def written(item: Item, style: Style) -> str:
        return written_figure(figure(item), style)

    def fields(item: Item) -> Sequence[str]:
        return amount_fields(_known(figure(item)))

    def datum(item: Item) -> str | None:
        money = _known(figure(item))
        return None if money is None else plain(money.ore)

    headings = (name, f"{name}_{PLUS_MINUS}")
    return Column(
        name,
        help,
        cell or written,
        data or datum,
        fields,
        headings,
        word or name,
        is_words=False,
        parts=parts,
        figure=figure,
    )


def half_widths(*columns: Column[Item]) -> Column[Item]:
    """The column of JSON with the half-widths of what is inexact, by the names of `columns`."""

    def value(item: Item) -> dict[str, str]:
        halves: dict[str, str] = {}
        for column in columns:
            money = None if column.figure is None else _known(column.figure(item))
            if money is not None and not money.exact:
                halves[column.name] = plain(money.half)
        return halves

    return text(
        PLUS_MINUS,
        "Half-widths of the amounts that are rounded in their source.",
        value,
        data=value,
        parts=JSON,
    )


def written_figure(figure: Figure | None, style: Style) -> str:
    """Write a figure for people, as far as it is known."""
    return "" if figure is None else style.uncertain(*figure)


def amount_fields(money: Money | None) -> tuple[Number, Number]:
    """Return the two fields of an amount in CSV: itself, and its half-width where it has one."""
    if money is None:
        return Number(), Number()
    return plain(money.ore), Number() if money.exact else plain(money.half)


def is_filled(column: Column[Item], item: Item) -> bool:
    """Whether an amount is not 0, or not known to be."""
    figure = None if column.figure is None else column.figure(item)
    return figure is not None and (figure.money != ZERO or figure.known is None)


def amounts(columns: Sequence[Column[Item]], items: Iterable[Item]) -> list[Money]:
    """Return the amounts that people read in some rows."""
    moneys: list[Money] = []
    for item in items:
        for column in columns:
            figure = None if column.figure is None else column.figure(item)
            if figure is not None and figure.written is not None:
                moneys.append(figure.written)
    return moneys


def of_part(columns: Iterable[Column[Item]], part: Part) -> list[Column[Item]]:
    """Return the columns that a format has."""
    return [column for column in columns if part in column.parts]


def leading(columns: Iterable[Column[Item]], *names: str) -> list[Column[Item]]:
    """Put the columns of some names first, in that order; the others keep theirs."""
    by_name = {column.name: column for column in columns}
    first = [by_name.pop(name) for name in names]
    return [*first, *by_name.values()]


def cells(columns: Iterable[Column[Item]], item: Item, style: Style) -> tuple[str, ...]:
    """Write a row of the table."""
    return tuple(column.cell(item, style) for column in columns)


def headings(columns: Iterable[Column[Item]]) -> list[str]:
    """Return the headings of CSV."""
    return [heading for column in columns for heading in column.headings]


def fields(columns: Iterable[Column[Item]], item: Item) -> list[str]:
    """Write a row of CSV."""
    return [field for column in columns for field in column.fields(item)]


def fields_by_heading(columns: Sequence[Column[Item]], item: Item) -> dict[str, str]:
    """Write a row of CSV for a sheet that has other columns too."""
    return dict(zip(headings(columns), fields(columns, item), strict=True))


def melted(columns: Iterable[Column[Item]], item: Item) -> Iterator[dict[str, str]]:
    """Write a row of CSV for each amount, named under "heading", with the other columns' fields.

    An amount that there is not, as opposed to one that is not known, has no row.
    """
    in_csv = of_part(columns, Part.CSV)
    labels = [column for column in in_csv if column.figure is None]
    for column in in_csv:
        if column.figure is not None and column.figure(item) is not None:
            money, half_width = column.fields(item)
            yield {
                **fields_by_heading(labels, item),
                "heading": column.name,
                "amount": money,
                PLUS_MINUS: half_width,
            }


def record(columns: Iterable[Column[Item]], item: Item) -> dict[str, Any]:
    """Return a row as an object of JSON."""
    return {column.name: column.data(item) for column in of_part(columns, Part.JSON)}


def table_of(
    name: str,
    columns: Sequence[Column[Item]],
    rows: Sequence[Row],
    style: Style,
    *,
    fixed: int = 0,
    sparse: bool = False,
) -> Table:
    """Put rows under the words of their columns; `name` is the word over the names of rows."""
    words = frozenset(number for number, column in enumerate(columns) if column.is_words)
    over = tuple(style.word(column.word) for column in columns)
    return Table(style.word(name), over, tuple(rows), words, fixed, sparse)


def by_kind_text(values: Mapping[str, object]) -> str:
    """Write values by kind of recipient in one field of CSV: "municipality 57, provider 5"."""
    return ", ".join(f"{kind} {value}" for kind, value in values.items())


def _known(figure: Figure | None) -> Money | None:
    return None if figure is None else figure.known
