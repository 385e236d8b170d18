"""The movements that entries make: appropriations, carry-overs, awards, payments, accounts.

A strand's split is part of the program's money. It moves money to the strand from where the
program's money is: a year, or a span that is not split.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from tidlig.arithmetic.movements import UNSPLIT, Line, Movement, money_by_year, money_by_years
from tidlig.model.decisions import Agreement, CarryOver, Lapse, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.years import Years, one

if TYPE_CHECKING:
    from tidlig.model.grants import Amendment, Award, Outturn, Payment, Pool, Return


def appropriation_movements(program: Program) -> Iterator[Movement]:
    """The movements of a program's first act and of its strands' splits."""
    for years, money in _whole(program):
        yield _moved(program, UNSPLIT, years, money, program)
    for strand in program.strands:
        for years, money in money_by_year(strand.split or ()):
            yield from _to_strand(program, strand, years, money)


def _whole(stated: Program | Agreement, over: Years | None = None) -> Iterator[tuple[Years, Money]]:
    """Where the amount of a program, or of an agreement over some years, stands.

    Nothing where it is unknown or has no end.
    """
    years = over or stated.years
    assert years is not None
    if stated.split is not None:
        yield from money_by_year(stated.split)
    elif isinstance(stated.total, Money):
        yield years, stated.total
    elif isinstance(stated.yearly, Money) and not years.open:
        for year in range(years.first, years.last + 1):
            yield one(year), stated.yearly


def agreement_movements(agreement: Agreement, program: Program) -> Iterator[Movement]:
    """What an agreement sets aside for its program: no part of the budget."""
    for years, money in _whole(agreement, agreement.years or program.years):
        line = Line(program.id, UNSPLIT, years)
        yield Movement(line, "agreed", money, agreement, agreement.date)


def lapse_movements(entry: Lapse) -> Iterator[Movement]:
    """What lapsed of a year."""
    if isinstance(entry.amount, Money):
        line = Line(entry.program, entry.strand or UNSPLIT, one(entry.year))
        yield Movement(line, "lapsed", entry.amount, entry, entry.date)


def _to_strand(program: Program, strand: Strand, years: Years, money: Money) -> Iterator[Movement]:
    taken_from = stands_at(program, years.first)
    if taken_from is not None:
        yield _moved(program, UNSPLIT, taken_from, -money, strand)
    yield _moved(program, strand.id, years, money, strand)


def stands_at(program: Program, year: int) -> Years | None:
    """The years where the program's money for a year stands; None where it has no figure."""
    if program.split is not None:
        is_unknown = (year, UNKNOWN) in program.split
        return None if is_unknown else one(year)
    if isinstance(program.total, Money):
        return program.years
    is_yearly = isinstance(program.yearly, Money) and not program.years.open
    return one(year) if is_yearly else None


def _moved(
    program: Program, strand: str, years: Years, money: Money, entry: Program | Strand
) -> Movement:
    return Movement(Line(program.id, strand, years), "appropriated", money, entry, program.date)


BudgetLine = tuple[str, str]
"""A program and a strand of it, or none."""


StatedPlace = tuple[str | None, str | None, str | None, str | None]
"""Where an award says that it is charged: pool, program, strand and round."""


def stated_place(award: "Award") -> StatedPlace:
    """Where an award says that it is charged."""
    return award.pool, award.program, award.strand, award.round


def budget_line_at(stated: StatedPlace, pools: "Mapping[str, Pool]") -> BudgetLine | None:
    """The program and strand that an award is charged to: its pool's, or its own."""
    pool_id, program, strand, _ = stated
    if pool_id is not None:
        pool = pools.get(pool_id)
        if pool is None:
            return None
        program = pool.program
        strand = pool.strand
    return None if program is None else (program, strand or UNSPLIT)


def budget_movements(entry: Entry) -> Iterable[Movement]:
    """What an entry does to budgets; what a later act does follows from all before it."""
    rule = BUDGET_RULES.get(entry.kind)
    return () if rule is None else rule(entry)


def reprioritisation_movements(entry: Reprioritisation) -> Iterator[Movement]:
    """Money is moved from one end and to the other; an end outside has no movement."""
    for years, money in money_by_years(entry.amount, entry.years, entry.date):
        for end, signed in ((entry.from_, -money), (entry.to, money)):
            if end.program is not None:
                line = Line(end.program, end.strand or UNSPLIT, years)
                yield Movement(line, "reprioritised", signed, entry, entry.date)


def carry_over_movements(entry: CarryOver) -> Iterator[Movement]:
    """Money is moved out of the year it is carried from, into the year it goes to."""
    if isinstance(entry.amount, Money):
        for year, signed in ((entry.from_, -entry.amount), (entry.to, entry.amount)):
            line = Line(entry.program, entry.strand or UNSPLIT, one(year))
            yield Movement(line, "carried", signed, entry, entry.date)


def budget_line(award: "Award", pools: "Mapping[str, Pool]") -> BudgetLine:
    """The program and strand that an award is charged to, which must be known."""
    known = budget_line_at(stated_place(award), pools)
    assert known is not None
    return known


def award_movements(award: "Award", budget_line: BudgetLine) -> Iterator[Movement]:
    """An award's movements: the year of its date, its own years, or its span."""
    program, strand = budget_line
    for years, money in money_by_years(award.amount, award.years, award.date):
        line = Line(program, strand, years)
        yield _of(award, award, line, "awarded", money)


