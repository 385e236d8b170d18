"""The targets: what has to be how much faster than what, within one run, by the quickest runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import work
from bench.growing import NEAR_LINEAR, growths, worst
from bench.results import Results

Place = tuple[str, str]
"""A ledger and the name of a work on it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of a target, in a unit, and where, if the target leaves that open."""

    value: float
    unit: str = "x"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A limit on a figure that is made of timings.

    `more` says on which side of the limit the figure is to be. `measure` gives nothing when one of
    its timings has no seconds.
    """

    work: str
    wording: str
    limit: float
    measure: Callable[[Results], Figure | None]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target with what was measured."""

    target: Target
    figure: Figure | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when it could not be measured."""
        if self.figure is None:
            return None
        value, limit = self.figure.value, self.target.limit
        return value >= limit if self.target.more else value <= limit


def verdicts(results: Results) -> Iterator[Verdict]:
    """Hold results against all targets."""
    for target in TARGETS:
        yield Verdict(target, target.measure(results))


def awards(count: int) -> str:
    """Name a ledger of so many awards."""
    return f"{count:_} awards".replace("_", " ")


def commits(count: int, of: int) -> str:
    """Name a ledger of some awards with so many commits."""
    return f"{awards(count)}, {of} commits"


DATA = "data/"
THOUSAND, TEN, HUNDRED, MILLION = (awards(10**power) for power in (3, 4, 5, 6))
OFTEN_CHANGED = commits(10_000, 200)
HLEDGER, LEDGER = "hledger balance", "ledger balance"
BEAN_CHECK, BEAN_QUERY = "bean-check, cold", "bean-query, cold"
BEAN_CHECK_WARM, BEAN_QUERY_WARM = "bean-check, warm", "bean-query, warm"
BALANCE_COLD, BALANCE_WARM = work.tidlig("balance", work.COLD), work.tidlig("balance", work.WARM)
BALANCE_ONE_CORE = work.tidlig("balance", f"{work.COLD}, {work.ONE_CORE}")
BALANCE_CHANGED = work.tidlig("balance", work.CHANGED)
CHECK_COLD, CHECK_WARM = work.tidlig("check", work.COLD), work.tidlig("check", work.WARM)
CHECK_CHANGED = work.tidlig("check", work.CHANGED)


def _ratio(results: Results, one: Place, other: Place) -> float | None:
    first, second = results.timing(*one), results.timing(*other)
    return first.least / second.least if first and second else None


def _faster(ledger: str, ours: str, theirs: str, times: float, cores: int = 1) -> Target:
    """Give a target beside a peer; on several cores, it can only be measured where they are."""
    wording = f"{times:g} x as fast as {theirs}" if times != 1 else f"as fast as {theirs}"

    def measure(results: Results) -> Figure | None:
        ratio = _ratio(results, (ledger, theirs), (ledger, ours))
        return None if ratio is None or results.cores < cores else Figure(ratio)

    more = ", two cores" if cores > 1 else ""
    return Target(f"{ours}{more}, {ledger}", wording, times, measure, more=True)


def _within(one: Place, other: Place, times: float) -> Target:
    wording = f"at most {times:g} x {other[1]}" + (f", {other[0]}" if other[0] != one[0] else "")

    def measure(results: Results) -> Figure | None:
        ratio = _ratio(results, one, other)
        return None if ratio is None else Figure(ratio)

    return Target(f"{one[1]}, {one[0]}", wording, times, measure)


def _anywhere(name: str, times: float) -> Target:
    """Give a target beside a bare Python that holds for ledgers of any size: the worst counts."""

    def measure(results: Results) -> Figure | None:
        ledgers = dict.fromkeys(group.ledger for group in results.groups)
        ratios = {of: _ratio(results, (of, name), (of, work.FLOOR)) for of in ledgers}
        known = {ledger: ratio for ledger, ratio in ratios.items() if ratio is not None}
        if not known:
            return None
        worst = max(known, key=lambda ledger: known[ledger])
        return Figure(known[worst], where=worst)

    return Target(f"{name}, any ledger", f"at most {times:g} x {work.FLOOR}", times, measure)


