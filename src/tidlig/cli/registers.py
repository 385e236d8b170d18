"""`tidlig reconcile --against FILE`: the ledger compared with another system's register."""

import gc
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.opening import progress
from tidlig.cli.options import unknown_name
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Option
from tidlig.cli.printing import ERRORS, FAILED, OK, Leave, err, err_written, painter
from tidlig.cli.report_command import Format
from tidlig.cli.units import METAVAR, typed_unit, units
from tidlig.model.failure import CouldNot
from tidlig.model.money import KRONER
from tidlig.model.spelling import same_form

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.cli.report_command import Shared
    from tidlig.ledger.places import Reader
    from tidlig.matching.items import Reading
    from tidlig.matching.matching import Matching
    from tidlig.model.records import Columns, Filter, Register
    from tidlig.render.report import Writer
    from tidlig.sheets.tables import Unusable

DAYS = 7
"""By default, how many days apart the dates of one award or payment may be."""


class KindName(StrEnum):
    """What the lines of a register are."""

    AWARD = "award"
    PAYMENT = "payment"
    BUDGET = "budget"
    OUTTURN = "outturn"
    POOL = "pool"


class Mark(StrEnum):
    """Decimal separators."""

    COMMA = ","
    POINT = "."


class Encoding(StrEnum):
    """Encodings of CSV files."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"


class Order(StrEnum):
    """Orders of dates such as 03/04/2015."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


Against = Annotated[
    Path | None,
    Option(
        metavar="FILE",
        help="Compare with a register: CSV or XLSX; or with a finance act.",
        show_default=False,
    ),
]
Name = Annotated[
    str | None,
    Option(metavar="NAME", help="Read the register as [register.NAME] says."),
]
Kind = Annotated[KindName | None, Option(help="What the register's lines are.")]
ColumnHeadings = Annotated[
    list[str] | None,
    Option(
        metavar="WORD=HEADING,...",
        help="The register's columns, such as amount=Beløb,date=Dato. Others by their headings.",
    ),
]
Filters = Annotated[
    list[str] | None,
    Option("--filter", metavar="HEADING=VALUE", help="Only lines with this value."),
]
Sign = Annotated[
    list[str] | None,
    Option(metavar="HEADING=VALUE", help="Reverse the sign of lines with this value."),
]
Without = Annotated[
    list[str] | None,
    Option(metavar="HEADING", help="Ignore this column."),
]
Negate = Annotated[bool, Option("--negate", help="Reverse the sign of all amounts.")]
RegisterCurrency = Annotated[
    str | None,
    Option(metavar="CODE", help="Currency of the register, whatever the file says."),
]
Delimiter = Annotated[str | None, Option(metavar="CHAR", help="Field separator.")]
Decimal = Annotated[Mark | None, Option(help="Decimal separator.")]
Dates = Annotated[Order | None, Option(help="Order of dates such as 03/04/2015.")]
EncodingOption = Annotated[Encoding | None, Option(help="Text encoding.")]
Sheet = Annotated[str | None, Option(metavar="NAME", help="Sheet of a workbook.")]
RegisterUnit = Annotated[
    str | None,
    Option(metavar=METAVAR, help="Unit of the register's amounts.", completes=units),
]
Header = Annotated[int | None, Option(least=1, metavar="LINE", help="Line of the column headings.")]
Days = Annotated[
    int, Option(least=0, most=366, metavar="N", help="How many days apart dates may be.")
]


@dataclass(frozen=True, slots=True)
class RegisterOptions:
    """The options that describe a register; None where the ledger or the file decides."""

    register: Name = None
    kind: Kind = None
    columns: ColumnHeadings = None
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
    days: Days = DAYS


def require_register(
    against: Path | None, options: RegisterOptions, others: Sequence[object]
) -> None:
    """Refuse options of a register without --against, and `others` together with it."""
    describes_register = replace(options, days=DAYS) != RegisterOptions()
    if against is None and describes_register:
        raise CouldNot("it is not said which register is meant", "give --against FILE")
    if against is not None and any(others):
        help = "[register.NAME] may say program, strand, round and pool; --years is possible"
        raise CouldNot("with --against a register is all that is shown", help)


