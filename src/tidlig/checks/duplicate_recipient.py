"""The names of two recipients read the same, and are stored in other signs.

## What it does

Compares the names of recipients as they are read: letters may be stored in several ways (å, or a
and a ring), there are several hyphens and spaces, and signs that nobody sees. Recipients whose
names are the same to the last sign are told apart by their ids, and are not reported; nor are two
with CVR numbers that differ.

## Why it matters

Nobody can see that there are two, so one was most likely entered again from another program or
computer. Awards to the one and payments to the other are not seen together then, and a count of
recipients is too high.

## Example

The first letter of the second name is an A with a ring of its own.

```toml programs.toml
[ledger]
format = 1

[recipient.aabenraa]
name = "Åbenrå Kommune"
kind = "municipality"

[recipient.aabenraa-2]
name = "A\u030abenrå Kommune"
kind = "municipality"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[recipient.aabenraa]
name = "Åbenrå Kommune"
kind = "municipality"
```
"""

from collections.abc import Iterator, Mapping

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, check
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.records import Recipient
from tidlig.model.spelling import same_form


@check(Severity.WARNING, group=Group.HONESTY)
def duplicate_recipient(ledger: Ledger) -> Iterator[Problem]:
    """Compare each recipient with those before it that may be the same by their CVR numbers."""
    by_name: dict[str, dict[str, Recipient]] = {}
    for recipient in ledger.of(Recipient):
        by_cvr = by_name.setdefault(same_form(recipient.name), {})
        cvr = recipient.cvr or ""
        same = _same(cvr, by_cvr)
        if same is not None and same.name != recipient.name:
            yield _problem(recipient, same)
        by_cvr.setdefault(cvr, recipient)


def _same(cvr: str, by_cvr: Mapping[str, Recipient]) -> Recipient | None:
    """The first recipient with the same CVR number; one that has none may be any."""
    if not cvr:
        return next(iter(by_cvr.values()), None)
    return by_cvr.get(cvr) or by_cvr.get("")


def _problem(recipient: Recipient, same: Recipient) -> Problem:
    message = Message(
        'the name of recipient "{recipient}" reads as that of "{same}", in other signs',
        recipient=recipient.id,
        same=same.id,
    )
    help = Message(
        "make them one, or write both names in the same signs and give each its CVR number"
    )
    text = Message('recipient "{same}" has it here', same=same.id)
    return Problem(message, recipient.at("name"), help=help, notes=(Note(text, same.at("name")),))
