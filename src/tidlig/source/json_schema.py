"""The format as JSON Schema (2020-12), for editors: built from the entries' annotations too.

It says what the shape of a table can say. Which keys go together, which ids there are, and whether
anything adds up is left to `tidlig check`; so is `1.000`, a whole number to JSON Schema
(docs/decisions.md, "What the editor's schema says"). Types that a function of ours reads have
their schema here; all else follows from the classes themselves.
"""

import datetime as dt
import json
from dataclasses import MISSING, Field, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from tidlig.model import entry as model
from tidlig.model.currencies import CURRENCIES
from tidlig.model.decisions import Strand, StrandSplit
from tidlig.model.entry import Settings
from tidlig.model.grants import KindDate
from tidlig.model.keys import meaning
from tidlig.model.kinds import ALL_KINDS, KINDS, name_of
from tidlig.model.money import UNITS, UNKNOWN, WITHOUT_HUNDREDTHS, Unknown
from tidlig.model.records import Stated
from tidlig.model.tables import AllMade, Constants, KeyColumns, LineAcceptances, Table
from tidlig.model.years import Years
from tidlig.source import amounts, values
from tidlig.source.schema import fields_by_key, without_none

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

CLASSES: dict[str, type] = {"ledger": Settings, **ALL_KINDS}
"""What there is a schema of beside that of a whole file, by name."""


def as_text(kind: str | None = None) -> str:
    """Write the schema of a ledger's files, or of one kind of entry."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def schema(kind: str | None = None) -> Json:
    """Return the schema of a ledger's files, or of one kind of entry."""
    inner = {None: list(CLASSES), "program": [Strand.kind]}.get(kind, [])
    outer = _file() if kind is None else _entry(CLASSES[kind])
    definitions = {name: _entry(CLASSES[name]) for name in inner}
    head = {"$schema": DIALECT, "x-tombi-toml-version": "v1.0.0"}
    return {**head, **outer, **({"$defs": definitions} if inner else {})}


def _file() -> Json:
    tables = {kind: {"title": kind, **_by_id(kind, cls)} for kind, cls in KINDS.items()}
    return {
        "title": "A file of a tidlig ledger",
        "description": "Each table is one entry, under its kind and its id: [award.an-id].",
        **_closed({"ledger": {"$ref": "#/$defs/ledger"}, **tables}),
    }


def _by_id(kind: str, cls: type) -> Json:
    """Return the schema of a table of entries by their ids."""
    reference = {"$ref": f"#/$defs/{kind}"}
    return {"description": _documentation(cls), **_closed(patterns={values.ID: reference})}


def _entry(cls: type) -> Json:
    """Return the schema of a table that becomes an instance of a class."""
    hints, keyed = get_type_hints(cls), fields_by_key(cls)
    required = [key for key, field in keyed.items() if _is_required(field)]
    properties = {
        key: _key(_about(cls, key), field, without_none(hints[field.name]))
        for key, field in keyed.items()
    }
    closed = _closed(properties)
    if cls is Table:  # constants stand among its keys
        closed["additionalProperties"] = True
        closed["properties"]["accept"] = {**_about(cls, "accept"), **_ACCEPT_LINES}
    return {
        "title": name_of(cls),
        "description": _documentation(cls),
        **closed,
        **({"required": required} if required else {}),
    }


def _documentation(cls: type) -> str:
    """Return the first paragraph of a class's documentation, in one line."""
    return " ".join((cls.__doc__ or "").partition("\n\n")[0].split())


def _about(cls: type, key: str) -> Json:
    text = meaning(cls, key)
    return {"title": key, **({"description": text} if text else {})}


def _key(about: Json, field: "Field[Any]", hint: object) -> Json:
    """Return the schema of a key: what it means there, whatever its class says of itself."""
    default = {"default": field.default} if isinstance(field.default, str) else {}
    return {**about, **_of(hint), **about, **default}


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _of(hint: Any) -> Json:
    """Return the schema of a field's type."""
    if hint in _SCHEMAS:
        return _SCHEMAS[hint]
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _entry(hint)
    assert get_origin(hint) is tuple, hint
    row = get_args(hint)[0]
    if row is Strand:
        return _by_id(Strand.kind, Strand)
    if hasattr(row, "_fields"):
        key, value = get_type_hints(row).values()
        assert key is str, hint
        return _any_key(_of(value))
    return _list(_of(row))


