"""Where another program is faster than tidlig, so that the page can begin with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.results import Group, Results
from bench.targets import (
    BALANCE_COLD,
    BALANCE_ONE_CORE,
    BALANCE_WARM,
    BEAN_CHECK,
    BEAN_CHECK_WARM,
    BEAN_QUERY,
    BEAN_QUERY_WARM,
    CHECK_COLD,
    CHECK_WARM,
    HLEDGER,
    LEDGER,
)

COUNTERPARTS = (
    (BALANCE_COLD, (HLEDGER, LEDGER, BEAN_QUERY)),
    (BALANCE_ONE_CORE, (HLEDGER, LEDGER)),
    (BALANCE_WARM, (HLEDGER, LEDGER, BEAN_QUERY_WARM)),
    (CHECK_COLD, (BEAN_CHECK,)),
    (CHECK_WARM, (BEAN_CHECK_WARM,)),
)
"""A work of tidlig, and those of others that do the same: hledger and Ledger remember nothing, so
what they do is compared with tidlig cold and warm."""


@dataclass(frozen=True, slots=True)
class Faster:
    """A peer's work that was faster than tidlig's, and how many times."""

    ledger: str
    peer: str
    ours: str
    times: float


def faster_peers(results: Results) -> list[Faster]:
    """Give where a peer was faster, by the quickest runs of both, in the order of the page."""
    return [each for group in results.groups for each in _in_group(group)]


def is_compared(results: Results) -> bool:
    """Whether any peer was measured beside tidlig."""
    return any(
        group.timing(ours) and group.timing(peer)
        for group in results.groups
        for ours, peers in COUNTERPARTS
        for peer in peers
    )


def _in_group(group: Group) -> Iterator[Faster]:
    for ours, peers in COUNTERPARTS:
        mine = group.timing(ours)
        for peer in peers:
            theirs = group.timing(peer)
            if mine and theirs and theirs.least < mine.least:
                yield Faster(group.ledger, peer, ours, mine.least / theirs.least)
