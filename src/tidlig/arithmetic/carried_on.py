"""Money of closed years that may be used in the date's year, where no act has stated that yet.

With `unspent = "carries-over"`, closed lines count as lines of the date's year. What is carried on
is authority, and the year's own budget an estimate only: uses take the first before the second, as
they do where an entry carries it over.
"""

from functools import cached_property

from tidlig.arithmetic.counting import Counting
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.uses import CarriedOn, Part, Place, Turn, Use
from tidlig.model.years import one


class MoneyCarriedOn(ProgramMoney):
    """The money of a program as `ProgramMoney` has it, with uses that may take what is carried on.

    Uses of closed years take from each other's years too: together they leave what is carried on.
    """

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """What takes from the money of lines."""
        return tuple(map(self.reaching, super().uses))

    def reaching(self, use: Use) -> Use:
        """Return a use with what it may take of the money that is carried on.

        What lapses of an estimate that is over is no use of it.
        """
        carried = self._carried
        if not carried.parts:
            return use
        if use.kind == "lapse":
            carried = carried._replace(years=self._closed_years | {self.year})
        return use if carried.years.isdisjoint(use.years) else use._replace(carried=carried)

    @cached_property
    def turns(self) -> list[Turn]:  # type: ignore[override]
        """What is carried on of each strand, before the estimates of the years that may use it.

        What entries brought to an estimate comes before both, as it does in any line.
        """
        strands = dict.fromkeys(part.line.strand for part in self._carried.parts)
        return [Turn(*sides) for sides in map(self._in_turn, strands) if all(sides)]

    def _in_turn(self, strand: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """Return what is carried on of a strand, and what is used after it; nothing in doubt."""
        own = [part for part in self.parts if part.line.strand == strand]
        carried = tuple(filter(self._carried.parts.__contains__, own))
        later = tuple(filter(self._is_later, own))
        if any(map(self._is_in_doubt, (*carried, *later))):
            return (), ()
        return carried, tuple(part for part in later if not self._is_brought(part))

    def _is_in_doubt(self, part: Part) -> bool:
        """Whether a part is of unknown size, or of an estimate that other uses may take."""
        return part.varies or (self._is_later(part) and self._takes_otherwise(part.line))

    def _takes_otherwise(self, line: Line) -> bool:
        """Whether a use that may take nothing that is carried on fits a line."""
        return any(use.fits(line) for use in self.uses if not use.takes_carried)

    def _is_later(self, part: Part) -> bool:
        """Whether a part is of a line with an estimate of the years that may use what is carried.

        All of its years are such years.
        """
        years = part.line.years
        is_estimate = self.calendar.state(years) is State.ESTIMATE
        is_within = self._carried.years.issuperset(range(years.first, years.last + 1))
        return is_estimate and is_within and part not in self._carried.parts

    def _is_brought(self, part: Part) -> bool:
        return part.is_first and self.authority(part.line) > 0

    @cached_property
    def _carried(self) -> CarriedOn:
        goes_on = Counting(self).goes_on
        closed = (
            part for part in self.parts if self.calendar.state(part.line.years) is State.CLOSED
        )
        parts = frozenset(filter(goes_on, closed))
        first = min(self._closed_years, default=self.year + 1)
        lines = frozenset(part.line for part in parts)
        return CarriedOn(frozenset(range(first, self.year + 1)), parts, lines)

    @cached_property
    def _closed_years(self) -> frozenset[int]:
        goes_on = Counting(self).goes_on
        return frozenset(year for year in self.years if goes_on(Place("", year)))


def carries_into_estimate(money: ProgramMoney) -> bool:
    """Whether money of closed years may be used in the date's year, which is an estimate."""
    program, year = money.program, one(money.year)
    carries = program.unspent == "carries-over" and year.within(program.years)
    return carries and money.calendar.state(year) is State.ESTIMATE
