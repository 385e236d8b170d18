"""The lines of a table as drafts of entries: tables as TOML would have them, each with its line.

`drafts` reads a sheet by a mapping. It judges what is written in cells, never what entries say: the
reader of entries does that, as with TOML. Nothing is guessed: what is uncertain is a problem.
"""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.model.entry import Entry
from tidlig.model.findings import Problem
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.messages import Message
from tidlig.model.spelling import plain_letters, same_form
from tidlig.sheets.cells import cell_text
from tidlig.sheets.column_values import PARTIES, ColumnReader, is_amount, plain_id
from tidlig.sheets.columns import (
    SIDES,
    Layout,
    column_of,
    filter_values,
    ignored_columns,
    refuse_unit,
    sign_values,
    suspected,
)
from tidlig.sheets.headings import without_total
from tidlig.sheets.lines import counted_rows
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.tables import Sheet, SheetRow, Unusable
from tidlig.sheets.validation import refuse_uncertain_amounts
from tidlig.source.given import hint


def is_column(kind: str, key: str) -> bool:
    """Whether a column may be what a key says, in a table of a kind."""
    cls = ALL_KINDS[kind]
    if hint(cls, key) is not None or key == "id":
        return True
    names_recipient = any(hint(cls, each) is not None for each in PARTIES)
    has_amount = hint(cls, "amount") is not None
    return (key == "cvr" and names_recipient) or (key in ("currency", *SIDES) and has_amount)


class Draft(NamedTuple):
    """What a line says of an entry: its raw keys and values, as they would stand in TOML.

    `id` is empty where the line has nothing to make one of. `line` counts from 1, as the file or
    the sheet does; `columns` has the heading of the column that each key came from, dotted for a
    key in a table. `cvr` is the CVR number of the line where the kind has no such key.
    """

    kind: str
    id: str
    table: dict[str, object]
    line: int
    columns: Table[str, str]
    cvr: str = ""


class LineProblem(NamedTuple):
    """What is wrong with a line, under which heading (empty for the whole line), and where."""

    line: int
    heading: str
    problem: Problem

    @property
    def message(self) -> Message:
        """The fact."""
        return self.problem.message


