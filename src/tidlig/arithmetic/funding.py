"""What a program's lines need and what money they have, to decide whether it can be paid for.

For each line, never netted: money = max(budget, 0) + returned + max(-awarded, 0), and need =
max(awarded, 0) + max(-budget, 0) + max(-returned, 0). Inexact figures are taken at their nominal
value, or at the most or least that they allow.

A budget that an act states below zero is a fact, not a need: a finance act has negative accounts,
of income and of cuts that are not placed. It takes from the money that it fits. Moving more from a
line than it has is still a need.

Amounts a year without an end, and unknown amounts, are in no sum, but can pay for awards: an amount
a year, less what its strands get of it, pays for its year; an unknown amount for anything it may
cover.

What the accounts of a year have beyond its awards is a need too, as far as there is money for it:
an outturn that no budget covers is a fault of its own. `booked` has what accounts need and hold.

Where unspent money carries over, what lapsed is no need either: it takes from the money of its
line, as far as the needs of its year and of earlier years leave any.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from tidlig.arithmetic.books import Books, Case
from tidlig.arithmetic.carrying import (
    NOTHING_CARRIES,
    Carrying,
    added,
    carried_on,
    carries_over,
)
from tidlig.arithmetic.charging import BUDGET_RULES
from tidlig.arithmetic.claims import Claims
from tidlig.arithmetic.coverage import Shortfall, covered
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Line,
    Movement,
    effective_date,
    sum_money,
)
from tidlig.arithmetic.restatement import given_to_strands, years_named
from tidlig.arithmetic.unknown_amounts import marked_movements
from tidlig.model.decisions import Appropriation, Program, Reprioritisation
from tidlig.model.entry import Entry, YearAmounts
from tidlig.model.grants import Return
from tidlig.model.money import UNKNOWN, ZERO, Money, known
from tidlig.model.years import Years, one


def unallocated_money(
    ledger: Ledger, program: Program, lines: Iterable[Line], *, by_strand: bool
) -> dict[Line, Money]:
    """The money of a program that no line has, for the years that some lines need.

    Of years before these too, where unspent money carries over.
    """
    needed = set(chain.from_iterable(_years(line.years) for line in lines))
    if needed and carries_over(program):
        needed.update(range(program.years.first, max(needed)))
    settled = _years_stated(_acts(ledger, program.id))
    unallocated: dict[Line, Money] = {}
    for year in sorted(needed - settled):
        money = _of_year(program, year)
        if money is not None:
            unallocated[Line(program.id, UNSPLIT, one(year))] = money
    for line in _unknown_gains(ledger, program, by_strand=by_strand):
        unallocated[line] = ANY
    return unallocated


def _of_year(program: Program, year: int) -> Money | None:
    """What a year may come to whose money no line has; None where there is no such money."""
    is_inside = one(year).within(program.years)
    if isinstance(program.yearly, Money):
        if is_inside and program.years.open:
            return program.yearly - given_to_strands(program, year)
        return None
    if program.split is None:
        is_unknown = is_inside and UNKNOWN in (program.total, program.yearly)
    else:
        is_unknown = (year, UNKNOWN) in program.split
    return ANY if is_unknown else None


def _unknown_gains(ledger: Ledger, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """The lines that an unknown amount is moved to, carried to or returned on."""
    for entry in ledger.with_unknown_amounts:
        if isinstance(entry, Reprioritisation):
            for line in _gained(entry, program, by_strand=by_strand):
                if not _is_settled(ledger, entry, line):
                    yield line
        else:
            for line in _lines_gained(ledger, entry):
                if line.program == program.id:
                    yield line


def _lines_gained(ledger: Ledger, entry: Entry) -> Iterator[Line]:
    if isinstance(entry, Return) and entry.award in ledger.awards:
        program, strand = ledger.budget_line(ledger.awards[entry.award])
        yield Line(program, strand, one(entry.date.year))
    elif entry.kind in BUDGET_RULES and not isinstance(entry, Program):
        for movement in marked_movements(entry, ledger):
            if movement.money.ore > 0:
                yield movement.line


def _gained(entry: Reprioritisation, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """The lines of a program that a reprioritisation moves an unknown amount to."""
    is_within = entry.from_.program == program.id
    if entry.to.program != program.id or (is_within and not by_strand):
        return
    strand = entry.to.strand or UNSPLIT
    if entry.amount is UNKNOWN:
        yield Line(program.id, strand, entry.years or one(entry.date.year))
    elif isinstance(entry.amount, tuple):
        for year in _unknown_years(entry.amount):
            yield Line(program.id, strand, one(year))


def _unknown_years(amounts: YearAmounts) -> list[int]:
    return [year for year, amount in amounts if amount is UNKNOWN]


def _is_settled(ledger: Ledger, entry: Reprioritisation, line: Line) -> bool:
    """Whether acts have stated what the years have after an unknown amount was moved."""
    later = [act for act in _acts(ledger, line.program) if act.date >= entry.date]
    return _years_stated(later).issuperset(_years(line.years))


def _years_stated(acts: Iterable[Appropriation]) -> set[int]:
    return set(chain.from_iterable(map(years_named, acts)))


def _acts(ledger: Ledger, program: str) -> Iterator[Appropriation]:
    return (restatement.act for restatement in ledger.restatements[program])


def _years(years: Years) -> range:
    return range(years.first, years.last + 1)


def deficits(ledger: Ledger, lines: Mapping[Line, Figures]) -> dict[Line, Money]:
    """What acts state below zero of the lines whose budget is, as they state it."""
    below: dict[Line, Money] = {}
    for line, figures in lines.items():
        if figures["budget"].low < 0:
            stated = sum_money(movement.money for movement in stated_on(ledger, line))
            if stated.low < 0:
                below[line] = stated
    return below


def stated_on(ledger: Ledger, line: Line) -> list[Movement]:
    """The movements on a line that came to what its newest act states."""
    newest = _newest_act(ledger, line)
    return [movement for movement in ledger.movements_on(line) if _is_stated(movement, newest)]


def _is_stated(movement: Movement, newest_act: dt.date) -> bool:
    if movement.heading == "reprioritised":
        return effective_date(movement.date) <= newest_act
    return movement.heading in ("appropriated", "restated")


def _newest_act(ledger: Ledger, line: Line) -> dt.date:
    """The date of the last act that restates a line; before all dates where none does."""
    dates = [act.date for act in _acts(ledger, line.program) if _restates(act, line)]
    return max(dates, default=dt.date.min)


def _restates(act: Appropriation, line: Line) -> bool:
    """Whether an act states a line, or absorbs it; a strand called unknown keeps its own."""
    named = years_named(act)
    if not line.years.single:
        return bool(named) and min(named) <= line.years.first and line.years.last <= max(named)
    of_strand = (dict(row.split) for row in act.strands if row.strand == line.strand)
    left_alone = any(split.get(line.years.first) is UNKNOWN for split in of_strand)
    return line.years.first in named and not left_alone


Lines = Mapping[Line, Figures]

ANY = Money(10**20)
"""Stands for an unknown amount that may be as large as it has to."""


FRAME = ""
"""Stands for the program of a line that is a year of a frame."""


def award_claims(
    lines: Lines,
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    case: Case = Case.NOMINAL,
    books: Books | None = None,
    carrying: Carrying = NOTHING_CARRIES,
) -> Claims:
    """The needs of a program's lines for its awards, and all the money that there is for them.

    `unallocated` is money that no line has: of years without a sum, or of unknown amounts.
    `deficits` are what acts state below zero. `books` are the accounts, if there are any: what is
    in them is a need whether there is money for it or not. Where they stand alone, accounts below
    zero free money of their own line.
    """
    money, gone = _unallocated(unallocated, case), _gone(carrying, case)
    claims = Claims({}, money, {}, carrying=carrying, gone=gone)
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        claims.stated[line] = _stated(line, budget, deficits, case)
        claims.needs[line] = _moved_away(budget, claims.stated[line])
        claims.money[line] = claims.money.get(line, 0) + max(budget, 0) + _freed(figures, case)
        if books is None or books.needs_awards(line):
            claims.needs[line] += max(case.less(figures["awarded"]), 0)
        claims.needs[line] += max(-case.more(figures["returned"]), 0)
        if books is not None and books.stand:
            claims.money[line] += max(-case.less(figures["outturn"]), 0)
    if books is None:
        return claims
    for line, ore in books.beyond_awards(case).items():
        claims.needs[line] += ore
    freed = books.freed(case) if carrying.carries and not books.stand else {}
    return replace(claims, accounts=books.accounts(case), freed=freed)


def award_shortfalls(
    lines: Lines,
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
    books: Books | None = None,
    carrying: Carrying = NOTHING_CARRIES,
) -> list[Shortfall]:
    """The needs of a program's lines that its money cannot cover.

    See `award_claims`. Of the outturn that part is a need which the budget covers, as if nothing
    had been carried over to later years.
    """
    if books is not None:
        if carrying.carries:
            paid = _paid_by_year(lines, unallocated, deficits, books, by_strand, case, carrying)
        else:
            paid = _paid(lines, unallocated, deficits, books, by_strand, case)
        books = books.limited_to(paid)
    claims = award_claims(lines, unallocated, deficits, case=case, books=books, carrying=carrying)
    return claims.shortfalls(by_strand=by_strand)


def _paid(
    lines: Lines,
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    books: Books,
    by_strand: bool,
    case: Case,
) -> dict[Line, int]:
    """The øre that accounts have beyond awards, as far as money covers them.

    What was moved away, and the awards that they have, come first.
    """
    money = _unallocated(unallocated, case)
    first: dict[Line, int] = {}
    for line, figures in lines.items():
        budget = case.more(before_carrying(figures)["budget"])
        stated = _stated(line, budget, deficits, case)
        first[line] = _moved_away(budget, stated) + stated
        money[line] = money.get(line, 0) + max(budget, 0) + _freed(figures, case)
    for line, ore in books.within_awards(case).items():
        first[line] += ore
    beyond = dict(sorted(books.beyond_awards(case).items()))
    return covered(first, beyond, money, by_strand=by_strand)


def _paid_by_year(
    lines: Lines,
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    books: Books,
    by_strand: bool,
    case: Case,
    carrying: Carrying,
) -> dict[Line, int]:
    """The same where money carries over: all needs of earlier years come first too."""
    beyond = books.beyond_awards(case)
    claims = award_claims(
        {line: before_carrying(figures) for line, figures in lines.items()},
        unallocated,
        deficits,
        case=case,
        books=books.limited_to(dict.fromkeys(beyond, 0)),
        carrying=replace(carrying, gone=added(carrying.gone, carried_on(lines, lines))),
    )
    return claims.met(beyond, by_strand=by_strand)


def before_carrying(figures: Figures) -> Figures:
    """The figures of a line as if nothing had been carried from it to a later year."""
    carried = figures["carried"]
    if carried.ore >= 0:
        return figures
    return {**figures, "budget": figures["budget"] - carried, "carried": ZERO}


def _moved_away(budget: int, stated: int) -> int:
    return max(-budget, 0) - stated


def _freed(figures: Figures, case: Case) -> int:
    """The øre that returns, and awards below zero, add to the money of a line."""
    return max(case.more(figures["returned"]), 0) + max(-case.less(figures["awarded"]), 0)


def budget_shortfalls(
    lines: Lines,
    needs: Mapping[Line, Money],
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
    carrying: Carrying = NOTHING_CARRIES,
) -> list[Shortfall]:
    """The other needs, such as outturn, that the budget of the lines cannot cover.

    A need on a line that an act states below zero is what it has more than the act states.
    """
    needs_in_ore = {line: max(case.less(need), 0) for line, need in needs.items()}
    stated: dict[Line, int] = {}
    money = _unallocated(unallocated, case)
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        stated_below_zero = _stated(line, budget, deficits, case)
        moved_away = max(-budget, 0) - stated_below_zero
        money[line] = money.get(line, 0) + max(budget, 0)
        if line in needs:
            own_need = max(case.less(needs[line]) + stated_below_zero, 0)
            needs_in_ore[line] = own_need + moved_away
        else:
            stated[line] = stated_below_zero
            needs_in_ore[line] = moved_away
    claims = Claims(needs_in_ore, money, stated, carrying=carrying, gone=_gone(carrying, case))
    return claims.shortfalls(by_strand=by_strand)


def frame_shortfalls(lines: Lines, frame: YearAmounts, case: Case) -> list[Shortfall]:
    """The awards from a pool that its frame by years cannot cover; annulments free it again."""
    money: dict[Line, int] = {}
    needs: dict[Line, int] = {}
    for line, figures in lines.items():
        awarded = case.less(figures["awarded"])
        returned = case.more(figures["returned"])
        money[line] = max(returned, 0) + max(-awarded, 0)
        needs[line] = max(awarded, 0) + max(-returned, 0)
    for year, amount in frame:
        stated = ANY if amount is UNKNOWN else known(amount)
        money[Line(FRAME, UNSPLIT, one(year))] = max(case.more(stated), 0)
    return Claims(needs, money, {}).shortfalls(by_strand=False)


def shortfalls_and_certainty(
    in_case: Callable[[Case], list[Shortfall]],
) -> tuple[list[Shortfall], bool]:
    """The shortfalls, and whether they are there for every value that the figures allow."""
    if in_case(Case.BEST):
        return in_case(Case.NOMINAL), True
    return in_case(Case.WORST), False


def _unallocated(unallocated: Mapping[Line, Money], case: Case) -> dict[Line, int]:
    return {line: max(case.more(money), 0) for line, money in unallocated.items()}


def _gone(carrying: Carrying, case: Case) -> dict[Line, int]:
    return {line: max(case.less(money), 0) for line, money in carrying.gone.items()}


def _stated(line: Line, budget: int, deficits: Mapping[Line, Money], case: Case) -> int:
    """How much of a budget below zero is what an act states, in øre above zero."""
    below_zero = max(-budget, 0)
    deficit = -case.more(deficits.get(line, ZERO))
    return min(below_zero, max(deficit, 0))
