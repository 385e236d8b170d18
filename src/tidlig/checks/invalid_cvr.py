"""A CVR number is not one.

## What it does

Holds the `cvr` of each recipient against the public rule: eight digits that do not begin with 0,
which times 2, 7, 6, 5, 4, 3, 2 and 1 add up to a multiple of 11. That finds every digit that is
wrong and any two neighbours that changed places; it does not tell whether there is such a company.

## Why it matters

The CVR number is what tells two recipients of nearly the same name apart, and what a payment is
held against in the bank and in the accounts. With a wrong digit the money is another company's, or
no one's.

## Example

```toml programs.toml
[ledger]
format = 1

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
cvr  = "13585627"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
cvr  = "13585628"
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.checks.parties import is_cvr
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.personal import masked
from tidlig.model.records import Recipient

_LONGEST_SHOWN = 20


@check(Severity.ERROR, Scope.FILE, Group.HONESTY)
def invalid_cvr(file: Contents) -> Iterator[Problem]:
    """Check the digits of each CVR number by their rule."""
    for entry in file.entries:
        if isinstance(entry, Recipient) and entry.cvr is not None and not is_cvr(entry.cvr):
            yield Problem(_message(entry.id, entry.cvr), entry.at("cvr"), _help(entry.cvr))


def _message(recipient: str, cvr: str) -> Message:
    if not (len(cvr) == 8 and cvr.isascii() and cvr.isdigit()):
        return Message(
            'recipient "{recipient}": a CVR number is 8 digits, and "{cvr}" is not',
            recipient=recipient,
            cvr=_shortened(masked(cvr)),
        )
    if cvr.startswith("0"):
        return Message(
            'recipient "{recipient}": a CVR number does not begin with 0, as "{cvr}" does',
            recipient=recipient,
            cvr=cvr,
        )
    return Message(
        'recipient "{recipient}": "{cvr}" is not a CVR number: its digits do not fit each other',
        recipient=recipient,
        cvr=cvr,
    )


def _shortened(cvr: str) -> str:
    return cvr if len(cvr) <= _LONGEST_SHOWN else f"{cvr[:_LONGEST_SHOWN]}..."


def _help(cvr: str) -> Message:
    """Suggest the digits without the letters DK and what stands between them, if they are right."""
    digits = "".join(cvr.upper().removeprefix("DK").replace(".", " ").replace("-", " ").split())
    if is_cvr(digits):
        return Message('write "{digits}"', digits=digits)
    return Message("look the number up in the register of companies (datacvr.virk.dk)")
