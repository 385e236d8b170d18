"""Figures with bounds as cells: exact, within bounds, known in part, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from tidlig.arithmetic.figures import Figure
from tidlig.model.money import AmountText, Money, Unit, in_unit
from tidlig.render.grid import EMPTY, Cell, Tone
from tidlig.render.sentences import sentence
from tidlig.render.style import Language

MORE, LESS = "+ ?", "- ?"
"""The signs of an amount that nobody has stated, behind the part that is known."""

NOT_APPLICABLE = Cell("–", tone="dim")
"""A heading that does not apply to a row, such as what is remaining of a year that is over."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes figures in a unit and a language; `written` is every amount in øre it has written.

    Where it `marks_each`, cells are copied one by one: each has its mark and both of its bounds.
    """

    unit: Unit
    language: Language
    marks_each: bool = False
    written: set[int] = field(default_factory=set, compare=False)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return sentence(key, self.language, **values)

    def plain(self, ore: int) -> AmountText:
        """Write an amount in øre, without its mark where it is inexact."""
        self.written.add(ore)
        return in_unit(Money(ore), self.unit, self.language)

    def _marked(self, ore: int, half: int, mark: str) -> AmountText:
        """Write an amount behind its mark, which is empty for none."""
        return AmountText(mark + self.plain(ore), Money(ore, half), self.unit)

    def text(self, figure: Figure | None, *, budget: Figure | None = None) -> str:
        """Write a figure in a sentence; bounds with a word between them."""
        if figure is None:
            return sentence("not stated", self.language)
        written = self.cell(figure, budget=budget)
        if not written.text:
            return sentence("not stated", self.language)
        return f"{written.text} {written.suffix}" if written.suffix else written.text

    def cell(
        self, figure: Figure | None, *, circa: bool = True, budget: Figure | None = None
    ) -> Cell:
        """Write a figure in a cell; `circa` marks one that is inexact.

        Bounds of nothing and all of an exact `budget` are not inexact, whatever is awarded.
        """
        if figure is None or figure[:2] == (None, None):
            return EMPTY
        is_inexact = bool(figure.half) and not _are_ends(figure, budget)
        mark, half = f"{self.circa} " if circa and is_inexact else "", figure.half * is_inexact
        if None in figure[:2]:
            return self._in_part(mark, figure)
        assert figure.least is not None
        assert figure.most is not None
        if figure.is_exact:
            text = self._marked(figure.most, half, mark)
            return Cell(text, tone=_tone(figure.most))
        bounds = self.say("bounds", least=self.plain(figure.least), most=self.plain(figure.most))
        return Cell(mark + bounds)

    def _in_part(self, mark: str, figure: Figure) -> Cell:
        """Write a figure of which one bound is known; a bound of nothing says nothing."""
        ore = figure.least if figure.most is None else figure.most
        assert ore is not None
        suffix = MORE if figure.most is None else LESS
        if figure.is_exact_part:
            return Cell(mark + self.plain(ore), suffix, "yellow")
        if ore == 0:
            return EMPTY
        key = "no less" if figure.most is None else "no more"
        return Cell(self.say(key, figure=mark + self.plain(ore)), tone="yellow")

    def bound(self, ore: int | None, *, circa: bool = False) -> Cell:
        """Write one bound of a figure; an empty cell where it is not known."""
        if ore is None:
            return EMPTY
        mark = f"{self.circa} " if circa else ""
        return Cell(mark + self.plain(ore), tone=_tone(ore))

    def marks_all(
        self, figures: Iterable[Figure | None], budgets: Iterable[Figure | None] = ()
    ) -> bool:
        """Whether a heading has the mark of what is inexact, for all of its figures."""
        return not self.marks_each and are_all_inexact(figures, budgets)

    @property
    def circa(self) -> str:
        """The mark of what is rounded in its source."""
        return sentence("circa", self.language)


def _tone(ore: int) -> Tone:
    if ore == 0:
        return "dim"
    return "red" if ore < 0 else ""


def _are_ends(figure: Figure, budget: Figure | None) -> bool:
    """Whether bounds are nothing and all of a budget that is exact: no award moves them."""
    if figure.is_exact or budget is None or budget.half or not budget.is_exact:
        return False
    is_nothing, is_all = figure.least == 0, figure.most == budget.most
    return (is_nothing or figure.least is None) and (is_all or figure.most is None)


def has_bounds(figure: Figure | None) -> bool:
    """Whether both bounds of a figure are known, and differ."""
    return figure is not None and None not in figure[:2] and not figure.is_exact


def has_money(figure: Figure | None) -> bool:
    """Whether a figure is known, if in part, and is not 0."""
    return figure is not None and figure[:2] != (0, 0)


def is_surely_money(figure: Figure | None) -> bool:
    """Whether a figure is above or below 0, whatever it is within its bounds."""
    if figure is None:
        return False
    least, most = figure[:2]
    return (least is not None and least > 0) or (most is not None and most < 0)


def are_all_inexact(
    figures: Iterable[Figure | None], budgets: Iterable[Figure | None] = ()
) -> bool:
    """Whether all figures that are not 0 are rounded in their source, and there are any."""
    marks = [
        bool(figure.half) and not _are_ends(figure, budget)
        for figure, budget in zip_longest(figures, budgets)
        if figure is not None and has_money(figure)
    ]
    return bool(marks) and all(marks)


def added(figures: Iterable[Figure | None]) -> Figure | None:
    """Add up the figures that are known, if in part; None where none is."""
    known = [figure for figure in figures if figure is not None and figure[:2] != (None, None)]
    if not known:
        return None
    least = _sum_of_bounds(figure.least for figure in known)
    most = _sum_of_bounds(figure.most for figure in known)
    is_exact_part = all(each.is_exact_part and not has_bounds(each) for each in known)
    return Figure(least, most, sum(figure.half for figure in known), is_exact_part)


def _sum_of_bounds(bounds: Iterable[int | None]) -> int | None:
    """Add up bounds; None where any is not known."""
    every = list(bounds)
    known = [bound for bound in every if bound is not None]
    return sum(known) if len(known) == len(every) else None
