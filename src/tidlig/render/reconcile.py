"""The ledger compared with the accounts, the acts and the published figures.

A page has a section for each part. CSV has all parts in one sheet, with an amount a row; a part
fills those columns that it has. JSON has every part, whichever are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from tidlig.arithmetic.accounts import Reconciliation, Step
from tidlig.arithmetic.unknown_amounts import APART
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render import accounts, columns, statements
from tidlig.render.balance import all_amounts, cut_spans_data, uncounted_notes
from tidlig.render.balance_columns import counts_without_accounts, uncounted_data
from tidlig.render.columns import (
    DATA,
    JSON,
    PLUS_MINUS,
    Column,
    Figure,
    amount,
    amount_fields,
    half_widths,
    text,
)
from tidlig.render.report import Context, Page, Report, Rows, Section, source
from tidlig.render.style import Style, is_inexact, is_rounded
from tidlig.render.tables import Row, Table, trimmed
from tidlig.render.values import address

SCHEMA = "tidlig.reconcile/1"


class Part(StrEnum):
    """A part of a reconciliation."""

    ACCOUNTS = "accounts"
    BRIDGE = "bridge"
    STATEMENTS = "statements"


def report(reconciliation: Reconciliation, context: Context, parts: Sequence[Part] = ()) -> Report:
    """A reconciliation as a report in any format; no parts are all."""
    chosen = tuple(parts) or tuple(Part)
    return Report(
        SCHEMA,
        all_amounts(reconciliation.balance),
        lambda style: _page(reconciliation, context, chosen, style),
        lambda: rows(reconciliation, chosen),
        lambda: as_data(reconciliation),
    )


def _page(
    reconciliation: Reconciliation, context: Context, parts: Sequence[Part], style: Style
) -> Page:
    return Page(
        _title(reconciliation, context, parts, style),
        None,
        tuple(_footnotes(reconciliation, parts, style)),
        source(context.provenance, style),
        sections=tuple(_sections(reconciliation, parts, style)),
    )


def _title(
    reconciliation: Reconciliation, context: Context, parts: Sequence[Part], style: Style
) -> str:
    """Head the report; the figures of statements are in full, and have no unit in common."""
    words = [style.word("reconciliation")]
    if tuple(parts) != (Part.STATEMENTS,):
        words.append(style.unit.label)
    if context.provenance.as_of:
        words.append(f"{style.word('as of')} {context.provenance.as_of}")
    if _has_inexact(reconciliation, parts):
        words.append(style.word("inexact"))
    return ", ".join(words)


def _has_inexact(reconciliation: Reconciliation, parts: Sequence[Part]) -> bool:
    """Whether the tables show any amount that is rounded in its source."""
    if Part.STATEMENTS in parts and any(map(statements.is_inexact, reconciliation.statements)):
        return True
    moneys: list[Money] = []
    if Part.ACCOUNTS in parts and reconciliation.accounts:
        moneys += accounts.amounts(reconciliation)
    if Part.BRIDGE in parts:
        for step in reconciliation.bridge:
            moneys += [step.amount, step.budget]
    return is_inexact(moneys)


def _sections(
    reconciliation: Reconciliation, parts: Sequence[Part], style: Style
) -> Iterator[Section]:
    """Yield the parts asked for that have anything to show."""
    if Part.ACCOUNTS in parts and reconciliation.accounts:
        yield Section(style.word("accounts"), accounts.accounts_table(reconciliation, style))
        funds = accounts.funds_table(reconciliation.funds, style)
        yield Section(style.word("sources and uses"), funds)
    if Part.BRIDGE in parts and reconciliation.bridge:
        yield Section(style.word("bridge"), _bridge_table(reconciliation.bridge, style))
    if Part.STATEMENTS in parts and reconciliation.statements:
        results = reconciliation.statements
        notes = tuple(statements.notes(results, style))
        yield Section(style.word("statements"), statements.table(results, style), notes)


def _footnotes(
    reconciliation: Reconciliation, parts: Sequence[Part], style: Style
) -> Iterator[str]:
    balance = reconciliation.balance
    if Part.ACCOUNTS not in parts and Part.BRIDGE not in parts:
        return
    if is_rounded(all_amounts(balance), style.unit):
        yield style.word("rounding")
    if Part.ACCOUNTS in parts and counts_without_accounts(balance):
        yield style.word("without accounts, difference")
    if balance.cut_spans:
        yield style.word("outside")
    yield from uncounted_notes(balance, style)


SHEET = (
    "part", "program", "strand", "years", "date", "entry", "heading", "amount", PLUS_MINUS,
    "budget", "stated", "stated_plus_minus", "verdict", "difference",
)  # fmt: skip
"""The first headings of CSV, in order; others that the columns of a part have follow."""


def rows(reconciliation: Reconciliation, parts: Sequence[Part]) -> Rows:
    """The rows of CSV of some parts, the headings first."""
    in_parts = [*columns.headings(_in_csv(BRIDGE)), *columns.headings(_in_csv(statements.COLUMNS))]
    headings = list(dict.fromkeys((*SHEET, *in_parts)))
    yield headings
    for row in _rows(reconciliation, parts):
        yield [row.get(heading, "") for heading in headings]


def _rows(reconciliation: Reconciliation, parts: Sequence[Part]) -> Iterator[dict[str, str]]:
    if Part.ACCOUNTS in parts:
        yield from accounts.rows(reconciliation)
    if Part.BRIDGE in parts:
        for step in reconciliation.bridge:
            fields = columns.fields_by_heading(_in_csv(BRIDGE), step)
            yield {"part": "bridge", **fields}
    if Part.STATEMENTS in parts:
        for result in reconciliation.statements:
            fields = columns.fields_by_heading(_in_csv(statements.COLUMNS), result)
            yield {"part": "statements", **fields}


def _in_csv(of_part: Iterable[Column[columns.Item]]) -> list[Column[columns.Item]]:
    return columns.of_part(of_part, columns.Part.CSV)


def as_data(reconciliation: Reconciliation) -> dict[str, Any]:
    """A reconciliation as JSON has it; money is kroner as text."""
    return {
        "programs": accounts.programs_data(reconciliation),
        "bridge": [columns.record(BRIDGE, step) for step in reconciliation.bridge],
        "statements": [statements.data(result) for result in reconciliation.statements],
        "cut_spans": cut_spans_data(reconciliation.balance.cut_spans),
        **uncounted_data(reconciliation.balance),
    }


# The bridge between acts.


def _bridge_table(steps: Iterable[Step], style: Style) -> Table:
    """The table of steps, the budget of each program below its last."""
    by_program: dict[str, list[Step]] = {}
    for step in steps:
        by_program.setdefault(step.program, []).append(step)
    in_table = columns.of_part(BRIDGE, columns.Part.TABLE)
    body: list[Row] = []
    for program, its_steps in by_program.items():
        body.append(Row(Identifier(program), ("",) * len(in_table)))
        for step in its_steps:
            cells = columns.cells(in_table, step, style)
            body.append(Row(_step_word(step, style), cells, indent=2))
        budget = columns.lone_cell(in_table, BUDGET_AFTER.name, its_steps[-1], style)
        body.append(Row(style.word("budget"), budget, stands_out=True, indent=2))
    return trimmed(columns.table_of("step", in_table, body, style))


def _step_word(step: Step, style: Style) -> str:
    return _step_name(step) if step.explained else style.word("unexplained")


def _step_name(step: Step) -> str:
    """Name a step for programs: the act, the decision's id, or unexplained."""
    if not step.explained:
        return "unexplained"
    return step.act or step.entry.id


