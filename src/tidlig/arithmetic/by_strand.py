"""The lines and parts of a program by their strand: a figure of one strand goes through no other's.

A strand of None stands for all of them, in their order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.uses import Part

Thing = TypeVar("Thing")


class ByStrand(Generic[Thing]):
    """Things in their order, all of them or those of a strand."""

    def __init__(self, things: Iterable[Thing], strand_of: Callable[[Thing], str]) -> None:
        """Take things, and what tells the strand of one."""
        self._all = tuple(things)
        self._of: dict[str, list[Thing]] = {}
        for thing in self._all:
            self._of.setdefault(strand_of(thing), []).append(thing)

    def of(self, strand: str | None) -> Sequence[Thing]:
        """Those of a strand; all where it is None."""
        return self._all if strand is None else self._of.get(strand, ())

    def has_others(self, strand: str | None) -> bool:
        """Whether any is of another strand."""
        return len(self.of(strand)) < len(self._all)


class Money(Protocol):
    """What is asked of the money of a program: see `ProgramMoney`."""

    @property
    def moved(self) -> Mapping[Line, Any]:
        """The lines on which a known amount is moved."""

    @property
    def lines(self) -> Sequence[Line]:
        """The lines on which anything is moved, known or not."""

    @property
    def budgeted(self) -> Sequence[Line]:
        """The lines that have a budget."""

    @property
    def parts(self) -> Sequence[Part]:
        """The money of lines."""


class MoneyByStrand:
    """What a program has, by strand."""

    def __init__(self, money: Money) -> None:
        """Take the money of a program as of a date."""
        self._money = money

    @cached_property
    def _moved(self) -> ByStrand[Line]:
        return ByStrand(self._money.moved, strand_of_line)

    @cached_property
    def _lines(self) -> ByStrand[Line]:
        return ByStrand(self._money.lines, strand_of_line)

    @cached_property
    def _budgeted(self) -> ByStrand[Line]:
        return ByStrand(self._money.budgeted, strand_of_line)

    @cached_property
    def _parts(self) -> ByStrand[Part]:
        return ByStrand(self._money.parts, strand_of_part)

    def moved(self, strand: str | None) -> Sequence[Line]:
        """The lines on which a known amount is moved."""
        return self._moved.of(strand)

    def lines(self, strand: str | None) -> Sequence[Line]:
        """The lines on which anything is moved, known or not."""
        return self._lines.of(strand)

    def budgeted(self, strand: str | None) -> Sequence[Line]:
        """The lines that have a budget."""
        return self._budgeted.of(strand)

    def parts(self, strand: str | None) -> Sequence[Part]:
        """The money of lines."""
        return self._parts.of(strand)


def strand_of_line(line: Line) -> str:
    """The strand of a line."""
    return line.strand


def strand_of_part(part: Part) -> str:
    """The strand of the line of a part."""
    return part.line.strand
