"""Bars beside figures: how much of a budget is used, in eighths of a character.

The figure beside a bar is what counts; a bar that is overspent has a "!" behind it. Between bounds
it is shaded. An encoding without these characters gets ASCII ones.
"""

from dataclasses import dataclass

from tidlig.arithmetic.what_is_left import Figure
from tidlig.render.grid import EMPTY, Cell

WIDTH = 10
"""How many characters a whole budget is wide."""

EIGHTHS = " ▏▎▍▌▋▊▉█"
SHADE = "░"
ASCII_FULL, ASCII_SHADE = "#", "."


def can_be_written(encoding: str | None) -> bool:
    """Whether an encoding has the characters of bars."""
    try:
        (EIGHTHS + SHADE).encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Bars:
    """Writes bars, in ASCII where the encoding has nothing else."""

    is_ascii: bool = False

    def cell(self, budget: Figure | None, used: Figure | None) -> Cell:
        """Return the bar of what is used of a budget; empty where either is not known."""
        if budget is None or used is None or not budget.is_exact or used.least is None:
            return EMPTY
        whole = budget.most or 0
        if whole <= 0:
            return Cell("!", tone="red") if used.least > 0 else EMPTY
        most = used.least if used.most is None else used.most
        mark = "!" if used.least > whole else ""
        bar = self._bar(max(used.least, 0), max(most, 0), whole)
        return Cell(f"{bar}{mark}" if mark else bar.rstrip(), tone="red" if mark else "")

    def _bar(self, least: int, most: int, whole: int) -> str:
        """Return a bar: solid to the least, shaded to the most, blank to the whole."""
        solid = self._solid(min(least, whole), whole)
        shaded = _cells(min(most, whole), whole)
        sign = ASCII_SHADE if self.is_ascii else SHADE
        return solid + sign * (shaded - len(solid)) + " " * (WIDTH - max(shaded, len(solid)))

    def _solid(self, ore: int, whole: int) -> str:
        if self.is_ascii:
            return ASCII_FULL * ((2 * ore * WIDTH + whole) // (2 * whole))
        eighths = (2 * ore * WIDTH * 8 + whole) // (2 * whole)
        full, rest = divmod(eighths, 8)
        return EIGHTHS[8] * full + (EIGHTHS[rest] if rest else "")


def _cells(ore: int, whole: int) -> int:
    return (2 * ore * WIDTH + whole) // (2 * whole)
