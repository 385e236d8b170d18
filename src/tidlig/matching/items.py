"""Awards and payments as both sides have them: the ledger, and a register of another system.

A `Reading` is a register as it was read: its lines, and how the file was understood.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import sum_money
from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.grants import Amendment, Award, Payment, Return
from tidlig.model.money import UNITS, Money, Unit, known
from tidlig.model.records import Register
from tidlig.model.years import Years, one

Progress = Callable[[str, int, int], None]
"""Reports how far a stage of long work has come: its name, what is done, and of how much."""


def no_progress(stage: str, done: int, of: int) -> None:
    """Reports nothing."""
    del stage, done, of


@dataclass(frozen=True, slots=True)
class Item:
    """One award or payment on one side; text that a side does not have is empty.

    `number` is the line in the register, or the place in the ledger's order. `recipient` is an id
    in the ledger, and a name in the register. `money` is None when it is not known; `net` is an
    award less what was returned of it, where anything was.
    """

    number: int
    id: str
    reference: str
    award: str
    recipient: str
    cvr: str
    date: dt.date | None
    money: Money | None
    entry: Entry | None = None
    net: Money | None = None

    @property
    def ore(self) -> int:
        """The amount in øre, and 0 for one that is not known."""
        return 0 if self.money is None else self.money.ore


def of_ledger(ledger: Ledger, register: Register) -> tuple[Item, ...]:
    """The awards, or the payments less refunds, that a register is compared with.

    They are of all years: a line may be of the last day of one and the first of another.
    """
    items = _awards(ledger) if register.type == "award" else _payments(ledger)
    return tuple(item for item, award in items if _is_part(ledger, register, award))


def _awards(ledger: Ledger) -> Iterator[tuple[Item, Award]]:
    returned: dict[str, list[Money]] = defaultdict(list)
    for entry in ledger.of(Return):
        returned[entry.award].append(known(entry.amount))
    amended: dict[str, list[Amount | YearAmounts]] = defaultdict(list)
    for amendment in ledger.of(Amendment):
        amended[amendment.award].append(amendment.amount)
    for number, award in enumerate(ledger.of(Award)):
        amounts = [award.amount, *amended.get(award.id, ())]
        yield _award(number, award, amounts, returned.get(award.id)), award


def _award(
    number: int,
    award: Award,
    amounts: Sequence[Amount | YearAmounts],
    returned: list[Money] | None,
) -> Item:
    """An award with what its amendments have made it; `amounts` are its own and theirs."""
    reference = award.reference or ""
    recipient = award.recipient or ""
    known_amounts = [money for money in map(whole_amount, amounts) if money is not None]
    money = sum_money(known_amounts) if len(known_amounts) == len(amounts) else None
    net = None
    if money is not None and returned:
        net = money - sum_money(returned)
    return Item(number, award.id, reference, award.id, recipient, "", award.date, money, award, net)


def _payments(ledger: Ledger) -> Iterator[tuple[Item, Award]]:
    """Payments, and refunds as what they are to the one who pays: less."""
    refunds = (entry for entry in ledger.of(Return) if entry.type == "refund")
    entries: list[Payment | Return] = [*ledger.of(Payment), *refunds]
    for number, entry in enumerate(entries):
        award = ledger.awards[entry.award]
        yield _payment(number, entry, award), award


def _payment(number: int, entry: Payment | Return, award: Award) -> Item:
    money = whole_amount(entry.amount)
    recipient = award.recipient or ""
    reference = ""
    if isinstance(entry, Payment):
        recipient = entry.payee or recipient
        reference = entry.reference or ""
    elif money is not None:
        money = -money
    return Item(number, entry.id, reference, award.id, recipient, "", entry.date, money, entry)


def whole_amount(amount: Amount | YearAmounts) -> Money | None:
    """An amount, or all years of a table; None where any of it is unknown."""
    parts = [part for _, part in amount] if isinstance(amount, tuple) else [amount]
    stated = [part for part in parts if isinstance(part, Money)]
    return sum_money(stated) if len(stated) == len(parts) else None


def is_within(item: Item, years: Years) -> bool:
    """Whether a line of either side is dated in some years."""
    return item.date is not None and one(item.date.year).within(years)


def _is_part(ledger: Ledger, register: Register, award: Award) -> bool:
    """Whether an award is of the part of the ledger that a register is about."""
    if register.program is None and register.round is None and register.pool is None:
        return True
    program, strand = ledger.budget_line(award)
    pool = ledger.pools.get(award.pool or "")
    round_ = award.round if pool is None else pool.round
    chosen = (register.program, register.strand, register.round, register.pool)
    own = (program, strand, round_, award.pool)
    return all(choice in (None, value) for choice, value in zip(chosen, own, strict=True))


class Sum(NamedTuple):
    """A sum that a total may be: of "all" lines or those "counted", how they are added, its øre.

    They are added as "written" in the total's own column, "signed" by a column of signs, "net",
    which is debit less credit, or "negated".
    """

    which: str
    how: str
    ore: int


@dataclass(frozen=True, slots=True)
class Total:
    """The last line of a register, where it is a sum: its line and words, and its øre if it has.

    `lines` is the sum that it is, or else what all lines above it come to; None where some of these
    have no amount that can be read. `under` is the heading it stands under where amounts have two,
    `compared` are all sums that it may have been.
    """

    line: int
    label: str
    ore: int | None
    lines: int | None
    under: str | None = None
    compared: tuple[Sum, ...] = ()

    @property
    def agreeing(self) -> Sum | None:
        """The first sum that it is."""
        return next((total for total in self.compared if total.ore == self.ore), None)

    @property
    def agrees(self) -> bool | None:
        """Whether the lines add up to it; None where that is not known."""
        return None if self.ore is None or self.lines is None else self.ore == self.lines


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column that nothing is taken from.

    `called` are the words that its heading may mean, `cells` its first ones; `has_dates` is whether
    most of these are dates.
    """

    heading: str
    called: frozenset[str]
    cells: tuple[str, ...]
    has_dates: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a register, and how they were read.

    `columns` gives the headings by our words, `left_out` how many lines the filters left out;
    `mark` is what stood before decimals, `order` what came first in dates, where that mattered.
    `unread` are the headings of columns that nothing was taken from, of which `looked_at` shows the
    cells where a date or recipient is missed; `turned` is how many lines count with the other sign
    for what stands in a column of signs, and `unturned` what else such columns have, by heading.
    """

    file: str
    register: Register
    items: tuple[Item, ...]
    columns: Mapping[str, str]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    mark: str | None = None
    order: str | None = None
    left_out: int = 0
    total: Total | None = None
    heading_line: int = 1
    unread: tuple[str, ...] = ()
    turned: int = 0
    looked_at: tuple[UnreadColumn, ...] = ()
    unturned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: Unit = UNITS["kr"]
    """The unit that its amounts were read in, of the ledger's currency."""
    hidden: int = 0
    """How many of the lines are hidden in their workbook."""

    @property
    def adds_up(self) -> bool:
        """Whether no total below the lines says that they are others than they were."""
        return self.total is None or self.total.agrees is not False
