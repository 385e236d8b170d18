"""The bridge between acts: each step from the first act to the budget as it is known."""

from collections.abc import Iterable

from tidlig.arithmetic.bridging import Step
from tidlig.arithmetic.marks import APART
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render.entries import address
from tidlig.render.layout import Row, Table, trimmed
from tidlig.render.shown import Style

_ENTRY = 3
"""The column of entries, counted from 0."""


def bridges(steps: Iterable[Step], style: Style) -> Table:
    """Give the table of steps, the budget of each program below its last."""
    by_program: dict[str, list[Step]] = {}
    for step in steps:
        by_program.setdefault(step.program, []).append(step)
    rows: list[Row] = []
    for program, found in by_program.items():
        rows.append(Row(Identifier(program), ("", "", "", "")))
        rows += [_row(step, style) for step in found]
        budget = _budget(found[-1], style)
        rows.append(Row(style.word("budget"), ("", "", budget, ""), stands_out=True, indent=2))
    headings = tuple(style.word(heading) for heading in ("date", "change", "budget", "entry"))
    return trimmed(Table(style.word("step"), headings, tuple(rows), frozenset({_ENTRY})))


def name(step: Step) -> str:
    """Name a step for programs: the act, the decision's id, or unexplained."""
    if not step.explained:
        return "unexplained"
    return step.act or step.entry.id


def _row(step: Step, style: Style) -> Row:
    word = name(step) if step.explained else style.word("unexplained")
    date = "" if step.date is None else step.date.isoformat()
    cells = (
        date,
        _change(step, style),
        _budget(step, style),
        address(step.entry),
    )
    return Row(word, cells, indent=2)


def _budget(step: Step, style: Style) -> str:
    """Write the budget after a step as far as it is known; nothing where nothing of it is."""
    if not step.in_doubt:
        return style.figure(step.budget)
    return "" if step.budget == ZERO else f"{style.figure(step.budget)} {APART} ?"


def _change(step: Step, style: Style) -> str:
    """Write what a step changes; nothing for an act that only restates, and unknown as such."""
    parts = [] if step.amount == ZERO else [style.change(step.amount)]
    if step.unknown:
        yearly = isinstance(step.entry, Program) and isinstance(step.entry.yearly, Money)
        parts.append(style.word("amount a year" if yearly else "unknown amount"))
    return " + ".join(parts)