def _under(name: str, megabytes: int) -> Target:
    def measure(results: Results) -> Figure | None:
        timing = results.timing(MILLION, name)
        return None if timing is None else Figure(timing.peak / 1e6, "MB")

    wording = f"at most {megabytes} MB in any process"
    return Target(f"{name}, {MILLION}", wording, megabytes, measure)


def _in_seconds(ledger: str, name: str, seconds: float) -> Target:
    def measure(results: Results) -> Figure | None:
        timing = results.timing(ledger, name)
        return None if timing is None else Figure(timing.least, "s")

    return Target(f"{name}, {ledger}", f"at most {seconds:g} s", seconds, measure)


def _per_award(results: Results) -> Figure | None:
    ratio = _ratio(results, (MILLION, BALANCE_COLD), (HUNDRED, BALANCE_COLD))
    return None if ratio is None else Figure(ratio / 10)


def _largest_exponent(results: Results) -> Figure | None:
    found = worst(growths(results.growth))
    if found is None:
        return None
    exponent, growth = found
    where = ", ".join(part for part in (growth.work, growth.ledger, growth.why) if part)
    return Figure(exponent, "", where)


def _of_mechanism(number: int, unit: str, limit: int) -> Target:
    def measure(results: Results) -> Figure | None:
        return None if results.mechanism is None else Figure(results.mechanism[number], unit)

    wording = f"at most {limit:_} {unit}".replace("_", " ")
    return Target("what tidlig remembers with", wording, limit, measure)


QUICK = (
    *((name, work.WARM) for name in ("check", "show", "log --recipient", "pools", "reconcile")),
    *((name, work.WARM) for name in ("reconcile --against", "diff", "history")),
    *((name, work.NEW) for name in ("show", "log --recipient", "pools", "reconcile", "history")),
)
"""What is to be answered at once of a ledger that the cache has seen, asked before or not."""

TARGETS = (
    _faster(HUNDRED, BALANCE_COLD, LEDGER, 2.5, cores=2),
    _faster(HUNDRED, BALANCE_ONE_CORE, LEDGER, 1.5),
    _faster(HUNDRED, BALANCE_COLD, HLEDGER, 13, cores=2),
    _faster(TEN, BALANCE_COLD, LEDGER, 1.3),
    _faster(TEN, BALANCE_COLD, HLEDGER, 7),
    _faster(THOUSAND, BALANCE_COLD, LEDGER, 0.4),
    _faster(THOUSAND, BALANCE_COLD, HLEDGER, 1.5),
    _faster(MILLION, BALANCE_COLD, LEDGER, 2.5),
    _under(BALANCE_COLD, 500),
    _under(CHECK_COLD, 500),
    Target(f"{BALANCE_COLD}, {MILLION}", f"per award at most 1.3 x {HUNDRED}", 1.3, _per_award),
    _anywhere(BALANCE_WARM, 6),
    _anywhere(work.tidlig("balance", work.NEW), 6),
    *(_anywhere(work.tidlig(*question), 12) for question in QUICK),
    _within((TEN, BALANCE_CHANGED), (TEN, work.FLOOR), 15),
    _within((TEN, CHECK_CHANGED), (TEN, work.FLOOR), 15),
    _within((HUNDRED, work.tidlig("add --dry-run", work.NEW)), (HUNDRED, work.FLOOR), 30),
    _in_seconds(OFTEN_CHANGED, work.HISTORY_COLD, 4),
    _in_seconds(OFTEN_CHANGED, work.HISTORY_WARM, 0.3),
    Target(
        "every work in Growth",
        f"exponent at most {NEAR_LINEAR}",
        NEAR_LINEAR,
        _largest_exponent,
    ),
    _of_mechanism(0, "modules", 8),
    _of_mechanism(1, "lines", 1_400),
    _faster(DATA, BALANCE_WARM, BEAN_QUERY, 1),
    _faster(TEN, BALANCE_WARM, HLEDGER, 10),
    _faster(HUNDRED, BALANCE_WARM, HLEDGER, 80),
    _faster(HUNDRED, BALANCE_WARM, LEDGER, 10),
    _faster(HUNDRED, CHECK_COLD, BEAN_CHECK, 10),
    _within((MILLION, BALANCE_WARM), (HUNDRED, BALANCE_WARM), 3),
)
