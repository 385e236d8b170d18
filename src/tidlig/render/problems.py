"""How many problems a ledger has, in a line below a report."""

from tidlig.ledger.checked import Checked
from tidlig.model.findings import Severity
from tidlig.render.shown import Style


def as_line(checked: Checked, style: Style) -> str:
    """Say below a report how many problems the ledger has."""
    counts = [
        f"{number} {style.word(one if number == 1 else many)}"
        for one, many, severity in (
            ("error", "errors", Severity.ERROR),
            ("warning", "warnings", Severity.WARNING),
        )
        if (number := checked.count(severity))
    ]
    return f"{', '.join(counts)}: {style.word('see')}"
