"""What unspent money may pay for in a program whose unspent money carries over.

Sums of all entries know no date. So the money of a year may meet the needs of that year and of
every later year of the program, never of earlier ones. What lapsed, and what carry-overs have moved
on, is gone from its year. An estimate is no authority and does not carry over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from tidlig.arithmetic.acts import act_years
from tidlig.arithmetic.coverage import Reach, fits, own_years
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar, State
from tidlig.arithmetic.movements import Figures, Line, sum_money
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

FREED = "(freed)"
"""Stands for the program of what accounts have less than the awards of their year.

These awards had to be paid for, and took what later years then get after all.
"""


@dataclass(frozen=True, slots=True)
class Carrying:
    """The years that money reaches, and what is gone of it by line.

    `carries` says whether it reaches later years at all; nothing is gone where it does not.
    """

    reach: Reach = own_years
    gone: Mapping[Line, Money] = field(default_factory=dict)
    carries: bool = False


NOTHING_CARRIES = Carrying()


def carries_over(program: Program) -> bool:
    """Whether the unspent money of a program may be used in its later years."""
    return program.unspent == "carries-over"


def carrying(ledger: Ledger, program: Program, gone: Mapping[Line, Money]) -> Carrying:
    """How the money of a program carries over."""
    if not carries_over(program):
        return NOTHING_CARRIES
    booked = frozenset(line.years.first for line in ledger.booked.get(program.id, ()))
    newest = max(act_years(ledger, program.id), default=None)
    calendar = Calendar(program.years, newest, booked, program.years.first)
    last = program.years.last

    def reach(line: Line) -> Years:
        years = line.years
        if line.program == FREED:
            return Years(years.last + 1, last)
        is_estimate = calendar.state(years) is State.ESTIMATE
        return years if years.last >= last or is_estimate else Years(years.first, last)

    return Carrying(reach, gone, carries=True)


def lapsed(lines: Mapping[Line, Figures]) -> dict[Line, Money]:
    """What lapsed of each line of which something did."""
    return {line: each["lapsed"] for line, each in lines.items() if each["lapsed"].ore > 0}


def carried_on(lines: Mapping[Line, Figures], of: Iterable[Line]) -> dict[Line, Money]:
    """What carry-overs moved from some lines to later years."""
    return {line: -lines[line]["carried"] for line in of if lines[line]["carried"].ore < 0}


def awarded_without_accounts(
    lines: Mapping[Line, Figures], booked: Iterable[Line]
) -> dict[Line, Money]:
    """What was awarded, less returns, on lines of years that have no accounts."""
    years = {line.years for line in booked}
    return {
        line: figures["awarded"] - figures["returned"]
        for line, figures in lines.items()
        if figures["awarded"] != ZERO and not any(line.years.meets(each) for each in years)
    }


def added(*amounts: Mapping[Line, Money]) -> dict[Line, Money]:
    """Add up money by line."""
    lines = dict.fromkeys(line for each in amounts for line in each)
    return {line: sum_money(each.get(line, ZERO) for each in amounts) for line in lines}


def net_of_freed(
    gone: Mapping[Line, int], freed: Mapping[Line, int], *, by_strand: bool
) -> tuple[dict[Line, int], dict[Line, int]]:
    """Take what is gone from what its own year freed; what is left of both, in øre by line."""
    rest, free = dict(gone), dict(freed)
    for line, other in product(gone, freed):
        if line.years == other.years and fits(line, other, by_strand=by_strand):
            ore = min(rest[line], free[other])
            rest[line] -= ore
            free[other] -= ore
    return _above_zero(rest), _above_zero(free)


def _above_zero(amounts: Mapping[Line, int]) -> dict[Line, int]:
    return {line: ore for line, ore in amounts.items() if ore}


def as_money(freed: Mapping[Line, int], reach: Reach) -> dict[Line, int]:
    """What was freed as money of its own, where there are later years that it may pay for."""
    money = {line._replace(program=FREED): ore for line, ore in freed.items()}
    return {line: ore for line, ore in money.items() if reach(line).first <= reach(line).last}


def without_freed(
    needs: Mapping[Line, int], money: Iterable[tuple[Line, int]]
) -> tuple[dict[Line, int], list[tuple[Line, int]]]:
    """Count what was freed as a lesser need of its line, or else as money of it."""
    program = next(iter(needs)).program
    lesser = dict(needs)
    own_money: list[tuple[Line, int]] = []
    for line, ore in money:
        if line.program != FREED:
            own_money.append((line, ore))
            continue
        own = line._replace(program=program)
        taken = min(ore, lesser.get(own, 0))
        lesser[own] = lesser.get(own, 0) - taken
        if ore > taken:
            own_money.append((own, ore - taken))
    return lesser, own_money
