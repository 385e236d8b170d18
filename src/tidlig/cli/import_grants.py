"""`tidlig import 360giving` and `tidlig import iati`: grants that others publish."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.import_finance_acts import FinanceActOptions
from tidlig.cli.printing import FAILED, Leave
from tidlig.cli.sheets import SheetOptions, constants_of
from tidlig.model.failure import CouldNot
from tidlig.model.grants import Award

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.drafts import ReadFormat


def read_files(
    format: str,
    names: Sequence[str],
    ledger: "Ledger",
    sheet: SheetOptions,
    options: FinanceActOptions,
) -> "ReadFormat":
    """Read a file of grants for a ledger; leave if it cannot be read."""
    from tidlig.cli.registers import report_faults
    from tidlig.exchange.giving import read_giving
    from tidlig.exchange.iati import read_iati
    from tidlig.ledger.drafts import HowRead, ReadFormat
    from tidlig.ledger.folder import shown_path
    from tidlig.sheets.files import bytes_of
    from tidlig.sheets.tables import Unusable

    constants = _constants(sheet, options, ledger)
    if len(names) != 1:
        raise CouldNot(f"one file of {format} is imported at a time", "name one file")
    if format == "iati" and {"pool", "program"}.isdisjoint(constants):
        raise CouldNot(
            "it is not said what the awards are of", "give --pool or --program, for all of them"
        )
    path = Path(names[0])
    file = shown_path(path)
    read = read_iati if format == "iati" else read_giving
    try:
        data = bytes_of(path, file)
        grants = read(data, file, ledger.settings.currency, constants)
    except Unusable as fault:
        report_faults(fault, file)
        raise Leave(FAILED) from None
    how = HowRead(file, grants.grants, unread=grants.unread)
    return ReadFormat(how, grants.drafts, grants.refused, sha256(data).hexdigest())


def _constants(
    sheet: SheetOptions, options: FinanceActOptions, ledger: "Ledger"
) -> Mapping[str, object]:
    """The keys that all awards have: their pool or program, unless the file names it."""
    has_others = replace(sheet, pool=None, program=None, constants=None) != SheetOptions()
    if has_others or options != FinanceActOptions():
        help = "leave them out; --pool, --program and --set are possible"
        raise CouldNot("the format says what is where, and takes no options for it", help)
    return constants_of(Award.kind, sheet, ledger)
