"""Awards from a pool add up to more than its frame.

## What it does

Compares the awards from a pool, with their amendments, less what was annulled of them, with the
pool's `frame`. Where the frame has years, each year's awards must fit into that year, and an award
over several years into those years together.

An annulment frees the frame of the year in which it happens, if that is one of the pool's years:
those of the frame, else those of the program. A refund frees nothing, for that award was given and
used. `tidlig pools` counts in the same way.

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
from tidlig.arithmetic.frames import frame_movements
from tidlig.arithmetic.funding import FRAME, frame_shortfalls, shortfalls_and_certainty
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement, complete_figures, sum_money, sums
from tidlig.checks.check import check
from tidlig.checks.compare import are_over, over
from tidlig.checks.places import amount_place, latest
from tidlig.model.entry import YearAmounts
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Pool
from tidlig.model.messages import Message
from tidlig.model.money import Money, known
from tidlig.model.years import Years


@check(Severity.ERROR)
def awards_exceed_pool(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less annulments with the frame of each pool, by year where the frame is."""
    for id, movements in frame_movements(ledger).items():
        pool = ledger.pools[id]
        if isinstance(pool.frame, Money):
            yield from _whole(pool, pool.frame, movements)
        elif isinstance(pool.frame, tuple):
            yield from _by_year(pool, pool.frame, movements)


def _whole(pool: Pool, frame: Money, movements: list[Movement]) -> Iterator[Problem]:
    total = sums(movements, lambda _: None)[None]
    figures = complete_figures(total)
    net = figures["awarded"] - figures["returned"]
    severity = over(net, frame)
    if severity is not None:
        yield _problem(pool, movements, net, frame, severity)


def _by_year(pool: Pool, frame: YearAmounts, movements: list[Movement]) -> Iterator[Problem]:
    sums_by_line = sums(movements, lambda movement: movement.line)
    lines = {line: complete_figures(figures) for line, figures in sums_by_line.items()}
    shortfalls, certain = shortfalls_and_certainty(
        lambda case: frame_shortfalls(lines, frame, case)
    )
    severity = Severity.ERROR if certain else Severity.WARNING
    for shortfall in shortfalls:
        needs = [line for line, _ in shortfall.needs]
        limit = _frame_of(frame, shortfall, certain=certain)
        half = sum(lines[line]["awarded"].half for line in needs) if certain else 0
        net = Money(limit.ore + shortfall.needed - shortfall.available, half)
        on_lines = [movement for movement in movements if movement.line in needs]
        yield _problem(pool, on_lines, net, limit, severity, needs)


def _frame_of(frame: YearAmounts, shortfall: Shortfall, *, certain: bool) -> Money:
    """The frame of the years of a shortfall; its lower bound when that is not certain."""
    ore_by_year = {line.years.first: ore for line, ore in shortfall.money if line.program == FRAME}
    if not certain:
        return Money(sum(ore_by_year.values()))
    return sum_money(known(amount) for year, amount in frame if year in ore_by_year)


def _problem(
    pool: Pool,
    movements: list[Movement],
    net: Money,
    frame: Money,
    severity: Severity,
    lines: Sequence[Line] = (),
) -> Problem:
    awards = [movement for movement in movements if movement.heading == "awarded"]
    last = latest(awards or movements)
    years = tuple(line.years for line in lines)
    message = Message(
        'awards from pool "{pool}" {are_over} {its_frame}: {net} of {frame}',
        pool=pool.id,
        are_over=are_over(net, frame, severity),
        its_frame=Message("its frame in {years}", years=years) if years else Message("its frame"),
        net=net,
        frame=frame,
    )
    return Problem(
        message,
        amount_place(last.entry, last.line.years),
        help=Message("lower the award, or raise the frame by a reprioritisation"),
        label=Message("this award brings them to {net}", net=net),
        notes=(Note(_frame_is(frame, years), _place(pool, years)),),
        severity=severity,
    )


def _frame_is(frame: Money, years: tuple[Years, ...]) -> Message:
    if not years:
        return Message("the frame is {frame}", frame=frame)
    return Message("the frame in {years} is {frame}", years=years, frame=frame)


def _place(pool: Pool, years: Sequence[Years]) -> Location:
    """The place of the frame, or of the one year of it that has too many awards."""
    frame = pool.frame
    if isinstance(frame, tuple) and len(years) == 1:
        year = years[0]
        if year.single and year.first in dict(frame):
            return pool.at("frame", str(year))
    return pool.at("frame")
