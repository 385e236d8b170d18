"""What remained after each commit, for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from tidlig.ledger.history import History, Step
from tidlig.ledger.origin import Provenance
from tidlig.model.money import Money
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import columns
from tidlig.render.columns import DATA, Column, Figure, Part, amount, half_widths, text
from tidlig.render.report import Context, Page, Report, Rows, source
from tidlig.render.style import Style, is_rounded, title
from tidlig.render.tables import Row, Table

SCHEMA = "tidlig.history/1"

_SHORT = 10
"""So many digits of a commit's id are shown."""


def report(history: History, context: Context) -> Report:
    """A history as a report, in any format."""
    return Report(
        SCHEMA,
        _figures(history),
        lambda style: page(history, context.provenance, style),
        lambda: rows(history),
        lambda: as_data(history),
    )


def page(history: History, provenance: Provenance, style: Style) -> Page:
    """A history as a page, for a terminal or as Markdown."""
    what = f"{style.word('history')}, {_name(history)}"
    return Page(
        title(what, style, provenance.as_of, _figures(history)),
        _table(history, style) if history.steps or history.before else None,
        tuple(_notes(history, style)),
        source(provenance, style),
    )


def rows(history: History) -> Rows:
    """A row of CSV for each commit, the headings first."""
    in_csv = columns.of_part(COLUMNS, Part.CSV)
    yield columns.headings(in_csv)
    for step in history.steps:
        yield columns.fields(in_csv, step)


def as_data(history: History) -> dict[str, Any]:
    """A history as JSON has it; money is kroner as text."""
    return {
        "program": Identifier(history.budget_line.program),
        "strand": Identifier(history.budget_line.strand or "") or None,
        "since": None if history.since is None else history.since.isoformat(),
        "before": None if history.before is None else _step(history.before),
        "steps": [_step(step) for step in history.steps],
        "shallow": history.shallow,
    }


def _step(step: Step) -> dict[str, Any]:
    return columns.record(columns.leading(COLUMNS, "commit"), step)


def _name(history: History) -> str:
    line = history.budget_line
    return "/".join(filter(None, (line.program, line.strand)))


def _figures(history: History) -> list[Money]:
    steps = [*([history.before] if history.before else []), *history.steps]
    figures = [money for step in steps for money in (step.known, step.change)]
    return [money for money in figures if money is not None]


def _table(history: History, style: Style) -> Table:
    in_table = columns.of_part(COLUMNS, Part.TABLE)
    table_columns = columns.leading(in_table, "commit", "remaining", "change")
    body = [_row(step, table_columns, style) for step in history.steps]
    if history.before is not None:
        name = f"{style.word('before')} {history.since}"
        cells = columns.lone_cell(table_columns, REMAINING.name, history.before, style)
        body.insert(0, Row(name, cells, stands_out=True))
    return columns.table_of("date", table_columns, body, style, fixed=1)


def _row(step: Step, table_columns: Sequence[Column[Step]], style: Style) -> Row:
    cells = columns.cells(table_columns, step, style)
    return Row(str(step.commit.date or ""), cells, stands_out=step.trouble is not None)


def _notes(history: History, style: Style) -> Iterator[str]:
    yield style.word("left of budget")
    if is_rounded(_figures(history), style.unit):
        yield style.word("rounding")
    if history.shallow:
        yield style.word("shallow")


# What the columns are of.


def _remaining_cell(step: Step, style: Style) -> str:
    """What remained, or why that is not known."""
    if step.known is None:
        return style.word(step.trouble or "not there")
    return style.uncertain(step.known, "uncommitted", step.doubts)


def _change_cell(step: Step, style: Style) -> str:
    return "" if step.change is None else style.change(step.change)


def _date(step: Step) -> str | None:
    return None if step.commit.date is None else step.commit.date.isoformat()


REMAINING: Column[Step] = amount(
    "remaining", "What remained after the commit, or why that is not known.",
    lambda step: None if step.remaining is None else Figure(step.remaining), cell=_remaining_cell,
)  # fmt: skip
CHANGE: Column[Step] = amount(
    "change", "How much more, or less, that is than before.",
    lambda step: None if step.change is None else Figure(step.change), cell=_change_cell,
)  # fmt: skip
COLUMNS: tuple[Column[Step], ...] = (
    text("date", "The day of the commit; in a table it stands first.", _date, parts=DATA),
    text(
        "commit", "The commit's id, shortened in a table.",
        lambda step: Verbatim(step.commit.id),
        cell=lambda step, _: Verbatim(step.commit.id[:_SHORT]),
    ),
    text(
        "author", "Who made the commit.", lambda step: step.commit.author,
        data=lambda step: step.commit.author,
    ),
    text(
        "subject", "The first line of its message.", lambda step: step.commit.subject,
        data=lambda step: step.commit.subject,
    ),
    text(
        "trouble", "Why it is not known what remained.",
        lambda step: None if step.trouble is None else step.trouble.value, parts=DATA,
    ),
    REMAINING,
    CHANGE,
    half_widths(REMAINING, CHANGE),
)  # fmt: skip
"""The columns, in the order of CSV."""
