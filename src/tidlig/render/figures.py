"""Figures with bounds as cells: exact, within bounds, known in part, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.arithmetic.what_is_left import Figure
from tidlig.model.money import Money, Unit, in_unit
from tidlig.render.grid import EMPTY, Cell, Tone
from tidlig.render.sentences import sentence
from tidlig.render.style import Language

MORE, LESS = "+ ?", "- ?"
"""The signs of an amount that nobody has stated, behind the part that is known."""

NOT_APPLICABLE = Cell("–", tone="dim")
"""A heading that does not apply to a row, such as what is remaining of a year that is over."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes figures in a unit and a language."""

    unit: Unit
    language: Language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return sentence(key, self.language, **values)

    def plain(self, ore: int) -> str:
        """Write an amount in øre, without its mark where it is inexact."""
        return in_unit(Money(ore), self.unit, self.language)

    def text(self, figure: Figure | None, *, circa: bool = True) -> str:
        """Write a figure in a sentence; bounds with a word between them."""
        if figure is None:
            return sentence("not stated", self.language)
        written = self.cell(figure, circa=circa)
        return f"{written.text} {written.suffix}" if written.suffix else written.text

    def cell(self, figure: Figure | None, *, circa: bool = True) -> Cell:
        """Write a figure in a cell; `circa` marks one that is inexact."""
        if figure is None or (None in figure[:2] and not figure.is_exact_part):
            return EMPTY
        mark = f"{self.circa} " if circa and figure.half else ""
        if figure.most is None:
            return self._partial(mark, figure.least, MORE)
        if figure.least is None:
            return self._partial(mark, figure.most, LESS)
        if figure.is_exact:
            return Cell(mark + self.plain(figure.most), tone=_tone(figure.most))
        bounds = sentence(
            "bounds",
            self.language,
            least=self.plain(figure.least),
            most=self.plain(figure.most),
        )
        return Cell(mark + bounds)

    def _partial(self, mark: str, ore: int | None, suffix: str) -> Cell:
        assert ore is not None
        return Cell(mark + self.plain(ore), suffix, _tone(ore))

    def bound(self, ore: int | None) -> Cell:
        """Write one bound of a figure; an empty cell where it is not known."""
        return EMPTY if ore is None else Cell(self.plain(ore), tone=_tone(ore))

    @property
    def circa(self) -> str:
        """The mark of what is rounded in its source."""
        return sentence("circa", self.language)


def _tone(ore: int) -> Tone:
    if ore == 0:
        return "dim"
    return "red" if ore < 0 else ""


def are_all_inexact(figures: Iterable[Figure | None]) -> bool:
    """Whether all figures that are not 0 are rounded in their source, and there are any."""
    shown = [figure for figure in figures if figure is not None and figure[:2] != (0, 0)]
    return bool(shown) and all(figure.half for figure in shown)
