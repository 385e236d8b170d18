"""Bars beside figures: how much of a budget is used, in eighths of a character.

The figure beside a bar is what counts; a bar that is overspent has a "!" behind it. Between bounds
it is shaded, and what nobody has reported is neither used nor unused: it ends with "?". An encoding
without these characters gets ASCII ones.
"""

from dataclasses import dataclass

from tidlig.arithmetic.figures import Figure
from tidlig.render.grid import EMPTY, Cell

WIDTH = 10
"""How many characters a whole budget is wide."""

EIGHTHS = " ▏▎▍▌▋▊▉█"
SHADE = "░"
DOT = "·"
ASCII_FULL, ASCII_SHADE, ASCII_DOT = "#", ".", "-"
UNREPORTED = "?"


def can_be_written(encoding: str | None) -> bool:
    """Whether an encoding has the characters of bars."""
    try:
        (EIGHTHS + SHADE + DOT).encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Bars:
    """Writes bars, in ASCII where the encoding has nothing else."""

    is_ascii: bool = False

    def cell(
        self, budget: Figure | None, used: Figure | None, unreported: Figure | None = None
    ) -> Cell:
        """Return the bar of what is used of a budget; empty where either is not known."""
        if budget is None or budget.most is None or not budget.is_exact:
            return EMPTY
        if used is None or used.least is None:
            return EMPTY
        if used.least > max(budget.most, 0):
            full = self._bar(budget.most, budget.most, budget.most) if budget.most > 0 else ""
            return Cell(f"{full}!", tone="red")
        if budget.most <= 0:
            return EMPTY
        most = used.least if used.most is None else used.most
        bar = self._bar(max(used.least, 0), max(most, 0), budget.most)
        return Cell(_with_unreported(bar, unreported, budget.most).rstrip())

    def _bar(self, least: int, most: int, whole: int) -> str:
        """Return a bar: solid to the least, shaded to the most, blank to the whole."""
        solid = self._solid(min(least, whole), whole)
        shaded = _cells(min(most, whole), whole)
        return solid + self.shade * (shaded - len(solid)) + " " * (WIDTH - max(shaded, len(solid)))

    def _solid(self, ore: int, whole: int) -> str:
        return self.solid(ore, whole, WIDTH)

    def solid(self, ore: int, whole: int, width: int) -> str:
        """Return the solid part of a bar, of which a whole is some characters wide.

        What is above 0 has at least the smallest part of one.
        """
        if self.is_ascii:
            return ASCII_FULL * max((2 * ore * width + whole) // (2 * whole), ore > 0)
        eighths = max((2 * ore * width * 8 + whole) // (2 * whole), ore > 0)
        full, rest = divmod(eighths, 8)
        return EIGHTHS[8] * full + (EIGHTHS[rest] if rest else "")

    @property
    def full(self) -> str:
        """The sign of what is surely used."""
        return ASCII_FULL if self.is_ascii else EIGHTHS[8]

    @property
    def shade(self) -> str:
        """The sign of what may be used, or is not."""
        return ASCII_SHADE if self.is_ascii else SHADE

    @property
    def dot(self) -> str:
        """The sign of an estimate."""
        return ASCII_DOT if self.is_ascii else DOT


def _with_unreported(bar: str, unreported: Figure | None, whole: int) -> str:
    """Put a sign at the end of a bar for what is not reported, at least one, over blanks alone."""
    if unreported is None or not unreported.most or unreported.most < 0:
        return bar
    blanks = len(bar) - len(bar.rstrip())
    signs = min(max(_cells(unreported.most, whole), 1), blanks)
    return bar[: len(bar) - signs] + UNREPORTED * signs


def _cells(ore: int, whole: int) -> int:
    return (2 * ore * WIDTH + whole) // (2 * whole)
