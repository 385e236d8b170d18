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

from collections.abc import Hashable, Iterator, Mapping, Sequence

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.parties import Parties
from tidlig.checks.repeats import MOST_NAMED, Said, named, notes_on, reference, repeats
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Payment, Return
from tidlig.model.money import Money, kroner

Payments = tuple[Payment, ...]
Back = Mapping[tuple[str, Money], Sequence[Return | Payment]]
"""What was paid back, by award and amount."""


@check(Severity.WARNING, Scope.ENTRIES, Group.HONESTY)
def duplicate_payment(ledger: Ledger) -> Iterator[Problem]:
    """Compare payments of one amount by reference, or else by award, payee and day."""
    parties = Parties(ledger)

    def alike(payment: Payment) -> Iterator[Hashable]:
        award = ledger.awards.get(payment.award)
        if award is None or not isinstance(payment.amount, Money) or not payment.amount.ore:
            return
        party, said = parties.paid(payment, award), reference(payment)
        if said:
            yield "on one award", payment.award, payment.amount, said
        if said and party:
            yield "to one party", party, payment.amount, said
        yield "on one day", payment.award, payment.amount, party, payment.date

    groups = list(repeats(ledger.of(Payment), alike, _said))
    back = _back(ledger) if groups else {}
    for group in groups:
        yield _problem(group, back)


def _said(payment: Payment) -> Said:
    """Two payments that are alike are the same unless they have references that differ."""
    return Said("", reference(payment))


def _problem(group: Payments, back: Back) -> Problem:
    *others, last = group
    assert isinstance(last.amount, Money)
    awards = [f'"{id}"' for id in dict.fromkeys(payment.award for payment in group)]
    on = f"award{'s' * (len(awards) > 1)} {' and '.join(awards[:MOST_NAMED])}"
    by = f', reference "{last.reference}"' if reference(last) else ""
    return Problem(
        f'payment "{last.id}" looks like {named(others)} again: {kroner(last.amount)} on {on}{by}',
        _place(last),
        help="see whether the money was paid twice: write what comes back as a refund; "
        "if it was not, give each payment its own reference, or accept the finding with the reason",
        notes=(*notes_on(others, _place), *_came_back(group, back)),
    )


def _place(payment: Payment) -> Location:
    return payment.at("reference" if reference(payment) else "amount")


def _back(ledger: Ledger) -> Back:
    """Index what was paid back: refunds, and negative payments."""
    back: dict[tuple[str, Money], list[Return | Payment]] = {}
    for entry in ledger.of(Return):
        if entry.type == "refund" and isinstance(entry.amount, Money):
            back.setdefault((entry.award, entry.amount), []).append(entry)
    for payment in ledger.of(Payment):
        if isinstance(payment.amount, Money) and payment.amount.ore < 0:
            back.setdefault((payment.award, -payment.amount), []).append(payment)
    return back


def _came_back(group: Payments, back: Back) -> Iterator[Note]:
    """Point at what was paid back of the same amount, on the same awards and no earlier."""
    for award in dict.fromkeys(payment.award for payment in group):
        assert isinstance(group[0].amount, Money)
        for entry in back.get((award, group[0].amount), ()):
            if entry.date >= group[0].date:
                yield Note(f"this much came back on {entry.date}", entry.at("amount"))