def register_report(
    shared: "Shared", file: Path, options: RegisterOptions, years: str | None
) -> "Writer":
    """Compare the ledger with a register; the exit code is 1 unless all lines match.

    Leaves if the register cannot be read.
    """
    from tidlig.render import register_notes, registers

    opened = shared.open()
    refuse_output(file, shared.output)
    register = register_of(opened.ledger, options, years)
    reading, matching = _matched(opened.ledger, file, register, options)
    if not matching.matches:
        raise CouldNot("no line of the ledger or the register is of the years", "give other years")
    is_csv = shared.format in (Format.CSV, Format.CSV_DA)
    noted = opened.context.style if is_csv else None  # rows have no room for notes
    err(register_notes.on_reading(reading, matching, noted))
    agrees = matching.agrees and reading.adds_up
    shared.code = OK if agrees else ERRORS
    names = {id: recipient.name for id, recipient in opened.ledger.recipients.items()}
    report = registers.RegisterReport(matching, reading, opened.context, names)
    return report.writer(shared.format)


def refuse_output(file: Path, output: Path | None) -> None:
    """Refuse to write a report over the register that it is made of."""
    from tidlig.ledger.folder import shown_path

    if output is not None and _is_same(file, output):
        message = f"the report would be written over the register, {shown_path(file)}"
        raise CouldNot(message, "give -o another name")


def _matched(
    ledger: "Ledger", file: Path, register: "Register", options: RegisterOptions
) -> "tuple[Reading, Matching]":
    """Read a register and match its lines with the ledger's; leave if it cannot be read."""
    from tidlig.exchange.registers import read
    from tidlig.ledger.folder import shown_path
    from tidlig.matching.leftovers import missing_words
    from tidlig.matching.matching import match_register
    from tidlig.matching.names import Parties
    from tidlig.model.records import Recipient
    from tidlig.sheets.tables import Unusable

    try:
        with _garbage_collection_off(), progress() as tell:
            currency = ledger.settings.currency
            reading = read(file, shown_path(file), register, tell, options.header, currency)
            matching = match_register(ledger, register, reading.items, options.days, tell)
            missed = missing_words(reading, Parties(ledger.of(Recipient)))
            return reading, replace(matching, lacking=missed)
    except Unusable as fault:
        report_faults(fault, shown_path(file), ledger.settings.currency)
        raise Leave(FAILED) from None


def _is_same(file: Path, output: Path) -> bool:
    """Return whether two paths are one file, even by links or other spellings."""
    try:
        return file.samefile(output)
    except OSError:  # there is no such file yet
        return False


