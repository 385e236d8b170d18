"""A ledger as balanced transactions: one for each entry that moves money, in order of date.

They are generated one by one, because a ledger may have a million. A transaction moves an amount
from one account to another. Money comes from parliament and is free (`remaining`) until it is
awarded; then it is owed (`outstanding`) until it is paid (`paid`). `outturn` is what the state's
accounts say, and `outside` is money that leaves the ledger. The description says who the
transaction concerns and what it is for, in the ledger's words.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, MOVED, Line, Movement
from tidlig.arithmetic.unknown_amounts import marked_movements, unknown_entries, yearly_open
from tidlig.exchange.journals.escaping import Tags, date_of, masked_id, one_line, tags
from tidlig.model.decisions import (
    Appropriation,
    CarryOver,
    End,
    Program,
    Reprioritisation,
    Strand,
)
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.kinds import KINDS
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


def sort_accounts(ledger: Ledger, accounts: Iterable[Account]) -> list[Account]:
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


def masked_ids(programs: Iterable[Program]) -> Mapping[str, str]:
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


class Description(NamedTuple):
    """Who or what a transaction concerns, and what for; either may be empty."""

    payee: str
    purpose: str = ""


def description(ledger: Ledger, entry: Entry) -> Description:
    """Describe the transaction of an entry."""
    payee, purpose = _written(ledger, entry)
    return Description(one_line(payee), one_line(purpose or ""))


def _written(ledger: Ledger, entry: Entry) -> tuple[str, str | None]:
    if isinstance(entry, Award):
        return _recipient(ledger, entry), entry.purpose
    if isinstance(entry, Payment):
        award = ledger.awards[entry.award]
        payee = _name(ledger, entry.payee) if entry.payee else _recipient(ledger, award)
        return payee, award.purpose
    if isinstance(entry, Return):
        award = ledger.awards[entry.award]
        return _recipient(ledger, award), entry.reason or award.purpose
    return _of_budget(ledger, entry)


def _of_budget(ledger: Ledger, entry: Entry) -> tuple[str, str | None]:
    if isinstance(entry, Program):
        return entry.act or entry.name, entry.name if entry.act else None
    if isinstance(entry, Strand):
        return ledger.programs[entry.program].act or entry.name, entry.name
    if isinstance(entry, Appropriation):
        return entry.act, ledger.programs[entry.program].name
    if isinstance(entry, CarryOver):
        place = _place(ledger, entry.program, entry.strand)
        return place, f"{entry.from_} -> {entry.to}"
    if isinstance(entry, Reprioritisation):
        return f"{_end(entry.from_)} -> {_end(entry.to)}", entry.instrument
    line = next(iter(marked_movements(entry, ledger))).line
    return _place(ledger, line.program, line.strand), None


def _recipient(ledger: Ledger, award: Award) -> str:
    if award.recipient is not None:
        return _name(ledger, award.recipient)
    return ", ".join(f"{kind} {number}" for kind, number in award.recipients or ())


def _name(ledger: Ledger, recipient: str) -> str:
    known = ledger.recipients.get(recipient)
    return recipient if known is None else known.name


def _place(ledger: Ledger, program: str, strand: str | None) -> str:
    named = ledger.programs[program]
    return next((each.name for each in named.strands if each.id == strand), named.name)


def _end(end: End) -> str:
    if end.program is None:
        return end.outside or ""
    return f"{end.program}/{end.strand}" if end.strand else end.program


_FIRST = ("program", "reprioritisation", "carry-over", "award", "return", "payment", "outturn")
_MOVING = [kind for kind, cls in KINDS.items() if cls.described.moves]
_ORDER = [kind for kind in dict.fromkeys((*_FIRST, *_MOVING)) if kind != Appropriation.kind]
_RANKS = {kind: number for number, kind in enumerate((*_ORDER, Appropriation.kind))}
"""The order in which the kinds that move money come on one date: acts last."""


class Posting(NamedTuple):
    """An amount in øre on an account, give or take `half`; `years` are those it is charged to."""

    account: Account
    ore: int
    half: int = 0
    years: Years | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """What an entry does to the accounts; without postings it tells what is not known."""

    date: dt.date
    id: str
    text: Description
    tags: Tags
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class Journal:
    """The transactions of a ledger, or of what is chosen of it, and the accounts they name."""

    ledger: Ledger
    choice: Choice = field(default_factory=Choice)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, in the order of reports."""
        touched = {(each.line, each.heading) for each in self._taken(self.ledger.movements)}
        named: set[Account] = set()
        for line, heading in touched:
            place = booking(line, heading)
            named.add(place.account)
            if heading != "carried":  # it is always carried to another account of the ledger
                named.add(place.against)
        return tuple(sort_accounts(self.ledger, named))

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """What stands in accounts for the ids of programs and strands."""
        return masked_ids(self.ledger.programs.values())

    @cached_property
    def entries(self) -> Sequence[tuple[dt.date, int, str, Entry]]:
        """The entries that move money, in order of date; acts come last on a date."""
        rows = [
            (date_of(entry)[0], _RANKS[entry.kind], entry.id, entry)
            for entry in self.ledger.entries
            if entry.kind in _RANKS
        ]
        rows.sort(key=lambda row: row[:3])
        return rows

    def transactions(self) -> Iterator[Transaction]:
        """Make the transactions one after another."""
        acts = {
            act.act.id: act.movements
            for restated in self.ledger.restatements.values()
            for act in restated
        }
        unstated = self._unstated()
        for date, _, _, entry in self.entries:
            moved = acts[entry.id] if type(entry) is Appropriation else self.ledger.moved_by(entry)
            for each, movements in _by_strand(entry, list(self._taken(moved))):
                address = each.address
                if movements or address in unstated:
                    yield Transaction(
                        date,
                        masked_id(address),
                        description(self.ledger, each),
                        tags(self.ledger, each, unstated=address in unstated),
                        (*_postings(movements, date),),
                    )

    def _taken(self, movements: Iterable[Movement]) -> Iterable[Movement]:
        if self.choice == Choice():
            return movements
        return (each for each in movements if self.choice.takes(each.line))

    def _unstated(self) -> frozenset[str]:
        """Give the addresses of entries of which something adds nothing to any sum."""
        found = [*unknown_entries(self.ledger)]
        found += [(program, program.id) for program, _ in yearly_open(self.ledger)]
        return frozenset(
            entry.address for entry, program in found if self.choice.takes_purse(program)
        )


def _by_strand(
    entry: Entry, movements: Sequence[Movement]
) -> Iterator[tuple[Entry, Sequence[Movement]]]:
    """Give an entry with its movements, and the strands of a program with theirs."""
    if not isinstance(entry, Program):
        yield entry, movements
        return
    for each in (entry, *entry.strands):
        yield each, [movement for movement in movements if movement.entry is each]


def _postings(movements: Iterable[Movement], date: dt.date) -> Iterator[Posting]:
    """Book each movement, and then what they come to against what they are booked against."""
    against: dict[tuple[str, Years | None], tuple[Account, int]] = {}
    for movement in movements:
        line, money = movement.line, movement.money
        account, other, sign, by_year = booking(line, movement.heading)
        ore = sign * money.ore
        years = None if line.years.first == date.year else line.years
        yield Posting(account, ore, money.half, years)
        key = other.root + "".join(other.rest), years if by_year else None
        against[key] = other, against.get(key, (other, 0))[1] - ore
    for (_, years), (account, ore) in against.items():
        if ore:
            yield Posting(account, ore, 0, years)
