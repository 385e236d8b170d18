"""Awards from a pool add up to more than its frame.

## What it does

Compares the awards from a pool, less what was returned of them, with the pool's `frame`. Where the
frame has years, each year's awards must fit into that year, and an award over several years into
those years together. A return frees the frame of the year it happens in.

## Why it matters

The frame is the ceiling that was announced, and the money that was found for it. What is awarded
beyond it is taken from other pools, or from nothing: on a commitment basis the whole award is
charged to the year it is given (Budgetvejledningen 2.2.11).

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[pool.foraeldre-1]
program = "tidlig"
frame   = "10 mio. kr."
```

```toml allocations/runde-1.toml
[award.tidlig-2015-0011]
pool       = "foraeldre-1"
date       = 2015-02-26
amount     = "7,3 mio. kr."
recipients = { municipality = 4 }

[award.tidlig-2015-0012]
pool       = "foraeldre-1"
date       = 2015-02-26
amount     = 3_000_000
recipients = { municipality = 1 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[pool.foraeldre-1]
program = "tidlig"
frame   = "10 mio. kr."
```

```toml allocations/runde-1.toml
[award.tidlig-2015-0011]
pool       = "foraeldre-1"
date       = 2015-02-26
amount     = "7,3 mio. kr."
recipients = { municipality = 4 }

[award.tidlig-2015-0012]
pool       = "foraeldre-1"
date       = 2015-02-26
amount     = 2_700_000
recipients = { municipality = 1 }
```
"""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import FRAME, frame_shortfalls, shortfalls_and_certainty
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement, complete_figures, sum_money, sums
from tidlig.checks.check import check
from tidlig.checks.compare import by_how_much, over
from tidlig.checks.places import amount_place, latest
from tidlig.model.entry import YearAmounts
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Pool
from tidlig.model.money import Money, known, kroner


@check(Severity.ERROR)
def awards_exceed_pool(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the frame of each pool, by year where the frame is."""
    of_pools: dict[str, list[Movement]] = {}
    for movement in ledger.movements:
        if movement.pool is not None and movement.heading in ("awarded", "returned"):
            of_pools.setdefault(movement.pool, []).append(movement)
    for id, moved in of_pools.items():
        pool = ledger.pools[id]
        if isinstance(pool.frame, Money):
            yield from _whole(pool, pool.frame, moved)
        elif isinstance(pool.frame, tuple):
            yield from _by_year(pool, pool.frame, moved)


def _whole(pool: Pool, frame: Money, moved: list[Movement]) -> Iterator[Problem]:
    figures = complete_figures(next(iter(sums(moved, lambda _: None).values())))
    net = figures["awarded"] - figures["returned"]
    severity = over(net, frame)
    if severity is not None:
        yield _problem(pool, moved, net, frame, severity)


def _by_year(pool: Pool, frame: YearAmounts, moved: list[Movement]) -> Iterator[Problem]:
    lines = {
        line: complete_figures(figures) for line, figures in sums(moved, lambda m: m.line).items()
    }
    short, certain = shortfalls_and_certainty(lambda case: frame_shortfalls(lines, frame, case))
    for shortfall in short:
        needs = [line for line, _ in shortfall.needs]
        severity = Severity.ERROR if certain else Severity.WARNING
        limit = _frame(frame, shortfall, certain=certain)
        half = sum(lines[line]["awarded"].half for line in needs) if certain else 0
        net = Money(limit.ore + shortfall.needed - shortfall.available, half)
        on_lines = [movement for movement in moved if movement.line in needs]
        yield _problem(pool, on_lines, net, limit, severity, needs)


def _frame(frame: YearAmounts, shortfall: Shortfall, *, certain: bool) -> Money:
    """Give the frame of the years that a shortfall is in; its bound when that is not certain."""
    met = {line.years.first: ore for line, ore in shortfall.money if line.program == FRAME}
    if not certain:
        return Money(sum(met.values()))
    return sum_money(known(amount) for year, amount in frame if year in met)


def _problem(
    pool: Pool,
    moved: list[Movement],
    net: Money,
    frame: Money,
    severity: Severity,
    lines: Sequence[Line] = (),
) -> Problem:
    last = latest([movement for movement in moved if movement.heading == "awarded"] or moved)
    years = " in " + ", ".join(str(line.years) for line in lines) if lines else ""
    are = "are" if severity is Severity.ERROR else "may be"
    return Problem(
        f'awards from pool "{pool.id}" {are} {by_how_much(net, frame, severity)} over its '
        f"frame{years}: {kroner(net)} of {kroner(frame)}",
        amount_place(last.entry, last.line.years),
        help="lower the award, or raise the frame by a reprioritisation",
        label=f"this award brings them to {kroner(net)}",
        notes=(Note(f"the frame{years} is {kroner(frame)}", _place(pool, lines)),),
        severity=severity,
    )


def _place(pool: Pool, lines: Sequence[Line]) -> Location:
    """Give the place of a frame, or of the one year of it that some awards are over."""
    years = [str(line.years) for line in lines if line.years.single]
    written = {str(year) for year, _ in pool.frame} if isinstance(pool.frame, tuple) else set[str]()
    return pool.at("frame", *(years if len(lines) == 1 and written.issuperset(years) else []))
