"""CSV in two dialects: RFC 4180 for programs, and what Danish Excel opens with a double click."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.personal import masked
from tidlig.render.escaping import for_csv


@dataclass(frozen=True, slots=True)
class Number:
    """A number in plain notation, which gets the decimal sign of the dialect; or none at all."""

    text: str = ""


Cell = str | Number
Rows = Iterable[Sequence[Cell]]
"""The rows of a sheet, the headings first."""


def amount(money: Money | None) -> tuple[Number, Number]:
    """Give the two cells of an amount in kroner: itself, and its half-width where it has one."""
    if money is None:
        return Number(), Number()
    return Number(plain(money.ore)), Number("" if money.exact else plain(money.half))


def as_csv(rows: Rows) -> str:
    """Write rows as RFC 4180: commas, a decimal point, plain kroner."""
    return _written(rows, ",", ".")


def as_danish_csv(rows: Rows) -> str:
    """Write rows for Danish Excel: semicolons, a decimal comma, and a byte order mark."""
    return "\ufeff" + _written(rows, ";", ",")


def _written(rows: Rows, delimiter: str, point: str) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_cell(cell, point) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Cell, point: str) -> str:
    if isinstance(cell, Number):
        return cell.text.replace(".", point)
    return for_csv(masked(cell, of_file=True))
