"""The options that say how a register is read, and what is made of their values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.options import UnitName, unknown_name, years
from tidlig.cli.parameters import Option
from tidlig.model.failure import CouldNot
from tidlig.model.notation import UNITS
from tidlig.model.spelling import same_form

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.model.register import Columns, Filter, Register

DAYS = 7
"""How many days the dates of one award or payment may be apart, unless told otherwise."""


class KindName(StrEnum):
    """What a register has lines of."""

    AWARD = "award"
    PAYMENT = "payment"


class Mark(StrEnum):
    """What stands before decimals."""

    COMMA = ","
    POINT = "."


class Encoding(StrEnum):
    """Encodings of CSV files."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"


class Order(StrEnum):
    """What comes first in dates such as 03/04/2015."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


Against = Annotated[
    Path | None,
    Option(metavar="FILE", help="A register: CSV or XLSX.", show_default=False),
]
Name = Annotated[
    str | None,
    Option("--register", metavar="NAME", help="Read it as [register.NAME] says."),
]
Kind = Annotated[KindName | None, Option(help="What it has lines of.")]
ColumnsOption = Annotated[
    list[str] | None,
    Option(
        "--columns",
        metavar="WORD=HEADING,...",
        help="Its columns, as amount=Beløb,date=Dato; or once for each. Others by their headings.",
    ),
]
RegisterUnit = Annotated[
    UnitName | None, Option("--register-unit", help="The unit of its amounts.")
]
Filters = Annotated[
    list[str] | None,
    Option("--filter", metavar="HEADING=VALUE", help="Take these lines alone."),
]
Sign = Annotated[
    list[str] | None,
    Option("--sign", metavar="HEADING=VALUE", help="Turn the sign of lines with this value."),
]
Negate = Annotated[bool, Option("--negate", help="Turn the sign of all its amounts.")]
Without = Annotated[
    list[str] | None,
    Option("--without", metavar="HEADING", help="This column changes no amount."),
]
RegisterCurrency = Annotated[
    str | None,
    Option("--register-currency", metavar="CODE", help="Its amounts are in it, whatever it names."),
]
Delimiter = Annotated[str | None, Option(metavar="CHAR", help="What parts its cells.")]
Decimal = Annotated[Mark | None, Option(help="What stands before decimals.")]
Dates = Annotated[Order | None, Option(help="What comes first in 03/04/2015.")]
EncodingOption = Annotated[Encoding | None, Option("--encoding", help="Its encoding.")]
Sheet = Annotated[str | None, Option(metavar="NAME", help="The sheet of a workbook.")]
Header = Annotated[
    int | None, Option(least=1, metavar="LINE", help="The line, or row, of its headings.")
]
Days = Annotated[
    int, Option(least=0, most=366, metavar="N", help="How many days dates may be apart.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say of a register; None where they say nothing."""

    name: str | None = None
    kind: KindName | None = None
    columns: Sequence[str] | None = None
    filters: Sequence[str] | None = None
    sign: Sequence[str] | None = None
    without: Sequence[str] | None = None
    negate: bool = False
    unit: UnitName | None = None
    currency: str | None = None
    delimiter: str | None = None
    decimal: Mark | None = None
    dates: Order | None = None
    encoding: Encoding | None = None
    sheet: str | None = None
    header: int | None = None
    years: str | None = None


