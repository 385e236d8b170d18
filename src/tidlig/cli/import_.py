"""`tidlig import`: the lines of a spreadsheet become entries, after a preview."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

from tidlig.cli.import_finance_acts import FinanceActOptions
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, report_date, style
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import ERRORS, OK, Leave, err, err_written, out, painter, width
from tidlig.cli.report_command import with_option_groups
from tidlig.cli.sheets import SheetOptions, read_sheet_file
from tidlig.cli.writing import (
    DryRun,
    Force,
    Plan,
    Yes,
    carry_out,
    effects_of,
    is_interactive,
    known_or_leave,
    leave_on_abort,
    show_errors,
)
from tidlig.model.failure import CouldNot
from tidlig.model.years import Years

if TYPE_CHECKING:
    from tidlig.arithmetic.addition_effects import YearWarning
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.changing import Change
    from tidlig.ledger.drafts import (
        Charge,
        Draft,
        HowRead,
        ImportRequest,
        ReadFormat,
        Refusal,
        SheetAsTable,
    )
    from tidlig.ledger.import_years import YearsNeeded
    from tidlig.ledger.importing import ImportPlan
    from tidlig.model.entry import Settings
    from tidlig.render.addition import Effects
    from tidlig.render.style import Style


class ChargeName(StrEnum):
    """Which year an award is charged to."""

    DATE = "date"
    POOL = "pool"


FORMATS: dict[str, str] = {
    "finanslov": "tidlig.cli.import_finance_acts",
    "360giving": "tidlig.cli.import_grants",
    "iati": "tidlig.cli.import_grants",
}
"""The words before files of other formats than a spreadsheet, and the modules that read them.

Such a module has a function `read_files` that returns a `ReadFormat`. It takes the format, the
names of the files, the ledger, and the options, of which it refuses those that it does not read.
"""


class ReadFile(Protocol):
    """A file as it was read: its drafts, the lines that are refused, and how."""

    @property
    def how(self) -> "HowRead":
        """How it was read."""

    @property
    def drafts(self) -> "Sequence[Draft]":
        """The entries that it has."""

    @property
    def refused(self) -> "Sequence[Refusal]":
        """The lines that cannot be read."""

    @property
    def sha256(self) -> str:
        """The checksum of the file."""


Files = Annotated[
    list[str],
    Argument(
        metavar="[FORMAT] FILE",
        help="CSV or XLSX; - for what is copied from a spreadsheet.",
    ),
]
ToFile = Annotated[
    str | None,
    Option("--file", metavar="FILE", help="Write new entries to this file of the ledger."),
]
Key = Annotated[
    str | None,
    Option(metavar="KEY,...", help="What tells lines apart, without id and reference."),
]
Update = Annotated[bool, Option(help="Write changed values into the entries that are there.")]
SkipRefused = Annotated[bool, Option("--skip-refused", help="Leave refused lines out.")]
SourceOption = Annotated[
    str | None,
    Option("--source", metavar="ID", help="Source of the entries; made with the file's checksum."),
]
RecipientKind = Annotated[
    str | None, Option("--recipient-kind", metavar="KIND", help="What kind new recipients are.")
]
ImportYears = Annotated[
    str | None, Option("--years", metavar="YEARS", help="The years that awards are charged to.")
]
ChargeOption = Annotated[
    ChargeName | None,
    Option("--charge", help="Charge awards to the year of their date, or to those of the pool."),
]
AsTable = Annotated[
    bool, Option("--as-table", help="Put the file itself into the ledger, with a [table].")
]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How entries are matched and written."""

    key: Key = None
    update: Update = False
    skip_refused: SkipRefused = False
    source: SourceOption = None
    recipient_kind: RecipientKind = None
    years: ImportYears = None
    charge: ChargeOption = None
    file: ToFile = None
    as_table: AsTable = False


