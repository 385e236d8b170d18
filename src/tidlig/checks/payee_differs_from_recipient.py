"""A payment goes to someone else than the award's recipient.

## What it does

Compares the `payee` of each payment with the `recipient` of its award. An award that is a sum over
many (`recipients`) names no one; a payee is then held against the kinds of recipient that it
counts. A payment that names no payee is taken to go to the recipient. Two entries with the same
valid CVR number are one party.

## Why it matters

This is how Denmark's grant pools were robbed of at least 120 mio. kr. from 1993 to 2018: grants
were approved for organisations, and the money went to accounts that had nothing to do with them.
For 25 years nobody held the payments against what was approved.

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

[recipient.familiehuset]
name = "Familiehuset"
kind = "provider"

[award.tidlig-2015-0012]
program   = "tidlig"
date      = 2015-02-26
amount    = "1,2 mio. kr."
recipient = "aeroe"

[payment.tidlig-2015-0012-1]
award  = "tidlig-2015-0012"
date   = 2015-03-01
amount = 600_000
payee  = "familiehuset"
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

[recipient.familiehuset]
name = "Familiehuset"
kind = "provider"

[award.tidlig-2015-0012]
program   = "tidlig"
date      = 2015-02-26
amount    = "1,2 mio. kr."
recipient = "aeroe"

[payment.tidlig-2015-0012-1]
award  = "tidlig-2015-0012"
date   = 2015-03-01
amount = 600_000
payee  = "aeroe"
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Payment
from tidlig.model.messages import Message
from tidlig.model.records import Recipient

_TO_ANOTHER = """
SELECT payment.at, award.at FROM on_award AS payment JOIN award ON award.at = payment.award
WHERE payment.kind = 0 AND payment.party <> award.party
"""
"""Payments to another party than the recipient of their award."""

_OF_MANY = """
SELECT DISTINCT award.at, payment.payee
FROM on_award AS payment JOIN award ON award.at = payment.award
WHERE payment.kind = 0 AND payment.payee IS NOT NULL AND award.party IS NULL
"""
"""Awards to many, and whom they are paid to."""

_TO_PAYEE = "SELECT at FROM on_award WHERE award = ? AND payee = ?"

_HELP = Message(
    "find out who got the money and why; mend the payee or the award, "
    "or accept the finding with the reason if the award was handed on"
)


@check(Severity.ERROR, Scope.ROWS, Group.HONESTY)
def payee_differs_from_recipient(rows: Rows) -> Iterator[Problem]:
    """Compare the payee of each payment with the recipient of its award."""
    for payment, award in rows.ask_and_open(_TO_ANOTHER):
        yield _other_party(payment, payment.payee, award, award.recipient)
    for at, payee in rows.ask(_OF_MANY):
        yield from _of_other_kind(rows, at, rows.ledger.recipients[payee])


def _other_party(payment: Payment, payee: str, award: Award, recipient: str) -> Problem:
    message = Message(
        'payment "{payment}" goes to "{payee}", and award "{award}" was given to "{recipient}"',
        payment=payment.id,
        payee=payee,
        award=award.id,
        recipient=recipient,
    )
    text = Message("this is who the award was given to")
    return Problem(
        message,
        payment.at("payee"),
        help=_HELP,
        notes=(Note(text, award.at("recipient")),),
    )


def _of_other_kind(rows: Rows, at: int, payee: Recipient) -> Iterator[Problem]:
    """Compare a payee with the kinds of recipients that an award to many counts."""
    (award,) = rows.at(at)
    kinds = tuple(kind for kind, number in award.recipient_counts if number)
    if kinds and payee.type not in kinds:
        for (payment,) in rows.ask_and_open(_TO_PAYEE, at, payee.id):
            yield _other_kind(payment, payee, award, kinds)


def _other_kind(
    payment: Payment, payee: Recipient, award: Award, kinds: tuple[str, ...]
) -> Problem:
    message = Message(
        'payment "{payment}" goes to "{payee}", of kind {kind}, '
        'and award "{award}" was given to {kinds} alone',
        payment=payment.id,
        payee=payee.id,
        kind=payee.type,
        award=award.id,
        kinds=kinds,
    )
    counts = Message("the award counts its recipients here")
    stands = Message("the kind of the payee stands here")
    return Problem(
        message,
        payment.at("payee"),
        help=_HELP,
        notes=(Note(counts, award.at("recipients")), Note(stands, payee.at("kind"))),
    )
