"""`tidlig reconcile`: the ledger against the accounts, what was published, and registers."""

from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli import balance_options as shared
from tidlig.cli import reconcile_options as options
from tidlig.cli import register_options as registers
from tidlig.cli.delivering import delivered
from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.options import (
    AtOption,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitName,
    UnitOption,
    date,
    style,
)
from tidlig.cli.registers import against as held_against

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.render.report import Context


def reconcile(
    programs: shared.Programs = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    accounts: options.Accounts = False,
    bridge: options.Bridge = False,
    statements: options.Statements = False,
    against: registers.Against = None,
    register: registers.Name = None,
    kind: registers.Kind = None,
    columns: registers.ColumnsOption = None,
    filters: registers.Filters = None,
    sign: registers.Sign = None,
    without: registers.Without = None,
    negate: registers.Negate = False,
    register_currency: registers.RegisterCurrency = None,
    delimiter: registers.Delimiter = None,
    decimal: registers.Decimal = None,
    dates: registers.Dates = None,
    encoding: registers.EncodingOption = None,
    sheet: registers.Sheet = None,
    register_unit: registers.RegisterUnit = None,
    header: registers.Header = None,
    days: registers.Days = registers.DAYS,
    years: shared.YearsOption = None,
    unit: UnitOption = None,
    as_of: shared.AsOf = None,
    lang: LanguageOption = None,
    format: shared.FormatOption = None,
    output: shared.Output = None,
) -> int:
    """Hold a ledger against its accounts, what was published, or a register of another system.

    Shows budget, awards and outturn side by side, where money came from and stands, how the budget
    came to be from act to act, and every statement beside the ledger's own figure. With --against,
    matches awards or payments with a register instead. Exits 1 when a statement is contradicted, a
    line does not match, or the ledger has errors.

    \b
    Examples:
      tidlig reconcile forebyggelsespakken --bridge
      tidlig reconcile --statements
      tidlig reconcile --against tilsagn.csv --kind award
    """
    form = shared.format_of(format, output)
    said = registers.Asked(register, kind, columns, filters, sign, without, negate, register_unit,
        register_currency, delimiter, decimal, dates, encoding, sheet, header, years)  # fmt: skip
    registers.alone(against, said, (programs, accounts, bridge, statements))
    counted, around = _opened(ledger, at, as_of, unit or _unit(against), lang, no_cache)
    if against is not None:
        return held_against(against, counted, said, around, form, days, output)
    return _shown(counted, (programs, years), (accounts, bridge, statements), around, form, output)


def _unit(against: Path | None) -> UnitName | None:
    """Give the unit of a register's sums, unless told otherwise: an øre is a difference."""
    return UnitName.KR if against else None


def _opened(
    ledger: LedgerOption,
    at: str | None,
    as_of: str | None,
    unit: UnitOption,
    lang: LanguageOption,
    no_cache: bool,
) -> "tuple[Ledger, Context]":
    from tidlig.cli.opening import context, readable

    origin, whole, found = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(as_of))
    return counted, context(origin, counted, found, style(whole.settings, unit, lang))


def _shown(
    ledger: "Ledger",
    chosen: tuple[shared.Programs, str | None],
    asked: tuple[bool, bool, bool],
    around: "Context",
    form: str,
    output: Path | None,
) -> int:
    """Show what programs and years are chosen, of the parts that are asked for."""
    from tidlig.render import reconcile as reconcile_report
    from tidlig.render.report import written

    parts = options.parts(*asked)
    reconciled = options.reconciled(ledger, *chosen, parts)
    report = reconcile_report.report(reconciled, around, parts)
    cuts = form.startswith("csv") and bool(reconciled.balance.cut_spans)
    code = delivered(written(report, around, form), around, output, cuts=cuts)
    shown = not parts or reconcile_report.Part.STATEMENTS in parts
    return code or (ERRORS if shown and reconciled.contradicted else OK)