@with_option_groups
def import_(
    names: Files,
    *,
    ledger: LedgerOption = None,
    sheet: SheetOptions,
    acts: FinanceActOptions,
    write: WriteOptions,
    dry_run: DryRun = False,
    force: Force = False,
    yes: Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Make entries of the lines of a spreadsheet, after showing what they do to the money.

    Lines are known by id or reference, so that the same file twice changes nothing. New recipients
    are made. Nothing is written if a line is refused, or if it would introduce errors.

    \b
    Examples:
      tidlig import tilsagn.csv --pool familier-2
      tidlig import udbetalinger.csv --kind payment
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder

    folder = ledger_folder(ledger)
    finish_interrupted(folder)
    importer = Importer(
        folder, tuple(names), sheet, acts, write, force, lambda own: style(own, unit, lang)
    )
    return carry_out(folder, importer.plan, dry_run=dry_run, yes=yes)


@dataclass
class Importer:
    """Plans an import; what was answered is kept, for it may be planned again."""

    folder: Path
    names: tuple[str, ...]
    sheet: SheetOptions
    acts: FinanceActOptions
    write: WriteOptions
    force: bool
    style: "Callable[[Settings], Style]"
    noted: set[str] = field(default_factory=set)

    def plan(self) -> Plan:
        """Read the ledger and the file, and check the ledger with its entries in memory."""
        from tidlig.cli.opening import read_here
        from tidlig.ledger.changing import write_change
        from tidlig.ledger.import_years import YearsNeeded
        from tidlig.ledger.importing import plan_import
        from tidlig.ledger.open import take_snapshot
        from tidlig.render.importing import question, written_as_text

        before = take_snapshot(self.folder)
        with read_here() as how:
            known = known_or_leave(before, how)
            request = self.request(known.ledger)
            try:
                planned = plan_import(known, before, request, how)
            except YearsNeeded as needed:
                self._ask_years(needed, self.style(known.ledger.settings))
                planned = plan_import(known, before, self.request(known.ledger), how)
        change = planned.change
        own_style = self.style(known.ledger.settings)
        return Plan(
            before,
            lambda: self._show(planned, own_style),
            lambda: None if change is None else write_change(change),
            written_as_text(planned),
            question(planned, own_style.language),
        )

    def request(self, ledger: "Ledger") -> "ImportRequest":
        """Read what is imported, for a ledger; leave if it cannot be read."""
        from tidlig.ledger.drafts import ImportRequest

        read = self._read(ledger)
        options = self.write
        charge: Charge | None = options.charge.value if options.charge is not None else None
        return ImportRequest(
            read.how,
            report_date(None, lambda: None).date,
            read.drafts,
            read.refused,
            key=tuple(part.strip() for part in (options.key or "").split(",") if part.strip()),
            update=options.update,
            skip_refused=options.skip_refused,
            file=options.file,
            source=options.source,
            sha256=read.sha256,
            recipient_kind=options.recipient_kind,
            years=options.years,
            charge=charge,
            as_table=self._as_table(read),
        )

    def _as_table(self, read: ReadFile) -> "SheetAsTable | None":
        """Return the file as a table of the ledger, where that is asked for."""
        if not self.write.as_table:
            return None
        make: Callable[[], SheetAsTable] | None = getattr(read, "as_table", None)
        if make is None:
            raise CouldNot("only a spreadsheet can be a table", "leave out --as-table")
        if self.write.key is not None:
            help = "lines of a table have ids: map a column to id or reference"
            raise CouldNot("--key does not go with --as-table", help)
        return make()

    def _read(self, ledger: "Ledger") -> ReadFile:
        """Read the file, or those of another format."""
        first, *rest = self.names
        if first in FORMATS:
            reader = import_module(FORMATS[first])
            read: ReadFormat = reader.read_files(first, rest, ledger, self.sheet, self.acts)
            self._note(read.remarks)
            return read
        if self.acts != FinanceActOptions():
            help = "write finanslov before the files, as tidlig import finanslov fl2016.tsv"
            raise CouldNot("--account and --binding are of finance acts", help)
        if rest:
            raise CouldNot("one spreadsheet is imported at a time", "name one file")
        return read_sheet_file(first, self.sheet, ledger)

    def _note(self, remarks: "Sequence[str]") -> None:
        """Say what is to be known of the files, once: an import may be planned again."""
        for remark in remarks:
            if remark not in self.noted:
                self.noted.add(remark)
                err(f"note: {remark}")

    def _show(self, plan: "ImportPlan", style: "Style") -> int:
        """Show a plan; return 1 if it may not be written, and leave if there is nothing to."""
        from tidlig.render.importing import import_as_text

        made = plan.change
        effects = None
        if made is not None and made.compared is not None:
            effects = _with_warnings(effects_of(made.compared, made.sides), made)
        out(import_as_text(plan, effects, style, width(sys.stdout), painter(sys.stdout)))
        if plan.is_refused:
            show_refused(plan, style.unit.currency)
            return ERRORS
        if made is None:
            raise Leave(OK)
        return show_errors(
            made.errors, made.head, is_forced=self.force and made.compared is not None
        )

    def _ask_years(self, needed: "YearsNeeded", style: "Style") -> None:
        """Ask which years awards are charged to; raise `CouldNot` where nobody can be asked."""
        years = f"{needed.span}"
        if not is_interactive():
            places = ", ".join(needed.places)
            listed = " or ".join(map(str, needed.open_years))
            raise CouldNot(
                f"awards of {places} may be charged to {listed}, and the file has no years",
                f"give --charge date for the year of each date, --charge pool for {years} "
                "not split by year, or --years",
            )
        from tidlig.render.sentences import sentence

        language = style.language
        choices = [
            sentence("import year of date", language),
            sentence("import years unsplit", language, years=years),
            *map(str, needed.open_years),
        ]
        err(sentence("import years", language, places=", ".join(needed.places)))
        for number, choice in enumerate(choices, 1):
            err(f"  {number}  {choice}")
        number = _chosen(sentence("import year", language), len(choices))
        charges = {1: ChargeName.DATE, 2: ChargeName.POOL}
        if number in charges:
            self.write = replace(self.write, charge=charges[number])
        else:
            self.write = replace(self.write, years=choices[number - 1])


@leave_on_abort()
def _chosen(prompt: str, most: int) -> int:
    """Ask for a number, 1 if nothing is answered."""
    import typer

    while True:
        text = typer.prompt(prompt, default="1", err=True).strip()
        if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return int(text)


def _with_warnings(effects: "Effects", made: "Change") -> "Effects":
    """Return what an import does with the years in which nothing may be awarded, and why."""
    from tidlig.arithmetic.addition_effects import year_warnings

    assert made.compared is not None
    difference = made.compared.difference
    new = [each.after for each in difference.entries if each.after is not None]
    award = next((entry for entry in new if entry.kind == "award"), None)
    if award is None:
        return effects
    head = made.sides.as_of(effects.date).head
    warnings = year_warnings(head, difference, award, effects.date)
    return replace(effects, warnings=_together(warnings))


def _together(warnings: "Sequence[YearWarning]") -> "list[YearWarning]":
    """Take the warnings of years that follow one another together."""
    together: list[YearWarning] = []
    for warning in sorted(warnings, key=lambda each: (each.reason, each.act, each.years)):
        last = together[-1] if together else None
        same = last is not None and (last.reason, last.act) == (warning.reason, warning.act)
        if last is not None and same and warning.years.first <= last.years.last + 1:
            years = Years(last.years.first, max(last.years.last, warning.years.last))
            together[-1] = replace(warning, years=years)
        else:
            together.append(warning)
    return together


def show_refused(plan: "ImportPlan", currency: str) -> None:
    """Print the lines that are refused as findings, each with its place."""
    from tidlig.ledger.drafts import Status
    from tidlig.ledger.places import from_disk, places
    from tidlig.model.findings import Finding, Severity
    from tidlig.model.messages import in_currency
    from tidlig.render import findings

    problems = [line.problem for line in plan.of(Status.REFUSED) if line.problem is not None]
    refused = [Finding("", Severity.ERROR, problem) for problem in problems]
    where, catalogue = places(refused, from_disk), in_currency(currency)
    err_written(findings.as_full(refused, where, painter(sys.stderr), catalogue).rstrip("\n"))
    err("nothing was written: mend the lines, or leave them out with --skip-refused")