def register_of(ledger: "Ledger", asked: Asked) -> "Register":
    """Give how a register is to be read: as the ledger has it, and before that as asked."""
    register = _named(ledger, asked)
    if asked.columns or asked.filters or asked.sign or asked.without:
        register = replace(register, stands_in="")  # what is wrong was not written there
    if asked.kind is not None:
        register = replace(register, type=asked.kind.value)
    for text in asked.columns or ():
        register = replace(register, columns=_columns(register.columns, text))
    if asked.filters:
        register = replace(register, filters=tuple(_filters(asked.filters)))
    if asked.sign:
        register = replace(register, sign=tuple(_filters(asked.sign, "sign", "D/K=K")))
    ignore = dict.fromkeys((*register.ignore, *(each.strip() for each in asked.without or ())))
    negate = asked.negate or register.negate
    register = replace(register, ignore=tuple(ignore), negate=negate)
    if asked.currency is not None:
        register = replace(register, currency=asked.currency.strip().upper())
    if asked.delimiter is not None:
        register = replace(register, delimiter=_character(asked.delimiter))
    for key in ("decimal", "dates", "encoding", "unit"):
        if (said := getattr(asked, key)) is not None:
            value: Any = UNITS[said.value].label if key == "unit" else said.value
            register = replace(register, **{key: value})
    within = years(asked.years) or register.years
    return replace(register, sheet=asked.sheet or register.sheet, years=within)


def alone(against: Path | None, asked: Asked, others: Sequence[object]) -> None:
    """See to it that what is asked of a register is asked of one, and nothing else is."""
    if against is None and replace(asked, years=None) != Asked():
        raise CouldNot("it is not said which register is meant", "give --against FILE")
    if against is not None and any(others):
        help = "[register.NAME] may say program, strand, round and pool; --years is possible"
        raise CouldNot("with --against a register is all that is shown", help)


def _named(ledger: "Ledger", asked: Asked) -> "Register":
    from tidlig.model.register import Register

    registers = {each.id: each for each in ledger.of(Register)}
    if asked.name is not None:
        if not registers:
            help = f"write one, [register.{asked.name}], or give --kind and --columns"
            raise CouldNot("the ledger says of no register how it is read", help)
        found = registers.get(same_form(asked.name))
        if found is None:
            raise unknown_name("register", asked.name, list(registers))
        return found
    if asked.kind is None:
        help = "give --kind award or --kind payment, or --register with a name from the ledger"
        raise CouldNot("it is not said whether the register has awards or payments", help)
    return Register(id="", stands_in="", type=asked.kind.value)


def _columns(columns: "Columns", text: str) -> "Columns":
    words = [field.name for field in fields(columns)]
    for part in _PAIRS.split(text):
        word, sign, heading = part.partition("=")
        word = {"payee": "recipient"}.get(word.strip(), word.strip())
        if not sign or not heading.strip():
            raise CouldNot(f'"{part}" is not a column', "write --columns amount=Beløb,date=Dato")
        if word not in words:
            raise unknown_name("column that a register can have", word, words)
        for other in _INSTEAD.get(word, ()):
            columns = replace(columns, **{other: None})
        columns = replace(columns, **{word: _unquoted(heading.strip())})
    return columns


_INSTEAD = {"amount": ("debit", "credit"), "debit": ("amount",), "credit": ("amount",)}
"""What an option for a column takes the place of, beside its own."""


_PAIRS = re.compile(r',(?=\s*\w+\s*=)(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Commas before the next word and outside of quotes: a heading may have commas too."""


def _unquoted(heading: str) -> str:
    is_quoted = len(heading) > 2 and heading[0] == heading[-1] == '"'
    return heading[1:-1] if is_quoted else heading


def _filters(
    texts: Sequence[str], what: str = "filter", example: str = "Ordning=15.26.01"
) -> "list[Filter]":
    from tidlig.model.entry import OneOrMore
    from tidlig.model.register import Filter

    values: dict[str, list[str]] = {}
    for text in texts:
        heading, sign, value = text.partition("=")
        if not sign:
            raise CouldNot(f'"{text}" is not a {what}', f"write --{what} {example}")
        values.setdefault(heading.strip(), []).append(value.strip())
    return [Filter(heading, OneOrMore(tuple(found))) for heading, found in values.items()]


def _character(text: str) -> str:
    character = {"\\t": "\t", "tab": "\t"}.get(text, text)
    if len(character) != 1 or character in '"\r\n':
        raise CouldNot(f'"{text}" is not one character', 'write --delimiter ";" or tab')
    return character
