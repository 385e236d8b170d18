"""Opening a ledger for a report: one that cannot be read gives its findings and no figure."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli import ERRORS, Leave
from tidlig.cli.printing import err, painter
from tidlig.render.escaping import for_terminal

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.origin import Origin
    from tidlig.render.reports import Context
    from tidlig.render.shown import Style


def readable(option: Path | None, at: str | None = None) -> "tuple[Origin, Ledger, Checked]":
    """Give where a ledger is, the ledger and its findings; leave when it cannot be read."""
    from tidlig.ledger.finding import located

    origin = located(option, at)
    return origin, *read(origin)


def read(origin: "Origin", state: str = "") -> "tuple[Ledger, Checked]":
    """Give a ledger and its findings; leave when it cannot be read, saying in which state."""
    from tidlig.ledger.checking import checked
    from tidlig.ledger.opening import opened

    whole = opened(origin)
    found = checked(whole)
    if not found.readable:
        _refuse(origin, whole, found, state)
    return whole, found


def context(origin: "Origin", ledger: "Ledger", found: "Checked", style: "Style") -> "Context":
    """Give what a report says beside what it is about."""
    from tidlig.ledger.provenance import provenance
    from tidlig.render.reports import Context

    return Context(provenance(origin, ledger), style, found, ledger.settings.currency)


def _refuse(origin: "Origin", ledger: "Ledger", found: "Checked", state: str) -> None:
    from tidlig.ledger.places import in_order, places
    from tidlig.render import findings, summaries

    where = places(found.shown, origin.data)
    err(findings.as_full(in_order(found.shown, where), where, painter(sys.stderr)))
    err(summaries.last_line(found, ledger))
    if state:
        err(f"the ledger {for_terminal(state)} cannot be read, so nothing is compared")
    raise Leave(ERRORS)
