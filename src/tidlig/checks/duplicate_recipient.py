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

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, check
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.records import Recipient
from tidlig.model.spelling import same_form


@check(Severity.WARNING, group=Group.HONESTY)
def duplicate_recipient(ledger: Ledger) -> Iterator[Problem]:
    """Compare each recipient with those before it that may be the same by their CVR numbers."""
    met: dict[str, dict[str, Recipient]] = {}
    for recipient in ledger.of(Recipient):
        before = met.setdefault(same_form(recipient.name), {})
        cvr = recipient.cvr or ""
        same = before.get(cvr) or before.get("") if cvr else next(iter(before.values()), None)
        if same is not None and same.name != recipient.name:
            yield _problem(recipient, same)
        before.setdefault(cvr, recipient)


def _problem(recipient: Recipient, same: Recipient) -> Problem:
    message = f'the name of recipient "{recipient.id}" reads as that of "{same.id}", in other signs'
    return Problem(
        message,
        recipient.at("name"),
        help="make them one, or write both names in the same signs and give each its CVR number",
        notes=(Note(f'recipient "{same.id}" has it here', same.at("name")),),
    )
