"""A payment looks like another one again.

## What it does

Looks for an invoice that was paid twice: payments of the same amount with the same `reference`, on
one award or to one party, whatever their dates; and payments of the same amount on the same award,
to the same payee, on the same day, where one of them has no reference to tell it by. Of references
letters and digits count, not capitals, spaces and hyphens. Instalments of equal amount on different
days are in order. A payment that came back (a refund, or a negative payment) is still reported,
with where it did.

## Why it matters

The second payment of one invoice stays within the award as long as there is money left in it, so
no sum shows it. It is the most common loss in payments, by mistake or on purpose: the same invoice
is sent to two offices, or entered from two lists.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.tidlig-2015-0012]
program    = "tidlig"
date       = 2015-02-26
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }

[payment.tidlig-2015-0012-1]
award     = "tidlig-2015-0012"
date      = 2015-03-01
amount    = 400_000
reference = "Faktura 17"

[payment.tidlig-2015-0012-2]
award     = "tidlig-2015-0012"
date      = 2015-04-09
amount    = 400_000
reference = "Faktura 17"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.tidlig-2015-0012]
program    = "tidlig"
date       = 2015-02-26
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }

[payment.tidlig-2015-0012-1]
award     = "tidlig-2015-0012"
date      = 2015-03-01
amount    = 400_000
reference = "Faktura 17"

[payment.tidlig-2015-0012-2]
award     = "tidlig-2015-0012"
date      = 2015-04-09
amount    = 400_000
reference = "Faktura 29"
```
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from tidlig.checks.check import Group, Scope, check
from tidlig.checks.parties import Parties
from tidlig.checks.repeats import (
    MOST_NAMED,
    MOST_NOTED,
    Said,
    named,
    notes_on,
    reference,
    repeats,
)
from tidlig.index.tables import Rows
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.messages import Message, joined_by_and
from tidlig.model.money import Money

Payments = tuple[Payment, ...]
PaidBack = Mapping[tuple[str, Money], Sequence[Return | Payment]]
"""What was paid back, by award and amount."""

_ALIKE = """
WITH paid AS (
  SELECT at, award, COALESCE(party, '') AS party, date, COALESCE(ore, 0) AS ore, half, reference
  FROM on_award WHERE kind = 0 AND (ore <> 0 OR exact = 0)
)
SELECT at, award FROM paid
WHERE (award, ore, half, reference) IN (
    SELECT award, ore, half, reference FROM paid WHERE reference <> ''
    GROUP BY award, ore, half, reference HAVING COUNT(*) > 1
  )
  OR (party, ore, half, reference) IN (
    SELECT party, ore, half, reference FROM paid WHERE reference <> '' AND party <> ''
    GROUP BY party, ore, half, reference HAVING COUNT(*) > 1
  )
  OR (award, ore, half, party, date) IN (
    SELECT award, ore, half, party, date FROM paid GROUP BY award, ore, half, party, date
    HAVING COUNT(*) > 1 AND (MIN(reference) = '' OR COUNT(*) > COUNT(DISTINCT reference))
  )
