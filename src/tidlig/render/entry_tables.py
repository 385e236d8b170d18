"""The tables of one entry: its figures, what it moves, and the entries that depend on it.

Each is data in JSON too, where nothing is left out. Headings of figures are those of the balance.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tidlig.arithmetic.entry_report import EntryReport, Part, PartRow
from tidlig.arithmetic.movements import Figures, Movement
from tidlig.arithmetic.related import display_name
from tidlig.arithmetic.unknown_amounts import CERTAIN, CUT, MORE, Doubts
from tidlig.model.entry import Entry
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render import columns
from tidlig.render.balance_columns import CHARGED, FIGURES, OF_ACCOUNTS, Sums, figures_data, named
from tidlig.render.columns import JSON, TABLE, Column, Figure, amount, half_widths, text
from tidlig.render.entry_writer import EntryWriter, described
from tidlig.render.log import line_name
from tidlig.render.sentences import sentence
from tidlig.render.style import Style
from tidlig.render.tables import Row, Table
from tidlig.render.values import address, id_of

FEW = 20
"""So many rows of a kind are shown unless all are asked for."""

_KINDS_OF_AWARDS = ("round", "pool", "award", "recipient")
"""Kinds of entry that are shown under the headings of awards, also where these are zeros."""


def amounts(report: EntryReport) -> list[Money]:
    """Return every amount that tables of an entry may show."""
    figures = [report.figures, *(of_program for _, of_program, _ in report.by_program)]
    for part in report.parts:
        figures += [part.whole, *(row.figures for row in part.rows)]
    moneys = [movement.money for movement in report.movements]
    for part in report.parts:
        moneys += [row.moved_within for row in part.rows if row.moved_within is not None]
    for sums in filter(None, figures):
        moneys += sums.values()
    return moneys


# Figures.


def figures_table(report: EntryReport, style: Style) -> Table | None:
    """The figures of an entry that are not zeros; of a recipient also by program."""
    if report.figures is None:
        return None
    whole = Sums(report.figures, report.doubts)
    figure_columns = _figure_columns(report, whole)
    if report.by_program:
        return _table_by_program(report, whole, figure_columns, style)
    body = [
        Row(style.word(column.word), _stated_cells([column], whole, style))
        for column in figure_columns
    ]
    return Table("", ("",), tuple(body)) if body else None


def _figure_columns(report: EntryReport, whole: Sums) -> list[Column[Sums]]:
    if report.entry.kind in _KINDS_OF_AWARDS:
        return named(CHARGED)
    has_accounts = any(part.what == "outturn" for part in report.parts)
    left_out = () if has_accounts else OF_ACCOUNTS
    return _filled([column for column in FIGURES if column.name not in left_out], [whole])


def _filled(choice: Iterable[Column[Sums]], sums: Sequence[Sums]) -> list[Column[Sums]]:
    """Leave out columns in which all is known to be 0, or nothing of any is known."""
    return [column for column in choice if any(_says_something(column, row) for row in sums)]


def _says_something(column: Column[Sums], sums: Sums) -> bool:
    return columns.is_filled(column, sums) and sums.doubts.get(column.name) != CUT


def _table_by_program(
    report: EntryReport, whole: Sums, figure_columns: Sequence[Column[Sums]], style: Style
) -> Table:
    body = [
        Row(program, _stated_cells(figure_columns, Sums(figures, doubts), style))
        for program, figures, doubts in report.by_program
    ]
    body.append(
        Row(style.word("in all"), _stated_cells(figure_columns, whole, style), stands_out=True)
    )
    return columns.table_of("program", figure_columns, body, style)


def _stated_cells(
    figure_columns: Sequence[Column[Sums]], sums: Sums, style: Style
) -> tuple[str, ...]:
    """Write sums, with a word for what nothing is known of."""
    return tuple(column.cell(sums, style) or style.word("not stated") for column in figure_columns)


def data_of_figures(report: EntryReport) -> dict[str, Any] | None:
    """All figures of an entry, of accounts where there are any."""
    return _figures_data(
        report.figures, report.doubts, has_accounts=bool(_strands_with_accounts(report))
    )


def data_by_program(report: EntryReport) -> list[dict[str, Any]]:
    """All figures of a recipient, by program."""
    return [
        {"program": Identifier(program), **figures_data(figures, doubts, has_accounts=False)}
        for program, figures, doubts in report.by_program
    ]


def _figures_data(
    figures: Figures | None, doubts: Doubts, *, has_accounts: bool
) -> dict[str, Any] | None:
    """All headings of an entry; null for what is unknown, and for accounts there are not."""
    return None if figures is None else figures_data(figures, doubts, has_accounts=has_accounts)


def _strands_with_accounts(report: EntryReport) -> set[str | None]:
    """Return the strands that there are accounts of, None for accounts of no strand."""
    outturn = [row for part in report.parts if part.what == "outturn" for row in part.rows]
    return {getattr(row.entry, "strand", None) for row in outturn}


# Movements.


def movements_table(
    movements: Iterable[Movement], gaps: Iterable[Movement], style: Style
) -> Table | None:
    """What an entry moves, but for zeros, and what it moves of unknown amounts."""
    in_table = columns.leading(columns.of_part(MOVEMENTS, columns.Part.TABLE), "years")
    body = [
        Row(line_name(movement.line), columns.cells(in_table, movement, style))
        for movement in movements
        if movement.money != ZERO
    ]
    unknown = [column for column in in_table if column is not MOVED]
    for gap in gaps:
        cells = (*columns.cells(unknown, gap, style), style.word("not stated"))
        body.append(Row(line_name(gap.line), cells))
    return columns.table_of("line", in_table, body, style) if body else None


def movements_data(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    """What an entry moves, zeros too."""
    return [columns.record(MOVEMENTS, movement) for movement in movements]


def _heading_cell(movement: Movement, style: Style) -> str:
    return style.word(movement.heading)


MOVED: Column[Movement] = amount(
    "amount", "What it moves.", lambda movement: Figure(movement.money), parts=TABLE | JSON
)
MOVEMENTS: tuple[Column[Movement], ...] = (
    text(
        "heading", "What it is counted as.", lambda movement: movement.heading, cell=_heading_cell,
        parts=TABLE | JSON,
    ),
    text("program", "The program.", lambda movement: Identifier(movement.line.program), parts=JSON),
    text("strand", "The strand.", lambda movement: Identifier(movement.line.strand), parts=JSON),
    text(
        "years", "The year, or a span of years that is not split.",
        lambda movement: str(movement.line.years), data=lambda movement: list(movement.line.years),
        parts=TABLE | JSON,
    ),
    MOVED,
    half_widths(MOVED),
)  # fmt: skip
"""The columns of what an entry moves, in the order of JSON."""


# Dependents.


class Dependent(NamedTuple):
    """An entry that depends on another, the subject, and for tables what writes its values."""

    row: PartRow
    subject: Entry
    has_accounts: bool = False
    writer: EntryWriter | None = None


def has_figures(part: Part) -> bool:
    """Whether the table of a part has figures."""
    return bool(_figure_columns_of_part(part))


def part_table(
    report: EntryReport, part: Part, style: Style, few: int | None, writer: EntryWriter
) -> Table:
    """The dependents of one kind, the first few of them unless all, and the sum of all."""
    figures = _figure_columns_of_part(part)
    in_table = _columns_of_part(part, figures)
    body = []
    for row in part.rows[:few]:
        dependent = Dependent(row, report.entry, writer=writer)
        body.append(Row(id_of(row.entry), columns.cells(in_table, dependent, style)))
    if len(part.rows) > 1 and figures:
        whole = Sums(part.whole, part.doubts)
        row = PartRow(part.rows[0].entry, part.whole, is_unknown=False, doubts=part.doubts)
        sums = {
            column.name: _known_change(column, row, style) or column.cell(whole, style)
            for column in figures
        }
        cells = tuple(sums.get(column.name, "") for column in in_table)
        is_net = any(row.moved_within is not None for row in part.rows)
        name = sentence("in all, net", style.language) if is_net else style.word("in all")
        body.append(Row(name, cells, stands_out=True))
    return columns.table_of("entry", in_table, body, style)


def _headings_shown(what: str) -> tuple[str, ...]:
    """The headings that a part is shown under, where they are not all zeros."""
    headings = ALL_KINDS["payment" if what == "payee" else what].described.figures
    return tuple(heading for heading in headings if heading != "remaining")


def _figure_columns_of_part(part: Part) -> list[Column[Sums]]:
    """The columns with figures, or the first where amounts are unknown."""
    choice = named(_headings_shown(part.what))
    sums = [Sums(row.figures, row.doubts) for row in part.rows if row.figures]
    filled = _filled(choice, sums)
    if filled:
        return filled
    moves = any(row.figures or row.is_unknown for row in part.rows)
    return choice[:1] if moves else []


def _columns_of_part(part: Part, figures: Sequence[Column[Sums]]) -> list[Column[Dependent]]:
    """Dates where there are any, then figures, then what else there is to say."""
    others = columns.of_part(DEPENDENTS, columns.Part.TABLE)
    others.remove(DATE)
    dates = [DATE] if any(_date(row.entry) for row in part.rows) else []
    of_rows = [_of_row(column, is_first=number == 0) for number, column in enumerate(figures)]
    return [*dates, *of_rows, *others]


def _of_row(column: Column[Sums], *, is_first: bool) -> Column[Dependent]:
    """A column of figures; the first says of an entry without any that its amount is unknown."""

    def cell(dependent: Dependent, style: Style) -> str:
        row = dependent.row
        if row.moved_within is not None:
            return MOVED_WITHIN.cell(dependent, style) if is_first else ""
        if row.figures is not None:
            return _known_change(column, row, style) or column.cell(
                Sums(row.figures, row.doubts), style
            )
        return style.word("not stated") if is_first and row.is_unknown else ""

    return amount(column.name, column.help, lambda _: None, word=column.word, cell=cell)


def _known_change(column: Column[Sums], row: PartRow, style: Style) -> str:
    """Write the part of an amendment that is known, also below zero: it is a change."""
    if row.entry.kind != "amendment" or column.name not in row.doubts or row.figures is None:
        return ""
    money = row.figures[column.name]
    return f"{style.figure(money)} {row.doubts[column.name]} ?" if money != ZERO else ""


def part_data(report: EntryReport, part: Part) -> dict[str, Any]:
    """The dependents of one kind; figures have accounts of themselves and of strands with any."""
    strands = _strands_with_accounts(report) if part.what == "strand" else set()
    of_outturn = part.what == "outturn"
    dependents = [
        Dependent(row, report.entry, of_outturn or row.entry.id in strands) for row in part.rows
    ]
    has_accounts = of_outturn or any(dependent.has_accounts for dependent in dependents)
    return {
        "count": len(part.rows),
        "figures": figures_data(part.whole, part.doubts, has_accounts=has_accounts),
        "entries": [columns.record(DEPENDENTS, dependent) for dependent in dependents],
    }


def _date(entry: Entry) -> str:
    return str(getattr(entry, "date", None) or "")


def _name(dependent: Dependent) -> str | None:
    return display_name(dependent.row.entry)


def _description_cell(dependent: Dependent, style: Style) -> str:
    del style
    assert dependent.writer is not None
    return described(dependent.row.entry, dependent.subject, dependent.writer)


def _moved_within(dependent: Dependent) -> Figure | None:
    row = dependent.row
    if row.moved_within is None:
        return None
    return Figure(row.moved_within, "moved", {"moved": MORE} if row.is_unknown else CERTAIN)


MOVED_WITHIN: Column[Dependent] = amount(
    "moved_within", "What it moves within the entry, where its figures come to nothing.",
    _moved_within, parts=JSON,
)  # fmt: skip


def _dependent_figures(dependent: Dependent) -> dict[str, Any] | None:
    row = dependent.row
    return _figures_data(row.figures, row.doubts, has_accounts=dependent.has_accounts)


DATE: Column[Dependent] = text(
    "date", "Its date.", lambda dependent: _date(dependent.row.entry), parts=TABLE
)
DEPENDENTS: tuple[Column[Dependent], ...] = (
    DATE,
    text(
        "id", "Its id; in a table it stands first.",
        lambda dependent: id_of(dependent.row.entry), parts=JSON,
    ),
    text(
        "address", "Its kind and id, which no other entry has.",
        lambda dependent: address(dependent.row.entry), parts=JSON,
    ),
    text("name", "Its name.", _name, parts=JSON),
    text(
        "unknown", "Whether its amount is not known.", lambda dependent: dependent.row.is_unknown,
        data=lambda dependent: dependent.row.is_unknown, parts=JSON,
    ),
    text(
        "figures", "What it comes to; a table has some of the columns of the balance.",
        _dependent_figures, data=_dependent_figures, parts=JSON,
    ),
    MOVED_WITHIN,
    half_widths(MOVED_WITHIN),
    text(
        "description", "What it is, in a few words.", _name, word="no heading",
        cell=_description_cell, parts=TABLE,
    ),
)  # fmt: skip
"""The columns of entries that depend on one, in the order of JSON."""
