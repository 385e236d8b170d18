"""The format as pydantic validates it: built from the annotations of the entries' classes.

Each class of `tidlig.model` becomes one validator that turns a TOML table straight into it. Plain
fields are strict one by one, because pydantic would read `1.000` and `true` as whole numbers;
amounts and years are read by our own functions (docs/decisions.md, "Strict by field").

Most of a large ledger is amounts and tables of amounts by year. `amount_or_table` reads a correct
one at once. It refuses a wrong one without saying where, and the table is then read row by row with
the same functions, which report each fault.
"""

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, reduce
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from tidlig.model import entry as model
from tidlig.model.completeness import Undescribed
from tidlig.model.decisions import Program, Strand, StrandSplit
from tidlig.model.entry import Amount, YearAmount, YearAmounts
from tidlig.model.findings import Path
from tidlig.model.grants import KindDate
from tidlig.model.keys import type_of
from tidlig.model.kinds import UNCHECKED
from tidlig.model.money import KRONER, Unknown, units_of
from tidlig.model.records import Filter, Filters, Stated
from tidlig.model.tables import AllMade, Constants, KeyColumns, LineAcceptances
from tidlig.model.years import Years
from tidlig.source import table_values, values
from tidlig.source.amounts import MOST_REMEMBERED, amounts_of, any_unit
from tidlig.source.values import Refused, year

_RECURRING = 1_000
"""Whole thousands of kroner are remembered; other whole numbers hardly come twice."""


def amount_or_table(currency: str | None) -> Callable[[object], Amount | YearAmounts]:
    """Return what reads an amount, or a table of amounts by single years, of a ledger's currency.

    It raises `Refused` if any is none; a value that cannot even be looked up, such as a list,
    raises TypeError.
    """
    amount = amounts_of(currency).amount
    remembered: dict[tuple[str, object], YearAmount] = {}
    known = remembered.get

    def read(value: object) -> Amount | YearAmounts:
        if type(value) is not dict:
            return amount(value)
        return tuple([known(each) or row(*each) for each in value.items()])

    def row(written: str, value: object) -> YearAmount:
        made = YearAmount(year(written), amount(value))
        if _recurs(value):
            if len(remembered) >= MOST_REMEMBERED:
                remembered.clear()
            remembered[written, value] = made
        return made

    return read


def _recurs(value: object) -> bool:
    """Return whether to cache an amount: never 0 or 1, for to a dict `false` and `true` are these.

    So a truth value is never found among what was read, and is refused as what it is.
    """
    return type(value) is str or (type(value) is int and value != 0 and value % _RECURRING == 0)


INJECTED = ("id", "stands_in", "strands")
"""Fields that a heading, a file or nested tables give, where no key has that name."""

TABLE, PLAIN = -1, -2
"""Marks of what was written, a table or not, in the place of an error; never a key or a row."""

Schemas = Mapping[object, CoreSchema]
"""How values are validated, by the types of fields."""

_SHARED = {field.name for field in fields(model.Entry)}
_NESTED: dict[type, dict[str, str]] = {Program: {"strands": "strand"}, Strand: {"program": ""}}


@cache
def validator(cls: type, currency: str | None = KRONER) -> SchemaValidator:
    """Return the validator of tables that become instances of a class of the model.

    Amounts are those of a ledger in a currency; where it is None, not known, those of any.
    """
    return SchemaValidator(_dataclass(cls, _schemas(currency)))


@cache
def quick(cls: type, currency: str | None = KRONER) -> Callable[[object], Any]:
    """Return a function that makes of a table what `validator` makes of it, only sooner.

    Amounts and years, which nearly all tables have, are read in one call each, and nothing is made
    of what is wrong: it raises a ValidationError or a TypeError, and `validator` then knows why.
    """
    return SchemaValidator(_dataclass(cls, _quick_schemas(currency))).validate_python


def keys_of(cls: type) -> list[str]:
    """Return the keys that a table may have: its own first, then those of every entry."""
    return list(fields_by_key(cls))


