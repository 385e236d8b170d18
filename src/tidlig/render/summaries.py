"""What checks come to, in a few lines: what is accepted, and the counts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidlig.ledger.check_result import CheckResult
from tidlig.model.findings import Severity
from tidlig.render.escaping import for_terminal

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.compare import NewFindings
    from tidlig.ledger.places import Places


def as_text(
    checked: CheckResult, places: "Places", ledger: "Ledger", held: "NewFindings | None" = None
) -> str:
    """List what is accepted, with the reasons, and count everything in the last line."""
    from tidlig.ledger.places import accepted_in_order
    from tidlig.render.findings import accepted

    lines = [accepted(each, places) for each in accepted_in_order(checked.accepted, places)]
    blocks = ["\n".join(lines)] if lines else []
    last = [last_line(checked, ledger), *([] if held is None else _since(held))]
    return "\n\n".join([*blocks, "\n".join(last)]) + "\n"


def _since(held: "NewFindings") -> Iterator[str]:
    """Count what is new, fixed and unchanged since a base, or new in a merge alone."""
    names = [for_terminal(name) for name, _ in held.others]
    turned = held.findings
    if len(names) == 1:
        counts = f"{len(turned.new)} new, {len(turned.fixed)} fixed, {turned.unchanged} unchanged"
        yield f"since {names[0]}: {counts}"
    else:
        neither = f"{count(len(turned.new), 'finding')} that neither has alone"
        yield f"merge of {' and '.join(names)}: {neither}, {turned.unchanged} unchanged"
    for name in held.unread:
        yield f"{for_terminal(name)} cannot be read, so its sums are not checked"


def last_line(checked: CheckResult, ledger: "Ledger") -> str:
    """Count errors and warnings, hidden ones too, files, entries and what is accepted."""
    errors = count(checked.count(Severity.ERROR), "error")
    warnings = count(checked.count(Severity.WARNING), "warning")
    files = count(ledger.files, "file")
    entries = count(ledger.size, "entry", "entries")
    parts = [f"{errors}, {warnings} in {files}, {entries}"]
    hidden = len(checked.findings) - len(checked.shown)
    if hidden:
        parts.append(f"{hidden} hidden")
    if checked.accepted:
        parts.append(f"{len(checked.accepted)} accepted")
    if not checked.readable:
        parts.append("sums are not checked until the ledger can be read")
    return "; ".join(parts)


def count(number: int, one: str, many: str = "") -> str:
    """Write how many there are of something, in words for none."""
    if number == 1:
        return f"1 {one}"
    return f"{number or 'no'} {many or one + 's'}"
