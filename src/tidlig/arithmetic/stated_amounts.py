"""Amounts that entries state and that nothing moves: the frames of pools, and amounts a year."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.doubt import Reason, Untold
from tidlig.arithmetic.figures import added
from tidlig.arithmetic.scope import Scope
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.grants import Pool
from tidlig.model.money import Money
from tidlig.model.years import one


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
