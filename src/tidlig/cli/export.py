"""`tidlig export`: the ledger as a journal of double entry, for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.delivering import delivered_parts
from tidlig.cli.formats import Output
from tidlig.cli.lookups import Programs, purses
from tidlig.cli.options import (
    AsOf,
    AtOption,
    LedgerOption,
    NoCache,
    date,
    style,
)
from tidlig.cli.parameters import Option
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
    Option("--to", help="The program to write for, unless -o says.", show_default=False),
]


def export(
    programs: Programs = None,
    to: To = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    as_of: AsOf = None,
    output: Output = None,
) -> int:
    """Write the ledger as a journal for hledger, Ledger or beancount.

    Their balances are those of tidlig balance. Exits 1 when the ledger has errors; a ledger that
    cannot be read is not written.

    \b
    Examples:
      tidlig export -o books.journal
      tidlig export tidlig-indsats --to beancount --as-of 2015-04-01
    """
    from tidlig.arithmetic.balancing import Choice
    from tidlig.cli.opening import context, readable
    from tidlig.exchange.journals.peers import parts
    from tidlig.exchange.journals.transactions import Journal

    peer = _peer(to, output)
    origin, whole, checked = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(as_of))
    around = context(origin, counted, checked, style(whole.settings, None, None))
    journal = Journal(counted, Choice(purses(counted, programs)))
    return delivered_parts(parts(journal, peer, around.provenance), around, output)


def _peer(asked: PeerName | None, output: Path | None) -> "Peer":
    """Give the program to write for: as asked for, else by the file's ending."""
    from tidlig.exchange.journals.peers import PEERS

    if asked is not None:
        return PEERS[asked]
    by_ending = {ending: peer for peer in PEERS.values() for ending in peer.endings}
    if output is None:
        problem = "what to export to is not said"
    elif output.suffix in by_ending:
        return by_ending[output.suffix]
    else:
        problem = f'no program has the ending of "{output}"'
    raise CouldNot(problem, f"use --to {', '.join(PEERS)}, or -o with {', '.join(by_ending)}")
