"""What uses the frame of a pool: its awards and amendments, less what was annulled in its years.

An annulled award is usable again in the year in which it is annulled (Budgetvejledningen 2.2.11),
so that it refills the frame of that year. What is annulled in other years comes too late. A refund
refills nothing: the award was given and used, and what is paid back is a line of its own.

Budgets are another matter: there both count in the year in which they happen.
"""

from collections.abc import Iterable

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement
from tidlig.model.decisions import Program
from tidlig.model.grants import Pool, Return
from tidlig.model.years import Years, one


def pool_years(pool: Pool, program: Program) -> tuple[Years, ...]:
    """The years of a pool: those of its frame's table, else those of its program."""
    if isinstance(pool.frame, tuple):
        return tuple(one(year) for year, _ in sorted(pool.frame))
    return (program.years,)


def is_refund(movement: Movement) -> bool:
    """Whether what is returned was paid back, and no award was annulled."""
    assert isinstance(movement.entry, Return), f"{movement.entry.address} returns money"
    return movement.entry.type == "refund"


def refills_frame(movement: Movement, years: Iterable[Years]) -> bool:
    """Whether what is returned may be awarded again: annulled in some of the frame's years."""
    if is_refund(movement):
        return False
    return any(movement.line.years.within(span) for span in years)


def uses_frame(movement: Movement, years: Iterable[Years]) -> bool:
    """Whether a movement of a pool takes from its frame, or gives back to it."""
    if movement.heading == "returned":
        return refills_frame(movement, years)
    return movement.heading == "awarded"


def frame_movements(ledger: Ledger) -> dict[str, list[Movement]]:
    """The movements that use the frame of each pool, by its id: see `uses_frame`."""
    by_pool: dict[str, list[Movement]] = {}
    for movement in ledger.movements_under("awarded", "returned"):
        if movement.pool is not None:
            by_pool.setdefault(movement.pool, []).append(movement)
    used: dict[str, list[Movement]] = {}
    for id, movements in by_pool.items():
        pool = ledger.pools[id]
        years = pool_years(pool, ledger.programs[pool.program])
        own = [movement for movement in movements if uses_frame(movement, years)]
        if own:
            used[id] = own
    return used
