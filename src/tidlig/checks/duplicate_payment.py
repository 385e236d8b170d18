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
from collections.abc import Hashable, Iterator, Mapping, Sequence

from tidlig.arithmetic.ledger import Ledger
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
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Payment, Return
from tidlig.model.messages import Message, joined_by_and
from tidlig.model.money import Money

Payments = tuple[Payment, ...]
PaidBack = Mapping[tuple[str, Money], Sequence[Return | Payment]]
"""What was paid back, by award and amount."""

_HELP = Message(
    "see whether the money was paid twice: write what comes back as a refund; "
    "if it was not, give each payment its own reference, or accept the finding with the reason"
)


@check(Severity.WARNING, Scope.ENTRIES, Group.HONESTY)
def duplicate_payment(ledger: Ledger) -> Iterator[Problem]:
    """Compare payments of one amount by reference, or else by award, payee and day."""
    parties = Parties(ledger)

    def alike(payment: Payment) -> Iterator[Hashable]:
        award = ledger.awards.get(payment.award)
        amount = payment.amount
        if award is None or not isinstance(amount, Money) or not amount.ore:
            return
        party, own_reference = parties.paid(payment, award), reference(payment)
        if own_reference:
            yield "on one award", payment.award, amount, own_reference
        if own_reference and party:
            yield "to one party", party, amount, own_reference
        yield "on one day", payment.award, amount, party, payment.date

    groups = list(repeats(ledger.of(Payment), alike, _said))
    paid_back = _paid_back(ledger) if groups else {}
    for group in groups:
        yield _problem(group, paid_back)


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


def _paid_back(ledger: Ledger) -> PaidBack:
    """Index what was paid back: refunds, and negative payments."""
    paid_back: dict[tuple[str, Money], list[Return | Payment]] = {}
    for entry in ledger.of(Return):
        if entry.type == "refund" and isinstance(entry.amount, Money):
            paid_back.setdefault((entry.award, entry.amount), []).append(entry)
    for payment in ledger.of(Payment):
        if isinstance(payment.amount, Money) and payment.amount.ore < 0:
            paid_back.setdefault((payment.award, -payment.amount), []).append(payment)
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
