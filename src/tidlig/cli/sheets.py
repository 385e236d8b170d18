"""Options that say how a spreadsheet is read as entries, and the reading of it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry
from tidlig.cli.options import unknown_name
from tidlig.cli.parameters import Option
from tidlig.cli.printing import FAILED, Leave
from tidlig.cli.registers import (
    ColumnHeadings,
    Dates,
    Decimal,
    Delimiter,
    EncodingOption,
    Filters,
    Header,
    KindName,
    Negate,
    RegisterCurrency,
    RegisterOptions,
    RegisterUnit,
    Sheet,
    Sign,
    Without,
    columns_of_texts,
    register_of,
    report_faults,
)
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.exchange.imported_sheet import ReadSheet, SheetRequest
    from tidlig.model.records import Register

STDIN = "-"
_LONGEST_INPUT = 1 << 28


class ImportKind(StrEnum):
    """What the lines of a file may be."""

    AWARD = "award"
    PAYMENT = "payment"
    RETURN = "return"
    RECIPIENT = "recipient"
    OUTTURN = "outturn"
    STATEMENT = "statement"


Kind = Annotated[
    ImportKind | None, Option(help="What the lines are. Default: award.", show_default=False)
]
As = Annotated[
    str | None, Option("--as", metavar="NAME", help="Read the file as [register.NAME] says.")
]
PoolOption = Annotated[
    str | None,
    Option("--pool", metavar="POOL", help="The pool of all lines.", completes=ids("pool")),
]
ProgramOption = Annotated[
    str | None,
    Option(
        "--program", metavar="PROGRAM", help="The program of all lines.", completes=ids("program")
    ),
]
Constants = Annotated[
    list[str] | None,
    Option("--set", metavar="KEY=VALUE", help="A key that is the same on all lines."),
]


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What the lines and columns of a file are; None where the file decides."""

    kind: Kind = None
    declared: As = None
    columns: ColumnHeadings = None
    constants: Constants = None
    pool: PoolOption = None
    program: ProgramOption = None
    filters: Filters = None
    sign: Sign = None
    without: Without = None
    negate: Negate = False
    register_currency: RegisterCurrency = None
    delimiter: Delimiter = None
    decimal: Decimal = None
    dates: Dates = None
    encoding: EncodingOption = None
    sheet: Sheet = None
    register_unit: RegisterUnit = None
    header: Header = None


def read_sheet_file(name: str, options: SheetOptions, ledger: "Ledger") -> "ReadSheet":
    """Read a file, or stdin for "-"; leave if it cannot be read."""
    from tidlig.exchange.imported_sheet import read_for_import
    from tidlig.ledger.folder import shown_path
    from tidlig.sheets.tables import Unusable

    request = sheet_request(options, ledger)
    file = "stdin" if name == STDIN else shown_path(Path(name))
    try:
        data = _data(name, file)
        currency = ledger.settings.currency
        return read_for_import(data, file, Path(name).suffix, request, currency)
    except Unusable as fault:
        report_faults(fault, file)
        raise Leave(FAILED) from None


_stdin: list[bytes] = []
"""What stdin had: it can be read once, and an import may be planned again."""


def _data(name: str, file: str) -> bytes:
    from tidlig.sheets.files import bytes_of

    if name != STDIN:
        return bytes_of(Path(name), file)
    if not _stdin:
        _stdin.append(sys.stdin.buffer.read(_LONGEST_INPUT + 1))
    if len(_stdin[0]) > _LONGEST_INPUT:
        raise CouldNot("what is on stdin is larger than 256 MiB", "import it in parts")
    return _stdin[0]


def sheet_request(options: SheetOptions, ledger: "Ledger") -> "SheetRequest":
    """Return what the options, and a declared register, say of a file."""
    from tidlig.exchange.imported_sheet import SheetRequest

    register = _register(options, ledger)
    kind = options.kind.value if options.kind is not None else register.type
    columns: dict[str, dict[str, str]] = {kind: _declared_columns(register)}
    for word, heading in columns_of_texts(options.columns or ()):
        own_kind, key = _kind_and_key(kind, word)
        columns.setdefault(own_kind, {})[key] = heading
    constants = constants_of(kind, options, ledger)
    for key, value in _declared_constants(register).items():
        constants.setdefault(key, value)
    return SheetRequest(kind, register, columns, constants, options.header)


def constants_of(kind: str, options: SheetOptions, ledger: "Ledger") -> dict[str, Any]:
    """Return the keys that the options say all lines have, which are entries of a kind."""
    from tidlig.model.kinds import KINDS
    from tidlig.source.given import table

    pairs = [_pair(text) for text in options.constants or ()]
    for key, text in (("pool", options.pool), ("program", options.program)):
        if text is not None:
            pairs.append((key, entry(ledger, text, key).id))
    return table(KINDS[kind], pairs)


def _register(options: SheetOptions, ledger: "Ledger") -> "Register":
    own = {KindName.AWARD.value: KindName.AWARD, KindName.PAYMENT.value: KindName.PAYMENT}
    kind = own.get(options.kind.value if options.kind is not None else "")
    if kind is None and options.declared is None:
        kind = KindName.AWARD
    return register_of(
        ledger,
        RegisterOptions(
            register=options.declared,
            kind=kind,
            filters=options.filters,
            sign=options.sign,
            without=options.without,
            negate=options.negate,
            register_currency=options.register_currency,
            delimiter=options.delimiter,
            decimal=options.decimal,
            dates=options.dates,
            encoding=options.encoding,
            sheet=options.sheet,
            register_unit=options.register_unit,
        ),
    )


def _declared_columns(register: "Register") -> dict[str, str]:
    """The columns that the ledger declares."""
    from dataclasses import fields

    named = {
        field.name: getattr(register.columns, field.name) for field in fields(register.columns)
    }
    return {word: heading for word, heading in named.items() if heading}


def _declared_constants(register: "Register") -> Mapping[str, Any]:
    """What the ledger says that all lines of a register of awards are of."""
    if register.type != "award":
        return {}
    keys = ("pool",) if register.pool is not None else ("program", "strand", "round")
    values = {key: getattr(register, key) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def _kind_and_key(kind: str, word: str) -> tuple[str, str]:
    """What a word of --columns means: a key of the lines' kind, or KIND.KEY of another."""
    from tidlig.exchange.sheet_words import key_of_word
    from tidlig.model.kinds import KINDS
    from tidlig.source.schema import fields_by_key

    key = key_of_word(kind, word)
    if key is not None:
        return kind, key
    other, _, rest = word.partition(".")
    if other in KINDS and rest:
        own_key = key_of_word(other, rest)
        if own_key is not None:
            return other, own_key
    raise unknown_name(f"key of {kind}", word, list(fields_by_key(KINDS[kind])))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise CouldNot(f'"{text}" is not KEY=VALUE', "write --set date=2026-03-01")
    return key.strip(), value
