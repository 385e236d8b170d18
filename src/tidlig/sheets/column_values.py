"""The values of a table's columns, as TOML would have them: amounts, dates, numbers and texts."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import partial

from tidlig.model import entry as model
from tidlig.model.findings import Problem
from tidlig.model.grants import KindDate
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.messages import Message
from tidlig.model.money import ORE_PER_KRONE, UNKNOWN
from tidlig.model.records import Stated
from tidlig.model.spelling import plain_letters
from tidlig.model.years import Years
from tidlig.sheets import cells
from tidlig.sheets.cells import Column, cell_text, signed_amounts, strip_text, turns_sign
from tidlig.sheets.columns import SIDES, Layout
from tidlig.sheets.damages import damages
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.notation import Cell
from tidlig.sheets.tables import Sheet, SheetRow
from tidlig.source.given import hint
from tidlig.source.toml import MOST_DIGITS
from tidlig.source.values import MONTH, is_id, shown

_AMOUNTS = (model.Amount, model.Amount | model.YearAmounts, Stated)
_DATES = (dt.date, model.When, model.When | tuple[KindDate, ...])
_NUMBERS = (model.Year, model.Count, Years)
_LISTS = (tuple[str, ...], model.Kinds, model.Accounts)
_READ = (*_NUMBERS, *_LISTS)
NAMING = (model.Ident, model.OneOrMore, model.Account)
"""The types of keys that name something: their cells are no numbers, whatever a program made."""


PARTIES = ("recipient", "payee")
"""The keys of entries that name a recipient, who is found by name and number too."""


def plain_id(written: str) -> str:
    """An id as it is, or made of a text by small letters: "SAG 12" is sag-12."""
    return written if is_id(written) else plain_letters(written)


def is_amount(kind: str, key: str) -> bool:
    """Whether a column has amounts: of a key of the kind, or debit and credit."""
    return key in SIDES or hint(ALL_KINDS[kind], key) in _AMOUNTS


class ColumnReader:
    """The columns of a sheet while they are read; problems are kept."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: Mapping,
        plan: Layout,
        rows: Sequence[SheetRow],
        currency: str,
    ) -> None:
        """Keep what is read, and how."""
        self.sheet, self.mapping, self.plan, self.rows = sheet, mapping, plan, rows
        self.label = "kr." if currency == "DKK" else currency
        self.cls = ALL_KINDS[mapping.kind]
        self.problems: list[Problem] = []
        self.decimal: str | None = None
        self.dates: str | None = None

    def columns(self) -> dict[str, Sequence[object]]:
        """The values of each column; those of debit and credit as the amount."""
        read = {key: self._column(key) for key in self.mapping.columns if key not in SIDES}
        if not set(SIDES).isdisjoint(self.mapping.columns):
            read["amount"] = self._sides()
        return read

    def _column(self, key: str) -> Sequence[object]:
        """The value of a column on each line; empty text where it has none."""
        number = self.plan.columns[key]
        wanted = hint(self.cls, key)
        if wanted in _AMOUNTS:
            return self._amounts(number, key)
        if wanted in _DATES:
            return self._dates(number, may_be_month=wanted is not dt.date)
        return self._texts(number, key, wanted)

    def _texts(self, number: int, key: str, wanted: object) -> Sequence[object]:
        raw = [strip_text(row.cells[number]) for row in self.rows]
        if wanted in NAMING or key in ("id", "cvr", "reference"):
            lines = [Cell(row.line, value) for row, value in zip(self.rows, raw, strict=True)]
            self.problems += damages(Column(self.sheet, number, lines))
        texts = map(cell_text, raw)
        if self._has_ids_alone(key, wanted):
            return list(map(plain_id, texts))
        return list(map(partial(_value, wanted), texts) if wanted in _READ else texts)

    def _has_ids_alone(self, key: str, wanted: object) -> bool:
        """Whether cells are ids of other entries; those of an import may be names, too."""
        return wanted is model.Ident and key not in PARTIES and self.mapping.must_state

    def _amounts(self, number: int, key: str) -> Sequence[object]:
        """Amounts as TOML has them: whole kroner, text where there are øre, or "unknown"."""
        written = [Cell(row.line, strip_text(row.cells[number])) for row in self.rows]
        stated = [cell for cell in written if not _is_as_in_ledger(cell.value)]
        column = Column(self.sheet, number, stated)
        unit = self.mapping.amounts_in(self.sheet.currency)
        read = cells.amounts(column, self.mapping.decimal, unit)
        if isinstance(read, Problem):
            self.problems.append(read)
            return [""] * len(written)
        ore, mark = read
        self._see_to_mark(column, mark)
        self._see_to_inexact(Column(self.sheet, number, written), mark or self.mapping.decimal)
        by_line = dict(zip((cell.line for cell in stated), ore, strict=True))
        turns = key.partition(".")[0] == "amount"
        return [
            self._amount(cell, row, by_line.get(cell.line), turns=turns)
            for cell, row in zip(written, self.rows, strict=True)
        ]

    def _amount(self, cell: Cell, row: SheetRow, ore: int | None, *, turns: bool) -> object:
        signs = self.plan.signs
        is_turned = turns and (bool(signs) and turns_sign(row, signs)) != self.mapping.negate
        if ore is None:
            return _turned(cell.value) if is_turned else cell.value
        return amount_written(-ore if is_turned else ore, self.label)

    def _sides(self) -> Sequence[object]:
        """The amounts of columns of debit and credit."""
        sides = tuple(self.plan.columns[side] for side in SIDES)
        plan = Layout(
            self.plan.columns, self.plan.filters, self.plan.signs, {}, (), (), amounts=sides
        )
        unit, negate = self.mapping.amounts_in(self.sheet.currency), self.mapping.negate
        read = signed_amounts(
            self.sheet, self.rows, plan, self.mapping.decimal, unit, negate=negate
        )
        if isinstance(read, Problem):
            self.problems.append(read)
            return [""] * len(self.rows)
        self.decimal = self.decimal or read.mark
        return [amount_written(ore, self.label) for ore in read.ore]

    def _see_to_mark(self, column: Column, mark: str | None) -> None:
        """Keep what stands before decimals; where it must be said and is not, that is a problem."""
        self.decimal = self.decimal or mark
        if not self.mapping.must_state or self.mapping.decimal is not None or mark is None:
            return
        cell = next(cell for cell in column.cells if _has_mark(cell.value))
        message = Message(
            "{amount} can be read only by what stands before decimals, and that is not said",
            amount=shown(cell.value),
        )
        help = Message('write decimal = "{mark}", if it is so', mark=mark)
        self.problems.append(column.problem(message, cell, help))

    def _see_to_inexact(self, column: Column, mark: str | None) -> None:
        """Refuse an amount with "ca." and a mark, where the column has a decimal point."""
        if mark != ".":
            return
        for cell in column.cells:
            if _is_as_in_ledger(cell.value) and _MARKED.search(str(cell.value)):
                message = Message(
                    "{amount} is read with a decimal comma, and the column has a decimal point",
                    amount=shown(cell.value),
                )
                help = Message("write it without comma and point: ca. 1500 {kr}", kr=Message("kr."))
                self.problems.append(column.problem(message, cell, help))
                return

    def _dates(self, number: int, *, may_be_month: bool) -> Sequence[object]:
        written = [Cell(row.line, strip_text(row.cells[number])) for row in self.rows]
        months = [may_be_month and _is_month(cell.value) for cell in written]
        stated = [cell for cell, is_month in zip(written, months, strict=True) if not is_month]
        column = Column(self.sheet, number, stated)
        read = cells.dates(column, self.mapping.dates)
        if isinstance(read, Problem):
            self.problems.append(read)
            return [""] * len(written)
        days, order = read
        self._see_to_order(column, order)
        by_line = dict(zip((cell.line for cell in stated), days, strict=True))
        return [by_line.get(cell.line) or cell.value for cell in written]

    def _see_to_order(self, column: Column, order: str | None) -> None:
        """Keep the order of day and month; where it must be said and is not, that is a problem."""
        self.dates = self.dates or order
        if not self.mapping.must_state or self.mapping.dates is not None or order is None:
            return
        cell = next(cell for cell in column.cells if _has_order(cell.value))
        message = Message(
            "{date} can be read only by whether the day comes first, and that is not said",
            date=shown(cell.value),
        )
        help = Message('write dates = "{order}", if it is so', order=order)
        self.problems.append(column.problem(message, cell, help))


