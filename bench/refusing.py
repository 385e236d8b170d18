"""Refuses what was measured while other programs used the machine: `python -c pass` tells."""

import sys
from collections.abc import Callable, Iterable

from bench.results import Group, Timing
from bench.work import FLOOR

ALLOWED = 0.20
"""How far the middle run of `python -c pass` may be above the quickest, as a share of it."""

TRIES = 3
"""How often a ledger is timed before the run is refused."""


class Refused(Exception):
    """Figures that cannot be trusted, why, and what to do."""


def spread(group: Group) -> float | None:
    """Give how far the middle run of the floor is above the quickest; None if it was not run."""
    timing = group.timing(FLOOR)
    return None if timing is None else timing.median / timing.least - 1


def is_wild(group: Group) -> bool:
    """Whether a group's figures are not to be trusted; without a spread, nobody can tell."""
    found = spread(group)
    return found is None or found > ALLOWED


def wild(groups: Iterable[Group]) -> list[Group]:
    """Give the groups whose figures are not to be trusted."""
    return [group for group in groups if is_wild(group)]


def trusted(measure: Callable[[], Group], tries: int = TRIES) -> Group:
    """Measure until the machine was quiet meanwhile, so many times at most; raise `Refused`."""
    for number in range(1, tries + 1):
        group = measure()
        if not is_wild(group):
            return group
        print(f"  wild ({number} of {tries} tries): {told(group)}", file=sys.stderr, flush=True)
    raise Refused(complaint(group))


def refuse_wild(groups: Iterable[Group]) -> None:
    """Raise `Refused` for the first group whose figures are not to be trusted."""
    for group in wild(groups):
        raise Refused(complaint(group))


def complaint(group: Group) -> str:
    """Say why a group is refused, and what to do."""
    return (
        f"refused: {told(group)}, while {named(group)} was timed. At most {_percent(ALLOWED)} is "
        "allowed: other programs use this machine, and its figures would not be true.\n"
        "help: close other programs, wait until `uptime` shows a load near 0, and run again; or "
        "see the figures all the same with --noisy, which never writes docs/benchmarks.md"
    )


def told(group: Group) -> str:
    """Say how far the runs of the floor lie apart."""
    timing = group.timing(FLOOR)
    if timing is None:
        return f"`{FLOOR}` was not timed"
    return (
        f"`{FLOOR}` took {_milliseconds(timing.least)} at the least and "
        f"{_milliseconds(timing.median)} in the middle of {_runs(timing)}, "
        f"{_percent(timing.median / timing.least - 1)} more"
    )


def named(group: Group) -> str:
    """Name a group by its ledger, and its size where it has several."""
    return f"{group.ledger}, {group.size:_}".replace("_", " ") if group.size else group.ledger


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + " %"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1_000:.1f} ms"


def _runs(timing: Timing) -> str:
    count = len(timing.seconds)
    return f"{count} run{'s' * (count != 1)}"
