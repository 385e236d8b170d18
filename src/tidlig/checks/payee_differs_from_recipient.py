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

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.parties import Parties
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Payment
from tidlig.model.messages import Message
from tidlig.model.records import Recipient

_HELP = Message(
    "find out who got the money and why; mend the payee or the award, "
    "or accept the finding with the reason if the award was handed on"
)


@check(Severity.ERROR, Scope.ENTRIES, Group.HONESTY)
def payee_differs_from_recipient(ledger: Ledger) -> Iterator[Problem]:
    """Compare the payee of each payment with the recipient of its award."""
    parties = Parties(ledger)
    for payment in ledger.of(Payment):
        award = ledger.awards.get(payment.award)
        if award is None or payment.payee is None:
            continue
        if award.recipient is None:
            yield from _of_other_kind(payment, payment.payee, award, parties)
        elif not _are_one_party(payment.payee, award.recipient, parties):
            yield _other_party(payment, payment.payee, award, award.recipient)


def _are_one_party(payee: str, recipient: str, parties: Parties) -> bool:
    return payee == recipient or parties.party(payee) == parties.party(recipient)


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


def _of_other_kind(
    payment: Payment, payee_id: str, award: Award, parties: Parties
) -> Iterator[Problem]:
    """Compare a payee with the kinds of recipients that an award to many counts."""
    payee = parties.recipients.get(payee_id)
    kinds = tuple(kind for kind, number in award.recipient_counts if number)
    if payee is not None and kinds and payee.type not in kinds:
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