def amendment_movements(
    entry: "Amendment", award: "Award", budget_line: BudgetLine
) -> Iterator[Movement]:
    """An amendment's movements, which are charged as those of an award are."""
    program, strand = budget_line
    for years, money in money_by_years(entry.amount, entry.years, entry.date):
        line = Line(program, strand, years)
        yield _of(entry, award, line, "awarded", money)


def years_beside_date(entry: "Award | Amendment") -> tuple[Years, ...]:
    """The years that an award or amendment is charged to that do not contain that of its date."""
    year = entry.date.year
    if isinstance(entry.amount, tuple):
        others = [(of, amount) for of, amount in entry.amount if of != year]
        return tuple(one(of) for of, amount in others if amount is UNKNOWN or amount.ore)
    if entry.years is None or one(year).within(entry.years):
        return ()
    return (entry.years,)


def return_movements(
    entry: "Return", award: "Award", budget_line: BudgetLine
) -> Iterator[Movement]:
    """A return's movements in the year it happens; a refund is a negative payment too."""
    if isinstance(entry.amount, Money):
        yield _on_award(entry, award, budget_line, "returned", entry.amount)
        if entry.type == "refund":
            yield _on_award(entry, award, budget_line, "paid", -entry.amount)


def payment_movements(
    entry: "Payment", award: "Award", budget_line: BudgetLine
) -> Iterator[Movement]:
    """A payment's movement, in the year it is paid."""
    if isinstance(entry.amount, Money):
        yield _on_award(entry, award, budget_line, "paid", entry.amount)


def outturn_movements(entry: "Outturn") -> Iterator[Movement]:
    """What the accounts say was charged; never added to awards."""
    if isinstance(entry.amount, Money):
        line = Line(entry.program, entry.strand or UNSPLIT, one(entry.year))
        yield Movement(line, "outturn", entry.amount, entry, entry.date)


def _on_award(
    entry: "Return | Payment", award: "Award", budget_line: BudgetLine, heading: str, money: Money
) -> Movement:
    return _of(entry, award, Line(*budget_line, one(entry.date.year)), heading, money)


def _of(
    entry: "Award | Amendment | Return | Payment",
    award: "Award",
    line: Line,
    heading: str,
    money: Money,
) -> Movement:
    return Movement(
        line, heading, money, entry, entry.date, award.pool, award.recipient, award.round
    )


class KnownEntries(Protocol):
    """What a rule must know of the other entries: those of `tidlig.arithmetic.ledger.Ledger`."""

    @property
    def programs(self) -> Mapping[str, Program]:
        """Programs by id."""

    @property
    def awards(self) -> "Mapping[str, Award]":
        """Awards by id, those whose program is known."""

    def budget_line(self, award: "Award") -> BudgetLine:
        """The program and strand that an award is charged to."""

    def known_budget_line(self, stated: StatedPlace) -> BudgetLine | None:
        """The same of what an award states, when they are known."""


def _of_award(award: "Award", ledger: KnownEntries) -> Iterable[Movement]:
    where = ledger.known_budget_line(stated_place(award))
    return () if where is None else award_movements(award, where)


def _of_amendment(entry: "Amendment", ledger: KnownEntries) -> Iterable[Movement]:
    award = ledger.awards.get(entry.award)
    return () if award is None else amendment_movements(entry, award, ledger.budget_line(award))


def _of_agreement(entry: Agreement, ledger: KnownEntries) -> Iterable[Movement]:
    program = ledger.programs.get(entry.program)
    return () if program is None else agreement_movements(entry, program)


def _of_lapse(entry: Lapse, ledger: KnownEntries) -> Iterable[Movement]:
    return lapse_movements(entry) if entry.program in ledger.programs else ()


def _of_return(entry: "Return", ledger: KnownEntries) -> Iterable[Movement]:
    award = ledger.awards.get(entry.award)
    return () if award is None else return_movements(entry, award, ledger.budget_line(award))


def _of_payment(entry: "Payment", ledger: KnownEntries) -> Iterable[Movement]:
    award = ledger.awards.get(entry.award)
    return () if award is None else payment_movements(entry, award, ledger.budget_line(award))


def _of_outturn(entry: "Outturn", ledger: KnownEntries) -> Iterable[Movement]:
    return outturn_movements(entry) if entry.program in ledger.programs else ()


BUDGET_RULES: Mapping[str, Callable[[Any], Iterable[Movement]]] = {
    "program": appropriation_movements,
    "reprioritisation": reprioritisation_movements,
    "carry-over": carry_over_movements,
}
"""What entries do to budgets, by kind: a row for each kind that moves money under a budget heading.

Strands move money with their program, and acts as `tidlig.arithmetic.restatement` finds.
"""

CHARGE_RULES: Mapping[str, Callable[[Any, KnownEntries], Iterable[Movement]]] = {
    "agreement": _of_agreement,
    "lapse": _of_lapse,
    "award": _of_award,
    "amendment": _of_amendment,
    "return": _of_return,
    "payment": _of_payment,
    "outturn": _of_outturn,
}
"""What entries charge to budgets, by kind: a row for each kind that moves money otherwise."""
