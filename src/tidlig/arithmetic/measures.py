"""The ledger's own figure for what a statement measures.

Money by heading, frames of pools, and amounts a year. Unknown figures are not guessed: an award
that may belong to the strand, a span that is only partly in the scope, or an unknown amount
that does not net to zero ends the measuring, with the reason. Decisions are always recorded, so no
decision is 0; but where no awards, payments or accounts are recorded, they are not known to be 0.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    BUDGET,
    Line,
    Movement,
    complete_figures,
    effective_date,
    sum_money,
    sums,
)
from tidlig.arithmetic.restatement import RESTATED, absorbs
from tidlig.arithmetic.scope import Answer, Scope
from tidlig.arithmetic.unknown_amounts import Reason, Unmeasurable, settled_on, unknown_movements
from tidlig.model.decisions import Agreement, Program, Strand
from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.grants import Amendment, Award, Payment, Pool, Return
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one


def frame(scope: Scope) -> Money:
    """The frames of the pools in a scope, added up."""
    if scope.statement.kinds:
        raise Unmeasurable(Reason.NOT_MEASURED)
    in_scope = list(pools(scope))
    frames = list(chain.from_iterable(_frames(pool, scope) for pool in in_scope))
    if not frames:
        raise Unmeasurable(Reason.NOTHING)
    check_price_level(scope, in_scope)
    return sum_money(frames)


def yearly(scope: Scope) -> Money:
    """What a program or strand has a year: as stated, or the same in every year of a split.

    Of a program that states none, what agreements set aside a year.
    """
    if scope.is_of_awards or scope.statement.program is None:
        raise Unmeasurable(Reason.NOT_MEASURED)
    program = scope.ledger.programs[scope.statement.program]
    if not scope.has_begun(program):
        raise Unmeasurable(Reason.NOTHING, program)
    check_price_level(scope, [program])
    strands = [strand for strand in program.strands if strand.id == scope.statement.strand]
    if strands:
        return _same_every_year(strands[0], scope)
    if program.yearly is not None:
        return _known(program.yearly, program)
    return _agreed_yearly(program, scope)


def _agreed_yearly(program: Program, scope: Scope) -> Money:
    """The one amount a year that agreements set aside, where the program states none itself."""
    yearly = [agreement for agreement in agreements(scope) if agreement.yearly is not None]
    if not yearly or program.split is not None:
        return _same_every_year(program, scope)
    by_amount = {_known(each.yearly or ZERO, each): each for each in yearly}
    if len(by_amount) > 1:
        raise Unmeasurable(Reason.DIFFERS, next(iter(by_amount.values())))
    return next(iter(by_amount))


def _same_every_year(owner: Program | Strand, scope: Scope) -> Money:
    stated = {_known(amount, owner) for _, amount in _years_of(owner.split or (), scope)}
    if not stated:
        raise Unmeasurable(Reason.NOTHING, owner)
    if len(stated) > 1:
        raise Unmeasurable(Reason.DIFFERS, owner)
    return stated.pop()


def pools(scope: Scope) -> Iterator[Pool]:
    """The pools in a scope that are announced, whatever the years of their frames."""
    for pool in scope.ledger.of(Pool):
        round = scope.ledger.rounds.get(pool.round or "")
        if round is not None and not scope.has_begun(round):
            continue
        is_taken = scope.takes_pool(pool)
        if is_taken is None:
            raise Unmeasurable(Reason.NOT_STATED, pool)
        if is_taken:
            yield pool


def check_price_level(scope: Scope, entries: Iterable[Entry]) -> None:
    """End the measuring where entries are only in the prices of other years than the statement."""
    price_level = scope.statement.price_level
    levels = {getattr(entry, "price_level", None): entry for entry in entries}
    levels.pop(None, None)
    if price_level is not None and levels and price_level not in levels:
        raise Unmeasurable(Reason.OTHER_PRICES, next(iter(levels.values())))


def _frames(pool: Pool, scope: Scope) -> Iterator[Money]:
    if pool.frame is None:
        raise Unmeasurable(Reason.NOT_STATED, pool)
    if isinstance(pool.frame, tuple):
        for _, amount in _years_of(pool.frame, scope):
            yield _known(amount, pool)
        return
    is_taken = scope.takes_years(scope.ledger.programs[pool.program].years)
    if is_taken is None:
        raise Unmeasurable(Reason.NOT_SPLIT, pool)
    if is_taken:
        yield _known(pool.frame, pool)


def _years_of(amounts: YearAmounts, scope: Scope) -> Iterator[tuple[int, Amount]]:
    return ((year, amount) for year, amount in amounts if scope.takes_years(one(year)))


def _known(amount: Amount, entry: Agreement | Pool | Program | Strand) -> Money:
    if not isinstance(amount, Money):
        raise Unmeasurable(Reason.UNKNOWN, entry)
    return amount


ON_AWARDS = ("awarded", "returned", "paid")
"""What is counted by award, and so by round, pool, support and kind of recipient too."""

PARTS = {
    "budget": BUDGET,
    "uncommitted": (*BUDGET, "awarded", "returned"),
    "outstanding": ON_AWARDS,
}
"""What the headings that follow from others are made of."""

_RECORDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "awarded": (("awarded",),),
    "returned": (("awarded",),),
    "uncommitted": (BUDGET, ("awarded",)),
    "paid": (("paid",),),
    "outstanding": (("paid",),),
    "outturn": (("outturn",),),
    "agreed": (("agreed",),),
}
"""What must be recorded for a heading to be known, one of each; of all others, a budget."""


def money(scope: Scope) -> Money:
    """The ledger's figure for a heading in a scope; raises `Unmeasurable` if it is not known."""
    measure = scope.statement.measure
    parts = PARTS.get(measure, (measure,))
    if scope.is_of_awards and not set(parts).issubset(ON_AWARDS):
        raise Unmeasurable(Reason.NOT_MEASURED)
    if measure == "agreed":
        _check_agreements_end(scope)
    _check_unknown_amounts(scope, parts)
    movements = list(movements_in_scope(scope, parts))
    if not _is_recorded(scope, measure):
        raise Unmeasurable(Reason.NOTHING)
    check_price_level(scope, [movement.entry for movement in movements])
    figures = complete_figures(sums(movements, lambda _: None).get(None, {}))
    return figures[measure]


