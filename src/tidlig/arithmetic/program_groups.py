"""The uses and the money of a program in groups that may meet: all, and what is stated alone."""

from collections.abc import Callable
from functools import cached_property

from tidlig.arithmetic.moved_within import MovedWithin
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.use_groups import Group, groups, groups_with
from tidlig.arithmetic.uses import Bounds, sum_of_bounds


class ProgramGroups:
    """The groups of a program, made when they are asked for."""

    def __init__(self, money: ProgramMoney, moved_within: MovedWithin) -> None:
        """Take the money of a program as of a date, and what of it moves between strands."""
        self._money, self._moved_within = money, moved_within

    @cached_property
    def every(self) -> list[Group]:
        """All groups, with the amounts of unknown size."""
        money = self._money
        uses = self._moved_within.marked(money.uses)
        return groups(uses, money.parts, money.rooms, money.open_rooms, money.obscure, money.turns)

    @cached_property
    def _stated(self) -> list[Group]:
        """The groups with what is stated alone, without the amounts of unknown size."""
        money = self._money
        if not money.unknown:
            return self.every
        uses = [use.stated() for use in money.uses if use.known]
        parts = [part._replace(varies=False) for part in money.parts if part.known]
        return groups(uses, parts, money.rooms, turns=money.turns)

    def with_and_without_unknown(
        self, strand: str | None, bounds_of: Callable[[Group], Bounds | None]
    ) -> tuple[Bounds | None, Bounds | None]:
        """Add up bounds of the groups of a strand: with amounts of unknown size, and without."""
        bounds = sum_of_bounds(map(bounds_of, groups_with(self.every, strand)))
        if self._stated is self.every:
            return bounds, bounds
        return bounds, sum_of_bounds(map(bounds_of, groups_with(self._stated, strand)))
