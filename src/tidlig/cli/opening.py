"""Opening a ledger for a report: one that cannot be read gives its findings and no figure."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tidlig.cli import ERRORS
from tidlig.cli.printing import err, painter

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checking import Checked
    from tidlig.render.reports import Context
    from tidlig.render.shown import Style


def readable(option: Path | None) -> "tuple[Path, Ledger, Checked]":
    """Give the folder of a ledger, the ledger and its findings; leave when it cannot be read."""
    from tidlig.ledger.checking import checked
    from tidlig.ledger.finding import ledger_folder
    from tidlig.ledger.opening import opened

    folder = ledger_folder(option)
    whole = opened(folder)
    found = checked(whole)
    if not found.readable:
        _refuse(whole, found)
    return folder, whole, found


def context(folder: Path, ledger: "Ledger", found: "Checked", style: "Style") -> "Context":
    """Give what a report says beside what it is about."""
    from tidlig.ledger.provenance import provenance
    from tidlig.render.reports import Context

    return Context(provenance(folder, ledger), style, found, ledger.settings.currency)


def _refuse(ledger: "Ledger", found: "Checked") -> None:
    from tidlig.ledger.places import in_order, places
    from tidlig.render import findings, summaries

    where = places(found.shown)
    err(findings.as_full(in_order(found.shown, where), where, painter(sys.stderr)))
    err(summaries.last_line(found, ledger))
    raise typer.Exit(ERRORS)
