"""The accounts of a journal: where a movement is booked, and what it is booked against.

Money comes from parliament and is free (`remaining`) until it is awarded; then it is owed
(`outstanding`) until it is paid (`paid`). What the accounts of the state say (`outturn`) is beside
that, as is money that leaves the ledger (`outside`).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from tidlig.arithmetic.figures import BUDGET, MOVED
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line
from tidlig.model.decisions import Program
from tidlig.model.personal import masked
from tidlig.model.years import Years

ROOTS = (
    "remaining", "outstanding", "paid", "outturn", "parliament", "outside", "state-accounts",
)  # fmt: skip
"""All first parts of accounts, in order."""


class Account(NamedTuple):
    """An account; `strand` is None where all strands share it, and `UNSPLIT` as in a line."""

    root: str
    program: str
    strand: str | None = None
    years: Years | None = None
    rest: tuple[str, ...] = ()


class Booking(NamedTuple):
    """Where a movement is booked, and against what.

    `sign` is -1 where the movement takes money from the account. `by_year` says that what it is
    booked against is of the line's years, and not of the day.
    """

    account: Account
    against: Account
    sign: int
    by_year: bool


@lru_cache(maxsize=10_000)
def booking(line: Line, heading: str) -> Booking:
    """Give where a movement on a line under a heading is booked."""
    program, strand, years = line
    if heading in BUDGET:
        own = Account("remaining", program, strand, years, ("budget", heading))
        given = heading in ("appropriated", "restated")
        against = Account("parliament" if given else "outside", program)
        return Booking(own, against, 1, heading != "carried")
    if heading == "outturn":
        own = Account("outturn", program, strand, years)
        return Booking(own, Account("state-accounts", program), 1, by_year=True)
    outstanding = Account("outstanding", program, strand, None, (heading,))
    if heading == "paid":
        return Booking(Account("paid", program, strand, years), outstanding, 1, by_year=False)
    own = Account("remaining", program, strand, years, (heading,))
    return Booking(own, outstanding, -1 if heading == "awarded" else 1, by_year=False)


def in_order(ledger: Ledger, accounts: Iterable[Account]) -> list[Account]:
    """Sort accounts as a balance does: programs and strands as written, then years, headings."""
    programs = {id: number for number, id in enumerate(ledger.programs)}
    strands = {
        (program.id, strand.id): number
        for program in ledger.programs.values()
        for number, strand in enumerate(program.strands)
    }
    headings = {heading: number for number, heading in enumerate(MOVED)}

    def key(account: Account) -> tuple[object, ...]:
        return (
            ROOTS.index(account.root),
            programs[account.program],
            strands.get((account.program, account.strand or ""), -1),
            account.years or (),
            headings[account.rest[-1]] if account.rest else -1,
        )

    return sorted(accounts, key=key)


def ids_shown(programs: Iterable[Program]) -> Mapping[str, str]:
    """Give what stands for the ids of programs and strands: themselves, unless they must be masked.

    Two that are the same when masked stay two accounts, for their money is not one.
    """
    known = list(dict.fromkeys(_ids(programs)))
    shown: dict[str, str] = {}
    taken = set(known)
    for id in known:
        shown[id] = id if masked(id) == id else _free(masked(id), taken)
        taken.add(shown[id])
    return shown


def _ids(programs: Iterable[Program]) -> Iterator[str]:
    for program in programs:
        yield program.id
        yield from (strand.id for strand in program.strands)


def _free(text: str, taken: set[str]) -> str:
    number, free = 1, text
    while free in taken:
        number += 1
        free = f"{text}-{number}"
    return free
