"""`tidlig reconcile --against` a finance act, or a register of budgets, accounts or pools."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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
    from tidlig.exchange.stated_sums import ComparedSums, SumKind
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
    from tidlig.exchange.imported_sheet import SheetRequest, read_for_import
    from tidlig.exchange.stated_sums import compared_sums
    from tidlig.model.grants import Outturn
    from tidlig.sheets.tables import Unusable

    assert options.kind is not None
    kind = _KINDS[options.kind]
    register = register_of(ledger, replace(options, kind=KindName.PAYMENT, columns=None))
    named = dict(columns_of_texts(options.columns or ()))
    columns = {_key(word): heading for word, heading in named.items()}
    constants: dict[str, object] = {}
    has_years = "year" in columns or years is not None or kind != "pool"
    if years is not None:
        constants["year"] = _one_year(years)
    elif not has_years:
        constants["year"] = 0
    request = SheetRequest(
        Outturn.kind, register, {Outturn.kind: columns}, constants, options.header
    )
    read = read_for_import(data, name, ending, request, ledger.settings.currency)
    if read.refused:
        raise Unusable([refused.problem for refused in read.refused])
    return compared_sums(ledger, kind, read.drafts, name, has_years=has_years)


def _key(word: str) -> str:
    return "program" if word in _OF_A_LINE else word


def _one_year(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise CouldNot("the sums of a register are of one year", "give --years with one year")
    return int(text)
