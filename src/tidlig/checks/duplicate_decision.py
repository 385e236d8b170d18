"""A return, reprioritisation, carry-over, lapse, amendment or outturn looks like another again.

## What it does

Compares entries of one kind that move the same amount of money on the same day: returns of one kind
on one award; reprioritisations with the same two ends, in the same years; carry-overs of one
program and strand, from one year to another; lapses of one program, strand and year; amendments of
one award, in the same years; and outturn of one program, strand and year, where the dates do not
differ. How the amount is written makes no difference, nor do notes, reasons and sources. Two
reprioritisations with an `instrument` each, or amendments with a `reference` each, are the same
only if letters and digits of both agree.

## Why it matters

Each entry counts, so a decision that is entered twice moves its money twice: as much as a refund of
0,4 mio. kr. may be awarded once more that was never paid back. No sum shows it. It happens where
two people enter one decision, each on a branch of their own: the branches merge without a conflict.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr.", 2016 = "70 mio. kr.", 2017 = "70 mio. kr." }

[carry-over.tidlig-2014]
program = "tidlig"
from    = 2014
to      = 2015
amount  = "2,5 mio. kr."
date    = 2015-02-26

[carry-over.rest-2014]
program = "tidlig"
from    = 2014
to      = 2015
amount  = 2_500_000
date    = 2015-02-26
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr.", 2016 = "70 mio. kr.", 2017 = "70 mio. kr." }

[carry-over.tidlig-2014]
program = "tidlig"
from    = 2014
to      = 2015
amount  = "2,5 mio. kr."
date    = 2015-02-26
```
"""

from collections.abc import Hashable, Iterator, Sequence

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import has_unknown, money_by_years, sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.repeats import Said, named, notes_on, repeats
from tidlig.index.tables import Rows
from tidlig.model.decisions import CarryOver, End, Lapse, Reprioritisation
from tidlig.model.entry import Amount
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.grants import Amendment, Outturn, Return
from tidlig.model.messages import Message
from tidlig.model.money import Money
from tidlig.model.spelling import caseless, letters_and_digits
from tidlig.model.years import Years

Decision = Amendment | Return | Reprioritisation | CarryOver | Lapse | Outturn

_HELP = Message(
    "if it is one decision, take one of them away; if not, accept the finding with the reason"
)


_ALIKE = """
WITH returned AS (
  SELECT at, award, kind, date, COALESCE(ore, 0) AS ore, half FROM on_award
  WHERE kind <> 0 AND (ore <> 0 OR exact = 0)
)
SELECT at FROM returned
WHERE (award, kind, date, ore, half) IN (
  SELECT award, kind, date, ore, half FROM returned
  GROUP BY award, kind, date, ore, half HAVING COUNT(*) > 1
)
ORDER BY at
"""
"""Returns of one kind on one award and day, of one amount; unknown and very large ones count as
one, and are compared when they are opened."""


@check(Severity.WARNING, Scope.ROWS, Group.HONESTY)
def duplicate_decision(rows: Rows) -> Iterator[Problem]:
    """Compare decisions of one kind by what money they move, and on which day."""
    ledger = rows.ledger
    yield from _returns(rows)
    yield from _reprioritisations(ledger)
    yield from _carry_overs(ledger)
    yield from _outturns(ledger)
    yield from _lapses(ledger)
    yield from _amendments(ledger)


def _returns(rows: Rows) -> Iterator[Problem]:
    returns = (entry for (entry,) in rows.ask_and_open(_ALIKE))
    for group in repeats(returns, _return, _nothing_more):
        last = group[-1]
        yield _problem(group, last.amount, Message('on award "{award}"', award=last.award))


def _reprioritisations(ledger: Ledger) -> Iterator[Problem]:
    for group in repeats(ledger.of(Reprioritisation), _reprioritisation, _instrument):
        last = group[-1]
        amount = sum_money(money for _, money in _parts(last))
        where = Message("from {source} to {target}", source=_end(last.from_), target=_end(last.to))
        yield _problem(group, amount, where)


