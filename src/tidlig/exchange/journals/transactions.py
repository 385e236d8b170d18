"""A ledger as balanced transactions: one for each entry that moves money, in order of date.

They are generated one by one, because a ledger may have a million. A transaction moves an amount
from one account to another. Money comes from parliament and is `uncommitted` until it is awarded;
then it is owed (`outstanding`) until it is paid (`paid`). `outturn` is what the state's
accounts say, and `outside` is money that leaves the ledger. What is agreed, and what has lapsed,
is booked apart. The description says who the transaction concerns and what it is for, in the
ledger's words.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from tidlig.arithmetic.balance import Choice, yearly_movements
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, MOVED, Line, Movement
from tidlig.arithmetic.unknown_amounts import marked_movements, unknown_entries, yearly_open
from tidlig.exchange.journals.escaping import Tags, date_of, masked_id, one_line, tags
from tidlig.model.decisions import (
    Agreement,
    Appropriation,
    CarryOver,
    End,
    Lapse,
    Program,
    Reprioritisation,
    Strand,
)
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Payment, Return
from tidlig.model.kinds import KINDS
from tidlig.model.money import UNKNOWN
from tidlig.model.personal import masked
from tidlig.model.years import Years

ROOTS = (
    "uncommitted", "outstanding", "paid", "outturn", "agreed", "lapsed", "parliament", "outside",
    "state-accounts", "agreements", "lapses",
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


APART = ("agreed", "lapsed", "agreements", "lapses")
"""The first parts of accounts that are declared only where a ledger has such money."""

_AGAINST = {"agreed": "agreements", "lapsed": "lapses"}
"""What is neither budget nor use of it is booked apart, so that no other account has it."""


@lru_cache(maxsize=10_000)
def booking(line: Line, heading: str) -> Booking:
    """Where a movement on a line under a heading is booked."""
    program, strand, years = line
    if heading in BUDGET:
        own = Account("uncommitted", program, strand, years, ("budget", heading))
        given = heading in ("appropriated", "restated")
        against = Account("parliament" if given else "outside", program)
        return Booking(own, against, 1, heading != "carried")
    if heading == "outturn":
        own = Account("outturn", program, strand, years)
        return Booking(own, Account("state-accounts", program), 1, by_year=True)
    if heading in ("agreed", "lapsed"):
        own = Account(heading, program, strand, years)
        against = Account(_AGAINST[heading], program)
        return Booking(own, against, 1, by_year=True)
    outstanding = Account("outstanding", program, strand, None, (heading,))
    if heading == "paid":
        return Booking(Account("paid", program, strand, years), outstanding, 1, by_year=False)
    own = Account("uncommitted", program, strand, years, (heading,))
    return Booking(own, outstanding, -1 if heading == "awarded" else 1, by_year=False)


def sort_accounts(ledger: Ledger, accounts: Iterable[Account]) -> list[Account]:
    """Sort accounts as a balance does: programs and strands as written, then years, headings."""
    programs = {id: number for number, id in enumerate(ledger.programs)}
    strands = _strand_numbers(ledger)
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


def _strand_numbers(ledger: Ledger) -> dict[tuple[str, str], int]:
    """The place of each strand in its program, by the ids of both."""
    numbers = {}
    for program in ledger.programs.values():
        for number, strand in enumerate(program.strands):
            numbers[program.id, strand.id] = number
    return numbers


def masked_ids(programs: Iterable[Program]) -> Mapping[str, str]:
    """What stands for the ids of programs and strands: themselves, unless they must be masked.

    Two that are the same when masked stay two accounts, for their money is not one.
    """
    known = list(dict.fromkeys(_ids(programs)))
    masked_forms: dict[str, str] = {}
    taken = set(known)
    for id in known:
        masked_forms[id] = id if masked(id) == id else _free(masked(id), taken)
        taken.add(masked_forms[id])
    return masked_forms


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
    if isinstance(entry, Amendment | Return):
        award = ledger.awards[entry.award]
        return _recipient(ledger, award), entry.reason or award.purpose
    return _of_budget(ledger, entry)


def _of_budget(ledger: Ledger, entry: Entry) -> tuple[str, str | None]:
    if isinstance(entry, Program):
        return (entry.act, entry.name) if entry.act else (entry.name, None)
    if isinstance(entry, Strand):
        return ledger.programs[entry.program].act or entry.name, entry.name
    if isinstance(entry, Appropriation):
        return entry.act, ledger.programs[entry.program].name
    if isinstance(entry, CarryOver):
        place = _place(ledger, entry.program, entry.strand)
        return place, f"{entry.from_} -> {entry.to}"
    if isinstance(entry, Reprioritisation):
        return f"{_end(entry.from_)} -> {_end(entry.to)}", entry.instrument
    return _apart_from_budgets(ledger, entry)


def _apart_from_budgets(ledger: Ledger, entry: Entry) -> tuple[str, str | None]:
    if isinstance(entry, Agreement):
        return entry.name or ", ".join(entry.parties), ledger.programs[entry.program].name
    if isinstance(entry, Lapse):
        return _place(ledger, entry.program, entry.strand), entry.reason
    line = next(iter(marked_movements(entry, ledger))).line
    return _place(ledger, line.program, line.strand), None


def _recipient(ledger: Ledger, award: Award) -> str:
    if award.recipient is not None:
        return _name(ledger, award.recipient)
    if award.recipients is UNKNOWN:
        return UNKNOWN.value
    return ", ".join(f"{kind} {number}" for kind, number in award.recipient_counts)


def _name(ledger: Ledger, recipient: str) -> str:
    entry = ledger.recipients.get(recipient)
    return recipient if entry is None else entry.name


def _place(ledger: Ledger, program: str, strand: str | None) -> str:
    """The name of a strand, or of its program."""
    named = ledger.programs[program]
    return next((own.name for own in named.strands if own.id == strand), named.name)


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
    """What an entry does to the accounts; without postings, of which amounts are not known."""

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
        movements = self._chosen((*self.ledger.movements, *self._yearly))
        touched = {(movement.line, movement.heading) for movement in movements}
        accounts: set[Account] = set()
        for line, heading in touched:
            place = booking(line, heading)
            accounts.add(place.account)
            if heading != "carried":  # it is always carried to another account of the ledger
                accounts.add(place.against)
        return tuple(sort_accounts(self.ledger, accounts))

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
        acts = self._movements_of_acts()
        unstated = self._unstated()
        for date, _, _, entry in self.entries:
            is_act = type(entry) is Appropriation
            moved = acts[entry.id] if is_act else self._movements_of(entry)
            for part, movements in _by_strand(entry, list(self._chosen(moved))):
                if movements or part.address in unstated:
                    is_unstated = part.address in unstated
                    yield Transaction(
                        date,
                        masked_id(part.address),
                        description(self.ledger, part),
                        tags(self.ledger, part, unstated=is_unstated),
                        tuple(_postings(movements, date)),
                    )

    def _movements_of(self, entry: Entry) -> Iterator[Movement]:
        yield from self.ledger.movements_of(entry)
        if isinstance(entry, Program):
            yield from (movement for movement in self._yearly if movement.entry is entry)

    @cached_property
    def _yearly(self) -> Sequence[Movement]:
        """Appropriations a year without an end, to the year of the ledger's date, if it has one."""
        return tuple(yearly_movements(self.ledger))

    def _movements_of_acts(self) -> Mapping[str, Sequence[Movement]]:
        """What later finance acts move, by the ids of their entries."""
        movements: dict[str, Sequence[Movement]] = {}
        for restated in self.ledger.restatements.values():
            for act in restated:
                movements[act.act.id] = act.movements
        return movements

    def _chosen(self, movements: Iterable[Movement]) -> Iterable[Movement]:
        if self.choice == Choice():
            return movements
        return (movement for movement in movements if self.choice.takes(movement.line))

    def _unstated(self) -> frozenset[str]:
        """The addresses of entries of which something adds nothing to any sum."""
        entries = [*unknown_entries(self.ledger)]
        entries += [(amount.entry, amount.program) for amount in yearly_open(self.ledger)]
        return frozenset(
            entry.address for entry, program in entries if self.choice.takes_budget_line(program)
        )


def _by_strand(
    entry: Entry, movements: Sequence[Movement]
) -> Iterator[tuple[Entry, Sequence[Movement]]]:
    """An entry with its movements, and the strands of a program with theirs."""
    if not isinstance(entry, Program):
        yield entry, movements
        return
    for part in (entry, *entry.strands):
        yield part, [movement for movement in movements if movement.entry is part]


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
