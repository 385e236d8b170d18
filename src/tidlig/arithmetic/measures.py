"""The ledger's own figure for what a statement measures.

Money by heading, frames of pools, and amounts a year. Unknown figures are not guessed: an award
that may belong to the strand, a span of which only some years are asked for, or an unknown amount
that does not net to zero ends the measuring, with the reason. Decisions are always recorded, so no
decision is 0; but where no awards, payments or accounts are recorded, they are not known to be 0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Movement, added, derived, sums
from tidlig.arithmetic.restatement import RESTATED, absorbs
from tidlig.arithmetic.scope import Answer, Scope
from tidlig.arithmetic.unknown_amounts import Reason, Untold, gaps, settled_on
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.grants import Award, Payment, Pool, Return
from tidlig.model.money import Money
from tidlig.model.years import Years, one


def frame(scope: Scope) -> Money:
    """Give the frames of the pools in a scope, added up."""
    if scope.statement.kinds:
        raise Untold(Reason.NOT_MEASURED)
    found = list(pools(scope))
    frames = [each for pool in found for each in _frames(pool, scope)]
    if not frames:
        raise Untold(Reason.NOTHING)
    see_to_prices(scope, found)
    return added(frames)


def yearly(scope: Scope) -> Money:
    """Give what a program or strand has a year: as stated, or the same in every year of a split."""
    if scope.is_of_awards or scope.statement.program is None:
        raise Untold(Reason.NOT_MEASURED)
    program = scope.ledger.programs[scope.statement.program]
    if not scope.has_begun(program):
        raise Untold(Reason.NOTHING, program)
    strands = [strand for strand in program.strands if strand.id == scope.statement.strand]
    owner: Program | Strand = strands[0] if strands else program
    see_to_prices(scope, [program])
    if isinstance(owner, Program) and owner.yearly is not None:
        return _known(owner.yearly, owner)
    stated = {_known(amount, owner) for _, amount in _years_of(owner.split or (), scope)}
    if len(stated) != 1:
        raise Untold(Reason.DIFFERS if stated else Reason.NOTHING, owner)
    return stated.pop()


def pools(scope: Scope) -> Iterator[Pool]:
    """Give the pools in a scope that are announced, whatever the years of their frames."""
    for pool in scope.ledger.of(Pool):
        round = scope.ledger.rounds.get(pool.round or "")
        taken = scope.takes_pool(pool) if round is None or scope.has_begun(round) else False
        if taken is None:
            raise Untold(Reason.NOT_STATED, pool)
        if taken:
            yield pool


def see_to_prices(scope: Scope, entries: Iterable[Entry]) -> None:
    """End the measuring of what is stated in the prices of other years alone than is asked for."""
    asked = scope.statement.price_level
    levels = {getattr(entry, "price_level", None): entry for entry in entries}
    levels.pop(None, None)
    if asked is not None and levels and asked not in levels:
        raise Untold(Reason.OTHER_PRICES, next(iter(levels.values())))


def _frames(pool: Pool, scope: Scope) -> Iterator[Money]:
    if pool.frame is None:
        raise Untold(Reason.NOT_STATED, pool)
    if isinstance(pool.frame, tuple):
        yield from (_known(amount, pool) for _, amount in _years_of(pool.frame, scope))
        return
    years = scope.takes_years(scope.ledger.programs[pool.program].years)
    if years is None:
        raise Untold(Reason.NOT_SPLIT, pool)
    if years:
        yield _known(pool.frame, pool)


def _years_of(amounts: YearAmounts, scope: Scope) -> Iterator[tuple[int, Amount]]:
    return ((year, amount) for year, amount in amounts if scope.takes_years(one(year)))


def _known(amount: Amount, entry: Pool | Program | Strand) -> Money:
    if not isinstance(amount, Money):
        raise Untold(Reason.UNKNOWN, entry)
    return amount


ON_AWARDS = ("awarded", "returned", "paid")
"""What is counted by award, and so by round, pool, support and kind of recipient too."""

PARTS = {
    "budget": BUDGET,
    "remaining": (*BUDGET, "awarded", "returned"),
    "outstanding": ON_AWARDS,
    "underspend": (*BUDGET, "outturn"),
}
"""What the headings that follow from others are made of."""

_RECORDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "awarded": (("awarded",),),
    "returned": (("awarded",),),
    "remaining": (BUDGET, ("awarded",)),
    "paid": (("paid",),),
    "outstanding": (("paid",),),
    "outturn": (("outturn",),),
    "underspend": (BUDGET, ("outturn",)),
}
"""What must be recorded for a heading to be known, one of each; of all others, a budget."""


def money(scope: Scope) -> Money:
    """Give the ledger's figure for a heading in a scope; raise `Untold` where it cannot be told."""
    measure = scope.statement.measure
    parts = PARTS.get(measure, (measure,))
    if scope.is_of_awards and not set(parts).issubset(ON_AWARDS):
        raise Untold(Reason.NOT_MEASURED)
    _see_to_gaps(scope, parts)
    found = list(_asked_for(scope, parts))
    if not _is_recorded(scope, measure):
        raise Untold(Reason.NOTHING)
    see_to_prices(scope, [movement.entry for movement in found])
    return derived(sums(found, lambda _: None).get(None, {}))[measure]