class Drafted(NamedTuple):
    """The drafts of a sheet, its problems, and how it was read.

    Where there are problems, drafts lack what could not be read. `decimal` and `dates` are what
    amounts and dates depend on, None where they depend on nothing. `unread` has the headings that
    nobody reads or ignores.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[LineProblem, ...]
    decimal: str | None = None
    dates: str | None = None
    unread: tuple[str, ...] = ()


def drafts(sheet: Sheet, mapping: Mapping, currency: str = "DKK") -> Drafted:
    """Read the lines of a sheet as entries of a kind, for a ledger in a currency."""
    try:
        plan = mapped_layout(sheet, mapping)
        rows = _rows(sheet, plan, mapping, currency)
    except Unusable as fault:
        return Drafted((), _of_lines(sheet, fault.problems))
    reader = ColumnReader(sheet, mapping, plan, rows, currency)
    made = _Lines(mapping, rows, reader.columns())
    return Drafted(
        tuple(made.drafts()),
        _of_lines(sheet, reader.problems),
        reader.decimal,
        reader.dates,
        tuple(_unread(sheet, plan, rows)),
    )


def _unread(sheet: Sheet, plan: Layout, rows: Sequence[SheetRow]) -> Iterator[str]:
    """The headings of columns that nobody reads; where there is none, the number of its column."""
    for number in plan.unexplained:
        heading = sheet.headings[number]
        if heading or any(number < len(row.cells) and cell_text(row.cells[number]) for row in rows):
            yield heading or f"column {number + 1}"


def _of_lines(sheet: Sheet, problems: Sequence[Problem]) -> tuple[LineProblem, ...]:
    return tuple(_of_line(sheet, problem) for problem in problems)


def _of_line(sheet: Sheet, problem: Problem) -> LineProblem:
    """A problem with its line, and the heading of the cell that it stands at."""
    span = problem.location.span
    line = span.line if span is not None else sheet.heading_line
    for number, heading in enumerate(sheet.headings):
        if sheet.place(line, number) == problem.location:
            return LineProblem(line, heading, problem)
    return LineProblem(line, "", problem)


def mapped_layout(sheet: Sheet, mapping: Mapping) -> Layout:
    """What each column is for; raise `Unusable` where one that is named is not there."""
    found = {
        key: column_of(sheet, mapping, key, heading) for key, heading in mapping.columns.items()
    }
    amounts = tuple(number for key, number in found.items() if is_amount(mapping.kind, key))
    for number in amounts:
        refuse_unit(sheet, mapping, number)
    forms = set(map(same_form, mapping.others))
    others = {number for number, own in enumerate(sheet.headings) if same_form(own) in forms}
    explained = {*found.values(), *ignored_columns(sheet, mapping), *others}
    suspects = suspected(sheet, explained)
    filters, signs = filter_values(sheet, mapping), sign_values(sheet, mapping)
    read = {*found.values(), *filters, *signs, *suspects}
    unread = _not_among(sheet, read)
    return Layout(
        found, filters, signs, suspects, unread, _not_among(sheet, read | explained), amounts
    )


def _not_among(sheet: Sheet, numbers: Collection[int]) -> tuple[int, ...]:
    return tuple(number for number in range(len(sheet.headings)) if number not in numbers)


def _rows(sheet: Sheet, plan: Layout, mapping: Mapping, currency: str) -> list[SheetRow]:
    """The lines that count, if it is certain what their amounts are."""
    body, below = without_total(sheet, plan.columns)
    if below is not None:
        raise Unusable([_total(sheet, below)])
    if not body:
        return []
    rows = counted_rows(sheet, plan, body, below)
    if plan.amounts:
        refuse_uncertain_amounts(sheet, plan, rows, mapping, currency)
    return rows


def _total(sheet: Sheet, row: SheetRow) -> Problem:
    message = Message("line {line} calls itself a total, and is no entry", line=row.line)
    help = Message("remove the line, or leave it out with filters")
    return Problem(message, sheet.place(row.line, 0), help)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The columns of a sheet as they were read, to be put together line by line."""

    mapping: Mapping
    rows: Sequence[SheetRow]
    columns: Table[str, Sequence[object]]

    def drafts(self) -> Iterator[Draft]:
        """The draft of each line."""
        mapping, cls = self.mapping, ALL_KINDS[self.mapping.kind]
        own = {key: values for key, values in self.columns.items() if hint(cls, key) is not None}
        keys = [tuple(key.split(".")) for key in own]
        ids, cvr = self.columns.get("id"), {**self.columns, **dict.fromkeys(own)}.get("cvr")
        for number, row in enumerate(self.rows):
            table = dict(mapping.constants)
            is_empty = _fill(table, keys, [column[number] for column in own.values()])
            if is_empty and mapping.may_be_empty:
                continue
            id = plain_id(str(ids[number])) if ids else _made_id(cls, table)
            number_of = str(cvr[number]) if cvr else ""
            yield Draft(mapping.kind, id, table, row.line, mapping.columns, number_of)


def _made_id(cls: type[Entry], table: Table[str, object]) -> str:
    """An id made of the reference, or of what the ids of `tidlig add` begin with."""
    if table.get("reference"):
        return plain_id(str(table["reference"]))
    rows = (keys for keys in cls.described.id_from if table.get(keys[0]))
    words = [str(table[key]) for key in next(rows, ()) if table.get(key)]
    return plain_letters("-".join(words))


def _fill(
    table: dict[str, object], keys: Sequence[tuple[str, ...]], values: Sequence[object]
) -> bool:
    """Put the values of a line into its table; say whether none of them was there."""
    is_empty = True
    for (key, *inner), value in zip(keys, values, strict=True):
        if value == "":
            continue
        is_empty = False
        if inner:
            rows = table.setdefault(key, {})
            assert isinstance(rows, dict)
            rows[inner[0]] = value
        else:
            table[key] = value
    return is_empty
