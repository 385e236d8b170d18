"""`tidlig reconcile --against FILE`: the ledger against another system's list of the same."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli import ERRORS, FAILED, OK
from tidlig.cli.balance_options import Format, format_of
from tidlig.cli.opening import readable
from tidlig.cli.options import LanguageName, UnitName, style
from tidlig.cli.printing import deliver, err, painter, width
from tidlig.cli.progress import progress
from tidlig.cli.register_options import Asked, register_of

if TYPE_CHECKING:
    from tidlig.exchange.unusable import Unusable
    from tidlig.ledger.places import Reader


def against(
    file: Path,
    ledger: Path | None,
    asked: Asked,
    *,
    days: int,
    unit: UnitName | None = None,
    lang: LanguageName | None = None,
    format: Format | None = None,
    output: Path | None = None,
) -> int:
    """Hold a ledger against a register, and give the exit code: 1 when anything does not match."""
    from tidlig.arithmetic.registers.matching import held
    from tidlig.exchange.registers import read
    from tidlig.exchange.unusable import Unusable
    from tidlig.ledger.finding import shown_path
    from tidlig.ledger.provenance import provenance
    from tidlig.render import register_readings, registers, summaries
    from tidlig.render.layout import plain_paint

    written = format_of(format, output)
    folder, whole, found = readable(ledger)
    register = register_of(whole, asked)
    shown = style(whole.settings, unit, lang)
    try:
        with uncollected(), progress() as tell:
            reading = read(file, shown_path(file), register, tell)
            compared = held(whole, register, reading.items, days, tell)
    except Unusable as fault:
        return _refused(fault, shown_path(file))
    if unit is None:
        shown = registers.in_kroner(shown, compared)
    report = registers.Report(compared, reading, provenance(folder, whole), shown)
    err(register_readings.as_text(reading, compared))
    size, paint = (None, plain_paint) if output else (width(sys.stdout), painter(sys.stdout))
    failed = deliver(registers.written(report, written, size, paint), output)
    if found.findings:
        err(summaries.problems(found, shown))
    return failed or (ERRORS if found.errors or not compared.agrees else OK)


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
