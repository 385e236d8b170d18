"""A figure of what is left as a cell: a formula where it is a sum of lines, else what it is.

Bounds and what is not known are texts, which no sum has in it. What formulas come to is compared
with the figure, which stands in a hidden column, so that the check sees any change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_rests import RestOfLine
from tidlig.documents.workbook.content import Content, kroner
from tidlig.documents.workbook.lines import LinesSheet, plain
from tidlig.documents.workbook.tables import Formula, Value
from tidlig.model.money import Money
from tidlig.render.balance_headings import Shown

DASH = "\N{EN DASH}"
"""Stands where a heading does not apply."""


@dataclass(slots=True)
class Figures:
    """Makes the cells of figures, and counts those that are no sum of lines."""

    content: Content
    lines: LinesSheet
    fixed: int = field(default=0, init=False)

    def cell(
        self, heading: str, shown: Shown, of: Iterable[RestOfLine], key: str, value: str
    ) -> Value:
        """Return the cell of a figure over some lines, which formulas know by a key."""
        if shown.applies and is_exact(shown.figure):
            assert shown.figure is not None
            assert shown.figure.most is not None
            if plain(heading, of) == shown.figure.most:
                text = f"={self.lines.sum_of(heading, key, value)}"
                return Formula(text, kroner(shown.figure.most), shown.figure.half)
            self.fixed += 1
        return self.text_of(shown)

    def total(self, shown: Shown, cells: Sequence[Value], area: str) -> Value:
        """Return a total below some cells: their sum, where it is no more than that."""
        figure = shown.figure
        if shown.applies and is_exact(figure):
            assert figure is not None
            assert figure.most is not None
            if sum(map(_ore, cells)) == figure.most:
                return Formula(f"=ROUND(SUM({area}),2)", kroner(figure.most), figure.half)
            self.fixed += 1
        return self.text_of(shown)

    def text_of(self, shown: Shown) -> Value:
        """Return a figure as it is: a number where it is exactly known, else a text."""
        if not shown.applies:
            return DASH
        figure = shown.figure
        if figure is None or figure[:2] == (None, None):
            return ""
        if is_exact(figure):
            assert figure.most is not None
            return Money(figure.most, figure.half)
        return self.content.writer.text(figure)


def is_exact(figure: Figure | None) -> bool:
    """Whether a figure is one number, if a rounded one."""
    return figure is not None and figure.is_exact and figure.most is not None


def bounds(shown: Shown) -> tuple[Value, Value]:
    """Return the least and the most of a figure, for hidden columns; nothing for what is none."""
    figure = shown.figure
    if not shown.applies or figure is None:
        return None, None
    least = None if figure.least is None else Money(figure.least)
    return least, None if figure.most is None else Money(figure.most)


def _ore(value: Value) -> int:
    if isinstance(value, Formula) and not isinstance(value.value, str):
        return round(value.value * 100)
    return value.ore if isinstance(value, Money) else 0
