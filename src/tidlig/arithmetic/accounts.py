"""The ledger against the accounts: what differs and how, and where money came from and stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tidlig.arithmetic.balance import Balance, BalanceLine, Choice
from tidlig.arithmetic.figures import Figures, added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import APART, CUT, LESS, MORE, Doubts
from tidlig.arithmetic.movements import Movement
from tidlig.arithmetic.regrouping import BalanceRow, doubts_of
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

    `awarded` is less what was returned. What is moved within the program is left out. `doubts` are
    the names of the figures that are not known.
    """

    program: Program
    sources: Figures
    uses: Figures
    doubts: Doubts

    @property
    def whole_doubts(self) -> Doubts:
        """What is not known of what all sources come to."""
        signs = {self.doubts[name] for name in SOURCES if name in self.doubts}
        sign = signs.pop() if len(signs) == 1 else CUT if CUT in signs else APART
        return {"whole": sign} if self.doubts.keys() & set(SOURCES) else {}

    @property
    def whole(self) -> Money:
        """What all sources come to."""
        return added(self.sources.values())


def net_awarded(figures: Figures) -> Money:
    """Give awarded less returned."""
    return figures["awarded"] - figures["returned"]


def of_net_awarded(doubts: Doubts) -> Doubts:
    """Give the doubt of awarded less returned, under the name of the first, if there is any."""
    signs = [doubts[heading] for heading in ("awarded", "returned") if heading in doubts]
    if "returned" in doubts:
        opposite = {MORE: LESS, LESS: MORE}
        signs[-1] = opposite.get(signs[-1], signs[-1])
    if not signs:
        return {}
    return {"awarded": signs[0] if len(set(signs)) == 1 else CUT if CUT in signs else APART}


def of_line(program: Program, each: BalanceLine) -> tuple[Difference, ...]:
    """Name how the outturn of a line differs from its budget."""
    if not each.booked:
        return ()
    outturn = each.figures["outturn"]
    if each.line.years.first > program.years.last:
        return (Difference(AFTER_PERIOD, outturn),) if outturn != ZERO else ()
    return tuple(_over(OVER_BUDGET, outturn, each.figures["budget"], each.doubts))


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
    found = [*_over(OVER_BUDGET, outturn, row.whole["budget"], row.doubts)]
    if row.part is None:
        program = next(each for each in balance.programs if each.id == row.program)
        uncertain = any(isinstance(e, Award) and id == row.program for e, id in unknown(ledger))
        if all_years and not uncertain and row.program not in balance.partial:
            found += _over(NOT_RECORDED, outturn, net_awarded(row.whole), {})
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
        own = doubts_of(balance, program.id)
        yield _funds(program, balance.totals[program.id], moved[program.id], own)


def _funds(program: Program, totals: Figures, moved: Iterable[Movement], doubts: Doubts) -> Funds:
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
    return Funds(program, sources, uses, dict(_crossing(doubts)))


def _crossing(doubts: Doubts) -> Iterator[tuple[str, str]]:
    """Give the names of sources and uses that are in doubt, by the headings that are."""
    yield from ((name, doubts[name]) for name in (*SOURCES, *USES) if name in doubts)
    yield from of_net_awarded(doubts).items()
    for heading in ("reprioritised", "carried"):
        sign = doubts.get(heading, MORE)
        if heading in doubts and sign != LESS:
            yield f"{heading}-in", sign
        if heading in doubts and sign != MORE:
            yield f"{heading}-out", MORE if sign == LESS else sign


def _crossed(moved: Iterable[Movement], heading: str) -> list[Money]:
    """Give what each entry brings or takes under a heading, over the border of what is shown."""
    by_entry: dict[str, list[Money]] = {}
    for movement in moved:
        if movement.heading == heading:
            by_entry.setdefault(movement.entry.address, []).append(movement.money)
    return [added(parts) for parts in by_entry.values()]


def _over(name: str, value: Money, limit: Money, doubts: Doubts) -> Iterator[Difference]:
    """Name what a value is over its limit, where it surely is."""
    if value.low > limit.high and "underspend" not in doubts:
        yield Difference(name, value - limit)
