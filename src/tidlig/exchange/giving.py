"""Grants in 360Giving's standard, as JSON or CSV: awards of a ledger.

A grant is an award: its identifier is the reference, and its programme the program, where nothing
else is said. What it was paid has no date, and is not read. A grant to a person is refused, for a
ledger names no people, and so is one in another currency than the ledger's.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from tidlig.exchange.published_grants import (
    PublishedGrants,
    amount_value,
    cvr_of,
    day_of,
    ore_of,
    refusal,
    refuse_currency,
    text_of,
    when_of,
    without_empty,
)
from tidlig.ledger.drafts import PlainDraft, Refusal
from tidlig.model.findings import Location
from tidlig.model.messages import Message
from tidlig.sheets import csv_files
from tidlig.sheets.header_row import Headings
from tidlig.sheets.lines import cells_of
from tidlig.sheets.tables import Sheet, SheetRow, Unusable, at_line, unusable
from tidlig.source.values import Refused

_READ = (
    "id", "title", "description", "currency", "amountAwarded", "amountAppliedFor", "awardDate",
    "plannedDates", "recipientOrganization", "recipientIndividual", "grantProgramme",
)  # fmt: skip
"""What is read of a grant in JSON."""

_HEADINGS = {
    "id": ("Identifier", "id"),
    "title": ("Title", "title"),
    "description": ("Description", "description"),
    "currency": ("Currency", "currency"),
    "amountAwarded": ("Amount Awarded", "amountAwarded"),
    "amountAppliedFor": ("Amount Applied For", "amountAppliedFor"),
    "awardDate": ("Award Date", "awardDate"),
    "startDate": ("Planned Dates:Start Date", "plannedDates/0/startDate"),
    "endDate": ("Planned Dates:End Date", "plannedDates/0/endDate"),
    "recipientId": ("Recipient Org:Identifier", "recipientOrganization/0/id"),
    "recipientName": ("Recipient Org:Name", "recipientOrganization/0/name"),
    "person": ("Recipient Ind:Identifier", "recipientIndividual/id"),
    "personName": ("Recipient Ind:Name", "recipientIndividual/name"),
    "programme": ("Grant Programme:Title", "grantProgramme/0/title"),
}
"""The columns of a CSV file, as the standard's two templates call them."""

_NEEDED = ("amountAwarded", "awardDate", "currency")
_HELP = Message("name a file of 360Giving: JSON with grants in it, or CSV with its headings")


@dataclass(frozen=True, slots=True)
class _Grant:
    """A grant where it stands, with the fields that `_HEADINGS` has."""

    place: int | str
    fields: Mapping[str, Any]
    fault: Refused | None = None


def read_giving(
    data: bytes, file: str, currency: str, constants: Mapping[str, object] | None = None
) -> PublishedGrants:
    """Read the grants of a file for a ledger in a currency.

    `constants` are keys that all awards have, such as their pool. Raises `Unusable` where the file
    as a whole is no such file; a grant that cannot be an award is refused alone.
    """
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        grants, unread = _of_json(data, file)
    else:
        grants, unread = _of_csv(data, file)
    drafts: list[PlainDraft] = []
    refused: list[Refusal] = []
    for grant in grants:
        try:
            drafts.append(_award(grant, currency, constants or {}))
        except Refused as fault:
            refused.append(refusal(file, grant.place, fault))
    return PublishedGrants(tuple(drafts), tuple(refused), len(grants), unread)


def _award(grant: _Grant, currency: str, constants: Mapping[str, object]) -> PlainDraft:
    if grant.fault is not None:
        raise grant.fault
    fields = grant.fields
    if fields.get("person") or fields.get("personName"):
        message = Message("the grant is to a person")
        help = Message("enter such grants as a sum, with the number of recipients and no names")
        raise Refused("personal-data", message, help)
    refuse_currency(fields.get("currency"), currency)
    programme = text_of(fields.get("programme"))
    has_place = not {"pool", "program"}.isdisjoint(constants)
    table: dict[str, Any] = {
        "program": "" if has_place else programme,
        "recipient": text_of(fields.get("recipientName")),
        "date": day_of(fields.get("awardDate")),
        "amount": amount_value(ore_of(fields.get("amountAwarded")), currency),
        "title": text_of(fields.get("title")),
        "purpose": text_of(fields.get("description")),
        "reference": text_of(fields.get("id")),
    }
    for key, field in (("start", "startDate"), ("end", "endDate")):
        if fields.get(field):
            table[key] = when_of(fields[field])
    if fields.get("amountAppliedFor") not in (None, ""):
        table["applied"] = amount_value(ore_of(fields["amountAppliedFor"]), currency)
    cvr = cvr_of(fields.get("recipientId"))
    return PlainDraft("award", "", {**without_empty(table), **constants}, grant.place, cvr)


class _Repeated(ValueError):
    """A key stands twice in an object of JSON."""


