"""Which unknown amounts may be in a figure of what is left, and so take a bound of it.

An unknown amount is 0 or more. What one entry moves from one line to another nets to zero in a
figure that has both.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.arithmetic.uses import Bounds, Counts, Part, Place, Use
from tidlig.model.years import Years, one

HasLine = Callable[[Line], bool]
OfPlace = Callable[[Place], bool]
HasYear = Callable[[int], bool]


class CellOfLines(Protocol):
    """Lines by strand and years: those that lie within the cell, and those that meet it."""

    def has(self, strand: str, years: Years) -> bool:
        """Whether a line of a strand, over some years, lies within."""
        ...

    def meets(self, line: Line) -> bool:
        """Whether any year of a line is in the cell."""
        ...


def without_netted(amounts: Iterable[UnknownAmount]) -> list[UnknownAmount]:
    """Return the amounts but those of entries that only move money among these."""
    every = list(amounts)
    net: Counter[str] = Counter()
    for amount in every:
        net[amount.entry] += amount.sign
    return [amount for amount in every if net[amount.entry]]


def in_budget(
    money: ProgramMoney, cell: CellOfLines, without: State | None = None
) -> list[UnknownAmount]:
    """Return the unknown amounts in the budget of a cell, but those in a state.

    What moves within a span is in each year of it. What is brought to an estimate is in it all the
    same, as far as that is above zero: it never nets.
    """
    amounts = [
        amount
        for amount in money.unknown
        if amount.heading in BUDGET and _is_in(money, amount, cell)
    ]
    of_state = [] if without is None else _in_state(money, amounts, without)
    others = without_netted(a for a in amounts if a not in of_state)
    return others + [amount for amount in of_state if amount.is_brought]


def _is_in(money: ProgramMoney, amount: UnknownAmount, cell: CellOfLines) -> bool:
    line = amount.line
    return cell.meets(line) if money.is_within_span(amount) else cell.has(line.strand, line.years)


def _in_state(
    money: ProgramMoney, amounts: Iterable[UnknownAmount], state: State
) -> list[UnknownAmount]:
    return [a for a in amounts if money.calendar.state(a.line.years) is state]


def in_used(
    money: ProgramMoney, strand: str | None, has_year: HasYear, awarded: Bounds
) -> Iterator[UnknownAmount]:
    """Yield the unknown amounts that may be in what some years, and a strand, have used.

    `awarded` are the bounds of what awards use of it.
    """
    for amount in money.unknown:
        line = amount.line
        if amount.heading == "outturn":
            if has_year(line.years.first) and strand in (None, line.strand):
                yield amount
        elif amount.heading in ("awarded", "returned"):
            years = tuple(filter(has_year, money.calendar.without_accounts(line.years)))
            if years and _may_be_of(money, strand, line.strand, years):
                yield amount
    if strand is not None:
        yield from _moving_uses(money, strand, has_year, awarded)


def _moving_uses(
    money: ProgramMoney, strand: str, has_year: HasYear, awarded: Bounds
) -> Iterator[UnknownAmount]:
    """Yield what moves within a span as what awards of no strand may use of a strand.

    They may use more of what came to it, if not all of them are used there already, and then less
    of other strands.
    """
    awards = _awards_of(money, strand, has_year)
    is_all = awarded.most >= sum(use.ore for use in awards)
    for amount in money.unknown:
        is_own = amount.line.strand == strand
        is_moved = not is_all if is_own else awarded.least > 0
        if is_moved and amount.is_above_zero and _moves_with(money, amount, awards):
            yield amount._replace(heading="awarded", is_above_zero=is_own)


def _moves_with(money: ProgramMoney, amount: UnknownAmount, awards: Iterable[Use]) -> bool:
    of_any = (use for use in awards if use.of_any_strand and _meets(use, amount.line))
    return money.is_within_span(amount) and any(of_any)


def _awards_of(money: ProgramMoney, strand: str, has_year: HasYear) -> list[Use]:
    """Return the awards, in some years, of a strand or of none."""
    awards = (use for use in money.uses if use.kind == "award" and any(map(has_year, use.years)))
    return [use for use in awards if use.of_any_strand or use.strand == strand]


def _meets(use: Use, line: Line) -> bool:
    return any(one(year).within(line.years) for year in use.years)


def _may_be_of(money: ProgramMoney, strand: str | None, own: str, years: tuple[int, ...]) -> bool:
    """Whether a use, of its own strand or of any, may be of a strand."""
    if strand in (None, own):
        return True
    use = Use("award", own, years, 0, of_any_strand=own == UNSPLIT)
    of_strand = (part.line for part in money.parts if part.line.strand == strand)
    return own == UNSPLIT and any(map(use.fits, of_strand))


def in_rest(
    money: ProgramMoney, cell: HasLine, state: State, counts: Counts, lapses_of: OfPlace
) -> Iterator[UnknownAmount]:
    """Yield the unknown amounts that may be in what is left of what counts.

    What moves within a span is in each year of it, in the state of that year. What lapses of some
    lines is left all the same.
    """
    yield from without_netted(_within_spans(money, cell, state, counts))
    yield from without_netted(
        amount
        for amount in money.unknown
        if amount.heading in (*BUDGET, "outturn")
        and not money.is_within_span(amount)
        and _counts_in(amount, counts)
    )
    yield from _of_awards(money, counts)
    yield from _of_lapses(money, counts, lapses_of)


def _within_spans(
    money: ProgramMoney, cell: HasLine, state: State, counts: Counts
) -> Iterator[UnknownAmount]:
    for amount in money.unknown:
        if money.is_within_span(amount) and _moves_in(money, amount, cell, state, counts):
            yield amount


def _moves_in(
    money: ProgramMoney, amount: UnknownAmount, cell: HasLine, state: State, counts: Counts
) -> bool:
    """Whether what moves within a span may lie in a year that is in a cell, and in a state.

    In a year of estimates it is authority without an act, unless the whole span is an estimate.
    """
    line, of = amount.line, money.calendar.state
    if of(line.years) is State.ESTIMATE:
        return state is State.ESTIMATE and cell(line)
    for year in map(one, each_of(line.years)):
        if of(year) is not State.ESTIMATE:
            is_in = counts(Place(line.strand, year.first))
        else:
            is_in = of(year, is_authority=True) is state and cell(line._replace(years=year))
        if is_in:
            return True
    return False


def _of_awards(money: ProgramMoney, counts: Counts) -> Iterator[UnknownAmount]:
    awards = [amount for amount in money.unknown if amount.heading in ("awarded", "returned")]
    if not awards:
        return
    lines = {part.line for part in money.parts if counts(part)}
    for amount in awards:
        if _may_move(money, amount, lines, counts):
            yield amount


def _of_lapses(money: ProgramMoney, counts: Counts, lapses_of: OfPlace) -> Iterator[UnknownAmount]:
    """Yield the unknown lapses of money that counts, and of other money that is left if it lapses.

    The latter add to what is left.
    """
    for amount in money.unknown:
        if amount.heading == "lapsed":
            parts = _parts_of_lapse(money, amount)
            is_own = any(map(lapses_of, _places(amount.line, _years(amount.line))))
            if not is_own and any(map(counts, parts)):
                yield amount
            if is_own and not all(map(counts, parts)):
                yield amount._replace(is_above_zero=False)


def _parts_of_lapse(money: ProgramMoney, amount: UnknownAmount) -> list[Part]:
    strand, years = amount.line.strand, tuple(_years(amount.line))
    lapse = money.reaching(Use("lapse", strand, years, 0, of_any_strand=strand == UNSPLIT))
    return [part for part in money.parts if lapse.fits(part.line)]


def _counts_in(amount: UnknownAmount, counts: Counts) -> bool:
    """Whether what an amount adds to its line, or takes from it, may count."""
    if _is_counted(amount.line, counts):
        return True
    return amount.may_overdraw and any(map(counts, _places(amount.line, _years(amount.line))))


def _is_counted(line: Line, counts: Counts) -> bool:
    return counts(Part(line, 0)) or counts(Part(line, 0, is_first=False))


def _years(line: Line) -> range:
    return range(line.years.first, line.years.last + 1)


def _places(line: Line, years: Iterable[int]) -> Iterator[Place]:
    return (Place(line.strand, year) for year in years)


def _may_move(money: ProgramMoney, amount: UnknownAmount, lines: set[Line], counts: Counts) -> bool:
    """Whether an unknown award takes from some lines, or an unknown return adds to a place."""
    years, strand = money.calendar.without_accounts(amount.line.years), amount.line.strand
    use = money.reaching(Use("award", strand, years, 0, of_any_strand=strand == UNSPLIT))
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
