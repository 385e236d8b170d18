"""Which unknown amounts may be in a figure of what is left, and so take a bound of it.

An unknown amount is 0 or more. What one entry moves from one line to another nets to zero in a
figure that has both.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.arithmetic.uses import Counts, Part, Place, Use

HasLine = Callable[[Line], bool]
HasYear = Callable[[int], bool]


def without_netted(amounts: Iterable[UnknownAmount]) -> list[UnknownAmount]:
    """Return the amounts but those of entries that only move money among these."""
    every = list(amounts)
    net: Counter[str] = Counter()
    for amount in every:
        net[amount.entry] += amount.sign
    return [amount for amount in every if net[amount.entry]]


def in_budget(
    money: ProgramMoney, has: HasLine, without: State | None = None
) -> list[UnknownAmount]:
    """Return the unknown amounts in the budget of some lines, but those in a state.

    What is brought to an estimate is in it all the same, as far as that is above zero: it never
    nets.
    """
    amounts = [a for a in money.unknown if a.heading in BUDGET and has(a.line)]
    of_state = [] if without is None else _in_state(money, amounts, without)
    others = without_netted(a for a in amounts if a not in of_state)
    return others + [amount for amount in of_state if amount.is_brought]


def _in_state(
    money: ProgramMoney, amounts: Iterable[UnknownAmount], state: State
) -> list[UnknownAmount]:
    return [a for a in amounts if money.calendar.state(a.line.years) is state]


def in_used(money: ProgramMoney, strand: str | None, has_year: HasYear) -> Iterator[UnknownAmount]:
    """Yield the unknown amounts that may be in what some years, and a strand, have used."""
    for amount in money.unknown:
        line = amount.line
        if amount.heading == "outturn":
            if has_year(line.years.first) and strand in (None, line.strand):
                yield amount
        elif amount.heading in ("awarded", "returned"):
            years = tuple(filter(has_year, money.calendar.without_accounts(line.years)))
            if years and _may_be_of(money, strand, line.strand, years):
                yield amount


def _may_be_of(money: ProgramMoney, strand: str | None, own: str, years: tuple[int, ...]) -> bool:
    """Whether a use, of its own strand or of any, may be of a strand."""
    if strand in (None, own):
        return True
    use = Use("award", own, years, 0, of_any_strand=own == UNSPLIT)
    of_strand = (part.line for part in money.parts if part.line.strand == strand)
    return own == UNSPLIT and any(map(use.fits, of_strand))


def in_rest(
    money: ProgramMoney, cell: HasLine, state: State, counts: Counts
) -> Iterator[UnknownAmount]:
    """Yield the unknown amounts that may be in what is left of what counts.

    The lines of a cell that are in a state have what moves within spans.
    """
    yield from without_netted(_within_spans(money, cell, state))
    yield from without_netted(
        amount
        for amount in money.unknown
        if amount.heading in (*BUDGET, "outturn", "lapsed")
        and not money.is_within_span(amount)
        and _counts_in(amount, counts)
    )
    yield from _of_awards(money, counts)


def _within_spans(money: ProgramMoney, cell: HasLine, state: State) -> Iterator[UnknownAmount]:
    for amount in money.unknown:
        is_in_cell = money.is_within_span(amount) and cell(amount.line)
        if is_in_cell and money.calendar.state(amount.line.years) is state:
            yield amount


def _of_awards(money: ProgramMoney, counts: Counts) -> Iterator[UnknownAmount]:
    lines = {part.line for part in money.parts if counts(part)}
    for amount in money.unknown:
        if amount.heading in ("awarded", "returned") and _may_move(money, amount, lines, counts):
            yield amount


def _counts_in(amount: UnknownAmount, counts: Counts) -> bool:
    """Whether what an amount adds to its line, or takes from it, may count."""
    if _is_counted(amount.line, counts):
        return True
    return amount.takes and any(map(counts, _places(amount.line, _years(amount.line))))


def _is_counted(line: Line, counts: Counts) -> bool:
    return counts(Part(line, 0)) or counts(Part(line, 0, is_first=False))


def _years(line: Line) -> range:
    return range(line.years.first, line.years.last + 1)


def _places(line: Line, years: Iterable[int]) -> Iterator[Place]:
    return (Place(line.strand, year) for year in years)


def _may_move(money: ProgramMoney, amount: UnknownAmount, lines: set[Line], counts: Counts) -> bool:
    """Whether an unknown award takes from some lines, or an unknown return adds to a place."""
    years, strand = money.calendar.without_accounts(amount.line.years), amount.line.strand
    use = Use("award", strand, years, 0, of_any_strand=strand == UNSPLIT)
    if amount.heading == "returned":
        return any(map(counts, use.places)) or _is_counted(amount.line, counts)
    return may_take(use, lines, counts)


def may_take(use: Use, lines: set[Line], counts: Counts) -> bool:
    """Whether a use may take from some lines, or overdraw a place that counts."""
    return any(map(counts, use.places)) or any(map(use.fits, lines))


def moving_within(money: ProgramMoney, counts: Counts) -> frozenset[Line] | None:
    """Return the lines of which all that is unknown moves among those that count.

    None if there is one of which something does, and something does not.
    """
    counted = _on_counted_lines(money, counts)
    budgets = [amount for amount in counted if amount.heading in BUDGET]
    opening = without_netted(budgets)
    netting = _lines(set(budgets).difference(opening))
    others = _lines(opening) | _lines(a for a in counted if _moves_money(money, a))
    return netting if netting.isdisjoint(others) else None


def _on_counted_lines(money: ProgramMoney, counts: Counts) -> list[UnknownAmount]:
    lines = [line for line in money.unknown_on if _is_counted(line, counts)]
    return [amount for line in lines for amount in money.unknown_on[line]]


def _lines(amounts: Iterable[UnknownAmount]) -> frozenset[Line]:
    return frozenset(amount.line for amount in amounts)


def _moves_money(money: ProgramMoney, amount: UnknownAmount) -> bool:
    """Whether an amount that is none of a budget moves what there is on its line."""
    if amount.heading == "awarded":
        return money.may_vary(amount.line)
    return amount.heading == "returned"
