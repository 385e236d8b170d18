"""`tidlig export`: the ledger as a double-entry journal, or its entries as CSV."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.parameters import Option
from tidlig.cli.printing import write_failure
from tidlig.cli.report_command import Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.exchange.journals.peers import Peer


class PeerName(StrEnum):
    """Programs that a journal is written for."""

    HLEDGER = "hledger"
    LEDGER = "ledger"
    BEANCOUNT = "beancount"
    CSV = "csv"


class ExportedKind(StrEnum):
    """Kinds of entry that are written as CSV."""

    AWARD = "award"
    PAYMENT = "payment"
    RETURN = "return"
    RECIPIENT = "recipient"
    OUTTURN = "outturn"


To = Annotated[
    PeerName | None,
    Option(
        "--to",
        help="The program to write for. Default: by the ending of -o.",
        show_default=False,
    ),
]


Kind = Annotated[
    ExportedKind | None,
    Option("--kind", help="With csv: what to write. Default: award.", show_default=False),
]


@report(without=("format",))
def export(
    shared: Shared, programs: Programs = None, to: To = None, kind: Kind = None
) -> "Iterable[str] | Iterable[bytes]":
    """Write the ledger as a workbook, as a journal for hledger, Ledger or beancount, or as CSV.

    In the workbook sums are formulas over the movements. Balances of journals equal those of tidlig
    balance; tidlig import reads the CSV again. Exits 1 if the ledger has errors; a ledger that
    cannot be read is not written.

    \b
    Examples:
      tidlig export -o ledger.xlsx
      tidlig export -o books.journal
      tidlig export tidlig-indsats --to beancount --as-of 2015-04-01
      tidlig export --kind payment -o udbetalinger.csv
    """
    if _is_workbook(to, kind, shared.output):
        return _workbook(shared, programs)
    if shared.unit or shared.lang:
        option = "--unit" if shared.unit else "--lang"
        raise CouldNot(f"{option} is of workbooks", "leave it out, or use -o FILE.xlsx")
    if _is_csv(to, kind, shared.output):
        from tidlig.exchange.entries_csv import entries_as_csv

        opened = shared.open()
        lines = budget_lines(opened.ledger, programs)
        return entries_as_csv(opened.ledger, (kind or ExportedKind.AWARD).value, lines)

    from tidlig.arithmetic.balance import Choice
    from tidlig.exchange.journals.peers import parts
    from tidlig.exchange.journals.transactions import Journal

    peer = _peer(to, shared.output)
    opened = shared.open()
    journal = Journal(opened.ledger, Choice(budget_lines(opened.ledger, programs)))
    return parts(journal, peer, opened.context.provenance)


def _is_workbook(to: PeerName | None, kind: ExportedKind | None, output: Path | None) -> bool:
    """Return whether a workbook is written, of the whole ledger."""
    is_xlsx = output is not None and output.suffix.lower() == ".xlsx"
    if is_xlsx and (to is not None or kind is not None):
        option = "--kind" if to is None else "--to"
        raise CouldNot(f"a workbook has no {option}", "leave it out, or name a file of that format")
    return is_xlsx


def _workbook(shared: Shared, programs: list[str] | None) -> "Iterable[bytes]":
    """Return the workbook of a ledger, as of its date."""
    from dataclasses import replace

    from tidlig.cli.opening import open_ledger
    from tidlig.documents.workbook.book import ledger_workbook
    from tidlig.documents.workbook.content import Content

    if programs:
        raise CouldNot("a workbook is of the whole ledger", "name no program")
    origin, whole, checked = open_ledger(shared.ledger, shared.at, no_cache=shared.no_cache)
    day = shared.date_of(origin)
    opened = shared.report_on(origin, whole.until(day.date), checked)
    later = len(whole.entries) - len(opened.ledger.entries)
    provenance = replace(opened.context.provenance, as_of_from=day.source, later=later)
    context = replace(opened.context, provenance=provenance)
    try:
        return (ledger_workbook(Content(opened.ledger, whole, origin, context)),)
    except OSError as error:
        raise CouldNot(*write_failure("the workbook's temporary file", error)) from None


def _is_csv(to: PeerName | None, kind: ExportedKind | None, output: Path | None) -> bool:
    """Return whether entries are written, and no journal."""
    if to is not None and to is not PeerName.CSV and kind is not None:
        raise CouldNot("a journal has all kinds of entries", "leave out --kind, or use --to csv")
    by_ending = output is not None and output.suffix.lower() == ".csv"
    return to is PeerName.CSV or kind is not None or (to is None and by_ending)


def _peer(name: PeerName | None, output: Path | None) -> "Peer":
    """Return the program to write for: the one named, else by the ending of the file."""
    from tidlig.exchange.journals.peers import PEERS

    if name is not None:
        return PEERS[name]
    by_ending = {ending: peer for peer in PEERS.values() for ending in peer.endings}
    if output is None:
        problem = "what to export to is not said"
    elif output.suffix in by_ending:
        return by_ending[output.suffix]
    else:
        problem = f'no program has the ending of "{output}"'
    raise CouldNot(
        problem,
        f"use --to {', '.join(PeerName)}, or -o with {', '.join((*by_ending, '.csv', '.xlsx'))}",
    )
