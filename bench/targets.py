"""The targets: what has to be how much faster than what, within one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import work
from bench.results import Results, Timing

Place = tuple[str, str]
"""A ledger and the name of a work on it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A limit on a figure that is made of timings.

    `more` says on which side of the limit the figure is to be.
    """

    work: str
    wording: str
    places: tuple[Place, ...]
    figure: Callable[..., float]
    limit: float
    more: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target with what was measured: nothing, when one of its parts has no seconds."""

    target: Target
    figure: float | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when it could not be measured."""
        if self.figure is None:
            return None
        limit = self.target.limit
        return self.figure >= limit if self.target.more else self.figure <= limit


def verdicts(results: Results) -> Iterator[Verdict]:
    """Hold results against all targets."""
    for target in TARGETS:
        found = [results.timing(*place) for place in target.places]
        parts = [timing for timing in found if timing is not None]
        yield Verdict(target, target.figure(*parts) if len(parts) == len(found) else None)


def awards(count: int) -> str:
    """Name a ledger of so many awards."""
    return f"{count:_} awards".replace("_", " ")


DATA = "data/"
TEN, HUNDRED, MILLION = awards(10_000), awards(100_000), awards(1_000_000)
HLEDGER, LEDGER = "hledger balance", "ledger balance"
BEAN_CHECK, BEAN_QUERY = "bean-check, cold", "bean-query, cold"
BALANCE_COLD, BALANCE_WARM = work.tidlig("balance", work.COLD), work.tidlig("balance", work.WARM)
BALANCE_CHANGED = work.tidlig("balance", work.CHANGED)
CHECK_COLD = work.tidlig("check", work.COLD)


def _ratio(one: Timing, other: Timing) -> float:
    return one.median / other.median


def _gigabytes(timing: Timing) -> float:
    return timing.peak / 1e9


def _faster(ledger: str, ours: str, theirs: str, times: float) -> Target:
    wording = f"{times:g} x faster than {theirs}" if times > 1 else f"faster than {theirs}"
    places = ((ledger, theirs), (ledger, ours))
    return Target(f"{ours}, {ledger}", wording, places, _ratio, times, more=True)


def _within(one: Place, other: Place, times: float) -> Target:
    wording = f"at most {times:g} x {other[1]}" + (f", {other[0]}" if other[0] != one[0] else "")
    return Target(f"{one[1]}, {one[0]}", wording, (one, other), _ratio, times, more=False)


def _small(name: str) -> Target:
    wording = "at most 1 GB in any process"
    return Target(f"{name}, {MILLION}", wording, ((MILLION, name),), _gigabytes, 1, more=False)


TARGETS = (
    _within((DATA, BALANCE_WARM), (DATA, work.FLOOR), 8),
    _faster(DATA, BALANCE_WARM, BEAN_QUERY, 1),
    _faster(TEN, BALANCE_COLD, HLEDGER, 4),
    _faster(TEN, BALANCE_WARM, HLEDGER, 10),
    _within((TEN, BALANCE_CHANGED), (TEN, BALANCE_WARM), 3),
    _faster(HUNDRED, BALANCE_COLD, HLEDGER, 15),
    _faster(HUNDRED, BALANCE_COLD, LEDGER, 2),
    _faster(HUNDRED, BALANCE_WARM, HLEDGER, 80),
    _faster(HUNDRED, BALANCE_WARM, LEDGER, 10),
    _faster(HUNDRED, CHECK_COLD, BEAN_CHECK, 10),
    _faster(MILLION, BALANCE_COLD, LEDGER, 3),
    _small(BALANCE_COLD),
    _small(CHECK_COLD),
    Target(
        f"{BALANCE_COLD}, {MILLION}",
        f"per award at most 1.3 x {HUNDRED}",
        ((MILLION, BALANCE_COLD), (HUNDRED, BALANCE_COLD)),
        lambda million, hundred: _ratio(million, hundred) / 10,
        1.3,
        more=False,
    ),
    _within((MILLION, BALANCE_WARM), (HUNDRED, BALANCE_WARM), 3),
    _within((HUNDRED, work.DIFF), (HUNDRED, BALANCE_WARM), 2),
)
