"""`tidlig export`: the ledger as a double-entry journal, for other programs."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.parameters import Option
from tidlig.cli.report_command import Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.exchange.journals.peers import Peer


class PeerName(StrEnum):
    """Programs that a journal is written for."""

    HLEDGER = "hledger"
    LEDGER = "ledger"
    BEANCOUNT = "beancount"


To = Annotated[
    PeerName | None,
    Option(
        "--to",
        help="The program to write for. Default: by the ending of -o.",
        show_default=False,
    ),
]


@report(without=("unit", "lang", "format"))
def export(shared: Shared, programs: Programs = None, to: To = None) -> Iterable[str]:
    """Write the ledger as a journal for hledger, Ledger or beancount.

    Their balances equal those of tidlig balance. Exits 1 if the ledger has errors; a ledger that
    cannot be read is not written.

    \b
    Examples:
      tidlig export -o books.journal
      tidlig export tidlig-indsats --to beancount --as-of 2015-04-01
    """
    from tidlig.arithmetic.balance import Choice
    from tidlig.exchange.journals.peers import parts
    from tidlig.exchange.journals.transactions import Journal

    peer = _peer(to, shared.output)
    opened = shared.open()
    journal = Journal(opened.ledger, Choice(budget_lines(opened.ledger, programs)))
    return parts(journal, peer, opened.context.provenance)


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
    raise CouldNot(problem, f"use --to {', '.join(PEERS)}, or -o with {', '.join(by_ending)}")
