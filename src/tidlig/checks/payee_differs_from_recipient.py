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

_HELP = (
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
            yield from _of_no_kind(payment, award, parties)
        elif payment.payee != award.recipient and (
            parties.party(payment.payee) != parties.party(award.recipient)
        ):
            yield Problem(
                f'payment "{payment.id}" goes to "{payment.payee}", '
                f'and award "{award.id}" was given to "{award.recipient}"',
                payment.at("payee"),
                help=_HELP,
                notes=(Note("this is who the award was given to", award.at("recipient")),),
            )


def _of_no_kind(payment: Payment, award: Award, parties: Parties) -> Iterator[Problem]:
    """Hold a payee against the kinds that an award to many counts."""
    payee = parties.recipients.get(payment.payee or "")
    kinds = [kind for kind, number in award.recipients or () if number]
    if payee is not None and kinds and payee.type not in kinds:
        yield Problem(
            f'payment "{payment.id}" goes to "{payee.id}", of kind {payee.type}, '
            f'and award "{award.id}" was given to {", ".join(kinds)} alone',
            payment.at("payee"),
            help=_HELP,
            notes=(
                Note("the award counts its recipients here", award.at("recipients")),
                Note("the kind of the payee stands here", payee.at("kind")),
            ),
        )
