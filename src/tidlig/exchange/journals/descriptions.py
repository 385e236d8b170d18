"""What a transaction is about, in words of the ledger: who it concerns, and what for."""

from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.journals.texts import one_line
from tidlig.model.decisions import (
    Appropriation,
    CarryOver,
    End,
    Program,
    Reprioritisation,
    Strand,
)
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Outturn, Payment, Return


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
    if isinstance(entry, Outturn):
        return _place(ledger, entry.program, entry.strand), None
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
    assert isinstance(entry, Reprioritisation)
    return f"{_end(entry.from_)} -> {_end(entry.to)}", entry.instrument


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