def _of_json(data: bytes, file: str) -> tuple[list[_Grant], tuple[str, ...]]:
    """The grants of a JSON file, and the names of what nothing is read from."""
    document = _document(data, file)
    entries = document.get("grants") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise unusable(Message('there is no list of "grants"'), Location(file), _HELP)
    grants = [_of_object(f"grants/{number}", entry) for number, entry in enumerate(entries)]
    objects = [entry for entry in entries if isinstance(entry, dict)]
    keys = dict.fromkeys(key for entry in objects for key in entry)
    return grants, tuple(key for key in keys if key not in _READ)


def _document(data: bytes, file: str) -> object:
    """Read JSON whose numbers are exact, and in which no key of an object stands twice."""
    text, _ = csv_files.decode(data, file, "utf-8")
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        message = Message("this is not JSON: {why}", why=error.msg.lower())
        raise unusable(message, at_line(file, error.lineno), _HELP) from None
    except _Repeated as error:
        message = Message('"{key}" stands twice in one object', key=str(error)[:100])
        raise unusable(message, Location(file), Message("leave one of them out")) from None
    except RecursionError:
        raise unusable(Message("the JSON is nested too deep"), Location(file), _HELP) from None
    except ValueError as error:
        why = "half a character" if isinstance(error, UnicodeError) else str(error)[:100]
        message = Message("this is not JSON that can be read: {why}", why=why)
        raise unusable(message, Location(file), _HELP) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    for text in (text for pair in pairs for text in pair if isinstance(text, str)):
        text.encode()  # half a character (a lone surrogate) is a ValueError
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return made


def _of_object(path: str, entry: object) -> _Grant:
    if not isinstance(entry, dict):
        fault = Refused("wrong-type", Message("a grant is an object"), _HELP)
        return _Grant(path, {}, fault)
    try:
        organisation = _only(entry, "recipientOrganization")
        programme = _only(entry, "grantProgramme")
        dates = _only(entry, "plannedDates")
    except Refused as fault:
        return _Grant(path, {}, fault)
    fields = {key: entry.get(key) for key in _HEADINGS}
    fields |= {
        "recipientId": organisation.get("id"),
        "recipientName": organisation.get("name"),
        "person": entry.get("recipientIndividual"),
        "programme": programme.get("title"),
        "startDate": dates.get("startDate"),
        "endDate": dates.get("endDate"),
    }
    return _Grant(path, fields)


def _only(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The one object of a list, or none; several are refused, for an award has one."""
    values = entry.get(key)
    if values is None:
        return {}
    listed = values if isinstance(values, list) else [values]
    if len(listed) > 1 or not all(isinstance(value, dict) for value in listed):
        message = Message('"{key}" has to be a list of one object', key=key)
        help = Message("an award has one recipient, one program and one period: split the grant")
        raise Refused("wrong-type", message, help)
    return listed[0] if listed else {}


def _of_csv(data: bytes, file: str) -> tuple[list[_Grant], tuple[str, ...]]:
    """The grants of a CSV file, and the headings of what nothing is read from."""
    sheet = csv_files.read(data, file, None, None, Headings(line=1))
    try:
        columns = _columns(sheet)
        grants = list(_of_rows(sheet, columns))
    except Unusable as fault:
        fault.text = sheet.text
        raise
    read = set(columns.values())
    unread = [heading for number, heading in enumerate(sheet.headings) if number not in read]
    return grants, tuple(filter(None, unread))


def _columns(sheet: Sheet) -> dict[str, int]:
    columns: dict[str, int] = {}
    for number, heading in enumerate(sheet.headings):
        for field, names in _HEADINGS.items():
            if _form(heading) in map(_form, names):
                if field in columns:
                    message = Message("two columns are of {field}", field=names[0])
                    where = sheet.place(sheet.heading_line, number)
                    raise unusable(message, where, Message("leave one of them out"))
                columns[field] = number
    for field in _NEEDED:
        if field not in columns:
            message = Message('there is no column "{heading}"', heading=_HEADINGS[field][0])
            raise unusable(message, sheet.place(sheet.heading_line, 0), _HELP)
    return columns


def _form(heading: str) -> str:
    return re.sub(r"[\s_]", "", heading).casefold()


def _of_rows(sheet: Sheet, columns: Mapping[str, int]) -> Iterator[_Grant]:
    width = len(sheet.headings)
    for row in sheet.rows:
        if len(row.cells) != width:
            yield _Grant(row.line, {}, _width_fault(row, width))
        else:
            yield _Grant(row.line, {key: row.cells[number] for key, number in columns.items()})


def _width_fault(row: SheetRow, width: int) -> Refused:
    message = Message(
        "line {line} has {cells}, and the heading has {width}",
        line=row.line,
        cells=cells_of(len(row.cells)),
        width=width,
    )
    help = Message("put a text that has the delimiter in it in quotation marks, or mend the line")
    return Refused("wrong-type", message, help)
