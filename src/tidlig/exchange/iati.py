"""Activities in IATI's standard (XML, version 2): awards of a ledger, and what was paid on them.

An activity's commitments to one receiver are one award, of which the first is the award and the
later ones are amendments. Its disbursements and expenditure are payments on that award; negative
ones are money that was paid back. What a ledger has no place for, such as incoming funds, is
counted and not read. Amounts in other currencies than the ledger's are refused, each at its line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tidlig.exchange.published_grants import (
    PublishedGrants,
    amount_value,
    cvr_of,
    day_of,
    ore_of,
    refusal,
    refuse_currency,
    without_empty,
)
from tidlig.exchange.xml_elements import Element, read_elements
from tidlig.ledger.drafts import PlainDraft, Refusal
from tidlig.model.messages import Message
from tidlig.model.spelling import plain_letters
from tidlig.sheets.tables import at_line, unusable
from tidlig.source.values import Refused

_COMMITMENT, _PAID = "2", ("3", "4")
_IMPLEMENTING = "4"
_START, _END = ("2", "1"), ("4", "3")
"""The types of dates, the actual one before the planned one."""

_STATUS = {"2": "active", "4": "completed", "5": "withdrawn", "6": "interrupted"}
_NAMES = {
    "1": "incoming funds", "5": "interest", "6": "loan repayment", "7": "reimbursement",
    "8": "purchase of equity", "9": "sale of equity", "10": "credit guarantee",
    "11": "incoming commitment", "12": "outgoing pledge", "13": "incoming pledge",
}  # fmt: skip
"""What transactions are that a ledger has no place for."""

_UNREAD = ("budget", "planned-disbursement")
_HELP = Message("name a file of IATI's standard, version 2, with activities in it")


@dataclass(frozen=True, slots=True)
class _Transaction:
    """A transaction of an activity, as it was read; `receiver` is a name, `cvr` its number."""

    type: str
    line: int
    ref: str
    date: Any
    ore: int
    receiver: str
    cvr: str
    text: str


@dataclass(slots=True)
class _Read:
    """What was read of a file so far."""

    file: str
    currency: str
    constants: Mapping[str, object]
    drafts: list[PlainDraft] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def refuse(self, line: int, fault: Refused, kind: str = "award") -> None:
        self.refused.append(refusal(self.file, line, fault, kind))


def read_iati(
    data: bytes, file: str, currency: str, constants: Mapping[str, object] | None = None
) -> PublishedGrants:
    """Read the activities of a file for a ledger in a currency.

    `constants` are keys that all awards have, such as their pool. Raises `Unusable` where the file
    is no such file; what cannot be an entry is refused alone, with its line.
    """
    root = read_elements(data, file)
    version = root.attributes.get("version", "")
    if root.name != "iati-activities":
        message = Message("the file has {name}, not iati-activities", name=root.name[:100])
        raise unusable(message, at_line(file, root.line), _HELP)
    if not version.startswith("2."):
        message = Message("the file is of version {version} of IATI", version=version[:20] or "?")
        help = Message("publish it in version 2, whose codes and texts are others")
        raise unusable(message, at_line(file, root.line), help)
    read = _Read(file, currency, constants or {})
    activities = list(root.all("iati-activity"))
    for activity in activities:
        try:
            _read_activity(activity, read)
        except Refused as fault:
            read.refuse(activity.line, fault)
    unread = tuple(f"{name} ({count})" for name, count in sorted(read.unread.items()))
    return PublishedGrants(tuple(read.drafts), tuple(read.refused), len(activities), unread)


def _read_activity(activity: Element, read: _Read) -> None:
    identifier = _text(activity, "iati-identifier")
    if not identifier:
        message = Message("the activity has no iati-identifier")
        raise Refused("missing-key", message, Message("give it one: entries are known by it"))
    for name in _UNREAD:
        read.unread[name] += sum(1 for _ in activity.all(name))
    read.unread = +read.unread
    transactions = list(_transactions(activity, read))
    by_receiver: dict[str, list[_Transaction]] = defaultdict(list)
    for transaction in transactions:
        if transaction.type == _COMMITMENT:
            by_receiver[transaction.receiver].append(transaction)
    awards: dict[str, str] = {}
    for receiver, commitments in by_receiver.items():
        try:
            reference = _reference(identifier, commitments, alone=len(by_receiver) == 1)
            read.drafts += _award(activity, reference, commitments, read)
            awards[receiver] = reference
        except Refused as fault:
            read.refuse(commitments[0].line, fault)
    _read_payments(identifier, [one for one in transactions if one.type in _PAID], awards, read)


def _transactions(activity: Element, read: _Read) -> Iterator[_Transaction]:
    """The commitments and payments of an activity; others are counted."""
    implementing = [
        org
        for org in activity.all("participating-org")
        if org.attributes.get("role") == _IMPLEMENTING
    ]
    only = implementing[0] if len(implementing) == 1 else None
    for element in activity.all("transaction"):
        code = _code(element, "transaction-type")
        if code not in (_COMMITMENT, *_PAID):
            read.unread[_NAMES.get(code, f"transaction of type {code or '?'}")] += 1
            continue
        try:
            yield _transaction(activity, element, code, only, read.currency)
        except Refused as fault:
            read.refuse(element.line, fault, "award" if code == _COMMITMENT else "payment")


def _transaction(
    activity: Element, element: Element, code: str, only: Element | None, currency: str
) -> _Transaction:
    value, day = element.first("value"), element.first("transaction-date")
    if value is None or day is None:
        message = Message("the transaction has no value, or no date")
        raise Refused("missing-key", message, Message("state both, or leave the transaction out"))
    own = value.attributes.get("currency") or activity.attributes.get("default-currency", "")
    refuse_currency(own, currency)
    receiver = element.first("receiver-org") or only
    return _Transaction(
        code,
        element.line,
        " ".join(element.attributes.get("ref", "").split()),
        day_of(day.attributes.get("iso-date")),
        ore_of(value.text),
        "" if receiver is None else _narrative(receiver),
        "" if receiver is None else cvr_of(receiver.attributes.get("ref")),
        _text(element, "description"),
    )


def _reference(identifier: str, commitments: Sequence[_Transaction], *, alone: bool) -> str:
    """What an award is known by: the activity's identifier, with more where it has several."""
    if alone:
        return identifier
    if not commitments[0].ref:
        message = Message("{activity} has commitments to several receivers", activity=identifier)
        help = Message("give each commitment a ref, so that its award can be told from the others")
        raise Refused("missing-key", message, help)
    return f"{identifier} {commitments[0].ref}"


