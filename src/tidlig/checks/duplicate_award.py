"""An award looks like another one again.

## What it does

Looks for a commitment that was entered twice: awards from the same pool (or the same program,
strand and round), to the same recipient, of the same amount for the same years, with the same date
or the same `reference`. Awards with references that differ, or purposes that differ, are two
awards. Sums over many are the same when they count the same recipients. An amount that is
`"unknown"` is not compared.

## Why it matters

An award that is in the books twice takes money from a pool that others could have had, and can be
paid twice, for each of the two payments is covered by an award of its own.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"

[award.tidlig-2015-0012]
program   = "tidlig"
date      = 2015-02-26
amount    = "1,2 mio. kr."
recipient = "aeroe"

[award.aeroe-2015]
program   = "tidlig"
date      = 2015-02-26
amount    = 1_200_000
recipient = "aeroe"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"

[award.tidlig-2015-0012]
program   = "tidlig"
date      = 2015-02-26
amount    = "1,2 mio. kr."
recipient = "aeroe"
```
"""

from collections.abc import Hashable, Iterator

from tidlig.arithmetic.movements import sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.parties import Parties
from tidlig.checks.repeats import Said, named, notes_on, reference, repeats
from tidlig.index.tables import Rows
from tidlig.model.entry import Amount
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.grants import Award
from tidlig.model.messages import Message
from tidlig.model.money import UNKNOWN, known
from tidlig.model.spelling import caseless

_ALIKE = """
WITH given AS (
  SELECT at, place, COALESCE(party, '') AS party, date, reference, same FROM award
),
repeated AS (
  SELECT place, party, date, reference, same FROM given
  WHERE (place, party, same) IN (
    SELECT place, party, same FROM given WHERE same IS NOT NULL
    GROUP BY same, place, party HAVING COUNT(*) > 1
  )
)
SELECT at FROM given
WHERE (place, party, date) IN (
    SELECT place, party, date FROM repeated
    GROUP BY place, party, date, same HAVING COUNT(*) > 1
  )
  OR (place, party, reference) IN (
    SELECT place, party, reference FROM repeated WHERE reference IS NOT NULL
    GROUP BY place, party, reference, same HAVING COUNT(*) > 1
  )
ORDER BY at
"""
"""Awards at one place and to one party, of one day or with one reference, where two of them are the
same in amount."""


@check(Severity.WARNING, Scope.ROWS, Group.HONESTY)
def duplicate_award(rows: Rows) -> Iterator[Problem]:
    """Compare awards of one budget line, recipient and amount by date and by reference."""
    parties = Parties(rows.ledger)

    def alike(award: Award) -> Iterator[Hashable]:
        recipient = _recipient(award, parties)
        key = (award.pool, award.program, award.strand, award.round, recipient)
        yield *key, award.date
        if award.reference:
            yield *key, reference(award)

    awards = (award for (award,) in rows.ask_and_open(_ALIKE))
    for group in repeats(awards, alike, _said):
        yield _problem(group)


def _recipient(award: Award, parties: Parties) -> Hashable:
    if award.recipient is not None:
        return parties.party(award.recipient)
    return award.recipients is UNKNOWN, tuple(sorted(award.recipient_counts))


def _said(award: Award) -> Said:
    """Two awards that are alike are the same unless amount, years, reference or purpose differ."""
    amount = _amount(award)
    equal = None if UNKNOWN in amount.values() else (award.years, frozenset(amount.items()))
    return Said(equal, reference(award), _purpose(award))


def _amount(award: Award) -> dict[int, Amount]:
    """The amount by year; under 0 if it is a plain amount."""
    return dict(award.amount) if isinstance(award.amount, tuple) else {0: award.amount}


def _purpose(award: Award) -> str:
    return caseless(award.purpose or "")


def _problem(group: tuple[Award, ...]) -> Problem:
    *others, last = group
    return Problem(
        _message(last, others),
        _place(last),
        help=Message("take one of them away, or give each its own reference or purpose"),
        notes=tuple(notes_on(others, _place)),
    )


def _message(award: Award, others: list[Award]) -> Message:
    amount = sum_money(known(part) for part in _amount(award).values())
    if award.recipient is None:
        return Message(
            'award "{award}" looks like {others} again: {amount} to the same recipients',
            award=award.id,
            others=named(others),
            amount=amount,
        )
    return Message(
        'award "{award}" looks like {others} again: {amount} to "{recipient}"',
        award=award.id,
        others=named(others),
        amount=amount,
        recipient=award.recipient,
    )


def _place(award: Award) -> Location:
    return award.at("reference" if reference(award) else "amount")
