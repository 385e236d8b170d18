"""The report on movements in order: what was moved, where, and what is left after it.

A table leaves out movements of 0, of which an act states many; CSV and JSON have them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from tidlig.arithmetic.log import Journal, Left, LogRow
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.unknown_amounts import Doubts
from tidlig.ledger.origin import Provenance
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render import columns
from tidlig.render.balance import cut_spans_data
from tidlig.render.columns import DATA, TABLE, Column, Figure, Part, amount, half_widths, text
from tidlig.render.report import Context, Page, Report, Rows, source
from tidlig.render.style import Style, is_rounded, title
from tidlig.render.tables import Row, Table
from tidlig.render.values import address

SCHEMA = "tidlig.log/1"


class Remainder(Protocol):
    """What is left after movements, of budgets and of awards, as far as it is known."""

    @property
    def left(self) -> Left:
        """What is left."""
        ...

    @property
    def doubts(self) -> Doubts:
        """What is not known of it."""
        ...


class Opening(NamedTuple):
    """What was left before the first movement of a log."""

    left: Left
    doubts: Doubts


def report(journal: Journal, context: Context) -> Report:
    """Movements in order as a report, in any format."""
    return Report(
        SCHEMA,
        amounts(journal),
        lambda style: page(journal, context.provenance, style),
        lambda: rows(journal),
        lambda: as_data(journal),
    )


def page(journal: Journal, provenance: Provenance, style: Style) -> Page:
    """A log as a page, for a terminal or as Markdown."""
    moving = [row for row in journal.rows if row.amount != ZERO]
    return Page(
        title(_heading(journal, style), style, provenance.as_of, amounts(journal)),
        _table(journal, moving, style) if moving or journal.before else None,
        tuple(_notes(journal, len(journal.rows) - len(moving), style)),
        source(provenance, style),
    )


def rows(journal: Journal) -> Rows:
    """A row of CSV for each movement, the headings first, and what was left before."""
    in_csv = columns.of_part(COLUMNS, Part.CSV)
    yield columns.headings(in_csv)
    opening = _opening(journal)
    if opening is not None:
        yield [field for column in in_csv for field in _opening_fields(column, opening)]
    for row in journal.rows:
        yield columns.fields(in_csv, row)


def as_data(journal: Journal) -> dict[str, Any]:
    """A log as JSON has it; money is kroner as text."""
    since, opening = journal.choice.since, _opening(journal)
    return {
        "since": None if since is None else since.isoformat(),
        "before": None if opening is None else columns.record((*LEFT, half_widths(*LEFT)), opening),
        "movements": [columns.record(COLUMNS, row) for row in journal.rows],
        "hidden": journal.hidden,
        "cut_spans": cut_spans_data(journal.cut_spans),
        "unknown": [address(entry) for entry in journal.unknown],
    }


def amounts(journal: Journal) -> list[Money]:
    """Every amount in the table."""
    running = _running(journal)
    moved = [row.amount for row in journal.rows if row.amount is not None]
    lefts: list[Remainder] = [*journal.rows]
    opening = _opening(journal)
    if opening is not None:
        lefts.append(opening)
    return moved + [getattr(row.left, running.name) for row in lefts]


def line_name(line: Line) -> str:
    """Write where money is counted, without its years: "program" or "program/strand"."""
    return Identifier(line.program if line.strand == UNSPLIT else f"{line.program}/{line.strand}")


def _opening(journal: Journal) -> Opening | None:
    return None if journal.before is None else Opening(journal.before, journal.doubts_before)


def _opening_fields(column: Column[LogRow], opening: Opening) -> Sequence[str]:
    """Write what was left before as a row of CSV, marked by "before" in place of an entry."""
    for left in LEFT:
        if left.name == column.name:
            return left.fields(opening)
    return ("before",) if column.name == "entry" else ("",) * len(column.headings)


def _heading(journal: Journal, style: Style) -> str:
    """Say what the log is of, with the line where all is on one."""
    line = _only_line(journal)
    return style.word("log") + (f", {line}" if line else "")


def _only_line(journal: Journal) -> str | None:
    """The one program or strand that all that is counted is on, if so."""
    names = ["/".join(filter(None, line)) for line in journal.budget_lines]
    return names[0] if len(names) == 1 else None


def _running(journal: Journal) -> Column[Remainder]:
    """The column of what is left: of awards, or of budgets."""
    return OUTSTANDING if journal.choice.of_awards else REMAINING


def _columns(journal: Journal) -> list[Column[LogRow]]:
    """The columns of the table: one of those of what is left, and the line where it differs."""
    left_out = {left.name for left in LEFT} - {_running(journal).name}
    if _only_line(journal):
        left_out.add("line")
    in_table = columns.of_part(COLUMNS, Part.TABLE)
    return [column for column in in_table if column.name not in left_out]


def _table(journal: Journal, moving: Sequence[LogRow], style: Style) -> Table:
    shown = _columns(journal)
    body = [_row(row, shown, style) for row in moving]
    opening = _opening(journal)
    if opening is not None:
        name = f"{style.word('before')} {journal.choice.since}"
        cells = columns.lone_cell(shown, _running(journal).name, opening, style)
        body.insert(0, Row(name, cells, stands_out=True))
    return columns.table_of("date", shown, body, style, fixed=1)


def _row(row: LogRow, shown: Sequence[Column[LogRow]], style: Style) -> Row:
    date = str(row.movement.date or style.word("undated"))
    return Row(date, columns.cells(shown, row, style))


def _notes(journal: Journal, zeros: int, style: Style) -> Iterator[str]:
    yield style.word("left of awards" if journal.choice.of_awards else "left of budget")
    if journal.hidden:
        yield style.word("hidden")
    if zeros:
        yield style.word("zeros").format(number=zeros)
    if journal.cut_spans:
        yield style.word("outside")
    if is_rounded(amounts(journal), style.unit):
        yield style.word("rounding")
    if journal.unknown:
        yield f"{style.word('unknown')}: {', '.join(entry.address for entry in journal.unknown)}"


# What the columns are of.


def _date(row: LogRow) -> str | None:
    date = row.movement.date
    return None if date is None else date.isoformat()


def _heading_cell(row: LogRow, style: Style) -> str:
    return style.word(row.movement.heading)


def _years(row: LogRow) -> str:
    return str(row.movement.line.years)


def _amount_cell(row: LogRow, style: Style) -> str:
    return style.word("not stated") if row.amount is None else style.figure(row.amount)


AMOUNT: Column[LogRow] = amount(
    "amount", "What was moved, if it is known.",
    lambda row: None if row.amount is None else Figure(row.amount), cell=_amount_cell,
)  # fmt: skip
REMAINING: Column[Remainder] = amount(
    "remaining", "What remains of budgets after the movement.",
    lambda row: Figure(row.left.remaining, "uncommitted", row.doubts),
)  # fmt: skip
OUTSTANDING: Column[Remainder] = amount(
    "outstanding", "What is not paid of awards after the movement.",
    lambda row: Figure(row.left.outstanding, "outstanding", row.doubts),
)  # fmt: skip
LEFT = (REMAINING, OUTSTANDING)
"""What is left after a movement; a table has the one that the log is about."""

COLUMNS: tuple[Column[LogRow], ...] = (
    text("date", "When it takes effect; in a table it stands first.", _date, parts=DATA),
    text("entry", "The entry that moves it.", lambda row: address(row.movement.entry)),
    text(
        "heading", "What it is counted as.", lambda row: row.movement.heading, cell=_heading_cell
    ),
    text(
        "line", "The program and strand, where not all are on one.",
        lambda row: line_name(row.movement.line), parts=TABLE,
    ),
    text("program", "The program.", lambda row: Identifier(row.movement.line.program), parts=DATA),
    text("strand", "The strand.", lambda row: Identifier(row.movement.line.strand), parts=DATA),
    text(
        "years", "The year, or a span of years that is not split.", _years,
        data=lambda row: list(row.movement.line.years),
    ),
    text("pool", "The pool.", lambda row: Identifier(row.movement.pool or ""), parts=DATA),
    text("recipient", "The recipient.", lambda row: row.movement.recipient, parts=DATA),
    AMOUNT,
    *LEFT,
    half_widths(AMOUNT, *LEFT),
)  # fmt: skip
"""The columns, in the order of every format."""