def _award(
    activity: Element, reference: str, commitments: Sequence[_Transaction], read: _Read
) -> Iterator[PlainDraft]:
    """The award of commitments to one receiver, and an amendment for each after the first."""
    in_order = sorted(commitments, key=lambda one: (one.date, one.line))
    first = in_order[0]
    if not first.receiver:
        message = Message("{award} has no receiver", award=reference)
        help = Message("name a receiver-org, or one participating-org that implements it")
        raise Refused("missing-key", message, help)
    if first.ore <= 0:
        message = Message("the first commitment of {award} is not above 0", award=reference)
        help = Message("see what it lowers: that has to be in the file, or in the ledger")
        raise Refused("negative-amount", message, help)
    table = {
        "recipient": first.receiver,
        "date": first.date,
        "amount": amount_value(first.ore, read.currency),
        "title": _text(activity, "title"),
        "purpose": _text(activity, "description"),
        "start": _date(activity, _START),
        "end": _date(activity, _END),
        "status": _STATUS.get(_code(activity, "activity-status"), ""),
        "reference": reference,
    }
    yield PlainDraft("award", "", {**without_empty(table), **read.constants}, first.line, first.cvr)
    for own, later in _named(reference, in_order[1:]):
        table = {
            "award": reference,
            "date": later.date,
            "amount": amount_value(later.ore, read.currency),
            "reason": later.text,
            "reference": own,
        }
        yield PlainDraft("amendment", "", without_empty(table), later.line)


def _read_payments(
    identifier: str, payments: Sequence[_Transaction], awards: Mapping[str, str], read: _Read
) -> None:
    """Read what was paid, each on the award of its receiver, or on the only one."""
    for own, payment in _named(identifier, sorted(payments, key=lambda one: (one.date, one.line))):
        award = awards.get(payment.receiver)
        if award is None and len(awards) == 1 and not payment.receiver:
            award = next(iter(awards.values()))
        if award is None:
            message = Message(
                "nothing that {activity} commits is to {receiver}",
                activity=identifier,
                receiver=payment.receiver or "?",
            )
            help = Message("enter the award first, or name its receiver on the commitment")
            read.refuse(payment.line, Refused("missing-key", message, help), "payment")
            continue
        read.drafts.append(_payment(own, payment, award, read.currency))


def _payment(reference: str, payment: _Transaction, award: str, currency: str) -> PlainDraft:
    table: dict[str, Any] = {"award": award, "date": payment.date}
    if payment.ore < 0:
        table |= {"amount": amount_value(-payment.ore, currency), "kind": "refund"}
        table |= {"reason": payment.text}
        return PlainDraft("return", plain_letters(reference), without_empty(table), payment.line)
    table |= {"amount": amount_value(payment.ore, currency), "reference": reference}
    return PlainDraft("payment", "", table, payment.line)


def _named(
    identifier: str, transactions: Sequence[_Transaction]
) -> Iterator[tuple[str, _Transaction]]:
    """Transactions with what each is known by: its own ref, else its date and a number."""
    days: Counter[tuple[str, object]] = Counter()
    for transaction in transactions:
        if transaction.ref:
            yield f"{identifier} {transaction.ref}", transaction
            continue
        day = (transaction.type, transaction.date)
        days[day] += 1
        number = f" {days[day]}" if days[day] > 1 else ""
        yield f"{identifier} {_WORDS[transaction.type]} {transaction.date}{number}", transaction


_WORDS = {"2": "C", "3": "D", "4": "E"}
"""What transactions without a ref are called in references, as in the standard's first version."""


def _text(element: Element, name: str) -> str:
    """The first narrative of a child, or the child's own text."""
    child = element.first(name)
    return "" if child is None else _narrative(child) or child.text


def _narrative(element: Element) -> str:
    first = element.first("narrative")
    return "" if first is None else first.text


def _code(element: Element, name: str) -> str:
    child = element.first(name)
    return "" if child is None else child.attributes.get("code", "").strip()


def _date(activity: Element, types: Sequence[str]) -> Any:
    """The date of the first of some types that an activity has; None for none."""
    dates = {
        date.attributes.get("type", ""): date.attributes.get("iso-date")
        for date in activity.all("activity-date")
    }
    return next((day_of(dates[code]) for code in types if code in dates), None)
