"""`tidlig reconcile`: the ledger compared with the accounts, publications, and registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.options import YearsOption
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Option
from tidlig.cli.printing import ERRORS
from tidlig.cli.register_sums import has_sums, sums_report
from tidlig.cli.registers import Against, RegisterOptions, register_report, require_register
from tidlig.cli.report_command import Format, Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.render.reconcile import Part
    from tidlig.render.report import Writer

Accounts = Annotated[bool, Option("--accounts", help="Show only the accounts.")]
Bridge = Annotated[bool, Option("--bridge", help="Show only the bridge between acts.")]
Statements = Annotated[bool, Option("--statements", help="Show only the statements.")]
Detail = Annotated[bool, Option("--detail", help="Show years, strands, financing and the bridge.")]


@report(pages=True)
def reconcile(
    shared: Shared,
    *,
    programs: Programs = None,
    accounts: Accounts = False,
    bridge: Bridge = False,
    statements: Statements = False,
    detail: Detail = False,
    against: Against = None,
    register: RegisterOptions,
    years: YearsOption = None,
) -> "Writer":
    """Compare the ledger with accounts, statements or a register, as of a date.

    Shows budget, awards and outturn side by side, with what is left as `tidlig balance` has it and
    what differs; and each published statement beside the ledger's own figure. --detail adds years,
    strands, financing and how each act changed the budget. With --against, matches awards or
    payments with a register instead. Exits 1 if a statement is contradicted, a line does not match,
    or the ledger has errors.

    \b
    Examples:
      tidlig reconcile --as-of 2021-06-01
      tidlig reconcile forebyggelsespakken --bridge --as-of 2015-12-31 --lang en
      tidlig reconcile --against tilsagn.csv --kind award
    """
    require_register(against, register, (programs, accounts, bridge, statements, detail))
    if against is not None:
        if has_sums(against, register):
            return sums_report(shared, against, register, years)
        shared.is_whole = True  # an øre is a difference
        return register_report(shared, against, register, years)

    from tidlig.arithmetic.accounts import reconciliation
    from tidlig.arithmetic.balance import Choice
    from tidlig.index.ledger_files import Every
    from tidlig.render import reconcile as reconcile_report

    opened = shared.open_dated(None, Every.STATEMENT)
    parts = _parts(accounts=accounts, bridge=bridge, statements=statements)
    if bridge:
        _require_whole_programs(programs, years)
    choice = Choice(budget_lines(opened.ledger, programs), years_of(years))
    day = opened.context.provenance.as_of
    assert day is not None
    reconciled = reconciliation(opened.ledger, choice, day)
    page = reconcile_report.ReconcileReport(
        opened.ledger, reconciled, opened.context, parts, detail, shared.unit is not None
    )
    has_statements = not parts or reconcile_report.Part.STATEMENTS in parts
    if has_statements and reconciled.contradicted:
        shared.code = ERRORS
    in_csv = shared.format in (Format.CSV, Format.CSV_DA)
    shared.has_cuts = in_csv and bool(reconciled.balance.cut_spans)
    return page.writer(shared.format)


def _parts(*, accounts: bool, bridge: bool, statements: bool) -> "tuple[Part, ...]":
    """Return the chosen parts of the report; none means all."""
    from tidlig.render.reconcile import Part

    flags = {Part.ACCOUNTS: accounts, Part.BRIDGE: bridge, Part.STATEMENTS: statements}
    return tuple(part for part, is_chosen in flags.items() if is_chosen)


def _require_whole_programs(programs: Sequence[str] | None, years: str | None) -> None:
    """Refuse a bridge for part of a program: it would not lead to any budget."""
    has_strand = any("/" in program for program in programs or ())
    if has_strand or years is not None:
        raise CouldNot(
            "a bridge is of a whole program and all its years",
            "name programs alone; tidlig log shows what changed a strand or a year",
        )