@contextmanager
def _garbage_collection_off() -> Iterator[None]:
    """Suspend garbage collection, which adds half to the time of making many objects."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def report_faults(fault: "Unusable", file: str, currency: str = KRONER) -> None:
    """Print what is wrong with a register as findings, with their places, on stderr."""
    from tidlig.ledger.places import places
    from tidlig.model.findings import Finding, Severity
    from tidlig.model.messages import in_currency
    from tidlig.render import findings

    faults = [Finding("", Severity.ERROR, problem) for problem in fault.problems]
    where = places(faults, _reader(fault, file))
    err_written(
        findings.as_full(faults, where, painter(sys.stderr), in_currency(currency)).rstrip("\n")
    )


def _reader(fault: "Unusable", file: str) -> "Reader":
    """Return a reader of lines to quote: of the register as it was read, of others from disk."""
    from tidlig.ledger.places import from_disk

    def read(path: str) -> bytes:
        if path == file and fault.text is not None:
            return fault.text.encode("utf-8", "replace")
        return from_disk(path)

    return read


def register_of(ledger: "Ledger", options: RegisterOptions, years: str | None = None) -> "Register":
    """Return how to read a register: as the ledger declares it, overridden by the options."""
    register = _declared_register(ledger, options)
    register = _with_columns(register, options)
    register = _with_layout(register, options, ledger.settings.currency)
    sheet = options.sheet or register.sheet
    return replace(register, sheet=sheet, years=years_of(years) or register.years)


def _declared_register(ledger: "Ledger", options: RegisterOptions) -> "Register":
    from tidlig.model.records import Register

    registers = {register.id: register for register in ledger.of(Register)}
    name = options.register
    if name is not None:
        if not registers:
            help = f"write one, [register.{name}], or give --kind and --columns"
            raise CouldNot("the ledger says of no register how it is read", help)
        declared = registers.get(same_form(name))
        if declared is None:
            raise unknown_name("register", name, list(registers))
        return declared
    if options.kind is None:
        help = "give --kind award or --kind payment, or --register with a name from the ledger"
        raise CouldNot("it is not said whether the register has awards or payments", help)
    is_of_awards = options.kind is KindName.AWARD
    return Register(id="", stands_in="", type="award" if is_of_awards else "payment")


def _with_columns(register: "Register", options: RegisterOptions) -> "Register":
    """Apply the options that say what the lines and columns are."""
    if any((options.columns, options.filters, options.sign, options.without)):
        register = replace(register, stands_in="")  # what is wrong was not written there
    without = [heading.strip() for heading in options.without or ()]
    values: dict[str, Any] = {
        "ignore": tuple(dict.fromkeys((*register.ignore, *without))),
        "negate": options.negate or register.negate,
    }
    if options.kind is not None:
        values["type"] = "award" if options.kind is KindName.AWARD else "payment"
    if options.columns:
        values["columns"] = _parsed_columns(register.columns, options.columns)
    if options.filters:
        values["filters"] = _parsed_filters(options.filters, "filter", "Ordning=15.26.01")
    if options.sign:
        values["sign"] = _parsed_filters(options.sign, "sign", "D/K=K")
    return replace(register, **values)


def _with_layout(register: "Register", options: RegisterOptions, currency: str) -> "Register":
    """Apply the options that say how cells are written."""
    values: dict[str, Any] = {}
    if options.register_currency is not None:
        values["currency"] = options.register_currency.strip().upper()
    if options.delimiter is not None:
        values["delimiter"] = _parsed_delimiter(options.delimiter)
    if options.decimal is not None:
        values["decimal"] = options.decimal.value
    if options.dates is not None:
        values["dates"] = options.dates.value
    if options.encoding is not None:
        values["encoding"] = options.encoding.value
    if options.register_unit is not None:
        unit = typed_unit(options.register_unit, currency, "--register-unit")
        values["unit"] = unit.label
    return replace(register, **values)


_OVERRIDDEN = {"amount": ("debit", "credit"), "debit": ("amount",), "credit": ("amount",)}
"""Columns of the ledger's declaration that a column from an option replaces, beside its own."""


def _parsed_columns(columns: "Columns", texts: Sequence[str]) -> "Columns":
    from tidlig.model.records import Columns

    words = [field.name for field in fields(Columns)]
    for written, heading in columns_of_texts(texts):
        word = {"payee": "recipient"}.get(written, written)
        if word not in words:
            raise unknown_name("column that a register can have", word, words)
        overridden: dict[str, Any] = dict.fromkeys(_OVERRIDDEN.get(word, ()))
        columns = replace(columns, **overridden, **{word: heading})
    return columns


def columns_of_texts(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Parse texts such as amount=Beløb,date=Dato; a heading may be in quotes."""
    for text in texts:
        for part in _COMMAS_BETWEEN_COLUMNS.split(text):
            word, _, heading = (piece.strip() for piece in part.partition("="))
            if not heading:
                help = "write --columns amount=Beløb,date=Dato"
                raise CouldNot(f'"{part}" is not a column', help)
            yield word, _unquoted(heading)


_COMMAS_BETWEEN_COLUMNS = re.compile(r',(?=\s*[\w.]+\s*=)(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Commas before the next WORD= and outside quotes: a heading may have commas too."""


def _unquoted(heading: str) -> str:
    is_quoted = len(heading) > 2 and heading[0] == heading[-1] == '"'
    return heading[1:-1] if is_quoted else heading


def _parsed_filters(texts: Sequence[str], option: str, example: str) -> "tuple[Filter, ...]":
    """Parse texts such as D/K=K; values of the same heading are alternatives."""
    from tidlig.model.entry import OneOrMore
    from tidlig.model.records import Filter

    values: dict[str, list[str]] = {}
    for text in texts:
        heading, sign, value = text.partition("=")
        if not sign:
            raise CouldNot(f'"{text}" is not a {option}', f"write --{option} {example}")
        values.setdefault(heading.strip(), []).append(value.strip())
    return tuple(
        Filter(heading, OneOrMore(tuple(alternatives))) for heading, alternatives in values.items()
    )


def _parsed_delimiter(text: str) -> str:
    character = {"\\t": "\t", "tab": "\t"}.get(text, text)
    if len(character) != 1 or character in '"\r\n':
        raise CouldNot(f'"{text}" is not one character', 'write --delimiter ";" or tab')
    return character