def _carry_overs(ledger: Ledger) -> Iterator[Problem]:
    for group in repeats(ledger.of(CarryOver), _carry_over, _nothing_more):
        last = group[-1]
        where = Message(
            "of {line} from {from_year} to {to_year}",
            line=_end(last),
            from_year=last.from_,
            to_year=last.to,
        )
        yield _problem(group, last.amount, where)


def _outturns(ledger: Ledger) -> Iterator[Problem]:
    for group in repeats(ledger.of(Outturn), _outturn, _date):
        last = group[-1]
        where = Message("of {line} in {year}", line=_end(last), year=last.year)
        yield _problem(group, last.amount, where)


def _lapses(ledger: Ledger) -> Iterator[Problem]:
    for group in repeats(ledger.of(Lapse), _lapse, _nothing_more):
        last = group[-1]
        where = Message("of {line} in {year}", line=_end(last), year=last.year)
        yield _problem(group, last.amount, where)


def _amendments(ledger: Ledger) -> Iterator[Problem]:
    for group in repeats(ledger.of(Amendment), _amendment, _reference):
        last = group[-1]
        amount = sum_money(money for _, money in _parts(last))
        yield _problem(group, amount, Message('on award "{award}"', award=last.award))


def _return(entry: Return) -> Iterator[Hashable]:
    if _moves(entry.amount):
        yield entry.award, entry.type, entry.date, entry.amount


def _reprioritisation(entry: Reprioritisation) -> Iterator[Hashable]:
    parts = frozenset(_parts(entry))
    if not has_unknown(entry) and any(_moves(money) for _, money in parts):
        yield _compared(entry.from_), _compared(entry.to), entry.date, parts


def _compared(end: End) -> Hashable:
    return end.program, end.strand, caseless(end.outside or "")


def _parts(entry: Amendment | Reprioritisation) -> Iterator[tuple[Years, Money]]:
    return money_by_years(entry.amount, entry.years, entry.date)


def _carry_over(entry: CarryOver) -> Iterator[Hashable]:
    if _moves(entry.amount):
        yield entry.program, entry.strand, entry.from_, entry.to, entry.date, entry.amount


def _outturn(entry: Outturn) -> Iterator[Hashable]:
    if _moves(entry.amount):
        yield entry.program, entry.strand, entry.year, entry.amount


def _lapse(entry: Lapse) -> Iterator[Hashable]:
    if _moves(entry.amount):
        yield entry.program, entry.strand, entry.year, entry.date, entry.amount


def _amendment(entry: Amendment) -> Iterator[Hashable]:
    parts = frozenset(_parts(entry))
    if not has_unknown(entry) and any(_moves(money) for _, money in parts):
        yield entry.award, entry.date, parts


def _moves(amount: Amount) -> bool:
    """Whether an amount is known and not 0."""
    return isinstance(amount, Money) and amount.ore != 0


def _nothing_more(_: Decision) -> Said:
    return Said("", "")


def _instrument(entry: Reprioritisation) -> Said:
    return Said("", letters_and_digits(entry.instrument))


def _reference(entry: Amendment) -> Said:
    return Said("", letters_and_digits(entry.reference))


def _date(entry: Outturn) -> Said:
    return Said("", entry.date.isoformat() if entry.date else "")


def _end(end: End | CarryOver | Lapse | Outturn) -> str:
    """Name where money is taken from or goes to."""
    if end.program is None:
        return f'"{end.outside}"'
    return f'"{end.program}/{end.strand}"' if end.strand else f'"{end.program}"'


def _problem(group: Sequence[Decision], amount: Amount, where: Message) -> Problem:
    *others, last = group
    assert isinstance(amount, Money)
    message = Message(
        '{kind} "{id}" looks like {others} again: {amount} {where}',
        kind=last.kind,
        id=last.id,
        others=named(others),
        amount=amount,
        where=where,
    )
    return Problem(message, _place(last), help=_HELP, notes=tuple(notes_on(others, _place)))


def _place(entry: Decision) -> Location:
    return entry.at("amount")
