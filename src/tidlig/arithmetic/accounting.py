"""The ledger against the accounts: what differs and how, and where money came from and stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tidlig.arithmetic.balancing import Balance, BalanceLine, Choice
from tidlig.arithmetic.headings import Figures, added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement
from tidlig.arithmetic.regrouping import BalanceRow
from tidlig.arithmetic.unstated import unknown
from tidlig.model.decisions import Program
from tidlig.model.grants import Award
from tidlig.model.money import ZERO, Money

AFTER_PERIOD, OVER_BUDGET, NOT_RECORDED = (
    "booked-after-period",
    "outturn-over-budget",
    "awards-not-recorded",
)
"""What a difference is: bookings after the program's years, outturn over budget or over awards."""

SOURCES = ("appropriated", "restated", "reprioritised-in", "carried-in")
USES = ("reprioritised-out", "carried-out", "awarded", "remaining")


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between the ledger and the accounts, by its name."""

    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class Funds:
    """Where a program's money came from and where it stands; both add up to the same.

    `awarded` is less what was returned. What is moved within the program is left out.
    """

    program: Program
    sources: Figures
    uses: Figures

    @property
    def whole(self) -> Money:
        """What all sources come to."""
        return added(self.sources.values())


def net_awarded(figures: Figures) -> Money:
    """Give awarded less returned."""
    return figures["awarded"] - figures["returned"]


def of_line(program: Program, each: BalanceLine) -> tuple[Difference, ...]:
    """Name how the outturn of a line differs from its budget."""
    if not each.booked:
        return ()
    outturn = each.figures["outturn"]
    if each.line.years.first > program.years.last:
        return (Difference(AFTER_PERIOD, outturn),) if outturn != ZERO else ()
    return tuple(_over(OVER_BUDGET, outturn, each.figures["budget"]))


def of_row(
    ledger: Ledger, balance: Balance, row: BalanceRow, *, all_years: bool = True
) -> tuple[Difference, ...]:
    """Name how the outturn of a program, or a strand of it, differs from budget and awards.

    Awards are compared with the whole program's, over all its years, which nothing can be charged
    beside: one may be over a span.
    """
    if row.program is None or not any(each.booked for each in row.lines):
        return ()
    outturn = row.whole["outturn"]
    found = [*_over(OVER_BUDGET, outturn, row.whole["budget"])]
    if row.part is None:
        program = next(each for each in balance.programs if each.id == row.program)
        uncertain = any(isinstance(e, Award) and id == row.program for e, id in unknown(ledger))
        if all_years and not uncertain and row.program not in balance.partial:
            found += _over(NOT_RECORDED, outturn, net_awarded(row.whole))
        late = [d.money for e in row.lines for d in of_line(program, e) if d.name == AFTER_PERIOD]
        found += [Difference(AFTER_PERIOD, added(late))] if late else []
    return tuple(found)


def funds(ledger: Ledger, balance: Balance, choice: Choice) -> Iterator[Funds]:
    """Give where the money of each program came from and where it stands."""
    moved: dict[str, list[Movement]] = {program.id: [] for program in balance.programs}
    for movement in ledger.movements:
        if movement.line.program in moved and choice.takes(movement.line):
            moved[movement.line.program].append(movement)
    for program in balance.programs:
        yield _funds(program, balance.totals[program.id], moved[program.id])


def _funds(program: Program, totals: Figures, moved: Iterable[Movement]) -> Funds:
    crossed = {heading: _crossed(moved, heading) for heading in ("reprioritised", "carried")}
    sources: Mapping[str, Money] = {
        "appropriated": totals["appropriated"],
        "restated": totals["restated"],
        "reprioritised-in": added(m for m in crossed["reprioritised"] if m.ore > 0),
        "carried-in": added(m for m in crossed["carried"] if m.ore > 0),
    }
    uses: Mapping[str, Money] = {
        "reprioritised-out": -added(m for m in crossed["reprioritised"] if m.ore < 0),
        "carried-out": -added(m for m in crossed["carried"] if m.ore < 0),
        "awarded": net_awarded(totals),
        "remaining": totals["remaining"],
    }
    return Funds(program, sources, uses)


def _crossed(moved: Iterable[Movement], heading: str) -> list[Money]:
    """Give what each entry brings or takes under a heading, over the border of what is shown."""
    by_entry: dict[str, list[Money]] = {}
    for movement in moved:
        if movement.heading == heading:
            by_entry.setdefault(movement.entry.address, []).append(movement.money)
    return [added(parts) for parts in by_entry.values()]


def _over(name: str, value: Money, limit: Money) -> Iterator[Difference]:
    """Name what a value is over its limit, where it surely is."""
    if value.low > limit.high:
        yield Difference(name, value - limit)