def _closed(properties: Json | None = None, patterns: Json | None = None) -> Json:
    """Return the schema of a table that may have these keys and no others."""
    return {
        "type": "object",
        **({"properties": properties} if properties is not None else {}),
        **({"patternProperties": _whole(patterns)} if patterns is not None else {}),
        "additionalProperties": False,
    }


def _whole(patterns: Json) -> Json:
    return {f"^{pattern}$": value for pattern, value in patterns.items()}


def _any_key(value: Json) -> Json:
    return {"type": "object", "additionalProperties": value}


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _number_or_text(least: int, most: int, pattern: str) -> Json:
    """Return the schema of what is a whole number within limits, or text of a shape.

    One schema with two types, not a choice between two: editors then have one thing to say.
    """
    types = ["integer", "string"]
    return {"type": types, "minimum": least, "maximum": most, "pattern": f"^(?:{pattern})$"}


_TEXT: Json = {"type": "string"}
_WRITTEN: Json = {"type": "string", "pattern": r"\S"}
_DATE: Json = {"type": "string", "format": "date"}
_ACCOUNT: Json = {"type": "string", "pattern": f"^{values.ACCOUNT}$"}
_KIND: Json = {"enum": list(model.RECIPIENT_KINDS)}
_COUNT: Json = {"type": "integer", "minimum": 0, "maximum": values.LARGEST_COUNT}
_YEAR = _number_or_text(values.FIRST, values.LAST, values.YEAR)
_AMOUNT = _number_or_text(-amounts.LARGEST, amounts.LARGEST, amounts.pattern())
_BY_YEAR = _closed(patterns={values.YEAR: _AMOUNT})
_WHEN: Json = {"anyOf": [_DATE, {"type": "string", "pattern": f"^{values.MONTH}$"}]}
_BY_KIND = _closed(dict.fromkeys(model.RECIPIENT_KINDS, _COUNT))
_RANGE_BY_KIND = _closed(
    dict.fromkeys(model.RECIPIENT_KINDS, _number_or_text(0, values.LARGEST_COUNT, values.RANGE))
)
_WHEN_BY_KIND = _closed(dict.fromkeys(model.RECIPIENT_KINDS, _WHEN))

_ACCEPT_LINES = _any_key({"anyOf": [_TEXT, _any_key(_TEXT)]})
"""What is accepted of a table, by check, or of its lines, by id."""

_SCHEMAS: dict[object, Json] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    Literal[1]: {"const": 1},
    model.Currency: {
        "type": "string",
        "enum": sorted(set(CURRENCIES) - WITHOUT_HUNDREDTHS),
    },
    model.UnitLabel: {
        "type": "string",
        "pattern": f"^{amounts.ANY_UNIT}$",
        "examples": [unit.label for unit in UNITS.values()],
    },
    model.Ident: _TEXT,
    model.Account: _ACCOUNT,
    model.Accounts: _list(_ACCOUNT),
    model.Count: _COUNT,
    model.Year: _YEAR,
    model.Kind: _KIND,
    model.OneOrMore: {"anyOf": [_TEXT, _list(_TEXT)]},
    model.KindsOneOrMore: {"anyOf": [_KIND, _list(_KIND)]},
    dt.date: _DATE,
    model.When: _WHEN,
    model.When | tuple[KindDate, ...]: {"anyOf": [*_WHEN["anyOf"], _WHEN_BY_KIND]},
    Years: _number_or_text(values.FIRST, values.LAST, values.SPAN),
    model.Amount: _AMOUNT,
    Stated: _AMOUNT,
    model.YearAmounts: _BY_YEAR,
    model.Amount | model.YearAmounts: {
        **_BY_YEAR,
        **_AMOUNT,
        "type": [*_AMOUNT["type"], "object"],
    },
    model.KindCounts: _BY_KIND,
    model.KindCounts | Unknown: {"anyOf": [{"const": UNKNOWN.value}, _BY_KIND]},
    model.KindRanges: _RANGE_BY_KIND,
    model.Acceptances: _any_key(_WRITTEN),
    tuple[StrandSplit, ...]: _any_key(_BY_YEAR),
    KeyColumns: _any_key({"anyOf": [_WRITTEN, _any_key(_WRITTEN)]}),
    Constants: _any_key({}),
    AllMade: _closed({kind: {"type": "object"} for kind in KINDS}),
    LineAcceptances: _any_key(_any_key(_WRITTEN)),
}