def fields_by_key(cls: type) -> "dict[str, Field[Any]]":
    """Return the fields of a class that a table has keys for, as `keys_of` orders them."""
    nested = _NESTED.get(cls, {})
    own_first = sorted(fields(cls), key=lambda field: field.name in _SHARED)
    keyed = {nested.get(field.name, model.key_of(field)): field for field in own_first}
    given = ("id", "stands_in", "") if issubclass(cls, model.Entry) else ("",)
    return {key: field for key, field in keyed.items() if key not in given}


def class_at(cls: type, keys: Path) -> type:
    """Return the class that a table becomes which stands at some keys within one of a class."""
    for key in (key for key in keys if isinstance(key, str)):
        name = next(field.name for field in fields(cls) if model.key_of(field) == key)
        hint: Any = without_none(get_type_hints(cls)[name])
        cls = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return cls


def _dataclass(cls: type, schemas: Schemas) -> CoreSchema:
    hints = get_type_hints(cls)
    arguments = [_argument(field, hints[field.name], schemas) for field in fields(cls)]
    return core_schema.dataclass_schema(
        cls,
        core_schema.dataclass_args_schema(cls.__name__, arguments),
        [field.name for field in fields(cls)],
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
        slots=True,
        frozen=True,
    )


def _argument(field: "Field[Any]", hint: object, schemas: Schemas) -> core_schema.DataclassField:
    schema = _of(without_none(hint), schemas)
    if field.default is not MISSING:
        schema = core_schema.with_default_schema(schema, default=field.default)
    return core_schema.dataclass_field(
        field.name, schema, kw_only=True, validation_alias=model.key_of(field)
    )


def without_none(hint: object) -> object:
    """Leave None out of a type: TOML has no such value, a key is there or not."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if len(options) == len(get_args(hint)):
        return hint
    return reduce(operator.or_, options)


def _of(hint: Any, schemas: Schemas) -> CoreSchema:
    """Return the schema of a field's type."""
    if hint in schemas:
        return schemas[hint]
    if get_origin(hint) is Literal:
        return core_schema.literal_schema(list(get_args(hint)))
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _dataclass(hint, schemas)
    assert get_origin(hint) is tuple, hint
    inner = get_args(hint)[0]
    if getattr(inner, "kind", None) == "strand":
        return core_schema.is_instance_schema(tuple)
    return _list(_of(inner, schemas))


def _parsed(function: Callable[[object], object]) -> CoreSchema:
    """Return the schema of a value that a function of ours reads."""

    def read(value: object) -> object:
        try:
            return function(value)
        except Refused as refused:
            context = {"message": refused.message, "help": refused.help}
            raise PydanticCustomError(refused.check, "refused", context) from None

    return core_schema.no_info_plain_validator_function(read)


def _list(item: CoreSchema) -> CoreSchema:
    return core_schema.no_info_after_validator_function(
        tuple, core_schema.list_schema(item, strict=True)
    )


def _one_or_more(item: CoreSchema) -> CoreSchema:
    return core_schema.no_info_before_validator_function(
        lambda value: value if isinstance(value, list) else [value], _list(item)
    )


def _texts(value: object) -> tuple[str, ...]:
    """Return a text, or a list of them, as a tuple; raise TypeError if it is none."""
    if type(value) is str:
        return (value,)
    if type(value) is list and all(type(text) is str for text in value):
        return tuple(value)
    raise TypeError


def _table(key: CoreSchema, value: CoreSchema, row: Callable[..., object]) -> CoreSchema:
    """Return the schema of a table that becomes a tuple of rows, in the order written."""

    def rows(read: dict[object, object]) -> tuple[object, ...]:
        return tuple(row(*item) for item in read.items())

    return core_schema.no_info_after_validator_function(rows, core_schema.dict_schema(key, value))


def _table_or(plain: CoreSchema, table: CoreSchema) -> CoreSchema:
    return core_schema.tagged_union_schema(
        {TABLE: table, PLAIN: plain}, lambda value: TABLE if isinstance(value, dict) else PLAIN
    )


def _strand_split(strand: str, split: model.YearAmounts) -> StrandSplit:
    return StrandSplit(strand=strand, split=split)