def _check_agreements_end(scope: Scope) -> None:
    """End the measuring where an agreement sets an amount a year aside without an end."""
    for agreement in agreements(scope):
        years = agreement.years or scope.ledger.programs[agreement.program].years
        if agreement.yearly is not None and years.open:
            raise Unmeasurable(Reason.NOT_STATED, agreement)


def agreements(scope: Scope) -> Iterator[Agreement]:
    """The agreements on the programs in a scope."""
    program = scope.statement.program
    for agreement in scope.ledger.of(Agreement):
        is_chosen = program in (None, agreement.program)
        if is_chosen and agreement.program in scope.ledger.programs:
            yield agreement


def border(scope: Scope) -> Money:
    """What was reprioritised into a scope, or out of it, over its border; both positive."""
    if scope.is_of_awards:
        raise Unmeasurable(Reason.NOT_MEASURED)
    sign = 1 if scope.statement.measure == "reprioritised-in" else -1
    for money in _crossing(unknown_movements(scope.ledger), scope):
        if money.ore * sign > 0:
            raise Unmeasurable(Reason.UNKNOWN)
    crossing = _crossing(scope.ledger.movements_under("reprioritised"), scope)
    total = sum_money(money for money in crossing if money.ore * sign > 0)
    return total if sign > 0 else -total


def award_of(ledger: Ledger, movement: Movement) -> Award | None:
    """The award that a movement is on, if it is on one."""
    entry = movement.entry
    if isinstance(entry, Amendment | Payment | Return):
        return ledger.awards[entry.award]
    return entry if isinstance(entry, Award) else None


def movements_in_scope(scope: Scope, parts: Sequence[str]) -> Iterator[Movement]:
    """The movements under some headings in a scope; those that may be in it end the measuring.

    Of a span that is only partly in the scope, what an entry moves within the scope may come to
    nothing, or an act may have stated the budget anew by year: then it is not in the way.
    """
    is_whole_budget = set(BUDGET).issubset(parts)
    on_cut_spans: dict[tuple[str, Years], list[Movement]] = {}
    for movement in scope.ledger.movements_under(*parts):
        is_in_years = scope.takes_years(movement.line.years)
        if is_in_years is False or not _is_surely_taken(scope, movement):
            continue
        if is_in_years:
            yield movement
        elif not (is_whole_budget and _is_absorbed(scope.ledger, movement)):
            key = (_act_or_entry(movement.entry), movement.line.years)
            on_cut_spans.setdefault(key, []).append(movement)
    for movements in on_cut_spans.values():
        if sum_money(movement.money for movement in movements).ore:
            raise Unmeasurable(Reason.NOT_SPLIT, movements[0].entry)


