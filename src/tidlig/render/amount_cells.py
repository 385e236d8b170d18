"""Amounts of one heading as cells of a grid: known, known in part, or not known."""

from collections.abc import Iterable

from tidlig.arithmetic.figures import Figure as LeftFigure
from tidlig.arithmetic.unknown_amounts import CUT
from tidlig.model.money import Money
from tidlig.render.columns import Figure
from tidlig.render.figures import Writer
from tidlig.render.grid import EMPTY, Cell

NOT_STATED = Cell("?", tone="yellow")
"""An amount that a source mentions and does not state."""


def amount_cell(figure: Figure | None, writer: Writer, *, circa: bool = True) -> Cell:
    """Write an amount as far as it is known; `circa` marks one that is inexact."""
    if figure is None:
        return EMPTY
    sign = figure.doubts.get(figure.heading)
    if sign == CUT:
        return EMPTY
    if sign is None:
        return money_cell(figure.money, writer, circa=circa)
    if figure.written is None:
        return NOT_STATED
    known = money_cell(figure.written, writer, circa=circa)
    return Cell(known.text, f"{sign} ?", known.tone)


def money_cell(money: Money, writer: Writer, *, circa: bool = True) -> Cell:
    """Write an amount that is known."""
    return writer.cell(LeftFigure(money.ore, money.ore, money.half), circa=circa)


def amount_text(figure: Figure, writer: Writer) -> str:
    """Write an amount in a sentence."""
    cell = amount_cell(figure, writer)
    return f"{cell.text} {cell.suffix}" if cell.suffix else cell.text


def are_inexact(figures: Iterable[Figure | None]) -> bool:
    """Whether all amounts that are not 0 are rounded in their source, and there are any."""
    shown = [figure.money for figure in figures if figure is not None and figure.money.ore]
    return bool(shown) and not any(money.exact for money in shown)
