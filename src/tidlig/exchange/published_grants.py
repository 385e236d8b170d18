"""Grants as other publishers state them (360Giving, IATI): what their readers have in common.

Both standards write amounts with a decimal point and dates as 2015-02-26, so that nothing needs to
be found out from the file: what is written otherwise is refused where it stands.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tidlig.ledger.drafts import PlainDraft, Refusal
from tidlig.model.findings import Location, Note, Problem, Span
from tidlig.model.messages import Message
from tidlig.model.money import ORE_PER_KRONE, grouped
from tidlig.source.amounts import LARGEST
from tidlig.source.values import Refused, missing_day, shown

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CVR = re.compile(r"DK-CVR-([0-9]{8})", re.IGNORECASE)
_MOST_DIGITS = 40
_LARGEST_EXPONENT = len(str(LARGEST // ORE_PER_KRONE)) - 1
_POINT_HELP = Message("write it with a point before decimals, and nothing between thousands")
_DAY_HELP = Message("write it as 2015-02-26")


@dataclass(frozen=True, slots=True)
class PublishedGrants:
    """What a file gives: drafts, what is refused, how many grants it has, and what is not read."""

    drafts: tuple[PlainDraft, ...]
    refused: tuple[Refusal, ...]
    grants: int
    unread: tuple[str, ...] = ()


def ore_of(written: object) -> int:
    """The øre, or hundredths, of an amount of a standard; `Refused` for what is no such amount."""
    number = _number(written)
    if not number:
        return 0
    if number.adjusted() > _LARGEST_EXPONENT:
        message = Message("{amount} is more than an amount can be", amount=_start_of(written))
        raise Refused("wrong-type", message, _POINT_HELP)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) > _MOST_DIGITS or number.adjusted() < -2:
        raise _too_fine(written)
    whole = int("".join(map(str, digits)))
    scale = int(10 ** abs(exponent + 2))
    hundredths, rest = (whole * scale, 0) if exponent >= -2 else divmod(whole, scale)
    if rest:
        raise _too_fine(written)
    return -hundredths if sign else hundredths


def _number(written: object) -> Decimal:
    """The number of an amount, as it is written; text only with a decimal point or none."""
    if isinstance(written, bool) or not isinstance(written, int | Decimal | str):
        raise _not_an_amount(written)
    if isinstance(written, str) and _NUMBER.fullmatch(written.strip()) is None:
        raise _not_an_amount(written)
    number = Decimal(written.strip() if isinstance(written, str) else written)
    if not number.is_finite():
        raise _not_an_amount(written)
    return number


def _too_fine(written: object) -> Refused:
    message = Message("{amount} has more than two decimals", amount=_start_of(written))
    return Refused("wrong-type", message, Message("write it in whole hundredths"))


def _start_of(written: object) -> str:
    return shown(str(written)[:_MOST_DIGITS])


def _not_an_amount(written: object) -> Refused:
    message = Message("{amount} is not an amount", amount=_start_of(written))
    return Refused("wrong-type", message, _POINT_HELP)


def amount_value(ore: int, currency: str) -> int | str:
    """An amount as a TOML file of a ledger in a currency has it."""
    whole, rest = divmod(abs(ore), ORE_PER_KRONE)
    sign = "-" if ore < 0 else ""
    if not rest:
        return -whole if ore < 0 else whole
    return f"{sign}{grouped(whole)},{rest:02d} {'kr.' if currency == 'DKK' else currency}"


def day_of(written: object) -> dt.date:
    """The day of a date of a standard, whose time and zone count for nothing."""
    match = _DAY.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        message = Message("{date} is not a date", date=_start_of(written))
        raise Refused("wrong-type", message, _DAY_HELP)
    missing = missing_day(match[1])
    if missing is not None:
        raise Refused("wrong-type", *missing)
    return dt.date.fromisoformat(match[1])


def when_of(written: object) -> dt.date | str:
    """The day, or the month, that something begins or ends."""
    if isinstance(written, str) and _MONTH.fullmatch(written.strip()):
        return written.strip()
    return day_of(written)


def refuse_currency(code: object, currency: str) -> None:
    """Refuse an amount in another currency than the ledger's, or in none that is stated."""
    text = code.strip() if isinstance(code, str) else ""
    if text == currency:
        return
    if not text:
        message = Message("the amount has no currency")
    else:
        message = Message(
            "the amount is in {other}, and the ledger is in {currency}",
            other=text[:40],
            currency=currency,
        )
    help = Message("a ledger has one currency: keep others in a ledger of their own")
    raise Refused("wrong-type", message, help)


def cvr_of(identifier: object) -> str:
    """The CVR number of an identifier of an organisation, DK-CVR-12345678; empty for others."""
    match = _CVR.fullmatch(identifier.strip()) if isinstance(identifier, str) else None
    return match[1] if match else ""


def refusal(file: str, line: int | str, fault: Refused, kind: str = "award") -> Refusal:
    """Why something of a file is refused, at its line or path."""
    if isinstance(line, int):
        place = Location(file, span=Span(line, 1, line, 2))
        return Refusal(line, Problem(fault.message, place, fault.help), kind)
    where = (Note(Message("it is {path} of the document", path=line)),)
    return Refusal(line, Problem(fault.message, Location(file), fault.help, notes=where), kind)


def text_of(value: object) -> str:
    """A text in one line, empty for None; `Refused` for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        message = Message("a text is expected, not {value}", value=_start_of(value))
        raise Refused("wrong-type", message, Message("write it in quotation marks"))
    text = " ".join(value.split())
    if _CONTROL.search(text):
        message = Message("a text has a control character in it")
        raise Refused("wrong-type", message, Message("save the file again without it"))
    return text


def without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that say something."""
    return {key: value for key, value in table.items() if value not in ("", None)}