def border(scope: Scope) -> Money:
    """Give what was reprioritised into a scope, or out of it, over its border; both positive."""
    if scope.is_of_awards:
        raise Untold(Reason.NOT_MEASURED)
    sign = 1 if scope.statement.measure == "reprioritised-in" else -1
    for gap in _crossing(gaps(scope.ledger), scope):
        if gap.ore * sign > 0:
            raise Untold(Reason.UNKNOWN)
    crossed = _crossing(scope.ledger.movements_under("reprioritised"), scope)
    total = added(money for money in crossed if money.ore * sign > 0)
    return total if sign > 0 else -total


def award_of(ledger: Ledger, movement: Movement) -> Award | None:
    """Give the award that a movement is on, if it is on one."""
    entry = movement.entry
    if isinstance(entry, Payment | Return):
        return ledger.awards[entry.award]
    return entry if isinstance(entry, Award) else None


def _asked_for(scope: Scope, parts: Sequence[str]) -> Iterator[Movement]:
    """Give the movements in a scope; those that may be in it end the measuring.

    Of a span of which only some years are asked for, what an entry moves within the scope may come
    to nothing, or an act may have stated the budget anew by year: then it is not in the way.
    """
    whole = set(BUDGET).issubset(parts)
    between: dict[tuple[str, Years], list[Movement]] = {}
    for movement in scope.ledger.movements_under(*parts):
        years = scope.takes_years(movement.line.years)
        taken = years is not False and _taken(scope, movement)
        if taken is None:
            raise Untold(Reason.NOT_SPLIT, movement.entry)
        if taken and years:
            yield movement
        elif taken and not (whole and _is_absorbed(scope.ledger, movement)):
            key = (_act_or_entry(movement.entry), movement.line.years)
            between.setdefault(key, []).append(movement)
    for cut in between.values():
        if added(movement.money for movement in cut).ore:
            raise Untold(Reason.NOT_SPLIT, cut[0].entry)


def _is_absorbed(ledger: Ledger, movement: Movement) -> bool:
    acts = (restatement.act for restatement in ledger.restatements[movement.line.program])
    return any(absorbs(act, movement) for act in acts)


def _act_or_entry(entry: Entry) -> str:
    """Name what an entry moves money by: a strand's split is of its program's first act."""
    return f"program.{entry.program}" if isinstance(entry, Strand) else entry.address


def _taken(scope: Scope, movement: Movement) -> Answer:
    award = award_of(scope.ledger, movement)
    return scope.takes_line(movement.line) if award is None else scope.takes_award(award)


def _is_recorded(scope: Scope, measure: str) -> bool:
    """Tell whether what a heading needs is recorded: of the accounts, for every year asked for."""
    for needed in _RECORDED.get(measure, (BUDGET,)):
        recorded = list(scope.ledger.movements_under(*needed))
        if not any(_taken(scope, movement) is not False for movement in recorded):
            return False
        if "outturn" in needed and not _are_accounted(scope, recorded):
            return False
    return True


def _are_accounted(scope: Scope, outturn: Iterable[Movement]) -> bool:
    """Tell whether the accounts say something of each year asked for, of any of its strands.

    A strand without a booking has no entry; a year without any has no accounts yet.
    """
    program, asked = scope.statement.program, _years(scope)
    booked = {m.line.years.first for m in outturn if program in (None, m.line.program)}
    return asked is None or booked.issuperset(range(asked.first, asked.last + 1))


def _see_to_gaps(scope: Scope, parts: tuple[str, ...]) -> None:
    """End the measuring where an unknown amount does not net to zero in the scope."""
    by_entry: dict[tuple[str, Years | None], list[Movement]] = {}
    for gap in gaps(scope.ledger):
        years = scope.takes_years(gap.line.years)
        taken = _taken(scope, gap) is not False and years is not False
        if taken and _is_in(gap, parts) and not _is_stated_since(gap, scope, parts):
            key = (gap.entry.address, None if years else gap.line.years)
            by_entry.setdefault(key, []).append(gap)
    for marked in by_entry.values():
        if sum(gap.money.ore for gap in marked):
            raise Untold(Reason.UNKNOWN, marked[0].entry)


def _is_in(gap: Movement, parts: tuple[str, ...]) -> bool:
    """Tell whether a gap is in a heading, or in what an act leaves unexplained after it."""
    return gap.heading in parts or ("restated" in parts and gap.heading in RESTATED)


def _is_stated_since(gap: Movement, scope: Scope, parts: tuple[str, ...]) -> bool:
    """Tell whether acts have stated the budget that a gap is in, so that it is known as a whole."""
    is_new = gap.heading == "appropriated" and scope.ledger.programs[gap.line.program].years.open
    whole = set(BUDGET) <= set(parts) or is_new
    return whole and settled_on(scope.ledger, gap, _years(scope)) is not None


def _years(scope: Scope) -> Years | None:
    return scope.statement.years


def _crossing(movements: Iterable[Movement], scope: Scope) -> Iterator[Money]:
    """Give what each reprioritisation adds to a scope or takes from it, by its years."""
    moved: dict[tuple[str, Years], list[Movement]] = {}
    for movement in movements:
        years, is_in = movement.line.years, scope.takes_line(movement.line)
        if movement.heading == "reprioritised" and is_in and scope.takes_years(years) is not False:
            moved.setdefault((movement.entry.address, years), []).append(movement)
    for (_, years_moved), parts in moved.items():
        money = added(movement.money for movement in parts)
        if money.ore and scope.takes_years(years_moved) is None:
            raise Untold(Reason.NOT_SPLIT, parts[0].entry)
        if money.ore:
            yield money