def _is_surely_taken(scope: Scope, movement: Movement) -> bool:
    """Whether a movement is in a scope, whatever its years; not knowing ends the measuring."""
    is_taken = _is_taken(scope, movement)
    if is_taken is None:
        raise Unmeasurable(Reason.NOT_SPLIT, movement.entry)
    return is_taken


def _is_absorbed(ledger: Ledger, movement: Movement) -> bool:
    acts = (restatement.act for restatement in ledger.restatements[movement.line.program])
    return any(absorbs(act, movement) for act in acts)


def _act_or_entry(entry: Entry) -> str:
    """Name what an entry moves money by: a strand's split is of its program's first act."""
    return f"program.{entry.program}" if isinstance(entry, Strand) else entry.address


def _is_taken(scope: Scope, movement: Movement) -> Answer:
    award = award_of(scope.ledger, movement)
    return scope.takes_line(movement.line) if award is None else scope.takes_award(award)


def recorded_from(scope: Scope, measure: str) -> dt.date | None:
    """The first date on which anything is recorded that a heading of awards needs; None for no."""
    (needed,) = _RECORDED[measure]
    movements = scope.ledger.movements_under(*needed)
    taken = (movement for movement in movements if _is_taken(scope, movement) is not False)
    return min((effective_date(movement.date) for movement in taken), default=None)


def _is_recorded(scope: Scope, measure: str) -> bool:
    """Whether what a heading needs is recorded: of the accounts, for every year of the scope."""
    for needed in _RECORDED.get(measure, (BUDGET,)):
        recorded = list(scope.ledger.movements_under(*needed))
        if all(_is_taken(scope, movement) is False for movement in recorded):
            return False
        if "outturn" in needed and not _are_accounted(scope, recorded):
            return False
    return True


def _are_accounted(scope: Scope, outturn: Iterable[Movement]) -> bool:
    """Whether the accounts say something of each year of the scope, of any of its strands.

    A strand without a booking has no entry; a year without any has no accounts yet.
    """
    program = scope.statement.program
    years = scope.statement.years
    if years is None:
        return True
    lines = [movement.line for movement in outturn]
    booked = {line.years.first for line in lines if program in (None, line.program)}
    return booked.issuperset(range(years.first, years.last + 1))


def _check_unknown_amounts(scope: Scope, parts: tuple[str, ...]) -> None:
    """End the measuring where an unknown amount does not net to zero in the scope."""
    by_entry: dict[tuple[str, Years | None], list[Movement]] = {}
    for movement in unknown_movements(scope.ledger):
        is_in_years = scope.takes_years(movement.line.years)
        if is_in_years is False or _is_taken(scope, movement) is False:
            continue
        if _is_in(movement, parts) and not _is_stated_since(movement, scope, parts):
            key = (movement.entry.address, None if is_in_years else movement.line.years)
            by_entry.setdefault(key, []).append(movement)
    for movements in by_entry.values():
        if sum(movement.money.ore for movement in movements):
            raise Unmeasurable(Reason.UNKNOWN, movements[0].entry)


def _is_in(unknown: Movement, parts: tuple[str, ...]) -> bool:
    """Whether an unknown amount is in a heading, or in what an act leaves unexplained after it."""
    if unknown.heading in parts:
        return True
    return "restated" in parts and unknown.heading in RESTATED


def _is_stated_since(unknown: Movement, scope: Scope, parts: tuple[str, ...]) -> bool:
    """Whether acts have stated the budget that an unknown amount is in, so that it is known."""
    program = scope.ledger.programs[unknown.line.program]
    is_new = unknown.heading == "appropriated" and program.years.open
    if not is_new and not set(BUDGET) <= set(parts):
        return False
    return settled_on(scope.ledger, unknown, scope.statement.years) is not None


def _crossing(movements: Iterable[Movement], scope: Scope) -> Iterator[Money]:
    """What each reprioritisation adds to a scope or takes from it, by its years."""
    moved: dict[tuple[str, Years], list[Movement]] = {}
    for movement in movements:
        if movement.heading == "reprioritised" and _may_be_in(movement.line, scope):
            key = (movement.entry.address, movement.line.years)
            moved.setdefault(key, []).append(movement)
    for (_, years), parts in moved.items():
        money = sum_money(movement.money for movement in parts)
        if not money.ore:
            continue
        if scope.takes_years(years) is None:
            raise Unmeasurable(Reason.NOT_SPLIT, parts[0].entry)
        yield money


def _may_be_in(line: Line, scope: Scope) -> bool:
    return scope.takes_line(line) and scope.takes_years(line.years) is not False
