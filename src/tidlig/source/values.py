"""Plain values as written: counts, kinds of recipient, accounts, dates, reasons."""

import datetime as dt
import re
from collections.abc import Sequence

from tidlig.model.entry import RECIPIENT_KINDS, When
from tidlig.model.nearness import Nearness
from tidlig.model.spelling import suggestion
from tidlig.source.refusal import Refused, kind_of, shown
from tidlig.source.years import month

ID = r"[a-z0-9][a-z0-9_-]{0,199}"
"""What an id looks like; as other programs read it too."""

is_id = re.compile(ID).fullmatch
"""Tells whether a text is an id."""

ACCOUNT = r"[0-9]+(\.[0-9]+)*"
LARGEST_COUNT = 10**9


def count(value: object) -> int:
    """Read how many: a whole number, not negative."""
    if type(value) is not int:
        raise Refused("wrong-type", f"a whole number is expected, not {kind_of(value)}", "write 31")
    if not 0 <= value <= LARGEST_COUNT:
        raise Refused("wrong-type", f"{shown(value)} is not a count", "write how many there are")
    return value


def recipient_kind(value: object) -> str:
    """Read a kind of recipient."""
    if isinstance(value, str) and value in RECIPIENT_KINDS:
        return value
    help = f"write one of {', '.join(RECIPIENT_KINDS)}"
    if not isinstance(value, str):
        message = f"a kind of recipient is expected, not {kind_of(value)}"
        raise Refused("wrong-type", message, help)
    near = did_you_mean(value, RECIPIENT_KINDS)
    raise Refused("wrong-type", f"{shown(value)} is not a kind of recipient", near or help)


def ledger_format(value: object) -> int:
    """Read the number of the ledger's format, of which there is one."""
    if type(value) is not int:
        message = f"a whole number is expected, not {kind_of(value)}"
        raise Refused("wrong-type", message, "write format = 1")
    if value != 1:
        help = "write format = 1, or use a later tidlig that knows it"
        raise Refused("wrong-type", f"format {shown(value)} is not known", help)
    return value


def account(value: object) -> str:
    """Read an account of the finance act, digits in groups: "15.26.01"."""
    if isinstance(value, str) and re.fullmatch(ACCOUNT, value):
        return value
    met = shown(value) if isinstance(value, str) else kind_of(value)
    raise Refused("wrong-type", f"an account is expected, not {met}", 'write "15.26.01"')


def when(value: object) -> When:
    """Read a day, or a month as text."""
    if type(value) is dt.date:
        return value
    if isinstance(value, str):
        return month(value)
    raise Refused(
        "wrong-type",
        f"a day or a month is expected, not {kind_of(value)}",
        'write 2014-06-15 without quotes, or "2014-06"',
    )


def reason(value: object) -> str:
    """Read the reason for accepting a finding; it may not be empty."""
    if isinstance(value, str) and value.strip():
        return value
    raise Refused(
        "wrong-type", "a finding is accepted with a reason", "say in a sentence why it is in order"
    )


def did_you_mean(written: str, known: Sequence[str]) -> str:
    """Ask for the nearest known word, or say nothing when none is near."""
    near = nearest(written, known)
    return suggestion(written, near) if near else ""


def nearest(written: str, known: Sequence[str]) -> str | None:
    """Give the known word that is nearest to what was written, when one is near."""
    return Nearness().nearest(written, known)
