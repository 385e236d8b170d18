"""What the budget and the use of some years are made of: acts, movements, awards and accounts.

budget = appropriated + reprioritised + carried; used = accounts where there are any, else awarded -
returned. Estimates are left out, but for what was brought to them as authority.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.arithmetic.figures import Cell, Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import Line, sum_money
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.money import ZERO, Money

ACTS = ("appropriated", "restated")
"""What acts have stated: the first, and how later ones changed it."""


@dataclass(frozen=True, slots=True)
class Components:
    """Sums of the lines of a cell by what moved them; None where a span has a part of it."""

    appropriated: Figure | None
    reprioritised: Figure | None
    carried: Figure | None
    awarded: Figure | None
    returned: Figure | None
    outturn: Figure | None


def components(figures: ProgramLeft, cell: Cell) -> Components:
    """Return what the budget and the use of a cell are made of; returns are below zero.

    Accounts that name no strand say nothing of a strand.
    """
    money = figures.money
    lines = list(filter(cell.has_line, money.by_strand.moved(cell.strand)))
    own = set(lines)
    met = filter(cell.meets, money.by_strand.moved(cell.strand))
    cut = [line for line in met if line not in own]
    sums = {
        name: _figure(money, cell, lines, cut, headings)
        for name, headings in (
            ("awarded", ("awarded",)),
            ("returned", ("returned",)),
            ("outturn", ("outturn",)),
        )
    }
    return Components(
        _budget_part(figures, cell, cut, ACTS),
        _budget_part(figures, cell, cut, ("reprioritised",)),
        _budget_part(figures, cell, cut, ("carried",)),
        sums["awarded"],
        _negative(sums["returned"]),
        None if figures.is_hidden_by_accounts(cell) else sums["outturn"],
    )


def _negative(figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    least = None if figure.most is None else -figure.most
    most = None if figure.least is None else -figure.least
    return Figure(least, most, figure.half, figure.is_exact_part)


def _budget_part(
    figures: ProgramLeft, cell: Cell, cut: Iterable[Line], headings: tuple[str, ...]
) -> Figure | None:
    """Return a part of the budget of the lines that are no estimates."""
    money = figures.money
    lines = filter(cell.has_line, money.by_strand.moved(cell.strand))
    estimates, binding = _by_state(figures, lines)
    figure = _figure(money, cell, binding, _by_state(figures, cut)[1], headings)
    if figure is None or headings == ACTS:
        return figure
    return _moved(figure, sum(_brought(money, line, headings) for line in estimates))


def _by_state(figures: ProgramLeft, lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that are estimates, and those that are not."""
    estimates: list[Line] = []
    binding: list[Line] = []
    for line in lines:
        is_estimate = figures.calendar.state(line.years) is State.ESTIMATE
        (estimates if is_estimate else binding).append(line)
    return estimates, binding


def _brought(money: ProgramMoney, line: Line, headings: tuple[str, ...]) -> int:
    """Return the øre that were brought to an estimate as authority under some headings."""
    brought = money.brought(line)
    carried = min(max(money.of(line, "carried").ore, 0), brought)
    return carried if headings == ("carried",) else brought - carried


def _moved(figure: Figure, ore: int) -> Figure:
    least = None if figure.least is None else figure.least + ore
    most = None if figure.most is None else figure.most + ore
    return figure._replace(least=least, most=most)


def _figure(
    money: ProgramMoney,
    cell: Cell,
    lines: Iterable[Line],
    cut: Iterable[Line],
    headings: tuple[str, ...],
) -> Figure | None:
    if any(_sum(money, [line], headings) != ZERO for line in cut):
        return None
    amount = _sum(money, lines, headings)
    signs = {
        unknown.is_above_zero
        for unknown in money.unknown
        if unknown.heading in headings and cell.meets(unknown.line)
    }
    if signs == {True, False}:
        return None
    least = None if False in signs else amount.ore
    most = None if True in signs else amount.ore
    return Figure(least, most, amount.half)


def _sum(money: ProgramMoney, lines: Iterable[Line], headings: tuple[str, ...]) -> Money:
    return sum_money(money.of(line, heading) for line in lines for heading in headings)