def _kind_date(kind: str, date: model.When) -> KindDate:
    return KindDate(kind=kind, date=date)


def _kind_range(kind: str, counts: tuple[int, int]) -> model.KindRange:
    return model.KindRange(kind, *counts)


_TEXT = core_schema.str_schema(strict=True)
_KIND = _parsed(values.recipient_kind)
_WHEN = _parsed(values.when)
_BY_KIND = _table(_KIND, _parsed(values.count), model.KindCount)

_SCHEMAS: Schemas = {
    str: _TEXT,
    bool: core_schema.bool_schema(strict=True),
    Literal[1]: _parsed(values.ledger_format),
    model.Currency: _parsed(values.currency),
    model.Ident: _TEXT,
    model.Account: _parsed(values.account),
    model.Accounts: _list(_parsed(values.account)),
    model.Count: _parsed(values.count),
    model.Year: _parsed(values.year),
    model.Kind: _KIND,
    model.OneOrMore: _one_or_more(_TEXT),
    model.KindsOneOrMore: _one_or_more(_KIND),
    dt.date: core_schema.date_schema(strict=True),
    model.When: _WHEN,
    model.When | tuple[KindDate, ...]: _table_or(_WHEN, _table(_KIND, _WHEN, _kind_date)),
    Years: _parsed(values.open_years),
    model.KindCounts: _BY_KIND,
    model.KindCounts | Unknown: _table_or(_parsed(values.unknown_counts), _BY_KIND),
    model.KindRanges: _table(_KIND, _parsed(values.count_range), _kind_range),
    model.Acceptances: _table(_TEXT, _parsed(values.reason), model.Acceptance),
    tuple[str, ...]: _list(_TEXT),
    Filters: _table(_TEXT, _one_or_more(_TEXT), Filter),
    KeyColumns: _parsed(table_values.key_columns),
    Constants: _parsed(table_values.constants),
    AllMade: _parsed(table_values.also),
    LineAcceptances: _parsed(table_values.line_acceptances),
}
"""What is read the same in every ledger."""


@cache
def _schemas(currency: str | None) -> Schemas:
    amounts = amounts_of(currency)
    amount = _parsed(amounts.amount)
    by_year = _table(_parsed(values.year), amount, model.YearAmount)
    return {
        **_SCHEMAS,
        model.UnitLabel: _unit_label(currency),
        model.Amount: amount,
        Stated: _parsed(amounts.stated),
        model.YearAmounts: by_year,
        model.Amount | model.YearAmounts: _table_or(amount, by_year),
        tuple[StrandSplit, ...]: _table(_TEXT, by_year, _strand_split),
    }


def _unit_label(currency: str | None) -> CoreSchema:
    """Return the schema of a unit's label: one of the ledger's currency, or of any."""
    if currency is None:
        return _parsed(any_unit)
    return core_schema.literal_schema([unit.label for unit in units_of(currency).values()])


_unexplained = core_schema.no_info_plain_validator_function


def _quick_schemas(currency: str | None) -> Schemas:
    """The same values as by `_schemas`, or an error that does not say what is wrong."""
    return {
        **_schemas(currency),
        model.Year: _unexplained(values.year),
        model.OneOrMore: _unexplained(_texts),
        Years: _unexplained(values.open_years),
        model.Amount: _unexplained(amounts_of(currency).amount),
        model.Amount | model.YearAmounts: _unexplained(amount_or_table(currency)),
    }


def unread(kinds: Iterable[type[model.Entry]]) -> Iterator[str]:
    """Yield a sentence for each field of a type that no value is read as."""
    for cls in kinds:
        for field in fields(cls):
            try:
                _of(without_none(type_of(field)), _schemas(KRONER))
            except AssertionError:
                name = f"{cls.__module__}.{cls.__name__}"
                yield f'{name} has a key "{model.key_of(field)}" of a type that is not in _SCHEMAS'


_FAULTS = list(unread(UNCHECKED.values()))
if _FAULTS:
    raise Undescribed("; ".join(_FAULTS))
