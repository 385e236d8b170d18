"""Awards from a pool add up to more than its frame."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.funding import judged, over_frame
from tidlig.arithmetic.headings import derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement
from tidlig.arithmetic.sums import sums
from tidlig.checks.check import check
from tidlig.checks.compare import by_how_much, over
from tidlig.checks.places import amount_place, latest
from tidlig.model.entry import YearAmounts
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Pool
from tidlig.model.money import Money
from tidlig.model.notation import kroner


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
    figures = derived(next(iter(sums(moved, lambda _: None).values())))
    net = figures["awarded"] - figures["returned"]
    severity = over(net, frame)
    if severity is not None:
        yield _problem(pool, moved, net, frame, severity)


def _by_year(pool: Pool, frame: YearAmounts, moved: list[Movement]) -> Iterator[Problem]:
    lines = {line: derived(figures) for line, figures in sums(moved, lambda m: m.line).items()}
    short, certain = judged(lambda case: over_frame(lines, frame, case))
    for shortfall in short:
        needs = dict(shortfall.needs)
        severity = Severity.ERROR if certain else Severity.WARNING
        net, limit = Money(shortfall.needed), Money(shortfall.available)
        on_lines = [movement for movement in moved if movement.line in needs]
        yield _problem(pool, on_lines, net, limit, severity, _years(needs))


def _years(needs: Iterable[Line]) -> str:
    return " in " + ", ".join(str(line.years) for line in needs)


def _problem(
    pool: Pool,
    moved: list[Movement],
    net: Money,
    frame: Money,
    severity: Severity,
    years: str = "",
) -> Problem:
    last = latest(movement for movement in moved if movement.heading == "awarded")
    are = "are" if severity is Severity.ERROR else "may be"
    return Problem(
        f'awards from pool "{pool.id}" {are} {by_how_much(net, frame, severity)} over its '
        f"frame{years}: {kroner(net)} of {kroner(frame)}",
        amount_place(last.entry, last.line.years),
        help="lower the award, or raise the frame by a reprioritisation",
        label=f"this award brings them to {kroner(net)}",
        notes=(Note(f"the frame{years} is {kroner(frame)}", pool.at("frame")),),
        severity=severity,
    )
