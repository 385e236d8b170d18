"""`tidlig reconcile --against FILE`: the ledger against another system's list of the same."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.delivering import delivered
from tidlig.cli.exit_codes import ERRORS, FAILED, OK
from tidlig.cli.printing import err, painter
from tidlig.cli.progress import progress
from tidlig.cli.register_options import Asked, register_of
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.exchange.unusable import Unusable
    from tidlig.ledger.places import Reader
    from tidlig.render.report import Context


def against(
    file: Path,
    ledger: "Ledger",
    asked: Asked,
    context: "Context",
    form: str,
    days: int,
    output: Path | None,
) -> int:
    """Hold a ledger against a register, and give the exit code: 1 when anything does not match."""
    from tidlig.arithmetic.registers.matching import held
    from tidlig.exchange.registers import read
    from tidlig.exchange.unusable import Unusable
    from tidlig.ledger.folder import shown_path
    from tidlig.render import register as register_report
    from tidlig.render import register_text
    from tidlig.render.report import written

    if output is not None and _is_same(file, output):
        message = f"the report would be written over the register, {shown_path(file)}"
        raise CouldNot(message, "give -o another name")
    register = register_of(ledger, asked)
    try:
        with uncollected(), progress() as tell:
            currency = ledger.settings.currency
            reading = read(file, shown_path(file), register, tell, asked.header, currency)
            compared = held(ledger, register, reading.items, days, tell)
    except Unusable as fault:
        return _refused(fault, shown_path(file))
    if not compared.matches:
        raise CouldNot("no line of the ledger or the register is of the years", "give other years")
    err(register_text.as_text(reading, compared))
    report = register_report.report(compared, reading, context)
    code = delivered(written(report, context, form), context, output)
    return code or (OK if compared.agrees and reading.adds_up else ERRORS)


def _is_same(file: Path, output: Path) -> bool:
    """Tell whether two paths are one file, by links and other spellings too."""
    try:
        return file.samefile(output)
    except OSError:  # there is no such file yet
        return False


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects without looking for ones that are gone, which takes half as long again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _refused(fault: "Unusable", file: str) -> int:
    """Say what is wrong with a register: each fault with its place, and nothing on stdout."""
    from tidlig.ledger.places import places
    from tidlig.model.findings import Finding, Severity
    from tidlig.render import findings

    found = [Finding("", Severity.ERROR, problem) for problem in fault.problems]
    where = places(found, _reader(fault, file))
    err(findings.as_full(found, where, painter(sys.stderr)).rstrip("\n"))
    return FAILED


def _reader(fault: "Unusable", file: str) -> "Reader":
    """Give what reads the lines to show: the register as it was read, other files from disk."""
    from tidlig.ledger.places import from_disk

    def read(path: str) -> bytes:
        if path == file and fault.text is not None:
            return fault.text.encode("utf-8", "replace")
        return from_disk(path)

    return read