ORDER BY at
"""
"""Payments of one amount with one reference, or on one day where no references tell them apart.
Unknown and very large amounts count as one, and are compared when they are opened."""

_PAID_BACK = """
SELECT at FROM on_award
WHERE award = ? AND (kind = 1 OR (kind = 0 AND (ore < 0 OR exact = 0)))
"""

_HELP = Message(
    "see whether the money was paid twice: write what comes back as a refund; "
    "if it was not, give each payment its own reference, or accept the finding with the reason"
)


@check(Severity.WARNING, Scope.ROWS, Group.HONESTY)
def duplicate_payment(rows: Rows) -> Iterator[Problem]:
    """Compare payments of one amount by reference, or else by award, payee and day."""
    parties = Parties(rows.ledger)
    found = rows.ask(_ALIKE)
    payments = rows.at(*(payment for payment, _ in found))
    ats = dict.fromkeys(award for _, award in found)
    awards: dict[str, Award] = {award.id: award for award in rows.at(*ats)}

    def alike(payment: Payment) -> Iterator[Hashable]:
        return _keys(payment, parties.paid(payment, awards[payment.award]))

    groups = list(repeats(payments, alike, _said))
    paid_back = _paid_back(rows, ats) if groups else {}
    for group in groups:
        yield _problem(group, paid_back)


def _keys(payment: Payment, party: str) -> Iterator[Hashable]:
    """What a payment has in common with another that may be the same."""
    amount, own_reference = payment.amount, reference(payment)
    if not isinstance(amount, Money) or not amount.ore:
        return
    if own_reference:
        yield "on one award", payment.award, amount, own_reference
    if own_reference and party:
        yield "to one party", party, amount, own_reference
    yield "on one day", payment.award, amount, party, payment.date


def _said(payment: Payment) -> Said:
    """Two payments that are alike are the same unless they have references that differ."""
    return Said("", reference(payment))


def _problem(group: Payments, paid_back: PaidBack) -> Problem:
    *others, last = group
    return Problem(
        _message(last, others),
        _place(last),
        help=_HELP,
        notes=(*notes_on(others, _place), *_notes_on_paid_back(group, paid_back)),
    )


def _message(last: Payment, others: list[Payment]) -> Message:
    assert isinstance(last.amount, Money)
    ids = dict.fromkeys(payment.award for payment in (*others, last))
    awards = joined_by_and([f'"{id}"' for id in ids][:MOST_NAMED])
    on_awards = (
        Message("award {awards}", awards=awards)
        if len(ids) == 1
        else Message("awards {awards}", awards=awards)
    )
    if not reference(last):
        return Message(
            'payment "{payment}" looks like {others} again: {amount} on {awards}',
            payment=last.id,
            others=named(others),
            amount=last.amount,
            awards=on_awards,
        )
    return Message(
        'payment "{payment}" looks like {others} again: {amount} on {awards}, '
        'reference "{reference}"',
        payment=last.id,
        others=named(others),
        amount=last.amount,
        awards=on_awards,
        reference=last.reference or "",
    )


def _place(payment: Payment) -> Location:
    return payment.at("reference" if reference(payment) else "amount")


def _paid_back(rows: Rows, awards: Iterable[int]) -> PaidBack:
    """Index what was paid back on some awards: refunds, and negative payments."""
    paid_back: dict[tuple[str, Money], list[Return | Payment]] = {}
    ats = [at for award in awards for (at,) in rows.ask(_PAID_BACK, award)]
    for entry in rows.at(*ats):
        if isinstance(entry.amount, Money):
            if isinstance(entry, Return):
                paid_back.setdefault((entry.award, entry.amount), []).append(entry)
            elif entry.amount.ore < 0:
                paid_back.setdefault((entry.award, -entry.amount), []).append(entry)
    for entries in paid_back.values():
        entries.sort(key=_date_and_id)
    return paid_back


def _date_and_id(entry: Return | Payment) -> tuple[dt.date, str]:
    return entry.date, entry.id


def _notes_on_paid_back(group: Payments, paid_back: PaidBack) -> Iterator[Note]:
    """Point at what was paid back of the same amount, on the same awards and no earlier."""
    amount = group[0].amount
    assert isinstance(amount, Money)
    noted = 0
    more = 0
    for award in dict.fromkeys(payment.award for payment in group):
        entries = paid_back.get((award, amount), [])
        first = bisect_left(entries, group[0].date, key=_date)
        for entry in entries[first : first + MOST_NOTED - noted]:
            noted += 1
            yield Note(
                Message("this much came back on {date}", date=entry.date), entry.at("amount")
            )
        more += len(entries) - first
    if more == noted + 1:
        yield Note(Message("and once more as much"))
    elif more > noted:
        yield Note(Message("and {number} more times as much", number=more - noted))


def _date(entry: Return | Payment) -> dt.date:
    return entry.date