def _date(step: Step) -> str | None:
    return None if step.date is None else step.date.isoformat()


def _change(step: Step) -> Figure | None:
    return None if step.unknown else Figure(step.amount)


def _change_cell(step: Step, style: Style) -> str:
    """Write what a step changes; nothing for an act that only restates, and unknown as such."""
    parts = [] if step.amount == ZERO else [style.change(step.amount)]
    if step.unknown:
        is_yearly = isinstance(step.entry, Program) and isinstance(step.entry.yearly, Money)
        parts.append(style.word("amount a year" if is_yearly else "unknown amount"))
    return " + ".join(parts)


def _budget_after(step: Step) -> Figure | None:
    return None if step.in_doubt else Figure(step.budget)


def _budget_cell(step: Step, style: Style) -> str:
    """Write the budget after a step as far as it is known; nothing where nothing of it is."""
    if not step.in_doubt:
        return style.figure(step.budget)
    return "" if step.budget == ZERO else f"{style.figure(step.budget)} {APART} ?"


def _budget_fields(step: Step) -> Sequence[str]:
    return amount_fields(None if step.in_doubt else step.budget)[:1]


CHANGE: Column[Step] = replace(
    amount(
        "amount", "What the step changes, if it is known.", _change, word="change",
        cell=_change_cell,
    ),
    headings=("amount", PLUS_MINUS),
)  # fmt: skip
BUDGET_AFTER: Column[Step] = replace(
    amount("budget", "The budget after it, if it is known.", _budget_after, cell=_budget_cell),
    fields=_budget_fields,
    headings=("budget",),
)
BRIDGE: tuple[Column[Step], ...] = (
    text("program", "The program.", lambda step: Identifier(step.program), parts=DATA),
    replace(
        text(
            "step", "The act, the id of the decision, or unexplained; in a table it stands first.",
            _step_name, parts=DATA,
        ),
        headings=("heading",),
    ),
    replace(text("date", "When it takes effect.", _date), is_words=False),
    CHANGE,
    BUDGET_AFTER,
    text(
        "explained", "Whether a decision or an act explains it.", lambda step: step.explained,
        data=lambda step: step.explained, parts=JSON,
    ),
    text(
        "unknown", "Whether a part of what it changes is not known.", lambda step: step.unknown,
        data=lambda step: step.unknown, parts=JSON,
    ),
    text("entry", "The act or decision.", lambda step: address(step.entry)),
    half_widths(CHANGE, BUDGET_AFTER),
)  # fmt: skip
"""The columns of the bridge, in the order of JSON."""
