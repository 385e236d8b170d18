"""`tidlig reconcile --against` a finance act, or a register of budgets, accounts or pools."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.options import years as years_of
from tidlig.cli.printing import ERRORS, FAILED, OK, Leave, err
from tidlig.cli.registers import (
    KindName,
    RegisterOptions,
    columns_of_texts,
    refuse_output,
    register_of,
    report_faults,
)
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.cli.report_command import Shared
    from tidlig.exchange.imported_sheet import ReadSheet
    from tidlig.exchange.stated_sums import ComparedSums, SumKind
    from tidlig.ledger.drafts import Draft
    from tidlig.model.records import Register
    from tidlig.model.years import Years
    from tidlig.render.report import Writer

_KINDS: "dict[KindName, SumKind]" = {
    KindName.BUDGET: "budget",
    KindName.OUTTURN: "outturn",
    KindName.POOL: "pool",
}
_OF_A_LINE = ("account", "konto", "pool", "pulje", "program")
"""What --columns may call the column that says what a line is of."""


def has_sums(file: Path, options: RegisterOptions) -> bool:
    """Whether a register has sums, and not awards or payments: by its kind, or as a finance act."""
    from tidlig.exchange.finance_act_table import is_finance_act

    if options.kind is not None or options.register is not None:
        return options.kind in _KINDS
    try:
        with file.open("rb") as opened:
            return is_finance_act(opened.read(4_096))
    except OSError:
        return False  # whoever reads it says why it cannot be


def sums_report(
    shared: "Shared", file: Path, options: RegisterOptions, years: str | None
) -> "Writer":
    """Compare sums with the ledger; the exit code is 1 unless all agree, and none is missing."""
    from tidlig.arithmetic.accounts import reconciliation
    from tidlig.arithmetic.balance import Choice
    from tidlig.model.messages import sentence
    from tidlig.render.reconcile import Part, ReconcileReport

    opened = shared.open_dated()
    refuse_output(file, shared.output)
    day = opened.context.provenance.as_of
    assert day is not None
    compared = _compared(opened.ledger, file, options, years)
    for remark in compared.remarks:
        err(f"note: {sentence(remark)}")
    if compared.left_out:
        err(f"note: accounts of the file that are not in the ledger: {compared.left_out}")
    shared.code = OK if compared.agrees else ERRORS
    whole = reconciliation(opened.ledger, Choice(), day)
    only = replace(whole, accounts=(), funds=(), bridge=(), statements=compared.results, years=None)
    page = ReconcileReport(
        opened.ledger, only, opened.context, (Part.STATEMENTS,), False, shared.unit is not None
    )
    return page.writer(shared.format)


def _compared(
    ledger: "Ledger", file: Path, options: RegisterOptions, years: str | None
) -> "ComparedSums":
    from tidlig.exchange.finance_act_table import read_finance_act
    from tidlig.exchange.stated_sums import compared_act
    from tidlig.ledger.folder import shown_path
    from tidlig.sheets.files import bytes_of
    from tidlig.sheets.tables import Unusable

    name = shown_path(file)
    try:
        data = bytes_of(file, name)
        if options.kind is None:
            decimal = None if options.decimal is None else options.decimal.value
            _refuse_years(years)
            return compared_act(ledger, read_finance_act(data, name, decimal))
        return _of_register(ledger, data, name, file.suffix, options, years)
    except Unusable as fault:
        report_faults(fault, name)
        raise Leave(FAILED) from None


def _refuse_years(years: str | None) -> None:
    if years is not None:
        raise CouldNot("a finance act is compared with all its years", "leave --years out")


def _of_register(
    ledger: "Ledger",
    data: bytes,
    name: str,
    ending: str,
    options: RegisterOptions,
    years: str | None,
) -> "ComparedSums":
    """Read a register of sums as lines of accounts, whatever they are sums of."""
    from tidlig.exchange.stated_sums import compared_sums

    assert options.kind is not None
    kind = _KINDS[options.kind]
    register = register_of(ledger, replace(options, kind=KindName.PAYMENT, columns=None))
    named = dict(columns_of_texts(options.columns or ()))
    columns = {_key(word): heading for word, heading in named.items()}
    currency = ledger.settings.currency

    def read(**constants: object) -> "ReadSheet":
        return _read(data, name, ending, register, columns, constants, options.header, currency)

    if years is None and kind == "pool" and "year" not in columns:
        return compared_sums(ledger, kind, read(year=0).drafts, name, has_years=False)
    if years is None or "year" in columns or _has_year(read(year=0)):
        drafts = _of_years(read().drafts, years_of(years))
    else:
        drafts = read(year=_one_year(years)).drafts
    return compared_sums(ledger, kind, drafts, name, has_years=True)


def _read(
    data: bytes,
    name: str,
    ending: str,
    register: "Register",
    columns: dict[str, str],
    constants: dict[str, object],
    header: int | None,
    currency: str,
) -> "ReadSheet":
    """Read the lines; raise `Unusable` where any of them cannot be."""
    from tidlig.exchange.imported_sheet import SheetRequest, read_for_import
    from tidlig.model.grants import Outturn
    from tidlig.sheets.tables import Unusable

    request = SheetRequest(Outturn.kind, register, {Outturn.kind: columns}, constants, header)
    read = read_for_import(data, name, ending, request, currency)
    if read.refused:
        raise Unusable([refused.problem for refused in read.refused])
    return read


def _has_year(read: "ReadSheet") -> bool:
    """Whether a file has a column of years, which was not read."""
    from tidlig.exchange.sheet_words import key_of_word
    from tidlig.model.grants import Outturn

    return any(key_of_word(Outturn.kind, heading) == "year" for heading in read.how.unread)


def _of_years(drafts: "Sequence[Draft]", years: "Years | None") -> "Sequence[Draft]":
    """The lines of some years, and those whose year is none."""
    if years is None:
        return drafts
    return [draft for draft in drafts if _is_within(str(draft.table.get("year")), years)]


def _is_within(year: str, years: "Years") -> bool:
    is_year = year.isascii() and year.isdigit()
    return not is_year or years.first <= int(year) <= years.last


def _key(word: str) -> str:
    return "program" if word in _OF_A_LINE else word


def _one_year(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        message = "the file has no year, and its sums are of one"
        raise CouldNot(message, "give --years with one year, or --columns year=...")
    return int(text)