def _value(wanted: object, text: str) -> object:
    """A whole number, or a list of one text, where one is wanted and written."""
    if wanted in _LISTS:
        return [text] if text else ""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else text


def amount_written(ore: int, label: str = "kr.") -> int | str:
    """An amount of øre as a ledger writes it: whole kroner, or text with a decimal comma."""
    kroner, rest = divmod(abs(ore), ORE_PER_KRONE)
    if not rest:
        return kroner if ore >= 0 else -kroner
    return f"{'-' if ore < 0 else ''}{kroner},{rest:02} {label}"


def _is_as_in_ledger(value: object) -> bool:
    """Whether a cell stays as it is: nothing, "unknown", or an amount with "ca." before it."""
    return isinstance(value, str) and (value in ("", UNKNOWN.value) or value.startswith(_ABOUT))


_ABOUT = "ca. "
_MARKED = re.compile("[0-9][.,]|[.,][0-9]")


def _turned(value: object) -> object:
    """An amount that stays as it is, with the other sign; what is no amount has none."""
    text = str(value)
    if not text.startswith(_ABOUT):
        return value
    figure = text.removeprefix(_ABOUT)
    return f"{_ABOUT}{figure[1:]}" if figure.startswith("-") else f"{_ABOUT}-{figure}"


def _is_month(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(MONTH, value) is not None


def _has_mark(value: object) -> bool:
    return isinstance(value, str) and ("," in value or "." in value)


def _has_order(value: object) -> bool:
    return isinstance(value, str) and _NUMERIC.match(value) is not None


_NUMERIC = re.compile("[0-9]{1,2}[-./]")
