"""Small sides of a comparison, put together in code."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.matching.items import Item
from tidlig.matching.matching import match_register
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program
from tidlig.model.entry import Ident, Kind, Settings
from tidlig.model.grants import Award, Payment
from tidlig.model.money import Money
from tidlig.model.records import Recipient, Register
from tidlig.model.years import Years

DAY = dt.date(2015, 6, 1)
NAMES = ("Odense Kommune", "Køge Kommune", "Ribe", "Ribe Klub")
REGISTER = Register(id="", stands_in="", type="payment")


def ledger(made: Sequence[dict[str, Any]]) -> Ledger:
    """Put payments in a ledger with two awards and four recipients."""
    recipients = [
        Recipient(id=f"r{n}", stands_in="f", name=name, type=Kind("other"), cvr=str(n))
        for n, name in enumerate(NAMES)
    ]
    awards = [
        Award(id=f"t{n}", stands_in="f", program=Ident("p"), date=DAY, amount=Money(5000))
        for n in range(2)
    ]
    given = [
        Payment(id=f"p{n}", stands_in="f", **{**each, "reference": each["reference"] or None})
        for n, each in enumerate(made)
    ]
    program = Program(id="p", stands_in="f", name="P", years=Years(2015, 2016), total=Money(10))
    return Ledger(Settings(format=1), (Contents("f", (program, *recipients, *awards, *given)),))


def paid(ore: int, day: int = 0, who: str = "r0", reference: str = "", half: int = 0) -> Any:
    """Make a payment: its øre, days after the first day, payee and reference."""
    date, amount = DAY + dt.timedelta(days=day), Money(ore, half)
    return {
        "award": "t0", "date": date, "amount": amount, "payee": who, "reference": reference
    }  # fmt: skip


def line(ore: int, day: int = 0, who: str = NAMES[0], **keys: str) -> Any:
    """Make a line of a register; its number comes from its place."""
    return {"ore": ore, "date": DAY + dt.timedelta(days=day), "recipient": who, **keys}


def said(ours: Sequence[Any], theirs: Sequence[Any], days: int = 7) -> list[tuple[str, ...]]:
    """Hold payments against lines, and give each match: its group, lines of both and remarks."""
    items = [
        Item(
            number,
            each.get("id", ""),
            each.get("reference", ""),
            each.get("award", ""),
            each["recipient"],
            each.get("cvr", ""),
            each["date"],
            Money(each["ore"]),
        )
        for number, each in enumerate(theirs)
    ]
    found = match_register(ledger(ours), REGISTER, items, days)
    return [
        (
            match.group.value,
            " ".join(item.id for item in match.ledger),
            " ".join(str(item.number) for item in match.register),
            " ".join(each.what for each in (*match.differs, *match.notes)),
        )
        for match in found.matches
    ]
